"""The month of days and the marks beside state words."""

from datetime import date

import pytest
from django.template import Context, Template

from branchlife.kit import marks
from branchlife.kit.parts import Cell, Entry, Matrix, MatrixRow, month_of_days

TODAY = date(2026, 11, 24)


def test_a_month_is_whole_weeks_from_monday() -> None:
    weeks = month_of_days(2026, 11, TODAY, {})
    assert weeks[0][0].day == date(2026, 10, 26)
    assert weeks[-1][-1].day == date(2026, 12, 6)
    assert all(len(week) == 7 for week in weeks)


def test_a_february_of_four_weeks_has_four() -> None:
    assert len(month_of_days(2027, 2, TODAY, {})) == 4


def test_days_outside_the_month_and_today_are_marked() -> None:
    days = [day for week in month_of_days(2026, 11, TODAY, {}) for day in week]
    assert [day.day for day in days if day.today] == [TODAY]
    assert sum(day.inside for day in days) == 30


def test_the_holiday_table_overrules_the_weekend() -> None:
    saturday, friday = date(2026, 11, 21), date(2026, 11, 20)
    days = {
        day.day: day
        for week in month_of_days(2026, 11, TODAY, {}, {saturday: True, friday: False})
        for day in week
    }
    assert not days[saturday].off
    assert days[friday].off
    assert days[date(2026, 11, 22)].off


def test_entries_stand_on_their_day() -> None:
    entry = Entry("主题党日", "/m/1", "met", "14:30")
    weeks = month_of_days(2026, 11, TODAY, {date(2026, 11, 20): [entry]})
    assert weeks[3][4].entries == [entry]


def test_a_word_that_nobody_listed_is_plain() -> None:
    assert marks.mark_for("某种状态") == marks.MARKS["plan"]


def test_every_listed_word_has_a_mark_and_only_one() -> None:
    words = [word for line in marks.WORDS.values() for word in line.split()]
    assert len(words) == len(set(words))
    assert set(marks.WORDS) <= set(marks.MARKS)


def test_an_unknown_tone_is_a_mistake_of_the_programmer() -> None:
    with pytest.raises(KeyError):
        marks.mark_for("已备案", "rainbow")


def test_a_state_says_its_word_beside_its_shape() -> None:
    html = Template('{% load ui %}{% state "已退回" %}').render(Context())
    assert "已退回" in html
    assert "#mark-return" in html
    assert "state-back" in html


def test_a_cell_without_a_place_to_go_is_no_link() -> None:
    matrix = Matrix("一览", ["1月", "2月"], [MatrixRow("党课", [Cell("已备案", "/m/1"), Cell("未到期")])])
    html = Template("{% load ui %}{% year_matrix matrix %}").render(Context({"matrix": matrix}))
    assert html.count("href=") - html.count('href="#mark-') == 1


def test_a_row_with_a_month_too_few_is_refused() -> None:
    matrix = Matrix("一览", ["1月", "2月"], [MatrixRow("党课", [Cell("已备案")])])
    with pytest.raises(ValueError, match="argument"):
        Template("{% load ui %}{% year_matrix matrix %}").render(Context({"matrix": matrix}))
