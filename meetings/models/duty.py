"""What each body owes and has held, as rows: derived from rules and records, never entered by anybody."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from meetings.kinds import MeetingKind
from meetings.vocabulary import DutyState
from members.access import Action, Scoped, ScopedQuerySet, Ways
from members.models import Organisation


class DutyQuerySet(ScopedQuerySet["Duty"]):
    """Verbs for duties."""

    def unmet(self) -> Self:
        """Not (yet) held as often as owed, and not accounted for."""
        return self.filter(state__in=(DutyState.PENDING, DutyState.MISSING))

    def in_order(self) -> Self:
        """By kind, period and group, as the table of a year shows them."""
        return self.order_by("kind", "period_start", "group__path", "pk")


class Duty(Scoped):
    """应开义务：某组织（或党小组）× 某类 × 某期应有几次、已有几次. `evidence` are the meetings counted or planned.

    Written by meetings/duty_ledger.py only; `year` is the one that answers for the period.
    """

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="duties", verbose_name="党组织"
    )
    kind = models.CharField("类型", max_length=24, choices=MeetingKind.pairs())
    group = models.ForeignKey(
        Organisation, models.CASCADE, null=True, related_name="group_duties", verbose_name="党小组"
    )
    year = models.PositiveSmallIntegerField("年度")
    period_start = models.DateField("期间起")
    period_end = models.DateField("期间止")
    required = models.PositiveSmallIntegerField("应开")
    held_count = models.PositiveSmallIntegerField("已开")
    state = models.CharField("状态", max_length=8, choices=DutyState.pairs())
    reason = models.CharField("原因", max_length=60, blank=True)
    basis = models.CharField("依据", max_length=120, blank=True)
    evidence = models.JSONField("所据会议", default=list)

    ways: ClassVar = Ways(branch="organisation", group="group")
    sight: ClassVar = Action.DESK
    objects = DutyQuerySet.as_manager()
    seen = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = "应开义务"
        verbose_name_plural = "应开义务"
        ordering = ("organisation", "kind", "period_start", "pk")
        indexes = [models.Index(fields=["kind", "period_start", "state"], name="duty_kind_period_state")]
        constraints = [
            models.UniqueConstraint(
                name="duty_once",
                fields=["organisation", "kind", "period_start"],
                condition=Q(group__isnull=True),
                violation_error_message="同一组织、类型、期间只有一项义务。",
            ),
            models.UniqueConstraint(
                name="duty_of_group_once",
                fields=["organisation", "kind", "period_start", "group"],
                condition=Q(group__isnull=False),
                violation_error_message="同一党小组、类型、期间只有一项义务。",
            ),
            models.CheckConstraint(
                name="duty_period_in_order",
                condition=Q(period_end__gte=F("period_start")),
                violation_error_message="期间止不能早于期间起。",
            ),
            models.CheckConstraint(
                name="duty_state_known",
                condition=Q(state__in=[state.value for state in DutyState]),
                violation_error_message="没有这种义务状态。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.get_kind_display()} {self.period_start}"


WHOLE_YEAR = 0


class MonthCount(Scoped):
    """各月合计：某组织某月（0 为全年）开了几次、应到和实到合计、缺几次. Written by meetings/duty_ledger.py only."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="month_counts", verbose_name="党组织"
    )
    year = models.PositiveSmallIntegerField("年度")
    month = models.PositiveSmallIntegerField("月份")
    held = models.PositiveIntegerField("已开")
    due = models.PositiveIntegerField("应到合计")
    present = models.PositiveIntegerField("实到合计")
    missing = models.PositiveIntegerField("应开未开")

    ways: ClassVar = Ways(branch="organisation")
    sight: ClassVar = Action.DESK
    objects = ScopedQuerySet.as_manager()
    seen = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "各月合计"
        verbose_name_plural = "各月合计"
        ordering = ("organisation", "year", "month")
        indexes = [models.Index(fields=["year", "month", "-missing"], name="month_count_by_missing")]
        constraints = [
            models.UniqueConstraint(
                name="month_count_once",
                fields=["organisation", "year", "month"],
                violation_error_message="同一组织、年度、月份只有一行。",
            ),
            models.CheckConstraint(
                name="month_count_month_known",
                condition=Q(month__lte=12),
                violation_error_message="月份从 1 到 12，0 为全年。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.year}-{self.month:02d}"
