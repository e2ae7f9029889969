"""决议: the filter above their register, a note on what came of one, and what is reported at a meeting."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q

from branchlife.kit import clock
from branchlife.kit.forms import HouseForm
from meetings.forms.filters import ALL, KIND_CHOICES, of_branch, offer_branches, year_choices
from meetings.lifecycle.carrying import ReportLine
from meetings.lifecycle.resolutions import TRANSITIONS
from meetings.models import FollowUp, Resolution
from meetings.models.resolution import ResolutionQuerySet
from meetings.vocabulary import ResolutionState
from members.models import Organisation

UNSETTLED, OVERDUE = "unsettled", "overdue"
STATES = [*ALL, (UNSETTLED, "未办结"), (OVERDUE, "超期"), *ResolutionState.pairs()]
SETTLED = (ResolutionState.DONE, ResolutionState.CANCELLED)


class ResolutionFilter(HouseForm):
    """Of the register of resolutions."""

    q = forms.CharField(label="事项、责任人", required=False, max_length=60)
    year = forms.ChoiceField(label="年度", required=False)
    state = forms.ChoiceField(label="状态", required=False, choices=STATES)
    kind = forms.ChoiceField(label="会议类型", required=False, choices=KIND_CHOICES)
    branch = forms.ChoiceField(label="支部", required=False)

    def __init__(self, data: Any, *, branches: Sequence[Organisation], today: date) -> None:
        super().__init__(data, auto_id="filter_%s")
        self.today = today
        self.fields["year"].choices = year_choices(today)  # type: ignore[attr-defined]
        offer_branches(self, branches)

    def narrow(self, rows: ResolutionQuerySet) -> ResolutionQuerySet:
        """The rows that answer to the filter."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        for name, lookup in LOOKUPS.items():
            if name in given:
                rows = rows.filter(**{lookup: given[name]})
        rows = of_branch(self, rows, "meeting__branch")
        if "q" in given:
            rows = rows.filter(Q(text__icontains=given["q"]) | Q(responsible__icontains=given["q"]))
        return self._in_state(rows, given.get("state", ""))

    def _in_state(self, rows: ResolutionQuerySet, state: str) -> ResolutionQuerySet:
        match state:
            case "":
                return rows
            case "unsettled":
                return rows.unsettled()
            case "overdue":
                return rows.overdue(self.today)
        return rows.filter(state=state)


LOOKUPS = {"year": "meeting__year", "kind": "meeting__kind"}


class FollowUpForm(HouseForm):
    """One note. What is settled can only be taken up again."""

    state = forms.ChoiceField(label="办到哪一步", widget=forms.RadioSelect(attrs={"inline": True}))
    note = forms.CharField(label="落实情况", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    noted_on = forms.DateField(label="日期", help_text="登记“完成”的，填完成日期。")
    evidence = forms.CharField(
        label="佐证", required=False, max_length=120, help_text="如文件名、文号、照片放在哪里；可以不填。"
    )

    def __init__(self, *args: Any, resolution: Resolution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = ResolutionState(resolution.state)
        self.fields["state"].choices = [(state, step_words(now, state)) for state in TRANSITIONS[now]]  # type: ignore[attr-defined]
        self.initial.setdefault("state", TRANSITIONS[now][0])
        self.initial.setdefault("noted_on", clock.today())
        if now in SETTLED:
            self.fields["state"].widget = forms.HiddenInput()
            self.fields["note"].label = "为什么重新办理"
            self.fields["noted_on"].help_text = ""


def step_words(now: ResolutionState, then: ResolutionState) -> str:
    """The step in words: from 完成 back to 办理中 is 重新办理."""
    if now in SETTLED:
        return "重新办理"
    return "没有进展" if then is now is ResolutionState.OPEN else then.label


class ReportRow(HouseForm):
    """One line of 上次决议落实情况."""

    pk = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)
    note = forms.CharField(label="落实情况", required=False, max_length=300)
    state = forms.ChoiceField(
        label="办到哪一步",
        required=False,
        choices=[(s.value, s.label) for s in ResolutionState if s is not ResolutionState.OPEN],
    )


ReportRows = forms.formset_factory(ReportRow, extra=0, max_num=60, absolute_max=60)
PREFIX = "report"


def reports_sent(data: Any) -> Any:
    """What the page sent, as a formset; None where the page showed no reports."""
    return ReportRows(data, prefix=PREFIX) if f"{PREFIX}-TOTAL_FORMS" in data else None


def reports_are_valid(data: Any, form: forms.Form) -> bool:
    """Whether the reports that came with a valid form can be stored; if not, the form says so on top."""
    rows = reports_sent(data)
    if rows is None or rows.is_valid():
        return True
    form.add_error(None, "“上次决议落实情况”里有一处填得不对，请看下面")
    return False


def reports_stored(resolutions: Sequence[Resolution], reports: Sequence[FollowUp]) -> Any:
    """A row for each resolution that may be heard of, with what was reported already."""
    known = {row.resolution_id: row for row in reports}
    return ReportRows(initial=[_row(one, known.get(one.pk)) for one in resolutions], prefix=PREFIX)


def _row(resolution: Resolution, report: FollowUp | None) -> dict[str, Any]:
    if report is None:
        return {"pk": resolution.pk, "note": "", "state": ResolutionState.IN_PROGRESS}
    return {"pk": resolution.pk, "note": report.note, "state": report.state}


def report_lines(rows: Any) -> list[ReportLine] | None:
    """The reports as they are to be stored; None where there were none to fill in, or what was sent is not valid."""
    if rows is None or not rows.is_valid():
        return None
    given = [form.cleaned_data for form in rows.forms]
    return [
        ReportLine(data["pk"], data["note"], ResolutionState(data["state"] or ResolutionState.IN_PROGRESS))
        for data in given
    ]
