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
    """A table of signs and pairs by the key of whatever has the text."""

    def __init__(self, table: str) -> None:
        self.table = table

    def create(self, connection: Any) -> None:
        """For a migration."""
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute(f"CREATE VIRTUAL TABLE {self.table} USING fts5(grams, detail=none)")
                return
            cursor.execute(f"CREATE TABLE {self.table} (id bigint PRIMARY KEY, grams bigint[] NOT NULL)")
            cursor.execute(f"CREATE INDEX {self.table}_gin ON {self.table} USING gin (grams)")

    def drop(self, connection: Any) -> None:
        """For a migration taken back."""
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE {self.table}")

    def put(self, texts: dict[int, str], using: str = "default") -> None:
        """Keep the signs of some texts in their plain form, instead of what was kept of them before."""
        connection = connections[using]
        is_sqlite = connection.vendor == "sqlite"
        key, place = ("rowid", "%s") if is_sqlite else ("id", "%s::bigint[]")
        rows: list[tuple[int, Any]] = [
            (pk, spelt(grams(text)) if is_sqlite else sorted(grams(text))) for pk, text in texts.items()
        ]
        with connection.cursor() as cursor:
            cursor.executemany(f"DELETE FROM {self.table} WHERE {key} = %s", [(pk,) for pk in texts])  # noqa: S608
            cursor.executemany(
                f"INSERT INTO {self.table} ({key}, grams) VALUES (%s, {place})",  # noqa: S608
                rows,
            )

    def keys(self, words: str, using: str = "default") -> RawSQL:
        """The keys of the texts that may hold words in their plain form, as a subquery."""
        asked = wanted(words)
        if connections[using].vendor == "sqlite":
            match = " AND ".join(spelt(asked).split())
            return RawSQL(f"SELECT rowid FROM {self.table} WHERE {self.table} MATCH %s", (match,))  # noqa: S608, S611
        return RawSQL(f"SELECT id FROM {self.table} WHERE grams @> %s::bigint[]", (asked,))  # noqa: S608, S611


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


def held(texts: Iterable[tuple[int, str]], words: str) -> list[int]:
    """The keys of the texts that hold the words, one after the other: what the index is measured against."""
    return [pk for pk, text in texts if words in text]
