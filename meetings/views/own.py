"""A member's own record: nobody else's, and no number that could be compared."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from branchlife.kit import clock
from branchlife.kit.paging import page_of
from meetings.models import Attendance
from meetings.views.desk import chosen_year, year_links
from members.access import Action, Actor, needs

PER_PAGE = 30


@needs(Action.OWN_RECORD)
def own_record(request: HttpRequest) -> HttpResponse:
    """The meetings of a year to which the member was due, with what the roll says."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    today = clock.today()
    year = chosen_year(request, today)
    rows = (
        Attendance.seen.allowed(actor, Action.OWN_RECORD)
        .called()
        .filter(meeting__start__year=year)
        .select_related("meeting__branch", "meeting__group", "meeting__gathering")
        .order_by("-meeting__start", "-pk")
    )
    context = {
        "page": page_of(request, rows, PER_PAGE),
        "year": year,
        "years": year_links("own-record", year, today),
    }
    return render(request, "meetings/own_record.html", context)
