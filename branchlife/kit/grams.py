"""Words found inside Chinese text, which has no blanks: an index of single signs and of pairs, in either database.

A text holds words only if it holds each of their signs and pairs; whoever asks compares the text itself where the words
are longer than a pair. SQLite keeps the signs in an FTS5 table, PostgreSQL as an array under a GIN index; one index
only, since a second one misleads the planner.
"""

import unicodedata
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from django.db import connections
from django.db.models.expressions import RawSQL

PAIR = 2
BITS = 21  # of a sign


def plain(text: str) -> str:
    """The form in which texts and words are compared: compatible signs alike, small letters, no blanks."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def grams(text: str) -> set[int]:
    """Every sign and every pair of a text in its plain form, each as a number: so no database takes it apart, and
    signs younger than its tables are kept. A pair is greater than any sign."""
    signs = [ord(sign) for sign in text]
    return set(signs) | {(first + 1 << BITS) + second for first, second in pairwise(signs)}


def wanted(words: str) -> list[int]:
    """What a text must have to hold the words: their pairs, or the one sign."""
    found = sorted(grams(words))
    return [one for one in found if one >> BITS] or found


def spelt(numbers: Iterable[int]) -> str:
    """As SQLite's index has them."""
    return " ".join(f"g{one:x}" for one in sorted(numbers))


class GramIndex:
    """The signs and pairs of a column `text` of a table, by its key: beside it on SQLite, in it on PostgreSQL."""

    def __init__(self, table: str, key: str) -> None:
        self.table, self.key, self.beside = table, key, f"{table}_grams"

    def create(self, connection: Any) -> None:
        """For a migration."""
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute(f"CREATE VIRTUAL TABLE {self.beside} USING fts5(grams, detail=none)")
                return
            cursor.execute(f"ALTER TABLE {self.table} ADD COLUMN grams bigint[]")
            cursor.execute(f"CREATE INDEX {self.beside} ON {self.table} USING gin (grams)")

    def drop(self, connection: Any) -> None:
        """For a migration taken back."""
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TABLE {self.beside}")
            else:
                cursor.execute(f"ALTER TABLE {self.table} DROP COLUMN grams")

    def put(self, texts: dict[int, str], using: str = "default") -> None:
        """Keep the signs of some texts in their plain form, whose rows are stored already."""
        with connections[using].cursor() as cursor:
            if connections[using].vendor == "sqlite":
                cursor.executemany(f"DELETE FROM {self.beside} WHERE rowid = %s", [(pk,) for pk in texts])  # noqa: S608
                rows = [(pk, spelt(grams(text))) for pk, text in texts.items()]
                cursor.executemany(f"INSERT INTO {self.beside} (rowid, grams) VALUES (%s, %s)", rows)  # noqa: S608
                return
            lists = [(sorted(grams(text)), pk) for pk, text in texts.items()]
            cursor.executemany(f"UPDATE {self.table} SET grams = %s::bigint[] WHERE {self.key} = %s", lists)  # noqa: S608

    def keys(self, words: str, using: str = "default") -> RawSQL:
        """The keys of the texts that hold words in their plain form, as a subquery.

        All pairs of the words narrow; the text itself is compared where the words are longer than a pair.
        """
        is_sqlite, asked = connections[using].vendor == "sqlite", wanted(words)
        found = self._in_sqlite() if is_sqlite else self._in_postgres()
        given: list[Any] = [" AND ".join(spelt(asked).split()) if is_sqlite else asked]
        if len(words) > PAIR:
            found += " AND instr(e.text, %s) > 0" if is_sqlite else " AND strpos(e.text, %s) > 0"
            given.append(words)
        return RawSQL(found, given)  # noqa: S611 (tables of our own, words as parameters)

    def _in_sqlite(self) -> str:
        joined = f"{self.beside} AS g JOIN {self.table} AS e ON e.{self.key} = g.rowid"
        return f"SELECT g.rowid FROM {joined} WHERE {self.beside} MATCH %s"  # noqa: S608

    def _in_postgres(self) -> str:
        return f"SELECT e.{self.key} FROM {self.table} AS e WHERE e.grams @> %s::bigint[]"  # noqa: S608


def around(text: str, words: str, width: int = 30) -> tuple[str, str, str]:
    """What stands before, the words, what stands after, at their first place; empty where they are not."""
    at = text.find(words) if words else -1
    if at < 0:
        return "", "", ""
    end = at + len(words)
    before, after = text[max(0, at - width) : at], text[end : end + width]
    return (
        ("…" if at > width else "") + before,
        text[at:end],
        after + ("…" if end + width < len(text) else ""),
    )
