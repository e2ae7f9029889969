"""What was sent upward and what came back; the trail of states; corrections that append."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from branchlife.kit.clock import local_date
from meetings.models.meeting import Meeting, PartQuerySet
from meetings.vocabulary import FilingDecision, MeetingState, ReturnReason
from members.access import Action, Scoped, Ways
from members.models import Organisation


class FilingQuerySet(PartQuerySet["Filing"]):
    """Verbs for filings."""

    def pending(self) -> Self:
        """待阅."""
        return self.filter(decision=FilingDecision.PENDING)

    def late(self) -> Self:
        """Filed on a local day after the day it was due."""
        return self.filter(due_on__isnull=False, submitted_at__date__gt=F("due_on"))

    def with_meetings(self) -> Self:
        """Together with what every list shows."""
        return self.select_related(
            "meeting__branch",
            "meeting__group",
            "meeting__gathering",
            "meeting__ruleset",
            "submitted_by",
            "decided_by",
        )


class Filing(Scoped):
    """备案的一个版本. `content` is the record as it was filed, by which the next version shows what changed."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="filings", verbose_name="会议")
    version = models.PositiveSmallIntegerField("版本")
    submitted_at = models.DateTimeField("报送时间")
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="报送人"
    )
    due_on = models.DateField("应报日", null=True, blank=True)
    late_reason = models.CharField("迟报原因", max_length=120, blank=True)
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
    return_reason = models.CharField("退回类型", max_length=8, choices=ReturnReason.pairs(), blank=True)
    return_fields = models.JSONField("退回的栏目", default=list, blank=True)
    return_note = models.TextField("退回意见", blank=True)
    content = models.JSONField("报送内容", default=dict)
    content_digest = models.CharField("内容摘要", max_length=64)

    ways: ClassVar = Ways(branch="meeting__branch", group="meeting__group")
    sight: ClassVar = Action.FILING_VIEW
    objects = FilingQuerySet.as_manager()
    seen = FilingQuerySet.as_manager()

    class Meta:
        verbose_name = "报备"
        verbose_name_plural = "报备"
        ordering = ("-submitted_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                name="filing_version_once",
                fields=["meeting", "version"],
                violation_error_message="这个版本已报过。",
            ),
            models.UniqueConstraint(
                name="filing_one_pending",
                fields=["meeting"],
                condition=Q(decision="pending"),
                violation_error_message="这份记录已经报出，正待上级阅处。",
            ),
            models.CheckConstraint(
                name="filing_return_is_explained",
                condition=~Q(decision="returned") | (~Q(return_reason="") & ~Q(return_note="")),
                violation_error_message="退回须写明类型和意见。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} 第{self.version}版"

    @property
    def is_late(self) -> bool:
        """报送日晚于应报日."""
        return self.due_on is not None and local_date(self.submitted_at) > self.due_on


class FilingPass(models.Model):
    """总支阅转：the general branch has seen a filing and says what it thinks; the committee need not wait for it."""

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="passes", verbose_name="报备")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="filing_passes", verbose_name="总支"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="经办人"
    )
    at = models.DateTimeField("时间")
    note = models.CharField("意见", max_length=300, blank=True)

    class Meta:
        verbose_name = "总支阅转"
        verbose_name_plural = "总支阅转"
        ordering = ("filing", "pk")
        constraints = [
            models.UniqueConstraint(
                name="filing_passed_once",
                fields=["filing", "organisation"],
                violation_error_message="这一版总支已阅转。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}阅转{self.filing}"


class MeetingEvent(models.Model):
    """迁移留痕：谁、何时、从何到何、说明."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="events", verbose_name="会议")
    from_state = models.CharField("原状态", max_length=12, choices=MeetingState.pairs(), blank=True)
    to_state = models.CharField("新状态", max_length=12, choices=MeetingState.pairs())
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="经办人"
    )
    at = models.DateTimeField("时间")
    note = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        verbose_name = "状态留痕"
        verbose_name_plural = "状态留痕"
        ordering = ("meeting", "pk")  # as they were written, whatever the clock said

    def __str__(self) -> str:
        return f"{self.get_from_state_display()} → {self.get_to_state_display()}"


class Correction(models.Model):
    """更正：备案后的改动只追加，原值、现值都在."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="corrections", verbose_name="会议")
    field = models.CharField("栏目", max_length=40)
    old_value = models.TextField("原值", blank=True)
    new_value = models.TextField("现值")
    reason = models.CharField("原因", max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="提出人"
    )
    at = models.DateTimeField("时间")
    approved_by = models.CharField("批准人", max_length=40, blank=True)

    class Meta:
        verbose_name = "更正"
        verbose_name_plural = "更正"
        ordering = ("meeting", "pk")  # as they were written, whatever the clock said
        constraints = [
            models.CheckConstraint(
                name="correction_has_reason",
                condition=~Q(reason=""),
                violation_error_message="更正须写明原因。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.field}"
