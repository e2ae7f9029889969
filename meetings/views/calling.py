"""A new meeting: from the desk everything is filled in and one press makes it."""

import uuid
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date

from branchlife.kit import clock
from branchlife.kit.parts import Link, Task
from branchlife.kit.problems import Refusal
from branchlife.kit.templatetags.words import cn_day
from meetings import regulations
from meetings.forms.calling import CallForm, Offered, moment
from meetings.kinds import KindSpec, MeetingKind, kinds_for
from meetings.lifecycle import planning
from meetings.lifecycle.calling import TakenUp, take_up
from meetings.models import Meeting
from meetings.views import offers
from meetings.views.flow import blame, in_lines, user_of
from meetings.views.matrix import link
from meetings.vocabulary import MeetingState, ReturnReason
from members.access import Action, Actor, needs
from members.models import Organisation
from members.standing import branch_roll, committee_roll

USUAL_START = time(14, 30)


@dataclass(frozen=True)
class Room:
    """What a person may call: at which branch, which kinds, for which groups."""

    branch: Organisation
    specs: list[KindSpec]
    groups: list[Organisation]


def rooms(actor: Actor) -> list[Room]:
    """The branches, committees and groups for which this person may call meetings; a leader's group alone."""
    mine = list(
        Organisation.seen.allowed(actor, Action.MEETING_EDIT).alive(clock.today()).select_related("parent")
    )
    found: dict[int, Room] = {}
    for place in mine:
        if not place.is_group:
            groups = list(place.children.groups().alive(clock.today()).order_by("path"))
            found[place.pk] = Room(place, kinds_for(place.kind), groups)
    for place in mine:
        if place.is_group and place.parent and place.parent_id not in found:
            specs = [s for s in kinds_for(place.parent.kind) if s.kind is MeetingKind.GROUP_MEETING]
            groups = [row for row in mine if row.is_group and row.parent_id == place.parent_id]
            found[place.parent.pk] = Room(place.parent, specs, groups)
    return list(found.values())


def room_asked(request: HttpRequest) -> Room:
    """The branch that the query names, else the first. Http404 for a branch out of reach."""
    open_rooms = rooms(request.actor)  # type: ignore[attr-defined]
    asked = request.GET.get("branch", "")
    for room in open_rooms:
        if not asked or asked == str(room.branch.pk):
            return room
    raise Http404


def model_meeting(request: HttpRequest, room: Room, kind: str) -> Meeting | None:
    """The meeting whose facts are taken over: the one named by `repeat`, else the last of the kind."""
    rows = Meeting.seen.allowed(request.actor, Action.MEETING_EDIT).with_places()  # type: ignore[attr-defined]
    rows = rows.filter(branch=room.branch)
    asked = request.POST.get("repeat") or request.GET.get("repeat", "")
    if asked.isdecimal() and len(asked) < 19:
        return rows.filter(pk=int(asked)).first()
    group = request.GET.get("group", "")
    rows = rows.filter(group=int(group)) if group.isdecimal() and len(group) < 19 else rows
    return rows.filter(kind=kind).exclude(state=MeetingState.NOT_HELD).newest().first()


def model_of_several(request: HttpRequest, room: Room, kinds: list[MeetingKind]) -> Meeting | None:
    """For a sitting of several kinds the last of the kind that was asked for, else of any of them."""
    asked = [kind for kind in kinds if kind == request.GET.get("kind")]
    found = (model_meeting(request, room, kind) for kind in (*asked, *kinds))
    return next((row for row in found if row is not None), None)


@needs(Action.MEETING_EDIT)
def new(request: HttpRequest) -> HttpResponse:
    """Choose a kind, then check what is filled in and press once."""
    room = room_asked(request)
    kinds = [str(spec.kind) for spec in room.specs]
    kind = kinds[0] if len(kinds) == 1 else request.GET.get("kind", "")
    if request.method == "POST":
        return _create(request, room)
    if kind not in kinds:
        return render(request, "meetings/new_kind.html", _kind_page(request, room))
    return _page(request, room, _prefilled(request, room, kind))


def _kind_page(request: HttpRequest, room: Room) -> dict[str, Any]:
    day = request.GET.get("day", "")
    here = reverse("meeting-new")
    others = [
        Link(other.branch.short_name, f"{here}?branch={other.branch.pk}", other == room)
        for other in rooms(request.actor)  # type: ignore[attr-defined]
    ]
    tasks = [
        Task(
            spec.name,
            link("meeting-new", branch=room.branch.pk, kind=spec.kind, day=day),
            hint=f"依据：{spec.basis}",
        )
        for spec in room.specs
    ]
    return {"tasks": tasks, "branch": room.branch, "others": others if len(others) > 1 else []}


def _prefilled(request: HttpRequest, room: Room, kind: str) -> CallForm:
    last = model_meeting(request, room, kind)
    day = _day_asked(request)
    start = timezone.localtime(last.start).time() if last else USUAL_START
    facts = planning.repeated(last, moment(day, start)) if last else planning.Facts(moment(day, start))
    group = request.GET.get("group") or (last.group_id if last else "")
    initial: dict[str, Any] = {
        "kinds": [kind],
        "group": group,
        "day": day,
        "start": start,
        "end": timezone.localtime(facts.end).time() if facts.end else None,
        "place": facts.place,
        "token": uuid.uuid4(),
        "repeat": request.GET.get("repeat", ""),
        "last": last,
        "take_turn": True,
    }
    found = offers.offers(request, room.branch, [kind], day)
    initial |= {"prompts": found.chosen_prompts, "suggestions": found.chosen_suggestions}
    return CallForm(initial=initial, **_asked_of(room, found))


def _asked_of(room: Room, found: offers.Offers) -> dict[str, Any]:
    """What the form needs to know of the branch."""
    rules_on = regulations.rulebook([room.branch]).of(room.branch)
    offered = Offered(
        [(str(row.pk), row.title) for row in found.prompts],
        [(str(row.pk), f"{row.content}（{row.raised_by_words}）") for row in found.suggestions],
        offers.turn_words(found.turn) if found.turn else "",
        found.venues,
    )
    return {"specs": room.specs, "groups": room.groups, "rules_on": rules_on, "offered": offered}


def _day_asked(request: HttpRequest) -> date:
    try:
        return parse_date(request.GET.get("day", "")) or clock.today()
    except ValueError:
        return clock.today()


def _page(request: HttpRequest, room: Room, form: CallForm, status: int = 200) -> HttpResponse:
    chosen = [MeetingKind(kind) for kind in form["kinds"].value() or () if kind in set(MeetingKind)]
    aside = ["kinds"] if chosen else []
    if "group" in form.fields and chosen and MeetingKind.GROUP_MEETING not in chosen:
        aside.append("group")
    lines = [line for line in in_lines(form, ("day", "start", "end")) if line[0].name not in aside]
    context = {
        "form": form,
        "heading": f"新建{'、'.join(kind.label for kind in chosen) or '会议'}",
        "lead": room.branch.short_name,
        "lines": lines,
        "aside": [form[name] for name in aside],
        "is_aside_open": any(form[name].errors for name in aside) or len(chosen) > 1,
        "submit": "建立",
        "back": reverse("desk"),
        "past": past_words(form),
    }
    return render(request, "meetings/new.html", context, status=status)


def past_words(form: CallForm) -> str:
    """Where the values come from, in words; nothing where they were typed, or there was no meeting before."""
    last = form.initial.get("last")
    return f"已照{cn_day(last.start)}那次填好，请核对。" if last else ""


def _create(request: HttpRequest, room: Room) -> HttpResponse:
    found = offers.offers(request, room.branch, request.POST.getlist("kinds"), _day_sent(request))
    form = CallForm(request.POST, **_asked_of(room, found))
    if not form.is_valid():
        return _page(request, room, form, 422)
    try:
        with transaction.atomic():
            meeting = _call(request, room, form)
            take_up(meeting.gathering, _ticked(form, found), user_of(request))
    except Refusal as refusal:
        blame(form, refusal)
        return _page(request, room, form, 422)
    messages.success(request, f"{cn_day(meeting.start)}{meeting.spec.short}已建立。")
    return redirect("meeting-facts", meeting.pk)


def _day_sent(request: HttpRequest) -> date:
    try:
        return parse_date(request.POST.get("day", "")) or clock.today()
    except ValueError:
        return clock.today()


def _ticked(form: CallForm, found: offers.Offers) -> TakenUp:
    data = form.cleaned_data
    return found.taken_up(data.get("prompts", ()), data.get("suggestions", ()), bool(data.get("take_turn")))


def _call(request: HttpRequest, room: Room, form: CallForm) -> Meeting:
    data, kinds = form.cleaned_data, form.wanted()
    start, end = form.moments()
    last = model_of_several(request, room, kinds)
    facts = planning.repeated(last, start) if last else planning.Facts(start)
    facts.end, facts.place, facts.late_reason = end, data["place"], data.get("late_reason", "")
    facts.scheduled_on = data["day"] if data["day"] > clock.today() else None
    facts.theme_contents = [] if MeetingKind.THEME_DAY not in kinds else facts.theme_contents
    stay_with_the_branch(facts, room)
    group = next((row for row in room.groups if str(row.pk) == data.get("group")), None)
    gathering = planning.call(
        room.branch,
        kinds,
        facts,
        user_of(request),
        group=group,
        token=data["token"],
        instead_of=last if last and request.POST.get("repeat") and was_to_be_held_again(last) else None,
    )
    if gathering.branch_id != room.branch.pk:
        raise Http404
    return gathering.meetings.order_by("pk")[0]


def stay_with_the_branch(facts: planning.Facts, room: Room) -> None:
    """Who presided or recorded last time is taken over only while still there."""
    day = clock.local_date(facts.start)
    here = {one.member.pk for one in (*branch_roll(room.branch, day), *committee_roll(room.branch, day))}
    facts.host = facts.host if facts.host and facts.host.pk in here else None
    facts.recorder = facts.recorder if facts.recorder and facts.recorder.pk in here else None


def was_to_be_held_again(meeting: Meeting) -> bool:
    """Whether a meeting was sent back to be held once more."""
    filing = meeting.filings.order_by("-version").first()
    return filing is not None and filing.return_reason == ReturnReason.REHOLD
