"""Work that follows a transaction: once for each thing, however often it was touched in it."""

from collections.abc import Callable, Hashable
from typing import Any

from django.db import connection, transaction

PENDING = "work_afterwards"  # on the connection: what belongs to one thread's transaction


def afterwards(work: Callable[[list[Any]], object], thing: Hashable) -> None:
    """Let `work` be done with all things of this transaction together, once it is stored; a fault stops nothing else.

    What a transaction that was taken back has left is done with the next: to look at a thing again changes nothing.
    """
    pending: dict[Callable[[list[Any]], object], dict[Hashable, None]] = connection.__dict__.setdefault(
        PENDING, {}
    )
    pending.setdefault(work, {})[thing] = None

    def settle() -> None:
        things = pending.pop(work, None)
        if things:
            work(list(things))

    transaction.on_commit(settle, robust=True)
