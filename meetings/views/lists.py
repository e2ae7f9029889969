"""The list of meetings."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from branchlife.kit import clock
from branchlife.kit.paging import page_of
from meetings import overview
from meetings.forms.filters import MeetingFilter
from meetings.models import Meeting
from meetings.search import place_in
from members.access import Action, Actor, needs

PER_PAGE = 20


@needs(Action.MEETING_VIEW)
def meetings(request: HttpRequest) -> HttpResponse:
    """Newest first, twenty a page, narrowed by the query."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    branches = overview.offered_branches(actor, Action.MEETING_VIEW)
    filters = MeetingFilter(request.GET, branches=branches, today=clock.today())
    rows = filters.narrow(Meeting.seen.allowed(actor, Action.MEETING_VIEW))
    rows, words = rows.with_places().newest(), filters.cleaned_data.get("q", "")
    page = page_of(request, rows.select_related("search_entry") if words else rows, PER_PAGE)
    context = {
        "filter": filters,
        "page": page,
        "lines": [(row, place_in(row, words)) for row in page.object_list],
        "shows_branch": len(branches) > 1,
        "may_call": actor.may(Action.MEETING_EDIT),
        "is_narrowed": bool(request.GET),
    }
    return render(request, "meetings/meetings.html", context)
