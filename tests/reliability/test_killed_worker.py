"""A worker that is killed in the middle: its job is done once, by the next; two never do the same; SIGTERM is clean."""

import json
import os
import signal
import subprocess
import time
from typing import Any

import pytest

from tests.reliability.house import House

pytestmark = pytest.mark.slow
SHIFT = ("-m", "tests.reliability.shifts")
QUICK = ("--stale", "2", "--beat", "0.3")
PATIENCE = 40.0


@pytest.fixture(autouse=True)
def clock() -> None:
    """Real time: these tests wait for processes."""


def say(house: House, *arguments: object) -> Any:
    return json.loads(house.run(*SHIFT, *map(str, arguments)).stdout)


def worker(house: House, *more: str) -> subprocess.Popen[str]:
    return house.start(*SHIFT, "work", *QUICK, *more)


def in_the_middle(house: House) -> None:
    """Return once a job has been begun, some steps into it."""
    diary, until = house.folder / "diary", time.monotonic() + PATIENCE
    while not diary.exists():
        assert time.monotonic() < until, "nobody begins"
        time.sleep(0.05)
    time.sleep(1)


def test_killed_in_the_middle_it_is_done_once_after_the_restart(house: House) -> None:
    say(house, "enqueue", 1, 80)
    first = worker(house)
    in_the_middle(house)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    left = say(house, "look")
    assert left["jobs"] == [["running", 1, 0]]
    assert 0 < left["done"][0] < 80
    assert worker(house, "--recycle", "1").wait(PATIENCE) == 0
    assert say(house, "look") == {
        "jobs": [["done", 2, 80]],
        "done": [80],
        "diary": ["begin 0", "begin 0", "end 0"],
        "files": 1,
    }


def test_two_workers_never_take_the_same_job(house: House) -> None:
    say(house, "enqueue", 12, 2)
    crew = [worker(house, "--until-empty") for _ in range(2)]
    assert [one.wait(PATIENCE) for one in crew] == [0, 0]
    found = say(house, "look")
    assert found["jobs"] == [["done", 1, 2]] * 12
    assert sorted(found["diary"]) == sorted(f"{word} {n}" for n in range(12) for word in ("begin", "end"))


def test_told_to_end_it_puts_its_job_back_and_the_next_does_it_at_once(house: House) -> None:
    say(house, "enqueue", 1, 100)
    first = worker(house)
    in_the_middle(house)
    first.send_signal(signal.SIGTERM)
    assert first.wait(5) == 0
    assert say(house, "look")["jobs"] == [["waiting", 0, 0]]
    assert worker(house, "--recycle", "1").wait(PATIENCE) == 0
    assert say(house, "look")["jobs"] == [["done", 1, 100]]


def test_an_idle_worker_ends_at_once(house: House) -> None:
    say(house, "enqueue", 1, 1)
    idle = worker(house)
    in_the_middle(house)
    time.sleep(1)
    idle.send_signal(signal.SIGINT)
    assert idle.wait(3) == 0
