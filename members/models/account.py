"""Accounts, the roles they hold, and the log of sensitive access."""

from datetime import date
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q

from branchlife.kit.models import Dated
from branchlife.kit.periods import DatedQuerySet, ends_after_start
from members.access import Action, Actor, Grant, Role, Scoped, ScopedQuerySet, Ways
from members.models.member import Member
from members.models.organisation import Organisation


class User(AbstractUser):
    """An account. What it may do stands in RoleGrant, never in Django's groups and permissions."""

    name = models.CharField("姓名", max_length=40, blank=True)
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="accounts", verbose_name="对应党员"
    )
    elder_view = models.BooleanField("长辈版", default=False)
    wants_digest = models.BooleanField("收提醒邮件", default=True)
    password_changed_at = models.DateTimeField("密码修改时间", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "账号"
        verbose_name_plural = "账号"
        ordering = ("username",)

    def __str__(self) -> str:
        return self.name or self.username

    def actor(self, day: date) -> Actor:
        """This account with the roles it holds on a day."""
        rows = self.role_grants.on(day).select_related("organisation").order_by("pk")
        grants = [
            Grant(
                Role(row.role),
                row.organisation_id,
                row.organisation.path,
                self.member_id,
                row.organisation.short_name,
            )
            for row in rows
        ]
        return Actor(self.pk, str(self), tuple(grants))


class RoleGrant(Dated):
    """One role of one account at one organisation. The three administrators exclude one another (see accounts.py)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="role_grants", verbose_name="账号")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="role_grants", verbose_name="党组织"
    )
    role = models.CharField("角色", max_length=20, choices=Role.pairs())

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "授权"
        verbose_name_plural = "授权"
        ordering = ("user", "start", "pk")
        constraints = [
            ends_after_start("role_grant_ends_after_start"),
            models.UniqueConstraint(
                name="role_grant_one_open",
                fields=["user", "organisation", "role"],
                condition=Q(end__isnull=True),
                violation_error_message="该账号在这个组织已有这个角色。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()}"


class AccessLog(Scoped):
    """Who looked at, exported or changed what is sensitive. Written in the transaction of the act, never changed."""

    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="access_logs", verbose_name="账号")
    action = models.CharField("动作", max_length=40)
    object_type = models.CharField("类型", max_length=40, blank=True)
    object_id = models.CharField("编号", max_length=40, blank=True)
    at = models.DateTimeField("时间", auto_now_add=True)
    ip = models.GenericIPAddressField("来源地址", null=True)
    result = models.CharField("结果", max_length=40, blank=True)
    row_count = models.PositiveIntegerField("行数", null=True)

    ways: ClassVar = Ways()
    sight: ClassVar = Action.AUDIT_VIEW
    objects = ScopedQuerySet.as_manager()
    seen = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "访问记录"
        verbose_name_plural = "访问记录"
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"
