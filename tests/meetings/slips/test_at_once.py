"""What only a database of its own can tell: many hands at once, and what happens after the commit."""

import json
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.reliability.house import POSTGRES, House

pytestmark = pytest.mark.slow


def told(built: House, folder: Path, act: str) -> Any:
    """What an act in a fresh house has to say."""
    with built.copy(folder / act) as house:
        return json.loads(house.run("-m", "tests.meetings.slips.acts", act).stdout.splitlines()[-1])


def test_eight_hands_on_one_code_cast_one_ballot(built: House, tmp_path: Path) -> None:
    assert told(built, tmp_path, "hands") == {"cast": 1, "refused": 7}


def test_old_rows_are_called_gone_only_when_nothing_is_left_of_them(built: House, tmp_path: Path) -> None:
    """PostgreSQL rewrites whole tables: while another vote is open, nobody can say that only its rows are there."""
    found = told(built, tmp_path, "two_polls")
    assert found["while_open"] is not bool(POSTGRES)
    assert found["after"] == [True]
    assert found["again"] is True  # audit_vote --clean
    assert found["bytes"] == 0


@pytest.mark.postgres
def test_a_neighbour_on_the_server_does_not_keep_old_rows(built: House, tmp_path: Path) -> None:
    """A transaction that has written in another database and is still open."""
    with psycopg.connect(POSTGRES) as neighbour:
        neighbour.execute("CREATE TABLE at_work (number integer)")
        found = told(built, tmp_path, "two_polls")
        neighbour.rollback()
    assert (found["after"], found["bytes"]) == ([True], 0)
