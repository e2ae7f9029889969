"""Every page for every eye and hand: axe-core, no sideways scrolling, large letters, the keyboard alone."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import product
from typing import Any

import pytest
from django.urls import resolve
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.e2e import rooms
from tests.e2e.axe import OF_SIZE, OPTIONS, violations
from tests.e2e.conftest import OFFICE, PHONE, Opener
from tests.e2e.hand import overflow

pytestmark = pytest.mark.e2e
# A narrow window, and what is left of 1280×800 at 200 %.
TIGHT = ({"width": 320, "height": 640}, {"width": 640, "height": 400})
LETTERS = "large => document.documentElement.classList.toggle('elder', large)"


def walk(
    page: Page, addresses: Iterable[str], sizes: Iterable[Any] = (OFFICE, PHONE), tight: Iterable[Any] = TIGHT
) -> dict[str, list[str]]:
    """Open every page, look at it in each size and in both letters, and tell all faults together: fault → pages."""
    faults: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        page.set_viewport_size(OFFICE)
        page.goto(address)
        for size, large in product(sizes, (False, True)):
            resize(page, size, large=large)
            for fault in (*violations(page, OF_SIZE if large else OPTIONS), *overflow(page)):
                faults[fault].append(f"{address} at {size['width']}{' large' if large else ''}")
        for size in tight:
            resize(page, size, large=False)
            for fault in overflow(page):
                faults[fault].append(f"{address} at {size['width']}")
    return faults


def resize(page: Page, size: Any, *, large: bool) -> None:
    """The window, and the letters in it."""
    page.set_viewport_size(size)
    page.evaluate(LETTERS, large)


def told(faults: dict[str, list[str]]) -> str:
    """A report one can act on."""
    return "\n".join(
        f"{fault}\n    on {', '.join(where[:4])} ({len(where)})" for fault, where in faults.items()
    )


def test_the_large_letters_are_nothing_but_a_class(cast: Cast, window: Opener) -> None:
    """What the walks rely on, who change letters without asking the server."""
    page = window(cast.secretary).new_page()
    page.goto("/meetings/")
    usual = page.locator("main").inner_html()
    page.get_by_role("button", name="长辈版").click()
    expect(page.locator("html")).to_have_class("elder")
    page.wait_for_load_state()
    assert page.locator("main").inner_html() == usual


@pytest.mark.parametrize("part", [rooms.of_the_secretary, rooms.beside_the_meetings])
def test_every_room_of_a_branch_passes_axe_on_a_desk_and_on_a_phone(
    cast: Cast, window: Opener, part: Callable[..., Iterable[str]]
) -> None:
    year = rooms.furnish(cast)
    faults = walk(window(cast.secretary).new_page(), part(cast, year))
    assert not faults, told(faults)


def test_the_rooms_of_a_member_pass_axe(cast: Cast, window: Opener) -> None:
    rooms.furnish(cast)
    faults = walk(window(cast.member).new_page(), ["/mine/", "/mine/findings/", "/my-topics/"])
    assert not faults, told(faults)


@pytest.mark.parametrize("who", ["officer", "inspector"])
def test_every_room_of_a_superior_passes_axe_on_a_desk_and_on_a_phone(
    cast: Cast, window: Opener, who: str
) -> None:
    year = rooms.furnish(cast)
    addresses = [
        address
        for address in rooms.of_the_superior(cast, year)
        if who == "officer" or not {"return", "edit", "new", "withdraw", "remove"} & set(address.split("/"))
    ]
    addresses += rooms.of_the_inspector(cast) if who == "inspector" else ()
    faults = walk(window(getattr(cast, who)).new_page(), addresses)
    assert not faults, told(faults)


def test_the_rooms_of_a_general_branch_pass_axe(cast: Cast, window: Opener) -> None:
    year = rooms.furnish(cast)
    faults = walk(window(cast.general).new_page(), rooms.of_a_general_branch(year))
    assert not faults, told(faults)


def test_the_rooms_of_the_administrators_pass_axe(cast: Cast, window: Opener) -> None:
    faults: dict[str, list[str]] = {}
    for user, address in rooms.of_administrators(cast):
        faults |= walk(window(user).new_page(), [address], [OFFICE], ())
    assert not faults, told(faults)


def test_the_pages_before_the_door_pass_axe(cast: Cast, window: Opener, settings: Any) -> None:
    settings.TWO_FACTOR = True
    faults = walk(window().new_page(), ["/login/", "/login/?next=/members/"])
    faults |= walk(window(cast.inspector).new_page(), ["/"])
    assert not faults, told(faults)


def test_every_component_passes_axe(cast: Cast, window: Opener, settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.e2e.showroom"
    faults = walk(window().new_page(), ["/components/"])
    assert not faults, told(faults)


def test_no_page_is_left_out_of_the_walk(cast: Cast) -> None:
    year = rooms.furnish(cast)
    walked = [
        *rooms.of_the_secretary(cast, year),
        *rooms.beside_the_meetings(cast, year),
        *rooms.of_the_superior(cast, year),
        *rooms.of_the_inspector(cast),
        *rooms.of_a_general_branch(year),
        "/login/",
        "/mine/",
        "/mine/findings/",
        "/my-topics/",
    ]
    seen = {resolve(address.partition("?")[0]).url_name for address in walked}
    assert rooms.names() - seen - rooms.NO_PAGES - rooms.ELSEWHERE == set()
