"""kill -9 of every writer, again and again, while two hundred records are filed."""

import pytest

from tests.reliability.house import House

pytestmark = pytest.mark.slow


def test_writers_killed_in_mid_sentence_leave_each_filing_whole_or_absent(house: House) -> None:
    sittings = house.act("write_up", 100)  # each counts as two meetings
    siege = house.act("siege", 4, 60)
    assert siege["killed"] >= 60
    assert (siege["acknowledged"], siege["faults"]) == (sittings, [])  # looked at after every blow
    assert house.act("filed") == {"filed": sittings, "faults": []}
