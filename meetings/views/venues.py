"""实境课堂、场所: the register, and how often each was used."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from branchlife.kit import clock
from branchlife.kit.paging import page_of
from branchlife.kit.problems import Refusal
from meetings.forms.topics import VenueForm
from meetings.lifecycle import venues as step
from meetings.models import Gathering, Venue
from meetings.views.flow import blame, user_of
from meetings.views.topic_room import places, tabs
from meetings.vocabulary import HELD_STATES
from members.access import Action, Actor, needs

PER_PAGE = 30


@needs(Action.TOPICS_VIEW)
def venues(request: HttpRequest) -> HttpResponse:
    """Those in sight, the own and those of the superiors, with the visits of the branches in sight."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    rows = Venue.seen.allowed(actor, Action.TOPICS_VIEW).select_related("organisation")
    page = page_of(request, rows.order_by("organisation__path", "name", "pk"), PER_PAGE)
    here = [row.pk for row in page]
    mine = set(Venue.seen.allowed(actor, Action.VENUE_EDIT).filter(pk__in=here).values_list("pk", flat=True))
    visits = _visits(actor, here)
    context = {
        "tabs": tabs(actor, "venues"),
        "page": page,
        "year": clock.today().year,
        "rows": [{"venue": row, "visits": visits.get(row.pk, 0), "may_edit": row.pk in mine} for row in page],
        "may_register": actor.may(Action.VENUE_EDIT),
        "today": clock.today(),
    }
    return render(request, "meetings/venues.html", context)


def _visits(actor: Actor, venues: list[int]) -> dict[int, int]:
    """Sittings held at some venues this year. One query."""
    rows = Gathering.seen.allowed(actor, Action.MEETING_VIEW).filter(
        venue__in=venues, meetings__state__in=HELD_STATES, start__year=clock.today().year
    )
    counted = rows.order_by().values("venue").annotate(times=Count("pk", distinct=True))
    return {row["venue"]: row["times"] for row in counted}


@needs(Action.VENUE_EDIT)
def venue_new(request: HttpRequest) -> HttpResponse:
    """Register one."""
    offered = places(request.actor, Action.VENUE_EDIT)  # type: ignore[attr-defined]
    if not offered:
        raise PermissionDenied
    form = VenueForm(request.POST or None, organisations=offered)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data.get("organisation", "")
        place = next((one for one in offered if str(one.pk) == asked), offered[0])
        try:
            row = step.register(place, form.facts(), user_of(request))
        except Refusal as refusal:
            blame(form, refusal)
        else:
            messages.success(request, f"已登记“{row.name}”，填地点时选得到。")
            return redirect("venues")
    return _form_page(request, form, "登记场所", "登记")


@needs(Action.VENUE_EDIT, Venue)
def venue_edit(request: HttpRequest, row: Venue) -> HttpResponse:
    """Mend one, or say that it is no longer used."""
    form = VenueForm(request.POST or None, organisations=(), venue=row)
    if request.method == "POST" and form.is_valid():
        try:
            step.amend(row, form.facts(), user_of(request))
        except Refusal as refusal:
            blame(form, refusal)
        else:
            messages.success(request, "已保存。")
            return redirect("venues")
    return _form_page(request, form, "修改场所", "保存")


def _form_page(request: HttpRequest, form: VenueForm, heading: str, submit: str) -> HttpResponse:
    context = {"form": form, "heading": heading, "submit": submit, "back": reverse("venues")}
    return render(request, "layouts/form.html", context, status=422 if form.errors else 200)
