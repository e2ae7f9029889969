"""Holidays and shifted working days, as announced by the State Council's office, and the theme days they lead to."""

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from branchlife.kit.models import Stamped
from meetings.vocabulary import HolidayPolicy
from members.access import Action, Scoped, ScopedQuerySet, Ways
from members.models import Organisation


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


class CalendarYear(models.Model):
    """Whether the notice of a year is in the table. A year that is not named here has not been announced: 暂定."""

    year = models.PositiveSmallIntegerField("年度", unique=True)
    is_complete = models.BooleanField("已录全", default=False)

    class Meta:
        verbose_name = "放假通知"
        verbose_name_plural = "放假通知"
        ordering = ("year",)

    def __str__(self) -> str:
        return f"{self.year}年{'已录全' if self.is_complete else '暂定'}"


class ThemeDaySlot(Stamped, Scoped):
    """某支部某月的主题党日. `fixed_on` is the day the rule names, `computed_on` that day after holidays; both empty
    when the month is settled by hand or not asked for. The branch may name another day, or waive the month."""

    branch = models.ForeignKey(
        Organisation, models.PROTECT, related_name="theme_day_slots", verbose_name="支部"
    )
    year = models.PositiveSmallIntegerField("年度")
    month = models.PositiveSmallIntegerField("月份")
    fixed_on = models.DateField("规则所定日", null=True, blank=True)
    computed_on = models.DateField("推算日", null=True, blank=True)
    policy = models.CharField("遇非工作日", max_length=20, choices=HolidayPolicy.pairs())
    shift_note = models.CharField("顺延说明", max_length=120, blank=True)
    is_provisional = models.BooleanField("暂定", default=False)
    adjusted_on = models.DateField("改定日", null=True, blank=True)
    adjust_reason = models.CharField("改定原因", max_length=120, blank=True)
    is_waived = models.BooleanField("豁免", default=False)
    waive_reason = models.CharField("豁免原因", max_length=120, blank=True)

    ways: ClassVar = Ways(branch="branch")
    sight: ClassVar = Action.PLAN_VIEW
    objects = ScopedQuerySet.as_manager()
    seen = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "主题党日日历"
        verbose_name_plural = "主题党日日历"
        ordering = ("branch", "year", "month")
        constraints = [
            models.UniqueConstraint(
                name="theme_day_slot_once",
                fields=["branch", "year", "month"],
                violation_error_message="这个月的主题党日已有一行。",
            ),
            models.CheckConstraint(
                name="theme_day_slot_month",
                condition=Q(month__gte=1, month__lte=12),
                violation_error_message="月份须是 1 到 12。",
            ),
            models.CheckConstraint(
                name="theme_day_slot_adjusted_has_reason",
                condition=Q(adjusted_on__isnull=True) | ~Q(adjust_reason=""),
                violation_error_message="改定须写明原因。",
            ),
            models.CheckConstraint(
                name="theme_day_slot_waived_has_reason",
                condition=Q(is_waived=False) | ~Q(waive_reason=""),
                violation_error_message="豁免须写明原因。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.branch}{self.year}年{self.month}月主题党日"

    @property
    def day(self) -> date | None:
        """The day that holds: as adjusted, else as computed; None in a month that is waived or settled by hand."""
        return None if self.is_waived else self.adjusted_on or self.computed_on
