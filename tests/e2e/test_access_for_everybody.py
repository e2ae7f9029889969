"""Every page for every eye and hand: axe-core, no sideways scrolling, large letters, the keyboard alone."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.urls import resolve
from playwright.sync_api import Page

from members.models import User
from tests.cast import Cast
from tests.e2e import rooms
from tests.e2e.axe import violations
from tests.e2e.conftest import OFFICE, PHONE, Opener
from tests.e2e.hand import Hand, overflow

pytestmark = pytest.mark.e2e
Chair = Callable[..., Hand]


def walk(
    page: Page, addresses: Iterable[str], sizes: Iterable[Any] = (OFFICE, PHONE)
) -> dict[str, list[str]]:
    """Open every page, look at it in each size, and tell all faults together: fault → pages."""
    faults: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        page.set_viewport_size(OFFICE)
        page.goto(address)
        for size in sizes:
            page.set_viewport_size(size)
            for fault in (*violations(page), *overflow(page)):
                faults[fault].append(f"{address} at {size['width']}")
    return faults


def told(faults: dict[str, list[str]]) -> str:
    """A report one can act on."""
    return "\n".join(
        f"{fault}\n    on {', '.join(where[:4])} ({len(where)})" for fault, where in faults.items()
    )


def with_letters(user: User, *, large: bool) -> User:
    """The account with 长辈版 on or off."""
    user.elder_view = large
    user.save(update_fields=["elder_view"])
    return user


@pytest.mark.parametrize("large", [False, True], ids=["usual letters", "large letters"])
def test_every_room_of_a_branch_passes_axe_on_a_desk_and_on_a_phone(
    cast: Cast, window: Opener, large: bool
) -> None:
    year = rooms.furnish(cast)
    page = window(with_letters(cast.secretary, large=large)).new_page()
    faults = walk(page, rooms.of_the_secretary(cast, year))
    faults |= walk(window(with_letters(cast.member, large=large)).new_page(), ["/mine/", "/my-topics/"])
    assert not faults, told(faults)


@pytest.mark.parametrize("large", [False, True], ids=["usual letters", "large letters"])
@pytest.mark.parametrize("who", ["officer", "inspector"])
def test_every_room_of_a_superior_passes_axe_on_a_desk_and_on_a_phone(
    cast: Cast, window: Opener, large: bool, who: str
) -> None:
    year = rooms.furnish(cast)
    user = with_letters(getattr(cast, who), large=large)
    addresses = [
        address
        for address in rooms.of_the_superior(cast, year)
        if who == "officer" or not {"return", "edit", "new", "withdraw", "remove"} & set(address.split("/"))
    ]
    faults = walk(window(user).new_page(), addresses)
    assert not faults, told(faults)


def test_the_rooms_of_a_general_branch_pass_axe(cast: Cast, window: Opener) -> None:
    year = rooms.furnish(cast)
    faults = walk(window(cast.general).new_page(), rooms.of_a_general_branch(year))
    assert not faults, told(faults)


def test_the_rooms_of_the_administrators_pass_axe(cast: Cast, window: Opener) -> None:
    faults: dict[str, list[str]] = {}
    for user, address in rooms.of_administrators(cast):
        faults |= walk(window(user).new_page(), [address], [OFFICE])
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
        *rooms.of_the_superior(cast, year),
        *rooms.of_a_general_branch(year),
        "/login/",
        "/mine/",
        "/my-topics/",
    ]
    seen = {resolve(address.partition("?")[0]).url_name for address in walked}
    assert rooms.names() - seen - rooms.NO_PAGES - rooms.ELSEWHERE == set()
