"""The findings of all organisations in sight, those about oneself, and the catalogue of checks."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from branchlife.kit import clock
from branchlife.kit.paging import page_of
from branchlife.kit.parts import Link
from meetings import overview
from meetings.inspection.checks import CHECKS, FAMILIES
from meetings.inspection.checks.base import Check, NotKept
from meetings.inspection.forms import FindingFilter
from meetings.inspection.models import Finding
from meetings.inspection.views.parts import shown
from members.access import Action, Actor, needs
from members.models import Organisation

PER_PAGE = 20


@needs(Action.FINDING_VIEW)
@require_GET
def findings(request: HttpRequest) -> HttpResponse:
    """What waits for somebody's word, errors first, narrowed by the query."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    branches = overview.offered_branches(actor, Action.FINDING_VIEW)
    filters = FindingFilter(request.GET, branches=branches, today=clock.today())
    rows = filters.narrow(Finding.seen.allowed(actor, Action.FINDING_VIEW))
    page = page_of(request, rows.select_related("organisation", "run").in_order(), PER_PAGE)
    context = {
        "filter": filters,
        "page": page,
        "shows_branch": len(branches) > 1,
        "is_narrowed": bool(request.GET),
        "place": _place(filters, branches),
    }
    return render(request, "inspection/findings.html", context)


def _place(filters: FindingFilter, branches: list[Organisation]) -> Link | None:
    """The year of the one organisation that is chosen, or that there is."""
    chosen = filters.cleaned_data.get("branch")
    rows = [row for row in branches if str(row.pk) == chosen] if len(branches) > 1 else branches
    if not rows:
        return None
    year = int(filters.cleaned_data.get("year") or clock.today().year)
    url = reverse("branch-findings", args=[rows[0].pk, year])
    return Link(f"{rows[0].short_name}{year}年各项检查", url)


@needs(Action.FINDING_PERSONAL)
@require_GET
def own_findings(request: HttpRequest) -> HttpResponse:
    """What concerns oneself, to be read. Nobody above the branch sees it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    own = [one for grant in actor.granting(Action.FINDING_PERSONAL) if (one := grant.member_id) is not None]
    rows = Finding.seen.allowed(actor, Action.FINDING_PERSONAL).filter(subject_id__in=own)
    page = page_of(request, rows.select_related("organisation", "run", "rectification").in_order(), PER_PAGE)
    context = {"page": page, "lines": shown(actor, page.object_list)}
    return render(request, "inspection/own.html", context)


@dataclass(frozen=True)
class Family:
    """The checks of one family."""

    title: str
    checks: list[Check]


@needs(Action.FINDING_VIEW)
@require_GET
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every check, from the classes themselves."""
    families = [
        Family(f"{name} {title}", [one for one in CHECKS.values() if one.family == name])
        for name, title in FAMILIES.items()
    ]
    kept = sum(not isinstance(one, NotKept) for one in CHECKS.values())
    context = {
        "families": families,
        "count": len(CHECKS),
        "kept": kept,
        "crumbs": [Link("检查", reverse("inspection")), Link("检查项目录")],
    }
    return render(request, "inspection/catalogue.html", context)
