"""The filters above the lists. Every field may be left empty; what cannot be read is left out, never an error page."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from django import forms
from django.db.models import Q, QuerySet

from branchlife.kit.forms import HouseForm
from meetings.kinds import KINDS
from meetings.models.filing import FilingQuerySet
from meetings.models.meeting import MeetingQuerySet
from meetings.overview import MOST_OFFERED
from meetings.search import holding
from meetings.vocabulary import FilingDecision, MeetingState
from members.models import Organisation

ALL = [("", "全部")]
RowsT = TypeVar("RowsT", bound="QuerySet[Any]")
KIND_CHOICES = [*ALL, *((kind.value, spec.short) for kind, spec in KINDS.items())]


def year_choices(today: date) -> list[tuple[str, str]]:
    """This year, the next and the five before."""
    return [*ALL, *((str(year), f"{year}年") for year in range(today.year + 1, today.year - 6, -1))]


def offer_branches(form: forms.Form, branches: Sequence[Organisation]) -> None:
    """Let a superior choose a branch, or with too many to choose from write its name; who sees one is not asked."""
    if len(branches) > MOST_OFFERED:
        label = form.fields["branch"].label
        form.fields["branch"] = forms.CharField(label=f"{label}（名称、代码）", required=False, max_length=40)
        return
    choices = [*ALL, *((str(row.pk), row.short_name) for row in branches)]
    form.fields["branch"].choices = choices  # type: ignore[attr-defined]
    if len(branches) < 2:
        del form.fields["branch"]


def of_branch(form: forms.Form, rows: RowsT, way: str) -> RowsT:
    """The rows of the branch that was chosen, or of those whose name or code was written."""
    value = form.cleaned_data.get("branch")
    if not value:
        return rows
    if isinstance(form.fields["branch"], forms.ChoiceField):
        return rows.filter(**{way: value})
    return rows.filter(Q(**{f"{way}__short_name__icontains": value}) | Q(**{f"{way}__code__iexact": value}))


class MeetingFilter(HouseForm):
    """Of the list of meetings."""

    q = forms.CharField(label="议题、主题、正文、地点", required=False, max_length=60)
    year = forms.ChoiceField(label="年度", required=False)
    kind = forms.ChoiceField(label="类型", required=False, choices=KIND_CHOICES)
    state = forms.ChoiceField(label="状态", required=False, choices=[*ALL, *MeetingState.pairs()])
    branch = forms.ChoiceField(label="支部", required=False)
    first = forms.DateField(label="从", required=False)
    last = forms.DateField(label="到", required=False)

    def __init__(self, data: Any, *, branches: Sequence[Organisation], today: date) -> None:
        super().__init__(data, auto_id="filter_%s")
        self.fields["year"].choices = year_choices(today)  # type: ignore[attr-defined]
        offer_branches(self, branches)

    def narrow(self, rows: MeetingQuerySet) -> MeetingQuerySet:
        """The rows that answer to the filter."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        for name, lookup in LOOKUPS.items():
            if name in given:
                rows = rows.filter(**{lookup: given[name]})
        rows = of_branch(self, rows, "branch")
        return rows.filter(holding(given["q"])) if "q" in given else rows


LOOKUPS = {
    "year": "start__year",
    "kind": "kind",
    "state": "state",
    "first": "start__date__gte",
    "last": "start__date__lte",
}


class FilingFilter(HouseForm):
    """Of the inbox of filings."""

    decision = forms.ChoiceField(label="处理", required=False, choices=[*ALL, *FilingDecision.pairs()])
    branch = forms.ChoiceField(label="支部", required=False)
    kind = forms.ChoiceField(label="类型", required=False, choices=KIND_CHOICES)
    late = forms.BooleanField(label="只看迟报", required=False)

    def __init__(self, data: Any, *, branches: Sequence[Organisation]) -> None:
        super().__init__(data, auto_id="filter_%s")
        offer_branches(self, branches)

    def narrow(self, rows: FilingQuerySet) -> FilingQuerySet:
        """The rows that answer to the filter."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        for name, lookup in (
            ("decision", "decision"),
            ("kind", "meeting__kind"),
        ):
            if name in given:
                rows = rows.filter(**{lookup: given[name]})
        rows = of_branch(self, rows, "meeting__branch")
        return rows.late() if "late" in given else rows
