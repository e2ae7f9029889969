"""What people say of a finding: 属实, 不属实, 已整改 by the inspector, 已说明 by the branch."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from branchlife.kit.problems import Refusal
from meetings.inspection.forms import DecisionForm, ExplanationForm
from meetings.inspection.lifecycle import deciding as step
from meetings.inspection.models import Finding
from meetings.inspection.views.asking import Asked, finding_rows, home_of
from meetings.inspection.vocabulary import FindingState
from meetings.views.flow import user_of
from members import log
from members.access import Action, needs


@needs(Action.FINDING_DECIDE, Finding)
@require_POST
def decide(request: HttpRequest, finding: Finding) -> HttpResponse:
    """One press; what does not follow from how it stands is refused with a sentence."""
    form = DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, "请按“属实”“不属实”或“已整改”。")
        return redirect(home_of(finding))
    decision = FindingState(form.cleaned_data["decision"])
    try:
        step.decide(finding, decision, user_of(request))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        log.note(request, f"检查结果认定为{decision.label}", finding)
        messages.success(request, f"已认定{decision.label}：{finding}。")
    return redirect(home_of(finding))


@needs(Action.FINDING_EXPLAIN, Finding)
def explain(request: HttpRequest, finding: Finding) -> HttpResponse:
    """Ask for the words of the branch and keep them."""
    if not step.may_explain(finding):
        messages.info(request, f"这一条{finding.get_state_display()}，不用再说明。")
        return redirect(home_of(finding))
    form = ExplanationForm(
        request.POST if request.method == "POST" else None, initial={"explanation": finding.explanation}
    )
    asked = Asked("写说明", str(finding), finding_rows(finding), "保存说明", home_of(finding))

    def work() -> None:
        step.explain(finding, form.cleaned_data["explanation"], user_of(request))
        log.note(request, "说明检查结果", finding)
        messages.success(request, f"已说明：{finding}。")

    return asked.page(request, form, work)
