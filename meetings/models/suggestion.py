"""What members want to have talked about: a box per branch, by name or without."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from branchlife.kit.models import Stamped
from meetings.models.record import AgendaItem
from meetings.vocabulary import HELD_STATES, MeetingState
from members.access import Action, Scoped, ScopedQuerySet, Ways
from members.models import Member, Organisation

ON_AN_AGENDA = Q(agenda_item__isnull=False) & ~Q(agenda_item__meeting__state=MeetingState.NOT_HELD)


class TopicSuggestionQuerySet(ScopedQuerySet["TopicSuggestion"]):
    """Verbs for sets of suggestions; they compose with `.allowed()`."""

    def adopted(self) -> Self:
        """On an agenda of a meeting that was, or still may be, held."""
        return self.filter(ON_AN_AGENDA)

    def answered(self) -> Self:
        """Answered with words."""
        return self.exclude(answer="")

    def waiting(self) -> Self:
        """Neither adopted nor answered: also what was struck off an agenda, or whose meeting was not held."""
        return self.filter(answer="").exclude(pk__in=TopicSuggestion.objects.adopted().values("pk"))

    def oldest(self) -> Self:
        """Earliest first."""
        return self.order_by("raised_on", "pk")

    def newest(self) -> Self:
        """Latest first."""
        return self.order_by("-raised_on", "-pk")

    def with_outcome(self) -> Self:
        """Together with what every list shows."""
        return self.select_related("branch", "raised_by", "agenda_item__meeting__group")


class TopicSuggestion(Stamped, Scoped):
    """党员点题. Without a name neither the member nor the account is kept (docs/decisions: topics)."""

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="suggestions", verbose_name="支部")
    raised_by = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="suggestions", verbose_name="提出人"
    )
    content = models.CharField("内容", max_length=300)
    raised_on = models.DateField("提出日期")
    agenda_item = models.ForeignKey(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="suggestions", verbose_name="议题"
    )
    answer = models.CharField("答复", max_length=500, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)

    ways: ClassVar = Ways(branch="branch", member="raised_by")
    sight: ClassVar = Action.SUGGESTION_VIEW
    objects = TopicSuggestionQuerySet.as_manager()
    seen = TopicSuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = "党员点题"
        verbose_name_plural = "党员点题"
        ordering = ("-raised_on", "-pk")
        constraints = [
            models.CheckConstraint(
                name="topic_suggestion_content_given",
                condition=~Q(content=""),
                violation_error_message="请写明想议什么。",
            ),
            models.CheckConstraint(
                name="topic_suggestion_answer_has_date",
                condition=Q(answer="", answered_on__isnull=True)
                | (~Q(answer="") & Q(answered_on__isnull=False)),
                violation_error_message="答复和答复日期须一并填写。",
            ),
        ]

    def __str__(self) -> str:
        return self.content[:40]

    @property
    def raised_by_words(self) -> str:
        """The name, or 未署名."""
        return self.raised_by.name if self.raised_by else "未署名"

    @property
    def is_on_agenda(self) -> bool:
        """Whether a meeting takes it up that was, or still may be, held."""
        return self.agenda_item is not None and self.agenda_item.meeting.state != MeetingState.NOT_HELD

    @property
    def state_words(self) -> str:
        """Where it stands: 待处理, 已列入议题, 已上会, 已答复."""
        if self.answer:
            return "已答复"
        if self.agenda_item is None or not self.is_on_agenda:
            return "待处理"
        return "已上会" if self.agenda_item.meeting.state in HELD_STATES else "已列入议题"
