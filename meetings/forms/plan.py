"""The table of a plan as rows of one form, what is written when it is sent back, the filter above the list."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from branchlife.kit.forms import HouseForm
from meetings.forms.filters import ALL, of_branch, offer_branches, year_choices
from meetings.kinds import MeetingKind, kinds_for
from meetings.lifecycle.plans import WORDS, Line
from meetings.models import Plan, PlanItem
from meetings.models.plan import PlanQuerySet
from meetings.vocabulary import PlanState
from members.models import Organisation

BLANK_ROWS = 3
MAX_ROWS = 95  # ten fields a row stay below DATA_UPLOAD_MAX_NUMBER_FIELDS; a longer plan is edited by quarter
PREFIX = "row"


CLASSES = {forms.ChoiceField: "form-select", forms.BooleanField: "form-check-input"}


class PlanRow(HouseForm):
    """One line: what, when, about what, where, by whom."""

    pk = forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=2**62)
    what = forms.ChoiceField(label="类型")
    scheduled_on = forms.DateField(label="拟定时间")
    theme = forms.CharField(label="主题、内容", required=False, max_length=120)
    place = forms.CharField(label="地点", required=False, max_length=80)
    host = forms.CharField(label="主持", required=False, max_length=40)
    lecturer_name = forms.CharField(label="主讲", required=False, max_length=40)
    scope = forms.CharField(label="参加范围", required=False, max_length=40)
    responsible = forms.CharField(label="责任人", required=False, max_length=60)
    remove = forms.BooleanField(label="删去", required=False)

    def __init__(
        self, *args: Any, choices: Sequence[tuple[str, str]], months: range, year: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.months, self.year = months, year
        blank = [] if self.initial.get("pk") else [("", "—")]
        self.fields["what"].choices = [*blank, *choices]  # type: ignore[attr-defined]
        number = (self.prefix or "").rpartition("-")[2]
        for field in self.fields.values():
            field.widget.attrs["class"] = CLASSES.get(type(field), "form-control")
            field.widget.attrs["aria-label"] = (
                f"{field.label}，第 {int(number) + 1 if number.isdecimal() else 0} 行"
            )

    def clean_scheduled_on(self) -> date:
        """A day within the plan."""
        day: date = self.cleaned_data["scheduled_on"]
        if day.year != self.year or day.month not in self.months:
            raise forms.ValidationError("拟定时间不在这份计划的期间内")
        return day


PlanRows = forms.formset_factory(PlanRow, extra=BLANK_ROWS, max_num=MAX_ROWS, absolute_max=MAX_ROWS)


def what_choices(branch: Organisation, groups: Sequence[Organisation]) -> list[tuple[str, str]]:
    """The kinds a branch holds, 党小组会 once for each group."""
    found: list[tuple[str, str]] = []
    for spec in kinds_for(branch.kind):
        if spec.numbered_by_group:
            found += [(f"{spec.kind}:{group.pk}", f"{_stem(group)}{spec.short}") for group in groups]
        else:
            found.append((str(spec.kind), spec.short))
    return found


def _stem(group: Organisation) -> str:
    """第一 of 第一党小组: the choice then reads 第一党小组会."""
    return group.short_name.removesuffix("党小组")


def what_of(item: PlanItem) -> str:
    """The choice that stands for the kind and the group of a line."""
    return f"{item.kind}:{item.group_id}" if item.group_id else str(item.kind)


def initial_of(item: PlanItem) -> dict[str, Any]:
    """A line as the table shows it."""
    own = {name: getattr(item, name) for name in ("pk", "scheduled_on", *WORDS)}
    return own | {"what": what_of(item)}


def rows_form(plan: Plan, items: Sequence[PlanItem], groups: Sequence[Organisation], data: Any = None) -> Any:
    """The table. What was sent is compared with the stored line of the same number, wherever it stands by now."""
    choices = what_choices(plan.branch, groups)
    known = {value for value, _ in choices}
    choices += [(what, item.spec.short) for item in items if (what := what_of(item)) not in known]
    asked = {"choices": list(dict.fromkeys(choices)), "months": plan.months, "year": plan.year}
    initial = [initial_of(item) for item in items]
    if data is not None:
        stored = {str(row["pk"]): row for row in initial}
        initial = [stored.get(pk, {}) for pk in _sent_pks(data)]
    return PlanRows(data, initial=initial, prefix=PREFIX, form_kwargs=asked)


def _sent_pks(data: Mapping[str, Any]) -> list[str]:
    words = data.get(f"{PREFIX}-INITIAL_FORMS", "0")
    count = min(int(words), MAX_ROWS) if words.isdecimal() and len(words) < 6 else 0
    return [data.get(f"{PREFIX}-{number}-pk", "") for number in range(count)]


def lines_of(rows: Any, groups: Sequence[Organisation]) -> tuple[list[Line], set[int]]:
    """The lines that were changed or added, and the numbers of those taken away. Only after is_valid()."""
    by_pk = {str(group.pk): group for group in groups}
    lines, removed = [], set()
    for form in rows.forms:
        data = form.cleaned_data
        if data.get("remove") and data.get("pk"):
            removed.add(data["pk"])
        elif form.has_changed() and data.get("what") and not data.get("remove"):
            kind, _, group = data["what"].partition(":")
            words = {name: data[name] for name in WORDS}
            pk = data["pk"] if form.initial.get("pk") == data["pk"] else None
            lines.append(Line(MeetingKind(kind), data["scheduled_on"], by_pk.get(group), pk=pk, **words))
    return lines, removed


class OpinionForm(HouseForm):
    """退回的意见."""

    opinion = forms.CharField(
        label="退回意见",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="写明哪里要改、怎样改。支部会照原话看到。",
    )


class PlanFilter(HouseForm):
    """Of the list of plans."""

    state = forms.ChoiceField(label="状态", required=False, choices=[*ALL, *PlanState.pairs()])
    year = forms.ChoiceField(label="年度", required=False)
    branch = forms.ChoiceField(label="支部", required=False)

    def __init__(self, data: Any, *, branches: Sequence[Organisation], today: date) -> None:
        super().__init__(data, auto_id="filter_%s")
        self.fields["year"].choices = year_choices(today)  # type: ignore[attr-defined]
        offer_branches(self, branches)

    def narrow(self, rows: PlanQuerySet) -> PlanQuerySet:
        """The rows that answer to the filter."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        for name in ("state", "year"):
            if name in given:
                rows = rows.filter(**{name: given[name]})
        return of_branch(self, rows, "branch")
