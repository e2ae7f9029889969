"""点名: only the exceptions are sent. Names may also be pasted as text, guests are written one a line."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from branchlife.kit.forms import HouseForm
from meetings.lifecycle.holding import Visitor
from meetings.rules.rollcall import Mark
from meetings.vocabulary import AttendanceState, GuestRole, LeaveReason

UNEXCUSED = "absent"
REASONS = (
    (LeaveReason.ILLNESS.value, "病"),
    (LeaveReason.PERSONAL.value, "事"),
    (LeaveReason.OFFICIAL_DUTY.value, "因公"),
    (LeaveReason.AWAY.value, "外出"),
    (LeaveReason.OTHER.value, "其他"),
    (UNEXCUSED, "未请假"),
)
APART = (
    (AttendanceState.EXEMPT.value, "豁免"),
    (AttendanceState.PRESENT.value, "到会"),
    (AttendanceState.HOME_STUDY.value, "送学上门"),
    (AttendanceState.ELSEWHERE.value, "流入地参加"),
)
ROLE_WORDS = {
    "上级": GuestRole.SUPERIOR,
    "领导": GuestRole.SUPERIOR,
    "入党积极分子": GuestRole.ACTIVIST,
    "群众": GuestRole.NON_PARTY,
    "外支部": GuestRole.OTHER_BRANCH,
    "专家": GuestRole.EXPERT,
    "外请": GuestRole.EXPERT,
} | {role.label: role for role in GuestRole}
BETWEEN = re.compile(r"[\s，,、；;]+")
MAX_GUESTS = 200


class RollForm(HouseForm):
    """The parts of the page that are typed."""

    pasted = forms.CharField(
        label="粘贴未到人员名单",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="如：张三（病假）、李四 因公、王五。按名册读入，读入后请核对再确认。",
    )
    guests = forms.CharField(
        label="列席人员",
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="一行一人：姓名 身份 单位，如“周海 上级指导 镇党委”。身份写"
        + "、".join(role.label for role in GuestRole)
        + "。",
    )
    stamp = forms.CharField(widget=forms.HiddenInput, max_length=16, required=False)

    def clean_guests(self) -> list[Visitor]:
        """The guests, each line understood or refused by its number."""
        lines = [line for line in self.cleaned_data["guests"].splitlines() if line.strip()]
        if len(lines) > MAX_GUESTS:
            raise forms.ValidationError(f"列席写了 {len(lines)} 人，最多 {MAX_GUESTS} 人")
        visitors, faults = [], []
        for number, line in enumerate(lines, start=1):
            try:
                visitors.append(read_guest(line, number))
            except forms.ValidationError as error:
                faults += error.messages
        if faults:
            raise forms.ValidationError(faults)
        return visitors


def read_guest(line: str, number: int) -> Visitor:
    """姓名 身份 单位."""
    name, *rest = [part for part in BETWEEN.split(line.strip()) if part]
    role = ROLE_WORDS.get(rest[0]) if rest else None
    if role is None:
        said = f"“{rest[0]}”" if rest else "没有写"
        words = "、".join(one.label for one in GuestRole)
        raise forms.ValidationError(f"列席第 {number} 行（{name}）的身份{said}，请写{words}之一")
    place = " ".join(rest[1:])
    if len(name) > 40 or len(place) > 60:
        raise forms.ValidationError(f"列席第 {number} 行太长：姓名 40 字、单位 60 字以内")
    return Visitor(name, role, place)


def guest_lines(visitors: Sequence[Visitor]) -> str:
    """The stored guests as the page shows them."""
    rows = ((one.name, GuestRole(one.role).label, one.organisation_name) for one in visitors)
    return "\n".join(" ".join(filter(None, row)) for row in rows)


def read_marks(data: QueryDict, roll: Mapping[int, bool], *, online: bool) -> dict[int, Mark]:
    """The exceptions that were tapped. `roll` says of everybody on it whether due; whoever is not on it is ignored.

    With `online` (a meeting held on line) whoever is due and not away was there on line.
    """
    absent, there_online = _keys(data.getlist("absent")), _keys(data.getlist("online"))
    marks: dict[int, Mark] = {}
    for pk, is_due in roll.items():
        if not is_due:
            state = data.get(f"apart-{pk}", "")
            if state in dict(APART) and state != AttendanceState.EXEMPT:
                marks[pk] = Mark(AttendanceState(state))
        elif pk in absent:
            marks[pk] = mark_for(data.get(f"reason-{pk}", ""))
        elif online or pk in there_online:
            marks[pk] = Mark(AttendanceState.ONLINE)
    return marks


def read_leave(data: QueryDict, roll: Mapping[int, bool]) -> dict[int, LeaveReason]:
    """Who was tapped as having asked for leave, of those who are due; without a reason it is 其他."""
    asked = _keys(data.getlist("absent"))
    reasons = {pk: data.get(f"reason-{pk}", "") for pk, is_due in roll.items() if is_due and pk in asked}
    return {
        pk: LeaveReason(reason) if reason in set(LeaveReason) else LeaveReason.OTHER
        for pk, reason in reasons.items()
    }


def _keys(values: list[Any]) -> set[int]:
    return {int(value) for value in values if value.isdecimal() and len(value) < 19}


def mark_for(choice: str) -> Mark:
    """A tapped reason as a mark; away without a reason is 缺席, to be explained before filing."""
    if choice == UNEXCUSED:
        return Mark(AttendanceState.ABSENT, LeaveReason.OTHER)
    if choice in set(LeaveReason):
        return Mark(AttendanceState.LEAVE, LeaveReason(choice))
    return Mark(AttendanceState.ABSENT)


def choice_of(mark: Mark | None) -> str:
    """A mark as the reason that is tapped on the page."""
    if mark is None or mark.reason is None:
        return ""
    return UNEXCUSED if mark.state == AttendanceState.ABSENT else str(mark.reason)
