"""A running site on this machine, and browsers in which people are signed in."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from members.models import User
from tests.e2e.hand import Guard, Hand

# The driver keeps an event loop in this thread; Django would refuse to read the database beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=zh-CN",
)
OFFICE = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
WAIT = 15_000  # milliseconds; a limit for slow machines: what is there is not waited for


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """On SQLite a file: server and test then each hold a connection of their own, as in a running site."""
    from django.db import connections

    default = connections["default"]
    if default.vendor == "sqlite":
        default.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("site") / "site.sqlite3")


@pytest.fixture(autouse=True)
def the_site(transactional_db: None, django_db_serialized_rollback: None) -> None:
    """The server sees what a test writes; afterwards only what the migrations put in is left."""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the whole run."""
    with sync_playwright() as driver:
        expect.set_options(timeout=WAIT)
        program = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
        words = {**os.environ, "LANGUAGE": "zh_CN"}  # its own words, as in a date field, follow this alone
        browser = driver.chromium.launch(executable_path=program, args=list(FLAGS), env=words)
        yield browser
        browser.close()


@pytest.fixture
def guard(live_server: Any) -> Iterator[Guard]:
    """Fails the test in the end when a page was faulty, whatever else it showed."""
    watcher = Guard(live_server.url)
    yield watcher
    assert not watcher.faults, "\n".join(dict.fromkeys(watcher.faults))


Opener = Callable[..., BrowserContext]


@pytest.fixture
def window(chromium: Browser, live_server: Any, guard: Guard) -> Iterator[Opener]:
    """window(user=None, *, size, script, …): a browser of one's own, signed in."""
    opened: list[BrowserContext] = []

    def make(
        user: User | None = None, *, size: Any = None, script: bool = True, **more: Any
    ) -> BrowserContext:
        context = chromium.new_context(
            base_url=live_server.url, locale="zh-CN", timezone_id="Asia/Shanghai",
            viewport=size or OFFICE, java_script_enabled=script, **more,
        )  # fmt: skip
        context.set_default_timeout(WAIT)
        guard.watch(context)
        opened.append(context)
        if user is not None:
            sign_in(context, user, live_server.url)
        return context

    yield make
    for context in opened:
        context.close()


def sign_in(context: BrowserContext, user: User, home: str) -> None:
    """Put the cookie of a signed-in person into a browser."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": home, "httpOnly": True}]
    )


@pytest.fixture
def hand(window: Opener) -> Callable[..., Hand]:
    """hand(user, …): somebody at their first page."""

    def at(user: User | None = None, address: str = "/", **more: Any) -> Hand:
        page: Page = window(user, **more).new_page()
        page.goto(address)
        return Hand(page)

    return at


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A picture as a telephone takes it, with the place where it was taken."""
    path = tmp_path / "护河.jpg"
    picture = Image.new("RGB", (2400, 1800), "#7aa08c")
    exif = picture.getexif()
    exif[0x010F] = "Telephone"
    exif.get_ifd(0x8825).update({1: "N", 2: (24.0, 30.0, 0.0), 3: "E", 4: (108.0, 20.0, 0.0)})
    picture.save(path, exif=exif)
    return path
