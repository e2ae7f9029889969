"""Accounts and the roles they hold: the security administrator's desk."""

from typing import Any

from axes.models import AccessAttempt
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from branchlife.kit import clock
from members import accounts
from members.access import Action, Role
from members.admin.base import GrantedAdmin, WritingForm, column
from members.log import note
from members.models import RoleGrant, User

ROOM = "账号与授权"
ACCOUNTS = frozenset({Action.ACCOUNTS_ADMIN})


class AccountForm(WritingForm):
    """An account with the password that its owner will replace."""

    given_password = forms.CharField(
        label="初始密码",
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "vTextField"}),
        strip=False,
    )

    class Meta:
        model = User
        fields = ("username", "name", "member", "is_active")
        labels = {"username": "账号", "is_active": "启用"}
        help_texts = {"username": "字母、数字和 @ . + - _。", "is_active": "停用后不能登录，记录仍保留。"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        password = self.fields.get("given_password")
        if password is None:
            return
        password.help_text = "；".join(text.rstrip("。") for text in password_validators_help_texts()) + "。"
        if self.instance.pk:
            password.label, password.required = "重设密码", False
            password.help_text = f"不重设就留空。{password.help_text}"

    def clean_given_password(self) -> str:
        """By the same rules as a password of one's own choice."""
        password: str = self.cleaned_data["given_password"]
        if password:
            validate_password(password, User(username=self.data.get("username") or self.instance.username))
        return password

    def clean_is_active(self) -> bool:
        """Nobody closes the account they sit in."""
        active: bool = self.cleaned_data["is_active"]
        if not active and self.by is not None and self.instance.pk == self.by.pk:
            raise forms.ValidationError("不能停用自己的账号。")
        return active

    def store(self, row: User) -> User:
        """Open, change, or give a new password."""
        password = self.cleaned_data.get("given_password") or ""
        if row._state.adding:
            return accounts.make_account(row.username, password, row.name, row.member)
        changed = {
            name: getattr(row, name) for name in ("name", "member", "is_active") if name in self.changed_data
        }
        if changed:
            accounts.amend_account(row, **changed)
        if password:
            accounts.give_password(row, password)
        return row


@admin.register(User)
class AccountAdmin(GrantedAdmin):
    """Open, close, unlock. Roles are given in the room beside."""

    room = ROOM
    sees = ACCOUNTS
    edits = Action.ACCOUNTS_ADMIN
    form = AccountForm
    list_display = ("username", "name", "member", "roles", "is_active", "is_locked", "last_login")
    list_filter = ("is_active", "role_grants__role")
    search_fields = ("username", "name", "member__name")
    autocomplete_fields = ("member",)
    list_select_related = ("member",)
    ordering = ("username",)
    actions = ("unlock", "forget_device")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """With what the list tells."""
        failed = AccessAttempt.objects.filter(
            username=OuterRef("username"),
            failures_since_start__gte=settings.AXES_FAILURE_LIMIT,
            attempt_time__gt=clock.now() - settings.AXES_COOLOFF_TIME,
        )
        rows: QuerySet[User] = super().get_queryset(request).annotate(locked=Exists(failed))
        return rows.prefetch_related("role_grants__organisation")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """A new account is active."""
        fields = ["username", "name", "member", "given_password"]
        if obj is None:
            return [(None, {"fields": fields})]
        seen = {"fields": ["last_login", "password_changed_at", "date_joined"]}
        return [(None, {"fields": [*fields, "is_active"]}), ("登录", seen)]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The name by which one signs in stays."""
        return ("username", "last_login", "password_changed_at", "date_joined") if obj else ()

    @column("角色")
    def roles(self, row: User) -> str:
        """Those without an end."""
        held = [one for one in row.role_grants.all() if one.end is None]
        return "、".join(f"{one.organisation} {one.get_role_display()}" for one in held)

    @column("登录")
    def is_locked(self, row: User) -> str:
        """Five wrong passwords from one address within the last half hour."""
        return "被锁" if row.locked else "正常"  # type: ignore[attr-defined]

    @admin.action(description="解锁：清除连续输错密码的记录", permissions=["change"])
    def unlock(self, request: HttpRequest, rows: QuerySet[User]) -> None:
        """So that the owner need not wait."""
        for user in rows:
            accounts.unlock(user)
            note(request, "管理：解锁账号", user)
        self.message_user(request, f"已解锁 {len(rows)} 个账号。", messages.SUCCESS)

    @admin.action(description="重设动态口令：手机遗失或更换", permissions=["change"])
    def forget_device(self, request: HttpRequest, rows: QuerySet[User]) -> None:
        """So that the owner sets up another telephone."""
        for user in rows:
            accounts.forget_device(user)
            note(request, "管理：重设动态口令", user)
        self.message_user(
            request, f"已重设 {len(rows)} 个账号的动态口令，下次登录时重新设置。", messages.SUCCESS
        )


class GrantForm(WritingForm):
    """A role is given once and ended once."""

    class Meta:
        model = RoleGrant
        fields = ("user", "organisation", "role", "start", "end")

    def clean_end(self) -> Any:
        """A new grant has no end; an ended one is not taken up again."""
        end = self.cleaned_data["end"]
        if end is None and self.instance.pk and "end" in self.changed_data:
            raise forms.ValidationError("已终止的授权不能恢复，请新增一条授权。")
        return end

    def store(self, row: RoleGrant) -> RoleGrant:
        """Grant, or end."""
        if row._state.adding:
            return accounts.grant_role(row.user, Role(row.role), row.organisation, row.start, self.by)
        if "end" in self.changed_data and row.end is not None:
            return accounts.end_grant(row, row.end, self.by)
        return row


@admin.register(RoleGrant)
class GrantAdmin(GrantedAdmin):
    """Who may do what, and where. 系统、安全、审计 exclude one another."""

    room = ROOM
    sees = ACCOUNTS
    edits = Action.ACCOUNTS_ADMIN
    form = GrantForm
    list_display = ("user", "role", "organisation", "start", "end")
    list_filter = ("role", ("end", admin.EmptyFieldListFilter))
    list_select_related = ("user", "organisation")
    search_fields = ("user__username", "user__name", "organisation__name", "organisation__code")
    autocomplete_fields = ("user", "organisation")
    date_hierarchy = "start"
    ordering = ("user__username", "start", "pk")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The end is entered when it comes."""
        fields = ("user", "role", "organisation", "start")
        return (*fields, "end") if obj else fields

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Afterwards only the end can be entered."""
        return ("user", "role", "organisation", "start") if obj else ()
