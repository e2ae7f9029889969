"""The theme day: one month named otherwise or waived, and the rule by which all months are reckoned."""

from datetime import date
from typing import Any

from django import forms

from branchlife.kit import clock
from branchlife.kit.forms import HouseForm
from meetings.rules.catalogue.rules import CATALOGUE, Rules
from meetings.rules.catalogue.sorts import ThemeDay
from meetings.vocabulary import HolidayPolicy, ThemeDayRuleKind

ADJUST, WAIVE, UNDO = "adjust", "waive", "undo"
WEEKDAYS = tuple((str(day), f"星期{word}") for day, word in enumerate("一二三四五六日", start=1))
WHICH = tuple((str(n), f"第 {n}") for n in range(1, 5))
PARTIAL, WHOLE = "partial", "whole"
READINGS = (
    (ThemeDayRuleKind.NTH_WEEKDAY.value, "① 第几个星期几：从 1 日起数，数到第几个"),
    (PARTIAL, "② 第几周的星期几，月初的残周算第一周"),
    (WHOLE, "③ 第几周的星期几，月初的残周不算"),
    (ThemeDayRuleKind.DAY_OF_MONTH.value, "每月固定一日"),
    (ThemeDayRuleKind.LAST_WEEKDAY.value, "每月最后一个星期几"),
    (ThemeDayRuleKind.MANUAL.value, "逐月手工确定"),
)


class SlotForm(HouseForm):
    """One month: another day, or none, each with its reason; or back to what the rules say."""

    what = forms.ChoiceField(label="怎样安排", widget=forms.RadioSelect)
    day = forms.DateField(label="改到", required=False)
    reason = forms.CharField(
        label="原因", required=False, max_length=120, help_text="如：农忙、防汛、外出学习。"
    )

    def __init__(self, *args: Any, is_touched: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(ADJUST, "改在另一天"), (WAIVE, "这个月不开展（豁免）")]
        self.fields["what"].choices = [*choices, (UNDO, "不改了，恢复推算的日子")] if is_touched else choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A day where one is named; a reason for anything but taking it back."""
        data = super().clean() or self.cleaned_data
        if data.get("what") == ADJUST and not data.get("day") and "day" not in self.errors:
            self.add_error("day", "请填写改到哪一天")
        if data.get("what") in (ADJUST, WAIVE) and not data.get("reason"):
            self.add_error("reason", "请写明原因")
        return data


class ThemeRuleForm(HouseForm):
    """主题党日定在哪一天, and what becomes of it on a holiday."""

    reading = forms.ChoiceField(label="定在", choices=READINGS, widget=forms.RadioSelect)
    n = forms.ChoiceField(label="第几", choices=WHICH, required=False, help_text="前三种写法用。")
    weekday = forms.ChoiceField(label="星期几", choices=WEEKDAYS, required=False)
    day = forms.IntegerField(
        label="几日", required=False, min_value=1, max_value=28, help_text="每月固定一日的写 1 到 28。"
    )
    holiday_policy = forms.ChoiceField(label="遇非工作日", choices=HolidayPolicy.pairs())
    effective_from = forms.DateField(label="自哪天起", help_text="此前的月份仍按原来的规定。")

    @classmethod
    def of(cls, rules: Rules, data: Any = None) -> "ThemeRuleForm":
        """Filled with what holds now; from the first of the next month on."""
        rule, today = rules.theme_day_rule, clock.today()
        reading = str(rule.kind)
        if rule.kind is ThemeDayRuleKind.WEEKDAY_OF_NTH_WEEK:
            reading = PARTIAL if rule.count_partial else WHOLE
        initial = {
            "reading": reading,
            "n": str(rule.n or 3),
            "weekday": str(rule.weekday),
            "day": rule.day or None,
            "holiday_policy": rules.holiday_policy,
            "effective_from": date(today.year + today.month // 12, today.month % 12 + 1, 1),
        }
        return cls(data, initial=initial)

    def clean_effective_from(self) -> date:
        """Months that are over stay as they were."""
        day: date = self.cleaned_data["effective_from"]
        if day < clock.today().replace(day=1):
            raise forms.ValidationError("规定不能改到以前的月份，请填本月 1 日或以后的日子")
        return day

    def clean(self) -> dict[str, Any]:
        """The number that the chosen way of saying it needs."""
        data = super().clean() or self.cleaned_data
        if data.get("reading") == ThemeDayRuleKind.DAY_OF_MONTH and not data.get("day"):
            self.add_error("day", "请写明每月几日")
        return data

    def raw_rule(self) -> dict[str, object]:
        """The rule as it is stored. Only after is_valid()."""
        data = self.cleaned_data
        return dict(CATALOGUE["theme_day_rule"].sort.stored(rule_of(data)))  # type: ignore[call-overload]


def rule_of(data: dict[str, Any]) -> ThemeDay:
    """The rule that is meant by what was chosen."""
    reading, n, weekday = data["reading"], int(data.get("n") or 3), int(data.get("weekday") or 5)
    if reading in (PARTIAL, WHOLE):
        return ThemeDay(ThemeDayRuleKind.WEEKDAY_OF_NTH_WEEK, n, weekday, count_partial=reading == PARTIAL)
    return ThemeDay(ThemeDayRuleKind(reading), n, weekday, day=data.get("day") or 0)
