"""What a finding that was confirmed leads to. Written by meetings/inspection/lifecycle/rectifying.py only."""

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from branchlife.kit.models import Stamped
from meetings.inspection.models.finding import Finding
from meetings.inspection.vocabulary import OWED, FindingState, RectificationState
from members.access import Action, Actor, Scoped, ScopedQuerySet, Ways


class RectificationQuerySet(ScopedQuerySet["Rectification"]):
    """Verbs for rectifications; one is in sight with its finding."""

    def allowed(self, actor: Actor, action: Action) -> Self:
        """As everywhere, and only where this person may do the same with the finding."""
        return (
            super()
            .allowed(actor, action)
            .filter(finding__in=Finding.seen.allowed(actor, action).values("pk"))
        )

    def owed(self) -> Self:
        """The branch has the next word."""
        return self.filter(state__in=OWED).exclude(finding__state=FindingState.DISMISSED)

    def unsettled(self) -> Self:
        """Not yet put right, or not yet looked at again."""
        return self.exclude(state=RectificationState.VERIFIED).exclude(finding__state=FindingState.DISMISSED)

    def with_places(self) -> Self:
        """Together with what every list shows."""
        return self.select_related("finding__organisation", "finding__run", "verified_by", "created_by")

    def in_order(self) -> Self:
        """What is not settled first, by term."""
        settled = Q(state=RectificationState.VERIFIED)
        return self.alias(is_settled=settled).order_by("is_settled", "due_on", "pk")


class Rectification(Stamped, Scoped):
    """整改：对一条属实问题的要求、措施与结果. One for each finding; what is sent back goes on in the same row."""

    finding = models.OneToOneField(
        Finding, models.PROTECT, related_name="rectification", verbose_name="疑似问题"
    )
    demand = models.CharField("整改要求", max_length=300)
    due_on = models.DateField("整改期限")
    state = models.CharField("状态", max_length=10, choices=RectificationState.pairs(), default="demanded")
    measure = models.CharField("整改措施", max_length=500, blank=True)
    responsible = models.CharField("责任人", max_length=60, blank=True)
    done_on = models.DateField("完成日期", null=True, blank=True)
    evidence = models.CharField("佐证", max_length=200, blank=True)
    reported_at = models.DateTimeField("回复时间", null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="复核人",
    )
    verified_at = models.DateTimeField("复核时间", null=True, blank=True)
    opinion = models.CharField("复核意见", max_length=300, blank=True)

    ways: ClassVar = Ways(branch="finding__organisation")
    sight: ClassVar = Action.FINDING_VIEW
    objects = RectificationQuerySet.as_manager()
    seen = RectificationQuerySet.as_manager()

    class Meta:
        verbose_name = "整改"
        verbose_name_plural = "整改"
        ordering = ("due_on", "pk")
        constraints = [
            models.CheckConstraint(
                name="rectification_state_known",
                condition=Q(state__in=[state.value for state in RectificationState]),
                violation_error_message="没有这种整改状态。",
            ),
            models.CheckConstraint(
                name="rectification_report_is_whole",
                condition=~Q(state__in=["reported", "verified"])
                | (~Q(measure="") & ~Q(responsible="") & Q(done_on__isnull=False, reported_at__isnull=False)),
                violation_error_message="回复整改须写明措施、责任人和完成日期。",
            ),
            models.CheckConstraint(
                name="rectification_verified_by_a_person",
                condition=~Q(state="verified") | Q(verified_by__isnull=False, verified_at__isnull=False),
                violation_error_message="复核须写明谁、何时。",
            ),
            models.CheckConstraint(
                name="rectification_sent_back_in_words",
                condition=~Q(state="sent_back") | ~Q(opinion=""),
                violation_error_message="退回再改须写明意见。",
            ),
            models.CheckConstraint(
                name="rectification_verified_after_report",
                condition=Q(verified_at__isnull=True) | Q(verified_at__gte=F("reported_at")),
                violation_error_message="复核不能早于回复。",
            ),
        ]

    def __str__(self) -> str:
        return f"整改：{self.finding}"

    def days_over(self, day: date) -> int:
        """超期天数 on a day; 0 once the branch has answered."""
        return max((day - self.due_on).days, 0) if self.state in OWED else 0
