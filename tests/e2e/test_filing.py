"""Between a branch and its superior: sent back, mended, sent again, taken note of; and an inspector who only reads."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from meetings.models import Meeting
from tests.cast import Cast
from tests.e2e import scenes
from tests.e2e.hand import Hand, wording

pytestmark = pytest.mark.e2e
Chair = Callable[..., Hand]

WRITES = ("退回", "阅知", "备案", "修改", "更正", "点名", "写记录", "基本情况", "保存", "移除")


def test_a_record_sent_back_names_its_field_is_mended_and_the_reviewer_sees_what_changed(
    cast: Cast, hand: Chair
) -> None:
    scenes.filed(cast)
    officer = hand(cast.officer)
    officer.follow("11月20日（周五） 主题党日")
    officer.follow("退回", exact=True)
    officer.tap(officer.page.get_by_label("重填"), "重填")
    officer.tap(officer.page.get_by_label("内容记录"), "内容记录")
    officer.type("退回意见", "请补写讨论的要点。")
    officer.press("退回", exact=True)
    expect(officer.page.locator("main")).to_contain_text("已退回（重填）")

    alice = hand(cast.secretary)
    expect(alice.page.locator(".owed").first).to_contain_text("请补写讨论的要点。")
    alice.follow("去修改：11月主题党日备案被退回")
    expect(alice.page.locator("main")).to_contain_text("本页：内容记录")
    body = alice.page.get_by_label("内容记录")
    expect(body).to_have_value(scenes.MINUTES)
    body.press("Control+End")
    alice.page.keyboard.insert_text("\n\n五、讨论要点\n大家同意分段包干。")
    alice.press("下一步：照片和材料")
    alice.follow("下一步：核对")
    alice.press("备案", exact=True)
    expect(alice.page.get_by_role("heading", level=1)).to_contain_text("已报送备案，编号 2026-ZR-01")

    officer.page.goto("/filings/?decision=pending")
    officer.follow("主题党日")
    expect(officer.page.locator("main")).to_contain_text("第 2 版")
    changes = officer.page.locator(".changes")
    expect(changes).to_contain_text("大家同意分段包干。")
    officer.press("阅知")
    expect(officer.page.locator("main")).to_contain_text("已阅知")
    alice.page.goto(f"/meetings/{Meeting.objects.get().pk}/")
    expect(alice.page.locator(".page-header, main").first).to_contain_text("已备案")


def test_an_inspector_goes_from_the_matrix_to_a_year_to_a_record_and_finds_nothing_to_change(
    cast: Cast, hand: Chair
) -> None:
    meetings = scenes.a_year(cast)
    viewer = hand(cast.inspector, "/subtree/")
    viewer.follow("柳湾村第一支部")
    expect(viewer.page.get_by_role("heading", level=1)).to_have_text("中共澄溪县禾岭镇柳湾村第一支部委员会")
    for name in ("accepted", "recorded"):
        viewer.page.goto(f"/subtree/{cast.first.pk}/2026/")
        meeting = meetings[name]
        viewer.tap(viewer.page.locator(f"main table.sheet a[href='/meetings/{meeting.pk}/']"), name)
        expect(viewer.page.get_by_role("heading", level=1)).to_contain_text(meeting.spec.name)
        assert "沿柳湾渠清理淤泥" in wording(viewer.page)
        offered = viewer.page.locator("main").locator("button, a.btn, input[type=submit]").all_inner_texts()
        assert not [words for words in offered if any(word in words for word in WRITES)], offered
        assert viewer.page.locator("main form").count() == 0
        answer = viewer.page.request.get(f"/meetings/{meeting.pk}/minutes/", max_redirects=0)
        assert answer.status in (403, 404)
