"""What was said and decided: minutes in versions, agenda, speeches, lecture, motions, resolutions."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from branchlife.kit.models import Stamped
from meetings.models.meeting import Meeting, PartQuerySet
from meetings.vocabulary import AgendaCategory, MotionResult, ResolutionState, VoteMethod, VoteProfile
from members.access import Action, Scoped, Ways
from members.models import Member


class Minutes(models.Model):
    """One version of the text. A draft by the same hand is carried on in place under a new number; the rest stay."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="minutes_versions", verbose_name="会议")
    version = models.PositiveIntegerField("版本")
    body = models.TextField("正文")
    is_draft = models.BooleanField("自动保存", default=False)
    saved_at = models.DateTimeField("保存时间")
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name="保存人")

    class Meta:
        verbose_name = "会议记录正文"
        verbose_name_plural = "会议记录正文"
        ordering = ("meeting", "-version")
        constraints = [
            models.UniqueConstraint(
                name="minutes_version_once",
                fields=["meeting", "version"],
                violation_error_message="这个版本已经存在。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} v{self.version}"


class AgendaItem(Stamped):
    """议题."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda", verbose_name="会议")
    order = models.PositiveSmallIntegerField("次序")
    title = models.CharField("议题", max_length=200)
    category = models.CharField("类别", max_length=20, choices=AgendaCategory.pairs(), default="other")
    is_important = models.BooleanField("重要事项", default=False)
    topic_key = models.CharField("事项代号", max_length=40, blank=True)
    presenter = models.CharField("汇报人", max_length=40, blank=True)

    class Meta:
        verbose_name = "议题"
        verbose_name_plural = "议题"
        ordering = ("meeting", "order", "pk")

    def __str__(self) -> str:
        return self.title


class Speech(Stamped):
    """发言要点；不同意见必录."""

    agenda_item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="speeches", verbose_name="议题")
    speaker = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="speeches", verbose_name="发言人"
    )
    speaker_name = models.CharField("发言人姓名", max_length=40, blank=True)
    gist = models.TextField("要点")
    is_dissent = models.BooleanField("不同意见", default=False)

    class Meta:
        verbose_name = "发言"
        verbose_name_plural = "发言"
        ordering = ("agenda_item", "pk")

    def __str__(self) -> str:
        return f"{self.speaker or self.speaker_name}：{self.gist[:20]}"


class Lecture(Stamped):
    """党课：课题、授课人、讲稿."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="lecture", verbose_name="会议")
    lecturer = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="lectures", verbose_name="授课人"
    )
    lecturer_name = models.CharField("授课人姓名", max_length=40, blank=True)
    lecturer_title = models.CharField("授课人职务", max_length=60, blank=True)
    topic = models.CharField("课题", max_length=120, blank=True)
    outline = models.TextField("讲稿（教案）", blank=True)
    hours = models.DecimalField("学时", max_digits=4, decimal_places=1, null=True, blank=True)
    pre_reported_at = models.DateTimeField("课前报告时间", null=True, blank=True)
    reported_to = models.CharField("报告对象", max_length=60, blank=True)
    discussion = models.TextField("讨论或测试情况", blank=True)
    archived_on = models.DateField("存档日期", null=True, blank=True)

    class Meta:
        verbose_name = "党课"
        verbose_name_plural = "党课"
        ordering = ("meeting",)

    def __str__(self) -> str:
        return self.topic

    @property
    def lecturer_words(self) -> str:
        """Name of the lecturer, from the roll or as written."""
        return self.lecturer.name if self.lecturer else self.lecturer_name


class Motion(Stamped):
    """一个议题的一次表决：只存汇总数，结果由 rules.majority 算出."""

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
    teller = models.CharField("计票、监票", max_length=60, blank=True)
    is_urgent = models.BooleanField("紧急情况", default=False)
    result = models.CharField("结果", max_length=12, choices=MotionResult.pairs())
    verdict = models.CharField("判定依据", max_length=300)

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
        ]

    def __str__(self) -> str:
        return f"{self.agenda_item} {self.get_result_display()}"


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
        ]

    def __str__(self) -> str:
        return self.text
