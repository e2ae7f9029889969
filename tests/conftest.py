"""Fixtures for every test: the cast, a frozen clock, a signed-in browser for each account."""

import gc
import io
import uuid
from collections.abc import Callable, Generator, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings as site
from django.template import engines
from django.test import Client
from pypdf import PdfWriter

from branchlife.kit import pdf
from members.models import User
from tests import cast as company
from tests.faults import Missing

TESTS = Path(__file__).parent
# What pages and papers say is the same on either database; what they have to look for is asked of both.
SAID_ONCE: dict[str, set[str]] = {
    "meetings/archive": {"test_boxes.py", "test_closing.py", "test_transport.py"},
    "meetings/exports": {"test_register.py"},
    "meetings/inspection": {"test_lifecycle.py"},
    "meetings/slips/views": set(),
    "meetings/views": {
        "test_desk.py", "test_lists.py", "test_overdue.py", "test_prompts.py", "test_subtree.py", "test_trips.py",
    },
    "members/exports": set(),
    "members/views": {"test_people.py"},
}  # fmt: skip


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None]:
    """What asks no database, or nothing that one answers in a way of its own, need be said only on one.

    Once the others have put them into their order the longest come first, so that at the end nobody waits for one.
    """
    for item in items:
        if not asks_a_database(item) or is_said_once(item.path):
            item.add_marker(pytest.mark.once)
        if item.get_closest_marker("slow"):  # the quick ones alone must reach what is asked for
            item.add_marker(pytest.mark.no_cover)
    yield
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def pytest_collection_finish() -> None:
    """What has been imported stays: the collector need not go over it again and again, a tenth of all the time."""
    gc.collect()
    gc.freeze()


def is_said_once(file: Path) -> bool:
    """By folder, but for the files that are named."""
    both = SAID_ONCE.get(file.parent.relative_to(TESTS).as_posix())
    return both is not None and file.name not in both


def asks_a_database(item: pytest.Item) -> bool:
    """That of the tests, or one of its own in a House (tests/reliability/house.py)."""
    fixtures = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    has_house = "House" in vars(getattr(item, "module", None) or object)
    return bool(fixtures) or has_house or item.get_closest_marker("django_db") is not None


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """Every test lives on the morning of 2026-11-24 (Shanghai); `clock.move_to(…)` for other days."""
    with time_machine.travel(company.NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture(scope="session")
def uploads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the files of all tests lie."""
    return tmp_path_factory.mktemp("uploads")


@pytest.fixture(scope="session", autouse=True)
def papers_apart(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What is set once lies there, not with what the site on this machine has set."""
    site.CACHES["papers"]["LOCATION"] = tmp_path_factory.mktemp("papers")


@pytest.fixture(autouse=True)
def quick_and_private(settings: Any, uploads: Path) -> None:
    """Cheap password hashes, and a folder of its own for uploads, which is made with the first of them."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = uploads / uuid.uuid4().hex


@cache
def empty_page() -> bytes:
    """The smallest PDF that other programs take for one."""
    sheet = PdfWriter()
    sheet.add_blank_page(595, 842)
    out = io.BytesIO()
    sheet.write(out)
    return out.getvalue()


@pytest.fixture
def paperless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Papers are written but not drawn: for those who ask whether one is handed out, not how it looks."""
    monkeypatch.setattr(pdf, "pdf_of", lambda *given: empty_page())


@pytest.fixture
def missing(monkeypatch: pytest.MonkeyPatch) -> Missing:
    """Notes which of our templates name a variable that is not there."""
    made = Missing()
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", made)
    return made


@pytest.fixture
def cast(db: None) -> company.Cast:
    """People and places by name: cast.first, cast.alice, cast.secretary …"""
    return company.on_stage()


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """A browser in which an account is signed in."""

    def browser(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return browser
