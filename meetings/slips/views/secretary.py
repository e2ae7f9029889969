"""The secretary's side: prepare, print, open, count or give up, and read what came of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from branchlife.kit import exports
from branchlife.kit.parts import Link
from branchlife.kit.problems import Refusal
from meetings.models import Meeting
from meetings.slips.exports import PollPaper, file_name, printed_slips
from meetings.slips.forms import AppraisalForm, ClosingForm, OpinionForm, VoidForm
from meetings.slips.lifecycle import counting, opening, preparing
from meetings.slips.models import Poll
from meetings.slips.views import parts
from meetings.views.flow import blame, crumbs, editing, name_of, user_of
from members import log
from members.access import Action, needs

FORMS: dict[str, tuple[type[AppraisalForm] | type[OpinionForm], str]] = {
    "appraisal": (AppraisalForm, "准备民主测评"),
    "opinion": (OpinionForm, "准备表决、征求意见"),
}


@needs(Action.MEETING_EDIT, Meeting)
@require_GET
def polls(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The electronic polls of a meeting, and what may be added."""
    context = {
        "heading": "无记名电子票",
        "lead": f"{meeting.branch.short_name} · {name_of(meeting)}",
        "crumbs": crumbs(meeting, "无记名电子票"),
        "polls": list(meeting.polls.order_by("pk")),
        "commands": parts.beginnings(meeting),
        "closed": "" if parts.allowed(meeting) else parts.NOT_ALLOWED,
    }
    return render(request, "slips/polls.html", context)


@editing
def new(request: HttpRequest, meeting: Meeting, sort: str) -> HttpResponse:
    """Write down what is to be asked and who watches."""
    if sort not in FORMS:
        raise Http404
    kind, heading = FORMS[sort]
    form = kind(request.POST or None, meeting=meeting, initial=parts.suggested(meeting, sort))
    if request.method == "POST" and form.is_valid():
        try:
            poll = preparing.prepare(meeting, form.plan(), user_of(request))
        except Refusal as refusal:
            blame(form, refusal)
        else:
            return redirect("poll", poll.pk)
    context = {
        "form": form,
        "heading": heading,
        "lead": f"{meeting.branch.short_name} · {name_of(meeting)}",
        "crumbs": [
            *crumbs(meeting, "")[:-1],
            Link("无记名电子票", reverse("slips", args=[meeting.pk])),
            Link(heading),
        ],
        "submit": "保存，去印票",
        "back": reverse("slips", args=[meeting.pk]),
    }
    return render(request, "layouts/form.html", context, status=422 if form.errors else 200)


@needs(Action.MEETING_EDIT, Poll)
@require_GET
def poll(request: HttpRequest, poll: Poll) -> HttpResponse:
    """One poll as it stands. While it is open nothing is shown of what has been cast, not even how many."""
    return render(request, "slips/poll.html", parts.page_of(request, poll))


@needs(Action.MEETING_EDIT, Poll)
@require_POST
def print_out(request: HttpRequest, poll: Poll) -> HttpResponse:
    """The slips with new codes, and the sheet with the key, once."""
    try:
        made = opening.print_slips(poll, user_of(request))
    except Refusal as refusal:
        context = parts.page_of(request, poll) | {"problems": refusal.problems}
        return render(request, "slips/poll.html", context, status=422)
    poll.refresh_from_db()
    content = printed_slips(poll, made, request.build_absolute_uri(reverse("vote")))
    return exports.file_response(content, file_name(poll, "电子票", "pdf"), "pdf")


@needs(Action.MEETING_EDIT, Poll)
def open_up(request: HttpRequest, poll: Poll) -> HttpResponse:
    """Say honestly what this can and cannot keep secret; then open."""
    problems: Any = ()
    if request.method == "POST":
        try:
            opening.open_poll(poll, user_of(request))
        except Refusal as refusal:
            problems = refusal.problems
        else:
            messages.success(request, "投票开始了。请把平板打开到投票页，交给第一位。")
            return redirect("poll", poll.pk)
    context = parts.heading_of(poll, "开始投票") | {
        "rows": parts.opening_rows(poll),
        "form": None,
        "problems": problems,
        "limits": parts.LIMITS,
        "submit": "监票人在场，开始投票",
        "danger": False,
    }
    return render(request, "slips/open.html", context, status=422 if problems else 200)


@needs(Action.MEETING_EDIT, Poll)
def close(request: HttpRequest, poll: Poll) -> HttpResponse:
    """Open the box with the scrutineers' key."""
    form = ClosingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            counting.close(poll, form.cleaned_data["key"], form.cleaned_data["left_over"], user_of(request))
        except Refusal as refusal:
            blame(form, refusal)
        else:
            messages.success(request, "已开箱计票。代码已销毁，票已打乱重写。")
            return redirect("poll", poll.pk)
    context = parts.heading_of(poll, "结束投票，开箱计票") | {
        "rows": parts.closing_rows(poll),
        "form": form,
        "submit": "结束投票，开箱计票",
        "danger": False,
    }
    return render(request, "layouts/confirm.html", context, status=422 if form.errors else 200)


@needs(Action.MEETING_EDIT, Poll)
def void(request: HttpRequest, poll: Poll) -> HttpResponse:
    """Give it up unopened."""
    form = VoidForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            counting.void(poll, form.cleaned_data["reason"], user_of(request))
        except Refusal as refusal:
            blame(form, refusal)
        else:
            messages.success(request, "已作废：票没有打开，代码和票都已销毁。")
            return redirect("poll", poll.pk)
    context = parts.heading_of(poll, "作废这次投票") | {
        "rows": [],
        "form": form,
        "submit": "作废",
        "danger": True,
    }
    return render(request, "layouts/confirm.html", context, status=422 if form.errors else 200)


@needs(Action.MEETING_EDIT, Poll)
@require_GET
def export(request: HttpRequest, poll: Poll, form: str) -> HttpResponse:
    """A form about a poll. What cannot be made of it yet is 404."""
    try:
        found = exports.get(form)
    except KeyError as error:
        raise Http404(f"没有“{form}”这种表格。") from error
    if not isinstance(found, PollPaper) or not found.applies(poll):
        raise Http404("这次投票没有这种表格。")
    content = found.render(poll)
    log.note(request, f"导出{found.title}", poll)
    return exports.file_response(content, found.filename(poll), found.media)
