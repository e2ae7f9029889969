"""The part of a gathering that counts as one kind of meeting: its own roll, minutes, votes, filing, form."""

from datetime import date
from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import ExpressionWrapper, F, Q, Value

from branchlife.kit.clock import local_date
from branchlife.kit.models import Stamped
from branchlife.kit.periods import Span
from meetings.kinds import KINDS, KindSpec, MeetingKind
from meetings.models.gathering import Gathering
from meetings.models.ruleset import FrozenRules
from meetings.vocabulary import HELD_STATES, LOCKED_STATES, OPEN_STATES, MeetingState
from members.access import Action, Actor, Scoped, ScopedQuerySet, Ways
from members.models import Member, Organisation

CLOSE_KINDS = tuple(kind for kind, spec in KINDS.items() if spec.is_close)
READING = frozenset(
    {
        Action.MEETING_VIEW,
        Action.MEETING_EXPORT,
        Action.FILING_VIEW,
        Action.FILING_DECIDE,
        Action.FILING_PASS,
        Action.ARCHIVE_VIEW,
    }
)


class MeetingQuerySet(ScopedQuerySet["Meeting"]):
    """Verbs for sets of meetings; they compose with `.allowed()`."""

    def allowed(self, actor: Actor, action: Action) -> Self:
        """As everywhere, but criticism stays in a small circle: reading 组织生活会、民主生活会 needs its own grant."""
        sight = self._sight(actor, action)
        return self.none() if sight is None else self.filter(sight)

    def with_readable(self, actor: Actor) -> Self:
        """Each with `readable`: whether this person may read it. Said of the row itself, no other row is asked."""
        sight = self._sight(actor, Action.MEETING_VIEW)
        said = Value(False) if sight is None else ExpressionWrapper(sight, models.BooleanField())
        return self.annotate(readable=said)

    def _sight(self, actor: Actor, action: Action) -> Q | None:
        """What is true of the meetings on which this person may do this; None when of none."""
        grants = actor.granting(action)
        if not grants:
            return None
        sight = self._within(grants, action)
        if action not in READING:
            return sight
        close = actor.granting(Action.CLOSE_MINUTES_VIEW)
        is_open = ~Q(kind__in=CLOSE_KINDS)
        return sight & (is_open | self._within(close, Action.CLOSE_MINUTES_VIEW) if close else is_open)

    def held(self) -> Self:
        """已开 (glossary: held)."""
        return self.filter(state__in=HELD_STATES)

    def held_in(self, span: Span) -> Self:
        """Held on a local day of the span."""
        return self.held().within(span)

    def within(self, span: Span) -> Self:
        """Whose local day lies in the span, whatever the state."""
        return self.filter(start__date__gte=span.first, start__date__lte=span.last)

    def unfinished(self) -> Self:
        """Still to be held, recorded or filed."""
        return self.filter(state__in=OPEN_STATES)

    def awaiting_filing(self) -> Self:
        """Held, with or without minutes, and not yet filed, or sent back."""
        return self.filter(state__in=(MeetingState.HELD, MeetingState.RECORDED, MeetingState.RETURNED))

    def newest(self) -> Self:
        """Latest first."""
        return self.order_by("-start", "-pk")

    def with_places(self) -> Self:
        """Together with what every list shows."""
        return self.select_related("branch", "group", "gathering", "host", "recorder")


M = TypeVar("M", bound=models.Model)


class PartQuerySet(ScopedQuerySet[M]):
    """Rows that belong to a `meeting`: what of a meeting may not be read may not be read by way of its parts."""

    def allowed(self, actor: Actor, action: Action) -> Self:
        """As everywhere; the parts of 组织生活会、民主生活会 are as closed as their meeting."""
        rows = super().allowed(actor, action)
        if action not in READING:
            return rows
        return rows.filter(meeting__in=Meeting.seen.allowed(actor, action).values("pk"))


class Meeting(Stamped, Scoped):
    """会议（计入某类）. `state` changes only in meetings/lifecycle/; `revision` grows with every edit, so that two
    editors never overwrite each other silently. Counts are those of the confirmed roll."""

    gathering = models.ForeignKey(Gathering, models.PROTECT, related_name="meetings", verbose_name="集会")
    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="meetings", verbose_name="召集组织")
    group = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="group_meetings",
        verbose_name="党小组",
    )
    kind = models.CharField("类型", max_length=24, choices=MeetingKind.pairs())
    form_kind = models.CharField("召开形式", max_length=24, choices=MeetingKind.pairs(), blank=True)
    year = models.PositiveSmallIntegerField("归属年度")
    ordinal = models.PositiveSmallIntegerField("年内第几次", null=True, blank=True)
    title = models.CharField("会议名称", max_length=120, blank=True)
    start = models.DateTimeField("开始时间")
    end = models.DateTimeField("散会时间", null=True, blank=True)
    host = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="hosted", verbose_name="主持人"
    )
    host_name = models.CharField("主持人姓名", max_length=40, blank=True, help_text="不在名册上的才填。")
    delegation_note = models.CharField("委托说明", max_length=120, blank=True)
    recorder = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="recorded", verbose_name="记录人"
    )
    recorder_name = models.CharField("记录人姓名", max_length=40, blank=True, help_text="不在名册上的才填。")
    due_count = models.PositiveIntegerField("应到", null=True, blank=True)
    due_full_count = models.PositiveIntegerField("应到正式", null=True, blank=True)
    present_count = models.PositiveIntegerField("实到", null=True, blank=True)
    present_full_count = models.PositiveIntegerField("实到正式", null=True, blank=True)
    leave_count = models.PositiveIntegerField("请假", null=True, blank=True)
    absent_count = models.PositiveIntegerField("缺席", null=True, blank=True)
    exempt_count = models.PositiveIntegerField("豁免", null=True, blank=True)
    guest_count = models.PositiveIntegerField("列席", null=True, blank=True)
    state = models.CharField("状态", max_length=12, choices=MeetingState.pairs(), default="planned")
    late_entry = models.BooleanField("补录", default=False)
    late_reason = models.CharField("补录原因", max_length=120, blank=True)
    is_imported = models.BooleanField("历史台账导入", default=False)
    postponed_from = models.DateTimeField("原定时间", null=True, blank=True)
    postpone_reason = models.CharField("延期原因", max_length=120, blank=True)
    postpone_doc = models.CharField("延期批复文号", max_length=60, blank=True)
    not_held_reason = models.CharField("未召开原因", max_length=120, blank=True)
    reheld_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="reheld_as", verbose_name="重开自"
    )
    first_saved_at = models.DateTimeField("首次录入时间", null=True, blank=True)
    filed_at = models.DateTimeField("报备时间", null=True, blank=True)
    locked_at = models.DateTimeField("锁定时间", null=True, blank=True)
    content_digest = models.CharField("内容摘要", max_length=64, blank=True)
    ruleset = models.ForeignKey(
        FrozenRules, models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name="冻结的规则"
    )
    revision = models.PositiveIntegerField("改动次数", default=0)

    ways: ClassVar = Ways(branch="branch", group="group")
    sight: ClassVar = Action.MEETING_VIEW
    objects = MeetingQuerySet.as_manager()
    seen = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "会议"
        verbose_name_plural = "会议"
        ordering = ("-start", "-pk")
        indexes = [
            models.Index(fields=["branch", "kind", "start"], name="meeting_branch_kind_start"),
            models.Index(fields=["state", "start"], name="meeting_state_start"),
            models.Index(fields=["-start", "-id"], name="meeting_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="meeting_ordinal_once",
                fields=["branch", "kind", "year", "ordinal"],
                condition=Q(group__isnull=True, ordinal__isnull=False),
                violation_error_message="这个年度已有同一次数的同类会议。",
            ),
            models.UniqueConstraint(
                name="meeting_group_ordinal_once",
                fields=["branch", "group", "kind", "year", "ordinal"],
                condition=Q(group__isnull=False, ordinal__isnull=False),
                violation_error_message="这个年度本组已有同一次数的同类会议。",
            ),
            models.UniqueConstraint(
                name="meeting_kind_once_per_gathering",
                fields=["gathering", "kind"],
                condition=Q(group__isnull=True),
                violation_error_message="同一次集会里，每类会议只记一份。",
            ),
            models.UniqueConstraint(
                name="meeting_group_once_per_gathering",
                fields=["gathering", "kind", "group"],
                condition=Q(group__isnull=False),
                violation_error_message="同一次集会里，每个党小组只记一份。",
            ),
            models.CheckConstraint(
                name="meeting_ends_after_start",
                condition=Q(end__isnull=True) | Q(end__gt=F("start")),
                violation_error_message="散会时间须晚于开始时间。",
            ),
            models.CheckConstraint(
                name="meeting_late_has_reason",
                condition=Q(late_entry=False) | ~Q(late_reason=""),
                violation_error_message="补录须写明原因。",
            ),
            models.CheckConstraint(
                name="meeting_not_held_has_reason",
                condition=~Q(state="not_held") | ~Q(not_held_reason=""),
                violation_error_message="未召开须写明原因。",
            ),
            models.CheckConstraint(
                name="meeting_group_meeting_has_group",
                condition=~Q(kind="group_meeting") | Q(group__isnull=False),
                violation_error_message="党小组会须写明是哪个党小组。",
            ),
            models.CheckConstraint(
                name="meeting_state_known",
                condition=Q(state__in=[state.value for state in MeetingState]),
                violation_error_message="没有这种会议状态。",
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.branch}{self.spec.name.removeprefix('支部')}"

    @property
    def spec(self) -> KindSpec:
        """What is known of this kind of meeting."""
        return KINDS[MeetingKind(self.kind)]

    @property
    def day(self) -> date:
        """The local day on which it starts; the roll and the rules are those of this day."""
        return local_date(self.start)

    @property
    def number(self) -> str:
        """编号 年度-类型代码-NN, for groups with the group's code: 2026-DH-03. Empty before the meeting is held."""
        if self.ordinal is None:
            return ""
        group = f"{self.group.code.rsplit('-', 1)[-1]}-" if self.group else ""
        return f"{self.year}-{self.spec.code}-{group}{self.ordinal:02d}"

    @property
    def host_words(self) -> str:
        """Name of the host, from the roll or as written."""
        return self.host.name if self.host else self.host_name

    @property
    def recorder_words(self) -> str:
        """Name of the recorder, from the roll or as written."""
        return self.recorder.name if self.recorder else self.recorder_name

    @property
    def is_locked(self) -> bool:
        """Filed or later: nothing changes but by a correction."""
        return self.state in LOCKED_STATES

    @property
    def is_held(self) -> bool:
        """已开."""
        return self.state in HELD_STATES
