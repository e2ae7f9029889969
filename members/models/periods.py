"""Dated facts about members: where they belong, what they are, what holds for them. History is never overwritten."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from branchlife.kit.models import Dated
from branchlife.kit.periods import DatedQuerySet, ends_after_start
from members.models.member import Member
from members.models.organisation import Organisation
from members.vocabulary import (
    EntryKind,
    ExclusionGround,
    ExemptionGround,
    ExitKind,
    MemberCategory,
    MemberStatus,
    MemberTrait,
)


def one_open(name: str, message: str, *also: str) -> models.UniqueConstraint:
    """At most one row without an end per member (and per further fields)."""
    return models.UniqueConstraint(
        name=name, fields=["member", *also], condition=Q(end__isnull=True), violation_error_message=message
    )


class Membership(Dated):
    """组织关系在某支部的时段（教育条例第二十五条：未被接收前原支部仍管理）."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="memberships", verbose_name="党员")
    branch = models.ForeignKey(
        Organisation, models.PROTECT, related_name="memberships", verbose_name="所在支部"
    )
    entry_kind = models.CharField("增加方式", max_length=20, choices=EntryKind.pairs(), default="other")
    exit_kind = models.CharField("减少方式", max_length=20, choices=ExitKind.pairs(), blank=True)
    accepted_on = models.DateField("接收日期", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "组织关系"
        verbose_name_plural = "组织关系"
        ordering = ("member", "start", "pk")
        constraints = [
            ends_after_start("membership_ends_after_start"),
            one_open("membership_one_open", "该党员的组织关系已在一个支部，须先转出。"),
            models.CheckConstraint(
                name="membership_exit_has_end",
                condition=Q(exit_kind="") | Q(end__isnull=False),
                violation_error_message="写了减少方式，就须写结束日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.branch}"


class GroupMembership(Dated):
    """编入某党小组的时段（支部条例第十三条）."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="group_memberships", verbose_name="党员")
    group = models.ForeignKey(
        Organisation, models.PROTECT, related_name="group_memberships", verbose_name="党小组"
    )

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "党小组编组"
        verbose_name_plural = "党小组编组"
        ordering = ("member", "start", "pk")
        constraints = [
            ends_after_start("group_membership_ends_after_start"),
            one_open("group_membership_one_open", "该党员已编入一个党小组，须先调出。"),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.group}"


class CategoryPeriod(Dated):
    """正式或预备的时段."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="categories", verbose_name="党员")
    category = models.CharField("人员类别", max_length=20, choices=MemberCategory.pairs())
    basis_doc = models.CharField("依据文号", max_length=60, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "人员类别"
        verbose_name_plural = "人员类别"
        ordering = ("member", "start", "pk")
        constraints = [
            ends_after_start("category_ends_after_start"),
            one_open("category_one_open", "该党员已有一个至今有效的人员类别。"),
            models.CheckConstraint(
                name="category_known",
                condition=Q(category__in=[category.value for category in MemberCategory]),
                violation_error_message="人员类别只有正式党员和预备党员。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.get_category_display()}"


class StatusPeriod(Dated):
    """党籍与管理状态的时段，可与类别并存、可重叠."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="statuses", verbose_name="党员")
    status = models.CharField("状态", max_length=24, choices=MemberStatus.pairs())
    basis_doc = models.CharField("依据文号", max_length=60, blank=True)
    note = models.CharField("说明", max_length=120, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "党籍与管理状态"
        verbose_name_plural = "党籍与管理状态"
        ordering = ("member", "start", "pk")
        constraints = [
            ends_after_start("status_ends_after_start"),
            one_open("status_one_open", "该党员已有一个至今有效的同类状态。", "status"),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.get_status_display()}"


class TraitPeriod(Dated):
    """党员领导干部、村组干部等身份特征的时段."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="traits", verbose_name="党员")
    trait = models.CharField("身份特征", max_length=20, choices=MemberTrait.pairs())

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "身份特征"
        verbose_name_plural = "身份特征"
        ordering = ("member", "start", "pk")
        constraints = [
            ends_after_start("trait_ends_after_start"),
            one_open("trait_one_open", "该党员已有一个至今有效的同类特征。", "trait"),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.get_trait_display()}"


class AttendanceExemption(Dated):
    """不计入参加应到的时段；不影响表决权（教育条例第二十三条）."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="exemptions", verbose_name="党员")
    ground = models.CharField("豁免理由", max_length=24, choices=ExemptionGround.pairs())
    approved_by = models.CharField("批准", max_length=60, blank=True, help_text="批准的组织或文号。")

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "出勤豁免"
        verbose_name_plural = "出勤豁免"
        ordering = ("member", "start", "pk")
        constraints = [
            ends_after_start("exemption_ends_after_start"),
            one_open("exemption_one_open", "该党员已有一项至今有效的出勤豁免。"),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.get_ground_display()}"


class DenominatorExclusion(Dated):
    """不计入表决、选举应到的时段：上级批文和大会决议两样齐全才有效（domain 第 4 节）."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="exclusions", verbose_name="党员")
    ground = models.CharField("理由", max_length=24, choices=ExclusionGround.pairs())
    superior_doc = models.CharField("上级批文", max_length=60, blank=True)
    resolution = models.CharField("党员大会决议", max_length=120, blank=True)
    applied_by_member = models.BooleanField("本人申请", default=False)

    objects = DatedQuerySet.as_manager()
    FLOATING: ClassVar = ExclusionGround.FLOATING_APPLIED

    class Meta:
        verbose_name = "不计入应到"
        verbose_name_plural = "不计入应到"
        ordering = ("member", "start", "pk")
        constraints = [
            ends_after_start("exclusion_ends_after_start"),
            one_open("exclusion_one_open", "该党员已有一项至今有效的不计入应到。"),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.get_ground_display()}"

    @property
    def lacking(self) -> list[str]:
        """What it still needs to count: both papers, and of a floating member that they asked for it themselves."""
        applied = self.applied_by_member or self.ground != ExclusionGround.FLOATING_APPLIED
        needed = (("上级批文", self.superior_doc), ("党员大会决议", self.resolution), ("本人申请", applied))
        return [name for name, is_there in needed if not is_there]

    @property
    def is_complete(self) -> bool:
        """Whether it counts. Without all its papers the member counts in full."""
        return not self.lacking
