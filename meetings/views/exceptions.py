"""Out of the ordinary, and normal: a date put off, a meeting not held, one more kind, a correction."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from branchlife.kit.problems import Refusal
from branchlife.kit.templatetags.words import cn_datetime
from meetings.forms.exceptions import AddKindForm, CorrectionForm, NotHeldForm, PostponeForm
from meetings.kinds import KINDS, MeetingKind, kinds_for
from meetings.lifecycle import filing, pages, planning
from meetings.models import Meeting
from meetings.views.flow import FACTS, blame, crumbs, editing, name_of, sitting, user_of
from meetings.views.record import said
from meetings.vocabulary import MeetingState
from members.access import Action, needs
from members.models import Organisation


def page(request: HttpRequest, meeting: Meeting, form: Any, heading: str, **more: Any) -> HttpResponse:
    """A page with one form about a meeting."""
    context = {
        "form": form,
        "heading": heading,
        "lead": f"{meeting.branch.short_name} · {name_of(meeting)}",
        "crumbs": crumbs(meeting, heading),
        "back": reverse("meeting", args=[meeting.pk]),
    } | more
    template = more.get("template", "layouts/form.html")
    return render(request, template, context, status=422 if form.errors else 200)


@editing
def postpone(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Put off the sitting, with its new time at once or later."""
    sitting(request, meeting)
    form = PostponeForm(request.POST or None, initial={"reason": meeting.postpone_reason})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            pages.postpone_sitting(
                meeting.gathering, data["reason"], user_of(request), form.to(), data["doc"]
            )
        except Refusal as refusal:
            blame(form, refusal, {"to": "day"})
        else:
            meeting.refresh_from_db()
            words = f"已改到{cn_datetime(meeting.start)}。" if form.to() else "已登记延期，定了日期再来写。"
            messages.success(request, words)
            return redirect("meeting", meeting.pk)
    return page(request, meeting, form, "延期", submit="登记延期")


@editing
def not_held(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Say that it was not held, and why."""
    form = NotHeldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            planning.not_held(meeting, form.cleaned_data["reason"], user_of(request))
        except Refusal as refusal:
            blame(form, refusal)
        else:
            messages.success(request, "已登记未召开及原因。")
            return redirect("meeting", meeting.pk)
    return page(request, meeting, form, "登记未召开", submit="登记未召开")


@editing
def add_kind(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Let the sitting count as one more kind. Open to whoever keeps the records of the branch, not of a group alone."""
    sitting(request, meeting)
    branch = meeting.branch
    if not Organisation.seen.allowed(request.actor, Action.MEETING_EDIT).filter(pk=branch.pk).exists():  # type: ignore[attr-defined]
        raise PermissionDenied
    there = {row.kind for row in sitting(request, meeting)}
    specs = [spec for spec in kinds_for(branch.kind) if spec.kind not in there]
    groups = list(branch.children.groups().alive(meeting.day).order_by("path"))
    form = AddKindForm(request.POST or None, specs=specs, groups=groups)
    if request.method == "POST" and form.is_valid():
        kind = MeetingKind(form.cleaned_data["kind"])
        group = next((row for row in groups if str(row.pk) == form.cleaned_data.get("group")), None)
        try:
            added = planning.add_kind(
                meeting.gathering, kind, user_of(request), group if KINDS[kind].numbered_by_group else None
            )
        except Refusal as refusal:
            blame(form, refusal, {"kinds": "kind"})
        else:
            messages.success(request, f"这次集会同时计入{kind.label}：{said_next(added)}")
            return redirect(FACTS, added.pk)
    return page(request, meeting, form, "同时计入另一类", submit="计入")


def said_next(added: Meeting) -> str:
    """What is to be done for the added kind."""
    held = added.gathering.meetings.exclude(due_count=None).exists()
    return "请核对基本情况，并再确认一次点名。" if held else "请核对基本情况。"


@needs(Action.MEETING_CORRECT, Meeting)
def correct(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Append a correction to a record that is filed; the record itself stays as it was."""
    last = meeting.filings.order_by("-version").first()
    if last is None or not meeting.is_locked:
        messages.info(request, "记录还没有备案，直接修改即可，不用更正。")
        return redirect("meeting", meeting.pk)
    fields = [name for name in last.content if name != "编号"]
    form = CorrectionForm(
        request.POST or None, fields=fields, initial={"field": request.GET.get("field", "")}
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        old = data["old_value"] or said(last.content.get(data["field"]))
        try:
            filing.correct(
                meeting,
                data["field"],
                old,
                data["new_value"],
                data["reason"],
                user_of(request),
                data["approved_by"],
            )
        except Refusal as refusal:
            blame(form, refusal)
        else:
            messages.success(request, f"已更正“{data['field']}”；原记录不动，更正附在后面，打印时两样都有。")
            return redirect("meeting", meeting.pk)
    return page(request, meeting, form, "更正", submit="登记更正", state=MeetingState(meeting.state).label)
