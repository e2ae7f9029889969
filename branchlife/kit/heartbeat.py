"""A thread that says from time to time that the work in the main thread is still being done."""

import logging
import threading
from collections.abc import Callable

from django.db import DatabaseError, connections

log = logging.getLogger(__name__)


class Heartbeat:
    """`with Heartbeat(beat, every=5):` calls `beat` every so many seconds, over a connection of its own.

    A beat that the database does not take (SQLite is being written to) is left out; the next one tells.
    """

    def __init__(self, beat: Callable[[], object], every: float) -> None:
        self._beat = beat
        self._every = every
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="heartbeat", daemon=True)

    def __enter__(self) -> "Heartbeat":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            while not self._over.wait(self._every):
                self._once()
        finally:
            connections.close_all()

    def _once(self) -> None:
        try:
            self._beat()
        except DatabaseError:
            log.warning("the database took no heartbeat")
            connections.close_all()
