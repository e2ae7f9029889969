"""Elections on paper: seats, candidates in the order of strokes, the count, the approval."""

from django.db import models
from django.db.models import F, Q

from branchlife.kit.models import Stamped
from meetings.models.record import AgendaItem
from meetings.vocabulary import ElectionState
from members.models import Appointment, Member
from members.vocabulary import Post


class Election(Stamped):
    """一个职务的一轮选举（选举条例）。票数在计票后填；结果由 meetings/rules/elections 算出."""

    agenda_item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="elections", verbose_name="议题")
    post = models.CharField("职务", max_length=32, choices=Post.pairs())
    seats = models.PositiveSmallIntegerField("应选名额")
    round = models.PositiveSmallIntegerField("第几轮", default=1)
    previous = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="next_round", verbose_name="上一轮"
    )
    state = models.CharField("状态", max_length=12, choices=ElectionState.pairs(), default="prepared")
    eligible_count = models.PositiveIntegerField("应到有选举权", null=True, blank=True)
    voters_present = models.PositiveIntegerField("实到有选举权", null=True, blank=True)
    issued = models.PositiveIntegerField("发出", null=True, blank=True)
    collected = models.PositiveIntegerField("收回", null=True, blank=True)
    valid = models.PositiveIntegerField("有效", null=True, blank=True)
    invalid = models.PositiveIntegerField("无效", null=True, blank=True)
    taken_at = models.DateTimeField("投票时间", null=True, blank=True)
    scrutineers = models.CharField("监票人", max_length=60, blank=True)
    tellers = models.CharField("计票人", max_length=60, blank=True)
    consent = models.PositiveIntegerField("同意减少名额", null=True, blank=True)
    verdict = models.TextField("判定依据", blank=True)
    approval_doc = models.CharField("上级批复文号", max_length=60, blank=True)
    approved_on = models.DateField("批复日期", null=True, blank=True)

    class Meta:
        verbose_name = "选举"
        verbose_name_plural = "选举"
        ordering = ("agenda_item", "round", "pk")
        constraints = [
            models.CheckConstraint(
                name="election_has_seats",
                condition=Q(seats__gte=1),
                violation_error_message="应选名额至少为 1。",
            ),
            models.CheckConstraint(
                name="election_present_within_eligible",
                condition=Q(voters_present__isnull=True) | Q(voters_present__lte=F("eligible_count")),
                violation_error_message="实到有选举权人数不能多于应到有选举权人数。",
            ),
            models.CheckConstraint(
                name="election_collected_within_issued",
                condition=Q(state="void") | Q(collected__isnull=True) | Q(collected__lte=F("issued")),
                violation_error_message="收回的票多于发出的票，这次选举无效。",
            ),
            models.CheckConstraint(
                name="election_ballots_add_up",
                condition=Q(collected__isnull=True) | Q(collected=F("valid") + F("invalid")),
                violation_error_message="有效票与无效票之和须等于收回的票。",
            ),
            models.CheckConstraint(
                name="election_counted_has_numbers",
                condition=~Q(state="counted") | Q(collected__isnull=False, eligible_count__isnull=False),
                violation_error_message="已计票的选举须有应到人数和收回票数。",
            ),
            models.CheckConstraint(
                name="election_consent_within_present",
                condition=Q(consent__isnull=True) | Q(consent__lte=F("voters_present")),
                violation_error_message="同意减少名额的人数不能多于到会的选举人。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_post_display()}选举第{self.round}轮"


class Candidate(Stamped):
    """候选人，或票上另选的人."""

    election = models.ForeignKey(Election, models.CASCADE, related_name="candidates", verbose_name="选举")
    member = models.ForeignKey(Member, models.PROTECT, related_name="candidacies", verbose_name="党员")
    is_write_in = models.BooleanField("另选他人", default=False)
    yes = models.PositiveIntegerField("赞成", null=True, blank=True)
    no = models.PositiveIntegerField("反对", null=True, blank=True)
    abstain = models.PositiveIntegerField("弃权", null=True, blank=True)
    is_elected = models.BooleanField("当选", default=False)
    verdict = models.CharField("判定", max_length=300, blank=True)
    appointment = models.OneToOneField(
        Appointment, models.SET_NULL, null=True, blank=True, related_name="candidacy", verbose_name="任职"
    )

    class Meta:
        verbose_name = "候选人"
        verbose_name_plural = "候选人"
        ordering = ("election", "pk")
        constraints = [
            models.UniqueConstraint(
                name="candidate_once",
                fields=["election", "member"],
                violation_error_message="同一人在同一轮只列一次。",
            ),
        ]

    def __str__(self) -> str:
        return str(self.member)
