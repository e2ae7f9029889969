"""The page of the rules of a branch: values in words, whose, since when, on what they rest."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from meetings.rules.catalogue.rules import CATALOGUE, SECTION_KEYS
from tests.cast import Cast
from tests.meetings.laws import lay

SignIn = Callable[..., Client]


def page_of(browser: Client, cast: Cast, place: str = "first", **query: str) -> Any:
    return browser.get(reverse("branch-rules", args=[cast.places[place].pk]), query)


def test_every_rule_stands_on_the_page_in_words(cast: Cast, sign_in: SignIn) -> None:
    page = page_of(sign_in(cast.secretary), cast)
    lines = [line for section in page.context["sections"] for line in section.lines]
    assert len(lines) == len(CATALOGUE)
    assert [section.title for section in page.context["sections"]] == list(SECTION_KEYS)
    for words in ("每季度党员大会", "支部条例第十一条", "2018年10月28日起", "每月第 3 个星期五", "待核对"):
        assert words in page.text


def test_what_the_committee_has_set_stands_on_top_with_its_document(cast: Cast, sign_in: SignIn) -> None:
    lay(cast.town, date(2026, 3, 1), filing_due=5)
    page = page_of(sign_in(cast.secretary), cast)
    [line] = page.context["own"]
    assert (line.words, line.value, line.body, line.since) == (
        "会后多久内备案",
        "5 日",
        "禾岭镇党委",
        date(2026, 3, 1),
    )
    assert (line.basis, line.level, line.certainty) == ("组织生活实施办法第三条", "地方", "已核对")
    assert "组织生活实施办法第三条" in page.text


def test_without_local_rules_it_says_so(cast: Cast, sign_in: SignIn) -> None:
    assert "没有，全部是全国默认" in page_of(sign_in(cast.secretary), cast).text


def test_another_day_has_its_own_rules(cast: Cast, sign_in: SignIn) -> None:
    lay(cast.town, date(2026, 3, 1), filing_due=5)
    browser = sign_in(cast.secretary)
    old = page_of(browser, cast, day="2019-12-01")
    assert old.context["own"] == []
    assert "1990 暂行条例第二十二条" in old.text
    assert "2019年12月1日生效的值" in old.text


@pytest.mark.parametrize("day", ["", "soon", "0001-01-01", "9999-12-31", "2026-02-30"])
def test_a_day_that_cannot_be_meant_is_today(cast: Cast, sign_in: SignIn, day: str) -> None:
    assert page_of(sign_in(cast.secretary), cast, day=day).context["is_today"]


def test_the_organisation_leads_there_and_a_superior_sees_it_too(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.inspector)
    link = reverse("branch-rules", args=[cast.first.pk])
    assert link in browser.get(reverse("organisation", args=[cast.first.pk])).text
    assert page_of(browser, cast, "town").status_code == 200
    assert "本组织适用的规则" in page_of(browser, cast, "town").text
    assert page_of(browser, cast, "other").status_code == 404


def test_the_page_asks_the_same_questions_however_many_sets(
    cast: Cast, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    browser = sign_in(cast.secretary)
    page_of(browser, cast)
    for month in range(1, 11):
        lay(cast.town, date(2026, month, 1), filing_due=month)
        lay(cast.first, date(2026, month, 1), notice_days=month)
    with django_assert_max_num_queries(5):
        page = page_of(browser, cast)
    assert sorted(line.value for line in page.context["own"]) == ["10 天", "10 日"]
