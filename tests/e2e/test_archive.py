"""Last year is put away, boxed, and its volume fetched while the bar runs; with scripts and by renewing the page."""

import io
from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from branchlife.kit.jobs.worker import Worker
from meetings.archive.models import ArchiveBox, ArchiveItem
from members.models import Organisation
from tests.cast import Cast
from tests.e2e.conftest import PHONE
from tests.e2e.hand import Hand, overflow
from tests.meetings.archive import shelf

pytestmark = pytest.mark.e2e
Chair = Callable[..., Hand]


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_the_year_is_archived_boxed_and_bound(cast: Cast, hand: Chair, script: bool) -> None:
    shelf.last_year(cast)
    alice = hand(cast.secretary, "/archive/", script=script)
    alice.follow("2025年")
    expect(alice.page.locator("main")).to_contain_text("3 份记录没有签字的扫描件")
    alice.follow("归档2025年 3 份记录")
    alice.press("归档 3 份记录")
    expect(alice.page.locator("main")).to_contain_text("J001-WS·2025-D30-DQ1-0003")
    assert ArchiveItem.objects.count() == 3

    alice.follow("装盒：30 年 3 件")
    alice.press("装盒", exact=True)
    alice.type("整理人", "祝春犇")
    alice.press("保存备考表")
    expect(alice.page.locator("main")).to_contain_text("祝春犇")
    assert ArchiveBox.objects.get().last_item == 3

    alice.press("生成年度合订本（PDF）")
    expect(alice.page.locator("main")).to_contain_text("柳湾村第一支部2025年合订本")
    waiting = alice.page.url
    alice.page.goto("/")  # leave it
    Worker().run(until_empty=True)
    alice.page.goto(waiting)  # and find it again
    volume = PdfReader(io.BytesIO(alice.download("下载")))
    assert len(volume.pages) >= 7
    assert "组织生活记录合订本" in volume.pages[0].extract_text().replace("\n", "")


def test_without_codes_the_checklist_says_who_gives_them(cast: Cast, hand: Chair) -> None:
    shelf.last_year(cast, (3,))
    Organisation.objects.update(fonds_code="", org_code="")
    alice = hand(cast.secretary, f"/archive/{cast.first.pk}/2025/")
    expect(alice.page.locator("main")).to_contain_text("没有全宗号，编不出档号")
    expect(alice.page.get_by_role("link", name="归档2025年")).to_have_count(0)


def test_on_a_telephone_the_archive_fits(cast: Cast, hand: Chair) -> None:
    shelf.last_year(cast, (3,))
    alice = hand(cast.secretary, "/archive/", size=PHONE)
    assert overflow(alice.page) == []
    alice.follow("2025年")
    assert overflow(alice.page) == []
    alice.page.goto(f"/archive/{cast.first.pk}/handbooks/2026/")
    assert overflow(alice.page) == []
