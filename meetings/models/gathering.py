"""One sitting: people together at one place and time. It counts as one or more meetings, one per kind."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from branchlife.kit.models import Stamped
from meetings.models.venue import Venue
from meetings.vocabulary import GatheringMode
from members.access import Action, Scoped, ScopedQuerySet, Ways
from members.models import Organisation


class Gathering(Stamped, Scoped):
    """集会：时间、地点、方式一次填写，供其中各类会议共用（“一并组织、分别记录”，domain 第 3 节）."""

    branch = models.ForeignKey(
        Organisation, models.PROTECT, related_name="gatherings", verbose_name="召集组织"
    )
    title = models.CharField("名称", max_length=80, blank=True)
    theme = models.CharField("主题", max_length=120, blank=True)
    start = models.DateTimeField("开始时间")
    end = models.DateTimeField("结束时间", null=True, blank=True)
    place = models.CharField("地点", max_length=80, blank=True)
    venue = models.ForeignKey(
        Venue, models.SET_NULL, null=True, blank=True, related_name="gatherings", verbose_name="登记的场所"
    )
    mode = models.CharField("参加方式", max_length=12, choices=GatheringMode.pairs(), default="on_site")
    scheduled_on = models.DateField("计划日", null=True, blank=True)
    shift_reason = models.CharField("调整原因", max_length=120, blank=True)
    theme_contents = models.JSONField("内容构成", default=list, blank=True)
    token = models.UUIDField("提交凭据", default=uuid.uuid4, unique=True, editable=False)

    ways: ClassVar = Ways(branch="branch", group="meetings__group")
    sight: ClassVar = Action.MEETING_VIEW
    objects = ScopedQuerySet.as_manager()
    seen = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "集会"
        verbose_name_plural = "集会"
        ordering = ("-start", "-pk")
        constraints = [
            models.CheckConstraint(
                name="gathering_ends_after_start",
                condition=Q(end__isnull=True) | Q(end__gt=F("start")),
                violation_error_message="结束时间须晚于开始时间。",
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.branch} {self.start:%Y-%m-%d}"
