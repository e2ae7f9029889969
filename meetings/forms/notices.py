"""The notice: its words, the way it goes, the exceptions; the ledger: who was told, how, by whom, when."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from branchlife.kit import clock
from branchlife.kit.forms import HouseForm
from meetings.forms.calling import moment
from meetings.vocabulary import LeaveReason, NoticeChannel

RENEW = "renew"  # besides the ways: give these a new link


class NoticeForm(HouseForm):
    """通知."""

    channel = forms.ChoiceField(
        label="怎样通知", choices=NoticeChannel.pairs(), widget=forms.RadioSelect(attrs={"inline": True})
    )
    body = forms.CharField(
        label="通知正文",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="已按基本情况拟好，可以改；复制后发到群里，或打印张贴。",
    )


class TellForm(HouseForm):
    """送达登记: what was done for those who are tapped."""

    way = forms.ChoiceField(
        label="怎样告知的",
        choices=(
            ("in_person", "当面"),
            ("phone", "电话"),
            ("message", "信息"),
            ("paper", "书面，已交到本人"),
            ("email", "用电子邮件（重）发"),
            (RENEW, "换一个新链接（旧的作废）"),
        ),
        initial="in_person",
        widget=forms.RadioSelect(attrs={"inline": True}),
    )
    told_by = forms.CharField(label="谁告知的", required=False, max_length=40, help_text="不填就是您本人。")
    day = forms.DateField(label="哪一天", required=False)
    at = forms.TimeField(label="几点", required=False, help_text="不填就是现在。")

    def clean(self) -> dict[str, Any]:
        """A time goes with a day; the day alone is not enough."""
        data = super().clean() or self.cleaned_data
        if data.get("at") and not data.get("day"):
            data["day"] = clock.today()
        if data.get("day") and not data.get("at") and "at" not in self.errors:
            self.add_error("at", "请填写几点告知的")
        return data

    def told_at(self) -> Any:
        """The moment, None for now. Only after is_valid()."""
        data = self.cleaned_data
        return moment(data["day"], data["at"]) if data["day"] else None


class AskLeaveForm(forms.Form):
    """请假 by the member: a category, never an illness in words."""

    reason = forms.ChoiceField(
        label="事由",
        choices=LeaveReason.pairs(),
        widget=forms.RadioSelect,
        error_messages={"required": "请点选一种事由", "invalid_choice": "请点选一种事由"},
    )


def read_ways(data: QueryDict, people: Collection[int], usual: NoticeChannel) -> Mapping[int, NoticeChannel]:
    """The exceptions that were chosen, by member; whoever is not on the list is ignored."""
    found = {pk: data.get(f"way-{pk}", "") for pk in people}
    known = set(NoticeChannel)
    return {pk: NoticeChannel(way) for pk, way in found.items() if way in known and way != usual}


def read_people(data: QueryDict, name: str = "who") -> list[int]:
    """The primary keys that were tapped."""
    return [int(value) for value in data.getlist(name) if value.isdecimal() and len(value) < 19]
