"""Every list asks as many questions for ten thousand rows as for ten, and answers soon."""

import gc
import time
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meetings.models import Filing, Meeting
from members.models import AccessLog, Member, Organisation
from tests.cast import Cast
from tests.crowd import gather_crowd

pytestmark = [pytest.mark.slow, pytest.mark.no_cover, pytest.mark.once]

MOST = 8
WORKING, WAITING = 5.0, 20.0  # seconds of this process, maybe traced, and of the clock, maybe shared
ENDS = ("", "page=last")
LISTS = {
    "/meetings/": (
        *ENDS, "q=河道", "q=桥头", "q=没有这样的话", "kind=theme_day", "state=filed", "year=2025", "branch={branch}",
        "first=2026-03-01&last=2026-03-31",
    ),
    "/filings/": (
        *ENDS, "decision=pending", "decision=acknowledged&page=last", "late=on", "kind=party_lecture",
        "branch={branch}",
    ),
    "/members/": (
        *ENDS, "name=赵", "category=full", "status=floating", "status=normal&page=last", "on=2021-05-01",
        "branch={branch}",
    ),
    "/organisations/": (*ENDS, "name=第7", "kind=party_group", "kind=branch&page=last"),
    "/subtree/": (*ENDS, "year=2025", "draw=5&seed=12345678"),
    "/calendar/": ("", "month=2026-03"),
}  # fmt: skip
ADMIN = {
    "sysadmin": {"members/organisation/": ("", "q=第7"), "members/member/": ("", "q=赵", "p=50")},
    "secadmin": {"members/member/": ("",), "members/user/": ("",)},
    "auditor": {
        "members/accesslog/": ("", "q=导出"), "meetings/meeting/": ("", "p=60"), "meetings/filing/": ("", "p=60"),
    },
}  # fmt: skip


@pytest.fixture
def uncollected() -> Iterator[None]:
    """What the tests before left behind is not looked through again in the middle of a page."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def fault(browser: Client, where: str) -> str:
    """What is wrong with a page: too many questions asked of the database, or too long over it."""
    working, waiting = time.process_time(), time.perf_counter()
    with CaptureQueriesContext(connection) as questions:
        answer = browser.get(where)
    worked, waited = time.process_time() - working, time.perf_counter() - waiting
    assert answer.status_code == 200, where
    if len(questions) <= MOST and worked <= WORKING and waited <= WAITING:
        return ""
    return f"{where}: {len(questions)} questions, {worked:.1f} of {waited:.1f} s"


def faults(browser: Client, lists: dict[str, tuple[str, ...]], root: str = "") -> list[str]:
    browser.get("/account/")  # the first page of a session also writes down when it began
    found = [fault(browser, f"{root}{page}?{query}") for page, queries in lists.items() for query in queries]
    return [words for words in found if words]


@pytest.mark.usefixtures("uncollected")
def test_every_list_stays_quick_with_ten_thousand_rows(cast: Cast, sign_in: Callable[..., Client]) -> None:
    gather_crowd(cast)
    for model in (Organisation, Member, Meeting, Filing, AccessLog):
        assert model.objects.count() >= 10_000
    branch = str(Organisation.objects.get(code="N123").pk)
    lists = {page: tuple(query.format(branch=branch) for query in queries) for page, queries in LISTS.items()}
    found = faults(sign_in(cast.inspector), lists)
    for account, pages in ADMIN.items():
        found += faults(sign_in(cast.users[account]), pages, "/admin/")
    assert not found, "\n".join(found)
