"""Holidays and shifted working days, as announced by the State Council's office."""

from collections.abc import Callable
from datetime import date

from django.db import models


class CalendarDayQuerySet(models.QuerySet["CalendarDay"]):
    """Verbs for calendar days."""

    def workday_test(self, first: date, last: date) -> Callable[[date], bool]:
        """A function that says whether a day is a working day; days not in the table go by Monday to Friday."""
        named = dict(
            self.filter(date__gte=first, date__lte=last).order_by().values_list("date", "is_workday")
        )
        return lambda day: named.get(day, day.isoweekday() < 6)


class CalendarDay(models.Model):
    """One day that differs from the ordinary week."""

    date = models.DateField("日期", unique=True)
    is_workday = models.BooleanField("上班")
    name = models.CharField("名称", max_length=20)
    source_doc = models.CharField("来源", max_length=60, blank=True)

    objects = CalendarDayQuerySet.as_manager()

    class Meta:
        verbose_name = "节假日和调休"
        verbose_name_plural = "节假日和调休"
        ordering = ("date",)

    def __str__(self) -> str:
        return f"{self.date} {self.name}"
