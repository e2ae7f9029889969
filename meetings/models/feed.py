"""The address under which a calendar can be subscribed to."""

from typing import ClassVar

from django.db import models

from branchlife.kit.models import Stamped
from members.access import Action, Scoped, ScopedQuerySet, Ways
from members.models import Organisation


class CalendarFeed(Stamped, Scoped):
    """日历订阅：一个组织一个地址。`edition` grows when the address is renewed; the old one is dead at once."""

    organisation = models.OneToOneField(
        Organisation, models.CASCADE, related_name="calendar_feed", verbose_name="党组织"
    )
    edition = models.PositiveIntegerField("第几版", default=1)
    is_open = models.BooleanField("开通", default=True)

    ways: ClassVar = Ways(branch="organisation", group="organisation")
    sight: ClassVar = Action.MEETING_VIEW
    objects = ScopedQuerySet.as_manager()
    seen = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "日历订阅"
        verbose_name_plural = "日历订阅"
        ordering = ("organisation", "pk")

    def __str__(self) -> str:
        return f"{self.organisation}日历订阅"
