"""Abstract models."""

from django.conf import settings
from django.db import models


class Stamped(models.Model):
    """Who made a row and who touched it last. Functions that write set the two names."""

    created_at = models.DateTimeField("创建时间", auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="创建人",
    )
    changed_at = models.DateTimeField("修改时间", auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="修改人",
    )

    class Meta:
        abstract = True


class Dated(Stamped):
    """A fact that holds from `start` up to, not including, `end`."""

    start = models.DateField("开始日期")
    end = models.DateField("结束日期", null=True, blank=True, help_text="当日不含在内；至今有效的留空。")

    class Meta:
        abstract = True
