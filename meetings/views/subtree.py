"""The branches of a superior: all of them over a year, one of them in five minutes, some of them drawn by lot."""

import random
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from branchlife.kit import clock
from branchlife.kit.charts import Chart, Series, lines
from branchlife.kit.paging import page_at_once, page_of
from branchlife.kit.parts import Command, Link
from meetings import overview
from meetings.models import Meeting
from meetings.overview import MONTHS, Year
from meetings.views.desk import FIRST_YEAR, chosen_year, year_links
from meetings.views.matrix import HEADS, link, subtree_matrix, year_matrix
from meetings.views.owing import Owing
from members.access import Action, Actor, needs
from members.models import Organisation

PER_PAGE = 30
MOST_DRAWN = 50


@needs(Action.SUBTREE_VIEW)
def subtree(request: HttpRequest) -> HttpResponse:
    """Branches × months, those with most missing first; with ?draw=5&seed=… those drawn by lot."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    today = clock.today()
    year = chosen_year(request, today)
    branches, owing = overview.subtree_branches(actor), Owing.asked_by(request.GET, year, today)
    wanted = number_of(request.GET.get("draw", ""))
    if wanted and not request.GET.get("seed"):
        return redirect(
            link("subtree", year=year, draw=wanted, seed=f"{random.SystemRandom().randrange(10**8):08d}")
        )
    seed = request.GET.get("seed", "")[:40] if wanted else ""
    if wanted:
        page = page_of(request, drawn(list(branches), wanted, seed), MOST_DRAWN)
    else:
        page = page_at_once(request, overview.most_missing_first(owing.narrow(branches), year), PER_PAGE)
    rows = overview.years(actor, Action.SUBTREE_VIEW, page.object_list, year)
    context = {
        "page": page,
        "matrix": subtree_matrix(rows, year, today),
        "year": year,
        "years": year_links("subtree", year, today),
        "draw": wanted,
        "seed": seed,
        "branch_count": branches.count() if wanted else 0,
        "today": today,
        "owing": owing,
        "papers": sample_papers(actor, year, wanted, seed),
    }
    return render(request, "meetings/subtree.html", context)


def sample_papers(actor: Actor, year: int, wanted: int, seed: str) -> list[Link]:
    """Report and workbook of what was drawn, for whoever oversees one subtree: only then all know what was drawn of."""
    tops = [grant.organisation_id for grant in actor.granting(Action.SUBTREE_VIEW)]
    if not wanted or len(set(tops)) != 1:
        return []
    return [
        Link(label, link("inspection-sample", tops[0], year, form, draw=wanted, seed=seed))
        for form, label in (
            ("inspection_report", "检查报告（PDF）"),
            ("inspection_workbook", "检查底稿（Excel）"),
        )
    ]


def number_of(words: str) -> int:
    """How many to draw; 0 for anything that is no number."""
    return min(int(words), MOST_DRAWN) if words.isdecimal() and len(words) < 6 else 0


def drawn(branches: Sequence[Organisation], wanted: int, seed: str) -> list[Organisation]:
    """Some of the branches by lot. The same seed and the same branches draw the same again, so anybody may check."""
    ordered = sorted(branches, key=lambda row: row.code)
    lot = random.Random(seed)  # noqa: S311 (a lot that can be drawn again, no secret)
    return lot.sample(ordered, min(wanted, len(ordered)))


@needs(Action.SUBTREE_VIEW, Organisation)
def branch_year(request: HttpRequest, branch: Organisation, year: int) -> HttpResponse:
    """One branch and one year: the matrix, the meetings, attendance over the year, the exports."""
    today = clock.today()
    if branch.is_group or not FIRST_YEAR <= year <= today.year + 1:
        raise Http404
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return render(request, "meetings/branch_year.html", _branch_year(actor, branch, year, today))


def _branch_year(actor: Actor, branch: Organisation, year: int, today: date) -> dict[str, Any]:
    [one] = overview.years(actor, Action.SUBTREE_VIEW, [branch], year)
    rows = Meeting.seen.allowed(actor, Action.MEETING_VIEW).filter(branch=branch, start__year=year)
    found = list(rows.with_places().order_by("start", "pk"))
    return {
        "branch": branch,
        "year": year,
        "crumbs": [Link("所辖", link("subtree", year=year)), Link(branch.short_name)],
        "years": [
            Link(f"{number}年", reverse("branch-year", args=[branch.pk, number]), number == year)
            for number in range(year - 1, min(year + 1, today.year + 1) + 1)
        ],
        "matrix": year_matrix(one, today),
        "meetings": found,
        "closed": _closed(one, {meeting.pk for meeting in found}, year),
        "chart": attendance_chart(found),
        "commands": _commands(actor, branch, year),
    }


def _closed(one: Year, shown: set[int], year: int) -> int:
    """How many meetings are counted that this person may not read."""
    return sum(s.day.year == year and s.pk not in shown for rows in one.sittings.values() for s in rows)


def attendance_chart(meetings: Sequence[Meeting]) -> Chart | None:
    """到会率 month by month over meetings of the whole branch; a month without one is a gap. None without any."""
    due, present = dict.fromkeys(MONTHS, 0), dict.fromkeys(MONTHS, 0)
    for meeting in meetings:
        if meeting.due_count and meeting.spec.scope == "roster":
            due[meeting.day.month] += meeting.due_count
            present[meeting.day.month] += meeting.present_count or 0
    if not any(due.values()):
        return None
    values = [round(100 * present[month] / due[month], 1) if due[month] else None for month in MONTHS]
    return lines("各月到会率", HEADS, [Series("到会率", values)], top=100)


def _commands(actor: Actor, branch: Organisation, year: int) -> list[Command]:
    offered = []
    if actor.may(Action.FINDING_VIEW):
        url = reverse("branch-findings", args=[branch.pk, year])
        offered.append(Command("看检查结果", url, method="get"))
        ledger = reverse("duty-ledger", args=[branch.pk, year])
        offered.append(Command("看应开义务", ledger, method="get"))
    if actor.may(Action.REGISTER_EXPORT):
        offered.append(Command("导出全年台账", link_to_export(branch, "register", year), method="get"))
    return offered


def link_to_export(branch: Organisation, form: str, year: int) -> str:
    """A download about a branch and a year."""
    return f"{reverse('branch-export', args=[branch.pk, form])}?year={year}"
