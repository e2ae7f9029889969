"""What a branch means to do in a year or a quarter, and what it reported of that."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from branchlife.kit.clock import local_date
from branchlife.kit.models import Stamped
from meetings.kinds import KINDS, KindSpec, MeetingKind
from meetings.models.meeting import Meeting
from meetings.vocabulary import FilingDecision, PlanPeriod, PlanState
from members.access import Action, Scoped, ScopedQuerySet, Ways
from members.models import Organisation

QUARTERS = "一二三四"


class PlanQuerySet(ScopedQuerySet["Plan"]):
    """Verbs for plans."""

    def pending(self) -> Self:
        """待上级阅处."""
        return self.filter(state=PlanState.SUBMITTED)

    def with_places(self) -> Self:
        """Together with what every list shows."""
        return self.select_related("branch", "decided_by")


class Plan(Stamped, Scoped):
    """计划：一个支部一年或一季. `state` changes only in lifecycle/plans.py; `revision` grows with every edit."""

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="plans", verbose_name="支部")
    period_kind = models.CharField("周期", max_length=8, choices=PlanPeriod.pairs())
    year = models.PositiveSmallIntegerField("年度")
    quarter = models.PositiveSmallIntegerField("季度", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=PlanState.pairs(), default="draft")
    submitted_at = models.DateTimeField("报送时间", null=True, blank=True)
    decided_at = models.DateTimeField("处理时间", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="经办人",
    )
    opinion = models.CharField("上级意见", max_length=300, blank=True)
    revision = models.PositiveIntegerField("改动次数", default=0)

    ways: ClassVar = Ways(branch="branch")
    sight: ClassVar = Action.PLAN_VIEW
    objects = PlanQuerySet.as_manager()
    seen = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "计划"
        verbose_name_plural = "计划"
        ordering = ("-year", "-quarter", "branch__path")
        constraints = [
            models.UniqueConstraint(
                name="plan_year_once",
                fields=["branch", "year"],
                condition=Q(quarter__isnull=True),
                violation_error_message="这个年度已有计划。",
            ),
            models.UniqueConstraint(
                name="plan_quarter_once",
                fields=["branch", "year", "quarter"],
                condition=Q(quarter__isnull=False),
                violation_error_message="这个季度已有计划。",
            ),
            models.CheckConstraint(
                name="plan_quarter_fits_period",
                condition=Q(period_kind="year", quarter__isnull=True)
                | Q(period_kind="quarter", quarter__gte=1, quarter__lte=4),
                violation_error_message="季度计划须写明第几季度，年度计划不写。",
            ),
            models.CheckConstraint(
                name="plan_state_known",
                condition=Q(state__in=[state.value for state in PlanState]),
                violation_error_message="没有这种计划状态。",
            ),
            models.CheckConstraint(
                name="plan_return_is_explained",
                condition=~Q(state="returned") | ~Q(opinion=""),
                violation_error_message="退回须写明意见。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.branch}{self.period_words}计划"

    @property
    def period_words(self) -> str:
        """2026年 or 2026年第三季度."""
        quarter = f"第{QUARTERS[self.quarter - 1]}季度" if self.quarter else ""
        return f"{self.year}年{quarter}"

    @property
    def months(self) -> range:
        """The months it is about."""
        return range(3 * self.quarter - 2, 3 * self.quarter + 1) if self.quarter else range(1, 13)


class PlanItem(Stamped, Scoped):
    """计划的一行：一场会议. `meeting` is the one that was called from it."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="items", verbose_name="计划")
    kind = models.CharField("类型", max_length=24, choices=MeetingKind.pairs())
    group = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="党小组"
    )
    scheduled_on = models.DateField("拟定时间")
    theme = models.CharField("主题、内容", max_length=120, blank=True)
    place = models.CharField("地点", max_length=80, blank=True)
    host = models.CharField("主持", max_length=40, blank=True)
    lecturer_name = models.CharField("主讲", max_length=40, blank=True)
    scope = models.CharField("参加范围", max_length=40, blank=True)
    responsible = models.CharField("责任人", max_length=60, blank=True)
    meeting = models.OneToOneField(
        Meeting, models.PROTECT, null=True, blank=True, related_name="plan_item", verbose_name="会议"
    )

    ways: ClassVar = Ways(branch="plan__branch")
    sight: ClassVar = Action.PLAN_VIEW
    objects = ScopedQuerySet.as_manager()
    seen = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "计划事项"
        verbose_name_plural = "计划事项"
        ordering = ("plan", "scheduled_on", "pk")
        constraints = [
            models.CheckConstraint(
                name="plan_item_group_meeting_has_group",
                condition=~Q(kind="group_meeting") | Q(group__isnull=False),
                violation_error_message="党小组会须写明是哪个党小组。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheduled_on:%Y-%m-%d} {self.spec.short}"

    @property
    def spec(self) -> KindSpec:
        """What is known of this kind of meeting."""
        return KINDS[MeetingKind(self.kind)]


class PlanReport(models.Model):
    """计划的一次报送. `content` is the table as it was reported, by which later changes are shown."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="reports", verbose_name="计划")
    version = models.PositiveSmallIntegerField("版本")
    submitted_at = models.DateTimeField("报送时间")
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="报送人"
    )
    due_on = models.DateField("应报日")
    content = models.JSONField("报送内容", default=list)
    decision = models.CharField("处理", max_length=14, choices=FilingDecision.pairs(), default="pending")
    decided_at = models.DateTimeField("处理时间", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="经办人",
    )
    opinion = models.CharField("意见", max_length=300, blank=True)

    class Meta:
        verbose_name = "计划报送"
        verbose_name_plural = "计划报送"
        ordering = ("plan", "version")
        constraints = [
            models.UniqueConstraint(
                name="plan_report_version_once",
                fields=["plan", "version"],
                violation_error_message="这个版本已报过。",
            ),
            models.UniqueConstraint(
                name="plan_report_one_pending",
                fields=["plan"],
                condition=Q(decision="pending"),
                violation_error_message="计划已经报出，正待上级阅处。",
            ),
            models.CheckConstraint(
                name="plan_report_return_is_explained",
                condition=~Q(decision="returned") | ~Q(opinion=""),
                violation_error_message="退回须写明意见。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} 第{self.version}版"

    @property
    def is_late(self) -> bool:
        """报送日晚于应报日."""
        return local_date(self.submitted_at) > self.due_on
