"""What a page costs: bytes, scripts, requests, shifts; and that nothing is kept in the browser."""

import gzip
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Response

from tests.cast import Cast
from tests.e2e import rooms
from tests.e2e.conftest import Opener
from tests.e2e.hand import Guard, Hand

pytestmark = pytest.mark.e2e

PAGE_BYTES, SCRIPT_BYTES, REQUESTS, SHIFT = 150 * 1024, 50 * 1024, 12, 0.1
PACKED = re.compile(r"text/|javascript|json|svg")  # what the web server compresses
SHIFTS = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((one) => { if (!one.hadRecentInput) sum += one.value; }))
    .observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => done(sum), 150);
})"""
KEPT = """async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,
                       (await caches.keys()).length]"""


def on_the_wire(answer: Response) -> int:
    """The size of a body as it travels."""
    body = answer.body()
    return len(gzip.compress(body, 6)) if PACKED.search(answer.headers.get("content-type", "")) else len(body)


def weighed(page: Page, address: str) -> dict[str, int]:
    """Bytes by address of everything that a first visit fetches."""
    answers: dict[str, Response] = {}

    def keep(answer: Response) -> None:
        answers[answer.url] = answer

    page.on("response", keep)
    page.goto(address, wait_until="networkidle")
    return {url: on_the_wire(answer) for url, answer in answers.items()}


@pytest.mark.parametrize(("who", "address"), [(None, "/login/"), ("secretary", "/"), ("officer", "/")])
def test_the_first_page_is_light(cast: Cast, window: Opener, who: str | None, address: str) -> None:
    rooms.furnish(cast)
    sizes = weighed(window(getattr(cast, who) if who else None).new_page(), address)
    scripts = {url: size for url, size in sizes.items() if url.endswith(".js")}
    assert sum(sizes.values()) <= PAGE_BYTES, sizes
    assert sum(scripts.values()) <= SCRIPT_BYTES, scripts
    assert len(sizes) <= REQUESTS, sorted(sizes)


def test_pages_stand_still_while_they_come_up(cast: Cast, window: Opener) -> None:
    year = rooms.furnish(cast)
    page = window(cast.secretary).new_page()
    moved = {}
    for name in ("meeting-facts", "meeting-roll", "meeting-minutes", "meeting-check"):
        page.goto(f"/meetings/{year['recorded'].pk}/{name.removeprefix('meeting-')}/")
        moved[name] = page.evaluate(SHIFTS)
    page.goto("/")
    moved["desk"] = page.evaluate(SHIFTS)
    assert max(moved.values()) <= SHIFT, moved


def test_nothing_is_kept_in_the_browser_but_two_cookies_that_scripts_cannot_read(
    cast: Cast, hand: Callable[..., Hand], guard: Guard
) -> None:
    rooms.furnish(cast)
    alice = hand(cast.secretary)
    for name in ("会议", "党员", "组织", "工作台"):
        alice.follow(name, exact=True)
    alice.page.goto("/members/")
    alice.type("姓名", "祝")
    alice.press("查询")
    alice.page.wait_for_load_state("networkidle")
    assert alice.page.evaluate(KEPT) == [0, 0, 0, 0]
    cookies = alice.page.context.cookies()
    assert {cookie["name"] for cookie in cookies} <= {"sessionid", "csrftoken"}
    assert all(cookie["httpOnly"] for cookie in cookies)
    assert all(url.startswith(guard.home) for url in guard.requests)
    answer = alice.page.request.get("/members/")
    assert answer.headers["cache-control"] == "no-store"
