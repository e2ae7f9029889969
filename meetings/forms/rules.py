"""On which day the rules are asked for."""

from datetime import date
from typing import Any

from django import forms

from branchlife.kit.forms import HouseForm

EARLIEST, LATEST = date(1949, 10, 1), date(2100, 12, 31)


class DayFilter(HouseForm):
    """A day; what cannot be read is as if it were not given."""

    day = forms.DateField(label="哪一天的规则", required=False)

    def __init__(self, data: Any, today: date) -> None:
        super().__init__(data, auto_id="filter_%s", initial={"day": today})
        self.today = today

    def chosen(self) -> date:
        """The day asked for, else today."""
        day: date | None = self.cleaned_data.get("day") if self.is_bound and self.is_valid() else None
        return day if day and EARLIEST <= day <= LATEST else self.today
