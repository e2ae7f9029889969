"""A poll, what it asks, the codes while it is open, the sealed ballots while it is open, the marks afterwards.

No table here has a column for a person who votes, and none but the poll itself has a time.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from branchlife.kit.models import Stamped
from meetings.models import AgendaItem, Meeting
from meetings.models.meeting import PartQuerySet
from meetings.slips.vocabulary import ELECTRONIC, PollState
from meetings.vocabulary import VoteProfile
from members.access import Action, Scoped, Ways
from members.models import Member


class Poll(Stamped, Scoped):
    """电子投票：一次会议上的一次测评、表决或征求意见. From opening to close this row is not touched: its times say when
    the box was opened and closed, and nothing in between."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="polls", verbose_name="会议")
    agenda_item = models.ForeignKey(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="polls", verbose_name="议题"
    )
    title = models.CharField("名称", max_length=120)
    profile = models.CharField("规则档", max_length=20, choices=VoteProfile.pairs())
    options = models.JSONField("可选的项")
    first_scrutineer = models.CharField("监票人一", max_length=40)
    second_scrutineer = models.CharField("监票人二", max_length=40)
    state = models.CharField("状态", max_length=12, choices=PollState.pairs(), default="prepared")
    salt = models.CharField("钥匙的盐", max_length=32, blank=True)
    public_key = models.CharField("票箱公钥", max_length=64, blank=True)
    printed_count = models.PositiveIntegerField("印出", null=True, blank=True)
    eligible_count = models.PositiveIntegerField("应参加", null=True, blank=True)
    present_count = models.PositiveIntegerField("到会", null=True, blank=True)
    issued_count = models.PositiveIntegerField("发出", null=True, blank=True)
    cast_count = models.PositiveIntegerField("收回", null=True, blank=True)
    invalid_count = models.PositiveIntegerField("无效", null=True, blank=True)
    opened_at = models.DateTimeField("开始时间", null=True, blank=True)
    closed_at = models.DateTimeField("结束时间", null=True, blank=True)
    verdict = models.CharField("判定依据", max_length=300, blank=True)
    void_reason = models.CharField("作废原因", max_length=120, blank=True)
    is_purged = models.BooleanField("旧行已清除", default=False)

    ways: ClassVar = Ways(branch="meeting__branch", group="meeting__group")
    sight: ClassVar = Action.MEETING_VIEW
    objects = PartQuerySet.as_manager()
    seen = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "电子投票"
        verbose_name_plural = "电子投票"
        ordering = ("meeting", "pk")
        constraints = [
            models.CheckConstraint(
                name="poll_profile_may_be_electronic",
                condition=Q(profile__in=[profile.value for profile in ELECTRONIC]),
                violation_error_message="发展党员和选举只能用纸质票。",
            ),
            models.CheckConstraint(
                name="poll_state_known",
                condition=Q(state__in=[state.value for state in PollState]),
                violation_error_message="没有这种状态。",
            ),
            models.CheckConstraint(
                name="poll_two_scrutineers",
                condition=~Q(first_scrutineer=F("second_scrutineer")),
                violation_error_message="监票人须是两个人。",
            ),
            models.CheckConstraint(
                name="poll_counts_in_order",
                condition=Q(closed_at__isnull=True)
                | Q(
                    invalid_count__lte=F("cast_count"),
                    cast_count__lte=F("issued_count"),
                    issued_count__lte=F("present_count"),
                    present_count__lte=F("eligible_count"),
                ),
                violation_error_message="收回的票不能多于发出的，发出的不能多于到会的，到会的不能多于应参加的。",
            ),
            models.CheckConstraint(
                name="poll_closes_after_opening",
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at")),
                violation_error_message="结束时间不能早于开始时间。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def valid_count(self) -> int:
        """有效票 of a closed poll."""
        return (self.cast_count or 0) - (self.invalid_count or 0)

    @property
    def scrutineers(self) -> str:
        """Both names."""
        return f"{self.first_scrutineer}、{self.second_scrutineer}"


class Question(models.Model):
    """一个问题：测评一位党员，或一件事. `votes` counts the options in their order, once the poll is closed."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="questions", verbose_name="电子投票")
    order = models.PositiveSmallIntegerField("次序")
    text = models.CharField("问题", max_length=200)
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="被测评人"
    )
    votes = models.JSONField("各项票数", null=True, blank=True)
    abstain = models.PositiveIntegerField("弃权", null=True, blank=True)

    class Meta:
        verbose_name = "问题"
        verbose_name_plural = "问题"
        ordering = ("poll", "order", "pk")
        constraints = [
            models.UniqueConstraint(
                name="question_order_once",
                fields=["poll", "order"],
                violation_error_message="同一次投票里，次序不能重复。",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Code(models.Model):
    """投票代码的摘要. It goes when its ballot is cast; what is left goes at the close."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="codes", verbose_name="电子投票")
    digest = models.CharField("代码摘要", max_length=64, unique=True)

    class Meta:
        verbose_name = "投票代码"
        verbose_name_plural = "投票代码"
        ordering = ("poll", "digest")

    def __str__(self) -> str:
        return self.digest[:8]


class SealedBallot(models.Model):
    """密封的票：只在投票期间有，监票人的钥匙才打得开."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="sealed_ballots", verbose_name="电子投票")
    sealed = models.BinaryField("密封的内容")

    class Meta:
        verbose_name = "密封的票"
        verbose_name_plural = "密封的票"
        ordering = ("poll", "pk")

    def __str__(self) -> str:
        return f"{self.poll} 密封的票"


class Mark(models.Model):
    """开箱后的一个记号：对一个问题选了哪一项（空为弃权）. Those of one ballot are not kept together."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="marks", verbose_name="问题")
    choice = models.PositiveSmallIntegerField("选项", null=True, blank=True)

    class Meta:
        verbose_name = "记号"
        verbose_name_plural = "记号"
        ordering = ("question", "pk")

    def __str__(self) -> str:
        return f"{self.question} {'弃权' if self.choice is None else self.choice}"
