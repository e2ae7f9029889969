"""批注: what the inspector writes beside a record, what the branch answers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from branchlife.kit.parts import Row
from branchlife.kit.templatetags.words import cn_datetime
from meetings.inspection.forms import AnswerForm, RemarkForm
from meetings.inspection.lifecycle import remarking as step
from meetings.inspection.models import Remark
from meetings.inspection.views.asking import Asked
from meetings.models import Meeting
from meetings.views.flow import name_of, user_of
from members import log
from members.access import Action, needs


def _record(meeting: Meeting) -> str:
    return reverse("meeting", args=[meeting.pk])


def _rows(meeting: Meeting) -> list[Row]:
    return [Row("党组织", meeting.branch.full_name), Row("时间", cn_datetime(meeting.start))]


@needs(Action.REMARK_WRITE, Meeting)
def remark(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """A sentence beside a record; the record itself is not touched."""
    form = RemarkForm(request.POST if request.method == "POST" else None)
    asked = Asked("写批注", name_of(meeting), _rows(meeting), "送支部答复", _record(meeting))

    def work() -> None:
        step.remark(meeting, form.cleaned_data["text"], user_of(request))
        log.note(request, "对会议记录写批注", meeting)
        messages.success(request, "批注已送支部，支部的工作台上看得到。")

    return asked.page(request, form, work)


@needs(Action.REMARK_ANSWER, Remark)
def answer(request: HttpRequest, row: Remark) -> HttpResponse:
    """The answer of the branch, once."""
    if row.answered_at is not None:
        messages.info(request, "这一条已经答复过了。")
        return redirect(_record(row.meeting))
    form = AnswerForm(request.POST if request.method == "POST" else None)
    rows = [*_rows(row.meeting), Row("批注", row.text), Row("批注人", row.by.name)]
    asked = Asked("答复批注", name_of(row.meeting), rows, "送检查员", _record(row.meeting))

    def work() -> None:
        step.answer(row, form.cleaned_data["answer"], user_of(request))
        log.note(request, "答复批注", row.meeting)
        messages.success(request, "已答复。")

    return asked.page(request, form, work)
