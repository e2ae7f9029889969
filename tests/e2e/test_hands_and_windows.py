"""The keyboard alone, a narrow window, letters twice as large."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from meetings.models import Meeting
from tests.cast import Cast
from tests.e2e import scenes
from tests.e2e.hand import Hand

pytestmark = pytest.mark.e2e

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
