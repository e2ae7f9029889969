"""The names behind every total of a meeting: who is counted, and for what reason each of the others is not.

Of a meeting that was held the frozen rows decide; the dated facts of that day only give the reasons. Before, it is the
standing on the day of the meeting.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from meetings.kinds import KindSpec, Scope
from meetings.lifecycle.holding import due_roll, floating_is_due
from meetings.models import Attendance, Meeting
from meetings.vocabulary import AttendanceState, LeaveReason, VoteProfile
from members.eligibility import Standing, standing
from members.models import Member
from members.standing import facts_of

CHANGED_SINCE = "点名时不计入；名册后来有更正"
CAME_ALL_THE_SAME = "不要求到会而到会，应到、实到都计入"


@dataclass(frozen=True)
class Line:
    """A name with what there is to say of it."""

    name: str
    note: str = ""


@dataclass(frozen=True)
class Section:
    """One total. `groups` are its names under a word each, `left_out` the others with their reasons."""

    key: str
    title: str
    groups: Sequence[tuple[str, Sequence[Line]]]
    left_out: Sequence[Line] = ()
    is_in_record: bool = False  # whether the record itself prints these names

    @property
    def count(self) -> int:
        """The total."""
        return sum(len(lines) for _, lines in self.groups)

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """How many are left out for each reason, for those who may not read the names."""
        return list(Counter(line.note for line in self.left_out).items())


@dataclass(frozen=True)
class Seat:
    """One person of the roll: the standing that counts, and what the roll says of them."""

    member: Member
    is_due: bool
    can_vote: bool
    can_elect: bool
    judged: Standing | None
    state: AttendanceState = AttendanceState.UNCONFIRMED
    note: str = ""

    @property
    def is_there(self) -> bool:
        """到会，含线上."""
        return self.state in (AttendanceState.PRESENT, AttendanceState.ONLINE)

    def reason(self, name: str) -> str:
        """Why this person is not on a roll; the facts may say otherwise today."""
        return (getattr(self.judged, name) if self.judged else "") or CHANGED_SINCE


def sections(meeting: Meeting) -> list[Section]:
    """All totals of a meeting. Seven queries, or eight before the roll is called."""
    seats = called(meeting) if meeting.due_count is not None else expected(meeting)
    found = _held(seats) if meeting.due_count is not None else _coming(seats)
    return [*found, *_rolls(meeting, seats)]


def called(meeting: Meeting) -> list[Seat]:
    """The confirmed roll, by strokes."""
    people = meeting.attendances.select_related("member")
    rows = list(people.order_by("member__stroke_order", "member__name", "member_id"))
    facts = facts_of([row.member for row in rows], meeting.day)
    floating = floating_is_due(meeting)
    judged = {pk: standing(known, floating_is_due=floating) for pk, known in facts.items()}
    return [_called(row, judged.get(row.member_id)) for row in rows]


def _called(row: Attendance, judged: Standing | None) -> Seat:
    return Seat(
        row.member,
        row.is_due,
        row.can_vote,
        row.can_elect,
        judged,
        AttendanceState(row.state),
        row_words(row),
    )


def row_words(row: Attendance) -> str:
    """请假·病, 线上到会, 15:10 到会: what of a row is out of the ordinary."""
    label = "" if row.state == AttendanceState.PRESENT else AttendanceState(row.state).label
    reason = LeaveReason(row.reason).label if row.reason else ""
    return "，".join(filter(None, ["·".join(filter(None, [label, reason])), *row.times]))


def expected(meeting: Meeting) -> list[Seat]:
    """Everybody on the roll of the day of the meeting, with the leave asked for so far."""
    leave = {row.member_id: row for row in meeting.attendances.order_by("pk")}
    return [
        Seat(
            one.member,
            one.standing.is_due,
            one.standing.can_vote,
            one.standing.can_elect,
            one.standing,
            AttendanceState.LEAVE if one.member.pk in leave else AttendanceState.UNCONFIRMED,
            row_words(leave[one.member.pk]) if one.member.pk in leave else "",
        )
        for one in due_roll(meeting)
    ]


def _lines(seats: Sequence[Seat], note: Callable[[Seat], str] = lambda seat: seat.note) -> list[Line]:
    return [Line(seat.member.name, note(seat)) for seat in seats]


def _held(seats: Sequence[Seat]) -> list[Section]:
    due = [seat for seat in seats if seat.is_due or seat.is_there]
    there = [seat for seat in seats if seat.is_there]
    leave = [seat for seat in due if seat.state == AttendanceState.LEAVE]
    absent = [seat for seat in due if not seat.is_there and seat.state != AttendanceState.LEAVE]
    exempt = [seat for seat in seats if seat not in due]
    return [
        Section("due", "应到", [("", _lines(due, _due_note))], _without(exempt, "not_due_reason")),
        Section("present", "实到", [("", _lines(there))]),
        Section("leave", "请假", [("", _lines(leave))], is_in_record=True),
        Section("absent", "缺席", [("", _lines(absent))], is_in_record=True),
        Section("exempt", "豁免", [("", _lines(exempt, _exempt_note))], is_in_record=True),
    ]


def _due_note(seat: Seat) -> str:
    if not seat.is_due:
        return CAME_ALL_THE_SAME
    return "" if seat.is_there else seat.note


def _exempt_note(seat: Seat) -> str:
    label = "" if seat.state == AttendanceState.EXEMPT else f"{seat.state.label}；"
    return label + seat.reason("not_due_reason")


def _coming(seats: Sequence[Seat]) -> list[Section]:
    due = [seat for seat in seats if seat.is_due]
    leave = [seat for seat in due if seat.state == AttendanceState.LEAVE]
    coming = [seat for seat in due if seat not in leave]
    others = [seat for seat in seats if not seat.is_due]
    return [
        Section("due", "应到", [("", _lines(due))], _without(others, "not_due_reason")),
        Section("leave", "已请假", [("", _lines(leave))]),
        Section("coming", "预计到会", [("", _lines(coming))]),
    ]


def _without(seats: Sequence[Seat], name: str) -> list[Line]:
    return _lines(seats, lambda seat: seat.reason(name))


def _rolls(meeting: Meeting, seats: Sequence[Seat]) -> list[Section]:
    """有表决权, 有选举权, where something is voted on by members."""
    spec = meeting.spec
    found = []
    if spec.can_vote and spec.profile is not VoteProfile.H_VILLAGERS:
        voters = [seat for seat in seats if _votes(spec, seat)]
        others = [seat for seat in seats if seat not in voters]
        title = "委员（都有表决权）" if spec.scope is Scope.COMMITTEE else "有表决权"
        found.append(
            Section("voters", title, _by_presence(meeting, voters), _without(others, "no_vote_reason"))
        )
    if spec.can_elect:
        electors = [seat for seat in seats if seat.can_elect]
        others = [seat for seat in seats if not seat.can_elect]
        left = _without(others, "no_election_reason")
        found.append(Section("electors", "有选举权", _by_presence(meeting, electors), left))
    return found


def _votes(spec: KindSpec, seat: Seat) -> bool:
    return seat.can_vote or spec.profile is VoteProfile.C_COMMITTEE


def _by_presence(meeting: Meeting, seats: Sequence[Seat]) -> list[tuple[str, list[Line]]]:
    if meeting.due_count is None:
        return [("", _lines(seats, _remark))]
    there = [seat for seat in seats if seat.is_there]
    away = [seat for seat in seats if not seat.is_there]
    return [("实到", _lines(there, _remark)), ("未到", _lines(away, _remark))]


def _remark(seat: Seat) -> str:
    remark = seat.judged.remark if seat.judged else ""
    return "；".join(filter(None, [seat.note, remark]))
