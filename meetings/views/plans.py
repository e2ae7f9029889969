"""计划: the list with what is owed, one plan against what was held, and what is done with it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from branchlife.kit import clock, exports
from branchlife.kit.paging import page_of
from branchlife.kit.parts import Change, Command, Event, Link
from branchlife.kit.problems import Refusal
from branchlife.kit.templatetags.words import cn_day
from meetings import overview, plans, regulations
from meetings.forms.plan import OpinionForm, PlanFilter
from meetings.lifecycle import plans as step
from meetings.models import Plan, PlanItem
from meetings.plans import Term
from meetings.views.exporting import named
from meetings.views.flow import blame, user_of
from meetings.vocabulary import FilingDecision, PlanState
from members import log
from members.access import Action, Actor, needs
from members.models import Organisation

PER_PAGE = 20
FIRST_YEAR, LAST_YEAR = 2000, 2100
FORMS = (("plan_pdf", "打印计划报备表（PDF）"), ("plan", "导出计划报备表（Excel）"))


@dataclass(frozen=True)
class OwedPlan:
    """A plan that is owed: of which branch, by when, what there is of it."""

    branch: Organisation
    term: Term
    plan: Plan | None
    words: str
    state: str


@needs(Action.PLAN_VIEW)
def plan_list(request: HttpRequest) -> HttpResponse:
    """What this branch owes, or who has not reported; then all plans in sight, those that wait first."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    today = clock.today()
    branches = overview.offered_branches(actor, Action.PLAN_VIEW)
    filters = PlanFilter(request.GET, branches=branches, today=today)
    context = {
        "filter": filters,
        "page": page_of(request, filters.narrow(plans.in_order(actor)), PER_PAGE),
        "shows_branch": len(branches) > 1,
        "is_narrowed": bool(request.GET),
        "owed": owed_plans(actor, today),
        "unreported": list(plans.unreported(actor, today)) if overview.is_superior(actor) else [],
        "today": today,
    }
    return render(request, "meetings/plans.html", context)


def owed_plans(actor: Actor, today: date) -> list[OwedPlan]:
    """What the branches whose plan this person draws up owe, and the whole year, which may be planned at any time."""
    rows = Organisation.seen.allowed(actor, Action.PLAN_EDIT).branches().alive(today).order_by("path")
    found: list[OwedPlan] = []
    for branch in rows:
        rules_on = regulations.rulebook([branch]).of(branch)
        owed = plans.terms(rules_on, today)
        years = [plans.term_of(year, None, rules_on) for year in (today.year, today.year + 1)]
        more = [term for term in years if term.key not in {one.key for one in owed}]
        stored = plans.plans_by_term(branch, [*owed, *more])
        found += [
            _owed(branch, term, stored.get(term.key), today, is_owed=term in owed) for term in [*owed, *more]
        ]
    return found


def _owed(branch: Organisation, term: Term, plan: Plan | None, today: date, *, is_owed: bool) -> OwedPlan:
    if plan is not None and plan.state in plans.REPORTED:
        return OwedPlan(branch, term, plan, "", plan.get_state_display())
    words = due_words(term, today) if is_owed else "可先编全年，各季从中取用"
    late = is_owed and term.due < today
    state = plan.get_state_display() if plan else ""
    return OwedPlan(branch, term, plan, words, "逾期" if late and state != "退回" else state or "未编")


def due_words(term: Term, today: date) -> str:
    """应于1月5日前报，还有 8 天."""
    left = (term.due - today).days
    rest = f"已过 {-left} 天" if left < 0 else "就是今天" if left == 0 else f"还有 {left} 天"
    return f"应于{cn_day(term.due)}前报，{rest}"


@require_POST
@needs(Action.PLAN_EDIT, Organisation)
def plan_draft(request: HttpRequest, branch: Organisation) -> HttpResponse:
    """起草：from the rules, then on to the table."""
    year, quarter = request.POST.get("year", ""), request.POST.get("quarter", "")
    if (
        not (year.isdecimal() and len(year) == 4 and FIRST_YEAR <= int(year) < LAST_YEAR)
        or quarter not in "1234"
    ):
        messages.error(request, "没有这个年度或季度，请从列表里起草。")
        return redirect("plans")
    try:
        plan = step.draft(branch, int(year), int(quarter) if quarter else None, user_of(request))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("plans")
    return redirect("plan-edit", plan.pk)


@needs(Action.PLAN_VIEW, Plan)
def plan_page(request: HttpRequest, row: Plan) -> HttpResponse:
    """One plan: its lines with what came of them, what changed since it was reported, what may be done."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    edits, decides = (_may(actor, action, row) for action in (Action.PLAN_EDIT, Action.PLAN_DECIDE))
    lines = plans.rows_of(actor, row)
    reports = list(row.reports.select_related("submitted_by", "decided_by").order_by("version"))
    changes = step.changes_since_report(row)
    context = {
        "plan": row,
        "heading": f"{row.period_words}组织生活计划",
        "crumbs": [Link("计划", reverse("plans")), Link(row.period_words)],
        "lines": lines,
        "tally": plans.tally(lines),
        "due": reports[0].due_on if reports else step.due_on(row),
        "is_late": bool(reports) and reports[0].is_late,
        "today": clock.today(),
        "changes": _changes(changes),
        "revised": _changes(step.changes_between(reports[-1])) if reports and decides else [],
        "events": [event for report in reports for event in _events(report)],
        "commands": _commands(row, edits=edits, decides=decides, has_changes=bool(changes)),
        "edits": edits,
        "papers": [Link(words, reverse("plan-export", args=[row.pk, form])) for form, words in FORMS],
    }
    return render(request, "meetings/plan.html", context)


def _may(actor: Actor, action: Action, row: Plan) -> bool:
    return Plan.seen.allowed(actor, action).filter(pk=row.pk).exists()


def _changes(found: list[Any]) -> list[Change]:
    return [Change(one.label, one.was, one.now) for one in found]


def _events(report: Any) -> list[Event]:
    who = str(report.submitted_by or "")
    late = f"迟报：应报日{cn_day(report.due_on)}" if report.is_late and report.version == 1 else ""
    found = [Event(report.submitted_at, f"第 {report.version} 次报送", who, late)]
    if report.decided_at:
        decision = FilingDecision(report.decision)
        found.append(Event(report.decided_at, decision.label, str(report.decided_by or ""), report.opinion))
    return found


def _commands(row: Plan, *, edits: bool, decides: bool, has_changes: bool) -> list[Command]:
    found = []
    waits = row.state == PlanState.SUBMITTED
    if decides and waits:
        found.append(Command("阅知", reverse("plan-acknowledge", args=[row.pk]), "primary"))
        found.append(Command("退回", reverse("plan-return", args=[row.pk]), "danger", method="get"))
    if edits:
        again = row.state == PlanState.ACCEPTED
        if not waits and (has_changes or not again):
            words = "把改动再报一次" if again else "再报" if row.state == PlanState.RETURNED else "报送"
            found.append(Command(words, reverse("plan-report", args=[row.pk]), "primary"))
        found.append(Command("修改计划", reverse("plan-edit", args=[row.pk]), method="get"))
        if row.state == PlanState.DRAFT:
            found.append(Command("删去草稿", reverse("plan-discard", args=[row.pk]), "danger", method="get"))
    return found


@require_POST
@needs(Action.PLAN_EDIT, Plan)
def plan_report(request: HttpRequest, row: Plan) -> HttpResponse:
    """报送."""
    try:
        made = step.report(row, user_of(request))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        late = f"应报日是{cn_day(made.due_on)}，按迟报标注。" if made.is_late else ""
        messages.success(request, f"{row.period_words}计划已报送上级。{late}")
    return redirect("plan", row.pk)


@require_POST
@needs(Action.PLAN_DECIDE, Plan)
def plan_acknowledge(request: HttpRequest, row: Plan) -> HttpResponse:
    """阅知, and on to what waits."""
    try:
        step.acknowledge(row, user_of(request))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("plan", row.pk)
    messages.success(request, f"已阅知：{row.branch}{row.period_words}计划。")
    return redirect("plans")


@needs(Action.PLAN_DECIDE, Plan)
def plan_return(request: HttpRequest, row: Plan) -> HttpResponse:
    """退回, with the words."""
    form = OpinionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            step.send_back(row, form.cleaned_data["opinion"], user_of(request))
        except Refusal as refusal:
            blame(form, refusal)
        else:
            messages.success(request, f"已退回：{row.branch}{row.period_words}计划，意见已送到支部。")
            return redirect("plans")
    context = {
        "form": form,
        "heading": "退回计划",
        "lead": f"{row.branch}{row.period_words}计划",
        "rows": [],
        "submit": "退回",
        "danger": True,
        "back": reverse("plan", args=[row.pk]),
    }
    return render(request, "layouts/confirm.html", context, status=422 if form.errors else 200)


@needs(Action.PLAN_EDIT, Plan)
def plan_discard(request: HttpRequest, row: Plan) -> HttpResponse:
    """Throw a draft away, after asking."""
    back = reverse("plan", args=[row.pk])
    if request.method == "POST":
        try:
            step.discard(row)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect(back)
        messages.success(request, f"{row.period_words}计划的草稿已删去，可以重新起草。")
        return redirect("plans")
    context: dict[str, Any] = {
        "form": None,
        "heading": "删去草稿",
        "lead": f"{row.branch}{row.period_words}计划。删去以后可以重新起草。",
        "rows": [],
        "submit": "删去",
        "danger": True,
        "back": back,
    }
    return render(request, "layouts/confirm.html", context)


@require_POST
@needs(Action.PLAN_EDIT, PlanItem)
def plan_call(request: HttpRequest, row: PlanItem) -> HttpResponse:
    """召集：one press makes the meeting of a line, with everything that is known filled in."""
    try:
        meeting = step.call_from(row, user_of(request))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("plan", row.plan_id)
    messages.success(request, f"{cn_day(meeting.start)}{meeting.spec.short}已按计划建立，请核对。")
    return redirect("meeting-facts", meeting.pk)


@require_GET
@needs(Action.PLAN_VIEW, Plan)
def plan_export(request: HttpRequest, row: Plan, form: str) -> HttpResponse:
    """计划报备表, as PDF or workbook."""
    export = named(form)
    if export.subject != "plan":
        return redirect("plan", row.pk)
    options = {"actor": request.actor}  # type: ignore[attr-defined]
    content = export.render(row, **options)
    log.note(request, f"导出{export.title}", row)
    return exports.file_response(content, export.filename(row, **options), export.media)
