"""The notice of a meeting, and the ledger of proof: to whom it went, by which way, and what came back."""

from collections.abc import Mapping
from typing import ClassVar, Self

from django.db import models
from django.db.models import Count, Q

from branchlife.kit.models import Stamped
from meetings.models.gathering import Gathering
from meetings.models.meeting import Meeting
from meetings.vocabulary import NoticeChannel
from members.access import Action, Scoped, ScopedQuerySet, Ways
from members.models import Member


class Notice(Stamped):
    """通知：何时、以何方式、正文."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="notices", verbose_name="会议")
    sent_at = models.DateTimeField("发出时间")
    channel = models.CharField("方式", max_length=12, choices=NoticeChannel.pairs())
    body = models.TextField("正文", blank=True)

    class Meta:
        verbose_name = "会议通知"
        verbose_name_plural = "会议通知"
        ordering = ("meeting", "-sent_at", "-pk")

    def __str__(self) -> str:
        return f"{self.meeting} {self.sent_at:%Y-%m-%d}"


class NoticeReceiptQuerySet(ScopedQuerySet["NoticeReceipt"]):
    """Verbs for receipts."""

    def of(self, gathering: Gathering) -> Self:
        """The receipts in force of a sitting: those of the newest notice to each."""
        return self.filter(notice__meeting__gathering=gathering, is_current=True)

    def by_strokes(self) -> Self:
        """姓氏笔画序."""
        return self.order_by("member__stroke_order", "member__name", "member_id")

    def waiting(self) -> Self:
        """Neither handed over nor confirmed."""
        return self.filter(delivered_at__isnull=True, confirmed_at__isnull=True)

    def counted(self) -> Mapping[str, int]:
        """`due`, `told` (handed over or confirmed) and `confirmed`, in one query."""
        told = Q(delivered_at__isnull=False) | Q(confirmed_at__isnull=False)
        return self.aggregate(
            due=Count("pk"),
            told=Count("pk", filter=told),
            confirmed=Count("pk", filter=Q(confirmed_at__isnull=False)),
        )


class NoticeReceipt(Stamped, Scoped):
    """送达登记：一人一行。`link_edition` renews the personal link; `answers` counts what came in through it."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="receipts", verbose_name="通知")
    member = models.ForeignKey(Member, models.PROTECT, related_name="receipts", verbose_name="党员")
    channel = models.CharField("送达方式", max_length=12, choices=NoticeChannel.pairs())
    delivered_at = models.DateTimeField("送达时间", null=True, blank=True)
    told_by = models.CharField("告知人", max_length=40, blank=True)
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)
    failed_at = models.DateTimeField("没有送到的时间", null=True, blank=True)
    failed_reason = models.CharField("没有送到的原因", max_length=120, blank=True)
    is_current = models.BooleanField("现行", default=True)
    link_edition = models.PositiveSmallIntegerField("链接第几版", default=1)
    answers = models.PositiveSmallIntegerField("链接已用次数", default=0)

    ways: ClassVar = Ways(branch="notice__meeting__branch", group="notice__meeting__group", member="member")
    sight: ClassVar = Action.MEETING_EDIT
    objects = NoticeReceiptQuerySet.as_manager()
    seen = NoticeReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = "送达登记"
        verbose_name_plural = "送达登记"
        ordering = ("notice", "pk")
        constraints = [
            models.UniqueConstraint(
                name="receipt_once",
                fields=["notice", "member"],
                violation_error_message="同一份通知给同一人只登记一行。",
            ),
            models.CheckConstraint(
                name="receipt_failure_has_reason",
                condition=Q(failed_at__isnull=True) | ~Q(failed_reason=""),
                violation_error_message="没有送到的须写明原因。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.get_channel_display()}"

    @property
    def is_told(self) -> bool:
        """Handed over, or confirmed by the member, which proves it."""
        return bool(self.delivered_at or self.confirmed_at)

    @property
    def word(self) -> str:
        """How far it came, in one word."""
        if self.confirmed_at:
            return "已确认"
        if self.delivered_at:
            return "已送达"
        return "没有送到" if self.failed_at else "未通知"
