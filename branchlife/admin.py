"""The administrators' site: the same door as everybody's, rooms by what GRANTS allows, grouped for people."""

from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import LogoutView
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse

from members.access import ADMINISTRATORS

ROOMS = ("党组织与党员", "会议（只读）", "日历", "规则", "账号与授权", "审计", "运行")


class Site(AdminSite):
    """Who may enter and see what is asked of GRANTS, never of Django's own permissions or of `is_superuser`."""

    site_header = "支部生活 · 系统管理"
    site_title = "支部生活管理"
    index_title = "管理首页"
    site_url = "/account/"
    empty_value_display = "无"
    enable_nav_sidebar = False  # it would store its state in the browser

    def has_permission(self, request: HttpRequest) -> bool:
        """One of the three administrators, today."""
        return bool(request.actor.has(ADMINISTRATORS))  # type: ignore[attr-defined]

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Nobody signed in is sent round in circles: without the role it is a plain refusal."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            return inner(request, *args, **kwargs)

        return guarded

    def login(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """The door is that of the site."""
        return redirect(f"{reverse('login')}?next={reverse('admin:index')}")

    login.login_required = False  # type: ignore[attr-defined]
    login.at_door = True  # type: ignore[attr-defined]

    def logout(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Out, as everywhere."""
        return LogoutView.as_view()(request)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """One's password is changed on one's account page."""
        return redirect("password-change")

    def password_change_done(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Not used: the account page tells."""
        return redirect("account")

    def app_index(self, request: HttpRequest, app_label: str, extra_context: Any = None) -> Any:
        """Rooms do not follow the apps."""
        return redirect("admin:index")

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """What this administrator sees, by room, in the order in which the rooms register it."""
        place = {model: number for number, model in enumerate(self._registry)}
        shown = [row for app in super().get_app_list(request) for row in app["models"]]
        shown.sort(key=lambda row: place[row["model"]])
        return [
            {"name": room, "app_label": "", "app_url": reverse("admin:index"), "models": rows}
            for room in ROOMS
            if (rows := [row for row in shown if getattr(self._registry[row["model"]], "room", "") == room])
        ]
