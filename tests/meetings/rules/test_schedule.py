"""Theme days and deadlines, against the dates of 2026 worked out by hand."""

from dataclasses import replace
from datetime import date

import pytest

from meetings.models import CalendarDay
from meetings.rules import schedule
from meetings.rules.catalogue.rules import Rules
from meetings.rules.catalogue.sorts import ThemeDay
from meetings.vocabulary import HolidayPolicy, ThemeDayRuleKind

THIRD_FRIDAYS = [
    "01-16",
    "02-20",
    "03-20",
    "04-17",
    "05-15",
    "06-19",
    "07-17",
    "08-21",
    "09-18",
    "10-16",
    "11-20",
    "12-18",
]


def weekdays_only(day: date) -> bool:
    return day.isoweekday() < 6


@pytest.mark.parametrize("expected", THIRD_FRIDAYS)
def test_the_third_friday_of_each_month_of_2026(expected: str) -> None:
    month = int(expected[:2])
    assert f"{schedule.nth_weekday(2026, month, 3, 5):%m-%d}" == expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("month", "expected"), [(2, date(2026, 2, 24)), (6, date(2026, 6, 22)), (11, date(2026, 11, 20))]
)
def test_a_theme_day_on_a_holiday_is_put_off_to_the_next_working_day(month: int, expected: date) -> None:
    works = CalendarDay.objects.workday_test(date(2026, 1, 1), date(2026, 12, 31))
    assert schedule.theme_day(2026, month, works, Rules()) == expected


@pytest.mark.django_db
def test_a_shifted_saturday_is_a_working_day() -> None:
    works = CalendarDay.objects.workday_test(date(2026, 1, 1), date(2026, 12, 31))
    assert works(date(2026, 2, 14))
    assert not works(date(2026, 10, 1))
    assert not works(date(2026, 11, 22))


def test_a_deadline_counts_working_days_and_not_the_day_itself() -> None:
    assert schedule.add_workdays(date(2026, 11, 20), 3, weekdays_only) == date(2026, 11, 25)
    assert schedule.add_workdays(date(2026, 11, 21), 1, weekdays_only) == date(2026, 11, 23)
    assert schedule.add_workdays(date(2026, 11, 20), 0, weekdays_only) == date(2026, 11, 20)


# --- The three readings of “每月第三周周五” (domain 13), the days of 2026 ---

READINGS = {
    1: ("01-16", "01-16", "01-23"),
    2: ("02-20", "02-13", "02-20"),
    3: ("03-20", "03-13", "03-20"),
    4: ("04-17", "04-17", "04-24"),
    5: ("05-15", "05-15", "05-22"),
    6: ("06-19", "06-19", "06-19"),
    7: ("07-17", "07-17", "07-24"),
    8: ("08-21", "08-14", "08-21"),
    9: ("09-18", "09-18", "09-25"),
    10: ("10-16", "10-16", "10-23"),
    11: ("11-20", "11-13", "11-20"),
    12: ("12-18", "12-18", "12-25"),
}
WEEK = ThemeDayRuleKind.WEEKDAY_OF_NTH_WEEK
RULES = (ThemeDay(), ThemeDay(WEEK, count_partial=True), ThemeDay(WEEK, count_partial=False))


@pytest.mark.parametrize("month", READINGS)
def test_each_reading_names_its_own_day(month: int) -> None:
    found = tuple(f"{schedule.fixed_day(2026, month, rule):%m-%d}" for rule in RULES)
    assert found == READINGS[month]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (ThemeDay(ThemeDayRuleKind.DAY_OF_MONTH, day=5), date(2026, 2, 5)),
        (ThemeDay(ThemeDayRuleKind.LAST_WEEKDAY, weekday=5), date(2026, 2, 27)),
        (ThemeDay(ThemeDayRuleKind.NTH_WEEKDAY, 1, 1), date(2026, 2, 2)),
        (ThemeDay(WEEK, 1, 5, count_partial=True), date(2026, 2, 6)),  # the first week is a Sunday only
        (ThemeDay(ThemeDayRuleKind.MANUAL), None),
    ],
)
def test_other_rules_of_theme_days(rule: ThemeDay, expected: date | None) -> None:
    assert schedule.fixed_day(2026, 2, rule) == expected


def test_the_last_weekday_of_december() -> None:
    assert schedule.last_weekday(2026, 12, 4) == date(2026, 12, 31)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("policy", "february", "june"),
    [
        (HolidayPolicy.NEXT_WORKDAY, "02-24", "06-22"),
        (HolidayPolicy.PREV_WORKDAY, "02-14", "06-18"),
        (HolidayPolicy.NEXT_SAME_WEEKDAY, "02-27", "06-26"),
        (HolidayPolicy.KEEP, "02-20", "06-19"),
        (HolidayPolicy.MANUAL, "02-20", "06-19"),
    ],
)
def test_a_holiday_moves_the_day_as_the_body_says(policy: str, february: str, june: str) -> None:
    works = CalendarDay.objects.workday_test(date(2026, 1, 1), date(2026, 12, 31))
    rules = replace(Rules(), holiday_policy=policy)
    found = [schedule.theme_day(2026, month, works, rules) for month in (2, 6)]
    assert [f"{day:%m-%d}" for day in found] == [february, june]


def test_a_theme_day_settled_by_hand_has_no_day() -> None:
    manual = replace(Rules(), theme_day_rule=ThemeDay(ThemeDayRuleKind.MANUAL))
    assert schedule.theme_day(2026, 2, weekdays_only, manual) is None


def test_filing_is_due_in_working_days_or_in_days() -> None:
    rules = replace(Rules(), filing_due=5)
    assert schedule.filing_due(date(2026, 11, 20), weekdays_only, rules) == date(2026, 11, 27)
    by_day = replace(rules, filing_due_unit="day")
    assert schedule.filing_due(date(2026, 11, 20), weekdays_only, by_day) == date(2026, 11, 25)
