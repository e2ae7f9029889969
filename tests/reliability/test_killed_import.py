"""An import of a roster that is killed leaves nothing; the next one enters everybody, once."""

import json
import os
import random
import signal
import time
from pathlib import Path

import pytest

from tests.reliability.house import House

pytestmark = pytest.mark.slow

NAMES = [first + second for first in "赵钱孙李周吴郑王冯陈" for second in "春夏秋冬松柏"]
COMMAND = ("manage.py", "import_roster")


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    """Sixty people in three groups, of which one is new."""
    lines = [
        f"{name},男,正式党员,2015-06-30,2016-06-30,第{'一二三'[n % 3]}党小组" for n, name in enumerate(NAMES)
    ]
    file = tmp_path / "roster.csv"
    file.write_text("\n".join(["姓名,性别,人员类别,入党日期,转正日期,党小组", *lines]), encoding="utf-8")
    return file


@pytest.fixture(autouse=True)
def clock() -> None:
    """Real time: these tests wait for processes."""


def after(before: dict[str, int]) -> dict[str, int]:
    """What stands when the whole roster has been imported once; each run that goes through is noted in the log."""
    more = {"Member": 60, "Membership": 60, "CategoryPeriod": 120, "GroupMembership": 60, "Organisation": 1}
    return {table: rows + more[table] for table, rows in before.items()}


def test_an_import_killed_at_any_statement_leaves_nothing(house: House, roster: Path) -> None:
    before = house.act("roster")
    broken = house.act("break_off", roster)
    assert broken["killed"] > 8
    assert broken["seen"] == [before] * broken["killed"]
    assert house.act("roster") == after(before)


def test_the_command_killed_at_any_moment_leaves_nothing_or_all(house: House, roster: Path) -> None:
    before = house.act("roster")
    rng = random.Random(20261124)
    for _ in range(3):
        process = house.start(*COMMAND, str(roster), "--organisation", "CX-HL-LW1", stdout=-3, stderr=-3)
        time.sleep(rng.uniform(0.5, 1.5))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        assert house.act("roster") in (before, after(before))
    said = json.loads(house.run(*COMMAND, str(roster), "--organisation", "CX-HL-LW1", "--json").stdout)
    assert (said["members"], said["errors"], said["created"] + said["unchanged"]) == (60, [], 60)
    assert house.act("roster") == after(before)


def test_a_roster_imported_by_four_at_once_is_entered_once(house: House, roster: Path) -> None:
    before = house.act("roster")
    assert house.act("import_at_once", roster, 4) == ["None"] * 4
    assert house.act("roster") == after(before)
