"""Days: the theme day of a month, deadlines in days. Pure; the calendar is handed in as a function."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from meetings.rules.catalogue.rules import Rules
from meetings.rules.catalogue.sorts import ThemeDay
from meetings.vocabulary import HolidayPolicy, ThemeDayRuleKind

IsWorkday = Callable[[date], bool]
WEEK = timedelta(days=7)
SOONEST_WEEKS = 4  # no holiday lasts longer


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
    """Where a day goes that falls on a holiday. One of a weekday on which nobody ever works stays where it is."""
    if policy is HolidayPolicy.NEXT_SAME_WEEKDAY:
        weeks = (day + WEEK * count for count in range(SOONEST_WEEKS + 1))
        return next((one for one in weeks if is_workday(one)), day)
    step = {HolidayPolicy.NEXT_WORKDAY: 1, HolidayPolicy.PREV_WORKDAY: -1}.get(policy, 0)
    while step and not is_workday(day):
        day += timedelta(days=step)
    return day


def theme_day(year: int, month: int, is_workday: IsWorkday, rules: Rules) -> date | None:
    """The theme day of a month by the rules of a body (domain 13); None when it is settled by hand or not asked for."""
    day = None if month in rules.waived_months else fixed_day(year, month, rules.theme_day_rule)
    return moved(day, is_workday, HolidayPolicy(rules.holiday_policy)) if day else None


@dataclass(frozen=True)
class Reckoned:
    """The theme day of a month: the day the rule names, the day after holidays, and in words why they differ.

    `warns` is what the branch must hear at once: too far, or no longer in the month, which then lacks one.
    """

    fixed_on: date | None
    computed_on: date | None
    note: str = ""
    warns: bool = False


def reckoned(
    year: int,
    month: int,
    is_workday: IsWorkday,
    rules: Rules,
    name_of: Callable[[date], str] = lambda day: "",
) -> Reckoned:
    """As `theme_day`, with words. `name_of` gives the name of a holiday, "" for an ordinary weekend."""
    if month in rules.waived_months:
        return Reckoned(None, None, "按规定本月不要求")
    fixed = fixed_day(year, month, rules.theme_day_rule)
    if fixed is None:
        return Reckoned(None, None, "按规定由支部逐月确定")
    policy = HolidayPolicy(rules.holiday_policy)
    day = moved(fixed, is_workday, policy)
    note = "" if is_workday(fixed) else _shift_words(fixed, day, policy, name_of(fixed))
    far = abs((day - fixed).days) > rules.max_shift_days
    outside = day.month != month
    warnings = [f"挪了 {abs((day - fixed).days)} 天，超过规定的 {rules.max_shift_days} 天"] if far else []
    warnings += [f"不在 {month} 月，本月会缺 1 次"] if outside else []
    return Reckoned(fixed, day, "；".join(filter(None, [note, *warnings])), bool(warnings))


def _shift_words(fixed: date, day: date, policy: HolidayPolicy, name: str) -> str:
    why = f"{_day_words(fixed)}是{name or '周' + '一二三四五六日'[fixed.isoweekday() - 1]}"
    match policy:
        case HolidayPolicy.KEEP:
            return f"{why}，按规定不变"
        case HolidayPolicy.MANUAL:
            return f"{why}，请支部另定日子"
    if day == fixed:
        return f"{why}，请支部另定日子"
    return f"{why}，{'顺延' if day > fixed else '提前'}到{_day_words(day)}"


def _day_words(day: date) -> str:
    return f"{day.month}月{day.day}日"


def plan_due(year: int, quarter: int | None, rules: Rules) -> date:
    """By when a plan is to be reported: of a quarter on a day of its first month, of a year on a day of the year."""
    if quarter is not None:
        return date(year, 3 * quarter - 2, rules.plan_due_day)
    month, day = rules.annual_plan_due.split("-")
    return date(year, int(month), int(day))


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


def rework_due(returned_on: date, rules: Rules) -> date:
    """The day by which a record that was sent back is to be mended, or the meeting held again (domain 12)."""
    return returned_on + timedelta(days=rules.rework_days)
