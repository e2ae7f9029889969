"""What was said: minutes in versions, agenda, speeches, lecture."""

from django.conf import settings
from django.db import models

from branchlife.kit.models import Stamped
from meetings.models.meeting import Meeting
from meetings.vocabulary import AgendaCategory, VoteProfile
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


REPORT_HEAD = "上次决议落实情况："
SHOWN_OF_A_RESOLUTION = 60  # characters; a topic is read out


def report_title(text: str) -> str:
    """The topic under which a meeting hears what came of a resolution."""
    whole = len(text) <= SHOWN_OF_A_RESOLUTION
    return f"{REPORT_HEAD}{text if whole else text[: SHOWN_OF_A_RESOLUTION - 1] + '…'}"


class AgendaItem(Stamped):
    """议题. `planned_profile` when a vote is intended; it may carry on a topic put off or report on a resolution."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda", verbose_name="会议")
    order = models.PositiveSmallIntegerField("次序")
    title = models.CharField("议题", max_length=200)
    category = models.CharField("类别", max_length=20, choices=AgendaCategory.pairs(), default="other")
    is_important = models.BooleanField("重要事项", default=False)
    topic_key = models.CharField("事项代号", max_length=40, blank=True)
    presenter = models.CharField("汇报人", max_length=40, blank=True)
    planned_profile = models.CharField("拟表决", max_length=20, choices=VoteProfile.pairs(), blank=True)
    carried_from = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="carried_to",
        verbose_name="上次暂缓的议题",
    )
    reports_on = models.ForeignKey(
        "meetings.Resolution",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="reported_in",
        verbose_name="汇报落实的决议",
    )

    class Meta:
        verbose_name = "议题"
        verbose_name_plural = "议题"
        ordering = ("meeting", "order", "pk")

    def __str__(self) -> str:
        return self.title

    def rename(self, title: str) -> None:
        """Give the topic its words; one that no longer hears of a resolution lets go of it."""
        self.title = title.strip()
        if not self.title.startswith(REPORT_HEAD):
            self.reports_on = None


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
