"""What was resolved and what came of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from branchlife.kit.models import Stamped
from meetings.models.meeting import Meeting, PartQuerySet
from meetings.models.record import AgendaItem
from meetings.vocabulary import ResolutionState
from members.access import Action, Scoped, Ways


class Resolution(Stamped, Scoped):
    """决议：事项、责任人、时限、状态."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="resolutions", verbose_name="会议")
    agenda_item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="resolutions", verbose_name="议题"
    )
    text = models.CharField("事项", max_length=300)
    responsible = models.CharField("责任人", max_length=60, blank=True)
    due_on = models.DateField("时限", null=True, blank=True)
    state = models.CharField("状态", max_length=12, choices=ResolutionState.pairs(), default="open")
    done_on = models.DateField("完成日期", null=True, blank=True)
    cancel_reason = models.CharField("取消原因", max_length=120, blank=True)

    ways: ClassVar = Ways(branch="meeting__branch", group="meeting__group")
    sight: ClassVar = Action.MEETING_VIEW
    objects = PartQuerySet.as_manager()
    seen = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "决议"
        verbose_name_plural = "决议"
        ordering = ("meeting", "pk")
        constraints = [
            models.CheckConstraint(
                name="resolution_done_has_date",
                condition=~Q(state="done") | Q(done_on__isnull=False),
                violation_error_message="已完成的决议须写完成日期。",
            ),
            models.CheckConstraint(
                name="resolution_cancelled_has_reason",
                condition=~Q(state="cancelled") | ~Q(cancel_reason=""),
                violation_error_message="取消的决议须写明原因。",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class FollowUp(Stamped):
    """落实情况：以后的会上或平时记下的一笔. `state` is where the resolution stands after it."""

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="follow_ups", verbose_name="决议")
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="follow_ups", verbose_name="汇报的会议"
    )
    noted_on = models.DateField("日期")
    note = models.CharField("落实情况", max_length=300)
    evidence = models.CharField("佐证", max_length=120, blank=True)
    state = models.CharField("落实状态", max_length=12, choices=ResolutionState.pairs())

    class Meta:
        verbose_name = "落实情况"
        verbose_name_plural = "落实情况"
        ordering = ("resolution", "noted_on", "pk")

    def __str__(self) -> str:
        return f"{self.noted_on} {self.note[:20]}"
