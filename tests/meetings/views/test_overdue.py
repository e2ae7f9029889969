"""Resolutions on the desk: quiet as long as nothing is due."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from meetings.kinds import MeetingKind as K
from meetings.lifecycle import resolutions
from meetings.lifecycle.resolutions import ResolutionLine, follow_up
from meetings.models import Resolution
from meetings.vocabulary import ResolutionState as S
from tests.cast import Cast, moment
from tests.meetings.lifecycle import make
from tests.meetings.lifecycle.test_resolutions import resolved

SignIn = Callable[..., Client]


def desk(client: Client) -> tuple[dict[str, Any], list[str]]:
    """The cards that speak of resolutions by title, and the lines of what is soon due."""
    context = client.get(reverse("desk")).context
    found = {card.title: card for card in context["cards"] if "决议" in card.title}
    return found, [line.label for line in context["soon"]]


def test_a_resolution_past_its_term_is_a_card_with_one_button(cast: Cast, sign_in: SignIn) -> None:
    row = resolved(cast)
    found, soon = desk(sign_in(cast.secretary))
    card = found["决议：整修鱼塘堤坝"]
    assert (card.state, card.when) == ("超期 14 天", "时限2026年11月10日")
    assert (card.action, card.url) == ("登记落实情况", reverse("resolution", args=[row.pk]))
    assert card.note == "2026年11月3日的会上定的，责任人柯䶮。"
    assert soon == []


def test_what_will_be_due_within_a_week_is_a_line_and_later_is_quiet(cast: Cast, sign_in: SignIn) -> None:
    resolved(cast, "今天到期", date(2026, 11, 24))
    resolved(cast, "下周到期", date(2026, 12, 1), start=moment(11, 4), end=None)
    resolved(cast, "以后到期", date(2026, 12, 2), start=moment(11, 5), end=None)
    resolved(cast, "没有时限", None, start=moment(11, 6), end=None)
    found, soon = desk(sign_in(cast.recorder))
    assert found == {}
    assert soon == ["11月24日（周二）到期：今天到期，责任人柯䶮", "12月1日（周二）到期：下周到期，责任人柯䶮"]


@pytest.mark.parametrize("end", [S.DONE, S.CANCELLED])
def test_what_is_settled_is_quiet(cast: Cast, sign_in: SignIn, end: S) -> None:
    follow_up(resolved(cast), "到此为止", end, cast.secretary)
    assert desk(sign_in(cast.secretary)) == ({}, [])


def test_of_many_the_oldest_have_a_card_and_the_rest_one_together(cast: Cast, sign_in: SignIn) -> None:
    meeting = make.recorded(cast, K.BRANCH_COMMITTEE, start=moment(11, 3), end=None)
    lines = [ResolutionLine(f"{'很' * 30}{n}", "", date(2026, 11, 10 + n)) for n in range(5)]
    resolutions.set_resolutions(meeting, lines, cast.secretary)
    found, _ = desk(sign_in(cast.secretary))
    assert list(found) == ["决议：" + "很" * 23 + "…", "还有 3 件决议超期"]
    assert found["还有 3 件决议超期"].url == f"/resolutions/?state=overdue&branch={cast.first.pk}"


def test_a_group_leader_is_reminded_of_the_group_s_alone(cast: Cast, sign_in: SignIn) -> None:
    resolved(cast)
    resolved(cast, "结对帮扶", kind=K.GROUP_MEETING)
    assert list(desk(sign_in(cast.leader))[0]) == ["决议：结对帮扶"]
    assert len(desk(sign_in(cast.secretary))[0]) == 2


def test_who_keeps_no_record_is_not_reminded(cast: Cast, sign_in: SignIn) -> None:
    resolved(cast)
    assert desk(sign_in(cast.discipline)) == ({}, [])


def test_the_desk_asks_one_question_more_however_many_are_due(
    cast: Cast, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    browser = sign_in(cast.secretary)
    browser.get("/")
    meeting = make.recorded(cast, K.BRANCH_COMMITTEE)
    Resolution.objects.bulk_create(
        Resolution(meeting=meeting, text=f"事项{n}", responsible="柯䶮", due_on=date(2026, 11, 20 + n % 9))
        for n in range(1000)
    )
    with django_assert_max_num_queries(19):
        browser.get("/")
