"""Every write to accounts and the roles they hold. Each is one function in one transaction."""

from datetime import date, datetime, timedelta
from typing import Any

from axes.models import AccessAttempt
from axes.models import AccessLog as SignInLog
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Max
from django_otp.plugins.otp_totp.models import TOTPDevice

from branchlife.kit import clock
from branchlife.kit.problems import Refusal
from members.access import ADMINISTRATORS, Role
from members.models import Member, Organisation, RoleGrant, User

DEVICE = "手机动态口令"


@transaction.atomic
def make_account(username: str, password: str, name: str = "", member: Member | None = None) -> User:
    """Open an account without any role. The password counts as given, not chosen: `password_changed_at` stays empty."""
    user = User(
        username=username.strip(), name=name.strip() or (member.name if member else ""), member=member
    )
    user.set_password(password)
    user.full_clean()
    user.save()
    return user


@transaction.atomic
def amend_account(user: User, **fields: Any) -> User:
    """Change the name, the person behind it, or whether it is active. What loses its account loses its sessions."""
    unknown = set(fields) - {"name", "member", "is_active"}
    if unknown:
        raise ValueError(f"not for an administrator to change: {sorted(unknown)}")
    for name, value in fields.items():
        setattr(user, name, value)
    user.full_clean()
    user.save(update_fields=list(fields))
    if "member" in fields or not user.is_active:
        end_sessions(user)
    return user


@transaction.atomic
def grant_role(
    user: User, role: Role, organisation: Organisation, start: date, by: User | None = None
) -> RoleGrant:
    """Give a role at an organisation from a day on; role and other sessions change together.

    Refuses a second of the three administrators (系统、安全、审计互斥), an administrator who also handles records,
    a role for oneself, and 党员本人 without a person. The same grant again changes nothing.
    """
    User.objects.select_for_update().get(pk=user.pk)
    same = user.role_grants.open().filter(organisation=organisation, role=role).first()
    if same is not None:
        return same
    _check_grant(user, role, start, by)
    row = RoleGrant(user=user, organisation=organisation, role=role, start=start, created_by=by)
    row.full_clean()
    row.save()
    _settle(user)
    return row


def _check_grant(user: User, role: Role, start: date, by: User | None) -> None:
    if by is not None and by.pk == user.pk:
        raise Refusal.because("own-role", "不能给自己授权，请由另一位安全管理员办理。", field="user")
    if role is Role.MEMBER and user.member_id is None:
        raise Refusal.because("no-member", "“党员本人”须先在账号里写明对应党员。", field="role")
    held = {Role(row.role) for row in user.role_grants.crossing(start, None)} - {role}
    others = held if role in ADMINISTRATORS else held & ADMINISTRATORS
    if others:
        words = "、".join(sorted(one.label for one in others))
        raise Refusal.because(
            "exclusive",
            f"{user}已是{words}。系统、安全、审计三员互斥，也不兼办党务；请先终止原有授权，或另设账号。",
            "等级保护三级 8.1.5 三员分立",
            "role",
        )


@transaction.atomic
def end_grant(grant: RoleGrant, on: date, by: User | None = None) -> RoleGrant:
    """Let a role end on a day (that day no longer included)."""
    row = RoleGrant.objects.select_for_update().select_related("user").get(pk=grant.pk)
    if by is not None and by.pk == row.user_id:
        raise Refusal.because("own-role", "不能改自己的授权，请由另一位安全管理员办理。", field="user")
    if on <= row.start:
        raise Refusal.because("order", f"结束日期须晚于开始日期 {row.start:%Y-%m-%d}。", field="end")
    row.end, row.changed_by = on, by
    row.save(update_fields=["end", "changed_by", "changed_at"])
    _settle(row.user)
    return row


def _settle(user: User) -> None:
    """After a change of roles: only administrators see the admin, and everybody signs in anew."""
    roles = user.role_grants.crossing(clock.today(), None).values_list("role", flat=True)
    user.is_staff = bool(set(roles) & ADMINISTRATORS)
    user.save(update_fields=["is_staff"])
    end_sessions(user)


@transaction.atomic
def choose_password(user: User, password: str) -> None:
    """The owner's own choice. Sessions elsewhere end by themselves: their key contains the password."""
    user.set_password(password)
    user.password_changed_at = clock.now()
    user.save(update_fields=["password", "password_changed_at"])


@transaction.atomic
def give_password(user: User, password: str) -> None:
    """A new password from the administrator: the owner signs in with it once and chooses another."""
    user.set_password(password)
    user.password_changed_at = None
    user.save(update_fields=["password", "password_changed_at"])
    end_sessions(user)
    unlock(user)


def locked_since(username: str, address: str | None) -> datetime:
    """When the last wrong password for an account came from an address; now, if none did."""
    rows = AccessAttempt.objects.filter(username=username, ip_address=address)
    return rows.aggregate(last=Max("attempt_time"))["last"] or clock.now()


def unlock(user: User) -> int:
    """Forget failed log-ins of an account; returns how many addresses were locked or counting."""
    return AccessAttempt.objects.filter(username=user.get_username()).delete()[0]


@transaction.atomic
def forget_attempts() -> int:
    """Log-ins, and failed ones, past the term for which they are kept; returns how many rows went."""
    until = clock.now() - timedelta(days=settings.SIGN_IN_DAYS)
    return sum(
        model.objects.filter(attempt_time__lt=until).delete()[0] for model in (AccessAttempt, SignInLog)
    )


def end_sessions(user: User) -> int:
    """Sign an account out everywhere; returns the number of sessions ended."""
    ended = 0
    for session in Session.objects.filter(expire_date__gt=clock.now()).order_by("pk").iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
            ended += 1
    return ended


def set_elder(user: User, on: bool) -> None:
    """长辈版 on or off, kept with the account so that it is the same on every machine."""
    user.elder_view = on
    user.save(update_fields=["elder_view"])


def set_reminders(user: User, email: str, wants: bool) -> None:
    """Where the daily mail goes, and whether it is wanted at all."""
    user.email, user.wants_digest = email, wants
    user.full_clean(
        exclude=[one.name for one in User._meta.fields if one.name not in ("email", "wants_digest")]
    )
    user.save(update_fields=["email", "wants_digest"])


def device_of(user: User) -> TOTPDevice | None:
    """The telephone in force, else the one that is being set up."""
    return TOTPDevice.objects.filter(user=user).order_by("-confirmed", "pk").first()


def begin_device(user: User) -> TOTPDevice:
    """A new secret for one-time codes, not in force until a code has been entered. An unfinished one is kept."""
    device, _ = TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": DEVICE})
    return device


@transaction.atomic
def code_fits(device: TOTPDevice, code: str) -> bool:
    """Check a one-time code; the first right one puts the secret in force. Wrong ones slow down further tries."""
    row = TOTPDevice.objects.select_for_update().get(pk=device.pk)
    if not row.verify_token(code):
        return False
    if not row.confirmed:
        row.confirmed = True
        row.save(update_fields=["confirmed"])
    return True


@transaction.atomic
def forget_device(user: User) -> int:
    """The telephone is lost: one-time codes are set up anew at the next log-in. Returns how many were in force."""
    count = TOTPDevice.objects.filter(user=user).delete()[0]
    end_sessions(user)
    return count


def password_is_due(user: User, first_change: bool, days: int | None) -> bool:
    """Whether the password must be changed before anything else: given by somebody, or older than the policy lets."""
    changed = user.password_changed_at
    if changed is None:
        return first_change
    return days is not None and clock.now() - changed > timedelta(days=days)
