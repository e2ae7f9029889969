"""The keyboard alone, a narrow window, letters twice as large."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from meetings.models import Meeting
from tests.cast import Cast
from tests.e2e import rooms, scenes
from tests.e2e.conftest import Opener
from tests.e2e.hand import Hand, overflow

pytestmark = pytest.mark.e2e

NARROW = {"width": 320, "height": 640}
DOUBLED = {"width": 640, "height": 400}  # what is left of 1280×800 at 200 %
FOCUSED = "() => document.activeElement.id || document.activeElement.name || document.activeElement.textContent.trim()"


def tab_to(page: Page, wanted: str, most: int = 80) -> None:
    """Press Tab until the focus stands there."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == wanted:
            return
    raise AssertionError(f"{wanted} is not reached with the Tab key")


def test_the_roll_is_called_with_the_keyboard_alone(cast: Cast, hand: Callable[..., Hand]) -> None:
    meeting = scenes.planned(cast)
    page = hand(cast.secretary, f"/meetings/{meeting.pk}/roll/").page
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "跳到正文"
    page.keyboard.press("Enter")
    tab_to(page, f"absent-{cast.grace.pk}")
    ring = "() => getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(ring) == "solid", "one sees where one is"
    page.keyboard.press("Space")
    tab_to(page, f"reason-{cast.grace.pk}-illness", 3)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(f"#reason-{cast.grace.pk}-illness")).to_be_checked()
    tab_to(page, "confirm")
    expect(page.locator("[data-roll-submit]")).to_have_text("确认到会 7 人、缺席 1 人")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("记录")
    meeting = Meeting.objects.get(pk=meeting.pk)
    assert (meeting.due_count, meeting.present_count, meeting.leave_count) == (8, 7, 1)


def test_enter_in_a_field_never_files_and_never_confirms_a_roll(
    cast: Cast, hand: Callable[..., Hand]
) -> None:
    meeting = scenes.planned(cast)
    page = hand(cast.secretary, f"/meetings/{meeting.pk}/roll/").page
    page.locator(f"#absent-{cast.grace.pk}").focus()
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    expect(page.get_by_role("heading", level=1)).to_have_text("点名")
    assert Meeting.objects.get(pk=meeting.pk).due_count is None


def test_an_error_takes_the_focus_to_the_summary_and_its_link_to_the_field(
    cast: Cast, hand: Callable[..., Hand]
) -> None:
    page = hand(cast.secretary, "/members/new/").page
    page.locator("main form button[type=submit]").last.click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    link = summary.get_by_role("link").first
    words, target = link.inner_text(), str(link.get_attribute("href"))
    link.press("Enter")
    expect(page.locator(target)).to_be_focused()
    expect(page.locator(f"{target}_error, [id^=error_]", has_text=words).first).to_be_visible()


@pytest.mark.parametrize("size", [NARROW, DOUBLED], ids=["320 px", "200 %"])
def test_no_room_of_a_branch_scrolls_sideways_in_a_narrow_window_or_at_twice_the_size(
    cast: Cast, window: Opener, size: dict[str, int]
) -> None:
    year = rooms.furnish(cast)
    page = window(cast.secretary, size=size).new_page()
    faults = {}
    for address in rooms.of_the_secretary(cast, year):
        page.goto(address)
        if found := overflow(page):
            faults[address] = found
    assert not faults, "\n".join(f"{address}: {found}" for address, found in faults.items())
