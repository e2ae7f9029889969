"""Out of the ordinary: put off, not held, one more kind, a correction."""

from collections.abc import Sequence
from typing import Any

from django import forms

from branchlife.kit import clock
from branchlife.kit.forms import HouseForm
from meetings.forms.calling import AHEAD, moment
from meetings.kinds import KindSpec
from members.models import Organisation


class PostponeForm(HouseForm):
    """延期."""

    reason = forms.CharField(label="延期原因", max_length=120)
    day = forms.DateField(label="改到哪一天", required=False, help_text="还没有定的先不填，定了再来写。")
    start = forms.TimeField(label="几点", required=False)
    doc = forms.CharField(label="上级批复文号", required=False, max_length=60, help_text="没有的不填。")

    def clean(self) -> dict[str, Any]:
        """A day goes with a time."""
        data = super().clean() or self.cleaned_data
        day, start = data.get("day"), data.get("start")
        if bool(day) != bool(start) and not {"day", "start"} & set(self.errors):
            self.add_error("start" if day else "day", "日期和时间要一起填")
        if day and not clock.today() <= day <= clock.today() + AHEAD:
            self.add_error("day", "请写今天或以后的日期")
        return data

    def to(self) -> Any:
        """The new moment, None while it is open. Only after is_valid()."""
        data = self.cleaned_data
        return moment(data["day"], data["start"]) if data["day"] else None


class NotHeldForm(HouseForm):
    """未召开."""

    reason = forms.CharField(
        label="未召开的原因",
        max_length=120,
        help_text="写明原因即为正常情况，如“全体党员参加防汛”。登记后不能再录入这次会议。",
    )


class AddKindForm(HouseForm):
    """一并组织、分别记录."""

    kind = forms.ChoiceField(label="同时计入", widget=forms.RadioSelect)
    group = forms.ChoiceField(label="党小组", required=False, help_text="党小组会才选。")

    def __init__(
        self, *args: Any, specs: Sequence[KindSpec], groups: Sequence[Organisation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(str(spec.kind), spec.name) for spec in specs]  # type: ignore[attr-defined]
        self.fields["group"].choices = [("", "请选择"), *((str(row.pk), row.short_name) for row in groups)]  # type: ignore[attr-defined]
        if not groups:
            del self.fields["group"]


class CorrectionForm(HouseForm):
    """更正: what it said, what it should say, why."""

    field = forms.ChoiceField(label="哪一栏")
    old_value = forms.CharField(
        label="原来写的",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="只抄要改的那一句；不填的，取整栏原文。",
    )
    new_value = forms.CharField(label="更正为", max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    reason = forms.CharField(label="原因", max_length=200)
    approved_by = forms.CharField(label="批准人", required=False, max_length=40)

    def __init__(self, *args: Any, fields: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"].choices = [("", "请选择"), *((name, name) for name in fields)]  # type: ignore[attr-defined]
