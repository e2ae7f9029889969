"""The rooms of the administrators."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from members.models import Organisation
from tests.cast import Cast
from tests.e2e.hand import Hand

pytestmark = pytest.mark.e2e


def test_the_system_administrator_adds_a_branch_under_a_township(
    cast: Cast, hand: Callable[..., Hand]
) -> None:
    boss = hand(cast.sysadmin)
    boss.page.get_by_role("row", name="党组织 增加").get_by_role("link", name="增加").click()
    boss.page.get_by_label("种类").select_option(label="党支部")
    boss.page.locator(".field-parent .select2-selection").click()
    boss.page.keyboard.type("禾岭镇")
    boss.page.locator(".select2-results__option", has_text="禾岭镇党委").click()
    for label, words in (
        ("代码", "CX-HL-SQ"),
        ("名称", "石桥村支部"),
        ("公章全称", "中共澄溪县禾岭镇石桥村支部"),
        ("简称", "石桥村支部"),
    ):
        boss.page.get_by_label(label, exact=False).first.fill(words)
    boss.page.get_by_label("成立日期").fill("2026-07-01")
    boss.press("保存", exact=True)
    expect(boss.page.locator(".messagelist")).to_contain_text("石桥村支部")
    branch = Organisation.objects.get(code="CX-HL-SQ")
    assert branch.parent == cast.town
    assert branch.path.startswith(cast.town.path)


def test_the_auditor_reads_the_trail_and_finds_no_button_that_would_change_it(
    cast: Cast, hand: Callable[..., Hand]
) -> None:
    reader = hand(cast.auditor)
    links = reader.page.locator("#content-main tbody th a").all()
    addresses = [link.get_attribute("href") for link in links]
    assert addresses
    for address in addresses:
        reader.page.goto(address)
        assert reader.page.locator("a.addlink, input[type=submit][name=_save], .deletelink").count() == 0, (
            address
        )
