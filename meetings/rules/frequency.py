"""What is owed, kind by kind and period by period, and what one cell of the year says about it.

Pure: the dated facts of an organisation and the states of its meetings go in, words of the house come out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from branchlife.kit.choices import Words
from meetings.kinds import KINDS, MeetingKind, Scope
from meetings.rules.catalogue.rules import Rules
from meetings.vocabulary import HELD_STATES, MeetingState

K = MeetingKind


class Cycle(Words):
    """多久一次."""

    MONTH = "month", "每月"
    QUARTER = "quarter", "每季度"
    HALF_YEAR = "half_year", "每半年"
    YEAR = "year", "每年"


@dataclass(frozen=True)
class Duty:
    """So many meetings of a kind in each period.

    `year_end` (month, day) is the day of the next year up to which a yearly meeting may be held; without it a year is
    a calendar year. In the months `waived` nothing is owed.
    """

    kind: MeetingKind
    cycle: Cycle
    times: int
    basis: str
    year_end: tuple[int, int] | None = None
    waived: tuple[int, ...] = ()

    @property
    def words(self) -> str:
        """每月 1 次."""
        return f"{self.cycle.label} {self.times} 次"

    @property
    def each_group(self) -> bool:
        """Owed by every party group, not once by the branch."""
        return KINDS[self.kind].scope is Scope.GROUP


_KEYS: tuple[tuple[MeetingKind, Cycle | None, str], ...] = (
    (K.BRANCH_ASSEMBLY, Cycle.QUARTER, "assembly_per_quarter"),
    (K.BRANCH_COMMITTEE, Cycle.MONTH, "committee_per_month"),
    (K.GROUP_MEETING, Cycle.MONTH, "group_per_month"),
    (K.PARTY_LECTURE, None, "lecture_min_per_period"),
    (K.THEME_DAY, Cycle.MONTH, "theme_day_per_month"),
    (K.ORGANISATIONAL_LIFE, Cycle.YEAR, "org_life_per_year"),
    (K.APPRAISAL, Cycle.YEAR, "appraisal_per_year"),
    (K.DEMOCRATIC_LIFE, Cycle.YEAR, "democratic_life_per_year"),
    (K.GENERAL_ASSEMBLY, Cycle.QUARTER, "general_assembly_per_quarter"),
    (K.GENERAL_COMMITTEE, Cycle.MONTH, "committee_per_month"),
    (K.SECRETARIES_MEETING, Cycle.QUARTER, "secretaries_per_quarter"),
)


@lru_cache(maxsize=512)
def duties(rules: Rules) -> Mapping[MeetingKind, Duty]:
    """Every duty by its kind, in the order of the list above; one that is not asked for has no times."""
    return {
        kind: _duty(kind, cycle or Cycle(rules.lecture_period), name, rules) for kind, cycle, name in _KEYS
    }


def _duty(kind: MeetingKind, cycle: Cycle, name: str, rules: Rules) -> Duty:
    month, day = rules.org_life_year_end.split("-")
    runs_over = cycle is Cycle.YEAR and kind is not K.PARTY_LECTURE
    return Duty(
        kind,
        cycle,
        getattr(rules, name),
        str(rules.source(name).basis),
        (int(month), int(day)) if runs_over else None,
        rules.waived_months if kind is K.THEME_DAY else (),
    )


def duties_for(organisation_kind: str, rules: Rules) -> list[Duty]:
    """The duties of an organisation of some sort, in the order of the list above."""
    return [
        duty for duty in duties(rules).values() if duty.times and _is_owed_by(organisation_kind, duty, rules)
    ]


def _is_owed_by(organisation_kind: str, duty: Duty, rules: Rules) -> bool:
    if duty.kind is K.DEMOCRATIC_LIFE:
        return organisation_kind in rules.democratic_life_kinds
    return organisation_kind in KINDS[duty.kind].held_by


@dataclass(frozen=True)
class Window:
    """The days a duty is counted over, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def month_window(year: int, month: int) -> Window:
    """A calendar month."""
    after = date(year + month // 12, month % 12 + 1, 1)
    return Window(date(year, month, 1), after - timedelta(days=1))


def _months(year: int, month: int, count: int) -> Window:
    """The stretch of so many months in which a month lies: a quarter, half a year, a year."""
    last = month + -month % count
    return Window(date(year, last - count + 1, 1), month_window(year, last).last)


def _party_year(year: int, end: tuple[int, int]) -> Window:
    """From the day after the end of the last one: what is held by then belongs to the year before (实务)."""
    return Window(date(year, *end) + timedelta(days=1), date(year + 1, *end))


LENGTHS = {Cycle.MONTH: 1, Cycle.QUARTER: 3, Cycle.HALF_YEAR: 6, Cycle.YEAR: 12}


def window_of(duty: Duty, year: int, month: int) -> Window | None:
    """The period for which the cell of a month answers; longer periods are answered for by their last month."""
    length = LENGTHS[duty.cycle]
    if month % length:
        return None
    return _party_year(year, duty.year_end) if duty.year_end else _months(year, month, length)


def current_window(duty: Duty, day: date) -> Window:
    """The period of a duty in which a day lies."""
    if duty.year_end:
        return _party_year(day.year if day > date(day.year, *duty.year_end) else day.year - 1, duty.year_end)
    return _months(day.year, day.month, LENGTHS[duty.cycle])


@dataclass(frozen=True)
class Life:
    """From `start` (None: since ever) up to, not including, `end` (None: until now)."""

    start: date | None = None
    end: date | None = None

    def on(self, day: date) -> bool:
        """Whether it holds on a day."""
        return (self.start is None or self.start <= day) and (self.end is None or self.end > day)

    def days_in(self, window: Window) -> int:
        """How many days of a window it covers."""
        first = max(window.first, self.start) if self.start else window.first
        last = min(window.last, self.end - timedelta(days=1)) if self.end else window.last
        return max(0, (last - first).days + 1)


@dataclass(frozen=True)
class Facts:
    """What decides what an organisation owes. `posts` are the committee posts: member and time of office; `waived`
    the months, each with its year, in which the branch holds no theme day."""

    kind: str
    life: Life = Life()
    posts: Sequence[tuple[int, Life]] = ()
    groups: Mapping[int, Life] = field(default_factory=dict)
    waived: frozenset[tuple[int, int]] = frozenset()
    committee_size_min: int = Rules.committee_size_min
    min_alive_days: int = Rules.min_alive_days

    def has_committee(self, day: date) -> bool:
        """设支委会：有 3 名以上委员（支部条例第二十条）."""
        people = {member for member, life in self.posts if life.on(day)}
        return len(people) >= self.committee_size_min


def _alive(life: Life, window: Window, cycle: Cycle, least: int) -> bool:
    if cycle is Cycle.MONTH:
        return life.on(window.first) and life.on(window.last)
    return life.days_in(window) >= least


def owed(duty: Duty, facts: Facts, window: Window) -> int:
    """How many meetings are owed by the branch itself in a window; of party groups see `groups_owing`."""
    if duty.each_group or not _alive(facts.life, window, duty.cycle, facts.min_alive_days):
        return 0
    if duty.cycle is Cycle.MONTH and window.first.month in duty.waived:
        return 0
    if duty.kind is MeetingKind.THEME_DAY and (window.first.year, window.first.month) in facts.waived:
        return 0
    if duty.kind is MeetingKind.BRANCH_COMMITTEE and not (
        facts.has_committee(window.first) and facts.has_committee(window.last)
    ):
        return 0
    return duty.times


def groups_owing(duty: Duty, facts: Facts, window: Window) -> list[int]:
    """The party groups that owe a meeting in a window: those that existed throughout."""
    least = facts.min_alive_days
    if not duty.each_group or not _alive(facts.life, window, duty.cycle, least):
        return []
    return [pk for pk, life in facts.groups.items() if _alive(life, window, duty.cycle, least)]


@dataclass(frozen=True)
class Sitting:
    """A meeting as the year sees it."""

    kind: str
    day: date
    state: str
    group: int | None = None
    pk: int = 0
    readable: bool = True


MISSING = "应开未开"
NOT_DUE = "不适用"
NOT_YET = "未到期"
TO_RECORD = "待记录"
STATE_WORDS = {
    MeetingState.PLANNED: "计划",
    MeetingState.NOTICED: "已通知",
    MeetingState.HELD: "已开未报",
    MeetingState.RECORDED: "已开未报",
    MeetingState.FILED: "已报备",
    MeetingState.RETURNED: "已退回",
    MeetingState.ACCEPTED: "已备案",
    MeetingState.ARCHIVED: "已归档",
    MeetingState.POSTPONED: "延期",
    MeetingState.NOT_HELD: "未召开",
}
WORST_FIRST = (
    MISSING,
    "已退回",
    TO_RECORD,
    "已开未报",
    "延期",
    "未召开",
    "计划",
    "已通知",
    NOT_YET,
    "已报备",
    "已备案",
    "已归档",
    NOT_DUE,
)
TO_DO = frozenset({"已退回", TO_RECORD, "已开未报"})
FILED = frozenset({"已报备", "已备案", "已归档"})
AHEAD = ("延期", "计划", "已通知")


def word_of(sitting: Sitting, today: date) -> str:
    """The word for one meeting: a plan whose day has gone by waits for its record."""
    if sitting.state in (MeetingState.PLANNED, MeetingState.NOTICED) and sitting.day < today:
        return TO_RECORD
    return STATE_WORDS[MeetingState(sitting.state)]


def worst(words: Iterable[str]) -> str:
    """The word that asks for most; nothing at all is 不适用."""
    return min(words, key=WORST_FIRST.index, default=NOT_DUE)


@dataclass(frozen=True)
class Verdict:
    """What a cell says: the word, how many were owed and held, how many are missing for good."""

    word: str
    owed: int = 0
    held: int = 0
    missing: int = 0


def _line(times: int, sittings: Sequence[Sitting], over: bool, today: date) -> Verdict:
    words = [word_of(sitting, today) for sitting in sittings]
    held = sum(sitting.state in HELD_STATES for sitting in sittings)
    excused = words.count("未召开")
    missing = max(0, times - held - excused - words.count(TO_RECORD)) if over else 0
    return Verdict(_word(times, words, held, excused, over), times, held, missing)


def _word(times: int, words: Sequence[str], held: int, excused: int, over: bool) -> str:
    """What asks for a hand first; then enough is enough; then what is planned, excused, missing."""
    if TO_DO & set(words):
        return worst(TO_DO & set(words))
    if held and held >= times:
        return worst(FILED & set(words))
    for word in AHEAD:
        if word in words:
            return word
    if excused and excused + held >= times:
        return "未召开"
    if not times:
        return NOT_DUE
    return MISSING if over else NOT_YET


def judge(duty: Duty, facts: Facts, sittings: Sequence[Sitting], window: Window, today: date) -> Verdict:
    """Judge one duty over one window; `sittings` are those of this kind, of any day."""
    inside = [sitting for sitting in sittings if sitting.day in window]
    over = window.last < today
    if not duty.each_group:
        return _line(owed(duty, facts, window), inside, over, today)
    met: dict[int, list[Sitting]] = {}
    for sitting in inside:
        met.setdefault(sitting.group or 0, []).append(sitting)
    owing = groups_owing(duty, facts, window)
    lines = [_line(duty.times if group in owing else 0, held, over, today) for group, held in met.items()]
    idle = sum(group not in met for group in owing)  # all of them say the same
    lines += [_line(duty.times, (), over, today)] * idle
    return together(lines)


def together(verdicts: Iterable[Verdict]) -> Verdict:
    """Several verdicts in one cell: the worst word, the numbers added up."""
    lines = list(verdicts)
    return Verdict(
        worst(line.word for line in lines),
        sum(line.owed for line in lines),
        sum(line.held for line in lines),
        sum(line.missing for line in lines),
    )


def cell(
    duty: Duty, facts: Facts, sittings: Sequence[Sitting], year: int, month: int, today: date
) -> Verdict:
    """What the cell of a month says. A month that answers for no period tells only what was held in it."""
    window = window_of(duty, year, month)
    if window is not None:
        return judge(duty, facts, sittings, window, today)
    month_days = month_window(year, month)
    return _line(0, [s for s in sittings if s.day in month_days], False, today)
