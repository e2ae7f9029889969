"""The roll: who is due by this kind's scope on this day, and the press by which a person confirms who came."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localtime

from branchlife.kit import clock
from branchlife.kit.problems import Problem, Refusal
from meetings.kinds import Scope
from meetings.lifecycle.electorate import check_votes
from meetings.lifecycle.electors import check_elections
from meetings.lifecycle.table import editable, move, touched
from meetings.models import Attendance, Gathering, Guest, Meeting, Motion
from meetings.regulations import rules_of
from meetings.rules.presence import Presence, presence_problems
from meetings.rules.rollcall import Mark
from meetings.vocabulary import THERE, AttendanceState, GuestRole, MeetingState
from members.models import Organisation, User
from members.standing import Listed, branch_roll, committee_roll, group_roll, post_holders, subtree_roll
from members.vocabulary import Post

COUNTS = (
    "due_count",
    "due_full_count",
    "present_count",
    "present_full_count",
    "leave_count",
    "absent_count",
    "exempt_count",
)


@dataclass(frozen=True)
class Visitor:
    """Somebody who sits in without being counted."""

    name: str
    role: GuestRole = GuestRole.OTHER_BRANCH
    organisation_name: str = ""


def floating_is_due(meeting: Meeting) -> bool:
    """Whether members who live elsewhere are due at a meeting of this branch (教育条例第三十二条). One query."""
    return rules_of(meeting).floating_is_due


def due_roll(meeting: Meeting) -> list[Listed]:
    """The scope of a meeting on its day (glossary: scope(m)), everybody with the standing of that day."""
    day, floating = meeting.day, floating_is_due(meeting)
    match meeting.spec.scope:
        case Scope.GROUP:
            return group_roll(meeting.group, day, floating_is_due=floating) if meeting.group else []
        case Scope.COMMITTEE:
            return committee_roll(meeting.branch, day, floating_is_due=floating)
        case Scope.SUBTREE:
            return subtree_roll(meeting.branch, day, floating_is_due=floating)
        case Scope.SECRETARIES:
            below = Organisation.objects.below(meeting.branch).alive(day).exclude(pk=meeting.branch_id)
            return post_holders(below.order_by("path"), (Post.SECRETARY,), day, floating_is_due=floating)
        case _:  # ROSTER, and OPEN, where the notice says who is asked
            return branch_roll(meeting.branch, day, floating_is_due=floating)


@transaction.atomic
def confirm_roll(
    gathering: Gathering,
    marks: Mapping[int, Mark],
    by: User | None,
    moves: Mapping[int, Presence] | None = None,
) -> list[Meeting]:
    """Confirm the roll of a whole sitting, written to each of its meetings by that kind's scope.

    `marks` holds only the exceptions, by primary key of the member: whoever is due and has no mark was present; who
    is not due and has no mark is entered as 豁免. Attendance rows are made, or made anew, with today's knowledge of
    the standing on the day of the meeting; the first confirmation numbers the meeting. Refused before the day and
    while a meeting is put off. Meetings of the sitting that are filed, or were not held, keep what they have.

    `moves` are all who came late or left early, by member; None leaves what is stored. A vote already taken must agree
    with the roll that comes out (electorate.check_votes).
    """
    meetings = [editable(row) for row in open_meetings(gathering)]
    rolls = []
    for meeting in meetings:
        if meeting.state == MeetingState.POSTPONED:
            raise Refusal.because("postponed", "会议已延期，请先写明改到哪一天，再点名。", field="roll")
        if meeting.day > clock.today():
            raise Refusal.because("not-yet", f"会议定在{meeting.day:%Y-%m-%d}，当日才能点名。", field="roll")
        rolls.append(due_roll(meeting))
    _check_moves(meetings, rolls, marks, moves or {})
    for meeting, roll in zip(meetings, rolls, strict=True):
        _write_roll(meeting, roll, marks, by, moves)
    return meetings


def _check_moves(
    meetings: Sequence[Meeting],
    rolls: Sequence[Sequence[Listed]],
    marks: Mapping[int, Mark],
    moves: Mapping[int, Presence],
) -> None:
    """Refuses minutes outside the sitting, and those of somebody who was not there."""
    listed = {one.member.pk: one for roll in rolls for one in roll}
    start = min(localtime(meeting.start) for meeting in meetings)
    ends = [localtime(meeting.end) for meeting in meetings if meeting.end]
    end = max(ends) if len(ends) == len(meetings) else None
    found: list[Problem] = []
    for pk, presence in moves.items():
        one = listed.get(pk)
        if one is None:
            raise Refusal.because(
                "stranger", "迟到、早退的人不在本次会议的名册上，请重新选择。", field="moves"
            )
        state = (marks.get(pk) or _usual(one)).state
        found += presence_problems(one.member.name, presence, start, end, state)
    if found:
        raise Refusal(*found)


def open_meetings(gathering: Gathering) -> list[Meeting]:
    """The meetings of a sitting that may still be edited. Refuses a sitting that has none left."""
    rows = list(gathering.meetings.order_by("pk"))
    still = [row for row in rows if not row.is_locked and row.state != MeetingState.NOT_HELD]
    return still or [editable(row) for row in rows]


def _write_roll(
    meeting: Meeting,
    roll: Sequence[Listed],
    marks: Mapping[int, Mark],
    by: User | None,
    moves: Mapping[int, Presence] | None,
) -> None:
    if not roll:
        raise Refusal.because(
            "empty-roll", f"{meeting.day:%Y-%m-%d}没有应到人员，请先导入名册或登记任职、编组。", field="roll"
        )
    kept = {
        row.member_id: row for row in meeting.attendances.select_related("member", "approver").order_by("pk")
    }
    if moves is None:
        moves = {pk: Presence(row.arrived_at, row.left_at) for pk, row in kept.items()}
    rows = [_attendance(meeting, listed, marks, moves, by) for listed in roll]
    for row in rows:
        before = kept.get(row.member_id)
        if before is not None:
            row.makeup_on = before.makeup_on
            if row.state == AttendanceState.LEAVE:
                row.approver, row.approved_at = before.approver, before.approved_at
    meeting.attendances.all().delete()
    Attendance.objects.bulk_create(rows)
    _check_moments(meeting, rows, kept)
    check_votes(meeting, list(kept.values()))
    check_elections(meeting)
    _count(meeting, rows)
    if meeting.state in (MeetingState.PLANNED, MeetingState.NOTICED):
        meeting.ordinal = next_ordinal(meeting)
        move(meeting, MeetingState.HELD, by, "点名", ordinal=meeting.ordinal)
        if meeting.minutes_versions.exists():  # written before the roll was called
            move(meeting, MeetingState.RECORDED, by, "记录")
    touched(meeting, by, *COUNTS)


def _check_moments(meeting: Meeting, rows: Sequence[Attendance], kept: Mapping[int, Attendance]) -> None:
    """Refuses new minutes while a vote stands of which nobody wrote down when it was taken."""
    before = {pk: (row.arrived_at, row.left_at) for pk, row in kept.items()}
    moved = [row for row in rows if (row.arrived_at or row.left_at)]
    new = [row for row in moved if (row.arrived_at, row.left_at) != before.get(row.member_id)]
    timeless = Motion.objects.filter(agenda_item__meeting=meeting, taken_at__isnull=True)
    motion = timeless.select_related("agenda_item").order_by("pk").first() if new else None
    if motion is not None:
        names = "、".join(row.member.name for row in new)
        title = motion.agenda_item.title
        raise Refusal.because(
            "moment",
            f"{names}迟到或早退，而“{title}”的表决没有写明时间，说不清当时谁在场；"
            f"请先撤去“{title}”的表决，存好点名，再写明表决时间登记",
            "表决人数须相符",
            "moves",
        )


def _usual(listed: Listed) -> Mark:
    """How somebody is entered who has no mark."""
    return Mark(AttendanceState.PRESENT if listed.standing.is_due else AttendanceState.EXEMPT)


def _attendance(
    meeting: Meeting,
    listed: Listed,
    marks: Mapping[int, Mark],
    moves: Mapping[int, Presence],
    by: User | None,
) -> Attendance:
    standing = listed.standing
    mark = marks.get(listed.member.pk) or _usual(listed)
    presence = moves.get(listed.member.pk, Presence())
    if mark.state in THERE:
        mark = presence.missed(meeting.start, meeting.end) or mark
    presence = presence.within(meeting.start, meeting.end) if mark.state in THERE else Presence()
    return Attendance(
        meeting=meeting,
        member=listed.member,
        state=mark.state,
        reason=mark.reason or "",
        reason_note=mark.note,
        arrived_at=presence.arrived,
        left_at=presence.left,
        category=standing.category,
        is_due=standing.is_due,
        can_vote=standing.can_vote,
        can_elect=standing.can_elect,
        created_by=by,
    )


def _count(meeting: Meeting, rows: Sequence[Attendance]) -> None:
    """Counts of the confirmed roll. A person who is not due and came all the same counts on both sides."""
    due = [row for row in rows if row.is_due or row.is_there]
    there = [row for row in rows if row.is_there]
    meeting.due_count = len(due)
    meeting.due_full_count = sum(row.category == "full" for row in due)
    meeting.present_count = len(there)
    meeting.present_full_count = sum(row.category == "full" for row in there)
    meeting.leave_count = sum(row.state == AttendanceState.LEAVE for row in due)
    meeting.absent_count = len(due) - meeting.present_count - meeting.leave_count
    meeting.exempt_count = len(rows) - len(due)


def next_ordinal(meeting: Meeting) -> int:
    """第几次 this meeting is, or would be if it were held now: one more than the last of its kind in the year.

    The organisation is locked, so that two confirmations at once never take the same number.
    """
    Organisation.objects.select_for_update().get(pk=meeting.branch_id)
    rows = Meeting.objects.filter(
        branch=meeting.branch_id, group=meeting.group_id, kind=meeting.kind, year=meeting.year
    )
    return (rows.aggregate(last=Max("ordinal"))["last"] or 0) + 1


@transaction.atomic
def set_guests(meeting: Meeting, visitors: Sequence[Visitor], by: User | None) -> Meeting:
    """Replace the list of guests. A guest with the name of somebody counted as present is refused."""
    row = editable(meeting)
    there = set(row.attendances.there().values_list("member__name", flat=True))
    for visitor in visitors:
        if visitor.name in there:
            raise Refusal.because(
                "guest", f"{visitor.name}已计入到会，不能又列席。", "支部条例第十二条", "guests"
            )
    row.guests.all().delete()
    for visitor in visitors:
        Guest.objects.create(
            meeting=row,
            name=visitor.name,
            role=visitor.role,
            organisation_name=visitor.organisation_name,
            created_by=by,
        )
    row.guest_count = len(visitors)
    return touched(row, by, "guest_count")
