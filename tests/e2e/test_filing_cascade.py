"""A late record with its reason, a general branch in between, several at one press without scripts, a page checked."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from meetings.kinds import MeetingKind as K
from meetings.models import Filing
from tests.cast import Cast, moment
from tests.e2e.hand import Hand
from tests.meetings.lifecycle import make

pytestmark = pytest.mark.e2e
Chair = Callable[..., Hand]


def test_a_late_record_goes_up_with_its_reason_is_passed_on_and_acknowledged_with_others(
    cast: Cast, hand: Chair
) -> None:
    late = make.recorded(
        cast, K.THEME_DAY, start=moment(11, 3), end=moment(11, 3, 16), late_reason="停电，次日补录"
    )
    make.filed(cast, K.PARTY_LECTURE)
    alice = hand(cast.secretary, f"/meetings/{late.pk}/check/")
    alice.type("迟报原因", "下乡抢收")
    alice.press("备案", exact=True)
    expect(alice.page.locator("main")).to_contain_text("下乡抢收")

    general = hand(cast.general, "/filings/")
    general.follow("主题党日")
    general.follow("阅转", exact=True)
    general.type("意见", "情况属实。")
    general.press("阅转", exact=True)
    expect(general.page.locator("main")).to_contain_text("柳湾村党总支已阅转")

    officer = hand(cast.officer, "/filings/", script=False)
    expect(officer.page.locator("main")).to_contain_text("下乡抢收")
    for box in officer.page.get_by_role("checkbox", name="选中").all():
        officer.tap(box, "选")
    officer.press("阅知所选", exact=True)
    expect(officer.page.locator("main")).to_contain_text("已阅知 2 份")
    assert set(Filing.objects.values_list("decision", flat=True)) == {"acknowledged"}

    officer.page.goto("/subtree/filings/")
    expect(officer.page.locator("main")).to_contain_text("各月首次报送")


def test_whoever_holds_a_printed_record_checks_it_without_signing_in(cast: Cast, hand: Chair) -> None:
    link = make.filed(cast, K.THEME_DAY).meeting.links.get()
    passer_by = hand(None, "/verify/")
    passer_by.type("编号", "2026-ZR-01")
    passer_by.type("校验码", link.short.upper())
    passer_by.press("核验", exact=True)
    expect(passer_by.page.locator("main")).to_contain_text("有这份记录，备案以后没有改过")
    passer_by.page.get_by_label("编号").fill("2026-ZR-02")
    passer_by.press("核验", exact=True)
    expect(passer_by.page.locator("main")).to_contain_text("没有查到")
