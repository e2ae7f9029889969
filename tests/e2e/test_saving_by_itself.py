"""A text being written: it saves itself, two writers do not overwrite one another, an ended session loses nothing."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from meetings.lifecycle import recording
from tests.cast import NOW, PASSWORD, Cast
from tests.e2e import scenes
from tests.e2e.hand import Hand

pytestmark = pytest.mark.e2e
Chair = Callable[..., Hand]


def writer(cast: Cast, hand: Chair, user: Any, meeting: Any) -> Hand:
    """Somebody at the text of a meeting."""
    return hand(user, f"/meetings/{meeting.pk}/minutes/")


def write(one: Hand, text: str) -> None:
    """Write at the end of the text."""
    one.page.get_by_label("内容记录").press("Control+End")
    one.page.keyboard.insert_text(text)


def state(one: Hand) -> Any:
    """The line that says whether the text is stored."""
    return one.page.locator("[data-save-state]")


def test_a_pause_of_two_seconds_stores_the_text_and_says_when(cast: Cast, hand: Chair, clock: Any) -> None:
    meeting = scenes.recorded(cast)
    alice = writer(cast, hand, cast.secretary, meeting)
    clock.move_to(NOW + timedelta(minutes=3))
    write(alice, "\n\n五、散会。")
    expect(state(alice)).to_have_text("已保存 10:03")
    assert recording.latest_minutes(meeting).body == f"{scenes.MINUTES}\n\n五、散会。"
    write(alice, "\n补一句。")
    clock.move_to(NOW + timedelta(minutes=4))
    expect(state(alice)).to_have_text("已保存 10:04")
    alice.page.goto("/")  # nothing unsaved: no question is asked on leaving
    assert recording.latest_minutes(meeting).body.endswith("补一句。")


def test_when_a_colleague_saved_in_between_nothing_is_overwritten_and_a_link_shows_both_texts(
    cast: Cast, hand: Chair, clock: Any
) -> None:
    meeting = scenes.recorded(cast)
    alice = writer(cast, hand, cast.secretary, meeting)
    bob = writer(cast, hand, cast.recorder, meeting)
    clock.move_to(NOW + timedelta(minutes=3))
    write(bob, "\n祝春犇补记的一段。")
    expect(state(bob)).to_have_text("已保存 10:03")
    write(alice, "\n韦晓㛃补记的一段。")
    expect(state(alice)).to_contain_text("另一位同志刚刚改过这份记录")
    assert "韦晓㛃补记" not in recording.latest_minutes(meeting).body
    with alice.page.expect_popup() as opened:
        alice.follow("对照两份文字")
    beside = opened.value
    expect(beside.get_by_label(re.compile("已存的一份"))).to_have_value(re.compile("祝春犇补记的一段。$"))
    mine = beside.get_by_label(re.compile("您的一份"))
    expect(mine).to_have_value(re.compile("韦晓㛃补记的一段。$"))
    mine.fill(f"{scenes.MINUTES}\n祝春犇补记的一段。\n韦晓㛃补记的一段。")
    beside.get_by_role("button", name="存右边这份").click()
    expect(beside.locator("main")).to_contain_text("对方的那份留作旧版")
    assert recording.latest_minutes(meeting).body.endswith("祝春犇补记的一段。\n韦晓㛃补记的一段。")


def test_a_text_written_after_the_session_ended_stays_and_is_stored_once_somebody_signs_in_beside_it(
    cast: Cast, hand: Chair, clock: Any
) -> None:
    meeting = scenes.recorded(cast)
    alice = writer(cast, hand, cast.secretary, meeting)
    clock.move_to(NOW + timedelta(minutes=40))
    write(alice, "\n隔了很久才写的一段。")
    expect(state(alice)).to_contain_text("登录已过期，文字还在本页")
    assert "隔了很久" not in recording.latest_minutes(meeting).body
    with alice.page.expect_popup() as opened:
        alice.follow("在新窗口登录，登录后自动保存")
    door = opened.value
    door.get_by_label("账号").fill("secretary")
    door.get_by_label("密码").fill(PASSWORD)
    door.get_by_role("button", name="登录").click()
    alice.page.bring_to_front()
    expect(state(alice)).to_have_text("已保存 10:40", timeout=25_000)
    assert recording.latest_minutes(meeting).body.endswith("隔了很久才写的一段。")
