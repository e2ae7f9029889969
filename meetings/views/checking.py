"""Steps 5 and 6, 核对 and 备案: the page as it will print, what is missing, and one button in a form of its own."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from branchlife.kit import clock
from branchlife.kit.parts import Row
from branchlife.kit.problems import Problem, Refusal
from branchlife.kit.templatetags.words import cn_date, cn_datetime
from meetings.forms.returning import LateForm
from meetings.lifecycle import filing
from meetings.models import Filing, Meeting
from meetings.views.advice import advice
from meetings.views.flow import (
    CHECK,
    FILED,
    crumbs,
    editing,
    name_of,
    number_of,
    place_of,
    sitting,
    step_page,
    steps_of,
    user_of,
)
from meetings.views.sheet import printouts, sheet_of
from members.access import Action, Actor, needs


def to_mend(meetings: list[Meeting]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What blocks filing, and what is only odd, each with the link to where it is mended."""
    found = [(row, problem) for row in meetings if not row.is_locked for problem in filing.problems_of(row)]
    several = len(meetings) > 1
    blocking = [_line(row, problem, several) for row, problem in found if problem.blocks]
    return blocking, [_line(row, problem, several) for row, problem in found if not problem.blocks]


def _line(meeting: Meeting, problem: Problem, several: bool) -> dict[str, Any]:
    text = f"{meeting.spec.short}：{problem.text}" if several else problem.text
    return {"text": text, "url": place_of(meeting, problem.field), "basis": problem.basis}


def hints(meetings: list[Meeting], actor: Actor) -> list[dict[str, Any]]:
    """What the inspection will say of these records once they are filed."""
    several = len(meetings) > 1
    return [_line(row, problem, several) for row, problem in advice(meetings, actor)]


@editing
def check(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Everything on one page; the button files the whole sitting."""
    together = sitting(request, meeting)
    blocking, odd = to_mend(together)
    due = filing.next_due(meeting)
    context = step_page(
        meeting,
        CHECK,
        blocking=blocking,
        odd=odd,
        hints=hints(together, request.actor),  # type: ignore[attr-defined]
        sheets=[sheet_of(row) for row in together],
        file_url=reverse("meeting-file", args=[meeting.pk]),
        due=cn_date(due),
        late=LateForm() if due < clock.today() else None,
        kinds="、".join(row.spec.short for row in together) if len(together) > 1 else "",
    )
    return render(request, "meetings/check.html", context)


@require_POST
@needs(Action.MEETING_FILE, Meeting)
def file(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """File the sitting. What is missing leads back to the check; pressed twice it is filed once."""
    sitting(request, meeting, Action.MEETING_FILE)
    form = LateForm(request.POST)
    reason = form.cleaned_data["late_reason"] if form.is_valid() else ""
    try:
        filing.file_gathering(meeting.gathering, user_of(request), reason)
    except Refusal as refusal:
        messages.error(request, f"还不能备案：{refusal}。")
        return redirect(CHECK, meeting.pk)
    return redirect(FILED, meeting.pk)


@needs(Action.MEETING_VIEW, Meeting)
def filed(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The number, what happens next, and what can be printed."""
    newest = meeting.filings.order_by("-version").first()
    if newest is None or not meeting.is_locked:
        return redirect("meeting", meeting.pk)
    context = {
        "heading": f"已报送备案，编号 {meeting.number}",
        "lead": f"{meeting.branch.short_name} · {name_of(meeting)}",
        "crumbs": crumbs(meeting, "备案"),
        "steps": steps_of(meeting, ()),
        "step": number_of(FILED),
        "facts": filing_rows(newest) + _siblings(request, meeting),
        "prints": printouts(request.actor, meeting),  # type: ignore[attr-defined]
        "back": reverse("meeting", args=[meeting.pk]),
        "desk": reverse("desk"),
    }
    return render(request, "meetings/filed.html", context)


def _siblings(request: HttpRequest, meeting: Meeting) -> list[Row]:
    others = [
        row for row in sitting(request, meeting, Action.MEETING_VIEW, whole=False) if row.pk != meeting.pk
    ]
    return [
        Row(f"一并备案的{row.spec.short}", row.number, reverse("meeting", args=[row.pk]))
        for row in others
        if row.is_locked
    ]


def filing_rows(row: Filing) -> list[Row]:
    """What was sent, when, and whether in time."""
    punctual = "迟报（只作标注）" if row.is_late else "按时"
    rows = [
        Row("报送时间", cn_datetime(row.submitted_at)),
        Row("报送人", row.submitted_by),
        Row("版本", f"第{row.version}版"),
        Row("应报日", f"{cn_date(row.due_on)}，{punctual}" if row.due_on else ""),
        *([Row("迟报原因", row.late_reason)] if row.late_reason else []),
        Row("上级处理", row.get_decision_display()),
    ]
    if row.decided_at:
        rows.append(Row("处理时间", cn_datetime(row.decided_at)))
    return rows
