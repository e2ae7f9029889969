"""The same press many times at once, by processes with connections of their own: exactly one record."""

import pytest

from tests.reliability.house import House

pytestmark = pytest.mark.slow


def test_one_token_posted_fifty_times_at_once_calls_one_sitting(house: House) -> None:
    answers = house.act("press_call", 50)
    assert len(answers) == 50
    assert len(set(answers)) == 1
    assert house.act("numbers") == {
        "ordinals": [None, None],
        "states": ["planned"],
        "traces": [["planned"]] * 2,
        "rolls": [0],
    }


def test_a_sitting_filed_by_eight_at_once_is_filed_once(house: House) -> None:
    [sitting] = house.act("write_up", 1)
    answers = house.act("press_file", sitting, 8)
    assert len(answers) == 8
    assert len(set(answers)) == 1
    assert house.act("filed") == {"filed": [sitting], "faults": []}


def test_rolls_confirmed_at_once_never_share_a_number(house: House) -> None:
    sittings = house.act("call", 6)
    answers = house.act("press_roll", *sittings)
    assert answers == ["1"] * 12
    numbers = house.act("numbers")
    assert sorted(numbers["ordinals"]) == [1, 2, 3, 4, 5, 6]
    assert numbers["traces"] == [["planned", "held"]] * 6
    assert (numbers["states"], numbers["rolls"]) == (["held"], [0])
