"""The only place that asks what time it is."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return timezone.now()


def today() -> date:
    """The local date (Asia/Shanghai)."""
    return timezone.localdate()


def local_date(moment: datetime) -> date:
    """The local date of a moment."""
    return timezone.localtime(moment).date()


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """An aware moment on a local day."""
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour, minute))  # noqa: DTZ001 (made aware here)
