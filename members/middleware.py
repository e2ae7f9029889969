"""What every request passes: where it comes from, who it is, how long it has been idle, whether the door is open."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme

from branchlife.kit import clock
from members.access import NOBODY, PRIVILEGED, Actor
from members.accounts import password_is_due

GetResponse = Callable[[HttpRequest], HttpResponse]
SIGNED_IN_AT = "signed_in_at"
SEEN_AT = "seen_at"
WAITING = "waiting"  # in the query of a page that renews itself
GRAIN = timedelta(seconds=30)  # the session is stored at most so often


def address(get_response: GetResponse) -> GetResponse:
    """Behind a web server of ours the visitor's address is the last that it wrote, never one the visitor claims."""

    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Forwarded-For", "")
        if settings.BEHIND_PROXY and given:
            request.META["REMOTE_ADDR"] = given.rsplit(",", 1)[-1].strip()
        return get_response(request)

    return middleware


def cookies(get_response: GetResponse) -> GetResponse:
    """Cookies are ours, and ours are printable: a forged one with a NUL would break PostgreSQL, not find nobody."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.COOKIES = {name: value for name, value in request.COOKIES.items() if value.isprintable()}
        return get_response(request)

    return middleware


def _actor(request: HttpRequest) -> Actor:
    user = request.user
    return user.actor(clock.today()) if user.is_authenticated else NOBODY


def actor(get_response: GetResponse) -> GetResponse:
    """Set `request.actor`, looked up when first asked for; signed-in pages are never kept by a cache."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        response = get_response(request)
        if request.user.is_authenticated:
            response.headers["Cache-Control"] = "no-store"
        return response

    return middleware


def idle_limit(who: Actor) -> timedelta:
    """How long a person may leave the screen alone."""
    privileged = who.has(PRIVILEGED)
    return timedelta(minutes=settings.IDLE_MINUTES_PRIVILEGED if privileged else settings.IDLE_MINUTES)


def sessions(get_response: GetResponse) -> GetResponse:
    """End a session that was idle for too long or is older than a working day; drafts are on the server."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            words = _over(request)
            if words:
                logout(request)
                request.actor = NOBODY  # type: ignore[attr-defined]
                messages.info(request, words)
        return get_response(request)

    return middleware


def _over(request: HttpRequest) -> str:
    now = clock.now()
    session = request.session
    began = _moment(session.setdefault(SIGNED_IN_AT, now.timestamp()))
    seen = _moment(session.setdefault(SEEN_AT, now.timestamp()))
    if now - began >= timedelta(hours=settings.SESSION_HOURS):
        return "登录已满 12 小时，为安全起见请重新登录。草稿保存在系统里，登录后可接着写。"
    if now - seen >= idle_limit(request.actor):  # type: ignore[attr-defined]
        return "较久没有操作，已自动退出。草稿保存在系统里，登录后可接着写。"
    if now - seen >= GRAIN and not looks_by_itself(request):
        session[SEEN_AT] = now.timestamp()
    return ""


def looks_by_itself(request: HttpRequest) -> bool:
    """Whether a page that waits for something renews itself: nobody need sit before it, so the clock runs on."""
    return WAITING in request.GET


def _moment(stamp: float) -> datetime:
    return datetime.fromtimestamp(stamp, UTC)


def is_script(request: HttpRequest) -> bool:
    """Whether a script asks and a page would be of no use to it."""
    asks = request.headers.get("Accept", "").startswith("application/json")
    return asks or any(name in request.headers for name in ("HX-Request", "X-Requested-With"))


def way_back(request: HttpRequest) -> str:
    """The page to return to after signing in: the one on screen, not the address a form was sent to."""
    if request.method in ("GET", "HEAD") and not is_script(request):
        return request.get_full_path()
    page = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or ""
    if page and url_has_allowed_host_and_scheme(
        page, {request.get_host()}, require_https=request.is_secure()
    ):
        parts = urlsplit(page)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return "/"


class Door(LoginRequiredMiddleware):
    """Closed by default. Then, in this order: signed in, one-time code, own password; scripts are told, pages led."""

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        """None lets the request pass."""
        answer: HttpResponseBase | None = super().process_view(request, view_func, view_args, view_kwargs)
        if answer is not None or not request.user.is_authenticated or stands_outside(view_func):
            return answer
        for owes, name in ((owes_code, "two-factor"), (owes_password, "password-change")):
            if owes(request):
                return self.handle_no_permission(request, view_func, reverse(name))
        return None

    def handle_no_permission(self, request: HttpRequest, view_func: Any, door: str = "") -> Any:
        """401 for a script, with the way for htmx; else to the page that opens the door."""
        answer = redirect_to_login(way_back(request), door or reverse(settings.LOGIN_URL))
        if not is_script(request):
            return answer
        return HttpResponse(status=401, headers={"HX-Redirect": answer["Location"]})


def stands_outside(view: Any) -> bool:
    """Whether a view is open to everybody, or part of the door itself."""
    return hasattr(view, "public") or hasattr(view, "at_door")


def owes_code(request: HttpRequest) -> bool:
    """Administrators and inspectors show a one-time code, once a session."""
    if not settings.TWO_FACTOR:
        return False
    return request.actor.has(PRIVILEGED) and not request.user.is_verified()  # type: ignore[attr-defined, union-attr]


def owes_password(request: HttpRequest) -> bool:
    """A password given by somebody, or too old for the policy, is changed first."""
    return password_is_due(request.user, settings.FIRST_PASSWORD_CHANGE, settings.PASSWORD_MAX_DAYS)  # type: ignore[arg-type]


def at_door(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Mark a view that is open while a code or a new password is still owed."""
    view.at_door = True  # type: ignore[attr-defined]
    return view
