"""The committee inspects: who owes, a sample, a remark, what must be put right; the branch answers and mends."""

import io
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from meetings import nightly
from meetings.inspection.lifecycle.running import inspect
from meetings.inspection.models import Finding, Rectification, Remark
from meetings.kinds import MeetingKind as K
from tests.cast import Cast, moment
from tests.e2e.hand import Hand
from tests.meetings.lifecycle import make

pytestmark = pytest.mark.e2e
Chair = Callable[..., Hand]


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without"])
def test_the_inspector_finds_samples_remarks_and_confirms_what_was_put_right(
    cast: Cast, hand: Chair, script: bool
) -> None:
    meeting = make.recorded(cast, K.BRANCH_ASSEMBLY, start=moment(5, 20), end=moment(5, 20, 16))
    inspect(cast.first, 2026)
    nightly.reckon_duties()
    frank = hand(cast.inspector, "/subtree/", script=script)
    frank.choose("哪些支部还欠", "支部党员大会")
    frank.choose("哪个月所在的时期", "11 月")
    frank.press("列出", exact=True)
    expect(frank.page.locator("main")).to_contain_text("的支部，共 2 个")

    frank.page.get_by_label("随机抽查，支部数").fill("5")
    frank.press("抽取", exact=True)
    expect(frank.page.locator("main")).to_contain_text("随机种子")
    drawn = frank.download("检查报告（PDF）")
    assert "随机抽取2个" in "".join(
        "".join(one.extract_text() for one in PdfReader(io.BytesIO(drawn)).pages).split()
    )

    frank.page.goto(f"/meetings/{meeting.pk}/")
    frank.follow("写批注", exact=True)
    frank.type("批注", "请附当天的签到表。")
    frank.press("送支部答复")
    frank.page.goto(f"/inspection/{cast.first.pk}/2026/")
    card = frank.page.locator("article.finding", has_text="2026年三季度").filter(
        has_text="季度未开支部党员大会"
    )
    frank.tap(card.get_by_role("button", name="认定属实"), "认定属实")
    frank.follow("已认定")
    frank.follow("要求整改", exact=True)
    frank.type("整改要求", "四季度补开，写明原因。")
    frank.date("整改期限", "2026-12-10")
    frank.press("送支部整改")

    alice = hand(cast.secretary, "/", script=script)
    alice.follow("回复整改")
    alice.type("整改措施", "11月24日已补开，今后季初就定日子。")
    alice.type("责任人", "覃秀英")
    alice.date("完成日期", "2026-11-24")
    alice.press("送检查员复核")
    alice.page.goto("/")
    alice.follow("答复")
    alice.page.get_by_label("答复").fill("签到表已传到附件。")
    alice.press("送检查员", exact=True)
    expect(alice.page.locator("main")).to_contain_text("签到表已传到附件")

    frank.page.goto("/inspection/follow/")
    frank.follow("复核")
    frank.tap(frank.page.get_by_label("已改好，认定已整改"), "已改好")
    frank.press("复核", exact=True)
    expect(frank.page.locator("main")).to_contain_text("已整改")
    frank.page.goto(f"/inspection/{cast.first.pk}/2026/")
    report = frank.download("检查报告（PDF）")
    text = "".join("".join(one.extract_text() for one in PdfReader(io.BytesIO(report)).pages).split())
    assert "四季度补开，写明原因。" in text
    assert "签到表已传到附件。" in text
    assert Rectification.objects.get().state == "verified"
    assert Finding.objects.get(pk=Rectification.objects.get().finding_id).state == "rectified"
    assert Remark.objects.get().answered_by == cast.secretary


def test_the_secretary_sees_the_finding_before_filing_and_mends_it(cast: Cast, hand: Chair) -> None:
    meeting = make.recorded(cast, K.BRANCH_ASSEMBLY, host=cast.grace, delegation_note="书记出差")
    alice = hand(cast.secretary, f"/meetings/{meeting.pk}/check/")
    expect(alice.page.locator("main")).to_contain_text("主持人不符")
    alice.page.goto(f"/meetings/{meeting.pk}/facts/")
    alice.choose("主持人", cast.alice.name)
    alice.page.get_by_label("委托说明").fill("")
    alice.press("下一步：点名")
    alice.look()
    alice.page.goto(f"/meetings/{meeting.pk}/check/")
    expect(alice.page.locator("main")).not_to_contain_text("主持人不符")
    inspect(cast.first, date(2026, 1, 1).year)
    assert not Finding.objects.filter(code="HOST-01", subject_id=meeting.pk).exists()
