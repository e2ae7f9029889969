"""A 测评 in the hall: twelve slips, one tablet handed round, the box opened in the end, the result printed."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from meetings.slips.models import Mark, Poll
from tests.cast import Cast
from tests.e2e.axe import violations
from tests.e2e.hand import Hand, overflow
from tests.meetings.slips import make

pytestmark = pytest.mark.e2e
TABLET = {"width": 820, "height": 1180}
PHONE = {"width": 390, "height": 844}
Chair = Callable[..., Hand]


def text_of(content: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def pressed(hand: Hand, name: str) -> bytes:
    """What a button gives to download."""
    with hand.page.expect_download() as waiting:
        hand.page.get_by_role("button", name=name).click()
    return Path(waiting.value.path()).read_bytes()


def fill(page: Page, code: str, voter: int) -> None:
    """One voter: the code, 优秀 for every third and 合格 for the others, the box."""
    page.get_by_label("票上的代码").fill(code)
    page.get_by_role("button", name="看票").click()
    page.wait_for_load_state()  # of a page half read `all` would name half of the questions
    for at, group in enumerate(page.locator(".booth-questions fieldset").all()):
        group.get_by_label("优秀" if (at + voter) % 3 == 0 else "合格", exact=True).check()
    page.get_by_role("button", name="投票").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("已投进票箱")


def test_twelve_slips_on_one_tablet_then_counted_and_printed(cast: Cast, hand: Chair, window: Any) -> None:
    make.allow(cast.town)
    meeting = make.twelve(cast)
    desk = hand(cast.secretary, f"/meetings/{meeting.pk}/")
    desk.follow("无记名电子票")
    desk.follow("准备民主测评")
    desk.type("监票人一", "莫怀远")
    desk.type("监票人二", "侬小梅")
    desk.press("保存，去印票")
    printed = text_of(pressed(desk, "印票（PDF）"))
    slips = re.findall(r"\b(?:[2-9A-Z]{3}-){2}[2-9A-Z]{3}\b", printed)
    [key] = re.findall(r"\b(?:[2-9A-Z]{4}-){3}[2-9A-Z]{4}\b", printed)
    assert len(set(slips)) == 12
    desk.follow("开始投票")
    expect(desk.page.locator("main")).to_contain_text("能保密到什么程度")
    desk.press("监票人在场，开始投票")
    expect(desk.page.locator("main")).to_contain_text("正在投票")

    tablet = window(size=TABLET, script=False).new_page()
    tablet.goto("/vote/")
    for voter, code in enumerate(slips):
        fill(tablet, code, voter)
        tablet.get_by_role("link", name="下一位").click()
        expect(tablet.get_by_label("票上的代码")).to_have_value("")
    assert tablet.context.cookies() == []
    tablet.go_back()
    tablet.wait_for_load_state()
    assert not [code for code in slips if code in tablet.content()]

    desk.page.reload()
    expect(desk.page.locator("main")).not_to_contain_text("收回")
    desk.follow("结束投票，开箱计票")
    desk.type("开箱钥匙", key.lower())
    desk.type("没有领走的票", "0")
    desk.press("结束投票，开箱计票")
    expect(desk.page.locator("main")).to_contain_text("达到应参评党员的 95%")
    row = Poll.objects.get()
    assert (row.state, row.cast_count, row.is_purged) == ("closed", 12, True)
    assert Mark.objects.count() == 12 * 11
    summary = text_of(desk.download(re.compile("结果汇总表（PDF）")))
    assert [name for name in ("谢𬱖", "柯䶮", "岑𠅤") if name not in summary] == []
    assert [question.votes for question in row.questions.order_by("order")] == [[4, 8, 0, 0]] * 11


@pytest.mark.parametrize("size", [TABLET, PHONE], ids=["tablet", "phone"])
def test_the_booth_is_for_everybody(cast: Cast, window: Any, size: Any) -> None:
    make.allow(cast.town)
    poll = make.prepared(cast)
    made = make.opened(cast, poll)
    page = window(size=size).new_page()
    page.goto("/vote/")
    seen = [violations(page), overflow(page)]
    page.get_by_label("票上的代码").fill("ABC")
    page.get_by_role("button", name="看票").click()
    expect(page.locator(".error-summary")).to_contain_text("您输了 3 位")
    page.get_by_label("票上的代码").fill(made.codes[0])
    page.get_by_role("button", name="看票").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(poll.title)
    seen += [violations(page), overflow(page)]
    page.get_by_role("button", name="投票").click()
    expect(page.locator("main")).to_contain_text("还有 11 项没有选")
    seen += [violations(page), overflow(page)]
    page.get_by_role("button", name="投票").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("已投进票箱")
    seen += [violations(page), overflow(page)]
    assert not [fault for fault in seen if fault]
