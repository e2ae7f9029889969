"""Before the booth: nothing that tells one request from another, no line in the log, patience that runs out."""

import logging
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from meetings.slips import door


def seen_behind(path: str) -> HttpRequest:
    """A request as the rest of the house sees it."""
    seen: list[HttpRequest] = []

    def rest(request: HttpRequest) -> HttpResponse:
        seen.append(request)
        answer = HttpResponse()
        answer.set_cookie("sessionid", "x")
        return answer

    given = {
        "HTTP_COOKIE": "sessionid=abc", "REMOTE_ADDR": "10.1.2.3", "HTTP_X_FORWARDED_FOR": "10.1.2.3",
        "HTTP_USER_AGENT": "tablet",
    }  # fmt: skip
    request = RequestFactory().get(path, **given)
    request.COOKIES  # noqa: B018 (read before, as some middleware might)
    request.answer = door.curtain(rest)(request)
    return seen[0]


@pytest.mark.parametrize("path", ["/vote/", "/vote/done/", "/vote/nothing/"])
def test_behind_the_curtain_nothing_tells_who_asks(path: str) -> None:
    request: Any = seen_behind(path)
    assert request.COOKIES == {}
    assert not [value for value in request.META.values() if value in ("10.1.2.3", "tablet", "sessionid=abc")]
    assert not request.answer.cookies
    assert request.answer["Cache-Control"] == "no-store"


def test_everywhere_else_everything_is_as_it_was() -> None:
    request: Any = seen_behind("/votes/")
    assert request.COOKIES == {"sessionid": "abc"}
    assert request.META["REMOTE_ADDR"] == "10.1.2.3"
    assert "sessionid" in request.answer.cookies


def test_the_curtain_hangs_before_everything_else(settings: Any) -> None:
    assert settings.MIDDLEWARE[0] == "meetings.slips.door.curtain"


def record(message: str, *args: Any, path: str = "") -> logging.LogRecord:
    made = logging.LogRecord("django.request", logging.WARNING, "", 0, message, args, None)
    if path:
        made.request = RequestFactory().get(path)
    return made


@pytest.mark.parametrize(
    ("line", "is_written"),
    [
        (record("Not Found: %s", "/vote/x/"), False),
        (record("Unprocessable Entity: %s", "/vote/", path="/vote/"), False),
        (record("an error", path="/vote/"), False),
        (record('"%s" %s %s', "GET /vote/ HTTP/1.1", "200", "1234"), False),
        (record("Not Found: %s", "/meetings/7/", path="/meetings/7/"), True),
        (record("nothing of the kind"), True),
    ],
)
def test_what_happens_in_the_booth_is_not_logged(line: logging.LogRecord, is_written: bool) -> None:
    assert door.NotTheBooth().filter(line) is is_written


def test_every_handler_of_the_house_has_the_filter(settings: Any) -> None:
    handlers = settings.LOGGING["handlers"].values()
    assert handlers
    assert all("not-the-booth" in one["filters"] for one in handlers)
    assert (
        "not-the-booth" in settings.LOGGING["loggers"]["django.request"]["filters"]
    )  # Django's own handlers too


def test_the_web_server_keeps_the_booth_out_of_its_log(monkeypatch: Any, tmp_path: Any) -> None:
    from runpy import run_path
    from types import SimpleNamespace

    from gunicorn.config import Config

    config = Config()
    config.set("accesslog", str(tmp_path / "access.log"))
    logger = run_path("deploy/gunicorn.conf.py")["Discreet"](config)
    answer = SimpleNamespace(status="200 OK", sent=0, headers=[], headers_sent=True, response_length=0)
    environ = {
        "REQUEST_METHOD": "GET",
        "RAW_URI": "",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "10.1.2.3",
    }
    from datetime import timedelta

    for path in ("/vote/", "/meetings/"):
        asked = SimpleNamespace(path=path, headers=[])
        logger.access(answer, asked, environ | {"RAW_URI": path}, timedelta())
    for handler in logger.access_log.handlers:
        handler.close()
    written = (tmp_path / "access.log").read_text()
    assert "/meetings/" in written
    assert "/vote/" not in written


# --- Patience ---


class Hands:
    """A clock that is moved by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_patience_is_gone_after_so_many_wrong_codes_and_comes_back() -> None:
    hands = Hands()
    patience = door.Patience(limit=3, span=60, clock=hands)
    gone = []
    for now, misses in ((0.0, 2), (0.0, 1), (59.9, 0), (60.0, 0)):
        hands.now = now
        for _ in range(misses):
            patience.missed()
        gone.append(patience.is_gone)
    assert gone == [False, True, True, False]


def test_patience_remembers_numbers_only() -> None:
    patience = door.Patience(limit=3, span=60)
    patience.missed()
    kept = {type(value) for name, value in vars(patience).items() if name != "clock"}
    assert kept <= {int, float}
