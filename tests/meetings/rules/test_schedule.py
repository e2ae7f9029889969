"""Theme days and deadlines, against the dates of 2026 worked out by hand."""

from datetime import date

import pytest

from meetings.models import CalendarDay
from meetings.rules import schedule

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
    assert schedule.theme_day(2026, month, works, n=3, weekday=5) == expected


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
