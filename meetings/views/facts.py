"""Step 1, 基本情况: everything is filled in; one only checks."""

from datetime import time
from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from branchlife.kit import clock
from branchlife.kit.parts import Change
from branchlife.kit.problems import Conflict, Refusal
from meetings import regulations
from meetings.forms.facts import FactsForm, initial_of
from meetings.kinds import MeetingKind
from meetings.lifecycle import pages
from meetings.lifecycle.lecturers import rota_of
from meetings.models import Meeting
from meetings.views import offers, people
from meetings.views.flow import (
    FACTS,
    ROLL,
    blame,
    crumbs,
    editing,
    in_lines,
    sibling_tabs,
    sitting,
    step_page,
    user_of,
)
from members.access import Actor

TOGETHER = (("day", "start", "end"), ("host", "recorder"), ("lecturer", "hours"))


@editing
def facts(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Check the facts, correct what differs, go on to the roll."""
    together = sitting(request, meeting)
    listed = people.everyone(meeting)
    given: dict[str, Any] = {
        "meeting": meeting,
        "people": people.choices(meeting, listed),
        "rules_on": regulations.rules_by_day(meeting),
        **_names(request, meeting),
    }
    if request.method != "POST":
        return _page(request, meeting, together, FactsForm(initial=initial_of(meeting), **given))
    form = FactsForm(request.POST, **given)
    if not form.is_valid():
        return _page(request, meeting, together, form)
    known = {str(one.member.pk): one.member for one in listed}
    try:
        saved = pages.save_facts(
            meeting,
            form.facts(known),
            form.cleaned_data["revision"],
            user_of(request),
            agenda=form.cleaned_data["agenda"].splitlines(),
            lecture=form.lecture(known),
        )
    except Refusal as refusal:
        blame(form, refusal, {"start": "day"})
        return _page(request, meeting, together, form)
    except Conflict as conflict:
        return _compare(request, cast(Meeting, conflict.latest), form)
    return redirect(ROLL if saved.day <= clock.today() else "meeting", meeting.pk)


def _names(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    """Venues and, for a lecture, lecturers from outside to choose from."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    is_lecture = meeting.kind == MeetingKind.PARTY_LECTURE
    return {
        "venues": offers.venue_names(actor, meeting.branch, meeting.day),
        "guests": offers.guest_titles(actor, meeting.branch, meeting.day) if is_lecture else {},
    }


def _turn(meeting: Meeting) -> dict[str, str] | None:
    """Whose turn it is to lecture, where nobody is named yet."""
    if meeting.kind != MeetingKind.PARTY_LECTURE or pages.lecture_facts(meeting).lecturer_given:
        return None
    place = rota_of(meeting.branch, meeting.day).next
    if place is None:
        return None
    return {"words": offers.turn_words(place), "url": reverse("meeting-lecturer", args=[meeting.pk])}


def _page(request: HttpRequest, meeting: Meeting, together: list[Meeting], form: FactsForm) -> HttpResponse:
    rare = [form[name] for name in FactsForm.RARE]
    lines = [
        [field for field in line if field.name not in FactsForm.RARE] for line in in_lines(form, *TOGETHER)
    ]
    context = step_page(
        meeting,
        FACTS,
        form=form,
        lines=[line for line in lines if line],
        rare=rare,
        is_rare_open=any(field.errors or field.value() for field in rare),
        tabs=sibling_tabs(together, meeting, FACTS),
        submit="下一步：点名" if meeting.day <= clock.today() else "保存",
        turn=_turn(meeting),
        shared="、".join(row.spec.short for row in together) if len(together) > 1 else "",
    )
    return render(request, "meetings/facts.html", context, status=422 if form.errors else 200)


def _compare(request: HttpRequest, stored: Meeting, form: FactsForm) -> HttpResponse:
    """Both sides of what differs; nothing has been written, and a press stores mine over theirs."""
    people_then = form.fields["host"].choices  # type: ignore[attr-defined]
    theirs = FactsForm(initial=initial_of(stored), meeting=stored, people=people_then, rules_on=form.rules_on)
    differing = [
        Change(str(field.label), said(theirs, name), said(form, name))
        for name, field in form.fields.items()
        if name != "revision" and name in theirs.fields and said(theirs, name) != said(form, name)
    ]
    if not differing:  # the same page pressed twice
        return redirect(ROLL if stored.day <= clock.today() else "meeting", stored.pk)
    here = reverse(FACTS, args=[stored.pk])
    context: dict[str, Any] = {
        "heading": "对照两份基本情况",
        "crumbs": crumbs(stored, "对照"),
        "who": stored.changed_by,
        "when": stored.changed_at,
        "differing": differing,
        "kept": list(posted(request, form)),
        "revision": pages.facts_stamp(stored),
        "here": here,
    }
    return render(request, "meetings/facts_compare.html", context, status=409)


def posted(request: HttpRequest, form: forms.Form) -> list[tuple[str, str]]:
    """What was typed, field by field, to be sent again."""
    names = [name for name in form.fields if name != "revision"]
    return [(name, value) for name in names for value in request.POST.getlist(name)]


def said(form: forms.Form, name: str) -> str:
    """A value in words, as the field shows it."""
    value = form[name].value()
    options = {str(key): str(word) for key, word in getattr(form.fields[name], "choices", ())}
    values = value if isinstance(value, (list, tuple)) else [value]
    return "、".join(options.get(str(one), shown(one)) for one in values if one not in (None, ""))


def shown(value: object) -> str:
    """A single value; line ends as they are stored."""
    return f"{value:%H:%M}" if isinstance(value, time) else str(value).replace("\r\n", "\n").strip()
