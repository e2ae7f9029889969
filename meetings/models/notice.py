"""The notice of a meeting."""

from django.db import models

from branchlife.kit.models import Stamped
from meetings.models.meeting import Meeting
from meetings.vocabulary import NoticeChannel


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
