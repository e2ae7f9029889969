"""Coming in and going out, one-time codes, and what belongs to oneself."""

import base64
from typing import Any

import django_otp
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST
from django_otp.plugins.otp_totp.models import TOTPDevice

from branchlife.kit import clock, qr
from branchlife.kit.parts import Row
from branchlife.kit.templatetags.words import cn_datetime, cn_plain
from members import accounts
from members.access import ADMINISTRATORS, PRIVILEGED, Action, Actor, public, signed_in
from members.forms.account import CodeForm, ElderForm, OwnPasswordForm, RemindersForm, SignInForm
from members.log import client_address
from members.middleware import SEEN_AT, SIGNED_IN_AT, at_door, idle_limit


def home_of(actor: Actor) -> str:
    """The first page of a person: the desk, the admin for administrators, the own record for a member."""
    if actor.may(Action.DESK):
        return reverse("desk")
    if actor.has(ADMINISTRATORS):
        return reverse("admin:index")
    return reverse("own-record" if actor.may(Action.OWN_RECORD) else "account")


def next_page(request: HttpRequest, default: str) -> str:
    """Where `next` points, if that is a page of this site: a path from its root, never the name of a view."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    here = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if here and wanted.startswith("/") else default


class SignIn(LoginView):
    """One door for everybody, administrators included."""

    authentication_form = SignInForm
    template_name = "registration/login.html"
    redirect_authenticated_user = True

    def get_default_redirect_url(self) -> str:
        """Everybody to their own first page."""
        user: Any = self.request.user
        return home_of(user.actor(clock.today()))

    def form_valid(self, form: Any) -> HttpResponse:
        """The clock of the session starts with the log-in."""
        answer: HttpResponse = super().form_valid(form)
        now = clock.now().timestamp()
        self.request.session.update({SIGNED_IN_AT: now, SEEN_AT: now})
        return answer


sign_in = public(SignIn.as_view())
sign_out = at_door(signed_in(LogoutView.as_view()))


def locked_out(request: HttpRequest, response: Any = None, credentials: Any = None) -> HttpResponse:
    """Too many wrong passwords for this account from this address: says when to try again."""
    username = request.POST.get("username", "")
    until = localtime(accounts.locked_since(username, client_address(request)) + settings.AXES_COOLOFF_TIME)
    return render(request, "registration/locked_out.html", {"until": until}, status=429)


@require_GET
@at_door
@signed_in
def awake(request: HttpRequest) -> HttpResponse:
    """The reader stays: the middleware has started the clock again."""
    return HttpResponse(status=204)


@require_POST
@at_door
@signed_in
def elder(request: HttpRequest) -> HttpResponse:
    """长辈版 on or off, and back to the same page."""
    form = ElderForm(request.POST)
    if form.is_valid():
        accounts.set_elder(request.user, form.cleaned_data["elder"] == "on")  # type: ignore[arg-type]
    return redirect(next_page(request, "/"))


@sensitive_post_parameters()
@never_cache
@at_door
@signed_in
def password_change(request: HttpRequest) -> HttpResponse:
    """Choose a new password; sessions elsewhere end."""
    user: Any = request.user
    form = OwnPasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        accounts.choose_password(user, form.cleaned_data["new_password1"])
        update_session_auth_hash(request, user)
        messages.success(request, "密码已修改。下次登录请用新密码；其他地方登录的同一账号已经退出。")
        return redirect(next_page(request, reverse("account")))
    context = {
        "form": form,
        "heading": "修改密码",
        "lead": "改好以后，其他地方登录的同一账号会自动退出。",
        "submit": "修改密码",
        "back": reverse("account"),
        "next": next_page(request, ""),
        "is_due": accounts.password_is_due(user, settings.FIRST_PASSWORD_CHANGE, settings.PASSWORD_MAX_DAYS),
    }
    return render(request, "members/account_password.html", context)


@require_GET
@signed_in
def account(request: HttpRequest) -> HttpResponse:
    """One's own account: roles, password, log-ins."""
    user: Any = request.user
    actor: Actor = request.actor  # type: ignore[attr-defined]
    idle = int(idle_limit(actor).total_seconds() // 60)
    rows = [
        Row("账号", user.get_username()),
        Row("姓名", user.name),
        Row("上次登录", cn_datetime(user.last_login) if user.last_login else "无"),
        Row("密码", _password_words(user), reverse("password-change"), "修改密码"),
        Row("提醒", reminder_words(user), reverse("reminders"), "改"),
        Row("自动退出", f"{idle} 分钟不操作，或登录满 {settings.SESSION_HOURS} 小时"),
    ]
    if settings.TWO_FACTOR and actor.has(PRIVILEGED):
        rows.append(Row("动态口令", "已启用。换手机请找安全管理员重设"))
    grants = user.role_grants.on(clock.today()).select_related("organisation").order_by("start", "pk")
    return render(request, "members/account.html", {"rows": rows, "grants": grants})


@signed_in
def reminders(request: HttpRequest) -> HttpResponse:
    """The daily mail: where it goes, or that it is not wanted."""
    user: Any = request.user
    form = RemindersForm(
        request.POST if request.method == "POST" else None,
        initial={"email": user.email, "wants": user.wants_digest},
    )
    if request.method == "POST" and form.is_valid():
        accounts.set_reminders(user, form.cleaned_data["email"], form.cleaned_data["wants"])
        messages.success(request, "已保存。" + reminder_words(user) + "。")
        return redirect("account")
    context = {
        "form": form,
        "heading": "提醒邮件",
        "lead": "工作台上快到期、新到期的事，可以每天发一封邮件提醒您。",
        "submit": "保存",
        "back": reverse("account"),
    }
    return render(request, "layouts/form.html", context)


def reminder_words(user: Any) -> str:
    """Whether the daily mail goes out, and where to."""
    if not user.wants_digest:
        return "不收提醒邮件"
    return f"提醒邮件发到 {user.email}" if user.email else "没有邮箱，不发提醒邮件"


def _password_words(user: Any) -> str:
    changed = user.password_changed_at
    return f"{cn_plain(localtime(changed).date())}修改" if changed else "由管理员开设，还没有自己改过"


@sensitive_post_parameters()
@never_cache
@at_door
@signed_in
def two_factor(request: HttpRequest) -> HttpResponse:
    """Enter the one-time code; the first time, set the telephone up: begin → scan → first code."""
    user: Any = request.user
    if user.is_verified():
        return redirect(next_page(request, home_of(request.actor)))  # type: ignore[attr-defined]
    device = accounts.device_of(user)
    if request.method == "POST" and "begin" in request.POST and device is None:
        accounts.begin_device(user)
        return redirect(request.get_full_path())
    form = CodeForm(request.POST if request.method == "POST" and device else None)
    if device and form.is_valid() and _code_fits(request, device, form):
        return redirect(next_page(request, home_of(request.actor)))  # type: ignore[attr-defined]
    context = {"form": form, "device": device, "next": next_page(request, ""), **_set_up(device)}
    return render(request, "registration/two_factor.html", context)


def _code_fits(request: HttpRequest, device: TOTPDevice, form: CodeForm) -> bool:
    code = form.cleaned_data["code"]
    if accounts.code_fits(device, code):
        django_otp.login(request, device)
        return True
    form.add_error("code", "动态口令不对或已过期。请等手机上换出新的一组，再输入一次。")
    return False


def _set_up(device: TOTPDevice | None) -> dict[str, str]:
    """The picture to scan and the secret to type, only while the telephone is being set up."""
    if device is None or device.confirmed:
        return {}
    secret = base64.b32encode(device.bin_key).decode()
    return {
        "picture": qr.picture(device.config_url),
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
    }
