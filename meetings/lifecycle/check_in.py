"""签到, where the rules allow it: a tap on the tablet of the room, or one's own link with the code of the room.

It makes nobody present. The roll shows it beside the name, and the secretary confirms the roll as ever. Nobody signs in
for somebody else: the tablet stands in the room and knows one sitting; the telephone needs the member's own link and
the code on the wall, which changes every minute.
"""

import hashlib
from datetime import datetime, timedelta
from secrets import compare_digest

from django.db import transaction
from django.utils.crypto import salted_hmac

from branchlife.kit import clock
from branchlife.kit.problems import Refusal
from meetings.lifecycle import personal
from meetings.lifecycle.notices import due_people
from meetings.lifecycle.table import locked
from meetings.models import Gathering, Meeting, SignIn
from meetings.regulations import rules_of
from meetings.vocabulary import GatheringMode, MeetingState, SignInMethod
from members.models import Member, User

BEFORE = (MeetingState.PLANNED, MeetingState.NOTICED)
EARLY = timedelta(hours=1)  # before the beginning, from when the door is open
USUAL_LENGTH = timedelta(hours=3)  # of a sitting whose end is not known
CODE_SECONDS = 60  # how long one code stands on the wall; the one before is still taken
DIGITS = 6


def is_allowed(meeting: Meeting) -> bool:
    """Whether the rules of this body let people sign in by themselves. Off unless somebody turned it on."""
    return rules_of(meeting).self_check_in


def door(gathering: Gathering) -> tuple[datetime, datetime]:
    """From and until when one may sign in."""
    return gathering.start - EARLY, gathering.end or gathering.start + USUAL_LENGTH


def is_open(gathering: Gathering) -> bool:
    """Whether it is time to sign in."""
    opens, closes = door(gathering)
    return opens <= clock.now() <= closes


def room_code(gathering: Gathering, back: int = 0) -> str:
    """The code that stands on the wall now, or stood so many minutes ago."""
    minute = int(clock.now().timestamp()) // CODE_SECONDS - back
    made = salted_hmac("branchlife.room", f"{gathering.pk}-{minute}", algorithm="sha256").digest()
    return f"{int.from_bytes(hashlib.sha256(made).digest()[:8]) % 10**DIGITS:0{DIGITS}d}"


def fits(gathering: Gathering, typed: str) -> bool:
    """Whether it is the code of this room, now or a moment ago."""
    return any(compare_digest(typed.encode(), room_code(gathering, back).encode()) for back in (0, 1))


def standing(gathering: Gathering) -> dict[int, SignIn]:
    """Who signed in or said so, by member. One query."""
    rows = SignIn.objects.filter(gathering=gathering).standing().select_related("member").order_by("at", "pk")
    return {row.member_id: row for row in rows}


def everything(gathering: Gathering) -> list[SignIn]:
    """All of it, what was undone included. One query."""
    rows = SignIn.objects.filter(gathering=gathering).select_related("member", "undone_by")
    return list(rows.order_by("-at", "-pk"))


def names(gathering: Gathering) -> list[tuple[int, str, bool]]:
    """(pk, name, signed in) of everybody due, by strokes: all that the tablet shows."""
    people = [one.member for _, one in due_people(_meetings(gathering)).values()]
    here = standing(gathering)
    people.sort(key=lambda member: (member.stroke_order, member.name, member.pk))
    return [(member.pk, member.name, member.pk in here) for member in people]


def _meetings(gathering: Gathering) -> list[Meeting]:
    return list(gathering.meetings.with_places().order_by("pk"))


def check_open(gathering: Gathering) -> list[Meeting]:
    """The meetings of the sitting. Refuses where the rules do not allow it, out of time, once the roll is called."""
    rows = _meetings(gathering)
    if not rows or not is_allowed(rows[0]):
        raise Refusal.because("off", "本支部没有开通自助签到，请在签到表上签名。")
    if not any(row.state in BEFORE for row in rows):
        raise Refusal.because(
            "called", f"会议{rows[0].get_state_display()}，不再签到；没有记上的，请告诉书记。"
        )
    if not is_open(gathering):
        raise Refusal.because("closed", "现在不是签到的时间：会前一小时到散会可以签到。")
    return rows


@transaction.atomic
def tap(gathering: Gathering, member: int) -> SignIn:
    """On the tablet of the room: somebody taps their own name. Again is the same."""
    due = due_people(check_open(gathering))
    if member not in due:
        raise Refusal.because("not-due", "名单里没有这个人。")
    return _note(gathering, due[member][1].member, SignInMethod.KIOSK)


def with_code(token: str, typed: str, *, online: bool = False) -> SignIn:
    """Through one's own link, with the code of the room. A wrong code is counted against the link."""
    receipt = personal.spend(token)
    gathering = receipt.notice.meeting.gathering
    check_open(gathering)
    if not fits(gathering, "".join(typed.split())):
        raise Refusal.because("code", "签到码不对，或者已经换了新的。请看现场的屏幕再输一次。", field="code")
    is_online = gathering.mode == GatheringMode.ONLINE or (online and gathering.mode == GatheringMode.HYBRID)
    return _note(gathering, receipt.member, SignInMethod.ONLINE if is_online else SignInMethod.CODE)


def say_afterwards(token: str) -> SignIn:
    """ "I was there", said by a member once the meeting has begun: the secretary decides what becomes of it."""
    receipt = personal.spend(token)
    meeting = receipt.notice.meeting
    if not is_allowed(meeting):
        raise Refusal.because("off", "本支部没有开通自助签到；到会没有记上的，请告诉书记。")
    if clock.now() < meeting.start:
        raise Refusal.because("early", "会议还没有开始。")
    if meeting.is_locked or meeting.state in (MeetingState.POSTPONED, MeetingState.NOT_HELD):
        raise Refusal.because("late", f"会议{meeting.get_state_display()}，不能再说明；请告诉书记。")
    return _note(meeting.gathering, receipt.member, SignInMethod.AFTERWARDS)


@transaction.atomic
def _note(gathering: Gathering, member: Member, method: SignInMethod) -> SignIn:
    for row in gathering.meetings.order_by("pk"):
        locked(row)
    found = SignIn.objects.filter(gathering=gathering, member=member).standing().first()
    if found is not None:
        return found
    return SignIn.objects.create(gathering=gathering, member=member, method=method, at=clock.now())


@transaction.atomic
def undo(gathering: Gathering, pk: int, by: User | None) -> SignIn | None:
    """Take a sign-in back; the row stays, with who took it back and when. None where there is none."""
    row = SignIn.objects.select_for_update(of=("self",)).filter(gathering=gathering, pk=pk).first()
    if row is not None and row.undone_at is None:
        row.undone_at, row.undone_by, row.changed_by = clock.now(), by, by
        row.save(update_fields=["undone_at", "undone_by", "changed_by", "changed_at"])
    return row


def gathering_of(pk: int) -> Gathering | None:
    """The sitting that a tablet was opened for. One query."""
    return Gathering.objects.filter(pk=pk).first()
