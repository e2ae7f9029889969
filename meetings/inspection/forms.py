"""The filter above the findings, and what people say of one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from branchlife.kit.forms import HouseForm
from meetings.forms.filters import ALL, of_branch, offer_branches, year_choices
from meetings.inspection.checks import FAMILIES
from meetings.inspection.lifecycle.deciding import LONGEST
from meetings.inspection.lifecycle.rectifying import Answer
from meetings.inspection.models import FindingQuerySet
from meetings.inspection.vocabulary import FindingState, Severity
from members.models import Organisation

EVERY = "all"
STATES = [("", "待认定"), (EVERY, "全部"), *FindingState.pairs()]
LOOKUPS = {
    "family": "code__startswith",
    "severity": "severity",
    "state": "state",
    "year": "run__period_start__year",
}


class FindingFilter(HouseForm):
    """Of the list of findings; unless asked for otherwise those that wait for somebody's word."""

    state = forms.ChoiceField(label="处理状态", required=False, choices=STATES)
    severity = forms.ChoiceField(label="级别", required=False, choices=[*ALL, *Severity.pairs()])
    family = forms.ChoiceField(label="类别", required=False)
    branch = forms.ChoiceField(label="组织", required=False)
    year = forms.ChoiceField(label="年度", required=False)

    def __init__(self, data: Any, *, branches: Sequence[Organisation], today: date) -> None:
        super().__init__(data, auto_id="filter_%s")
        self.fields["family"].choices = [*ALL, *FAMILIES.items()]  # type: ignore[attr-defined]
        self.fields["year"].choices = year_choices(today)  # type: ignore[attr-defined]
        offer_branches(self, branches)

    def narrow(self, rows: FindingQuerySet) -> FindingQuerySet:
        """The rows that answer to the filter."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        if "state" not in given:
            rows = rows.waiting()
        elif given["state"] == EVERY:
            del given["state"]
        chosen = {LOOKUPS[name]: value for name, value in given.items() if name in LOOKUPS}
        return of_branch(self, rows.filter(**chosen), "organisation")


class DecisionForm(HouseForm):
    """The button that was pressed."""

    decision = forms.ChoiceField(choices=FindingState.pairs())


class ExplanationForm(HouseForm):
    """What the branch has to say."""

    explanation = forms.CharField(
        label="情况说明",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="写明是什么情况；不写病情。检查的同志看到的就是这段话。",
    )


class DemandForm(HouseForm):
    """What must be put right, and by when."""

    demand = forms.CharField(
        label="整改要求",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="写明要改什么、改成怎样。支部看到的就是这段话。",
    )
    due_on = forms.DateField(label="整改期限", help_text="不能早于今天。")


class RectifiedForm(HouseForm):
    """What the branch did."""

    measure = forms.CharField(label="整改措施", max_length=500, widget=forms.Textarea(attrs={"rows": 5}))
    responsible = forms.CharField(label="责任人", max_length=60)
    done_on = forms.DateField(label="完成日期", help_text="已经改完的那一天，不能晚于今天。")
    evidence = forms.CharField(
        label="佐证",
        max_length=200,
        required=False,
        help_text="从哪里看得出已经改好，例如会议编号、附件名。系统里已有的不用再报一遍。",
    )

    @property
    def answer(self) -> Answer:
        """What was given, of a form that is valid."""
        return Answer(**self.cleaned_data)


VERIFIED, SENT_BACK = "verified", "sent_back"


class VerifyForm(HouseForm):
    """What the inspector says of it."""

    verdict = forms.ChoiceField(
        label="复核",
        widget=forms.RadioSelect,
        choices=[(VERIFIED, "已改好，认定已整改"), (SENT_BACK, "还没有改好，退回再改")],
    )
    opinion = forms.CharField(
        label="复核意见",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="退回再改的，请写明还差什么。",
    )


class RemarkForm(HouseForm):
    """Words beside a record."""

    text = forms.CharField(
        label="批注",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="写看到了什么、请支部说明什么。批注不改记录，写了不能再改。",
    )


class AnswerForm(HouseForm):
    """The answer of the branch."""

    answer = forms.CharField(
        label="答复",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="写明情况；不写病情。写了不能再改。",
    )
