"""Deleted is not gone: a database keeps old rows in its files until they are written over. Here they are made to go.

PostgreSQL: as soon as the closing transaction has ended — neither can run inside one — old rows are taken out (VACUUM)
and the two tables are rewritten (VACUUM FULL). The second alone would keep what the oldest transaction of any database
of the server might still see; the first asks only this one. SQLite: deleted cells are overwritten (secure_delete), the
log is folded into the file and cut to nothing, and the file is rebuilt. What lies outside the database — blocks of the
disk, snapshots, an archive of the log — is out of reach, and holds sealed ballots only.
"""

import logging

from django.db import DatabaseError, connection

from meetings.slips.models import Code, Poll, SealedBallot
from meetings.slips.vocabulary import PollState

LOG = logging.getLogger(__name__)
PASSING = (Code, SealedBallot)  # rows that live only while people vote
OVER = (PollState.CLOSED, PollState.VOID)


def forget_deleted() -> None:
    """Before deleting on SQLite: what this connection deletes is overwritten with zeros."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def purge() -> bool:
    """Rewrite what is left, outside any transaction; whether nothing of the old rows remains. A failure is not fatal:
    the ballots that remain are sealed and their key is gone. audit_vote tells, and can try again."""
    try:
        is_clean = _vacuum_sqlite() if connection.vendor == "sqlite" else _vacuum_postgres()
    except DatabaseError:
        LOG.warning("电子票：旧行没有清除干净，请执行 manage.py audit_vote --clean")
        return False
    if is_clean:
        Poll.objects.filter(state__in=OVER, is_purged=False).update(is_purged=True)
    return is_clean


def tables() -> list[str]:
    """The tables whose rows pass."""
    return [model._meta.db_table for model in PASSING]


def _vacuum_sqlite() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        row = cursor.fetchone()
    return bool(row) and row[0] == 0


def _vacuum_postgres() -> bool:
    """An empty table that was rewritten has no page left; another poll's rows leave the question open."""
    with connection.cursor() as cursor:
        for table in tables():
            for how in ("INDEX_CLEANUP ON", "FULL"):
                cursor.execute(f"VACUUM ({how}) {connection.ops.quote_name(table)}")
    return sum(sizes().values()) == 0


def sizes() -> dict[str, int]:
    """Bytes of each passing table on PostgreSQL."""
    with connection.cursor() as cursor:
        found = {}
        for table in tables():
            cursor.execute("SELECT pg_relation_size(%s)", [table])
            found[table] = cursor.fetchone()[0]
    return found
