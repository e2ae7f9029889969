"""The filters above the roll and the tree."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from branchlife.kit.forms import HouseForm
from members.lookup import with_status
from members.models import Member, Organisation
from members.vocabulary import MemberCategory, MemberStatus, OrganisationKind

ALL = [("", "全部")]


class MemberFilter(HouseForm):
    """Of the roll. What cannot be read is left out."""

    name = forms.CharField(label="姓名", required=False, max_length=40)
    category = forms.ChoiceField(label="人员类别", required=False, choices=[*ALL, *MemberCategory.pairs()])
    branch = forms.ChoiceField(label="支部", required=False)
    group = forms.ChoiceField(label="党小组", required=False)
    status = forms.ChoiceField(label="状态", required=False, choices=[*ALL, *MemberStatus.pairs()])
    on = forms.DateField(label="哪一天的名册", required=False)

    def __init__(
        self, data: Any, *, branches: Sequence[Organisation], groups: Sequence[Organisation]
    ) -> None:
        super().__init__(data, auto_id="filter_%s")
        for name, rows, least in (("branch", branches, 2), ("group", groups, 1)):
            choices = [*ALL, *((str(row.pk), row.short_name) for row in rows)]
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            if len(rows) < least:
                del self.fields[name]

    def given(self) -> dict[str, Any]:
        """What was asked for and can be read."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}

    def narrow(self, rows: Any, day: date) -> Any:
        """The members, as `lookup.roll_of` gives them, who answer to the filter."""
        given = self.given()
        if "name" in given:
            rows = rows.filter(name__contains=given["name"])
        if "category" in given:
            rows = rows.filter(category_then=given["category"])
        if "group" in given:
            rows = rows.filter(pk__in=Member.seen.of_group(int(given["group"]), day).values("pk"))
        return with_status(rows, given["status"], day) if "status" in given else rows


class PlaceFilter(HouseForm):
    """Of the tree."""

    name = forms.CharField(label="名称", required=False, max_length=40)
    kind = forms.ChoiceField(label="种类", required=False, choices=[*ALL, *OrganisationKind.pairs()])

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="filter_%s")

    def narrow(self, rows: QuerySet[Organisation]) -> QuerySet[Organisation]:
        """The organisations that answer to the filter."""
        self.is_valid()
        given = self.cleaned_data
        if given.get("name"):
            rows = rows.filter(full_name__contains=given["name"])
        return rows.filter(kind=given["kind"]) if given.get("kind") else rows
