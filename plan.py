"""A plan: what the rules make of a stretch of months, which meeting answers which line, what changed since. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from meetings.kinds import MeetingKind
from meetings.rules.catalogue.rules import Rules
from meetings.rules.frequency import (
    LENGTHS,
    Cycle,
    Duty,
    Facts,
    Sitting,
    Window,
    duties,
    duties_for,
    groups_owing,
    month_window,
    owed,
    window_of,
)
from meetings.rules.schedule import IsWorkday, next_workday

K = MeetingKind
Month = tuple[int, int]  # year, month
WITH_THEME_DAY = (
    K.BRANCH_ASSEMBLY,
    K.PARTY_LECTURE,
    K.GENERAL_ASSEMBLY,
)  # proposed on the same day (一并组织)
EARLY, LATER, LATE = 5, 10, 15  # days of a month from which a day is proposed


@dataclass(frozen=True)
class Wanted:
    """A meeting that a plan should hold, and a day to propose."""

    kind: MeetingKind
    day: date
    group: int | None = None


@dataclass(frozen=True)
class Ground:
    """What a plan is drafted on: the body and its facts, its theme days by month (None: no day), the calendar."""

    body_kind: str
    facts: Facts
    theme_days: Mapping[Month, date | None]
    is_workday: IsWorkday
    today: date


def drafted(ground: Ground, months: Sequence[Month], rules_on: Mapping[Month, Rules]) -> list[Wanted]:
    """Every meeting owed in some months that are not over, with a day for each: the theme day as its slot has it, the
    committee before it, quarterly meetings together with a theme day (domain 3: 一并组织、分别记录)."""
    found: list[Wanted] = []
    for year, month in months:
        for duty in duties_for(ground.body_kind, rules_on[year, month]):
            window = window_of(duty, year, month)
            if window is not None and window.last >= ground.today:
                found += _of_window(ground, duty, window, (year, month), months[0])
    return sorted(found, key=lambda one: (one.day, list(K).index(one.kind), one.group or 0))


def _of_window(ground: Ground, duty: Duty, window: Window, last: Month, first: Month) -> Iterator[Wanted]:
    groups: Sequence[int | None] = groups_owing(duty, ground.facts, window) if duty.each_group else (None,)
    times = duty.times if duty.each_group else owed(duty, ground.facts, window)
    for group in groups:
        for count in range(times):
            yield Wanted(duty.kind, _proposed(ground, duty, window, last, first, count), group)


def _proposed(ground: Ground, duty: Duty, window: Window, last: Month, first: Month, count: int) -> date:
    year, month = last
    back = LENGTHS[duty.cycle] // 2 if duty.kind is K.PARTY_LECTURE else 0
    month = max(month - back, first[1] if first[0] == year else 1)
    theme = ground.theme_days.get((year, month))
    if theme is not None and (duty.kind is K.THEME_DAY or duty.kind in WITH_THEME_DAY):
        day = theme
    else:
        day = next_workday(date(year, month, _from(duty)), ground.is_workday)
    if count:
        later = day + timedelta(days=7 * count)
        day = later if later <= month_window(year, month).last else day - timedelta(days=7 * count)
        day = next_workday(day, ground.is_workday)
    if day < ground.today:
        day = min(next_workday(ground.today, ground.is_workday), window.last)
    return day


def _from(duty: Duty) -> int:
    if duty.kind in (K.BRANCH_COMMITTEE, K.GENERAL_COMMITTEE):
        return EARLY
    return LATER if duty.cycle in (Cycle.MONTH, Cycle.YEAR) and duty.kind is not K.THEME_DAY else LATE


# --- plan against held -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Item:
    """A line of a plan; `meeting` is the one that was called from it."""

    pk: int
    kind: str
    day: date
    group: int | None = None
    meeting: int | None = None


def matched(items: Iterable[Item], sittings: Iterable[Sitting], rules: Rules) -> dict[int, Sitting]:
    """Which meeting answers which line: the one called from it, else one of the same kind and group in the same period
    (the month, the quarter …), the nearest day first; a meeting answers one line only."""
    lines, rows = list(items), list(sittings)
    by_pk = {row.pk: row for row in rows}
    called = {line.pk: by_pk[line.meeting] for line in lines if line.meeting in by_pk}
    taken = {row.pk for row in called.values()} | {line.meeting for line in lines if line.meeting}
    free = [row for row in rows if row.pk not in taken]
    near = sorted(
        (abs((row.day - line.day).days), line.day, line.pk, row.pk)
        for line in lines
        if line.meeting is None
        for row in free
        if (row.kind, row.group) == (line.kind, line.group)
        and _stretch(row.kind, row.day, rules) == _stretch(line.kind, line.day, rules)
    )
    for _, _, line_pk, row_pk in near:
        if line_pk not in called and row_pk not in taken:
            called[line_pk] = by_pk[row_pk]
            taken.add(row_pk)
    return called


def _stretch(kind: str, day: date, rules: Rules) -> tuple[int, int]:
    duty = duties(rules).get(MeetingKind(kind))
    months = LENGTHS[duty.cycle] if duty else 1
    return day.year, (day.month - 1) // months


# --- what changed since it was reported ------------------------------------------------------------------------------

PK = "pk"  # names the line in what was reported; everything else there is a column


@dataclass(frozen=True)
class Difference:
    """A line that came, went or was changed since; `label` says which line, `was` and `now` what of it."""

    label: str
    was: str
    now: str


def differences(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> list[Difference]:
    """Line by line, in the order of the plan as it is now; lines that went come last."""
    old = {row[PK]: row for row in before}
    found = []
    for row in after:
        was = old.pop(row[PK], None)
        if was is None:
            found.append(Difference(_label(row), "（没有这一行）", _words(row)))
        else:
            columns = [name for name in row if name != PK and row[name] != was.get(name, "")]
            found += [Difference(f"{_label(row)}：{name}", was.get(name, ""), row[name]) for name in columns]
    return found + [Difference(_label(row), _words(row), "（删去）") for row in old.values()]


def _label(row: Mapping[str, Any]) -> str:
    return f"{row.get('拟定时间', '')} {row.get('类型', '')}"


def _words(row: Mapping[str, Any]) -> str:
    return (
        "；".join(str(value) for name, value in row.items() if name not in (PK, "拟定时间", "类型") and value)
        or "—"
    )
