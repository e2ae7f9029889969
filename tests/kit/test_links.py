"""Signed addresses: for one purpose, one row, one edition; and logs that do not keep them."""

import logging
import string

import pytest

from branchlife.kit.links import ShortLinks, SignedLink, shortened

NOTICE, FEED = SignedLink("notice"), SignedLink("feed")


def test_what_was_signed_is_read_back() -> None:
    assert NOTICE.read(NOTICE.make(12, 3)) == (12, 3)


def test_a_token_fits_an_address() -> None:
    assert set(NOTICE.make(12, 3)) <= set(string.ascii_letters + string.digits + "-_.")
    assert len(NOTICE.make(10**9, 10**4)) < 80


def test_a_token_of_another_purpose_opens_nothing() -> None:
    assert NOTICE.read(FEED.make(12, 3)) is None


@pytest.mark.parametrize(
    "token",
    [
        "", ".", "12-3", "12-3.", "12-3.AAAA", "12-4.{sig}", "13-3.{sig}", "12-3.{sig}x", "12.3.{sig}", "一" * 40,
        "1" * 500,
    ],
)  # fmt: skip
def test_whatever_was_changed_opens_nothing(token: str) -> None:
    sig = NOTICE.make(12, 3).rsplit(".", 1)[-1]
    assert NOTICE.read(token.replace("{sig}", sig)) is None


def test_another_key_of_the_house_makes_other_tokens(settings) -> None:
    token = NOTICE.make(12, 3)
    settings.SECRET_KEY = "another"
    assert NOTICE.read(token) is None


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ('"GET /n/12-3.abcDEF/ HTTP/1.1" 200', '"GET /n/…/ HTTP/1.1" 200'),
        ("Not Found: /n/12-3.abcDEF/papers/4/", "Not Found: /n/…/papers/4/"),
        ("/ical/1-1.xyz.ics?x=1", "/ical/…?x=1"),
        ("/meetings/12/", "/meetings/12/"),
    ],
)
def test_a_log_keeps_no_secret(said: str, kept: str) -> None:
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s", (said,), None)
    assert ShortLinks().filter(record)
    assert record.getMessage() == kept == shortened(said)
