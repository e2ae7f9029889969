"""Votes on a topic: the totals, opinions written beforehand, votes by name, who was handed a ballot."""

from django.db import models
from django.db.models import Q

from branchlife.kit.models import Stamped
from meetings.models.election import Election
from meetings.models.record import AgendaItem
from meetings.vocabulary import BaseKind, MotionResult, Stance, VoteMethod, VoteProfile
from members.models import Member


class Motion(Stamped):
    """一个议题的一次表决：只存汇总数，结果由 meetings/rules 算出. `yes` to `abstain` are those present; opinions
    written beforehand are counted apart. `base_*` is for 村民会议, whose electorate is not the roll."""

    agenda_item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="motions", verbose_name="议题")
    profile = models.CharField("规则档", max_length=20, choices=VoteProfile.pairs())
    method = models.CharField("表决方式", max_length=16, choices=VoteMethod.pairs())
    eligible_count = models.PositiveIntegerField("应到有表决权")
    present_voters = models.PositiveIntegerField("实到有表决权")
    yes = models.PositiveIntegerField("赞成")
    no = models.PositiveIntegerField("反对")
    abstain = models.PositiveIntegerField("弃权")
    issued = models.PositiveIntegerField("发出", null=True, blank=True)
    collected = models.PositiveIntegerField("收回", null=True, blank=True)
    invalid = models.PositiveIntegerField("无效", null=True, blank=True)
    written_yes = models.PositiveIntegerField("会前书面赞成", default=0)
    written_no = models.PositiveIntegerField("会前书面反对", default=0)
    written_abstain = models.PositiveIntegerField("会前书面弃权", default=0)
    base_kind = models.CharField("应到按", max_length=16, choices=BaseKind.pairs(), blank=True)
    subject = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="motions_about", verbose_name="表决对象"
    )
    subject_name = models.CharField("表决对象姓名", max_length=40, blank=True, help_text="不在名册上的才填。")
    taken_at = models.DateTimeField("表决时间", null=True, blank=True)
    quorum_note = models.CharField("人数变动后继续的理由", max_length=120, blank=True)
    teller = models.CharField("计票、监票", max_length=60, blank=True)
    is_urgent = models.BooleanField("紧急情况", default=False)
    result = models.CharField("结果", max_length=12, choices=MotionResult.pairs())
    verdict = models.CharField("判定依据", max_length=600)
    deferred_to = models.ForeignKey(
        AgendaItem,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="deferred_motions",
        verbose_name="再议于",
    )
    referral_doc = models.CharField("请示文号", max_length=60, blank=True)
    referral_answer = models.CharField("上级答复", max_length=200, blank=True)
    referral_answered_on = models.DateField("答复日期", null=True, blank=True)

    class Meta:
        verbose_name = "表决"
        verbose_name_plural = "表决"
        ordering = ("agenda_item", "pk")
        constraints = [
            models.CheckConstraint(
                name="motion_present_within_eligible",
                condition=Q(present_voters__lte=models.F("eligible_count")),
                violation_error_message="实到有表决权人数不能多于应到有表决权人数。",
            ),
            models.CheckConstraint(
                name="motion_votes_within_present",
                condition=Q(present_voters__gte=models.F("yes") + models.F("no") + models.F("abstain")),
                violation_error_message="赞成、反对、弃权之和不能多于实到有表决权人数。",
            ),
            models.CheckConstraint(
                name="motion_collected_within_issued",
                condition=Q(issued__isnull=True) | Q(collected__lte=models.F("issued")),
                violation_error_message="收回的票不能多于发出的票。",
            ),
            models.CheckConstraint(
                name="motion_referral_answer_has_date",
                condition=Q(referral_answer="") | Q(referral_answered_on__isnull=False),
                violation_error_message="上级答复须写答复日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agenda_item} {self.get_result_display()}"

    @property
    def subject_words(self) -> str:
        """Name of the person voted on, from the roll or as written; empty for any other topic."""
        return self.subject.name if self.subject else self.subject_name


class WrittenOpinion(Stamped):
    """会前书面意见：只在会议开始前送达的才计入（发展细则）."""

    motion = models.ForeignKey(Motion, models.CASCADE, related_name="written_opinions", verbose_name="表决")
    member = models.ForeignKey(Member, models.PROTECT, related_name="written_opinions", verbose_name="党员")
    stance = models.CharField("意见", max_length=8, choices=Stance.pairs())
    received_at = models.DateTimeField("送达时间")

    class Meta:
        verbose_name = "书面意见"
        verbose_name_plural = "书面意见"
        ordering = ("motion", "pk")
        constraints = [
            models.UniqueConstraint(
                name="written_opinion_once",
                fields=["motion", "member"],
                violation_error_message="同一人对同一事项只能提一份书面意见。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.get_stance_display()}"


class NamedVote(Stamped):
    """记名投票、唱名举手：谁怎样表的决。无记名投票从不写这张表."""

    motion = models.ForeignKey(Motion, models.CASCADE, related_name="named_votes", verbose_name="表决")
    member = models.ForeignKey(Member, models.PROTECT, related_name="named_votes", verbose_name="党员")
    stance = models.CharField("意见", max_length=8, choices=Stance.pairs())

    class Meta:
        verbose_name = "记名表决"
        verbose_name_plural = "记名表决"
        ordering = ("motion", "pk")
        constraints = [
            models.UniqueConstraint(
                name="named_vote_once",
                fields=["motion", "member"],
                violation_error_message="同一人在同一次表决中只有一票。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.get_stance_display()}"


class BallotIssue(models.Model):
    """领票名单：只记谁领了票，按名册次序一次写入，不记时间和先后，更不记投了什么."""

    motion = models.ForeignKey(
        Motion, models.CASCADE, null=True, blank=True, related_name="ballot_issues", verbose_name="表决"
    )
    election = models.ForeignKey(
        Election, models.CASCADE, null=True, blank=True, related_name="ballot_issues", verbose_name="选举"
    )
    member = models.ForeignKey(Member, models.PROTECT, related_name="ballot_issues", verbose_name="党员")

    class Meta:
        verbose_name = "领票"
        verbose_name_plural = "领票"
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                name="ballot_issue_for_one_vote",
                condition=Q(motion__isnull=True) ^ Q(election__isnull=True),
                violation_error_message="领票须属于一次表决或一次选举。",
            ),
            models.UniqueConstraint(
                name="ballot_issue_once_per_motion",
                fields=["motion", "member"],
                condition=Q(motion__isnull=False),
                violation_error_message="同一人只领一张票。",
            ),
            models.UniqueConstraint(
                name="ballot_issue_once_per_election",
                fields=["election", "member"],
                condition=Q(election__isnull=False),
                violation_error_message="同一人只领一张票。",
            ),
        ]

    def __str__(self) -> str:
        return str(self.member)
