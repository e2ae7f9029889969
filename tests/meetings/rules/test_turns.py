"""轮流讲党课: the one whose last lecture lies furthest back."""

from datetime import date

import pytest

from meetings.rules.turns import Turn, next_turn

MAY, JUNE = date(2026, 5, 12), date(2026, 6, 9)


@pytest.mark.parametrize(
    ("turns", "member"),
    [
        ([Turn(1, 1, JUNE), Turn(2, 2, MAY)], 2),
        ([Turn(1, 1, MAY), Turn(2, 2)], 2),
        ([Turn(7, 2), Turn(9, 1)], 9),
        ([Turn(7, 2, MAY), Turn(9, 1, MAY)], 9),
        ([Turn(1, 1, MAY, "流动党员"), Turn(2, 2, JUNE)], 2),
    ],
    ids=[
        "the longest ago",
        "never before",
        "order among the new",
        "order on the same day",
        "who is away is passed",
    ],
)
def test_whose_turn_it_is(turns: list[Turn], member: int) -> None:
    found = next_turn(turns)
    assert found is not None
    assert found.member == member


def test_nobody_is_proposed_where_nobody_can_be_asked() -> None:
    assert next_turn([]) is None
    assert next_turn([Turn(1, 1, None, "已不在本支部")]) is None
