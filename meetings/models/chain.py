"""The chain of a branch: a link for whatever was filed, decided or corrected. Only ever appended to."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from branchlife.kit.canonical import Digests
from meetings.models.meeting import Meeting
from meetings.vocabulary import LedgerLinkKind
from members.access import Action, Scoped, ScopedQuerySet, Ways
from members.models import Organisation


class LedgerLinkQuerySet(ScopedQuerySet["LedgerLink"]):
    """Verbs for links."""

    def in_order(self) -> Self:
        """Branch by branch, as they were appended."""
        return self.order_by("branch", "number")

    def heads(self) -> Self:
        """The last link of every branch."""
        newest = self.model._base_manager.filter(branch=models.OuterRef("branch")).order_by("-number")
        return self.filter(number=models.Subquery(newest.values("number")[:1])).order_by("branch__code")


class LedgerLink(Scoped):
    """链上的一环. `body` is what was digested, letter for letter, so that a chain can be checked without the tables."""

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="links", verbose_name="党组织")
    number = models.PositiveIntegerField("环号")
    kind = models.CharField("种类", max_length=16, choices=LedgerLinkKind.pairs())
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="links", verbose_name="会议"
    )
    body = models.TextField("内容")
    body_digest = models.CharField("内容摘要", max_length=64)
    previous_digest = models.CharField("上一环摘要", max_length=64)
    link_digest = models.CharField("本环摘要", max_length=64)
    body_sm3 = models.CharField("内容摘要（国密）", max_length=64)
    previous_sm3 = models.CharField("上一环摘要（国密）", max_length=64)
    link_sm3 = models.CharField("本环摘要（国密）", max_length=64)
    at = models.DateTimeField("时间")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="经办人"
    )
    account = models.CharField("经办账号", max_length=150, blank=True)

    ways: ClassVar = Ways(branch="branch", group="meeting__group")
    sight: ClassVar = Action.MEETING_VIEW
    objects = LedgerLinkQuerySet.as_manager()
    seen = LedgerLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "存证"
        verbose_name_plural = "存证"
        ordering = ("branch", "number")
        indexes = [models.Index(fields=["link_digest"], name="link_by_digest")]
        constraints = [
            models.UniqueConstraint(
                name="link_number_once",
                fields=["branch", "number"],
                violation_error_message="这一环已经有了。",
            ),
            models.CheckConstraint(
                name="link_numbers_begin_at_one",
                condition=Q(number__gte=1),
                violation_error_message="环号从 1 起。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.branch} 第{self.number}环 {self.get_kind_display()}"

    @property
    def short(self) -> str:
        """The 16 hex digits that are printed."""
        return self.link_digest[:16]

    @property
    def digests(self) -> Digests:
        """What the next link holds on to."""
        return Digests(self.link_digest, self.link_sm3)
