"""The first page: what is owed, the year at a glance, this month. A superior finds what waits and the subtree."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from branchlife.kit import clock
from branchlife.kit.paging import stretch
from branchlife.kit.parts import Link
from meetings import overview
from meetings.overview import Year
from meetings.prospects import Prospect
from meetings.views import due
from meetings.views.calendar import month_of_own
from meetings.views.flow import counts_url, name_of
from meetings.views.matrix import link, subtree_matrix, year_matrix
from meetings.views.owing import Owing
from members.access import ADMINISTRATORS, Action, Actor, signed_in
from members.models import Organisation

SHOWN = 10  # filings and branches on a superior's desk
FIRST_YEAR = 2000


@signed_in
def desk(request: HttpRequest) -> HttpResponse:
    """Each to their own room: the desk of a branch or a group, that of a superior, the own record, the admin."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if overview.is_superior(actor):
        return render(request, "meetings/desk_superior.html", _superior(actor, clock.today()))
    if actor.may(Action.DESK):
        return _own_desk(request, actor)
    if actor.may(Action.OWN_RECORD):
        return redirect("own-record")
    if actor.has(ADMINISTRATORS):
        return redirect("admin:index")
    return render(request, "meetings/desk_empty.html")


def chosen_year(request: HttpRequest, today: date) -> int:
    """The year the query asks for; anything odd gives this year."""
    words = request.GET.get("year", "")
    year = int(words) if words.isdecimal() and len(words) == 4 else today.year
    return year if FIRST_YEAR <= year <= today.year + 1 else today.year


def year_links(name: str, year: int, today: date, *args: object, **query: object) -> list[Link]:
    """The year before, this one and, where there is one, the year after."""
    return [
        Link(f"{number}年", link(name, *args, year=number, **query), number == year)
        for number in range(year - 1, min(year + 1, today.year + 1) + 1)
    ]


def _own_desk(request: HttpRequest, actor: Actor) -> HttpResponse:
    places = overview.desk_places(actor)
    if not places:
        return render(request, "meetings/desk_empty.html")
    place = next((row for row in places if str(row.pk) == request.GET.get("branch")), places[0])
    return render(request, "meetings/desk.html", _own(request, actor, places, place))


def _own(
    request: HttpRequest, actor: Actor, places: list[Organisation], place: Organisation
) -> dict[str, Any]:
    today = clock.today()
    year = chosen_year(request, today)
    [one] = overview.years(actor, Action.DESK, [place], year, back=True)
    keeps = overview.keeps(actor, place)
    context = {
        "place": place,
        "today": today,
        "places": [Link(row.short_name, link("desk", branch=row.pk), row == place) for row in places],
        "years": year_links("desk", year, today, branch=place.pk if len(places) > 1 else ""),
        "matrix": year_matrix(one, today, may_record=keeps),
        "keeps": keeps,
        "new_url": link("meeting-new", branch=one.place.pk, group=one.group.pk if one.group else ""),
        "is_this_year": year == today.year,
    }
    if year == today.year:
        context |= _today(actor, one, today, keeps)
    return context


def _today(actor: Actor, one: Year, today: date, keeps: bool) -> dict[str, Any]:
    """What only the present year has: the cards and the month."""
    days = due.calendar_of(today)
    found = due.at_desk(actor, one, today, days) if keeps else due.Due()
    return {
        "cards": [card.owed for card in found.cards],
        "soon": found.soon,
        "coming": [_coming(one) for one in found.coming],
        "month": month_of_own(one, days, today.year, today.month, today),
    }


def _coming(found: Prospect) -> dict[str, Any]:
    """The next meeting with its totals, each leading to its names."""
    meeting = found.meeting
    return {
        "meeting": Link(name_of(meeting), reverse("meeting", args=[meeting.pk])),
        "totals": [
            Link("应到", counts_url(meeting, "due"), count=found.due),
            Link("已请假", counts_url(meeting, "leave"), count=found.on_leave),
            Link("预计到会", counts_url(meeting, "coming"), count=found.coming),
        ],
        "leave_url": reverse("meeting-leave", args=[meeting.pk]),
    }


@dataclass(frozen=True)
class Waiting:
    """A line of the inbox on the desk."""

    filing: Any
    url: str


def _superior(actor: Actor, today: date) -> dict[str, Any]:
    ordered = overview.most_missing_first(overview.subtree_branches(actor), today.year)
    first, branch_count = stretch(ordered, 0, SHOWN)
    worst = overview.years(actor, Action.SUBTREE_VIEW, first, today.year)
    pending = overview.pending_filings(actor)
    waiting = list(pending[: SHOWN + 1])
    return {
        "today": today,
        "may_decide": actor.may(Action.FILING_DECIDE),
        "waiting": [Waiting(row, reverse("filing", args=[row.pk])) for row in waiting[:SHOWN]],
        "waiting_count": pending.count() if len(waiting) > SHOWN else len(waiting),
        "branch_count": branch_count,
        "shown": len(worst),
        "matrix": subtree_matrix(worst, today.year, today),
        "year": today.year,
        "owing": Owing("", "", today.year, today),
    }
