"""What people say of a finding: 属实, 不属实, 已整改 by the inspector, 已说明 by the branch."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from branchlife.kit.parts import Link, Row
from branchlife.kit.problems import Problem, Refusal
from meetings.inspection.forms import DecisionForm, ExplanationForm
from meetings.inspection.lifecycle import deciding as step
from meetings.inspection.models import Finding
from meetings.inspection.vocabulary import FindingState
from meetings.views.flow import user_of
from members import log
from members.access import Action, needs


def _home(finding: Finding) -> str:
    return reverse("branch-findings", args=[finding.organisation_id, finding.year])


@needs(Action.FINDING_DECIDE, Finding)
@require_POST
def decide(request: HttpRequest, finding: Finding) -> HttpResponse:
    """One press; what does not follow from how it stands is refused with a sentence."""
    form = DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, "请按“属实”“不属实”或“已整改”。")
        return redirect(_home(finding))
    decision = FindingState(form.cleaned_data["decision"])
    try:
        step.decide(finding, decision, user_of(request))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        log.note(request, f"检查结果认定为{decision.label}", finding)
        messages.success(request, f"已认定{decision.label}：{finding}。")
    return redirect(_home(finding))


@needs(Action.FINDING_EXPLAIN, Finding)
def explain(request: HttpRequest, finding: Finding) -> HttpResponse:
    """Ask for the words of the branch and keep them."""
    if not step.may_explain(finding):
        messages.info(request, f"这一条{finding.get_state_display()}，不用再说明。")
        return redirect(_home(finding))
    form = ExplanationForm(
        request.POST if request.method == "POST" else None, initial={"explanation": finding.explanation}
    )
    problems: Sequence[Problem] = ()
    if request.method == "POST" and form.is_valid():
        try:
            step.explain(finding, form.cleaned_data["explanation"], user_of(request))
        except Refusal as refusal:
            problems = refusal.problems
        else:
            log.note(request, "说明检查结果", finding)
            messages.success(request, f"已说明：{finding}。")
            return redirect(_home(finding))
    status = 422 if problems or form.errors else 200
    return render(request, "inspection/explain.html", _asked(finding, form, problems), status=status)


def _asked(finding: Finding, form: ExplanationForm, problems: Sequence[Problem]) -> dict[str, Any]:
    return {
        "form": form,
        "problems": problems,
        "heading": "写说明",
        "lead": str(finding),
        "crumbs": [
            Link("检查", reverse("inspection")),
            Link(f"{finding.organisation}{finding.year}年", _home(finding)),
            Link("写说明"),
        ],
        "rows": [Row("应当", finding.expected), Row("实际", finding.actual), Row("依据", finding.basis)],
        "submit": "保存说明",
        "back": _home(finding),
    }
