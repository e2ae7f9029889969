"""A sealed ballot: opened by one key only, and telling nothing by how it looks."""

import secrets

import pytest

from meetings.slips import codes, sealing

SALT = secrets.token_hex(16)


@pytest.fixture
def box() -> sealing.Box:
    return sealing.box_of(codes.fresh(codes.KEY_LENGTH), SALT)


def test_what_goes_in_comes_out(box: sealing.Box) -> None:
    assert box.unseal(sealing.seal(box.public, bytes([1, 0, 4]))) == bytes([1, 0, 4])


def test_the_same_key_and_salt_make_the_same_box_and_another_salt_another() -> None:
    key = codes.fresh(codes.KEY_LENGTH)
    assert sealing.box_of(key, SALT).public == sealing.box_of(key, SALT).public
    assert sealing.box_of(key, SALT).public != sealing.box_of(key, secrets.token_hex(16)).public


def test_equal_ballots_do_not_look_alike_and_different_ones_are_of_one_length(box: sealing.Box) -> None:
    same = {sealing.seal(box.public, bytes([1, 1])) for _ in range(50)}
    assert len(same) == 50
    assert {len(sealing.seal(box.public, bytes([choice, 0]))) for choice in range(5)} == {len(same.pop())}


def test_another_key_opens_nothing(box: sealing.Box) -> None:
    sealed = sealing.seal(box.public, bytes([1]))
    with pytest.raises(sealing.Spoilt):
        sealing.box_of(codes.fresh(codes.KEY_LENGTH), SALT).unseal(sealed)


def test_a_ballot_changed_in_any_byte_does_not_open(box: sealing.Box) -> None:
    sealed = sealing.seal(box.public, bytes([2, 3]))
    for at in range(len(sealed)):
        changed = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        with pytest.raises(sealing.Spoilt):
            box.unseal(changed)


@pytest.mark.parametrize("rubbish", [b"", b"x" * 31, bytes(60)])
def test_rubbish_in_the_box_is_a_spoilt_ballot(box: sealing.Box, rubbish: bytes) -> None:
    with pytest.raises(sealing.Spoilt):
        box.unseal(rubbish)
