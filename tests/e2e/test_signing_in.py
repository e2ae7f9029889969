"""Coming in, being locked out, large letters."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.cast import PASSWORD, Cast
from tests.e2e.hand import Hand

pytestmark = pytest.mark.e2e


def enter(hand: Hand, username: str, password: str) -> None:
    """Fill in the sign-in form and send it."""
    hand.type("账号", username)
    hand.type("密码", password)
    hand.press("登录")


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_a_secretary_signs_in_lands_on_the_desk_and_signs_out(
    cast: Cast, hand: Callable[..., Hand], script: bool
) -> None:
    alice = hand(script=script)
    expect(alice.page.get_by_role("heading", level=1)).to_have_text("登录")
    enter(alice, "secretary", PASSWORD)
    expect(alice.page.get_by_role("heading", level=1)).to_have_text("柳湾村第一支部")
    alice.open("韦晓㛃")
    alice.press("退出")
    expect(alice.page.get_by_role("heading", level=1)).to_have_text("已退出")
    alice.page.goto("/members/")
    expect(alice.page).to_have_url(re.compile(r"/login/\?next=/members/$"))


def test_five_wrong_passwords_lock_one_account_and_the_colleague_beside_still_comes_in(
    cast: Cast, hand: Callable[..., Hand]
) -> None:
    alice = hand()
    alice.type("账号", "secretary")
    for _ in range(4):
        alice.type("密码", "不是这个密码")
        alice.press("登录")
        expect(alice.page.get_by_label("密码")).to_have_value("")
        expect(alice.page.get_by_role("alert")).to_be_visible()
    alice.type("密码", "不是这个密码")
    alice.press("登录")
    expect(alice.page.get_by_role("heading", level=1)).to_have_text("暂时不能登录")
    expect(alice.page.locator("main")).to_contain_text("10:30")
    alice.follow("返回登录页")
    enter(alice, "secretary", PASSWORD)
    expect(alice.page.get_by_role("heading", level=1)).to_have_text("暂时不能登录")
    bob = hand()
    enter(bob, "recorder", PASSWORD)
    expect(bob.page.get_by_role("heading", level=1)).to_have_text("柳湾村第一支部")


def test_large_letters_are_one_press_stay_with_the_account_and_are_one_press_back(
    cast: Cast, hand: Callable[..., Hand]
) -> None:
    alice = hand(cast.secretary, "/members/")
    size = "() => parseFloat(getComputedStyle(document.querySelector('main p, main td')).fontSize)"
    assert alice.page.evaluate(size) <= 18
    alice.press("长辈版")
    expect(alice.page.locator("html")).to_have_class("elder")
    expect(alice.page).to_have_url(re.compile(r"/members/$"))
    targets = alice.look().locator("main .btn:visible")
    assert alice.page.evaluate(size) >= 22
    assert min(box["height"] for one in targets.all() if (box := one.bounding_box())) >= 60
    again = hand(cast.secretary)
    expect(again.page.locator("html")).to_have_class("elder")
    again.press("标准版")
    expect(again.page.locator("html")).not_to_have_class("elder")
