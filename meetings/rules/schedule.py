"""Days: the theme day of a month, deadlines in working days. Pure; the calendar is handed in as a function."""

from collections.abc import Callable
from datetime import date, timedelta

IsWorkday = Callable[[date], bool]


def nth_weekday(year: int, month: int, n: int, weekday: int) -> date:
    """The n-th such weekday of a month; weekdays as in ISO, Monday 1 … Sunday 7."""
    first = date(year, month, 1)
    offset = (weekday - first.isoweekday()) % 7
    return first + timedelta(days=offset + 7 * (n - 1))


def next_workday(day: date, is_workday: IsWorkday) -> date:
    """The day itself when people work, else the next one on which they do (顺延)."""
    while not is_workday(day):
        day += timedelta(days=1)
    return day


def theme_day(year: int, month: int, is_workday: IsWorkday, *, n: int, weekday: int) -> date:
    """The theme day of a month, put off to the next working day when it falls on a holiday (domain 13)."""
    return next_workday(nth_weekday(year, month, n, weekday), is_workday)


def add_workdays(day: date, count: int, is_workday: IsWorkday) -> date:
    """The `count`-th working day after a day, the day itself not counted."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_workday(day)
    return day
