"""The first page: each thing owed stands as a card with its one button, and the year under it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from meetings.kinds import MeetingKind
from meetings.lifecycle import filing, planning
from meetings.models import Meeting
from meetings.vocabulary import NoticeChannel, ReturnReason
from members.models import RoleGrant
from tests.cast import SHANGHAI, SINCE, Cast, moment
from tests.meetings.lifecycle import make

SignIn = Callable[..., Client]


def cards_of(client: Client, query: str = "") -> dict[str, Any]:
    return {card.title: card for card in client.get(reverse("desk") + query).context["cards"]}


def test_a_theme_day_whose_day_has_gone_by_waits_for_its_record(cast: Cast, sign_in: SignIn) -> None:
    [meeting] = make.called(cast, MeetingKind.THEME_DAY).meetings.all()
    card = cards_of(sign_in(cast.secretary))["11月主题党日"]
    assert (card.state, card.when) == ("待记录", "11月20日（周五）")
    assert card.url == reverse("meeting-roll", args=[meeting.pk])
    assert "应报日11月25日（周三），还有 1 天" in card.note


def test_a_held_meeting_leads_to_its_minutes_and_a_written_one_to_the_check(
    cast: Cast, sign_in: SignIn
) -> None:
    held = make.held(cast, MeetingKind.THEME_DAY)
    written = make.recorded(cast, MeetingKind.BRANCH_COMMITTEE, start=moment(11, 10), end=moment(11, 10, 16))
    cards = cards_of(sign_in(cast.secretary))
    assert cards["11月主题党日"].url == reverse("meeting-minutes", args=[held.pk])
    assert cards["11月支委会"].url == reverse("meeting-check", args=[written.pk])
    assert cards["11月支委会"].state == "待备案"


def test_what_was_sent_back_comes_first_and_leads_to_the_step_of_the_field(
    cast: Cast, sign_in: SignIn
) -> None:
    filed = make.filed(cast, MeetingKind.PARTY_LECTURE)
    filing.send_back(filed, ReturnReason.REFILL, ["roll"], "缺席事由没有写。", cast.officer)
    first = sign_in(cast.secretary).get("/").context["cards"][0]
    assert (first.title, first.state) == ("四季度党课备案被退回", "已退回")
    assert first.url == reverse("meeting-roll", args=[filed.meeting_id])
    assert first.note == "退回意见：到会情况。缺席事由没有写。"


def test_a_meeting_to_be_held_again_is_asked_for_until_it_has_been_called(
    cast: Cast, sign_in: SignIn
) -> None:
    filed = make.filed(cast, MeetingKind.PARTY_LECTURE)
    filing.send_back(filed, ReturnReason.REHOLD, [], "主题不明。", cast.officer)
    browser = sign_in(cast.secretary)
    card = cards_of(browser)["四季度党课备案被退回"]
    assert card.state == "重开"
    assert f"repeat={filed.meeting_id}" in card.url
    Meeting.objects.filter(pk=make.called(cast, MeetingKind.PARTY_LECTURE).meetings.get().pk).update(
        reheld_from=filed.meeting
    )
    assert "四季度党课备案被退回" not in cards_of(browser)


def test_a_month_without_a_committee_meeting_asks_for_one_with_everything_filled_in(
    cast: Cast, sign_in: SignIn
) -> None:
    card = cards_of(sign_in(cast.secretary))["11月支委会"]
    assert (card.state, card.when) == ("待召开", "本月未召开，余 6 天")
    expected = f"?branch={cast.first.pk}&kind=branch_committee&day=2026-11-25"
    assert card.url == reverse("meeting-new") + expected


def test_the_groups_that_have_not_met_are_named(cast: Cast, sign_in: SignIn) -> None:
    make.filed(cast, MeetingKind.GROUP_MEETING)
    card = cards_of(sign_in(cast.secretary))["11月党小组会"]
    assert card.note == "第一党小组"
    assert f"group={cast.east.pk}" in card.url


def test_months_that_went_by_without_a_meeting_are_gathered_in_one_card(cast: Cast, sign_in: SignIn) -> None:
    card = cards_of(sign_in(cast.secretary))["党员大会"]
    assert (card.state, card.when) == ("应开未开", "2026年一季度、二季度、三季度没有记录")


def test_in_january_december_is_not_forgotten(cast: Cast, sign_in: SignIn, clock: Any) -> None:
    clock.move_to(datetime(2027, 1, 8, 9, tzinfo=SHANGHAI))
    cards = sign_in(cast.secretary).get("/").context["cards"]
    assert "2026年10月、11月、12月没有记录" in [card.when for card in cards]


def test_a_meeting_of_next_week_asks_for_its_notice(cast: Cast, sign_in: SignIn) -> None:
    [meeting] = make.called(cast, MeetingKind.PARTY_LECTURE, start=moment(11, 27), end=None).meetings.all()
    card = cards_of(sign_in(cast.secretary))["四季度党课"]
    assert (card.url, card.action) == (reverse("meeting-notify", args=[meeting.pk]), "发通知")


def test_the_year_has_a_row_for_each_kind_and_a_cell_for_each_month(cast: Cast, sign_in: SignIn) -> None:
    filed = make.filed(cast, MeetingKind.THEME_DAY)
    filing.acknowledge(filed, cast.officer)
    matrix = sign_in(cast.secretary).get("/").context["matrix"]
    row = {row.label: row for row in matrix.rows}["主题党日"]
    assert len(row.cells) == 12
    assert (row.cells[10].word, row.cells[10].url) == ("已备案", reverse("meeting", args=[filed.meeting_id]))
    assert row.cells[9].word == "应开未开"
    assert "day=2026-10-31" in row.cells[9].url
    assert (row.cells[11].word, row.cells[11].url) == ("未到期", "")


def test_a_group_leader_sees_the_meetings_of_their_group_alone(cast: Cast, sign_in: SignIn) -> None:
    make.held(cast, MeetingKind.THEME_DAY)
    page = sign_in(cast.leader).get("/")
    assert [row.label for row in page.context["matrix"].rows] == ["党小组会"]
    assert [card.title for card in page.context["cards"]] == ["11月党小组会", "党小组会"]
    assert f"group={cast.west.pk}" in page.context["cards"][0].url


def test_a_discipline_officer_is_shown_the_year_but_no_work(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.discipline).get("/")
    assert page.context["cards"] == []
    assert not any("meetings/new" in cell.url for row in page.context["matrix"].rows for cell in row.cells)


def test_an_inspector_finds_what_waits_oldest_first(cast: Cast, sign_in: SignIn, clock: Any) -> None:
    late = make.filed(cast, MeetingKind.THEME_DAY)
    clock.shift(60)
    make.filed(cast, MeetingKind.PARTY_LECTURE)
    page = sign_in(cast.inspector).get("/")
    assert next(item.filing.pk for item in page.context["waiting"]) == late.pk
    assert page.context["waiting_count"] == 2
    assert {row.label for row in page.context["matrix"].rows} == {"柳湾村第一支部", "柳湾村第二支部"}


@pytest.mark.parametrize(("account", "to"), [("member", "own-record"), ("sysadmin", "admin:index")])
def test_others_are_shown_to_their_own_room(cast: Cast, sign_in: SignIn, account: str, to: str) -> None:
    assert sign_in(getattr(cast, account)).get("/").url == reverse(to)


def test_a_year_that_makes_no_sense_is_this_year(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.secretary)
    for words in ("1", "9999", "二〇二六", "2026'"):
        assert browser.get("/", {"year": words}).context["matrix"].caption.endswith("2026年组织生活一览")


def test_the_desk_asks_the_same_questions_however_much_there_is(
    cast: Cast, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    browser, superior = sign_in(cast.secretary), sign_in(cast.inspector)
    for one in (browser, superior):
        one.get("/")  # the first page of a session also writes down when it began
    for day in range(1, 21):
        facts = planning.Facts(start=moment(10, day), place="村部")
        planning.call(cast.first, [MeetingKind.BRANCH_COMMITTEE], facts, cast.secretary)
    with django_assert_max_num_queries(19):
        browser.get("/")
    with django_assert_max_num_queries(12):
        superior.get("/")


def test_the_month_shows_the_theme_day_until_one_is_called(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.secretary)
    assert "主题党日（固定日）" in browser.get("/").text
    make.called(cast, MeetingKind.THEME_DAY)
    assert "主题党日（固定日）" not in browser.get("/").text


def test_a_meeting_of_today_asks_for_its_roll(cast: Cast, sign_in: SignIn) -> None:
    [meeting] = make.called(
        cast, MeetingKind.PARTY_LECTURE, start=moment(11, 24, 15), end=None
    ).meetings.all()
    card = cards_of(sign_in(cast.secretary))["四季度党课"]
    assert (card.state, card.action) == ("今天", "点名")
    assert card.url == reverse("meeting-roll", args=[meeting.pk])


def test_what_is_told_already_or_far_ahead_asks_for_nothing(cast: Cast, sign_in: SignIn) -> None:
    told = make.called(cast, MeetingKind.PARTY_LECTURE, start=moment(11, 27), end=None).meetings.get()
    planning.notify(told, NoticeChannel.PHONE, "请参加", cast.secretary)
    make.called(cast, MeetingKind.BRANCH_ASSEMBLY, start=moment(12, 25), end=None)
    titles = cards_of(sign_in(cast.secretary))
    assert "四季度党课" not in titles
    assert "四季度党员大会" not in titles


def test_what_was_put_off_without_a_day_asks_for_one(cast: Cast, sign_in: SignIn) -> None:
    meeting = make.called(cast, MeetingKind.THEME_DAY).meetings.get()
    planning.postpone(meeting, "防汛", cast.secretary)
    card = cards_of(sign_in(cast.secretary))["11月主题党日"]
    assert (card.state, card.action, card.when) == ("延期", "定新的时间", "原定11月20日（周五）")
    assert card.url == reverse("meeting-postpone", args=[meeting.pk])


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (19, "应报日11月24日（周二），就是今天。"),
        (3, "应报日11月6日（周五）已过；迟报只作标注，照常可以备案。"),
    ],
)
def test_the_day_by_which_to_file_is_told(cast: Cast, sign_in: SignIn, day: int, words: str) -> None:
    make.recorded(cast, MeetingKind.PARTY_LECTURE, start=moment(11, day), end=moment(11, day, 16))
    assert cards_of(sign_in(cast.secretary))["四季度党课"].note == words


def test_a_duty_of_the_year_is_asked_for_when_its_end_comes_near(
    cast: Cast, sign_in: SignIn, clock: Any
) -> None:
    assert "2026年度组织生活会" in cards_of(sign_in(cast.secretary))
    clock.move_to(datetime(2027, 4, 20, 9, tzinfo=SHANGHAI))
    assert "2027年度组织生活会" not in cards_of(sign_in(cast.secretary))


def test_a_yearly_meeting_that_is_missing_is_told_with_its_year(
    cast: Cast, sign_in: SignIn, clock: Any
) -> None:
    meeting = make.recorded(cast, MeetingKind.ORGANISATIONAL_LIFE)
    assert cards_of(sign_in(cast.secretary))["2026年度组织生活会"].url == reverse(
        "meeting-check", args=[meeting.pk]
    )


def test_who_holds_no_role_today_finds_an_empty_desk(cast: Cast, sign_in: SignIn) -> None:
    cast.secretary.role_grants.update(end="2026-11-24")
    page = sign_in(cast.secretary).get("/")
    assert page.status_code == 200
    assert "meetings/desk_empty.html" in [template.name for template in page.templates]


def test_of_two_branches_the_one_asked_for_is_shown(cast: Cast, sign_in: SignIn) -> None:
    RoleGrant.objects.create(user=cast.secretary, organisation=cast.second, role="secretary", start=SINCE)
    browser = sign_in(cast.secretary)
    assert browser.get("/").context["place"] == cast.first
    page = browser.get("/", {"branch": cast.second.pk})
    assert page.context["place"] == cast.second
    assert [(link.label, link.current) for link in page.context["places"]] == [
        ("柳湾村第一支部", False),
        ("柳湾村第二支部", True),
    ]
    assert "cards" not in browser.get("/", {"branch": cast.second.pk, "year": "2025"}).context
