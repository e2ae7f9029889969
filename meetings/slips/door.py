"""What stands before the booth: a curtain for requests, silence in the log, and patience that runs out.

Everybody in the room uses one tablet, on which the secretary may be signed in. So before anything else sees a request
for the booth, its cookies and its address are taken away: no session is read or touched, nobody is known, nothing can
be noted. In return the forms of the booth carry no token against forged requests: such a token protects what a browser
may do by itself, and here it may do nothing — the only thing that gives a vote is the code on the paper.
"""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

BOOTH = "/vote/"
GetResponse = Callable[[HttpRequest], HttpResponse]
TRACES = (
    "HTTP_COOKIE",
    "REMOTE_ADDR",
    "REMOTE_PORT",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_REAL_IP",
    "HTTP_USER_AGENT",
)


def curtain(get_response: GetResponse) -> GetResponse:
    """The first of the middleware: requests for the booth lose what tells one from another; answers set no cookie."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(BOOTH):
            return get_response(request)
        request.COOKIES = {}
        for name in TRACES:
            request.META.pop(name, None)
        response = get_response(request)
        response.cookies.clear()
        response.headers["Cache-Control"] = "no-store"
        return response

    return middleware


class NotTheBooth(logging.Filter):
    """Lets no line into the log that comes from the booth: its time would be the time of somebody's vote."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the line may be written."""
        request = getattr(record, "request", None)
        path = getattr(request, "path_info", "")
        return not path.startswith(BOOTH) and f" {BOOTH}" not in f" {record.getMessage()}"


class Patience:
    """How many wrong codes are borne in a span of seconds. It remembers a number and when it began to count: no
    address, nothing on disk, and in each process by itself."""

    def __init__(self, limit: int, span: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.limit, self.span, self.clock = limit, span, clock
        self.began, self.misses = clock(), 0

    def missed(self) -> None:
        """One more wrong code."""
        self._renew()
        self.misses += 1

    @property
    def is_gone(self) -> bool:
        """Whether nobody is listened to until the span is over."""
        self._renew()
        return self.misses >= self.limit

    def _renew(self) -> None:
        if self.clock() - self.began >= self.span:
            self.began, self.misses = self.clock(), 0


PATIENCE = Patience(limit=60, span=60.0)
