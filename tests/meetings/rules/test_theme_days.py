"""The theme days of four years under every rule and policy, against a count of days made in another way."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from meetings.models import CalendarDay
from meetings.rules import schedule
from meetings.rules.catalogue.rules import Rules
from meetings.rules.catalogue.sorts import ThemeDay
from meetings.vocabulary import HolidayPolicy as P
from meetings.vocabulary import ThemeDayRuleKind as K

YEARS = range(2024, 2028)
# 国办放假通知: days off on weekdays, and days of work at weekends. 2027 has not been announced.
OFF = """2024: 1.1 2.12-2.16 4.4-4.5 5.1-5.3 6.10 9.16-9.17 10.1-10.4 10.7
2025: 1.1 1.28-1.31 2.3-2.4 4.4 5.1-5.2 5.5 6.2 10.1-10.3 10.6-10.8
2026: 1.1-1.2 2.16-2.20 2.23 4.6 5.1 5.4-5.5 6.19 9.25 10.1-10.2 10.5-10.7"""
ON = """2024: 2.4 2.18 4.7 4.28 5.11 9.14 9.29 10.12
2025: 1.26 2.8 4.27 9.28 10.11
2026: 1.4 2.14 2.28 5.9 9.20 10.10"""


def days_of(text: str) -> set[date]:
    found = set()
    for line in text.splitlines():
        year, words = line.split(":")
        for word in words.split():
            first, _, last = word.partition("-")
            month, day = map(int, first.split("."))
            end = int(last.split(".")[1]) if last else day
            found |= {date(int(year), month, one) for one in range(day, end + 1)}
    return found


FREE, WORKED = days_of(OFF), days_of(ON)


def works(day: date) -> bool:
    return day in WORKED or (day.weekday() < 5 and day not in FREE)


def month_days(year: int, month: int) -> list[date]:
    return [date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1)]


def weeks(year: int, month: int) -> list[list[date]]:
    """The days of a month cut at every Monday, as on a wall calendar."""
    rows: list[list[date]] = []
    for day in month_days(year, month):
        if day.weekday() == 0 or not rows:
            rows.append([])
        rows[-1].append(day)
    return rows


def named(year: int, month: int, rule: ThemeDay) -> date | None:
    """The day of a rule, found by looking through the month and the one after it."""
    days = month_days(year, month)
    same = [day for day in days if day.weekday() == rule.weekday - 1]
    match rule.kind:
        case K.NTH_WEEKDAY:
            return same[rule.n - 1]
        case K.LAST_WEEKDAY:
            return same[-1]
        case K.DAY_OF_MONTH:
            return days[rule.day - 1]
        case K.MANUAL:
            return None
    rows = weeks(year, month)
    if len(rows[0]) < 7 and not rule.count_partial:
        rows = rows[1:]
    following = rows[rule.n - 1][0]
    monday = following - timedelta(days=following.weekday())
    day = monday + timedelta(days=rule.weekday - 1)
    return day if day >= days[0] else day + timedelta(days=7)


def shifted(day: date | None, policy: P) -> date | None:
    if day is None or works(day) or policy in (P.KEEP, P.MANUAL):
        return day
    step = {P.NEXT_WORKDAY: 1, P.PREV_WORKDAY: -1, P.NEXT_SAME_WEEKDAY: 7}[policy]
    for count in range(1, 29 if step == 7 else 40):
        one = day + timedelta(days=step * count)
        if works(one) and (one - day).days <= 28:
            return one
    return day


def rules() -> Iterator[ThemeDay]:
    for n in range(1, 5):
        for weekday in range(1, 8):
            yield ThemeDay(K.NTH_WEEKDAY, n, weekday)
            yield ThemeDay(K.WEEKDAY_OF_NTH_WEEK, n, weekday, count_partial=True)
            yield ThemeDay(K.WEEKDAY_OF_NTH_WEEK, n, weekday, count_partial=False)
    for weekday in range(1, 8):
        yield ThemeDay(K.LAST_WEEKDAY, weekday=weekday)
    for day in range(1, 29):
        yield ThemeDay(K.DAY_OF_MONTH, day=day)
    yield ThemeDay(K.MANUAL)


@pytest.mark.parametrize("policy", list(P))
def test_every_rule_gives_the_day_that_a_finger_on_the_calendar_finds(policy: P) -> None:
    plain = Rules()
    wrong, compared = [], 0
    for rule in rules():
        own = replace(plain, theme_day_rule=rule, holiday_policy=str(policy))
        for year in YEARS:
            for month in range(1, 13):
                fixed = named(year, month, rule)
                found = schedule.reckoned(year, month, works, own)
                compared += 1
                if (found.fixed_on, found.computed_on) != (fixed, shifted(fixed, policy)):
                    wrong.append((rule, year, month, found, fixed))
    assert not wrong[:3]
    assert compared == 48 * (4 * 7 * 3 + 7 + 28 + 1)


@pytest.mark.django_db
def test_the_calendar_in_the_table_is_the_one_of_the_announcements() -> None:
    stored = CalendarDay.objects.workday_test(date(2024, 1, 1), date(2027, 12, 31))
    days = [date(2024, 1, 1) + timedelta(days=count) for count in range(4 * 366 - 3)]
    assert [day for day in days if stored(day) != works(day)] == []


@pytest.mark.parametrize(
    ("month", "note", "warns"),
    [
        (11, "", False),
        (2, "2月20日是春节，顺延到2月24日", False),
        (6, "6月19日是端午节，顺延到6月22日", False),
    ],
)
def test_a_shift_is_put_into_words(month: int, note: str, warns: bool) -> None:
    names = {date(2026, 2, 20): "春节", date(2026, 6, 19): "端午节"}
    found = schedule.reckoned(2026, month, works, Rules(), lambda day: names.get(day, ""))
    assert (found.note, found.warns) == (note, warns)


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        (P.PREV_WORKDAY, "提前到2月14日"),
        (P.KEEP, "按规定不变"),
        (P.MANUAL, "请支部另定日子"),
        (P.NEXT_SAME_WEEKDAY, "顺延到2月27日"),
    ],
)
def test_each_policy_says_what_it_did(policy: P, words: str) -> None:
    own = replace(Rules(), holiday_policy=str(policy))
    assert schedule.reckoned(2026, 2, works, own).note == f"2月20日是周五，{words}"


def test_a_shift_over_the_end_of_the_month_warns_that_the_month_lacks_one() -> None:
    last_friday = replace(Rules(), theme_day_rule=ThemeDay(K.LAST_WEEKDAY, weekday=6))
    found = schedule.reckoned(2026, 1, works, last_friday)
    assert found.computed_on == date(2026, 2, 2)
    assert found.warns
    assert found.note.endswith("不在 1 月，本月会缺 1 次")


def test_a_shift_that_is_longer_than_the_rule_allows_warns() -> None:
    narrow = replace(Rules(), max_shift_days=3)
    found = schedule.reckoned(2026, 2, works, narrow)
    assert found.warns
    assert "挪了 4 天，超过规定的 3 天" in found.note
    assert not schedule.reckoned(2026, 2, works, Rules()).warns


def test_a_weekday_on_which_nobody_works_is_left_to_the_branch_and_not_sought_for_ever() -> None:
    sundays = ThemeDay(K.NTH_WEEKDAY, 3, 7)
    own = replace(Rules(), theme_day_rule=sundays, holiday_policy=str(P.NEXT_SAME_WEEKDAY))
    found = schedule.reckoned(2027, 6, works, own)
    assert found.fixed_on == found.computed_on == date(2027, 6, 20)
    assert found.note == "6月20日是周日，请支部另定日子"


def test_a_month_that_is_waived_by_rule_or_left_to_the_branch_has_no_day() -> None:
    waived = replace(Rules(), waived_months=(7, 8))
    assert schedule.reckoned(2026, 8, works, waived) == schedule.Reckoned(None, None, "按规定本月不要求")
    assert schedule.theme_day(2026, 8, works, waived) is None
    manual = replace(Rules(), theme_day_rule=ThemeDay(K.MANUAL))
    assert schedule.reckoned(2026, 8, works, manual).note == "按规定由支部逐月确定"


@pytest.mark.parametrize(
    ("quarter", "due"), [(1, date(2027, 1, 5)), (3, date(2027, 7, 5)), (None, date(2027, 1, 31))]
)
def test_a_plan_is_due_early_in_its_quarter_or_year(quarter: int | None, due: date) -> None:
    assert schedule.plan_due(2027, quarter, Rules()) == due
