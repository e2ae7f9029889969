"""The attack, on a copy of everything after the close: the attacker saw in which order people went to the tablet.

Every table is read with its hidden columns; every column is tried as an order, forwards and backwards; the k-th mark of
a question is taken for that of the k-th voter. What is found must be no more than chance. The same attack on two tables
with random keys finds every mark, and on whole ballots in random order every ballot: it is an attack that works.
"""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.meetings.slips.acts import NO, QUESTIONS, YES
from tests.reliability.house import POSTGRES, House

pytestmark = pytest.mark.slow
VOTERS = YES + NO
MARKS = QUESTIONS * VOTERS
# An order that has nothing to do with the voters gives (6² + 5²)/11 ≈ 5.5 hits a question, with a variance of 2.975.
CHANCE = QUESTIONS * (YES**2 + NO**2) / VOTERS
FIVE_SIGMA = CHANCE + 5 * (QUESTIONS * 2.975) ** 0.5
Row = dict[str, Any]


@dataclass
class Loot:
    """What the attacker carries off: tables with all their columns, and raw bytes; and the secrets to compare with."""

    truth: list[list[int]]
    secrets: dict[str, Any]
    tables: dict[str, list[Row]]
    raw: bytes
    while_open: bytes = b""
    names: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def loot(built: House, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loot]:
    """A vote held in a house of its own, and a copy of everything afterwards."""
    folder = tmp_path_factory.mktemp("vote")
    with built.copy(folder / "house") as house:
        done = house.run("-m", "tests.meetings.slips.acts", "vote", str(folder))
        told = json.loads(done.stdout.splitlines()[-1])
        taken = from_server(house) if POSTGRES else from_files(house.folder)
        audited = house.run("manage.py", "audit_vote", str(told["poll"]), check=False)
        told["audit"], told["audit_code"] = audited.stdout, audited.returncode
        told["log"] = done.stderr
        opened = folder / "while-open"
        early = b"".join(file.read_bytes() for file in sorted(opened.glob("*"))) if opened.exists() else b""
        yield Loot(told["truth"], told, *taken, early)


def from_files(folder: Path) -> tuple[dict[str, list[Row]], bytes]:
    """SQLite: all tables by rowid, and every byte of the file, its log and its index of the log."""
    raw = b"".join(file.read_bytes() for file in sorted(folder.glob("db.sqlite3*")))
    with sqlite3.connect(folder / "db.sqlite3") as house:
        house.row_factory = sqlite3.Row
        made = house.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
        tables = {name: _rows_of(house, name, "WITHOUT ROWID" not in sql) for name, sql in made}
    return tables, raw


def _rows_of(house: sqlite3.Connection, name: str, numbered: bool) -> list[Row]:
    columns = 'rowid AS "_rowid", *' if numbered else "*"
    return [dict(row) for row in house.execute(f'SELECT {columns} FROM "{name}"')]  # noqa: S608


def from_server(house: House) -> tuple[dict[str, list[Row]], bytes]:
    """PostgreSQL: all tables with xmin and ctid, and the files of all relations as the server keeps them."""
    with psycopg.connect(house.environment["DATABASE_URL"], autocommit=True) as server:
        server.execute("CHECKPOINT")
        listed = server.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        tables = {name: _all_of(server, name) for (name,) in listed.fetchall()}
        raw = b"".join(_file_of(server, name) for name in tables)
    return tables, raw


def _all_of(server: Any, name: str) -> list[Row]:
    query = f'SELECT xmin::text::bigint AS "_xmin", ctid::text AS "_ctid", * FROM "{name}"'  # noqa: S608
    cursor = server.execute(query)
    heads = [column.name for column in cursor.description]
    rows = [dict(zip(heads, row, strict=True)) for row in cursor.fetchall()]
    for row in rows:
        row["_ctid"] = tuple(map(int, row["_ctid"].strip("()").split(",")))
    return rows


def _file_of(server: Any, name: str) -> bytes:
    found = server.execute(
        "SELECT pg_read_binary_file(pg_relation_filepath(%s::regclass), 0, 100000000, true)", [f'"{name}"']
    )
    return bytes(found.fetchone()[0] or b"")


# --- The attack ---


def guesses(rows: list[Row]) -> Iterator[tuple[str, dict[Any, list[Any]]]]:
    """Every reading of a table as: for each question, the choices in some order."""
    heads = list(rows[0]) if rows else []
    for group in heads:
        sizes: dict[Any, list[Row]] = {}
        for row in rows:
            sizes.setdefault(str(row[group]), []).append(row)
        if len(sizes) != QUESTIONS or any(len(found) != VOTERS for found in sizes.values()):
            continue
        for value in heads:
            if value == group or {row[value] for row in rows if _is_small(row[value])} != {0, 1}:
                continue
            for order in [None, *(head for head in heads if head not in (group, value))]:
                for backwards in (False, True):
                    yield (
                        f"{order}",
                        {
                            key: _in_order(found, value, order, backwards)
                            for key, found in _by_question(sizes)
                        },
                    )


def _is_small(value: Any) -> bool:
    return isinstance(value, int) and 0 <= value < 12


def _by_question(sizes: dict[Any, list[Row]]) -> list[tuple[int, list[Row]]]:
    """Questions in the order of their keys: those are no secret."""
    return list(enumerate(sizes[key] for key in sorted(sizes, key=int)))


def _in_order(rows: list[Row], value: str, order: str | None, backwards: bool) -> list[Any]:
    ordered = rows if order is None else sorted(rows, key=lambda row: row[order])
    return [row[value] for row in (reversed(ordered) if backwards else ordered)]


def hits(loot: Loot, name: str) -> int:
    """How many marks the best order gives to their voters."""
    found = [
        sum(
            loot.truth[voter][question] == seen[voter]
            for question, seen in guess.items()
            for voter in range(VOTERS)
        )
        for _, guess in guesses(loot.tables[name])
    ]
    return max(found, default=0)


def whole_ballots(loot: Loot, name: str) -> int:
    """How many ballots can be put together again from marks that lie in the same place of each question."""
    known = {tuple(ballot) for ballot in loot.truth}
    best = 0
    for _, guess in guesses(loot.tables[name]):
        made = {tuple(guess[question][voter] for question in range(QUESTIONS)) for voter in range(VOTERS)}
        best = max(best, len(made & known))
    return best


def test_two_tables_with_random_keys_give_away_every_mark(loot: Loot) -> None:
    assert hits(loot, "naive_mark") == MARKS


def test_whole_ballots_in_random_order_give_away_every_pattern(loot: Loot) -> None:
    assert whole_ballots(loot, "whole_ballot") == VOTERS


def test_our_marks_are_readable_to_the_attacker_and_tell_no_more_than_chance(loot: Loot) -> None:
    assert len(loot.tables["slips_mark"]) == MARKS
    assert 0 < hits(loot, "slips_mark") <= FIVE_SIGMA < MARKS


def test_no_ballot_can_be_put_together_again(loot: Loot) -> None:
    assert whole_ballots(loot, "slips_mark") == 0


def test_no_other_table_tells_more(loot: Loot) -> None:
    ours = set(loot.tables) - {"naive_mark", "naive_voter", "whole_ballot"}
    assert len(ours) > 30
    assert {name: hits(loot, name) for name in ours if hits(loot, name) > FIVE_SIGMA} == {}


def test_the_totals_are_right_all_the_same(loot: Loot) -> None:
    rows = sorted(loot.tables["slips_question"], key=lambda row: row["order"])
    votes = [row["votes"] if isinstance(row["votes"], list) else json.loads(row["votes"]) for row in rows]
    assert votes == [[YES, NO]] * QUESTIONS


# --- What is left in the files ---


def test_no_byte_of_a_code_a_key_or_a_sealed_ballot_is_left(loot: Loot) -> None:
    gone = [*loot.secrets["codes"], *loot.secrets["known"], loot.secrets["key"], *loot.secrets["digests"]]
    assert not [text for text in gone if text.encode() in loot.raw]
    assert not [text for text in loot.secrets["sealed"] if bytes.fromhex(text) in loot.raw]
    assert "第40件事".encode() in loot.raw  # the bytes are those of the database


def test_the_tables_of_the_vote_are_empty(loot: Loot) -> None:
    assert loot.tables["slips_code"] == loot.tables["slips_sealedballot"] == []


def test_a_copy_made_while_people_voted_holds_only_sealed_ballots(loot: Loot) -> None:
    sealed = [bytes.fromhex(text) for text in loot.secrets["sealed"]]
    assert all(one in loot.while_open for one in sealed)
    assert len({len(one) for one in sealed}) == 1
    plain = [bytes(choice + 1 for choice in ballot) for ballot in loot.truth]
    assert not [ballot for ballot in plain if ballot in loot.while_open]
    assert not [
        text for text in (loot.secrets["key"], *loot.secrets["codes"]) if text.encode() in loot.while_open
    ]


def test_the_tablet_has_no_cookie_and_the_log_no_line(loot: Loot) -> None:
    assert loot.secrets["cookies"] == 0
    assert "/vote/" not in loot.secrets["log"]


def test_the_audit_passes(loot: Loot) -> None:
    assert "十项全部通过" in loot.secrets["audit"], loot.secrets["audit"]
    assert loot.secrets["audit_code"] == 0
