"""Reads theme days: those of a year for one body, with what the branch has changed; nothing is stored here."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import FilteredRelation, Q

from meetings import regulations
from meetings.models import CalendarDay, CalendarYear, ThemeDaySlot
from meetings.regulations import RulesOn
from meetings.rules import schedule
from members.models import Organisation
from members.vocabulary import OrganisationKind

MONTHS = range(1, 13)
MARGIN = timedelta(days=31)  # as far as a holiday ever moves a day
Touched = Mapping[tuple[int, int], date | None]  # by year and month; None is a month waived


@dataclass(frozen=True)
class Almanac:
    """The calendar of some years. Two queries, made by `almanac`."""

    is_workday: schedule.IsWorkday
    names: Mapping[date, str]
    complete: Collection[int]

    def name(self, day: date) -> str:
        """春节; "" for an ordinary day."""
        return self.names.get(day, "")

    def is_provisional(self, *years: int) -> bool:
        """暂定：one of the years has not been announced, or not been entered completely."""
        return any(year not in self.complete for year in years)

    def reckoned(self, year: int, month: int, rules_on: RulesOn) -> schedule.Reckoned:
        """The theme day of a month by the rules of its first day."""
        rules = rules_on(date(year, month, 1))
        return schedule.reckoned(year, month, self.is_workday, rules, self.name)


def almanac(first: int, last: int) -> Almanac:
    """Read the calendar of whole years."""
    start, end = date(first, 1, 1) - MARGIN, date(last, 12, 31) + MARGIN
    rows = list(CalendarDay.objects.filter(date__range=(start, end)).order_by("date"))
    named = {row.date: row.is_workday for row in rows}
    known = CalendarYear.objects.filter(is_complete=True, year__range=(start.year, end.year))
    return Almanac(
        lambda day: named.get(day, day.isoweekday() < 6),
        {row.date: row.name for row in rows},
        frozenset(known.order_by().values_list("year", flat=True)),
    )


def written(slot: ThemeDaySlot, days: Almanac, rules_on: RulesOn) -> ThemeDaySlot:
    """The slot with what the rules and the calendar say today; what the branch has set stays."""
    found = days.reckoned(slot.year, slot.month, rules_on)
    slot.fixed_on, slot.computed_on, slot.shift_note = found.fixed_on, found.computed_on, found.note[:120]
    slot.policy = rules_on(date(slot.year, slot.month, 1)).holiday_policy
    slot.is_provisional = days.is_provisional(slot.year, (found.computed_on or date(slot.year, 1, 1)).year)
    return slot


def year_of(branch: Organisation, year: int) -> list[ThemeDaySlot]:
    """The twelve slots of a year as they stand today, stored or not. Four queries."""
    rules_on = regulations.rulebook([branch]).of(branch)
    days = almanac(year, year)
    rows = (
        ThemeDaySlot.objects.filter(branch=branch, year=year).select_related("changed_by").order_by("month")
    )
    stored = {row.month: row for row in rows}
    slots = [stored.get(month) or ThemeDaySlot(branch=branch, year=year, month=month) for month in MONTHS]
    return [written(slot, days, rules_on) for slot in slots]


class Line(NamedTuple):
    """A group of a branch (no month), or a month that a branch has touched; `day` None is a month waived."""

    pk: int
    parent: int | None
    short_name: str
    founded_on: date | None
    dissolved_on: date | None
    year: int
    month: int | None
    day: date | None


def groups_and_touched(branches: Collection[int], first: int, last: int) -> Iterator[Line]:
    """The party groups of some branches, and the months of some years for which a branch has named another day or
    none. One query for both: the matrix of a county asks it for every branch."""
    changed = Q(theme_day_slots__year__range=(first, last)) & (
        Q(theme_day_slots__adjusted_on__isnull=False) | Q(theme_day_slots__is_waived=True)
    )
    rows = Organisation.objects.filter(
        Q(kind=OrganisationKind.PARTY_GROUP, parent__in=branches) | Q(pk__in=branches)
    ).annotate(slot=FilteredRelation("theme_day_slots", condition=changed))
    found = rows.filter(Q(kind=OrganisationKind.PARTY_GROUP) | Q(slot__isnull=False)).order_by("path", "slot")
    own = ("pk", "parent_id", "short_name", "founded_on", "dissolved_on")
    return map(Line._make, found.values_list(*own, "slot__year", "slot__month", "slot__adjusted_on"))


def touched_on_the_way(path: str, year: int) -> Touched:
    """What the branch at a path of the tree, or above a group there, has changed of a year. One query."""
    codes = path.strip("/").split("/")
    rows = ThemeDaySlot.objects.filter(branch__code__in=codes, year=year).order_by("branch__path")
    return {(row.year, row.month): row.day for row in rows.exclude(adjusted_on=None, is_waived=False)}
