"""迟到、早退 on the roll: a few rows of name and times; in the usual case none is filled in."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.timezone import localtime

from branchlife.kit.forms import HouseForm
from meetings.forms.calling import moment
from meetings.rules.presence import Presence

PREFIX = "move"
BLANK, MOST = 2, 60


class MoveRow(HouseForm):
    """One person who came late or left early."""

    member = forms.ChoiceField(label="姓名", required=False)
    arrived = forms.TimeField(label="到会时间", required=False)
    left = forms.TimeField(label="离会时间", required=False)

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = [("", "—"), *people]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A name goes with a time."""
        data = super().clean() or self.cleaned_data
        timed = data.get("arrived") or data.get("left")
        if timed and not data.get("member") and "member" not in self.errors:
            self.add_error("member", "请选择姓名")
        if data.get("member") and not timed and not self.errors:
            self.add_error("arrived", "请填写到会或离会的时间；没有迟到、早退的，姓名选“—”")
        return data


class BaseMoveRows(forms.BaseFormSet):
    """Each person once."""

    def clean(self) -> None:
        """Refuses a second row for the same person."""
        chosen = [form.cleaned_data.get("member") for form in self.forms if form.is_valid()]
        for form in self.forms:
            pk = form.cleaned_data.get("member") if form.is_valid() else None
            if pk and chosen.count(pk) > 1:
                form.add_error("member", "同一人写了两行，请合在一行里")

    def moves(self, day: date) -> dict[int, Presence]:
        """The times by member. Only after is_valid()."""
        given = [form.cleaned_data for form in self.forms if form.cleaned_data.get("member")]
        return {
            int(data["member"]): Presence(_at(day, data["arrived"]), _at(day, data["left"])) for data in given
        }


MoveRows = forms.formset_factory(MoveRow, formset=BaseMoveRows, extra=0, max_num=MOST, absolute_max=MOST)


def _at(day: date, time: Any) -> datetime | None:
    return localtime(moment(day, time)) if time else None


def move_rows(
    data: QueryDict | None, people: Sequence[tuple[str, str]], stored: Mapping[int, Presence]
) -> Any:
    """The rows of the page: as they were sent; else what is stored, and a few empty ones."""
    known = {"people": people}
    if data is not None and f"{PREFIX}-TOTAL_FORMS" in data:
        return MoveRows(data, prefix=PREFIX, form_kwargs=known)
    rows = [{"member": str(pk), **_times(presence)} for pk, presence in stored.items()]
    blank: list[dict[str, Any]] = [{} for _ in range(BLANK)]
    return MoveRows(initial=[*rows, *blank], prefix=PREFIX, form_kwargs=known)


def _times(presence: Presence) -> dict[str, Any]:
    pairs = (("arrived", presence.arrived), ("left", presence.left))
    return {name: localtime(at).time() for name, at in pairs if at}


def with_more(data: QueryDict) -> QueryDict:
    """The same rows and a few empty ones more."""
    found = data.copy()
    total = data.get(f"{PREFIX}-TOTAL_FORMS", "0")
    count = int(total) if total.isdecimal() and len(total) < 4 else 0
    found[f"{PREFIX}-TOTAL_FORMS"] = str(min(MOST, count + BLANK))
    return found
