"""Spans of days. A dated fact holds from `start` up to, not including, `end`; an empty `end` means until now."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Q

T = TypeVar("T", bound=models.Model)


@dataclass(frozen=True)
class Span:
    """Calendar days from `first` to `last`, both included."""

    first: date
    last: date

    @classmethod
    def year(cls, year: int) -> Self:
        """A calendar year."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def month(cls, year: int, month: int) -> Self:
        """A calendar month."""
        return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Self:
        """A calendar quarter, 1–4."""
        return cls(date(year, 3 * quarter - 2, 1), cls.month(year, 3 * quarter).last)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def days(self) -> int:
        """Number of days."""
        return (self.last - self.first + timedelta(days=1)).days


class DatedQuerySet(models.QuerySet[T]):
    """Verbs for rows with `start` and `end`."""

    def on(self, day: date) -> Self:
        """Rows that hold on a day."""
        return self.filter(Q(end__isnull=True) | Q(end__gt=day), start__lte=day)

    def open(self) -> Self:
        """Rows without an end."""
        return self.filter(end__isnull=True)

    def crossing(self, start: date, end: date | None) -> Self:
        """Rows that share a day with [start, end)."""
        rows = self.filter(Q(end__isnull=True) | Q(end__gt=start))
        return rows if end is None else rows.filter(start__lt=end)


def ends_after_start(name: str) -> models.CheckConstraint:
    """The constraint every dated table carries."""
    return models.CheckConstraint(
        name=name,
        condition=Q(end__isnull=True) | Q(end__gt=F("start")),
        violation_error_message="结束日期须晚于开始日期。",
    )
