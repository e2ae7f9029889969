"""The table in which a plan is edited: one form, every field reached with the keyboard, no script needed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from branchlife.kit import clock
from branchlife.kit.parts import Link
from branchlife.kit.problems import Conflict, Problem, Refusal
from meetings.forms.plan import BLANK_ROWS, MAX_ROWS, lines_of, rows_form
from meetings.lifecycle import plans as step
from meetings.models import Plan
from meetings.models.plan import QUARTERS
from meetings.views.flow import user_of
from meetings.views.matrix import link
from members.access import Action, needs
from members.models import Organisation

STALE = Problem("stale", "另一位同志刚刚改过这份计划，您的改动还没有存入。请核对后再按“保存”：您填的都在。")


@needs(Action.PLAN_EDIT, Plan)
def plan_edit(request: HttpRequest, row: Plan) -> HttpResponse:
    """All lines in one table; a plan too long for one form is edited quarter by quarter."""
    groups = list(row.branch.children.groups().alive(clock.today()).order_by("path"))
    items = list(row.items.select_related("group").order_by("scheduled_on", "pk"))
    quarter = _quarter(request, row, len(items))
    shown = [item for item in items if not quarter or (item.scheduled_on.month - 1) // 3 + 1 == quarter]
    if request.method != "POST":
        return _page(request, row, rows_form(row, shown, groups), quarter)
    rows = rows_form(row, shown, groups, request.POST)
    if not rows.is_valid():
        return _page(request, row, rows, quarter, status=422)
    return _save(request, row, rows, groups, quarter)


def _save(
    request: HttpRequest, row: Plan, rows: Any, groups: list[Organisation], quarter: int | None
) -> HttpResponse:
    lines, removed = lines_of(rows, groups)
    revision = request.POST.get("revision", "")
    try:
        step.edit(
            row,
            lines,
            removed,
            int(revision) if revision.isdecimal() and len(revision) < 9 else -1,
            user_of(request),
        )
    except Conflict as conflict:
        row = conflict.latest if isinstance(conflict.latest, Plan) else row
        return _page(request, row, rows, quarter, status=409, problems=[STALE])
    except Refusal as refusal:
        return _page(request, row, rows, quarter, status=422, problems=list(refusal.problems))
    messages.success(request, _said(len(lines), len(removed)))
    if "more" in request.POST:
        return redirect(f"{link('plan-edit', row.pk, quarter=quarter)}#new")
    return redirect("plan", row.pk)


def _said(changed: int, removed: int) -> str:
    parts = [f"改了 {changed} 行"] * bool(changed) + [f"删去 {removed} 行"] * bool(removed)
    return f"已保存，{'，'.join(parts)}。" if parts else "没有改动。"


def _quarter(request: HttpRequest, row: Plan, count: int) -> int | None:
    """The quarter to be edited; None when the whole plan fits into one table."""
    if row.quarter is not None or count + BLANK_ROWS <= MAX_ROWS:
        return None
    asked = request.GET.get("quarter", "")
    return int(asked) if asked in ("1", "2", "3", "4") else (clock.today().month - 1) // 3 + 1


def _page(
    request: HttpRequest,
    row: Plan,
    rows: Any,
    quarter: int | None,
    *,
    status: int = 200,
    problems: list[Problem] | None = None,
) -> HttpResponse:
    context = {
        "plan": row,
        "rows": rows,
        "problems": problems or [],
        "heading": f"修改{row.period_words}计划",
        "crumbs": [
            Link("计划", reverse("plans")),
            Link(row.period_words, reverse("plan", args=[row.pk])),
            Link("修改"),
        ],
        "quarters": [
            Link(f"{QUARTERS[number - 1]}季度", link("plan-edit", row.pk, quarter=number), number == quarter)
            for number in range(1, 5)
        ]
        if quarter
        else [],
        "opinion": row.opinion if row.state == "returned" else "",
        "back": reverse("plan", args=[row.pk]),
    }
    return render(request, "meetings/plan_edit.html", context, status=status)
