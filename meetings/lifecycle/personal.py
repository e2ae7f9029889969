"""A member's own notice, opened by its signed link and nothing else: read, confirm, ask for leave, say "I was there".

Each token is bound to one receipt and one edition of its link, made for this purpose alone, dead a few days after the
meeting, and good for a number of answers. Whoever may not come in is told why in one sentence that names nobody.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils.timezone import make_aware

from branchlife.kit import clock
from branchlife.kit.problems import Refusal
from meetings import links
from meetings.lifecycle import leave
from meetings.lifecycle.notices import due_people, papers_of
from meetings.models import Attachment, LeaveRequest, Meeting, NoticeReceipt
from meetings.vocabulary import LeaveReason, MeetingState

DAYS_AFTER = 3  # days after the meeting on which "I was there" may still be said; then the link is dead
MOST_ANSWERS = 20  # through one edition of a link; a member needs two or three
UNKNOWN = "这个链接打不开：地址不完整，或者已经换了新的。请用最近一次通知里的链接，或问本支部书记。"
EXPIRED = "会议已过，这个链接已经失效。"
REPLACED = "已经另发了新的通知，这个链接不再用。请用最近一次通知里的链接。"
USED_UP = "这个链接用的次数太多，已经停用。请问本支部书记要一个新的。"


class Closed(Exception):  # noqa: N818 (an answer, not a fault)
    """The link opens nothing. `status` is that of the answer, `words` are for whoever holds the link."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status, self.words = status, words


@dataclass(frozen=True)
class Invitation:
    """What a link opens: one receipt, the meetings at which the member is due, the papers, the leave last asked."""

    receipt: NoticeReceipt
    meetings: list[Meeting]
    papers: list[Attachment]
    request: LeaveRequest | None
    has_leave: bool

    @property
    def meeting(self) -> Meeting:
        """The meeting of the notice."""
        return self.receipt.notice.meeting

    @property
    def is_off(self) -> bool:
        """Put off without a new day, or not held."""
        return self.meeting.state in (MeetingState.POSTPONED, MeetingState.NOT_HELD)

    @property
    def has_begun(self) -> bool:
        """Whether the meeting has begun."""
        return self.meeting.start <= clock.now()


def last_moment(meeting: Meeting) -> datetime:
    """Until when the links of a meeting are good: the end of the last of the days after it."""
    return make_aware(datetime.combine(meeting.day + timedelta(days=DAYS_AFTER), time.max))


def receipt_of(token: str, *, lock: bool = False) -> NoticeReceipt:
    """The receipt of a token. Raises Closed for anything that is no valid key today."""
    found = links.NOTICE.read(token)
    rows = NoticeReceipt.objects.select_related(
        "member", "notice__meeting__gathering", "notice__meeting__branch"
    )
    rows = rows.select_related("notice__meeting__group")
    rows = rows.select_for_update(of=("self",)) if lock else rows
    row = rows.filter(pk=found[0], link_edition=found[1]).first() if found else None
    if row is None:
        raise Closed(404, UNKNOWN)
    if not row.is_current:
        raise Closed(410, REPLACED)
    if clock.now() > last_moment(row.notice.meeting):
        raise Closed(410, EXPIRED)
    return row


def invitation(token: str) -> Invitation:
    """Everything a member may read through the link."""
    receipt = receipt_of(token)
    meeting = receipt.notice.meeting
    rows = list(meeting.gathering.meetings.with_places().order_by("pk"))
    due = [row for row in rows if receipt.member_id in due_people([row])] or [meeting]
    request = leave.latest_request(meeting.gathering, receipt.member)
    has_leave = receipt.member_id in leave.asked_leave(meeting.gathering)
    return Invitation(receipt, due, papers_of(due), request, has_leave)


def _answering(token: str) -> NoticeReceipt:
    """The receipt, locked, and one more answer counted."""
    row = receipt_of(token, lock=True)
    if row.answers >= MOST_ANSWERS:
        raise Closed(429, USED_UP)
    row.answers += 1
    row.save(update_fields=["answers", "changed_at"])
    return row


@transaction.atomic
def spend(token: str) -> NoticeReceipt:
    """One try, counted whatever comes of it: for what could be guessed at."""
    return _answering(token)


@transaction.atomic
def confirm(token: str) -> NoticeReceipt:
    """The member has read it. Said once; again changes nothing."""
    row = _answering(token)
    if row.notice.meeting.start <= clock.now():
        raise Refusal.because("begun", "会议已经开始，不用再确认。")
    if row.confirmed_at is None:
        row.confirmed_at = clock.now()
        row.save(update_fields=["confirmed_at"])
    return row


@transaction.atomic
def ask_leave(token: str, reason: LeaveReason) -> LeaveRequest:
    """Ask for leave; whoever asks has plainly read the notice."""
    row = _answering(token)
    asked = leave.ask(row.notice.meeting.gathering, row.member, reason)
    if row.confirmed_at is None:
        row.confirmed_at = clock.now()
        row.save(update_fields=["confirmed_at"])
    return asked
