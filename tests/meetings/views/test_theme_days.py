"""主题党日年历, one month of it, and the page on which the rule is set."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from meetings import regulations
from meetings.kinds import MeetingKind
from meetings.lifecycle import theme_days as step
from meetings.models import RuleSet, ThemeDaySlot
from tests.cast import TODAY, Cast, moment
from tests.meetings.lifecycle import make

SignIn = Callable[..., Client]


def year_page(client: Client, cast: Cast, year: int = 2026) -> Any:
    return client.get(f"/organisations/{cast.first.pk}/theme-days/", {"year": year})


def states(page: Any) -> list[tuple[int, list[str]]]:
    return [(line.slot.month, line.states) for line in page.context["lines"] if line.states]


def test_a_years_dates_stand_on_one_page_with_what_moved_them(cast: Cast, sign_in: SignIn) -> None:
    make.held(cast, MeetingKind.THEME_DAY, start=moment(11, 19), end=None)
    step.waive(cast.first, 2026, 7, "双抢农忙", None)
    step.adjust(cast.first, 2026, 12, date(2026, 12, 11), "年底集中换届", None)
    page = year_page(sign_in(cast.secretary), cast)
    assert states(page) == [(2, ["顺延"]), (6, ["顺延"]), (7, ["豁免"]), (12, ["改定"])]
    text = page.content.decode()
    assert "2月20日是春节，顺延到2月24日" in text
    assert "双抢农忙" in text
    assert "原定12月18日（周五）" in text
    assert [link.label for link in page.context["lines"][10].held] == ["11月19日（周四）"]


def test_a_year_that_is_not_announced_says_so_at_every_month(cast: Cast, sign_in: SignIn) -> None:
    page = year_page(sign_in(cast.secretary), cast, 2027)
    assert states(page) == [(month, ["暂定"]) for month in range(1, 13)]
    assert "放假通知还没有录全" in page.content.decode()


def test_a_committee_sees_what_its_rule_would_give_and_changes_no_month(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.officer).get(f"/organisations/{cast.town.pk}/theme-days/")
    assert not page.context["edits"]
    assert [command.label for command in page.context["commands"]] == ["主题党日定在哪一天"]


@pytest.mark.parametrize(
    "address", ["theme-days/", "theme-rule/", "theme-days/2026/11/"]
)  # fmt: skip
def test_a_group_has_no_theme_day_of_its_own(cast: Cast, sign_in: SignIn, address: str) -> None:
    assert sign_in(cast.officer).get(f"/organisations/{cast.west.pk}/{address}").status_code in (403, 404)


def month_of(cast: Cast, month: int = 12, year: int = 2026) -> str:
    return f"/organisations/{cast.first.pk}/theme-days/{year}/{month}/"


def test_a_month_is_moved_with_two_fields(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.secretary)
    sent = {"what": "adjust", "day": "2026-12-11", "reason": "年底集中换届"}
    page = browser.post(month_of(cast), sent, follow=True)
    assert "12月主题党日：12月11日（周五）。" in page.content.decode()
    assert ThemeDaySlot.objects.get(month=12).changed_by == cast.secretary


def test_leaving_the_month_is_said_at_once(cast: Cast, sign_in: SignIn) -> None:
    sent = {"what": "adjust", "day": "2026-12-01", "reason": "防汛"}
    page = sign_in(cast.secretary).post(month_of(cast, 11), sent, follow=True)
    assert "不在 11 月，这个月会缺 1 次主题党日" in page.content.decode()


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"what": "adjust", "reason": "防汛"}, "请填写改到哪一天"),
        ({"what": "adjust", "day": "2026-12-11"}, "请写明原因"),
        ({"what": "waive"}, "请写明原因"),
        ({"what": "adjust", "day": "2026-09-11", "reason": "防汛"}, "只能改在当月"),
        ({"what": "undo"}, "怎样安排"),
        ({}, "请选择怎样安排"),
    ],
)
def test_what_is_missing_is_said_beside_the_field(
    cast: Cast, sign_in: SignIn, sent: dict[str, str], words: str
) -> None:
    page = sign_in(cast.secretary).post(month_of(cast), sent)
    assert page.status_code == 422
    assert words in page.content.decode()
    assert not ThemeDaySlot.objects.exists()


def test_a_waived_month_is_not_owed_and_may_be_taken_back(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.secretary)
    browser.post(month_of(cast, 11), {"what": "waive", "reason": "防汛"})
    desk = browser.get("/")
    row = next(row for row in desk.context["matrix"].rows if row.label == "主题党日")
    assert row.cells[10].word == "不适用"
    assert "11月主题党日" not in [card.title for card in desk.context["cards"]]
    browser.post(month_of(cast, 11), {"what": "undo"})
    desk = browser.get("/")
    assert "11月主题党日" in [card.title for card in desk.context["cards"]]


def test_the_desk_and_the_calendar_take_the_day_the_branch_has_named(cast: Cast, sign_in: SignIn) -> None:
    step.adjust(cast.first, 2026, 11, date(2026, 11, 27), "防汛", None)
    browser = sign_in(cast.secretary)
    card = next(card for card in browser.get("/").context["cards"] if card.title == "11月主题党日")
    assert "day=2026-11-27" in card.url
    weeks = browser.get("/calendar/").context["weeks"]
    marked = [day.day for week in weeks for day in week if any("主题党日" in e.label for e in day.entries)]
    assert marked == [date(2026, 11, 27)]


@pytest.mark.parametrize(("year", "month"), [(2026, 13), (2026, 0), (1900, 1), (2040, 1)])
def test_a_month_that_is_none_is_not_found(cast: Cast, sign_in: SignIn, year: int, month: int) -> None:
    assert sign_in(cast.secretary).get(month_of(cast, month, year)).status_code == 404


# --- The rule ---


def rule_page(cast: Cast, place: str = "first") -> str:
    return f"/organisations/{cast.places[place].pk}/theme-rule/"


def sent_rule(**more: str) -> dict[str, str]:
    return {
        "reading": "partial",
        "n": "3",
        "weekday": "5",
        "holiday_policy": "prev_workday",
        "effective_from": "2026-12-01",
    } | more


def test_the_readings_are_laid_side_by_side_for_the_next_three_months(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.secretary).get(rule_page(cast))
    assert page.context["months"] == ["2026年12月", "2027年1月", "2027年2月"]
    table = [[f"{one['day']:%m-%d}" for one in days] for _, _, days in page.context["readings"]]
    assert table == [["12-18", "01-15", "02-19"], ["12-18", "01-15", "02-19"], ["12-25", "01-22", "02-19"]]
    assert [one["is_provisional"] for one in page.context["readings"][0][2]] == [False, True, True]


def test_another_weekday_is_looked_at_without_being_stored(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.secretary).post(rule_page(cast), sent_rule(weekday="6", look="1"))
    assert page.context["saying"] == "每月第 3 周星期六"
    assert not RuleSet.objects.exclude(organisation=None).exists()


def test_a_branch_sets_its_own_day_from_a_month_on(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.secretary).post(rule_page(cast), sent_rule()).status_code == 302
    before = regulations.rules_for(cast.first, TODAY)
    after = regulations.rules_for(cast.first, date(2026, 12, 1))
    assert before.words("theme_day_rule") == "每月第 3 个星期五"
    assert after.words("theme_day_rule") == "每月第 3 周的星期五（残周算第一周）"
    assert (after.holiday_policy, after.source("theme_day_rule").body) == ("prev_workday", "柳湾村第一支部")


def test_a_committee_sets_it_for_all_below(cast: Cast, sign_in: SignIn) -> None:
    sign_in(cast.officer).post(rule_page(cast, "town"), sent_rule(reading="day_of_month", day="10"))
    rules = regulations.rules_for(cast.second, date(2026, 12, 1))
    assert rules.words("theme_day_rule") == "每月 10 日"


def test_saved_twice_it_is_one_set_that_keeps_its_other_rules(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.secretary)
    browser.post(rule_page(cast), sent_rule())
    kept = RuleSet.objects.get(organisation=cast.first)
    kept.values.create(key="notice_days", value=2, level="unit")
    browser.post(rule_page(cast), sent_rule(reading="last_weekday"))
    rules = regulations.rules_for(cast.first, date(2026, 12, 1))
    assert RuleSet.objects.filter(organisation=cast.first).count() == 1
    assert (rules.notice_days, rules.words("theme_day_rule")) == (2, "每月最后一个星期五")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"effective_from": "2026-10-01"}, "不能改到以前的月份"),
        ({"reading": "day_of_month"}, "请写明每月几日"),
        ({"reading": "day_of_month", "day": "31"}, "28"),
        ({"reading": "nonsense"}, "nonsense"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(
    cast: Cast, sign_in: SignIn, more: dict[str, str], words: str
) -> None:
    page = sign_in(cast.secretary).post(rule_page(cast), sent_rule(**more))
    assert page.status_code == 422
    assert words in page.content.decode()
    assert not RuleSet.objects.exclude(organisation=None).exists()
