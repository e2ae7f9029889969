"""签到: what was tapped or said at the door. It helps to call the roll and counts for nothing by itself."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from branchlife.kit.models import Stamped
from meetings.models.gathering import Gathering
from meetings.vocabulary import SignInMethod
from members.models import Member


class SignInQuerySet(models.QuerySet["SignIn"]):
    """Verbs for sign-ins."""

    def standing(self) -> Self:
        """Not undone."""
        return self.filter(undone_at__isnull=True)


class SignIn(Stamped):
    """签到：集会级，与 `Attendance` 分开存；撤销留痕，不删行."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="sign_ins", verbose_name="集会")
    member = models.ForeignKey(Member, models.PROTECT, related_name="sign_ins", verbose_name="党员")
    at = models.DateTimeField("签到时间")
    method = models.CharField("方式", max_length=12, choices=SignInMethod.pairs())
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="撤销人",
    )

    objects = SignInQuerySet.as_manager()

    class Meta:
        verbose_name = "签到"
        verbose_name_plural = "签到"
        ordering = ("gathering", "at", "pk")
        constraints = [
            models.UniqueConstraint(
                name="sign_in_once",
                fields=["gathering", "member"],
                condition=Q(undone_at__isnull=True),
                violation_error_message="同一次集会，同一人只签到一次。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}{self.get_method_display()}"
