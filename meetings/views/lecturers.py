"""轮流讲党课: the rota of a branch and what was lectured; lecturers from outside; whose turn it is at a meeting."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from branchlife.kit import clock
from branchlife.kit.paging import page_of
from branchlife.kit.parts import Link
from branchlife.kit.problems import Refusal
from meetings.forms.lectures import GuestForm, TurnForm
from meetings.kinds import MeetingKind
from meetings.lifecycle import lecturers as step
from meetings.models import GuestLecturer, LecturerTurn, Meeting
from meetings.views.flow import FACTS, blame, editing, user_of
from meetings.views.matrix import link
from meetings.views.topic_room import place_asked, place_links, places, tabs
from meetings.vocabulary import MeetingState
from members.access import Action, Actor, needs
from members.models import Member, Organisation

PER_PAGE = 20


@needs(Action.TOPICS_VIEW)
def lecturers(request: HttpRequest) -> HttpResponse:
    """The rota in its order, whose turn it is, and the lectures of the branch, newest first."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    own = [one for one in places(actor, Action.TOPICS_VIEW) if one.is_branch]
    branch = place_asked(request, own)
    context: dict[str, Any] = {
        "tabs": tabs(actor, "lecturers"),
        "places": place_links("lecturers", own, branch),
        "branch": branch,
    }
    if branch is not None:
        context |= _of_branch(request, actor, branch)
    return render(request, "meetings/lecturers.html", context)


def _of_branch(request: HttpRequest, actor: Actor, branch: Organisation) -> dict[str, Any]:
    rota = step.rota_of(branch, clock.today())
    edits = branch.pk in actor.own_organisations(Action.ROTA_EDIT)
    rows = Meeting.seen.allowed(actor, Action.MEETING_VIEW).filter(
        branch=branch, kind=MeetingKind.PARTY_LECTURE, lecture__isnull=False
    )
    rows = rows.exclude(state=MeetingState.NOT_HELD).select_related("lecture__lecturer", "gathering", "group")
    return {
        "rota": rota.places,
        "next": rota.next,
        "edits": edits,
        "form": _turn_form(actor, branch, rota) if edits else None,
        "page": page_of(request, rows.newest(), PER_PAGE),
    }


def _turn_form(actor: Actor, branch: Organisation, rota: step.Rota, data: Any = None) -> TurnForm:
    taken = [one.row.member_id for one in rota.places]
    rows = Member.seen.allowed(actor, Action.MEMBER_VIEW).of_branch(branch.pk, clock.today())
    return TurnForm(data, members=list(rows.exclude(pk__in=taken).by_strokes()))


@require_POST
@needs(Action.ROTA_EDIT)
def turn_add(request: HttpRequest) -> HttpResponse:
    """Put a member at the end of the rota."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    branch = place_asked(request, [one for one in places(actor, Action.ROTA_EDIT) if one.is_branch])
    if branch is None:
        raise PermissionDenied
    form = _turn_form(actor, branch, step.Rota((), None), request.POST)
    if form.is_valid():
        try:
            step.add_turn(branch, form.chosen(), user_of(request))
        except Refusal as refusal:
            messages.error(request, str(refusal))
    else:
        messages.error(request, "请从名单里选一名本支部的党员。")
    return redirect(link("lecturers", branch=branch.pk))


@require_POST
@needs(Action.ROTA_EDIT, LecturerTurn)
def turn_move(request: HttpRequest, row: LecturerTurn) -> HttpResponse:
    """One place up or down."""
    step.move_turn(row, -1 if request.POST.get("to") == "up" else 1, user_of(request))
    return redirect(link("lecturers", branch=row.branch_id))


@require_POST
@needs(Action.ROTA_EDIT, LecturerTurn)
def turn_drop(request: HttpRequest, row: LecturerTurn) -> HttpResponse:
    """Off the rota; put back at the end any time."""
    step.drop_turn(row, user_of(request))
    messages.info(request, f"{row.member}不再轮流讲党课，讲过的照旧留着。")
    return redirect(link("lecturers", branch=row.branch_id))


@editing
def take_turn(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """One press lets the one whose turn it is give this lecture."""
    if request.method == "POST":
        try:
            lecture = step.take_turn(meeting, user_of(request))
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"授课人：{lecture.lecturer_words}。")
    return redirect(FACTS, meeting.pk)


# --- from outside ----------------------------------------------------------------------------------------------------


@needs(Action.TOPICS_VIEW)
def guests(request: HttpRequest) -> HttpResponse:
    """Lecturers from outside: the own ones and those of the superiors."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    rows = GuestLecturer.seen.allowed(actor, Action.TOPICS_VIEW).select_related("organisation")
    page = page_of(request, rows.order_by("organisation__path", "name", "pk"), PER_PAGE)
    edits = GuestLecturer.seen.allowed(actor, Action.VENUE_EDIT).filter(pk__in=[row.pk for row in page])
    context = {
        "crumbs": [
            Link("选题", reverse("prompts")),
            Link("轮流讲党课", reverse("lecturers")),
            Link("名册以外"),
        ],
        "page": page,
        "mine": set(edits.values_list("pk", flat=True)),
        "may_register": actor.may(Action.VENUE_EDIT),
        "today": clock.today(),
    }
    return render(request, "meetings/guests.html", context)


@needs(Action.VENUE_EDIT)
def guest_new(request: HttpRequest) -> HttpResponse:
    """Register one."""
    offered = places(request.actor, Action.VENUE_EDIT)  # type: ignore[attr-defined]
    if not offered:
        raise PermissionDenied
    form = GuestForm(request.POST or None, organisations=offered)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data.get("organisation", "")
        place = next((one for one in offered if str(one.pk) == asked), offered[0])
        try:
            row = step.register_guest(place, form.facts(), user_of(request))
        except Refusal as refusal:
            blame(form, refusal)
        else:
            messages.success(request, f"已登记{row}。")
            return redirect("guests")
    return _guest_page(request, form, "登记授课人", "登记")


@needs(Action.VENUE_EDIT, GuestLecturer)
def guest_edit(request: HttpRequest, row: GuestLecturer) -> HttpResponse:
    """Mend one, or say that they are no longer invited."""
    form = GuestForm(request.POST or None, organisations=(), guest=row)
    if request.method == "POST" and form.is_valid():
        try:
            step.amend_guest(row, form.facts(), user_of(request))
        except Refusal as refusal:
            blame(form, refusal)
        else:
            messages.success(request, "已保存。")
            return redirect("guests")
    return _guest_page(request, form, "修改授课人", "保存")


def _guest_page(request: HttpRequest, form: GuestForm, heading: str, submit: str) -> HttpResponse:
    context = {"form": form, "heading": heading, "submit": submit, "back": reverse("guests")}
    return render(request, "layouts/form.html", context, status=422 if form.errors else 200)
