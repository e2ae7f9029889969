"""请假: asked by the member, decided by the branch. What is granted stands in the attendance rows."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from branchlife.kit.models import Stamped
from meetings.models.gathering import Gathering
from meetings.vocabulary import LeaveReason, LeaveState
from members.models import Member


class LeaveRequest(Stamped):
    """请假申请：只存事由类别，不写病情（个保法第二十八条）."""

    gathering = models.ForeignKey(
        Gathering, models.CASCADE, related_name="leave_requests", verbose_name="集会"
    )
    member = models.ForeignKey(Member, models.PROTECT, related_name="leave_requests", verbose_name="请假人")
    reason = models.CharField("事由", max_length=16, choices=LeaveReason.pairs())
    asked_at = models.DateTimeField("申请时间")
    state = models.CharField("状态", max_length=12, choices=LeaveState.pairs(), default="asked")
    decided_at = models.DateTimeField("批准时间", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="批准人",
    )
    note = models.CharField("答复", max_length=60, blank=True, help_text="不写病情。")

    class Meta:
        verbose_name = "请假申请"
        verbose_name_plural = "请假申请"
        ordering = ("gathering", "asked_at", "pk")
        constraints = [
            models.UniqueConstraint(
                name="leave_request_open_once",
                fields=["gathering", "member"],
                condition=Q(state__in=["asked", "approved"]),
                violation_error_message="同一次集会，同一人只有一份有效的请假申请。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}{self.get_reason_display()}假"
