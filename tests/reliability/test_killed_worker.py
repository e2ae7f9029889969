"""A worker that is killed in the middle: its job is done once, by the next; two never do the same; SIGTERM is clean."""

import json
import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.reliability.house import House
from tests.reliability.served import free_port, until

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


@pytest.mark.once
def test_told_to_end_it_puts_its_job_back_and_the_next_does_it_at_once(house: House) -> None:
    say(house, "enqueue", 1, 100)
    first = worker(house)
    in_the_middle(house)
    first.send_signal(signal.SIGTERM)
    assert first.wait(5) == 0
    assert say(house, "look")["jobs"] == [["waiting", 0, 0]]
    assert worker(house, "--recycle", "1").wait(PATIENCE) == 0
    assert say(house, "look")["jobs"] == [["done", 1, 100]]


@pytest.mark.once
def test_an_idle_worker_ends_at_once(house: House) -> None:
    say(house, "enqueue", 1, 1)
    idle = worker(house)
    in_the_middle(house)
    time.sleep(1)
    idle.send_signal(signal.SIGINT)
    assert idle.wait(3) == 0


def children(pid: int) -> dict[str, int]:
    """The processes under one, by what they are."""
    found = {}
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # gone meanwhile
            parent = (place / "stat").read_text().rpartition(")")[2].split()[1]
            if parent == str(pid):
                is_worker = b"manage.py\0worker" in (place / "cmdline").read_bytes()
                found["worker" if is_worker else "web"] = int(place.name)
    return found


@pytest.mark.once
def test_make_run_starts_a_worker_again_and_ends_with_everything(house: House) -> None:
    site = house.start("deploy/serve.py", extra={"PORT": str(free_port())}, stdout=-3, stderr=-3)
    until(lambda: len(children(site.pid)) == 2)
    first = children(site.pid)
    os.kill(first["worker"], signal.SIGKILL)
    until(lambda: children(site.pid).get("worker", first["worker"]) != first["worker"])
    assert children(site.pid)["web"] == first["web"]
    time.sleep(2)
    site.send_signal(signal.SIGINT)
    assert site.wait(PATIENCE) == 0
    assert not [number for number in first.values() if Path(f"/proc/{number}").exists()]
