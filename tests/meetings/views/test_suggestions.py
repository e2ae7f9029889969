"""The box of concerns on the screen, and a member's own."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from meetings.kinds import MeetingKind as K
from meetings.lifecycle import suggestions
from meetings.models import TopicSuggestion
from members.models import RoleGrant
from tests.cast import SINCE, TODAY, Cast
from tests.meetings.lifecycle.test_prompts import coming
from tests.meetings.lifecycle.test_suggestions import WORDS, entered

SignIn = Callable[..., Client]
LIST = "/topics/suggestions/"


def at(row: TopicSuggestion, name: str = "suggestion") -> str:
    return reverse(name, args=[row.pk])


@pytest.mark.parametrize("signed", [True, False])
def test_the_secretary_enters_what_was_said(cast: Cast, sign_in: SignIn, signed: bool) -> None:
    sent = {"content": WORDS, "raised_on": "2026-11-20", "raised_by": cast.grace.pk if signed else ""}
    sign_in(cast.recorder).post("/topics/suggestions/new/", sent)
    row = TopicSuggestion.objects.get()
    assert (row.branch, row.raised_by) == (cast.first, cast.grace if signed else None)


def test_a_day_to_come_is_refused_beside_the_field(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in(cast.secretary).post(
        "/topics/suggestions/new/", {"content": WORDS, "raised_on": "2026-11-25"}
    )
    assert answer.status_code == 422
    assert answer.context["form"].errors["raised_on"] == ["提出日期不能晚于今天。"]


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ({}, ["答过的", "待办的", "列了的"]),
        ({"state": "waiting"}, ["待办的"]),
        ({"state": "adopted"}, ["列了的"]),
        ({"state": "answered"}, ["答过的"]),
        ({"q": "待"}, ["待办的"]),
        ({"year": "2025"}, []),
    ],
)
def test_a_concern_is_found(cast: Cast, sign_in: SignIn, query: dict[str, str], texts: list[str]) -> None:
    suggestions.adopt(entered(cast, "列了的"), coming(cast), None)
    entered(cast, "待办的")
    suggestions.answer(entered(cast, "答过的"), "好", None)
    page = sign_in(cast.discipline).get(LIST, query)
    assert [row.content for row in page.context["page"]] == texts
    assert page.status_code == 200


def test_it_is_put_on_an_agenda_and_both_sides_show_it(cast: Cast, sign_in: SignIn) -> None:
    row, meeting, browser = entered(cast), coming(cast), sign_in(cast.secretary)
    form = browser.get(at(row)).context["adopting"]
    assert form["title"].value() == WORDS
    browser.post(at(row, "suggestion-adopt"), {"meeting": meeting.pk, "title": "研究路灯维修"})
    page = browser.get(at(row))
    assert page.context["state"] == "已列入议题"
    assert reverse("meeting", args=[meeting.pk]) in page.content.decode()
    assert at(row) in browser.get(reverse("meeting", args=[meeting.pk])).content.decode()
    assert at(row) not in sign_in(cast.officer).get(reverse("meeting", args=[meeting.pk])).content.decode()


def test_it_is_answered_and_the_answer_may_be_mended(cast: Cast, sign_in: SignIn) -> None:
    row, browser = entered(cast), sign_in(cast.secretary)
    for words in ("下月修", "已经修好"):
        browser.post(at(row, "suggestion-answer"), {"answer": words, "answered_on": TODAY})
    row.refresh_from_db()
    assert (row.answer, row.answered_on) == ("已经修好", TODAY)
    assert browser.get(at(row)).context["answering"]["answer"].value() == "已经修好"


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("suggestion-adopt", {"meeting": "1", "title": ""}),
        ("suggestion-answer", {"answer": "", "answered_on": "2026-11-24"}),
        ("suggestion-answer", {"answer": "好", "answered_on": "2026-11-25"}),
    ],
)
def test_what_is_wrong_comes_back(cast: Cast, sign_in: SignIn, name: str, sent: dict[str, Any]) -> None:
    row = entered(cast)
    assert sign_in(cast.secretary).post(at(row, name), sent).status_code == 422


def test_the_discipline_officer_reads_only(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.discipline).get(at(entered(cast)))
    assert (page.context["adopting"], page.context["answering"]) == (None, None)


def test_a_member_puts_one_in_and_sees_what_came_of_it(cast: Cast, sign_in: SignIn) -> None:
    browser, where = sign_in(cast.member), reverse("own-suggestions")
    browser.post(where, {"content": WORDS, "named": "yes"})
    browser.post(where, {"content": "不想署名的事", "named": "no"})
    suggestions.answer(TopicSuggestion.objects.get(content=WORDS), "下月修", None)
    page = browser.get(where)
    assert [row.content for row in page.context["page"]] == [WORDS]
    assert "下月修" in page.content.decode()
    assert TopicSuggestion.objects.get(content="不想署名的事").created_by is None


def test_an_account_without_a_member_is_told_so(cast: Cast, sign_in: SignIn) -> None:
    RoleGrant.objects.create(user=cast.auditor, organisation=cast.first, role="member", start=SINCE)
    answer = sign_in(cast.auditor).post(reverse("own-suggestions"), {"content": WORDS, "named": "yes"})
    assert "没有对应的党员" in answer.content.decode()


def test_what_waits_is_on_the_desk_and_walks_into_the_call(cast: Cast, sign_in: SignIn) -> None:
    row, browser = entered(cast), sign_in(cast.secretary)
    card = next(card for card in browser.get("/").context["cards"] if card.title.startswith("党员点题"))
    assert (card.url, card.state) == (at(row), "待处理")
    entered(cast, "另一件")
    titles = [card.title for card in browser.get("/").context["cards"]]
    assert "党员点题 2 条" in titles
    form = browser.get("/meetings/new/", {"kind": "branch_committee", "suggestion": row.pk}).context["form"]
    assert len(form.fields["suggestions"].choices) == 2
    assert form["suggestions"].value() == [str(row.pk)]


def test_the_list_asks_as_much_however_long_it_is(
    cast: Cast, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    meeting = coming(cast, K.BRANCH_COMMITTEE)
    for number in range(30):
        suggestions.adopt(entered(cast, f"第{number}件"), meeting, None)
    browser = sign_in(cast.secretary)
    browser.get(LIST)
    with django_assert_max_num_queries(8):
        browser.get(LIST)
