"""The work of a secretary after a meeting, from the desk to the number."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from meetings.kinds import MeetingKind
from meetings.lifecycle import recording
from meetings.models import Meeting
from tests.cast import Cast
from tests.e2e import scenes
from tests.e2e.conftest import PHONE
from tests.e2e.hand import Hand, overflow, wording

pytestmark = pytest.mark.e2e

MOST_ACTIONS, MOST_TYPED = 20, 10
AWAY = (("谢𬱖", "病"), ("柯䶮", "因公"), ("石有福", "事"))
Chair = Callable[..., Hand]


def heading(page: Page) -> Locator:
    """The one large heading."""
    return page.get_by_role("heading", level=1)


def mark_away(hand: Hand, name: str, reason: str) -> None:
    """Tap a name, tap a reason."""
    row = hand.page.locator("[data-roll-row]").filter(has=hand.page.locator(".roll-person", has_text=name))
    hand.tap(row.locator(".roll-name"), name)
    hand.tap(row.get_by_role("radio", name=reason, exact=True), reason)


def call_the_roll(hand: Hand, *, script: bool = True) -> None:
    """Three are away; nobody counts as present before the button is pressed."""
    for name, reason in AWAY:
        mark_away(hand, name, reason)
    if script:
        expect(hand.page.locator("[data-roll-submit]")).to_have_text("确认到会 19 人、缺席 3 人")
        expect(hand.page.locator("[data-roll-line]")).to_contain_text(re.compile(r"应到 22.*实到 19"))
    hand.tap(hand.page.locator("[data-roll-submit]"), "confirm")
    expect(heading(hand.page)).to_have_text("记录")


def write_and_attach(hand: Hand, photo: Path, *, script: bool = True) -> None:
    """Paste the text, add a photo, go on to the check."""
    hand.paste("内容记录", scenes.MINUTES)
    hand.press("下一步：照片和材料")
    hand.pick("文件", photo)
    if script:
        expect(hand.page.locator("#shrink-state")).to_have_text("已选 1 张，可以上传")
    hand.press("上传")
    expect(hand.page.locator("main")).to_contain_text("已收下")
    hand.follow("下一步：核对")


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_a_usual_meeting_goes_from_the_desk_to_its_number_and_pdf_in_twenty_actions_and_no_typing(
    cast: Cast, hand: Chair, photo: Path, script: bool
) -> None:
    scenes.twenty_two(cast)
    meeting = scenes.planned(cast)
    alice = hand(cast.secretary, script=script)
    alice.follow("点名、记录：11月主题党日")
    call_the_roll(alice, script=script)
    write_and_attach(alice, photo, script=script)
    expect(alice.page.locator("main")).to_contain_text("谢𬱖")
    alice.press("备案", exact=True)
    expect(heading(alice.page)).to_contain_text("已报送备案，编号")
    pdf = alice.download("记录")
    assert pdf.startswith(b"%PDF")
    assert alice.actions <= MOST_ACTIONS, alice.log
    assert alice.typed <= MOST_TYPED, alice.log

    meeting.refresh_from_db()
    assert (meeting.due_count, meeting.present_count, meeting.leave_count) == (22, 19, 3)
    assert meeting.number in wording(alice.page)
    assert recording.latest_minutes(meeting).body.strip() == scenes.MINUTES
    [kept] = meeting.attachments.all()
    with kept.file.open("rb") as stored, Image.open(stored) as picture:
        assert not picture.getexif().get_ifd(0x8825), "the place where it was taken is gone"
        assert max(picture.size) == (1600 if script else 2000)


def test_without_a_plan_the_last_meeting_fills_the_form_and_it_still_takes_no_more_than_twenty(
    cast: Cast, hand: Chair
) -> None:
    scenes.twenty_two(cast)
    scenes.filed(cast, MeetingKind.BRANCH_COMMITTEE, 15, 10)
    alice = hand(cast.secretary)
    alice.follow("召集会议：11月支委会")
    alice.date("日期", "2026-11-24")  # the day proposed is tomorrow; the committee sat today
    alice.press("建立")
    expect(heading(alice.page)).to_have_text("基本情况")
    expect(alice.page.get_by_label("地点")).to_have_value("村文化礼堂")
    alice.paste("议题", "讨论冬修水利安排")
    alice.press("下一步：点名")
    scenes.write_up(alice)
    alice.press("备案", exact=True)
    expect(heading(alice.page)).to_contain_text("已报送备案，编号")
    assert alice.actions <= MOST_ACTIONS, alice.log
    assert alice.typed <= MOST_TYPED, alice.log


def test_a_whole_meeting_is_recorded_on_a_phone_and_no_page_scrolls_sideways(
    cast: Cast, hand: Chair, photo: Path
) -> None:
    scenes.twenty_two(cast)
    scenes.planned(cast)
    alice = hand(cast.secretary, size=PHONE, has_touch=True, is_mobile=True)
    seen: dict[str, list[str]] = {}

    def look() -> None:
        alice.page.wait_for_load_state()
        seen[alice.page.url] = overflow(alice.page)

    look()
    alice.follow("点名、记录：11月主题党日")
    look()
    call_the_roll(alice)
    look()
    alice.paste("内容记录", scenes.MINUTES)
    alice.press("下一步：照片和材料")
    alice.pick("文件", photo)
    alice.press("上传")
    look()
    alice.follow("下一步：核对")
    look()
    alice.press("备案", exact=True)
    expect(heading(alice.page)).to_contain_text("已报送备案，编号")
    look()
    alice.follow("看这份记录")
    look()
    assert len(seen) == 7
    assert not any(seen.values()), seen


def test_a_theme_day_that_is_assembly_and_lecture_too_has_one_roll_and_a_record_for_each(
    cast: Cast, hand: Chair
) -> None:
    scenes.filed(cast, MeetingKind.THEME_DAY, 16, 10)
    alice = hand(cast.secretary, "/meetings/new/?kind=theme_day&day=2026-11-24")
    alice.open("同时计入别的类型")
    alice.tap("党员大会")
    alice.tap("党课")
    alice.press("建立")
    expect(heading(alice.page)).to_have_text("基本情况")
    expect(alice.page.get_by_label("主持人").first).to_have_value(str(cast.alice.pk))
    alice.paste("议题", "通报三季度党费收缴情况")
    alice.press("下一步：点名")
    expect(alice.page.locator("main")).to_contain_text("党员大会、党课、主题党日 一次点名")
    mark_away(alice, "谢𬱖", "病")
    alice.tap(alice.page.locator("[data-roll-submit]"), "confirm")
    for short in ("党员大会", "党课", "主题党日"):
        alice.follow(short, exact=True)
        alice.paste("内容记录", f"{short}的记录。\n\n第二段。")
        alice.press("下一步：照片和材料")
        alice.follow("记录")
    alice.follow("核对")
    expect(alice.page.get_by_role("alert")).to_contain_text("还有 3 处要补上")
    alice.follow("党课：课题没有填")
    alice.paste("课题", "一条河与一个支部")
    alice.choose("授课人", "韦晓㛃")
    alice.press("下一步：点名")
    alice.follow("核对")
    alice.follow("主题党日：主题没有填")
    alice.paste("主题", "护河净滩")
    alice.press("下一步：点名")
    alice.follow("核对")
    expect(alice.page.locator("main")).to_contain_text("一并备案")
    alice.press("备案", exact=True)
    expect(heading(alice.page)).to_contain_text("已报送备案，编号")
    gathering = Meeting.objects.latest("pk").gathering
    meetings = list(gathering.meetings.order_by("pk"))
    assert [row.get_state_display() for row in meetings] == ["已报备"] * 3
    assert {row.number for row in meetings} == {"2026-DH-01", "2026-DK-01", "2026-ZR-02"}
    assert {(row.due_count, row.present_count, row.leave_count) for row in meetings} == {(8, 7, 1)}
    bodies = [recording.latest_minutes(row).body for row in meetings]
    assert [body.splitlines()[0] for body in bodies] == [f"{row.spec.short}的记录。" for row in meetings]
