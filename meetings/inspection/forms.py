"""The filter above the findings, and what people say of one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from branchlife.kit.forms import HouseForm
from meetings.forms.filters import ALL, offer_branches, year_choices
from meetings.inspection.checks import FAMILIES
from meetings.inspection.lifecycle.deciding import LONGEST
from meetings.inspection.models import FindingQuerySet
from meetings.inspection.vocabulary import FindingState, Severity
from members.models import Organisation

EVERY = "all"
STATES = [("", "待认定"), (EVERY, "全部"), *FindingState.pairs()]
LOOKUPS = {
    "family": "code__startswith",
    "severity": "severity",
    "state": "state",
    "branch": "organisation",
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
        return rows.filter(**{LOOKUPS[name]: value for name, value in given.items()})


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
