"""The catalogue as a whole: codes, words, bases, periods."""

from datetime import date

import pytest

from meetings.inspection.checks import CHECKS, FAMILIES
from meetings.inspection.checks.base import Check, basis_words, is_sound, period_words
from meetings.inspection.vocabulary import Severity
from meetings.rules.basis import Basis
from meetings.rules.catalogue.rules import CATALOGUE
from meetings.vocabulary import Certainty
from tests.meetings.inspection.years import rules

ALL = pytest.mark.parametrize("check", CHECKS.values(), ids=lambda one: one.code)


@ALL
def test_a_check_says_what_it_is(check: Check) -> None:
    assert check.family in FAMILIES
    assert check.words.startswith("请核对：" if check.severity is Severity.INFO else "疑似：")
    assert check.formula
    assert check.exempt
    assert check.basis_words
    assert set(check.keys) <= set(CATALOGUE)


@ALL
def test_what_waits_to_be_looked_up_is_at_most_a_warning(check: Check) -> None:
    assert is_sound(type(check))


def test_an_error_on_memory_alone_would_be_noticed() -> None:
    class Hearsay(type(CHECKS["FREQ-01"])):  # type: ignore[misc]
        basis = (Basis("某规定", certainty=Certainty.MEMORY),)

    assert not is_sound(Hearsay)


def test_nobody_is_scored_or_ranked() -> None:
    words = "".join(f"{one.title}{one.formula}{one.exempt}" for one in CHECKS.values())
    assert not [word for word in ("得分", "扣分", "名次", "排名", "积分") if word in words]


def test_the_source_of_a_rule_is_named() -> None:
    said = CHECKS["FREQ-01"].rule_source(rules(), date(2025, 3, 1))
    assert said.startswith("每季度党员大会：1 次（全国）")


def test_a_basis_carries_its_certainty_and_level() -> None:
    assert basis_words(CHECKS["FREQ-01"].basis[0]) == "支部条例第十一条〔核·国家〕"
    assert CHECKS["FREQ-07"].basis_words == "推定〔本单位〕"


PERIODS = (
    ((2025, 1, 1), (2025, 12, 31), "2025年"),
    ((2025, 7, 1), (2025, 9, 30), "2025年三季度"),
    ((2025, 1, 1), (2025, 6, 30), "2025年上半年"),
    ((2025, 7, 1), (2025, 12, 31), "2025年下半年"),
    ((2025, 5, 1), (2025, 5, 31), "2025年5月"),
    ((2025, 5, 3), (2025, 5, 3), "2025年5月3日"),
    ((2025, 4, 1), (2026, 3, 31), "2025年度"),
    ((2025, 4, 16), (2026, 4, 15), "2025年度"),
    ((2025, 4, 3), (2025, 5, 9), "2025年4月3日至2025年5月9日"),
)


@pytest.mark.parametrize(("first", "last", "words"), PERIODS)
def test_a_period_in_words(first: tuple[int, int, int], last: tuple[int, int, int], words: str) -> None:
    assert period_words(date(*first), date(*last)) == words
