"""All that the checks may know of one organisation and one year. Pure: facts of each day, never today's roster.

`meetings` hold what the record says, with the attendance frozen on the day; the arithmetic of what is owed is that of
meetings/rules/frequency.py, asked period by period.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from meetings.inspection.office import Office
from meetings.inspection.papers import Papers
from meetings.inspection.people import People
from meetings.inspection.votes import Votes
from meetings.kinds import MeetingKind
from meetings.rules.catalogue.rules import Rules
from meetings.rules.frequency import (
    Duty,
    Facts,
    Life,
    Sitting,
    Window,
    duties,
    duties_for,
    judge,
    month_window,
    window_of,
)
from meetings.vocabulary import HELD_STATES, THERE, MeetingState

RulesOn = Callable[[date], Rules]
MONTHS = range(1, 13)


def _is_weekday(day: date) -> bool:
    return day.isoweekday() < 6


@dataclass(frozen=True)
class Mark:
    """A line of the roll as it was frozen: who, how, by what reason."""

    member: int
    state: str
    is_due: bool = True
    reason: str = ""
    category: str = "full"
    approved_at: datetime | None = None


@dataclass(frozen=True)
class Held:
    """A meeting as its record stands, whatever its state."""

    pk: int
    kind: str
    day: date
    state: str = MeetingState.ACCEPTED
    group: int | None = None
    reason: str = ""  # why it was not held, or put off
    postpone_doc: str = ""
    scheduled_on: date | None = None
    lecturer: int | None = None
    roll: Sequence[Mark] = ()
    gathering: int = 0
    start: datetime | None = None
    end: datetime | None = None
    place: str = ""
    shift_reason: str = ""
    late_reason: str = ""
    due: int | None = None
    due_full: int | None = None
    present: int | None = None
    present_full: int | None = None
    leave: int | None = None
    absent: int | None = None
    exempt: int | None = None
    host: int | None = None
    host_name: str = ""  # of somebody who is not on the roll
    recorder: int | None = None
    recorder_name: str = ""
    delegation_note: str = ""
    has_agenda: bool = True
    has_minutes: bool = True
    has_election: bool = False
    opposed: int = 0  # open votes with somebody against or abstaining
    unheard: int = 0  # of these, without a dissenting speech
    guests: Sequence[str] = ()
    signed_in: frozenset[int] = frozenset()

    @property
    def is_held(self) -> bool:
        """已开."""
        return self.state in HELD_STATES

    @property
    def there(self) -> set[int]:
        """Who was there, online or in the room."""
        return {mark.member for mark in self.roll if mark.state in THERE}

    def marked(self, *states: str) -> list[Mark]:
        """The lines of the roll with one of some states."""
        return [mark for mark in self.roll if mark.state in states]


@dataclass(frozen=True)
class Slot:
    """The theme day of a month as planned; no day when it is waived or left to the branch."""

    month: int
    day: date | None
    is_provisional: bool = False
    is_waived: bool = False


@dataclass(frozen=True)
class Line:
    """What one body, the branch or one of its groups, owes over one period, and what it held."""

    duty: Duty
    window: Window
    group: int | None
    owed: int
    held: int
    sittings: Sequence[Sitting]
    is_over: bool


@dataclass(frozen=True)
class Snapshot:
    """One organisation and one year, looked at on a day. `leaders` and `secretaries`: member and time."""

    organisation: int
    kind: str
    year: int
    today: date
    rules_on: RulesOn
    facts: Facts
    sittings: Mapping[str, Sequence[Sitting]] = field(default_factory=dict)
    meetings: Sequence[Held] = ()
    slots: Sequence[Slot] = ()
    group_names: Mapping[int, str] = field(default_factory=dict)
    secretaries: Sequence[tuple[int, Life]] = ()
    cadres: Sequence[tuple[int, Life]] = ()  # leading cadres of the roll
    lecturing_cadres: Sequence[tuple[int, Life]] = ()  # and those of the village with them
    sector: str = ""
    is_workday: Callable[[date], bool] = _is_weekday
    knows_holidays: bool = True
    people: People = field(default_factory=People)
    names: Mapping[int, str] = field(
        default_factory=dict
    )  # of the people, for comparing with what is written
    votes: Votes = field(default_factory=Votes)
    papers: Papers = field(default_factory=Papers)
    office: Office = field(default_factory=Office)
    lectures: Mapping[int, int] = field(default_factory=dict)  # given in the year, wherever, by lecturer

    @property
    def whole_year(self) -> Window:
        """From January to December."""
        return Window(date(self.year, 1, 1), date(self.year, 12, 31))

    @property
    def quarters(self) -> list[Window]:
        """The four of the year."""
        ends = [month_window(self.year, month).last for month in (3, 6, 9, 12)]
        return [Window(date(self.year, end.month - 2, 1), end) for end in ends]

    def is_over(self, window: Window) -> bool:
        """Whether a period lies behind us."""
        return window.last < self.today

    @property
    def held(self) -> list[Held]:
        """The meetings held within the year, by day."""
        return [one for one in self.meetings if one.is_held and one.day in self.whole_year]

    def held_of(self, kind: str) -> list[Held]:
        """The meetings of a kind held within the year, by day."""
        return [one for one in self.held if one.kind == kind]

    def by_pk(self) -> dict[int, Held]:
        """The meetings by number."""
        return {one.pk: one for one in self.meetings}

    def lines(self, kind: MeetingKind, cfg: RulesOn) -> Iterator[Line]:
        """What is owed of a kind, a line for each period (and group) that ends in the year or answers for it."""
        for month in MONTHS:
            window = window_of(duties(cfg(date(self.year, month, 1)))[kind], self.year, month)
            if window is None:
                continue
            rules = cfg(window.first)
            duty = next((one for one in duties_for(self.kind, rules) if one.kind is kind), None)
            if duty is not None:
                yield from self._bodies(duty, window)

    def _bodies(self, duty: Duty, window: Window) -> Iterator[Line]:
        sittings = [one for one in self.sittings.get(duty.kind, ()) if one.day in window]
        if not duty.each_group:
            yield self._line(duty, window, None, self.facts, sittings)
            return
        for group, life in self.facts.groups.items():
            own = [one for one in sittings if one.group == group]
            yield self._line(duty, window, group, replace(self.facts, groups={group: life}), own)

    def _line(
        self, duty: Duty, window: Window, group: int | None, facts: Facts, sittings: Sequence[Sitting]
    ) -> Line:
        verdict = judge(duty, facts, sittings, window, self.today)
        return Line(duty, window, group, verdict.owed, verdict.held, sittings, self.is_over(window))


def was_there(meeting: Held, member: int) -> bool:
    """到会，含线上."""
    return member in meeting.there


def full_months(life: Life, year: int) -> set[int]:
    """The months of a year that a time covers from the first day to the last."""
    stretches = {month: month_window(year, month) for month in MONTHS}
    return {month for month, days in stretches.items() if life.on(days.first) and life.on(days.last)}
