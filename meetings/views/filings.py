"""The inbox of filings, one filing with what changed and what looks odd, and the two answers: 阅知、退回."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from branchlife.kit.paging import page_of
from branchlife.kit.parts import Change, Command, Link, Row, StoredFile
from branchlife.kit.problems import Refusal
from meetings import overview
from meetings.forms.filters import FilingFilter
from meetings.forms.returning import FIELD_CHOICES, ReturnForm
from meetings.lifecycle import filing as step
from meetings.models import Attachment, Filing
from meetings.vocabulary import FilingDecision, ReturnReason
from members.access import Action, Actor, needs

PER_PAGE = 20
FIELD_NAMES = dict(FIELD_CHOICES)
LONG = ("内容记录",)  # printed as a text, not as a fact


@needs(Action.FILING_VIEW)
def filings(request: HttpRequest) -> HttpResponse:
    """What waits first, oldest first; then what has been decided, newest first."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    branches = overview.offered_branches(actor, Action.FILING_VIEW)
    filters = FilingFilter(request.GET, branches=branches)
    rows = filters.narrow(overview.filings_in_order(actor))
    context = {
        "filter": filters,
        "page": page_of(request, rows, PER_PAGE),
        "shows_branch": len(branches) > 1,
        "is_narrowed": bool(request.GET),
    }
    return render(request, "meetings/filings.html", context)


@needs(Action.FILING_VIEW, Filing)
def filing(request: HttpRequest, row: Filing) -> HttpResponse:
    """The record as it was filed."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return render(request, "meetings/filing.html", _filing(actor, row))


def _filing(actor: Actor, row: Filing) -> dict[str, Any]:
    meeting = row.meeting
    is_pending = row.decision == FilingDecision.PENDING
    decides = is_pending and overview.decides(actor, row)
    return {
        "filing": row,
        "meeting": meeting,
        "crumbs": [Link("报备", reverse("filings")), Link(str(meeting))],
        "facts": _facts(row),
        "body": row.content.get("内容记录", ""),
        "changes": [Change(c.field, _words(c.was), _words(c.now)) for c in step.changes_since_last(row)],
        "problems": step.problems_of(meeting) if is_pending else [],
        "files": _files(actor, row),
        "returned_fields": "、".join(FIELD_NAMES.get(name, name) for name in row.return_fields),
        "commands": _commands(row) if decides else [],
    }


def _facts(row: Filing) -> list[Row]:
    """What the record says, without the text, the digests of its files, and what it leaves empty."""
    apart = (*LONG, "附件")
    return [
        Row(name, words)
        for name, value in row.content.items()
        if name not in apart and (words := _words(value))
    ]


def _commands(row: Filing) -> list[Command]:
    return [
        Command("阅知", reverse("filing-acknowledge", args=[row.pk]), "primary"),
        Command("退回", reverse("filing-return", args=[row.pk]), "danger", method="get"),
    ]


def _files(actor: Actor, row: Filing) -> list[StoredFile]:
    rows = Attachment.seen.allowed(actor, Action.MEETING_VIEW).filter(meeting=row.meeting_id).order_by("pk")
    return [
        StoredFile(file.name, reverse("attachment", args=[file.pk]), file.size, file.get_kind_display())
        for file in rows
    ]


def _words(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(str(item) for item in value)
    return "" if value is None else str(value)


@require_POST
@needs(Action.FILING_DECIDE, Filing)
def acknowledge(request: HttpRequest, row: Filing) -> HttpResponse:
    """阅知, and on to the inbox."""
    try:
        step.acknowledge(row, request.user)  # type: ignore[arg-type]
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("filing", row.pk)
    messages.success(request, f"已阅知：{row.meeting.branch}《{row.meeting}》，已备案。")
    return redirect("filings")


@needs(Action.FILING_DECIDE, Filing)
def send_back(request: HttpRequest, row: Filing) -> HttpResponse:
    """退回, with the sort, the fields and the words."""
    form = ReturnForm(request.POST or None, spec=row.meeting.spec)
    problems: tuple[Any, ...] = ()
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        reason = ReturnReason(given["reason"])
        try:
            step.send_back(row, reason, given["return_fields"], given["return_note"], request.user)  # type: ignore[arg-type]
        except Refusal as refusal:
            problems = refusal.problems
        else:
            messages.success(
                request, f"已退回（{reason.label}）：{row.meeting.branch}《{row.meeting}》，意见已送到支部。"
            )
            return redirect("filings")
    context = {
        "form": form,
        "problems": problems,
        "heading": "退回报备",
        "lead": f"{row.meeting.branch}《{row.meeting}》第 {row.version} 版",
        "submit": "退回",
        "back": reverse("filing", args=[row.pk]),
    }
    return render(request, "meetings/filing_return.html", context)
