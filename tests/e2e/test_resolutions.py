"""A resolution from the committee that made it to the committee that heard it was done."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import expect

from meetings.kinds import MeetingKind
from meetings.lifecycle import filing, holding, planning
from meetings.models import Resolution
from tests.cast import Cast, moment
from tests.e2e import scenes
from tests.e2e.conftest import PHONE
from tests.e2e.hand import Hand, overflow

pytestmark = pytest.mark.e2e
Chair = Callable[..., Hand]


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_it_is_decided_overdue_on_the_desk_heard_at_the_next_committee_and_done(
    cast: Cast, hand: Chair, script: bool
) -> None:
    first = scenes.recorded(cast, MeetingKind.BRANCH_COMMITTEE, 5)
    alice = hand(cast.secretary, f"/meetings/{first.pk}/minutes/", script=script)
    alice.type("事项", "整修柳湾渠首闸门")
    alice.type("责任人", "柯䶮，祝春犇")
    alice.date("期限", "2026-11-15")
    alice.press("下一步：照片和材料")
    filing.file_gathering(first.gathering, cast.secretary)
    row = Resolution.objects.get()
    assert (row.responsible, row.due_on) == ("柯䶮、祝春犇", date(2026, 11, 15))

    alice.page.goto("/")
    card = alice.page.locator(".owed", has_text="决议：整修柳湾渠首闸门")
    expect(card).to_contain_text("超期 9 天")
    alice.follow("登记落实情况：决议：整修柳湾渠首闸门")
    alice.type("落实情况", "闸板已经订货")
    alice.press("登记", exact=True)
    expect(alice.page.locator("main")).to_contain_text("闸板已经订货")

    sitting = planning.call(
        cast.first, [MeetingKind.BRANCH_COMMITTEE], scenes.facts(cast, moment(11, 24, 8)), cast.secretary
    )
    coming = sitting.meetings.get()
    alice.page.goto(f"/meetings/{coming.pk}/facts/")
    expect(alice.page.get_by_label("议题")).to_have_value("上次决议落实情况：整修柳湾渠首闸门")
    holding.confirm_roll(sitting, {}, cast.secretary)
    alice.page.goto(f"/meetings/{coming.pk}/minutes/")
    alice.paste("内容记录", scenes.MINUTES)
    alice.open("上次决议落实情况（1 件没有办结的）")
    alice.type("落实情况", "闸门换好了")
    alice.choose("办到哪一步", "完成")
    alice.press("下一步：照片和材料")
    alice.page.goto(f"/meetings/{coming.pk}/")
    expect(alice.page.locator("main")).to_contain_text("上次决议落实")
    expect(alice.page.locator("main")).to_contain_text("闸门换好了")

    alice.page.goto("/")
    expect(alice.page.locator(".owed", has_text="整修柳湾渠首闸门")).to_have_count(0)
    alice.page.goto(f"/resolutions/{row.pk}/")
    expect(alice.page.locator("main")).to_contain_text("2026年11月24日")
    row.refresh_from_db()
    assert (row.state, row.done_on) == ("done", date(2026, 11, 24))


def test_on_a_telephone_the_register_and_a_resolution_fit(cast: Cast, hand: Chair) -> None:
    scenes.a_year(cast)
    viewer = hand(cast.secretary, "/resolutions/", size=PHONE)
    assert overflow(viewer.page) == []
    viewer.follow("整修柳湾渠首闸门")
    assert overflow(viewer.page) == []
