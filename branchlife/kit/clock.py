"""The only place that asks what time it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_pretended: ContextVar[datetime | None] = ContextVar("pretended", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _pretended.get() or timezone.now()


def today() -> date:
    """The local date (Asia/Shanghai)."""
    return local_date(now())


def local_date(moment: datetime) -> date:
    """The local date of a moment."""
    return timezone.localtime(moment).date()


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """An aware moment on a local day."""
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour, minute))  # noqa: DTZ001 (made aware here)


@contextmanager
def pretend(moment: datetime) -> Iterator[None]:
    """Let it be another moment for what runs inside: only for making the history of the demo county."""
    token = _pretended.set(moment)
    try:
        yield
    finally:
        _pretended.reset(token)
