"""From a paper sheet to a meeting held once more: filed late with a reason, sent back 重开, held anew."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from meetings.kinds import MeetingKind
from meetings.models import Meeting
from tests.cast import Cast
from tests.e2e import scenes
from tests.e2e.hand import Hand

pytestmark = pytest.mark.e2e
Chair = Callable[..., Hand]


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_the_roll_from_a_paper_sheet_goes_up_late_comes_back_to_be_held_anew_and_is_held(
    cast: Cast, hand: Chair, script: bool
) -> None:
    first = scenes.planned(cast, MeetingKind.BRANCH_ASSEMBLY, 3)
    alice = hand(cast.secretary, f"/meetings/{first.pk}/roll/", script=script)
    alice.open("粘贴名单、列席人员")
    alice.paste("粘贴未到人员名单", "谢𬱖（病假）、柯䶮 因公")
    alice.press("读入名单")
    expect(alice.page.locator("main")).to_contain_text("已从名单读入 2 人")
    scenes.write_up(alice)
    alice.type("迟报原因", "下乡抢收")
    alice.press("备案", exact=True)
    expect(alice.page.locator("main")).to_contain_text("下乡抢收")

    officer = hand(cast.officer, "/filings/", script=script)
    officer.follow("党员大会")
    officer.follow("退回", exact=True)
    officer.tap(officer.page.get_by_label("重开"), "重开")
    officer.type("退回意见", "主题不明，请另行召开。")
    officer.press("退回", exact=True)
    expect(officer.page.locator("main")).to_contain_text("已退回（重开）")

    alice.page.goto("/")
    expect(alice.page.locator(".owed").first).to_contain_text("主题不明，请另行召开。")
    alice.follow("另行召开")
    alice.date("日期", "2026-11-24")
    alice.press("建立")
    expect(alice.page.get_by_role("heading", level=1)).to_have_text("基本情况")
    assert Meeting.objects.get(reheld_from=first).branch == cast.first
    alice.paste("议题", "讨论冬修水利安排")
    alice.press("下一步：点名")
    scenes.write_up(alice)
    alice.press("备案", exact=True)
    expect(alice.page.get_by_role("heading", level=1)).to_contain_text("已报送备案，编号")
    alice.page.goto("/")
    expect(alice.page.locator("main")).not_to_contain_text("主题不明，请另行召开。")
    first.refresh_from_db()
    assert first.filings.get().return_note == "主题不明，请另行召开。"  # kept on file as it was
