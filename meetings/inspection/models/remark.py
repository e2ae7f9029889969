"""What an inspector writes beside a record, and what the branch answers. Written by lifecycle/remarking.py only."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from meetings.models import Meeting
from meetings.models.meeting import PartQuerySet
from members.access import Action, Scoped, Ways


class RemarkQuerySet(PartQuerySet["Remark"]):
    """Verbs for remarks; one is in sight with its record."""

    def unanswered(self) -> Self:
        """The branch has the next word."""
        return self.filter(answered_at__isnull=True)

    def with_places(self) -> Self:
        """Together with what every list shows."""
        return self.select_related("meeting__branch", "meeting__group", "by", "answered_by")

    def in_order(self) -> Self:
        """Those without an answer first, each oldest first."""
        return self.alias(is_answered=Q(answered_at__isnull=False)).order_by("is_answered", "at", "pk")


class Remark(Scoped):
    """批注：检查员对一份记录提的一句话，支部答复. The record itself is not touched; both only append."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="remarks", verbose_name="会议")
    text = models.CharField("批注", max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="批注人")
    at = models.DateTimeField("批注时间")
    answer = models.CharField("答复", max_length=500, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="答复人",
    )
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)

    ways: ClassVar = Ways(branch="meeting__branch", group="meeting__group")
    sight: ClassVar = Action.MEETING_VIEW
    objects = RemarkQuerySet.as_manager()
    seen = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = "批注"
        verbose_name_plural = "批注"
        ordering = ("meeting", "at", "pk")
        constraints = [
            models.CheckConstraint(
                name="remark_has_words", condition=~Q(text=""), violation_error_message="请写批注。"
            ),
            models.CheckConstraint(
                name="remark_answer_is_whole",
                condition=Q(answer="", answered_at__isnull=True, answered_by__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                violation_error_message="答复须写明内容、谁、何时。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}：{self.text[:20]}"
