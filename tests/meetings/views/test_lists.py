"""The list of meetings and the calendar: found by kind, day, state and words, in a fixed number of queries."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from meetings.kinds import MeetingKind
from meetings.lifecycle import indexing, planning
from tests.cast import Cast, moment
from tests.meetings.lifecycle import make

SignIn = Callable[..., Client]
LIST = "/meetings/"


def found(client: Client, **query: str) -> list[str]:
    return [meeting.kind for meeting in client.get(LIST, query).context["page"]]


@pytest.fixture
def some(cast: Cast) -> Cast:
    make.recorded(cast, MeetingKind.THEME_DAY, theme="整理村史馆")
    make.called(cast, MeetingKind.PARTY_LECTURE, start=moment(9, 3), end=None, place="小学礼堂", theme="")
    make.called(cast, MeetingKind.BRANCH_COMMITTEE, start=moment(12, 30, year=2025), end=None, theme="")
    return cast


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ({}, ["theme_day", "party_lecture", "branch_committee"]),
        ({"year": "2025"}, ["branch_committee"]),
        ({"kind": "party_lecture"}, ["party_lecture"]),
        ({"state": "recorded"}, ["theme_day"]),
        ({"first": "2026-09-03", "last": "2026-09-03"}, ["party_lecture"]),
        ({"q": "村史馆"}, ["theme_day"]),
        ({"q": "小学"}, ["party_lecture"]),
        ({"q": "逐项讨论"}, ["theme_day"]),
        ({"q": "鱼塘"}, ["theme_day", "party_lecture", "branch_committee"]),
        ({"q": "没有这样的话"}, []),
        (
            {"kind": "nonsense", "year": "x", "first": "昨天"},
            ["theme_day", "party_lecture", "branch_committee"],
        ),
    ],
)
def test_a_meeting_is_found(some: Cast, sign_in: SignIn, query: dict[str, str], kinds: list[str]) -> None:
    assert found(sign_in(some.secretary), **query) == kinds


def test_the_branch_next_door_is_not_on_the_list(some: Cast, sign_in: SignIn) -> None:
    assert found(sign_in(some.neighbour)) == []
    assert found(sign_in(some.neighbour), branch=str(some.first.pk)) == []
    assert len(found(sign_in(some.inspector), branch=str(some.first.pk))) == 3


def test_a_close_meeting_is_listed_only_for_those_who_may_read_it(cast: Cast, sign_in: SignIn) -> None:
    make.held(cast, MeetingKind.ORGANISATIONAL_LIFE)
    assert found(sign_in(cast.secretary)) == ["organisational_life"]
    assert found(sign_in(cast.inspector)) == ["organisational_life"]
    assert found(sign_in(cast.officer)) == found(sign_in(cast.discipline)) == []


@pytest.mark.parametrize("account", ["secretary", "inspector"])
def test_the_list_asks_eight_questions_at_most_and_with_words_one_more(
    cast: Cast, sign_in: SignIn, account: str, django_assert_max_num_queries: Any
) -> None:
    browser = sign_in(getattr(cast, account))
    browser.get(LIST)  # the first page of a session also writes down when it began
    for count in (10, 50):
        for number in range(count):
            facts = planning.Facts(start=moment(1 + number % 11, 1 + number % 28), place="村部")
            planning.call(cast.first, [MeetingKind.GROUP_MEETING], facts, None, group=cast.west)
        with django_assert_max_num_queries(8):
            browser.get(LIST)
        indexing.catch_up()
        with django_assert_max_num_queries(9):  # whether something was edited since it was indexed
            page = browser.get(LIST, {"q": "村部"})
    assert page.context["page"].paginator.count == 60
    assert len(page.context["page"]) == 20


def test_an_empty_list_says_what_to_do_first(cast: Cast, sign_in: SignIn) -> None:
    assert "从召集第一次会议开始" in sign_in(cast.secretary).get(LIST).text
    assert "没有符合条件的会议" in sign_in(cast.secretary).get(LIST, {"q": "无"}).text


def test_the_calendar_shows_meetings_with_their_time_and_the_holidays(cast: Cast, sign_in: SignIn) -> None:
    meeting = make.called(cast, MeetingKind.THEME_DAY, start=moment(10, 16), end=None).meetings.get()
    page = sign_in(cast.secretary).get(reverse("calendar"), {"month": "2026-10"})
    assert reverse("meeting", args=[meeting.pk]) in page.text
    assert "14:30 主题党日" in page.text
    assert "国庆节" in page.text
    assert page.context["previous"].url.endswith("month=2026-09")


def test_a_superior_sees_how_many_meetings_a_day_holds(cast: Cast, sign_in: SignIn) -> None:
    make.called(cast, MeetingKind.THEME_DAY)
    assert "主题党日 1 次" in sign_in(cast.inspector).get(reverse("calendar")).text


@pytest.mark.parametrize("words", ["", "2026-13", "abc", "99999-1", "2026-"])
def test_a_month_that_makes_no_sense_is_this_month(cast: Cast, sign_in: SignIn, words: str) -> None:
    assert sign_in(cast.secretary).get(reverse("calendar"), {"month": words}).context["title"] == "2026年11月"


def test_a_close_meeting_stands_in_the_calendar_without_a_way_in(cast: Cast, sign_in: SignIn) -> None:
    meeting = make.called(cast, MeetingKind.ORGANISATIONAL_LIFE).meetings.get()
    page = sign_in(cast.discipline).get(reverse("calendar"))
    assert "组织生活会" in page.text
    assert reverse("meeting", args=[meeting.pk]) not in page.text


def test_with_too_many_branches_to_choose_from_one_writes_a_name_or_a_code(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("meetings.overview", "meetings.forms.filters"):
        monkeypatch.setattr(f"{module}.MOST_OFFERED", 2)
    make.held(cast)
    browser = sign_in(cast.inspector)
    page = browser.get(LIST)
    assert "支部（名称、代码）" in page.text
    assert page.context["page"].paginator.count == 1
    for words, count in (("第一支部", 1), (cast.first.code.lower(), 1), ("第二支部", 0)):
        assert browser.get(LIST, {"branch": words}).context["page"].paginator.count == count
    for name in ("/filings/", "/resolutions/", "/plans/", "/inspection/"):
        assert browser.get(name, {"branch": "第一"}).status_code == 200
