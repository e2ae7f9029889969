"""The text by which a record is found, and which records are to be read again for it."""

from typing import ClassVar

from django.db import models

from branchlife.kit.grams import GramIndex
from meetings.models.meeting import Meeting, PartQuerySet
from members.access import Action, Scoped, Ways

GRAMS = GramIndex("meetings_searchentry", "meeting_id")


class SearchEntry(Scoped):
    """检索文字：一份记录里可查的文字，去掉空白、统一写法。Written by meetings/lifecycle/indexing.py only."""

    meeting = models.OneToOneField(
        Meeting, models.CASCADE, primary_key=True, related_name="search_entry", verbose_name="会议"
    )
    text = models.TextField("文字")

    ways: ClassVar = Ways(branch="meeting__branch", group="meeting__group")
    sight: ClassVar = Action.MEETING_VIEW
    objects = PartQuerySet.as_manager()
    seen = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "检索文字"
        verbose_name_plural = "检索文字"
        ordering = ("meeting",)

    def __str__(self) -> str:
        return self.text[:20]


class SearchDue(models.Model):
    """待编入检索：这份记录改过，检索文字还是旧的。Whoever searches reads such a record itself."""

    meeting = models.OneToOneField(
        Meeting, models.CASCADE, primary_key=True, related_name="search_due", verbose_name="会议"
    )

    class Meta:
        verbose_name = "待编入检索"
        verbose_name_plural = "待编入检索"
        ordering = ("meeting",)

    def __str__(self) -> str:
        return str(self.pk)
