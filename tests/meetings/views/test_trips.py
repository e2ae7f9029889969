"""The way of filings: counted as facts, in the order of the tree, the same on screen, in the workbook and on paper."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from meetings import trips
from meetings.kinds import MeetingKind as K
from meetings.lifecycle import filing
from meetings.trips import Sent, Trip, trip_of
from meetings.vocabulary import ReturnReason
from members.access import Action
from tests.cast import TODAY, Cast, moment
from tests.meetings.lifecycle import make

SignIn = Callable[..., Client]


def a_year(cast: Cast) -> None:
    """In time and seen; late; returned, mended and waiting; returned to be held again."""
    filing.acknowledge(make.filed(cast, K.BRANCH_ASSEMBLY), cast.officer)
    make.filed(cast, K.PARTY_LECTURE, start=moment(9, 3), end=moment(9, 3, 16), late_reason="停电")
    mended = make.filed(cast, K.THEME_DAY)
    filing.send_back(mended, ReturnReason.REFILL, ["minutes"], "太简", cast.officer)
    filing.file_gathering(mended.meeting.gathering, cast.secretary)
    again = make.filed(cast, K.GROUP_MEETING)
    filing.send_back(again, ReturnReason.REHOLD, [], "主题不明", cast.officer)


WHOLE = Trip(sent=4, in_time=3, late=1, returned=2, held_again=1, again=1, on_file=1, waiting=2)


def test_the_year_is_counted(cast: Cast, sign_in: SignIn) -> None:
    a_year(cast)
    page = sign_in(cast.inspector).get(reverse("subtree-filings"))
    assert page.context["whole"] == WHOLE
    assert [(place.short_name, trip.sent) for place, trip in page.context["page"]] == [
        ("柳湾村党总支", 0), ("柳湾村第一支部", 4), ("柳湾村第二支部", 0),
    ]  # fmt: skip
    [in_time, late] = page.context["chart"].series
    assert (in_time.values[10], late.values[10], sum(late.values)) == (3, 1, 1)
    assert "不评分、不排名" in page.text
    assert (
        sign_in(cast.inspector).get(reverse("subtree-filings"), {"year": "2025"}).context["whole"] == Trip()
    )


def test_what_is_sent_again_is_neither_in_time_nor_late() -> None:
    rows = [
        Sent(1, version, TODAY, is_late, "pending", "") for version in (1, 2) for is_late in (True, False)
    ]
    assert trip_of(rows) == Trip(sent=2, in_time=1, late=1, again=2, waiting=4)
    assert trips.punctuality(rows[2:]) is None


def test_another_town_is_not_counted(cast: Cast, sign_in: SignIn) -> None:
    a_year(cast)
    page = sign_in(cast.far_inspector).get(reverse("subtree-filings"))
    assert page.context["whole"] == Trip()
    assert "柳湾" not in page.text


def test_the_workbook_says_the_same_as_the_screen(cast: Cast, sign_in: SignIn) -> None:
    a_year(cast)
    browser = sign_in(cast.officer)
    [workbook, paper] = browser.get(reverse("subtree-filings")).context["commands"]
    rows = list(load_workbook(io.BytesIO(browser.get(workbook.url).content)).active.values)
    line = next(row for row in rows if row[1] == "柳湾村第一支部")
    total = next(row for row in rows if row[1] == "合计")
    assert list(line[2:10]) == list(total[2:10]) == [4, 3, 1, 2, 1, 1, 1, 2]
    assert browser.get(paper.url).content.startswith(b"%PDF")


def test_the_page_asks_few_questions(cast: Cast, sign_in: SignIn, django_assert_max_num_queries: Any) -> None:
    a_year(cast)
    browser = sign_in(cast.inspector)
    browser.get(reverse("subtree-filings"))
    with django_assert_max_num_queries(8):
        browser.get(reverse("subtree-filings"))


@pytest.mark.parametrize("account", ["secretary", "leader", "member"])
def test_who_oversees_nobody_is_not_shown_it(cast: Cast, sign_in: SignIn, account: str) -> None:
    assert sign_in(getattr(cast, account)).get(reverse("subtree-filings")).status_code == 403


def test_the_chart_and_the_table_count_the_same_rows(cast: Cast) -> None:
    a_year(cast)
    actor = cast.inspector.actor(TODAY)
    rows = trips.sent_in(actor, Action.SUBTREE_VIEW, 2026)
    chart = trips.punctuality(rows)
    drawn = [int(value or 0) for one in chart.series for value in one.values]
    assert sum(drawn) == WHOLE.sent
