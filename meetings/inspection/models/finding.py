"""Runs of the inspection and what they found. Written by meetings/inspection/lifecycle/ only."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When

from branchlife.kit.models import Stamped
from meetings.inspection.checks import CHECKS
from meetings.inspection.checks.base import Check, period_words
from meetings.inspection.vocabulary import OPEN, FindingState, Severity, SubjectType
from meetings.models import Meeting
from members.access import Action, Actor, Scoped, ScopedQuerySet, Ways
from members.models import Organisation

DECIDED = (FindingState.CONFIRMED, FindingState.DISMISSED, FindingState.RECTIFIED)


class CheckRun(Scoped):
    """一次检查：对某组织某一年运行一遍. `outcomes` keeps what each check said: 不适用 and 无数据 with the reason."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="check_runs", verbose_name="党组织"
    )
    period_start = models.DateField("时段起")
    period_end = models.DateField("时段止")
    started_at = models.DateTimeField("检查时间")
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="检查人"
    )
    outcomes = models.JSONField("各项结果", default=dict)

    ways: ClassVar = Ways(branch="organisation")
    sight: ClassVar = Action.FINDING_VIEW
    objects = ScopedQuerySet.as_manager()
    seen = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "一次检查"
        verbose_name_plural = "检查"
        ordering = ("-started_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                name="check_run_once_a_year",
                fields=["organisation", "period_start"],
                violation_error_message="同一组织、同一时段只留最近一次检查。",
            ),
            models.CheckConstraint(
                name="check_run_period_in_order",
                condition=Q(period_end__gte=F("period_start")),
                violation_error_message="时段止不能早于时段起。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}{self.period_start.year}年检查"

    @property
    def year(self) -> int:
        """The year it looked at."""
        return self.period_start.year


class FindingQuerySet(ScopedQuerySet["Finding"]):
    """Verbs for findings; what concerns a person stays in the branch and with that person."""

    def allowed(self, actor: Actor, action: Action) -> Self:
        """As everywhere; about a person only with FINDING_PERSONAL, about a meeting only who may read that meeting."""
        if action is Action.FINDING_PERSONAL:
            return self._about_persons(actor)
        rows = super().allowed(actor, action)
        readable = Meeting.seen.allowed(actor, Action.MEETING_VIEW).filter(pk=OuterRef("subject_id"))
        open_to_all = ~Q(subject_type__in=(SubjectType.MEMBER, SubjectType.MEETING))
        about_meetings = Q(subject_type=SubjectType.MEETING) & Exists(readable)
        inside = Q(pk__in=self._about_persons(actor).values("pk"))
        return rows.filter(open_to_all | about_meetings | inside)

    def _about_persons(self, actor: Actor) -> Self:
        """Those of one's own branch for who keeps its roll, and one's own for everybody."""
        about = self.filter(subject_type=SubjectType.MEMBER)
        grants = actor.granting(Action.FINDING_PERSONAL)
        own = [grant.member_id for grant in grants if grant.reach == "self" and grant.member_id]
        branches = actor.own_organisations(Action.FINDING_PERSONAL)
        return about.filter(Q(organisation__in=branches) | Q(subject_id__in=own))

    def of_year(self, organisation: Organisation, year: int) -> Self:
        """Those of a run over one year."""
        return self.filter(organisation=organisation, run__period_start__year=year)

    def waiting(self) -> Self:
        """Nobody has decided yet."""
        return self.filter(state__in=OPEN)

    def in_order(self) -> Self:
        """Errors first, then by check and period: an order to read in, no rank of organisations."""
        grave = Case(*(When(severity=name, then=Value(place)) for place, name in enumerate(Severity)))
        return self.order_by(grave, "code", "organisation__path", "period_start", "pk")


class Finding(Stamped, Scoped):
    """疑似问题. One row for each check, subject and period; `run` is the last that saw it.

    Whatever a person decided outlives later runs; `lapsed_on` says since when it no longer holds.
    """

    run = models.ForeignKey(CheckRun, models.PROTECT, related_name="findings", verbose_name="检查")
    code = models.CharField("检查项", max_length=12)
    severity = models.CharField("级别", max_length=8, choices=Severity.pairs())
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="findings", verbose_name="党组织"
    )
    subject_type = models.CharField("所指种类", max_length=16, choices=SubjectType.pairs())
    subject_id = models.PositiveBigIntegerField("所指编号")
    period_start = models.DateField("时段起")
    period_end = models.DateField("时段止")
    expected = models.CharField("应当", max_length=200)
    actual = models.CharField("实际", max_length=200)
    reckoning = models.TextField("怎样得出")
    evidence = models.JSONField("证据", default=list)
    basis = models.CharField("依据", max_length=200)
    rule_source = models.CharField("规则出处", max_length=400, blank=True)
    state = models.CharField("处理状态", max_length=12, choices=FindingState.pairs(), default="suspected")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="认定人"
    )
    decided_at = models.DateTimeField("认定时间", null=True)
    explanation = models.TextField("说明", blank=True)
    lapsed_on = models.DateField("不再成立之日", null=True)

    ways: ClassVar = Ways(branch="organisation")
    sight: ClassVar = Action.FINDING_VIEW
    objects = FindingQuerySet.as_manager()
    seen = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = "疑似问题"
        verbose_name_plural = "疑似问题"
        ordering = ("organisation", "-period_start", "code", "pk")
        indexes = [models.Index(fields=["state", "severity"], name="finding_state_severity")]
        constraints = [
            models.UniqueConstraint(
                name="finding_once",
                fields=["organisation", "code", "subject_type", "subject_id", "period_start", "period_end"],
                violation_error_message="同一检查项、所指和时段只留一条。",
            ),
            models.CheckConstraint(
                name="finding_state_known",
                condition=Q(state__in=[state.value for state in FindingState]),
                violation_error_message="没有这种处理状态。",
            ),
            models.CheckConstraint(
                name="finding_severity_known",
                condition=Q(severity__in=[severity.value for severity in Severity]),
                violation_error_message="没有这种级别。",
            ),
            models.CheckConstraint(
                name="finding_decided_by_a_person",
                condition=~Q(state__in=[state.value for state in DECIDED])
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                violation_error_message="属实、不属实、已整改须写明谁、何时认定。",
            ),
            models.CheckConstraint(
                name="finding_explained_in_words",
                condition=~Q(state="explained") | ~Q(explanation=""),
                violation_error_message="已说明的须写明说明。",
            ),
            models.CheckConstraint(
                name="finding_lapsed_since",
                condition=~Q(state="lapsed") | Q(lapsed_on__isnull=False),
                violation_error_message="已消失的须写明从哪天起不再成立。",
            ),
            models.CheckConstraint(
                name="finding_period_in_order",
                condition=Q(period_end__gte=F("period_start")),
                violation_error_message="时段止不能早于时段起。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.period}）"

    @property
    def check_of(self) -> Check | None:
        """The check it comes from; None for one that is no longer made."""
        return CHECKS.get(self.code)

    @property
    def title(self) -> str:
        """疑似：季度未开支部党员大会."""
        check = self.check_of
        return check.words if check else f"疑似：{self.code}（已停用）"

    @property
    def period(self) -> str:
        """2026年三季度."""
        return period_words(self.period_start, self.period_end)

    @property
    def year(self) -> int:
        """The year in whose list it stands."""
        return self.run.year

    @property
    def shelf(self) -> str:
        """The query of the list it stands in on the page of its year."""
        if self.state in OPEN:
            return ""
        return "?show=lapsed" if self.state == FindingState.LAPSED else "?show=decided"

    @property
    def is_about_a_person(self) -> bool:
        """Kept in the branch."""
        return self.subject_type == SubjectType.MEMBER
