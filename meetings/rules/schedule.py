"""Days: the theme day of a month, deadlines in days. Pure; the calendar is handed in as a function."""

from collections.abc import Callable
from datetime import date, timedelta

from meetings.rules.catalogue.rules import Rules
from meetings.rules.catalogue.sorts import ThemeDay
from meetings.vocabulary import HolidayPolicy, ThemeDayRuleKind

IsWorkday = Callable[[date], bool]
WEEK = timedelta(days=7)


def nth_weekday(year: int, month: int, n: int, weekday: int) -> date:
    """The n-th such weekday of a month; weekdays as in ISO, Monday 1 … Sunday 7."""
    first = date(year, month, 1)
    offset = (weekday - first.isoweekday()) % 7
    return first + timedelta(days=offset + 7 * (n - 1))


def weekday_of_nth_week(year: int, month: int, n: int, weekday: int, *, count_partial: bool) -> date:
    """The weekday of the n-th week, Monday being the first day of a week.

    `count_partial`: the days before the first Monday are a week of their own; where they lack the weekday, the first
    week has none, and that of the next one stands for it.
    """
    first = date(year, month, 1)
    back = first.isoweekday() - 1
    monday = first - timedelta(days=back)
    if back and not count_partial:
        monday += WEEK
    day = monday + WEEK * (n - 1) + timedelta(days=weekday - 1)
    return day if day >= first else day + WEEK


def last_weekday(year: int, month: int, weekday: int) -> date:
    """The last such weekday of a month."""
    after = date(year + month // 12, month % 12 + 1, 1)
    return nth_weekday(after.year, after.month, 1, weekday) - WEEK


def fixed_day(year: int, month: int, rule: ThemeDay) -> date | None:
    """The day that the rule names, holidays left aside; None when the month is settled by hand."""
    match rule.kind:
        case ThemeDayRuleKind.NTH_WEEKDAY:
            return nth_weekday(year, month, rule.n, rule.weekday)
        case ThemeDayRuleKind.WEEKDAY_OF_NTH_WEEK:
            return weekday_of_nth_week(year, month, rule.n, rule.weekday, count_partial=rule.count_partial)
        case ThemeDayRuleKind.DAY_OF_MONTH:
            return date(year, month, rule.day)
        case ThemeDayRuleKind.LAST_WEEKDAY:
            return last_weekday(year, month, rule.weekday)
    return None


def next_workday(day: date, is_workday: IsWorkday) -> date:
    """The day itself when people work, else the next one on which they do (顺延)."""
    while not is_workday(day):
        day += timedelta(days=1)
    return day


def moved(day: date, is_workday: IsWorkday, policy: HolidayPolicy) -> date:
    """Where a day goes that falls on a holiday."""
    step = {
        HolidayPolicy.NEXT_WORKDAY: timedelta(days=1),
        HolidayPolicy.PREV_WORKDAY: timedelta(days=-1),
        HolidayPolicy.NEXT_SAME_WEEKDAY: WEEK,
    }.get(policy)
    while step and not is_workday(day):
        day += step
    return day


def theme_day(year: int, month: int, is_workday: IsWorkday, rules: Rules) -> date | None:
    """The theme day of a month by the rules of a body (domain 13); None when it is settled by hand."""
    day = fixed_day(year, month, rules.theme_day_rule)
    return moved(day, is_workday, HolidayPolicy(rules.holiday_policy)) if day else None


def add_workdays(day: date, count: int, is_workday: IsWorkday) -> date:
    """The `count`-th working day after a day, the day itself not counted."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_workday(day)
    return day


def filing_due(day: date, is_workday: IsWorkday, rules: Rules) -> date:
    """应报日 of a meeting held on a day."""
    if rules.filing_due_unit == "day":
        return day + timedelta(days=rules.filing_due)
    return add_workdays(day, rules.filing_due, is_workday)
