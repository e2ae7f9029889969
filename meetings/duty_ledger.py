"""Writes the duty ledger: for each body, kind and period what was owed and held, and the sums of each month.

Derived by meetings/rules/frequency.py from rules, lives and records. Brought up to date for the branch and year
touched as soon as that is stored, and every night for what time has made due. Only rows that changed are written.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import Count, Sum
from django.db.models.functions import Coalesce, ExtractMonth

from branchlife.kit import clock
from branchlife.kit.afterwards import afterwards
from meetings import overview
from meetings.models import Duty, Meeting, MonthCount
from meetings.models.duty import WHOLE_YEAR
from meetings.overview import MONTHS, Body, Year
from meetings.rules.frequency import Verdict
from meetings.vocabulary import HELD_STATES, DutyState
from members.access import Action, Actor, Grant, Role
from members.models import Organisation

AT_ONCE = 100  # organisations
SPRING = 6  # up to this month a yearly meeting may answer for the year before
EYES = Actor(grants=(Grant(Role.INSPECTOR, 0, ""),))  # sees everything there is
Row = TypeVar("Row", bound=models.Model)
DUTY_FACTS = ("year", "period_end", "required", "held_count", "state", "reason", "basis", "evidence")
COUNT_FACTS = ("held", "due", "present", "missing")


@dataclass(frozen=True)
class Changed:
    """How many rows were new, other than before, or gone."""

    made: int = 0
    changed: int = 0
    gone: int = 0


def edited(meeting: Meeting) -> None:
    """State, day or numbers of a meeting are other now: once that is stored, its year is reckoned again."""
    day = clock.local_date(meeting.start)
    afterwards(refresh_each, (meeting.branch_id, day.year))
    if day.month <= SPRING:
        afterwards(refresh_each, (meeting.branch_id, day.year - 1))


def refresh_each(wanted: Sequence[tuple[int, int]]) -> None:
    """Some organisations, each with its year."""
    for year in sorted({year for _, year in wanted}):
        branches = [pk for pk, one in wanted if one == year]
        refresh(list(Organisation.objects.filter(pk__in=branches).order_by("path")), year)


def refresh(places: Sequence[Organisation], year: int) -> Changed:
    """The year of some organisations other than groups."""
    found = [Changed()]
    for first in range(0, len(places), AT_ONCE):
        some = places[first : first + AT_ONCE]
        whole = overview.years(EYES, Action.SUBTREE_VIEW, some, year)
        found += [_duties(some, year, whole), _counts(some, year, whole)]
    return Changed(*(sum(getattr(one, name) for one in found) for name in ("made", "changed", "gone")))


@transaction.atomic
def _duties(places: Sequence[Organisation], year: int, whole: Iterable[Year]) -> Changed:
    today = clock.today()
    wanted = {_duty_key(row): row for one in whole for row in duties_of(one, today)}
    stored = Duty.objects.select_for_update().filter(organisation__in=places, year=year).order_by("pk")
    return _bring(Duty, {_duty_key(row): row for row in stored}, wanted, DUTY_FACTS)


def _duty_key(row: Duty) -> tuple[Any, ...]:
    return row.organisation_id, row.kind, row.group_id, row.period_start


@transaction.atomic
def _counts(places: Sequence[Organisation], year: int, whole: Sequence[Year]) -> Changed:
    wanted = {(row.organisation_id, row.month): row for row in counts_of(places, year, whole)}
    rows = MonthCount.objects.select_for_update().filter(organisation__in=places, year=year)
    stored = {(row.organisation_id, row.month): row for row in rows.order_by("pk")}
    return _bring(MonthCount, stored, wanted, COUNT_FACTS)


def _bring(
    table: type[Row], stored: Mapping[Any, Row], wanted: Mapping[Any, Row], facts: Sequence[str]
) -> Changed:
    """Make what is stored what is wanted."""
    new = [row for key, row in wanted.items() if key not in stored]
    other = [stored[key] for key, row in wanted.items() if key in stored and _taken(stored[key], row, facts)]
    gone = [row.pk for key, row in stored.items() if key not in wanted]
    table._default_manager.bulk_create(new, batch_size=500)
    for row in other:  # few
        row.save(update_fields=facts)
    if gone:
        table._default_manager.filter(pk__in=gone).delete()
    return Changed(len(new), len(other), len(gone))


def _taken(row: Row, wanted: Row, facts: Sequence[str]) -> bool:
    """Give a stored row its new facts; whether any is other than before."""
    other = [name for name in facts if getattr(row, name) != getattr(wanted, name)]
    for name in other:
        setattr(row, name, getattr(wanted, name))
    return bool(other)


def duties_of(one: Year, today: date) -> Iterator[Duty]:
    """What an organisation owes in a year: a row for each kind, period and, of group meetings, group."""
    for kind in one.duties:
        windows = dict.fromkeys(window for month in MONTHS if (window := one.window(kind, month)))
        for window in windows:
            for body in one.bodies(kind, window, today):
                yield Duty(
                    organisation=one.place,
                    kind=kind.kind,
                    group_id=body.group,
                    year=one.year,
                    period_start=window.first,
                    period_end=window.last,
                    required=body.verdict.owed,
                    held_count=body.verdict.held,
                    state=state_of(one.year, body),
                    reason=reason_of(body.verdict),
                    basis=body.basis[:120],
                    evidence=[sitting.pk for sitting in body.sittings],
                )


def state_of(year: int, body: Body) -> DutyState:
    """已开, 迟开 (a yearly meeting held in the spring after), 应开未开, 不适用或已说明, else 未到期."""
    verdict = body.verdict
    if not verdict.owed:
        return DutyState.WAIVED
    if verdict.held >= verdict.owed:
        days = [sitting.day.year for sitting in body.sittings if sitting.state in HELD_STATES]
        return DutyState.LATE if min(days) > year else DutyState.HELD
    if verdict.missing:
        return DutyState.MISSING
    return DutyState.WAIVED if verdict.word == "未召开" else DutyState.PENDING


def reason_of(verdict: Verdict) -> str:
    """Why nothing is owed, or why it was not held."""
    if not verdict.owed:
        return "本期不适用（成立不久、未设支委会、未分党小组或豁免）"
    return "未召开，原因见会议记录" if verdict.word == "未召开" else ""


def counts_of(places: Sequence[Organisation], year: int, whole: Iterable[Year]) -> Iterator[MonthCount]:
    """Thirteen rows for each organisation: the months, and the year."""
    today, sums = clock.today(), _sums(places, year)
    for one in whole:
        months = {month: sums[one.place.pk].get(month, (0, 0, 0)) for month in MONTHS}
        missing = {month: one.month(month, today).missing for month in MONTHS}
        months[WHOLE_YEAR] = tuple(map(sum, zip(*months.values(), strict=True)))  # type: ignore[assignment]
        missing[WHOLE_YEAR] = sum(missing.values())
        for month, (held, due, present) in months.items():
            yield MonthCount(
                organisation=one.place, year=year, month=month, held=held, due=due, present=present,
                missing=missing[month],
            )  # fmt: skip


def _sums(places: Sequence[Organisation], year: int) -> Mapping[int, dict[int, tuple[int, int, int]]]:
    """Held, due and present of each organisation by month. One query."""
    rows = (
        Meeting.objects.filter(branch__in=places, start__year=year, state__in=HELD_STATES)
        .order_by()
        .values_list("branch_id", ExtractMonth("start"))
        .annotate(
            held=Count("pk"), due=Coalesce(Sum("due_count"), 0), present=Coalesce(Sum("present_count"), 0)
        )
    )
    found: dict[int, dict[int, tuple[int, int, int]]] = defaultdict(dict)
    for branch, month, held, due, present in rows:
        found[branch][month] = held, due, present
    return found
