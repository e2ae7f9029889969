"""What an account was reminded of by mail, and when: so that nobody is told twice a day, or of the same every day."""

from django.conf import settings
from django.db import models


class DigestSent(models.Model):
    """提醒邮件：一个账号一天至多一封."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="digests", verbose_name="账号"
    )
    day = models.DateField("日期")
    keys = models.JSONField("提到了哪些事", default=list)
    sent_at = models.DateTimeField("发出时间", null=True, blank=True)

    class Meta:
        verbose_name = "提醒邮件"
        verbose_name_plural = "提醒邮件"
        ordering = ("-day", "-pk")
        constraints = [
            models.UniqueConstraint(
                name="digest_once_a_day",
                fields=["user", "day"],
                violation_error_message="今天已经给这个账号发过提醒。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.user}"
