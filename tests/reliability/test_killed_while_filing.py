"""kill -9 of every writer, again and again, while two hundred records are filed."""

import random
import time

import pytest

from tests.reliability.house import House
from tests.reliability.served import Client, Pressers, Server

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def clock() -> None:
    """Real time: these tests wait for processes."""


def test_writers_killed_in_mid_sentence_leave_each_filing_whole_or_absent(house: House) -> None:
    sittings = house.act("write_up", 100)  # each counts as two meetings
    siege = house.act("siege", 4, 60)
    assert siege["killed"] >= 60
    assert (siege["acknowledged"], siege["faults"]) == (sittings, [])  # looked at after every blow
    assert house.act("filed") == {"filed": sittings, "faults": []}


@pytest.mark.once
def test_a_web_server_killed_over_and_over_leaves_each_filing_whole_or_absent(house: House) -> None:
    sittings = house.act("write_up", 100)
    firsts = house.act("firsts")  # the meeting by which each sitting is filed
    rng = random.Random(20261124)
    with Server(house) as server, Pressers([signed_in(server) for _ in range(4)], firsts) as pressers:
        for blow in range(1, 4):
            pressers.reach(20 * blow)
            time.sleep(rng.uniform(0, 0.03))
            server.kill()
            pressers.gate.clear()
            told = set(pressers.done)
            server.start()
            stands = house.act("filed")
            assert stands["faults"] == []
            assert {firsts[sittings.index(pk)] for pk in stands["filed"]} >= told
            assert len(stands["filed"]) < len(sittings)
            server.wait()
        pressers.reach(len(firsts))
    assert pressers.done == set(firsts)
    assert house.act("filed") == {"filed": sittings, "faults": []}


def signed_in(server: Server) -> Client:
    """The secretary in a browser of their own."""
    client = Client(server.port)
    client.sign_in("secretary")
    return client
