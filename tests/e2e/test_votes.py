"""Votes as they are taken in a room: on paper, nearly even, by hands."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from meetings.kinds import MeetingKind
from meetings.lifecycle import recording
from meetings.lifecycle.electorate import electorate
from meetings.models import Meeting
from meetings.vocabulary import AgendaCategory, VoteProfile
from tests.cast import Cast
from tests.e2e import scenes
from tests.e2e.hand import Hand

pytestmark = pytest.mark.e2e

Chair = Callable[..., Hand]


def main(page: Page):
    """What one reads."""
    return page.locator("main")


def fill(alice: Hand, **numbers: int) -> None:
    """Type numbers into the fields of a vote."""
    for name, number in numbers.items():
        alice.page.locator(f"#id_{name}").fill(str(number))


def two_admissions(cast: Cast) -> Meeting:
    """An assembly that has been recorded, with two people to be voted on."""
    scenes.twenty_two(cast)
    meeting = scenes.recorded(cast, MeetingKind.BRANCH_ASSEMBLY, 19)
    lines = [
        recording.AgendaLine("卓一凡同志预备期满转正", category=AgendaCategory.ADMISSION),
        recording.AgendaLine("接收莫小满同志为预备党员", category=AgendaCategory.ADMISSION),
    ]
    recording.set_agenda(meeting, lines, cast.secretary)
    return meeting


def test_two_are_admitted_by_ballots_on_paper_without_scripts(cast: Cast, hand: Chair) -> None:
    meeting = two_admissions(cast)
    alice = hand(cast.secretary, f"/meetings/{meeting.pk}/minutes/", script=False)
    alice.press("登记表决：卓一凡同志预备期满转正")
    expect(alice.page.get_by_label("表决的是谁")).to_have_value(str(cast.judy.pk))
    assert alice.download("打印发展党员表决票").startswith(b"%PDF")
    voters = len(electorate(meeting, VoteProfile.B_ADMISSION).present)
    fill(alice, yes=voters - 2, no=1, abstain=1, collected=voters)
    alice.type(alice.page.locator("#id_teller"), "柯䶮、谢𬱖")
    alice.press("保存表决")
    expect(main(alice.page)).to_contain_text("通过")
    expect(main(alice.page)).to_contain_text("赞成超过应到会有表决权正式党员半数")

    alice.press("登记表决：接收莫小满同志为预备党员")
    alice.type(alice.page.locator("#id_subject_name"), "莫小满")
    fill(alice, yes=voters, no=0, collected=voters - 1)
    alice.press("保存表决")
    expect(main(alice.page)).to_contain_text(f"与收回的 {voters - 1} 张不符，请重新清点")
    fill(alice, yes=voters - 1, issued=voters, collected=voters, invalid=1)
    alice.press("保存表决")
    expect(main(alice.page)).to_contain_text("莫小满")

    alice.page.goto(f"/meetings/{meeting.pk}/")
    assert alice.download("发展党员票决登记").startswith(b"%PDF")
    found = [
        (vote.subject_words, vote.result) for item in meeting.agenda.all() for vote in item.motions.all()
    ]
    assert found == [("卓一凡", "passed"), ("莫小满", "passed")]


def test_what_was_nearly_even_is_put_off_and_decided_at_the_next_meeting(cast: Cast, hand: Chair) -> None:
    scenes.twenty_two(cast)
    meeting = scenes.recorded(cast, MeetingKind.DELIBERATION, 12)
    recording.set_speeches(meeting.agenda.get(), [("柯䶮", "先算清投工再定", True)], cast.secretary)
    voters = len(electorate(meeting, VoteProfile.F_DELIBERATION).present)
    alice = hand(cast.secretary, f"/meetings/{meeting.pk}/minutes/")
    alice.press("登记表决：传达上级文件")
    fill(alice, yes=voters - voters // 2, no=voters // 2)
    alice.press("保存表决")
    expect(main(alice.page)).to_contain_text("双方人数接近，暂缓作出决定，下次再议")

    following = scenes.recorded(cast, MeetingKind.DELIBERATION, 20)
    alice.page.goto(f"/meetings/{following.pk}/minutes/")
    topic = alice.page.locator(".topic", has_text="上次议过，暂缓")
    alice.tap(topic.locator("summary"), "上次议过")
    expect(topic).to_contain_text("柯䶮：先算清投工再定")
    alice.tap(topic.get_by_role("button", name="登记表决"), "登记表决")
    expect(main(alice.page)).to_contain_text("上次议过，暂缓")
    fill(alice, yes=voters - 2, no=2)
    alice.press("保存表决")
    expect(main(alice.page)).to_contain_text("赞成超过参加表决者半数")
    item = following.agenda.get(carried_from=meeting.agenda.get())
    assert (item.motions.get().result, item.planned_profile) == ("passed", "f_deliberation")


def test_a_committee_decides_by_hands_and_each_hand_may_be_written_down(cast: Cast, hand: Chair) -> None:
    meeting = scenes.recorded(cast, MeetingKind.BRANCH_COMMITTEE, 19)
    alice = hand(cast.secretary, f"/meetings/{meeting.pk}/minutes/")
    alice.press("登记表决：传达上级文件")
    alice.follow("举手，数人数")
    fill(alice, yes=2, no=2)
    alice.press("保存表决")
    expect(main(alice.page)).to_contain_text("与实到委员 3 人不符，请重新清点")
    alice.follow("举手，逐人记")
    against = alice.page.locator("fieldset", has=alice.page.locator("legend", has_text="闭秀兰"))
    alice.tap(against.get_by_label("反对"), "反对")
    alice.press("保存表决")
    expect(main(alice.page)).to_contain_text("2×2 = 4 > 3，赞成超过应到会委员半数")
    motion = meeting.agenda.get().motions.get()
    assert (motion.yes, motion.no, motion.named_votes.get(member=cast.carol).stance) == (2, 1, "no")
