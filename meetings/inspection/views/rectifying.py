"""整改: the inspector asks for it, the branch answers, the inspector looks again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from branchlife.kit.parts import Row
from branchlife.kit.templatetags.words import cn_date, cn_datetime
from meetings.inspection.forms import VERIFIED, DemandForm, RectifiedForm, VerifyForm
from meetings.inspection.lifecycle import rectifying as step
from meetings.inspection.models import Finding, Rectification
from meetings.inspection.views.asking import Asked, finding_rows, home_of
from meetings.inspection.vocabulary import OWED, RectificationState
from meetings.views.flow import user_of
from members import log
from members.access import Action, needs


@needs(Action.FINDING_DECIDE, Finding)
def demand(request: HttpRequest, finding: Finding) -> HttpResponse:
    """Ask for a finding that was confirmed to be put right."""
    if not step.may_demand(finding):
        messages.info(request, f"这一条{finding.get_state_display()}，不用再要求整改。")
        return redirect(home_of(finding))
    form = DemandForm(request.POST if request.method == "POST" else None)
    asked = Asked("要求整改", str(finding), finding_rows(finding), "送支部整改", home_of(finding))

    def work() -> None:
        step.demand(finding, form.cleaned_data["demand"], form.cleaned_data["due_on"], user_of(request))
        log.note(request, "要求整改", finding)
        messages.success(request, f"已要求整改，支部的工作台上看得到：{finding}。")

    return asked.page(request, form, work)


@needs(Action.FINDING_EXPLAIN, Rectification)
def report(request: HttpRequest, rectification: Rectification) -> HttpResponse:
    """The answer of the branch; may be mended until the inspector has looked."""
    if rectification.state == RectificationState.VERIFIED:
        messages.info(request, "这一条已经复核，不用再回复。")
        return redirect("inspection-follow")
    stored = {name: getattr(rectification, name) for name in RectifiedForm.base_fields}
    form = RectifiedForm(request.POST if request.method == "POST" else None, initial=stored)
    lead, rows = (
        str(rectification.finding),
        [*finding_rows(rectification.finding), *demand_rows(rectification)],
    )
    asked = Asked("回复整改", lead, rows, "送检查员复核", reverse("inspection-follow"))

    def work() -> None:
        step.report(rectification, form.answer, user_of(request))
        log.note(request, "回复整改", rectification)
        messages.success(request, "已回复，等检查员复核。")

    return asked.page(request, form, work)


@needs(Action.FINDING_DECIDE, Rectification)
def verify(request: HttpRequest, rectification: Rectification) -> HttpResponse:
    """Look again: put right, or not yet."""
    if rectification.state != RectificationState.REPORTED:
        messages.info(request, f"这一条{rectification.get_state_display()}，现在没有可以复核的。")
        return redirect("inspection-follow")
    form = VerifyForm(request.POST if request.method == "POST" else None)
    rows = [
        *finding_rows(rectification.finding),
        *demand_rows(rectification),
        *answer_rows(rectification),
    ]
    asked = Asked("复核整改", str(rectification.finding), rows, "复核", reverse("inspection-follow"))

    def work() -> None:
        put_right = form.cleaned_data["verdict"] == VERIFIED
        done = (step.verify if put_right else step.send_back)(
            rectification, form.cleaned_data["opinion"], user_of(request)
        )
        log.note(request, f"复核整改：{done.get_state_display()}", rectification)
        messages.success(request, f"已复核：{done.get_state_display()}。")

    return asked.page(request, form, work)


def demand_rows(row: Rectification) -> list[Row]:
    """What was asked for, and what was said the last time."""
    found = [Row("整改要求", row.demand), Row("整改期限", cn_date(row.due_on))]
    return [*found, Row("复核意见", row.opinion)] if row.state in OWED and row.opinion else found


def answer_rows(row: Rectification) -> list[Row]:
    """What the branch did."""
    return [
        Row("整改措施", row.measure),
        Row("责任人", row.responsible),
        Row("完成日期", cn_date(row.done_on)),
        Row("佐证", row.evidence or "没有写"),
        Row("回复时间", cn_datetime(row.reported_at)),
    ]
