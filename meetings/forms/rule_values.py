"""The widget for the value of a rule, by its sort: a number, yes or no, choices, a day of the year, a small table."""

import json
from functools import singledispatch
from typing import Any

from django import forms

from meetings.rules.catalogue.keys import Key
from meetings.rules.catalogue.sorts import (
    Choice,
    Choices,
    DayOfYear,
    Months,
    Number,
    Part,
    Sort,
    YesNo,
)

YES, NO = "true", "false"


@singledispatch
def field_of(sort: Sort[Any]) -> forms.Field:
    """The form field of a sort of value; small tables are written as JSON."""
    return forms.JSONField(widget=forms.Textarea(attrs={"rows": 4, "cols": 48}), encoder=Readable)


class Readable(json.JSONEncoder):
    """Chinese stays Chinese, a line for each part."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "ensure_ascii": False, "indent": 1})


@field_of.register
def _number(sort: Number) -> forms.Field:
    words = "；".join(part for part in (sort.unit, f"0 表示{sort.zero}" if sort.zero else "") if part)
    return forms.IntegerField(min_value=sort.least, max_value=sort.most, help_text=words)


@field_of.register
def _yes_no(sort: YesNo) -> forms.Field:
    return forms.TypedChoiceField(choices=[(YES, sort.yes), (NO, sort.no)], coerce=lambda raw: raw == YES)


@field_of.register
def _choice(sort: Choice) -> forms.Field:
    return forms.ChoiceField(choices=sort.options)


@field_of.register
def _choices(sort: Choices) -> forms.Field:
    options = [option for option in sort.options if option[0] not in sort.never]
    return forms.MultipleChoiceField(choices=options, required=False, widget=forms.CheckboxSelectMultiple)


@field_of.register
def _months(sort: Months) -> forms.Field:
    options = [(str(month), f"{month}月") for month in range(1, 13)]
    return forms.TypedMultipleChoiceField(
        choices=options, coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )


@field_of.register
def _day(sort: DayOfYear) -> forms.Field:
    words = "次年的月日" if sort.next_year else "月日"
    return forms.CharField(max_length=5, help_text=f"{words}，如 03-31")


@field_of.register
def _part(sort: Part) -> forms.Field:
    return forms.CharField(max_length=9, help_text="分数，如 1/3")


def value_field(known: Key) -> forms.Field:
    """The field of a rule, with the national default beside it."""
    field = field_of(known.sort)
    national = f"全国默认：{known.sort.words(known.editions[-1].value)}"
    field.help_text = "；".join(part for part in (str(field.help_text), national) if part)
    field.label = "值"
    return field


def typed(raw: object) -> object:
    """A stored value as the widget shows it."""
    if isinstance(raw, bool):
        return YES if raw else NO
    return [str(one) for one in raw] if isinstance(raw, list) else raw
