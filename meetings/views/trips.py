"""The way of filings through the year: by month as a picture, by branch as a table, in the order of the tree."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from branchlife.kit import clock
from branchlife.kit.paging import page_of
from branchlife.kit.parts import Command, Link
from meetings import trips
from meetings.views.desk import chosen_year, year_links
from meetings.views.matrix import link
from meetings.views.subtree import link_to_export
from members.access import Action, Actor, needs
from members.models import Organisation

PER_PAGE = 30


@needs(Action.SUBTREE_VIEW)
def subtree_filings(request: HttpRequest) -> HttpResponse:
    """按时、迟报、退回、再报 of a year."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    today = clock.today()
    year = chosen_year(request, today)
    rows = trips.sent_in(actor, Action.SUBTREE_VIEW, year)
    lines, whole = trips.by_branch(rows, trips.filers(actor, Action.SUBTREE_VIEW))
    context: dict[str, Any] = {
        "crumbs": [Link("所辖", link("subtree", year=year)), Link("报备情况")],
        "year": year,
        "years": year_links("subtree-filings", year, today),
        "page": page_of(request, lines, PER_PAGE),
        "whole": whole,
        "chart": trips.punctuality(rows),
        "commands": _exports(actor, year),
    }
    return render(request, "meetings/subtree_filings.html", context)


def _exports(actor: Actor, year: int) -> list[Command]:
    """The same table as a workbook and on paper, for the organisation at the top of one's reach."""
    grants = actor.granting(Action.SUBTREE_VIEW)
    top = Organisation.seen.allowed(actor, Action.SUBTREE_VIEW).filter(pk=grants[0].organisation_id).first()
    if top is None:
        return []
    return [
        Command("导出 Excel", link_to_export(top, "trips", year), method="get"),
        Command("打印", link_to_export(top, "trips_pdf", year), method="get"),
    ]
