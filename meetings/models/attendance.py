"""Who was there: one row per person and meeting, with the standing of that day, and the guests."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localtime

from branchlife.kit.models import Stamped
from meetings.models.meeting import Meeting, PartQuerySet
from meetings.vocabulary import AWAY, THERE, AttendanceState, GuestRole, LeaveReason
from members.access import Action, Scoped, Ways
from members.models import Member
from members.vocabulary import MemberCategory


class AttendanceQuerySet(PartQuerySet["Attendance"]):
    """Verbs for attendance rows."""

    def called(self) -> Self:
        """Of a roll that was called: before, rows are the leave that was asked for."""
        return self.filter(meeting__due_count__isnull=False)

    def there(self) -> Self:
        """到会，含线上."""
        return self.filter(state__in=THERE)

    def there_at(self, moment: datetime) -> Self:
        """In the room at a moment: come by then and not yet gone."""
        return self.there().filter(
            Q(arrived_at__isnull=True) | Q(arrived_at__lte=moment),
            Q(left_at__isnull=True) | Q(left_at__gt=moment),
        )

    def away(self) -> Self:
        """请假、缺席."""
        return self.filter(state__in=AWAY)

    def due(self) -> Self:
        """计入参加应到."""
        return self.filter(is_due=True)

    def voters(self) -> Self:
        """当日有表决权."""
        return self.filter(can_vote=True)

    def electors(self) -> Self:
        """当日有选举权."""
        return self.filter(can_elect=True)


class Attendance(Stamped, Scoped):
    """到会记录. The last four fields are the standing of the day, frozen when the roll is confirmed."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances", verbose_name="会议")
    member = models.ForeignKey(Member, models.PROTECT, related_name="attendances", verbose_name="党员")
    state = models.CharField(
        "到会情况", max_length=12, choices=AttendanceState.pairs(), default="unconfirmed"
    )
    reason = models.CharField("事由", max_length=16, choices=LeaveReason.pairs(), blank=True)
    reason_note = models.CharField("说明", max_length=60, blank=True, help_text="不写病情。")
    approver = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="准假人"
    )
    approved_at = models.DateTimeField("准假时间", null=True, blank=True)
    makeup_on = models.DateField("补课日期", null=True, blank=True)
    arrived_at = models.DateTimeField("迟到，到会时间", null=True, blank=True)
    left_at = models.DateTimeField("早退，离会时间", null=True, blank=True)
    category = models.CharField("当日类别", max_length=20, choices=MemberCategory.pairs())
    is_due = models.BooleanField("计入应到")
    can_vote = models.BooleanField("有表决权")
    can_elect = models.BooleanField("有选举权")

    ways: ClassVar = Ways(branch="meeting__branch", group="meeting__group", member="member")
    sight: ClassVar = Action.MEETING_VIEW
    objects = AttendanceQuerySet.as_manager()
    seen = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = "到会记录"
        verbose_name_plural = "到会记录"
        ordering = ("meeting", "pk")
        constraints = [
            models.UniqueConstraint(
                name="attendance_once",
                fields=["meeting", "member"],
                violation_error_message="同一人在同一次会上只记一行。",
            ),
            models.CheckConstraint(
                name="attendance_left_after_arrived",
                condition=Q(arrived_at__isnull=True)
                | Q(left_at__isnull=True)
                | Q(left_at__gt=F("arrived_at")),
                violation_error_message="离会时间须晚于到会时间。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.get_state_display()}"

    @property
    def is_there(self) -> bool:
        """到会，含线上."""
        return self.state in THERE

    @property
    def times(self) -> list[str]:
        """15:10 到会, 15:40 离会: of who came late or left early."""
        pairs = ((self.arrived_at, "到会"), (self.left_at, "离会"))
        return [f"{localtime(at):%H:%M} {word}" for at, word in pairs if at]


class Guest(Stamped):
    """列席：可发言，不计入应到、实到，不表决."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="guests", verbose_name="会议")
    name = models.CharField("姓名", max_length=40)
    role = models.CharField("身份", max_length=16, choices=GuestRole.pairs(), default="other_branch")
    organisation_name = models.CharField("单位", max_length=60, blank=True)

    class Meta:
        verbose_name = "列席人员"
        verbose_name_plural = "列席人员"
        ordering = ("meeting", "pk")

    def __str__(self) -> str:
        return self.name
