"""应开义务: what an organisation owes in a year, period by period, with the meetings that answer for it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from branchlife.kit import clock
from branchlife.kit.charts import Chart, Series, bars, lines
from branchlife.kit.parts import Link
from meetings.inspection.checks.base import period_words
from meetings.inspection.views.branch import checked_year
from meetings.kinds import KINDS, MeetingKind
from meetings.models import Duty, Meeting, MonthCount
from meetings.overview import MONTHS
from meetings.views.matrix import HEADS
from members.access import Action, Actor, needs
from members.models import Organisation


@dataclass(frozen=True)
class Line:
    """A duty with its period in words and the meetings this person may open."""

    row: Duty
    period: str
    meetings: list[Link]


@dataclass(frozen=True)
class Part:
    """The duties of one kind, by period."""

    kind: str
    basis: str
    lines: list[Line]


@needs(Action.FINDING_VIEW, Organisation)
@require_GET
def duty_ledger(request: HttpRequest, branch: Organisation, year: int) -> HttpResponse:
    """The ledger of a year, and this year beside the one before."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    year = checked_year(branch, year)
    rows = Duty.seen.allowed(actor, Action.FINDING_VIEW).filter(organisation=branch, year=year)
    found = list(rows.select_related("group").in_order())
    context = {
        "branch": branch,
        "year": year,
        "crumbs": [Link("检查", reverse("inspection")), Link(f"{branch.short_name}{year}年应开义务")],
        "years": [
            Link(f"{one}年", reverse("duty-ledger", args=[branch.pk, one]), one == year)
            for one in range(year - 1, max(year, min(year + 1, clock.today().year)) + 1)
        ],
        "parts": list(parts_of(found, _meetings(actor, found))),
        "charts": charts_of(actor, branch, year),
        "findings_url": reverse("branch-findings", args=[branch.pk, year]),
    }
    return render(request, "inspection/ledger.html", context)


def parts_of(rows: Iterable[Duty], meetings: Mapping[int, Link]) -> Iterable[Part]:
    """Kind by kind, in the order of the kinds."""
    order = [kind.value for kind in MeetingKind]
    ordered = sorted(rows, key=lambda row: order.index(row.kind))
    for kind, some in groupby(ordered, key=lambda row: row.kind):
        lines = [_line(row, meetings) for row in some]
        yield Part(KINDS[MeetingKind(kind)].name, lines[0].row.basis, lines)


def _line(row: Duty, meetings: Mapping[int, Link]) -> Line:
    words = period_words(row.period_start, row.period_end)
    links = [meetings[pk] for pk in row.evidence if pk in meetings]
    return Line(row, f"{row.group.short_name} {words}" if row.group else words, links)


def _meetings(actor: Actor, rows: Iterable[Duty]) -> dict[int, Link]:
    """The meetings behind some duties that may be read. One query."""
    pks = {pk for row in rows for pk in row.evidence}
    found = Meeting.seen.allowed(actor, Action.MEETING_VIEW).filter(pk__in=pks).select_related("group")
    return {
        row.pk: Link(f"{row.day.month}月{row.day.day}日", reverse("meeting", args=[row.pk]))
        for row in found.order_by("pk")
    }


def charts_of(actor: Actor, branch: Organisation, year: int) -> list[Chart]:
    """Meetings held and attendance by month, this year beside the one before. One query."""
    rows = MonthCount.seen.allowed(actor, Action.FINDING_VIEW).filter(organisation=branch, month__gte=1)
    counts = {(row.year, row.month): row for row in rows.filter(year__in=(year - 1, year)).order_by("pk")}
    if not any(row.held for row in counts.values()):
        return []
    tones = ((year - 1, "gold"), (year, "red"))

    def series(figure: Callable[[MonthCount], float | None]) -> list[Series]:
        return [
            Series(f"{one}年", [_of(counts, one, month, figure) for month in MONTHS], tone)
            for one, tone in tones
        ]

    return [
        bars("各月开会次数", HEADS, series(lambda row: row.held)),
        lines("各月到会率", HEADS, series(_rate), top=100),
    ]


def _rate(row: MonthCount) -> float | None:
    return round(100 * row.present / row.due, 1) if row.due else None


def _of(
    counts: Mapping[tuple[int, int], MonthCount],
    year: int,
    month: int,
    figure: Callable[[MonthCount], float | None],
) -> float | None:
    row = counts.get((year, month))
    return None if row is None else figure(row)
