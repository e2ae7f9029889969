"""Whose archive: the organisations one may look into, and the years of one of them."""

from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from branchlife.kit import clock
from branchlife.kit.paging import page_of
from branchlife.kit.parts import Link
from meetings.models import Meeting
from meetings.views.desk import chosen_year, year_links
from meetings.vocabulary import HELD_STATES, MeetingState
from members.access import Action, Actor, needs
from members.models import Organisation

COUNTS = {
    "held": Count("pk", filter=Q(state__in=HELD_STATES)),
    "ready": Count("pk", filter=Q(state=MeetingState.ACCEPTED)),
    "archived": Count("pk", filter=Q(state=MeetingState.ARCHIVED)),
}


def stage(held: int, archived: int, year: int) -> tuple[str, str]:
    """A year in a word, and the tone it wears."""
    if held and held == archived:
        return "已归档", "kept"
    if year >= clock.today().year:
        return "未到期", "plan"
    if not held:
        return "无", "none"
    return ("部分归档", "part") if archived else ("待归档", "due")


@needs(Action.ARCHIVE_VIEW)
def archive(request: HttpRequest) -> HttpResponse:
    """Every organisation in reach with what it held and archived of a year; with only one, its own page."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    places = Organisation.seen.allowed(actor, Action.ARCHIVE_VIEW).filter(gatherings__isnull=False).distinct()
    own = actor.own_organisations(Action.ARCHIVE_VIEW)
    if len(own) == 1 and len(actor.granting(Action.ARCHIVE_VIEW)) == 1:
        return redirect("branch-archive", own[0])
    today = clock.today()
    year = chosen_year(request, today) if request.GET.get("year") else today.year - 1
    page = page_of(request, places.order_by("path"))
    counts = _counts_by_branch(actor, [row.pk for row in page], year)
    context = {
        "page": page,
        "rows": [_line(row, counts.get(row.pk, {}), year) for row in page],
        "year": year,
        "years": year_links("archive", year, today),
    }
    return render(request, "archive/places.html", context)


def _counts_by_branch(actor: Actor, pks: list[int], year: int) -> dict[int, dict[str, Any]]:
    rows = Meeting.seen.allowed(actor, Action.ARCHIVE_VIEW).filter(branch__in=pks, year=year)
    return {row["branch"]: dict(row) for row in rows.order_by().values("branch").annotate(**COUNTS)}


def _line(row: Organisation, counts: dict[str, Any], year: int) -> dict[str, Any]:
    held, archived = counts.get("held", 0), counts.get("archived", 0)
    word, tone = stage(held, archived, year)
    url = reverse("archive-year", args=[row.pk, year])
    return {
        "name": row.short_name,
        "url": url,
        "held": held,
        "archived": archived,
        "word": word,
        "tone": tone,
    }


@needs(Action.ARCHIVE_VIEW, Organisation)
def branch_archive(request: HttpRequest, branch: Organisation) -> HttpResponse:
    """The years of one organisation, the newest first."""
    if branch.is_group:
        raise Http404("党小组的记录归在支部里。")
    actor: Actor = request.actor  # type: ignore[attr-defined]
    rows = Meeting.seen.allowed(actor, Action.ARCHIVE_VIEW).filter(branch=branch)
    page = page_of(request, rows.order_by("-year").values("year").annotate(**COUNTS))
    lines = [
        {
            **_line(branch, row, row["year"]),
            "name": f"{row['year']}年",
            "ready": row["ready"],
        }
        for row in page
    ]
    context = {
        "branch": branch,
        "page": page,
        "rows": lines,
        "crumbs": crumbs(actor, branch),
        "handbooks_url": _handbooks(actor, branch),
    }
    return render(request, "archive/branch.html", context)


def _handbooks(actor: Actor, branch: Organisation) -> str:
    kept = Organisation.seen.allowed(actor, Action.ATTENDANCE_NAMES).filter(pk=branch.pk).exists()
    return reverse("handbooks", args=[branch.pk, clock.today().year]) if kept and branch.is_branch else ""


def crumbs(actor: Actor, branch: Organisation, *more: Link) -> list[Link]:
    """Where one stands; who has but one organisation sees no list of them."""
    single = (
        len(actor.own_organisations(Action.ARCHIVE_VIEW)) == 1 == len(actor.granting(Action.ARCHIVE_VIEW))
    )
    top = [] if single else [Link("档案", reverse("archive"))]
    name = "档案" if single else branch.short_name
    here = Link(name, reverse("branch-archive", args=[branch.pk]) if more else "")
    return [*top, here, *more]
