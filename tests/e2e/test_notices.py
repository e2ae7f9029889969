"""A notice to a branch: leave by link and by word of mouth, one who confirms, slips on paper, people at the door."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from meetings import links
from meetings.lifecycle import check_in, notices, planning
from meetings.models import Meeting
from members.models import Member
from tests.cast import Cast, moment
from tests.e2e import scenes
from tests.e2e.axe import violations
from tests.e2e.conftest import PHONE
from tests.e2e.hand import Hand, overflow
from tests.meetings.laws import lay

pytestmark = pytest.mark.e2e
Chair = Callable[..., Hand]
PRINTING = 30_000  # milliseconds: the first paper of a process loads the fonts


@pytest.fixture(autouse=True)
def at_home(settings: Any, live_server: Any) -> None:
    settings.SITE_URL = live_server.url


def assembly(cast: Cast, day: int = 27) -> Meeting:
    facts = scenes.facts(cast, moment(11, day))
    kinds = [scenes.MeetingKind.BRANCH_ASSEMBLY]
    sitting = planning.call(cast.first, kinds, facts, cast.secretary, agenda=["讨论柳湾渠整修"])
    return sitting.meetings.get()


def own(member: Member, meeting: Meeting) -> str:
    return links.personal(notices.receipts_of(meeting.gathering).get(member=member))


def look(who: Hand, name: str) -> None:
    """The page as it is: nothing sticks out, nobody is shut out; a picture where one is asked for."""
    assert not overflow(who.page)
    folder = os.environ.get("NOTICE_SHOTS")
    if folder:
        who.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_a_notice_with_two_leaves_one_who_confirms_and_slips(cast: Cast, hand: Chair, script: bool) -> None:
    meeting = assembly(cast)
    alice = hand(cast.secretary, f"/meetings/{meeting.pk}/", script=script)
    alice.follow("发通知")
    alice.tap(alice.page.get_by_label("书面"))
    look(alice, "notify")
    alice.press("通知全部 8 人")
    expect(alice.page.locator("#counted")).to_have_text("已通知 0 人 · 已确认 0 人 · 未通知 8 人")
    alice.page.set_default_timeout(PRINTING)
    slips = alice.download("书面通知条，带本人链接（PDF）")
    assert slips.startswith(b"%PDF")

    erin = hand(None, own(cast.erin, meeting), size=PHONE, script=False)
    expect(erin.page.locator("h1")).to_have_text("11月27日（周五）党员大会")
    assert not erin.page.context.cookies()
    look(erin, "personal-phone")
    erin.press("确认收到")
    expect(erin.page.locator("main")).to_contain_text("已确认收到")

    dan = hand(None, own(cast.dan, meeting), size=PHONE, script=False)
    dan.open("不能参加，请假")
    dan.tap(dan.page.get_by_label("外出"))
    look(dan, "personal-leave")
    dan.press("申请请假")
    expect(dan.page.locator("main")).to_contain_text("您申请请假（外出），待批")

    alice.follow("请假登记")
    look(alice, "leave")
    alice.press("准假")
    expect(alice.page.locator("main")).to_contain_text("柯䶮：准假")
    alice.tap(alice.page.locator(".roll-name", has_text="谢𬱖"))
    alice.press("保存请假")
    expect(alice.page.locator("main")).to_contain_text("已登记请假 2 人")
    expect(alice.page.locator("main")).to_contain_text("已通知 2 人 · 已确认 2 人 · 未通知 6 人")
    look(alice, "record")

    alice.page.goto(f"/meetings/{meeting.pk}/notices/")
    alice.tap(alice.page.get_by_label("书面，已交到本人"))
    look(alice, "ledger")
    alice.press("登记", exact=True)
    expect(alice.page.locator("#counted")).to_have_text("已通知 8 人 · 已确认 2 人 · 未通知 0 人")
    assert not script or not violations(alice.page)
    dan.page.reload()
    expect(dan.page.locator("main")).to_contain_text("已准假")


def test_a_dead_link_tells_nobody_anything(cast: Cast, hand: Chair, guard: Any) -> None:
    meeting = assembly(cast)
    alice = hand(cast.secretary, f"/meetings/{meeting.pk}/notify/")
    alice.press("通知全部 8 人")
    old = own(cast.erin, meeting)
    notices.renew_links(meeting.gathering, [cast.erin.pk], cast.secretary)
    somebody = hand(None, old, size=PHONE)
    expect(somebody.page.locator("h1")).to_have_text("链接打不开")
    assert "李建国" not in somebody.page.content()
    look(somebody, "closed")
    assert not violations(somebody.page)
    somebody.page.goto(own(cast.erin, meeting))
    somebody.open("不能参加，请假")
    assert not violations(somebody.page)
    assert not overflow(somebody.page)
    guard.faults[:] = [fault for fault in guard.faults if not fault.startswith("404")]


def test_at_the_door_one_signs_in_by_link_another_on_the_tablet(cast: Cast, hand: Chair) -> None:
    lay(cast.village, self_check_in=True)
    meeting = assembly(cast, 24)
    sitting = meeting.gathering
    start = moment(11, 24, 10, 30)
    type(sitting).objects.filter(pk=sitting.pk).update(start=start, end=moment(11, 24, 12, 0))
    Meeting.objects.filter(pk=meeting.pk).update(start=start, end=moment(11, 24, 12, 0))
    alice = hand(cast.secretary, f"/meetings/{meeting.pk}/notify/")
    alice.press("通知全部 8 人")
    alice.page.goto(f"/meetings/{meeting.pk}/")
    alice.follow("签到")
    code = alice.page.locator(".room-code").inner_text()
    assert re.fullmatch(r"\d{6}", code)
    look(alice, "sign-in")

    erin = hand(None, own(cast.erin, meeting), size=PHONE, script=False)
    erin.type("现场屏幕上的六位签到码", code)
    look(erin, "personal-code")
    erin.press("签到", exact=True)
    expect(erin.page.locator("main")).to_contain_text("已签到，以书记点名为准")

    tablet = hand(cast.recorder, f"/meetings/{meeting.pk}/sign-in/", script=False)
    tablet.press("把这台设备当签到平板（先退出登录）")
    tablet.press("柯䶮", exact=True)
    expect(tablet.page.locator("main")).to_contain_text("柯䶮，已签到")
    look(tablet, "kiosk")
    other = hand(cast.recorder, f"/meetings/{meeting.pk}/sign-in/")
    other.press("把这台设备当签到平板（先退出登录）")
    assert not violations(other.page)
    assert len(check_in.standing(sitting)) == 2

    alice.page.goto(f"/meetings/{meeting.pk}/roll/")
    expect(alice.page.locator(".roll-name", has_text="李建国")).to_contain_text("已签到")
    look(alice, "roll")
