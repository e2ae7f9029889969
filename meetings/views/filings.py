"""The inbox of filings, one filing with what changed and what looks odd, and the answers: 阅知 or 审核, 退回, 阅转."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from branchlife.kit.paging import page_of
from branchlife.kit.parts import Change, Command, Link, Row, StoredFile
from branchlife.kit.problems import Refusal
from meetings import overview, regulations
from meetings.forms.filters import FilingFilter
from meetings.forms.returning import FIELD_CHOICES, PassForm, ReturnForm
from meetings.lifecycle import filing as step
from meetings.lifecycle import passing
from meetings.models import Attachment, Filing
from meetings.vocabulary import FilingDecision, MeetingState, ReturnReason
from members.access import Action, Actor, needs

PER_PAGE = 20
FIELD_NAMES = dict(FIELD_CHOICES)
LONG = ("内容记录",)  # printed as a text, not as a fact


@dataclass(frozen=True)
class Line:
    """A row of the inbox: the word it wears, by when it is to be mended, whether it may be ticked."""

    filing: Filing
    word: str
    rework_due: date | None = None
    may_tick: bool = False


@needs(Action.FILING_VIEW)
def filings(request: HttpRequest) -> HttpResponse:
    """What waits first, oldest first; then what has been decided, newest first."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    branches = overview.offered_branches(actor, Action.FILING_VIEW)
    filters = FilingFilter(request.GET, branches=branches)
    rows = filters.narrow(overview.filings_in_order(actor))
    page = page_of(request, rows, PER_PAGE)
    lines = lines_of(actor, page.object_list)
    context = {
        "filter": filters,
        "page": page,
        "lines": lines,
        "ticks": any(line.may_tick for line in lines),
        "shows_branch": len(branches) > 1,
        "is_narrowed": bool(request.GET),
    }
    return render(request, "meetings/filings.html", context)


def lines_of(actor: Actor, rows: Iterable[Filing]) -> list[Line]:
    """Filings as they are listed. One query for those who may decide, one for rules that are not frozen."""
    shown = list(rows)
    regulations.read_ahead(row.meeting for row in shown)
    waiting = [row.pk for row in shown if row.decision == FilingDecision.PENDING]
    mine = overview.decidable(actor, waiting) if waiting else set()
    return [_line(row, row.pk in mine) for row in shown]


def _line(row: Filing, is_mine: bool) -> Line:
    reviews = row.decision == FilingDecision.PENDING and is_reviewed(row)
    due = step.rework_due(row) if row.meeting.state == MeetingState.RETURNED else None
    return Line(row, word_of(row), due, is_mine and not reviews)


def is_reviewed(row: Filing) -> bool:
    """Whether the rule of the place has every record reviewed."""
    return step.answer_by_rule(row.meeting) is FilingDecision.APPROVED


def word_of(row: Filing) -> str:
    """待阅, or 待审 where records are reviewed; else what was decided."""
    if row.decision == FilingDecision.PENDING and is_reviewed(row):
        return "待审"
    return row.get_decision_display()


@needs(Action.FILING_VIEW, Filing)
def filing(request: HttpRequest, row: Filing) -> HttpResponse:
    """The record as it was filed."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return render(request, "meetings/filing.html", _filing(actor, row))


def _filing(actor: Actor, row: Filing) -> dict[str, Any]:
    meeting = row.meeting
    is_pending = row.decision == FilingDecision.PENDING
    decides = is_pending and overview.decides(actor, row)
    passes = list(row.passes.select_related("organisation", "by").order_by("pk"))
    return {
        "filing": row,
        "word": word_of(row),
        "passes": passes,
        "rework_due": step.rework_due(row) if meeting.state == MeetingState.RETURNED else None,
        "meeting": meeting,
        "crumbs": [Link("报备", reverse("filings")), Link(str(meeting))],
        "facts": _facts(row),
        "body": row.content.get("内容记录", ""),
        "changes": [Change(c.field, _words(c.was), _words(c.now)) for c in step.changes_since_last(row)],
        "problems": step.problems_of(meeting) if is_pending else [],
        "files": _files(actor, row),
        "returned_fields": "、".join(FIELD_NAMES.get(name, name) for name in row.return_fields),
        "commands": _commands(row)
        if decides
        else _passing(actor, row, [one.organisation_id for one in passes]),
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
        Command(
            "审核通过" if is_reviewed(row) else "阅知",
            reverse("filing-acknowledge", args=[row.pk]),
            "primary",
        ),
        Command("退回", reverse("filing-return", args=[row.pk]), "danger", method="get"),
    ]


def _passing(actor: Actor, row: Filing, passed: list[int]) -> list[Command]:
    """阅转, for the general branch in between that has not done so."""
    place = overview.passing_place(actor, row)
    if row.decision != FilingDecision.PENDING or place is None or place.pk in passed:
        return []
    return [Command("阅转", reverse("filing-pass", args=[row.pk]), "primary", "get")]


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
    word = "审核通过" if is_reviewed(row) else "已阅知"
    messages.success(request, f"{word}：{row.meeting.branch}《{row.meeting}》，已备案。")
    return redirect("filings")


@require_POST
@needs(Action.FILING_DECIDE)
def acknowledge_each(request: HttpRequest) -> HttpResponse:
    """阅知 of those that were ticked; what cannot be done is named, the rest is done."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    rows = overview.ticked(actor, request.POST.getlist("filing")[:PER_PAGE])
    if not rows:
        messages.error(request, "没有选中可以阅知的报备，请先在左边勾选。")
        return redirect("filings")
    done, refused = step.acknowledge_each(rows, request.user)  # type: ignore[arg-type]
    if done:
        messages.success(request, f"已阅知 {len(done)} 份，已备案。")
    for problem in refused:
        messages.error(request, problem.text)
    return redirect("filings")


@needs(Action.FILING_PASS, Filing)
def pass_on(request: HttpRequest, row: Filing) -> HttpResponse:
    """阅转 by the general branch in between, with what it thinks."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    form, place = PassForm(request.POST or None), overview.passing_place(actor, row)
    assert place is not None  # noqa: S101 (the action was granted there)
    if request.method == "POST" and form.is_valid():
        try:
            passing.pass_on(row, place, request.user, form.cleaned_data["note"])  # type: ignore[arg-type]
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"已阅转：{row.meeting.branch}《{row.meeting}》，意见已附在报备上。")
        return redirect("filing", row.pk)
    context = {
        "form": form,
        "heading": "总支阅转",
        "lead": f"{row.meeting.branch}《{row.meeting}》第 {row.version} 版",
        "submit": "阅转",
        "back": reverse("filing", args=[row.pk]),
    }
    return render(request, "layouts/form.html", context)


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
