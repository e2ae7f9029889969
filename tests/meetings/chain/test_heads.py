"""The daily head: signed, written to every place, linked to the one before, never by another key unnoticed."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from branchlife.kit import nightly
from branchlife.kit.canonical import START, canonical, digests
from branchlife.kit.problems import Refusal
from meetings.chain import heads, verifier
from tests.cast import Cast
from tests.meetings.chain import second
from tests.meetings.lifecycle import make

OTHER_KEY = bytes(range(32))


@pytest.fixture
def places(settings: Any, tmp_path: Path) -> list[Path]:
    found = [tmp_path / "one", tmp_path / "two"]
    settings.HEAD_DIRS = list(map(str, found))
    return found


def test_the_head_of_every_chain_is_written_to_every_place(cast: Cast, places: list[Path]) -> None:
    make.filed(cast)
    signed = heads.sign_heads()
    assert [file.parent for file in signed.files] == places
    assert {file.name for file in signed.files} == {"head-000001-2026-11-24.json"}
    first, other = (file.read_bytes() for file in signed.files)
    assert first == other == canonical(signed.head).encode()
    link = cast.first.links.get()
    [entry] = signed.head["branches"]
    assert (entry["branch"], entry["number"], entry["record"]) == ("CX-HL-LW1", 1, "2026-DH-01")
    assert (entry["link_digest"], entry["link_sm3"]) == (link.link_digest, link.link_sm3)
    assert not [name for name in ("韦晓㛃", "secretary") if name in canonical(signed.head)]


def test_three_readers_agree_on_the_signature(cast: Cast, places: list[Path]) -> None:
    make.filed(cast)
    head, key = heads.sign_heads().head, heads.public_key()
    assert heads.is_signed(head, key)
    assert second.is_signed(head, key)
    assert list(verifier.faults_of_head(head, {}, key)) == []
    head["branches"][0]["number"] += 1
    assert not heads.is_signed(head, key)
    assert not second.is_signed(head, key)
    assert list(verifier.faults_of_head(head, {}, key))


def test_each_head_holds_on_to_the_one_before_and_nothing_new_makes_no_new_one(
    cast: Cast, places: list[Path]
) -> None:
    make.filed(cast)
    first = heads.sign_heads().head
    assert heads.sign_heads().head == first
    make.filed(cast)
    then = heads.sign_heads().head
    assert (first["previous"], then["previous"]) == (START, digests(canonical(first)).sha256)
    assert [head["number"] for head in heads.stored(places[0])] == [1, 2]


def test_a_place_that_was_away_gets_the_newest_again_and_the_others_are_written_meanwhile(
    cast: Cast, places: list[Path]
) -> None:
    make.filed(cast)
    places[1].write_text("a file where a folder should be")
    signed = heads.sign_heads()
    assert [file.parent for file in signed.files] == places[:1]
    assert str(places[1]) in signed.failed[0]
    with pytest.raises(CommandError, match="没有写成"):
        call_command("sign_heads")
    places[1].unlink()
    assert heads.sign_heads().failed == ()
    assert heads.stored(places[1]) == heads.stored(places[0])


def test_another_key_is_refused_unless_it_is_meant_and_then_is_a_link(
    cast: Cast, places: list[Path], settings: Any
) -> None:
    make.filed(cast)
    old = heads.sign_heads().head
    settings.SIGNING_KEY = OTHER_KEY
    with pytest.raises(Refusal, match="签名密钥与上次的不同"):
        heads.sign_heads()
    with pytest.raises(CommandError, match="--new-key"):
        call_command("sign_heads")
    assert [
        fault.words
        for fault in heads.check_heads(places, heads.public_key())
        if "签名不对" not in fault.words
    ] == []
    new = heads.sign_heads(new_key=True).head
    body = json.loads(cast.county.links.get(kind="key_change").body)
    assert (body["old"], body["new"]) == (old["key"], new["key"])
    assert list(heads.check_heads(places, heads.public_key())) == []
    assert new["number"] == 2


def test_fewer_than_two_places_or_no_key_is_refused(cast: Cast, settings: Any, tmp_path: Path) -> None:
    settings.HEAD_DIRS = [str(tmp_path), str(tmp_path)]
    with pytest.raises(Refusal, match="两处"):
        heads.sign_heads()
    settings.HEAD_DIRS, settings.SIGNING_KEY = [str(tmp_path), str(tmp_path / "two")], None
    with pytest.raises(Refusal, match="SIGNING_KEY"):
        heads.sign_heads()


def test_a_head_that_was_changed_or_cannot_be_read_is_not_believed(cast: Cast, places: list[Path]) -> None:
    make.filed(cast)
    signed = heads.sign_heads()
    file = signed.files[0]
    file.write_text(file.read_text().replace("CX-HL-LW1", "CX-HL-LW2"))
    [fault] = heads.check_heads(places, heads.public_key())
    assert "签名不对" in fault.words
    file.write_text("{")
    assert list(heads.check_heads(places, heads.public_key())) == []
    assert not heads.is_signed(signed.head | {"signature": "zz"}, heads.public_key())
    assert not heads.is_signed(signed.head, "not hex")


def test_every_night_the_heads_are_signed_and_a_place_that_is_away_fails_the_step(
    cast: Cast, places: list[Path]
) -> None:
    make.filed(cast)
    run = nightly.run(["sign-heads"])
    assert (run.passed, run.steps[0]["words"]) == (True, "第 1 份，1 条链")
    for file in places[1].iterdir():
        file.unlink()
    places[1].rmdir()
    places[1].write_text("a file where a folder should be")
    run = nightly.run(["sign-heads"])
    assert (run.passed, str(places[1]) in run.steps[0]["words"]) == (False, True)
