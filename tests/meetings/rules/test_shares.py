"""Shares compared in whole numbers."""

import pytest

from meetings.rules import shares
from meetings.rules.shares import Share, percent, smallest

SHARES = [
    (shares.HALF, 16, 8),
    (shares.HALF, 15, 8),
    (shares.HALF, 0, 0),
    (shares.MORE_THAN_HALF, 16, 9),
    (shares.MORE_THAN_HALF, 15, 8),
    (shares.MORE_THAN_HALF, 0, None),
    (shares.TWO_THIRDS, 7, 5),
    (shares.TWO_THIRDS, 9, 6),
    (shares.FOUR_FIFTHS, 15, 12),
    (shares.MORE_THAN_FOUR_FIFTHS, 15, 13),
    (Share(95, 100), 20, 19),
    (Share(95, 100), 21, 20),
    (Share(1, 1), 3, 3),
    (Share(1, 1, is_strict=True), 3, None),
]


@pytest.mark.parametrize(("share", "base", "least"), SHARES)
def test_the_smallest_number_is_the_first_that_holds(share: Share, base: int, least: int | None) -> None:
    assert share.needed(base) == least
    assert [n for n in range(base + 1) if share.holds(n, base)] == (
        [] if least is None else list(range(least, base + 1))
    )


def test_an_inequality_is_written_with_its_products() -> None:
    assert shares.MORE_THAN_HALF.words(9, 16) == "2×9 = 18 > 16"
    assert shares.MORE_THAN_HALF.words(8, 16) == "2×8 = 16 ≤ 16"
    assert shares.HALF.words(8, 16) == "2×8 = 16 ≥ 16"
    assert shares.HALF.words(7, 16) == "2×7 = 14 < 16"
    assert shares.FOUR_FIFTHS.words(12, 15) == "5×12 = 60 ≥ 4×15 = 60"
    assert shares.MORE_THAN_HALF.words(9, 16, "(7+2)") == "2×(7+2) = 18 > 16"


def test_a_formula_is_written_with_letters() -> None:
    assert shares.MORE_THAN_HALF.formula("Y", "D") == "2×Y > D"
    assert shares.TWO_THIRDS.formula("P", "T") == "3×P ≥ 2×T"


def test_the_verb_says_whether_the_share_must_be_met_or_exceeded() -> None:
    assert [shares.HALF.verb(True), shares.HALF.verb(False)] == ["达到", "不足"]
    assert [shares.MORE_THAN_HALF.verb(True), shares.MORE_THAN_HALF.verb(False)] == ["超过", "未超过"]


@pytest.mark.parametrize(
    ("number", "share"),
    [(20, Share(1, 5)), (95, Share(19, 20)), (33, Share(33, 100)), (0, Share(0, 1)), (100, Share(1, 1))],
)
def test_per_cents_are_taken_to_lowest_terms(number: int, share: Share) -> None:
    assert percent(number) == share


def test_the_search_ends_at_the_most_there_can_be() -> None:
    assert smallest(lambda n: n >= 5, 5) == 5
    assert smallest(lambda n: n >= 5, 4) is None
    assert smallest(lambda n: True, 0) == 0
