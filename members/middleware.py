"""Gives every request the person at the screen with the roles of today."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from branchlife.kit import clock
from members.access import NOBODY, Actor


def _actor(request: HttpRequest) -> Actor:
    user = request.user
    return user.actor(clock.today()) if user.is_authenticated else NOBODY


def actor(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Set `request.actor`, looked up when first asked for; signed-in pages are never kept by a cache."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        response = get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware
