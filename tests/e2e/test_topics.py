"""From the committee's prompt and a member's concern to the agenda, and back to who may see what came of it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from meetings.kinds import MeetingKind
from meetings.models import PromptAdoption, TopicPrompt, TopicSuggestion
from tests.cast import Cast, moment
from tests.e2e.conftest import PHONE
from tests.e2e.hand import Hand, overflow
from tests.meetings.lifecycle import make

pytestmark = pytest.mark.e2e
Chair = Callable[..., Hand]
TITLE = "入冬前把独居老人走访一遍"


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_a_prompt_is_adopted_with_one_press_and_concerns_are_taken_up_or_answered(
    cast: Cast, hand: Chair, script: bool
) -> None:
    meeting = make.called(
        cast, MeetingKind.THEME_DAY, start=moment(12, 18), end=None, theme=""
    ).meetings.get()

    officer = hand(cast.officer, "/topics/", script=script)
    officer.follow("发布提示")
    officer.type("主题", TITLE)
    officer.choose("适用月份", "2026年12月")
    officer.page.get_by_label("主题党日").check()
    officer.press("发布", exact=True)
    expect(officer.page.locator("main")).to_contain_text("采用 0 个")

    grace = hand(cast.member, "/my-topics/", script=script)
    for words in ("村口路灯坏了三盏", "党费公布写清楚支出"):
        grace.type("想在会上议什么", words)
        grace.press("放进点题箱")

    alice = hand(cast.secretary, script=script)
    expect(alice.page.locator(".owed", has_text="党员点题 2 条")).to_be_visible()
    alice.follow("选题", exact=True)
    alice.press("采用到12月18日（周五）主题党日")
    expect(alice.page.locator("main")).to_contain_text("已采用")
    alice.follow("党员点题", exact=True)
    alice.follow("村口路灯坏了三盏")
    alice.press("列入议题", exact=True)
    expect(alice.page.locator("main")).to_contain_text("已列入议题")
    alice.page.goto("/topics/suggestions/")
    alice.follow("党费公布写清楚支出")
    alice.open("直接答复")
    alice.type("答复", "下月起逐笔贴出")
    alice.press("记下答复")

    meeting.gathering.refresh_from_db()
    titles = list(meeting.agenda.values_list("title", flat=True))
    assert meeting.gathering.theme == TITLE
    assert titles[-2:] == [TITLE, "村口路灯坏了三盏"]
    assert PromptAdoption.objects.standing().count() == 1
    assert not TopicSuggestion.objects.waiting()

    officer.page.goto(f"/topics/prompts/{TopicPrompt.objects.get().pk}/")
    expect(officer.page.locator("main")).to_contain_text("所辖 2 个支部，采用 1 个，已召开 0 个")
    grace.page.goto("/my-topics/")
    expect(grace.page.locator("main")).to_contain_text("下月起逐笔贴出")


def test_nothing_sticks_out_on_a_phone(cast: Cast, hand: Chair) -> None:
    make.called(cast, MeetingKind.THEME_DAY, start=moment(12, 18), end=None)
    alice = hand(cast.secretary, "/topics/", size=PHONE)
    rooms = ("", "suggestions/", "suggestions/new/", "venues/", "lecturers/", "guests/", "leaders/")
    for address in (f"/topics/{room}" for room in rooms):
        alice.page.goto(address)
        assert overflow(alice.page) == [], address
