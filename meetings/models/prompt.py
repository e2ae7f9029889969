"""What the committee proposes to talk about, and which branches took it up."""

import uuid
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from branchlife.kit.models import Stamped
from meetings.kinds import KINDS, MeetingKind
from meetings.models.meeting import Meeting
from meetings.models.plan import PlanItem
from meetings.models.record import AgendaItem
from meetings.vocabulary import MeetingState
from members.access import Action, HandedDownQuerySet, Scoped, ScopedQuerySet, Ways, paths_above
from members.models import Organisation


class TopicPromptQuerySet(HandedDownQuerySet["TopicPrompt"]):
    """Verbs for sets of prompts; they compose with `.allowed()`."""

    def standing(self) -> Self:
        """Not withdrawn."""
        return self.filter(withdrawn_on__isnull=True)

    def reaching(self, organisation: Organisation) -> Self:
        """Published by an organisation or by anything over it."""
        return self.filter(organisation__path__in=paths_above(organisation.path))

    def timely(self, month: date) -> Self:
        """Meant for the month of a day, or for no month in particular and published in it or the two before."""
        first = month.replace(day=1)
        number = first.year * 12 + first.month - 3
        since = date(number // 12, number % 12 + 1, 1)
        return self.filter(Q(month=first) | Q(month__isnull=True, published_on__gte=since))

    def not_taken_by(self, branch: Organisation) -> Self:
        """Which a branch has on no agenda."""
        taken = PromptAdoption.objects.standing().filter(branch=branch)
        return self.exclude(pk__in=taken.values("prompt"))

    def newest(self) -> Self:
        """Latest first."""
        return self.order_by("-published_on", "-pk")


class TopicPrompt(Stamped, Scoped):
    """主题和内容提示：党委发布，所辖各支部一键采用（样本〔二〕）. `month` is the first day of its month."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="prompts", verbose_name="发布的党组织"
    )
    title = models.CharField("主题", max_length=120)
    body = models.TextField("内容提示", blank=True)
    published_on = models.DateField("发布日期")
    month = models.DateField("适用月份", null=True, blank=True)
    kinds = models.JSONField("适用的会议", default=list, blank=True)
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True)

    ways: ClassVar = Ways(branch="organisation")
    sight: ClassVar = Action.TOPICS_VIEW
    open_below: ClassVar = frozenset({Action.TOPICS_VIEW, Action.PROMPT_ADOPT})
    objects = TopicPromptQuerySet.as_manager()
    seen = TopicPromptQuerySet.as_manager()

    class Meta:
        verbose_name = "主题和内容提示"
        verbose_name_plural = "主题和内容提示"
        ordering = ("-published_on", "-pk")
        constraints = [
            models.CheckConstraint(
                name="topic_prompt_title_given",
                condition=~Q(title=""),
                violation_error_message="请填写主题。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def suits(self, kind: str) -> bool:
        """Whether it is meant for a kind of meeting; without any named, for all."""
        return not self.kinds or kind in self.kinds

    @property
    def kinds_words(self) -> str:
        """主题党日、党课."""
        return "、".join(KINDS[MeetingKind(kind)].short for kind in self.kinds) or "各类会议"


def stored_at(paper: "PromptPaper", filename: str) -> str:
    """prompts/ab/abcdef….ext — the name given by the user is kept in the table only."""
    name = uuid.uuid4().hex
    return f"prompts/{name[:2]}/{name}.{filename.rsplit('.', 1)[-1].lower()}"


class PromptPaper(Stamped, Scoped):
    """随提示下发的学习材料."""

    prompt = models.ForeignKey(TopicPrompt, models.CASCADE, related_name="papers", verbose_name="提示")
    name = models.CharField("文件名", max_length=120)
    file = models.FileField("文件", upload_to=stored_at)
    digest = models.CharField("摘要", max_length=64)
    size = models.PositiveIntegerField("字节数")

    ways: ClassVar = Ways(branch="prompt__organisation")
    sight: ClassVar = Action.TOPICS_VIEW
    open_below: ClassVar = frozenset({Action.TOPICS_VIEW})
    objects = HandedDownQuerySet.as_manager()
    seen = HandedDownQuerySet.as_manager()

    class Meta:
        verbose_name = "提示的材料"
        verbose_name_plural = "提示的材料"
        ordering = ("prompt", "pk")
        constraints = [
            models.UniqueConstraint(
                name="prompt_paper_once",
                fields=["prompt", "digest"],
                violation_error_message="这个文件已经在材料里。",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PromptAdoptionQuerySet(ScopedQuerySet["PromptAdoption"]):
    """Verbs for sets of adoptions; they compose with `.allowed()`."""

    def standing(self) -> Self:
        """On an agenda, or in a plan, for a meeting that was, or still may be, held. What is struck off is not."""
        not_held = MeetingState.NOT_HELD
        on_agenda = Q(agenda_item__isnull=False) & ~Q(agenda_item__meeting__state=not_held)
        called = Q(plan_item__meeting__isnull=True) | ~Q(plan_item__meeting__state=not_held)
        return self.filter(on_agenda | (Q(plan_item__isnull=False) & called))

    def with_meetings(self) -> Self:
        """Together with what every list shows."""
        on_agenda = ("agenda_item__meeting__group", "agenda_item__meeting__gathering")
        planned = ("plan_item__meeting__group", "plan_item__meeting__gathering", "plan_item__group")
        return self.select_related("branch", *on_agenda, *planned)


class PromptAdoption(Stamped, Scoped):
    """一个支部采用了一条提示：列进了哪次会的议题. One row a branch and prompt; taken up anew, it is rewritten."""

    prompt = models.ForeignKey(TopicPrompt, models.PROTECT, related_name="adoptions", verbose_name="提示")
    branch = models.ForeignKey(
        Organisation, models.PROTECT, related_name="prompt_adoptions", verbose_name="支部"
    )
    agenda_item = models.ForeignKey(
        AgendaItem,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="adopted_prompts",
        verbose_name="议题",
    )
    plan_item = models.ForeignKey(
        PlanItem,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="adopted_prompts",
        verbose_name="计划事项",
    )
    adopted_on = models.DateField("采用日期")

    ways: ClassVar = Ways(branch="branch")
    sight: ClassVar = Action.TOPICS_VIEW
    objects = PromptAdoptionQuerySet.as_manager()
    seen = PromptAdoptionQuerySet.as_manager()

    class Meta:
        verbose_name = "采用提示"
        verbose_name_plural = "采用提示"
        ordering = ("prompt", "branch")
        constraints = [
            models.UniqueConstraint(
                name="prompt_adopted_once",
                fields=["prompt", "branch"],
                violation_error_message="本支部已经采用了这条提示。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.branch} {self.prompt}"

    @property
    def meeting(self) -> Meeting | None:
        """The meeting that takes it up: by its agenda, else the one called from the line of the plan."""
        if self.agenda_item is not None:
            return self.agenda_item.meeting
        return self.plan_item.meeting if self.plan_item else None
