"""What was resolved and what came of it."""

import re
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from branchlife.kit.models import Stamped
from meetings.models.meeting import Meeting, PartQuerySet
from meetings.models.record import AgendaItem
from meetings.vocabulary import UNSETTLED_STATES, MeetingState, ResolutionState
from members.access import Action, Scoped, Ways

BETWEEN_NAMES = re.compile(r"\s*[、，,；;]\s*")


def owners_of(words: str) -> list[str]:
    """The names in 责任人, whichever sign stands between them. A blank is part of a name."""
    return list(dict.fromkeys(filter(None, BETWEEN_NAMES.split(words.strip()))))


class ResolutionQuerySet(PartQuerySet["Resolution"]):
    """Verbs for sets of resolutions; they compose with `.allowed()`."""

    def standing(self) -> Self:
        """Without those of meetings that were not held after all, or were sent back and held anew."""
        anew = Q(meeting__state=MeetingState.RETURNED, meeting__reheld_as__isnull=False)
        return self.exclude(anew | Q(meeting__state=MeetingState.NOT_HELD))

    def unsettled(self) -> Self:
        """Neither done nor cancelled."""
        return self.filter(state__in=UNSETTLED_STATES)

    def overdue(self, day: date) -> Self:
        """Unsettled on a day after their term."""
        return self.unsettled().filter(due_on__lt=day)

    def due_until(self, day: date) -> Self:
        """Unsettled, with a term on that day or before it, the earliest first."""
        return self.unsettled().filter(due_on__lte=day).order_by("due_on", "pk")

    def most_urgent(self) -> Self:
        """The earliest term first, those without one last."""
        return self.order_by(F("due_on").asc(nulls_last=True), "pk")

    def newest(self) -> Self:
        """Latest meeting first."""
        return self.order_by("-meeting__start", "-pk")

    def with_meetings(self) -> Self:
        """Together with what every list shows."""
        return self.select_related("meeting__branch", "meeting__group", "meeting__gathering")


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
    objects = ResolutionQuerySet.as_manager()
    seen = ResolutionQuerySet.as_manager()

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

    @property
    def is_unsettled(self) -> bool:
        """Neither done nor cancelled."""
        return self.state in UNSETTLED_STATES

    @property
    def owners(self) -> list[str]:
        """责任人, name by name."""
        return owners_of(self.responsible)

    def days_over(self, day: date) -> int:
        """超期天数 on a day; 0 for what is settled, has no term or is still within it."""
        if not self.is_unsettled or self.due_on is None:
            return 0
        return max((day - self.due_on).days, 0)


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
