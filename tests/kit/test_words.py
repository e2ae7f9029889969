"""Dates, times and numbers as the house writes them."""

from datetime import UTC, date, datetime, time

import pytest

from branchlife.kit.templatetags import words

DAY = date(2026, 11, 20)
LATE_EVENING_UTC = datetime(2026, 11, 19, 16, 30, tzinfo=UTC)  # 20 November 00:30 in Shanghai
AFTERNOON = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)


def test_a_date_is_written_with_its_weekday() -> None:
    assert words.cn_date(DAY) == "2026年11月20日（周五）"


def test_months_and_days_carry_no_leading_zero() -> None:
    assert words.cn_date(date(2026, 3, 1)) == "2026年3月1日（周日）"


def test_a_moment_is_dated_by_local_time() -> None:
    assert words.cn_date(LATE_EVENING_UTC) == "2026年11月20日（周五）"


def test_shorter_forms_leave_out_what_the_page_says_already() -> None:
    assert words.cn_plain(DAY) == "2026年11月20日"
    assert words.cn_day(DAY) == "11月20日（周五）"
    assert words.cn_month(DAY) == "2026年11月"


def test_a_time_is_local_and_has_two_digits() -> None:
    assert words.cn_time(LATE_EVENING_UTC) == "00:30"
    assert words.cn_time(time(9, 5)) == "09:05"


def test_midnight_is_a_time_and_not_an_empty_value() -> None:
    assert words.cn_time(time(0, 0)) == "00:00"


def test_date_and_time_stand_together() -> None:
    assert words.cn_datetime(AFTERNOON) == "2026年11月20日（周五）14:30"


def test_a_span_within_a_day_names_the_date_once() -> None:
    end = datetime(2026, 11, 20, 8, 5, tzinfo=UTC)
    assert words.cn_until(AFTERNOON, end) == "2026年11月20日（周五）14:30—16:05"


def test_a_span_over_midnight_names_both_dates() -> None:
    end = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
    assert words.cn_until(AFTERNOON, end) == "2026年11月20日（周五）14:30—2026年11月21日（周六）09:00"


def test_a_span_without_an_end_is_its_start() -> None:
    assert words.cn_until(AFTERNOON, None) == "2026年11月20日（周五）14:30"


@pytest.mark.parametrize(
    "filter_", [words.cn_date, words.cn_plain, words.cn_day, words.cn_month, words.cn_time]
)
def test_nothing_gives_an_empty_text(filter_: object) -> None:
    assert filter_(None) == ""  # type: ignore[operator]


@pytest.mark.parametrize(
    ("day", "text"),
    [(date(2026, 11, 24), "今天"), (date(2026, 12, 2), "还有 8 天"), (date(2026, 11, 21), "已过 3 天")],
)
def test_days_are_counted_from_today(day: date, text: str) -> None:
    assert words.days_from(day, date(2026, 11, 24)) == text


def test_days_to_a_moment_are_calendar_days() -> None:
    assert words.days_from(LATE_EVENING_UTC, date(2026, 11, 20)) == "今天"


def test_a_share_has_one_decimal() -> None:
    assert words.percent1(19, 22) == "86.4%"
    assert words.percent1(0.909) == "90.9%"


def test_nobody_present_is_a_share_of_nought() -> None:
    assert words.percent1(0, 22) == "0.0%"


def test_a_share_of_nobody_is_a_dash() -> None:
    assert words.percent1(0, 0) == "—"
    assert words.percent1(None, 22) == "—"


def test_nought_is_not_nothing() -> None:
    assert words.or_none(0) == 0
    assert words.or_none("") == "无"


@pytest.mark.parametrize(
    ("size", "text"), [(0, ""), (12, "1 KB"), (284_000, "284 KB"), (1_240_000, "1.2 MB")]
)
def test_sizes_are_read_as_in_the_file_manager(size: int, text: str) -> None:
    assert words.file_size(size) == text


def test_a_span_that_is_not_known_yet_is_nothing() -> None:
    assert words.cn_until(None, None) == ""


def test_without_a_day_nothing_is_counted() -> None:
    assert words.days_from(None, DAY) == ""
