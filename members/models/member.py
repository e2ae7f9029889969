"""A person. Branch, group, category and status are dated facts and live in periods.py."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from branchlife.kit.crypto import EncryptedTextField, mask_email, mask_id, mask_phone
from branchlife.kit.models import Stamped
from members.access import Action, Scoped, ScopedQuerySet, Ways
from members.vocabulary import Gender


class MemberQuerySet(ScopedQuerySet["Member"]):
    """Verbs for sets of members. The branch of a member is the one of today unless a day is named."""

    def of_branch(self, branch_id: int, day: date) -> Self:
        """Members whose affiliation lies in a branch on a day (glossary: roster(b, d))."""
        held = Q(memberships__end__isnull=True) | Q(memberships__end__gt=day)
        return self.filter(held, memberships__branch_id=branch_id, memberships__start__lte=day).distinct()

    def of_group(self, group_id: int, day: date) -> Self:
        """Members of a party group on a day."""
        held = Q(group_memberships__end__isnull=True) | Q(group_memberships__end__gt=day)
        return self.filter(
            held, group_memberships__group_id=group_id, group_memberships__start__lte=day
        ).distinct()

    def by_strokes(self) -> Self:
        """姓氏笔画序."""
        return self.order_by("stroke_order", "name", "pk")


class Member(Stamped, Scoped):
    """One person, one row. Written only by members/transfers.py."""

    name = models.CharField("姓名", max_length=40)
    gender = models.CharField("性别", max_length=6, choices=Gender.pairs(), blank=True)
    ethnicity = models.CharField("民族", max_length=20, blank=True)
    birth_date = models.DateField("出生日期", null=True, blank=True)
    id_number = EncryptedTextField("公民身份号码", blank=True)
    id_number_digest = models.CharField("身份号码摘要", max_length=64, blank=True, editable=False)
    native_place = models.CharField("籍贯", max_length=60, blank=True)
    education = models.CharField("学历", max_length=20, blank=True)
    degree = models.CharField("学位", max_length=20, blank=True)
    job = models.CharField("工作岗位", max_length=80, blank=True)
    phone = EncryptedTextField("联系电话", blank=True)
    email = EncryptedTextField("电子邮箱", blank=True)
    address = models.CharField("家庭住址", max_length=120, blank=True)
    joined_on = models.DateField("入党日期", null=True, blank=True)
    full_on = models.DateField("转正日期", null=True, blank=True)
    party_age_offset = models.SmallIntegerField("党龄校正值（月）", default=0)
    stroke_order = models.CharField("姓氏笔画排序键", max_length=40, blank=True, editable=False)
    remark = models.CharField("备注", max_length=120, blank=True)

    ways: ClassVar = Ways(branch="memberships__branch", group="group_memberships__group", member="")
    sight: ClassVar = Action.MEMBER_VIEW
    objects = MemberQuerySet.as_manager()
    seen = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = "党员"
        verbose_name_plural = "党员"
        ordering = ("stroke_order", "name", "pk")
        constraints = [
            models.UniqueConstraint(
                name="member_id_number_once",
                fields=["id_number_digest"],
                condition=~Q(id_number_digest=""),
                violation_error_message="这个身份证号已登记在另一名党员名下。",
            ),
            models.CheckConstraint(
                name="member_full_after_joined",
                condition=Q(full_on__isnull=True)
                | Q(joined_on__isnull=True)
                | Q(full_on__gte=models.F("joined_on")),
                violation_error_message="转正日期不能早于入党日期。",
            ),
            models.CheckConstraint(
                name="member_name_given",
                condition=~Q(name=""),
                violation_error_message="请填写姓名。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def masked_id_number(self) -> str:
        """前 6 后 4，其余遮住."""
        return mask_id(self.id_number)

    @property
    def masked_phone(self) -> str:
        """前 3 后 4，其余遮住."""
        return mask_phone(self.phone)

    @property
    def masked_email(self) -> str:
        """首字和域名，其余遮住."""
        return mask_email(self.email)

    def party_age(self, day: date) -> int | None:
        """党龄，整年，从转正之日起算，加校正月数；预备党员没有党龄."""
        if self.full_on is None or self.full_on > day:
            return None
        months = (
            (day.year - self.full_on.year) * 12
            + day.month
            - self.full_on.month
            - (day.day < self.full_on.day)
        )
        return max(0, (months + self.party_age_offset) // 12)
