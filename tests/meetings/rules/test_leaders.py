"""领导干部讲党课: what is wanting, and whether the content was reported in time."""

from datetime import date

import pytest

from meetings.rules.leaders import Given, report_due, report_words, shortfall

LECTURE = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("given", "lectures", "visits", "words"),
    [
        (Given(), 1, 0, "还差 1 次"),
        (Given(1, 0), 1, 0, ""),
        (Given(1, 1), 2, 2, "还差 1 次，到基层还差 1 次"),
        (Given(3, 0), 2, 2, "到基层还差 2 次"),
        (Given(), 0, 0, ""),
    ],
    ids=[
        "支部条例第十六条",
        "支部条例第十六条: given",
        "样本: 每人每年 2 次",
        "样本: 到村、到小组",
        "0 = 不要求",
    ],
)
def test_what_is_wanting(given: Given, lectures: int, visits: int, words: str) -> None:
    assert shortfall(given, lectures, visits) == words


@pytest.mark.parametrize(
    ("reported", "today", "words"),
    [
        (date(2026, 11, 19), date(2026, 12, 1), "已报告"),
        (date(2026, 11, 20), date(2026, 12, 1), "晚报 1 天"),
        (None, date(2026, 11, 19), "待报告"),
        (None, date(2026, 11, 20), "没有报告"),
    ],
)
def test_how_the_report_stands(reported: date | None, today: date, words: str) -> None:
    assert report_words(LECTURE, reported, 1, today) == words


def test_no_days_asked_means_the_same_day() -> None:
    assert report_due(LECTURE, 0) == LECTURE
