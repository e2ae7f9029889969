"""A file between preview and saving: whose it is, how long it stays, how it lies on the disk."""

import os
from datetime import timedelta

import pytest
import time_machine

from branchlife.kit.refusal import Refused
from members.roster import stash
from tests.cast import NOW

CONTENT = b"name,number\n\xe7\x8e\x8b,990101198001020015\n"


def kept() -> str:
    return stash.put(stash.Stashed(CONTENT, "名册.csv", {"year": 2025}), "roster-import", 7, 3)


def test_the_same_person_gets_the_file_back_for_the_same_place():
    _, stashed = stash.get(kept(), "roster-import", 7, 3)
    assert stashed == stash.Stashed(CONTENT, "名册.csv", {"year": 2025})


@pytest.mark.parametrize(
    ("purpose", "user", "place"), [("posts-import", 7, 3), ("roster-import", 8, 3), ("roster-import", 7, 4)]
)
def test_nobody_else_and_nowhere_else(purpose: str, user: int, place: int):
    with pytest.raises(Refused, match="请重新上传"):
        stash.get(kept(), purpose, user, place)


def test_a_forged_token_is_refused():
    token = kept()
    with pytest.raises(Refused):
        stash.get(token[:-1] + ("A" if token[-1] != "A" else "B"), "roster-import", 7, 3)


def test_after_half_an_hour_the_file_is_gone(clock: time_machine.Traveller):
    token = kept()
    clock.move_to(NOW + timedelta(minutes=stash.MINUTES, seconds=1))
    with pytest.raises(Refused, match="30 分钟"):
        stash.get(token, "roster-import", 7, 3)


def test_a_saved_file_cannot_be_saved_again():
    token = kept()
    name, _ = stash.get(token, "roster-import", 7, 3)
    stash.drop(name)
    with pytest.raises(Refused):
        stash.get(token, "roster-import", 7, 3)


def test_on_the_disk_it_is_encrypted_and_only_ours_to_read():
    kept()
    [path] = stash.folder().iterdir()
    assert b"990101198001020015" not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0


def test_files_that_nobody_came_back_for_are_swept_away(clock: time_machine.Traveller):
    kept()
    [old] = stash.folder().iterdir()
    clock.move_to(old.stat().st_mtime + stash.MINUTES * 60 + 1)
    kept()
    assert not old.exists()


def test_the_sweep_leaves_what_somebody_may_still_come_back_for():
    kept(), kept()
    forgotten, fresh = sorted(stash.folder().iterdir())
    for path, age in ((forgotten, stash.MINUTES + 1), (fresh, stash.MINUTES - 1)):
        moment = (NOW - timedelta(minutes=age)).timestamp()
        os.utime(path, (moment, moment))
    stash.sweep()
    assert list(stash.folder().iterdir()) == [fresh]
