"""A roster from a spreadsheet: looked at first, faults by row and column, saved once, the second time nothing new."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import expect

from members.models import Member
from tests.cast import Cast
from tests.e2e.hand import Hand, wording

pytestmark = pytest.mark.e2e

HEADER = ("姓名", "性别", "公民身份号码", "民族", "人员类别", "入党日期", "转正日期", "手机号码")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def number(born: str, serial: int) -> str:
    """An identity number of no place, with its check digit."""
    body = f"990000{born}{serial:03d}"
    return body + "10X98765432"[sum(int(a) * b for a, b in zip(body, WEIGHTS, strict=True)) % 11]


def workbook(path: Path) -> Path:
    """Three who can be entered, one whose number is wrong, one with a day that does not exist."""
    book = Workbook()
    sheet = book.active
    sheet.title = "党员信息"
    sheet.append(HEADER)
    for serial, name in ((1, "陆长庚"), (3, "覃国栋"), (5, "莫家祥")):
        sheet.append(
            (
                name,
                "男",
                number("19800102", serial),
                "壮族",
                "正式党员",
                "2005-06-30",
                "2006-06-30",
                f"1990000000{serial}",
            )
        )
    sheet.append(
        ("潘玉兰", "女", number("19820304", 2)[:-1] + "*", "汉族", "正式党员", "2005-06-30", "2006-06-30", "")
    )
    sheet.append(("罗志远", "男", number("19850506", 7), "汉族", "正式党员", "2005-02-30", "2006-06-30", ""))
    book.save(path)
    return path


def test_a_roster_is_previewed_with_its_faults_saved_and_the_second_time_changes_nothing(
    cast: Cast, hand: Callable[..., Hand], tmp_path: Path
) -> None:
    file = workbook(tmp_path / "名册.xlsx")
    before = Member.objects.count()
    alice = hand(cast.secretary, "/members/")
    alice.follow("从表格导入")
    alice.pick("表格文件", file)
    alice.press("预览")
    expect(alice.page.locator("main")).to_contain_text("还没有存入")
    said = wording(alice.page)
    assert "党员信息\t5\tC\t前 17 位应为数字，末位为数字或 X，请核对" in said
    assert "党员信息\t6\tF\t入党日期“2005-02-30”没有这一天，请核对" in said
    assert Member.objects.count() == before, "a preview stores nothing"
    alice.press("保存 3 人")
    expect(alice.page.locator("main")).to_contain_text("已经存入")
    assert Member.objects.count() == before + 3
    alice.follow("再导入一个文件")
    alice.pick("表格文件", file)
    alice.press("预览")
    expect(alice.page.locator("main")).to_contain_text("没有可以保存的内容")
    assert "陆长庚、覃国栋、莫家祥" in wording(alice.page)
    assert alice.page.get_by_role("button", name="保存").count() == 0
    alice.page.goto("/members/?q=覃国栋")
    expect(alice.page.locator("main")).to_contain_text("199****0003")


def test_a_file_that_is_no_workbook_is_refused_beside_its_field(
    cast: Cast, hand: Callable[..., Hand], tmp_path: Path
) -> None:
    file = tmp_path / "名册.xlsx"
    file.write_text("not a workbook")
    alice = hand(cast.secretary, f"/organisations/{cast.first.pk}/import/roster/")
    alice.pick("表格文件", file)
    alice.press("预览")
    summary = alice.page.get_by_role("alert")
    expect(summary).to_be_visible()
    words = summary.get_by_role("link").first.inner_text()
    expect(alice.page.locator(".invalid-feedback, .field-error, [id$=_error]").first).to_contain_text(words)
