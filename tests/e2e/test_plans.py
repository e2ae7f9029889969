"""The year planned in a few presses, reported, sent back, mended, reported again; a meeting called from a line."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from meetings.kinds import MeetingKind
from meetings.models import Meeting, Plan
from tests.cast import Cast
from tests.e2e import scenes
from tests.e2e.conftest import PHONE
from tests.e2e.hand import Hand, overflow

pytestmark = pytest.mark.e2e
Chair = Callable[..., Hand]


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_the_year_is_planned_reported_sent_back_mended_and_reported_again(
    cast: Cast, hand: Chair, script: bool
) -> None:
    scenes.filed(cast, MeetingKind.THEME_DAY, 16, 10)
    alice = hand(cast.secretary, script=script)
    alice.follow("计划", exact=True)
    alice.press("起草：2027年度计划")
    expect(alice.page.get_by_label("主题、内容，第 1 行")).to_be_visible()
    alice.type("主题、内容，第 1 行", "开门会")
    alice.page.keyboard.press("Tab")
    assert alice.page.evaluate("document.activeElement.getAttribute('aria-label')") == "地点，第 1 行"
    alice.press("保存", exact=True)
    alice.press("报送", exact=True)
    expect(alice.page.locator("main")).to_contain_text("2027年计划已报送上级")
    assert alice.actions <= 6, alice.log

    plan = Plan.objects.get()
    olga = hand(cast.officer, script=script)
    olga.follow("报备", exact=True)
    olga.follow("支部报来的计划")
    olga.follow("2027年计划：柳湾村第一支部")
    olga.follow("退回", exact=True)
    olga.type("退回意见", "党课请写明课题")
    olga.press("退回", exact=True)

    alice.page.goto("/")
    card = alice.page.locator(".owed", has_text="2027年度计划被退回")
    expect(card).to_contain_text("党课请写明课题")
    alice.tap(card.get_by_role("link"), "去修改")
    row = alice.page.locator("tbody tr", has=alice.page.locator("option:checked", has_text="党课")).first
    row.get_by_label("主题、内容").fill("学习党章")
    alice.press("保存", exact=True)
    expect(alice.page.locator(".changes")).to_contain_text("学习党章")
    alice.press("再报", exact=True)

    olga.page.goto(f"/plans/{plan.pk}/")
    expect(olga.page.locator(".changes")).to_contain_text("学习党章")
    olga.press("阅知", exact=True)
    plan.refresh_from_db()
    assert plan.state == "accepted"

    alice.page.goto(f"/plans/{plan.pk}/")
    alice.press("召集：1月15日（周五）主题党日")
    expect(alice.page.locator("main")).to_contain_text("主题党日已按计划建立")
    meeting = Meeting.objects.latest("pk")
    assert (meeting.kind, f"{meeting.day}") == ("theme_day", "2027-01-15")
    assert alice.page.url.endswith(f"/meetings/{meeting.pk}/facts/")


def test_on_a_telephone_the_plan_its_table_and_the_theme_days_fit(cast: Cast, hand: Chair) -> None:
    viewer = hand(cast.secretary, "/plans/", size=PHONE)
    assert overflow(viewer.page) == []
    viewer.press("起草：2027年度计划")
    assert overflow(viewer.page) == []
    viewer.press("保存", exact=True)
    assert overflow(viewer.page) == []
    viewer.page.goto(f"/organisations/{cast.first.pk}/theme-days/?year=2027")
    assert overflow(viewer.page) == []
