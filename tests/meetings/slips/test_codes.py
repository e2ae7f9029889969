"""Codes on slips: short, readable, and a misread one is never another valid one."""

import pytest

from meetings.slips import codes


def test_a_fresh_code_is_sound_and_of_the_length_asked_for() -> None:
    for length in (codes.CODE_LENGTH, codes.KEY_LENGTH):
        made = {codes.fresh(length) for _ in range(200)}
        assert len(made) == 200
        assert all(codes.is_sound(code, length) and len(code) == length for code in made)


def test_no_sign_looks_like_another() -> None:
    assert not set("01ILO") & set(codes.SIGNS)
    assert (
        len(set(codes.SIGNS)) == len(codes.SIGNS) == 31
    )  # prime, so that the last sign catches what it promises


def test_one_sign_misread_is_always_seen() -> None:
    code = codes.fresh(codes.CODE_LENGTH)
    for at, right in enumerate(code):
        wrong = [code[:at] + sign + code[at + 1 :] for sign in codes.SIGNS if sign != right]
        assert not [one for one in wrong if codes.is_sound(one, codes.CODE_LENGTH)]


def test_two_neighbours_exchanged_are_always_seen() -> None:
    for code in (codes.fresh(codes.CODE_LENGTH) for _ in range(100)):
        for at in range(len(code) - 1):
            swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
            assert swapped == code or not codes.is_sound(swapped, codes.CODE_LENGTH)


@pytest.mark.parametrize("typed", ["abc-def-ghj", " ABC DEF GHJ ", "ａｂｃ－ｄｅｆ－ｇｈｊ", "ABC·DEF—GHJ"])
def test_a_code_may_be_typed_as_one_likes(typed: str) -> None:
    assert codes.plain(typed) == "ABCDEFGHJ"


def test_a_code_is_printed_in_groups() -> None:
    assert codes.grouped("ABCDEFGHJ", 3) == "ABC-DEF-GHJ"


def test_what_is_stored_tells_nothing_without_the_key_of_the_house(settings: object) -> None:
    first = codes.digest("ABCDEFGHJ")
    assert first == codes.digest("ABCDEFGHJ")
    settings.LOOKUP_KEY = bytes(32)
    assert codes.digest("ABCDEFGHJ") != first
