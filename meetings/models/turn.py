"""Who gives the lectures: the members of a branch in turn, and people from outside."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from branchlife.kit.models import Stamped
from members.access import Action, HandedDownQuerySet, Scoped, ScopedQuerySet, Ways, paths_above
from members.models import Member, Organisation


class LecturerTurnQuerySet(ScopedQuerySet["LecturerTurn"]):
    """Verbs for rotas; they compose with `.allowed()`."""

    def of_branch(self, branch: Organisation) -> Self:
        """The rota of a branch in its order."""
        return self.filter(branch=branch).select_related("member").order_by("order", "pk")


class LecturerTurn(Stamped, Scoped):
    """轮流讲党课的一个名次. When somebody lectured last is read from the lectures, never kept here."""

    branch = models.ForeignKey(
        Organisation, models.PROTECT, related_name="lecturer_turns", verbose_name="支部"
    )
    member = models.ForeignKey(Member, models.PROTECT, related_name="lecturer_turns", verbose_name="党员")
    order = models.PositiveSmallIntegerField("次序")

    ways: ClassVar = Ways(branch="branch")
    sight: ClassVar = Action.TOPICS_VIEW
    objects = LecturerTurnQuerySet.as_manager()
    seen = LecturerTurnQuerySet.as_manager()

    class Meta:
        verbose_name = "轮流讲党课"
        verbose_name_plural = "轮流讲党课"
        ordering = ("branch", "order", "pk")
        constraints = [
            models.UniqueConstraint(
                name="lecturer_turn_once",
                fields=["branch", "member"],
                violation_error_message="这名党员已经排在里面。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.branch} {self.order} {self.member}"


class GuestLecturerQuerySet(HandedDownQuerySet["GuestLecturer"]):
    """Verbs for lecturers from outside; they compose with `.allowed()`."""

    def open_on(self, day: date) -> Self:
        """Who may be invited on a day."""
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day))

    def of_use_to(self, organisation: Organisation) -> Self:
        """Registered by an organisation or by anything over it."""
        return self.filter(organisation__path__in=paths_above(organisation.path))


class GuestLecturer(Stamped, Scoped):
    """名册以外的授课人：上级领导干部、外请人员."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="guest_lecturers", verbose_name="登记的党组织"
    )
    name = models.CharField("姓名", max_length=40)
    title = models.CharField("单位、职务", max_length=60, blank=True)
    is_leader = models.BooleanField("领导干部", default=False)
    closed_on = models.DateField("停用日期", null=True, blank=True)

    ways: ClassVar = Ways(branch="organisation")
    sight: ClassVar = Action.TOPICS_VIEW
    open_below: ClassVar = frozenset({Action.TOPICS_VIEW, Action.MEETING_EDIT})
    objects = GuestLecturerQuerySet.as_manager()
    seen = GuestLecturerQuerySet.as_manager()

    class Meta:
        verbose_name = "名册以外的授课人"
        verbose_name_plural = "名册以外的授课人"
        ordering = ("organisation", "name", "pk")
        constraints = [
            models.UniqueConstraint(
                name="guest_lecturer_once",
                fields=["organisation", "name", "title"],
                violation_error_message="这位授课人已经登记过。",
            ),
            models.CheckConstraint(
                name="guest_lecturer_name_given",
                condition=~Q(name=""),
                violation_error_message="请填写姓名。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.title}）" if self.title else self.name
