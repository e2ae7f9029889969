"""A new meeting: which kinds, when and where."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms

from branchlife.kit import clock
from branchlife.kit.forms import HouseForm
from branchlife.kit.templatetags.words import cn_plain
from meetings.kinds import KindSpec, MeetingKind
from meetings.regulations import RulesOn
from members.models import Organisation

EARLIEST = date(1949, 10, 1)
AHEAD = timedelta(days=730)


def moment(day: date, clock_time: time) -> datetime:
    """The aware moment of a local day and time."""
    return clock.at(day, clock_time.hour, clock_time.minute)


def is_late(day: date, rules_on: RulesOn) -> bool:
    """Whether recording it today is 补录 by the rules of that day."""
    return (clock.today() - day).days > rules_on(day).backfill_days


Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Offered:
    """What a new meeting may take up: prompts and concerns as choices, whose turn it is in words, names of venues."""

    prompts: Choices = ()
    suggestions: Choices = ()
    turn: str = ""
    venues: Sequence[str] = ()


def offer_names(form: HouseForm, field: str, name: str, values: Sequence[str]) -> None:
    """Names to choose from beside a text field; anything else may still be typed (meetings/lists.html)."""
    if values:
        form.fields[field].widget.attrs["list"] = name
        form.lists = {**getattr(form, "lists", {}), name: values}  # type: ignore[attr-defined]


class WhenForm(HouseForm):
    """Day and times, and 补录原因 where the day is long past by the rules of the branch."""

    late_needs_reason = False

    day = forms.DateField(label="日期")
    start = forms.TimeField(label="开始时间")
    end = forms.TimeField(label="散会时间", required=False, help_text="还没有散会的可先不填。")
    late_reason = forms.CharField(label="补录原因", required=False, max_length=120)

    def __init__(self, *args: Any, rules_on: RulesOn, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rules_on = rules_on
        days = rules_on(clock.today()).backfill_days
        self.fields["late_reason"].help_text = f"会后超过 {days} 天才录入的，请写一句原因。补录是正常情况。"

    def clean_day(self) -> date:
        """A year that can be meant."""
        day: date = self.cleaned_data["day"]
        if not EARLIEST <= day <= clock.today() + AHEAD:
            raise forms.ValidationError(f"日期写的是{cn_plain(day)}，请核对年份")
        return day

    def clean(self) -> dict[str, Any]:
        """The end after the start, a reason for what is late."""
        data = super().clean() or self.cleaned_data
        day, start, end = data.get("day"), data.get("start"), data.get("end")
        if start and end and end <= start:
            self.add_error("end", "散会时间须晚于开始时间")
        if self.late_needs_reason and day and is_late(day, self.rules_on) and not data.get("late_reason"):
            days = (clock.today() - day).days
            self.add_error("late_reason", f"会后已 {days} 天，请写明补录原因")
        return data

    def moments(self) -> tuple[datetime, datetime | None]:
        """Start and end as moments. Only after is_valid()."""
        data = self.cleaned_data
        end = moment(data["day"], data["end"]) if data.get("end") else None
        return moment(data["day"], data["start"]), end


class CallForm(WhenForm):
    """新建会议."""

    late_needs_reason = True

    kinds = forms.MultipleChoiceField(
        label="计入的类型",
        widget=forms.CheckboxSelectMultiple,
        help_text="一次集会里有几类的（如主题党日上讲党课），一并勾选：到会只点一次名，各类分别记录。",
    )
    group = forms.ChoiceField(label="党小组", required=False, help_text="党小组会请选。")
    place = forms.CharField(label="地点", required=False, max_length=80)
    take_turn = forms.BooleanField(label="授课人", required=False)
    prompts = forms.MultipleChoiceField(
        label="上级提示",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="勾选即采用：列入议题；主题、课题还空着的，也一并填上。",
    )
    suggestions = forms.MultipleChoiceField(
        label="党员点题",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="勾选即列入议题，办到哪一步两边都看得到。",
    )
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    repeat = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**62)

    field_order = (
        "group",
        "day",
        "start",
        "end",
        "place",
        "late_reason",
        "take_turn",
        "prompts",
        "suggestions",
        "kinds",
    )

    def __init__(
        self,
        *args: Any,
        specs: Sequence[KindSpec],
        groups: Sequence[Organisation],
        offered: Offered | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer(offered or Offered())
        day = self.initial.get("day")
        if not self.is_bound and day and not is_late(day, self.rules_on):
            del self.fields["late_reason"]
        self.fields["kinds"].choices = [(str(spec.kind), spec.name) for spec in specs]  # type: ignore[attr-defined]
        names = [(str(group.pk), group.short_name) for group in groups]
        self.fields["group"].choices = names if len(names) == 1 else [("", "请选择"), *names]  # type: ignore[attr-defined]
        if not groups or MeetingKind.GROUP_MEETING not in [spec.kind for spec in specs]:
            del self.fields["group"]

    def _offer(self, offered: Offered) -> None:
        """What may be ticked; what there is none of is not asked."""
        offer_names(self, "place", "venues", offered.venues)
        for name in ("prompts", "suggestions"):
            self.fields[name].choices = getattr(offered, name)  # type: ignore[attr-defined]
            if not getattr(offered, name):
                del self.fields[name]
        self.fields["take_turn"].label = f"授课人：{offered.turn}"
        if not offered.turn:
            del self.fields["take_turn"]

    def clean(self) -> dict[str, Any]:
        """A group for 党小组会."""
        data = super().clean()
        if MeetingKind.GROUP_MEETING in data.get("kinds", ()) and not data.get("group"):
            self.add_error(
                "group" if "group" in self.fields else None,
                "党小组会请选择是哪个党小组；还没有编组的，先到“组织”里编组",
            )
        return data

    def wanted(self) -> list[MeetingKind]:
        """The kinds chosen. Only after is_valid()."""
        return [MeetingKind(value) for value in self.cleaned_data["kinds"]]
