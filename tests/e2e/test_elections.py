"""An election with a second round, from the topic to the new committee; the ballots and the report are printed."""

from collections.abc import Callable
from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from meetings.kinds import MeetingKind
from meetings.lifecycle import holding, planning, recording
from meetings.models import Election, Meeting
from members.models import Appointment
from tests.cast import TODAY, Cast, moment
from tests.e2e import scenes
from tests.e2e.conftest import PHONE
from tests.e2e.hand import Hand, overflow, wording

pytestmark = pytest.mark.e2e
Chair = Callable[..., Hand]
PRESENT = 21


def assembly(cast: Cast) -> Meeting:
    """Twenty-one voters of twenty-three have come to elect a committee."""
    scenes.twenty_two(cast)
    sitting = planning.call(
        cast.first,
        [MeetingKind.BRANCH_ASSEMBLY],
        scenes.facts(cast, moment(11, 20)),
        cast.secretary,
        agenda=["选举支部委员会委员"],
    )
    holding.confirm_roll(sitting, {}, cast.secretary)
    meeting = sitting.meetings.get()
    recording.save_minutes(meeting, scenes.MINUTES, 0, cast.secretary)
    return meeting


def fill_in(hand: Hand, yes: dict[str, int]) -> None:
    """Type the votes of each candidate, all others against, and who watched and counted."""
    for name, number in yes.items():
        box = hand.page.get_by_role("group", name=name, exact=True)
        box.get_by_label("赞成").fill(str(number))
        box.get_by_label("反对").fill(str(PRESENT - number))
    hand.page.get_by_label("监票人").fill("谢𬱖、陆长庚")
    hand.page.get_by_label("计票人").fill("李建国")
    hand.press("算出结果")


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_a_committee_is_elected_in_two_rounds_and_takes_office_after_the_answer(
    cast: Cast, hand: Chair, script: bool
) -> None:
    meeting = assembly(cast)
    alice = hand(cast.secretary, f"/meetings/{meeting.pk}/minutes/", script=script)
    alice.press("准备选举：选举支部委员会委员")
    alice.page.get_by_label("应选名额").fill("3")
    for name in ("韦晓㛃", "祝春犇", "闭秀兰"):
        alice.page.get_by_label(name).check()
    alice.press("存为候选人名单")
    expect(alice.page.locator(".error-summary")).to_contain_text("至少要 4 名候选人")
    alice.page.get_by_label("柯䶮").check()
    alice.press("存为候选人名单")
    assert alice.look().locator("main ol > li").all_inner_texts()[-4:] == [
        "韦晓㛃",
        "闭秀兰",
        "柯䶮",
        "祝春犇",
    ]
    with alice.page.expect_download() as waiting:
        alice.press("打印选票")
    pages = PdfReader(BytesIO(waiting.value.path().read_bytes())).pages
    assert sum(page.extract_text().count("候选人按姓氏笔画") for page in pages) == PRESENT

    alice.follow("登记计票结果")
    fill_in(alice, {"韦晓㛃": 22, "闭秀兰": 12, "柯䶮": 16, "祝春犇": 12})
    expect(alice.page.locator(".error-summary")).to_contain_text("韦晓㛃的反对票不能小于 0")
    fill_in(alice, {"韦晓㛃": 21, "闭秀兰": 12, "柯䶮": 16, "祝春犇": 12})
    expect(alice.page.locator("main")).to_contain_text("闭秀兰、祝春犇得票相同，就其余 1 个名额再次投票")
    alice.press("再次投票")
    expect(alice.page.get_by_role("heading", level=1)).to_have_text("委员选举第2轮")
    alice.follow("登记计票结果")
    fill_in(alice, {"闭秀兰": 8, "祝春犇": 13})
    expect(alice.page.locator("main")).to_contain_text("祝春犇当选")

    alice.page.goto(f"/meetings/{meeting.pk}/check/")
    alice.press("备案", exact=True)
    alice.page.goto("/")
    alice.follow("登记报备：委员选举结果待报备")
    alice.press("登记，更新任职")
    expect(alice.page.locator("main")).to_contain_text("报上级备案：无文号")
    assert "选举结果报告单" in wording(alice.page)
    elected = Appointment.objects.on(TODAY).filter(organisation=cast.first, post="committee_member")
    assert set(elected.values_list("member__name", flat=True)) == {"韦晓㛃", "柯䶮", "祝春犇"}
    assert Election.objects.filter(approved_on=TODAY).count() == 2


def test_the_count_fits_on_a_telephone(cast: Cast, hand: Chair) -> None:
    meeting = assembly(cast)
    scenes.elections(cast, meeting)
    phone = hand(cast.secretary, f"/meetings/{meeting.pk}/minutes/", size=PHONE)
    for row in Election.objects.filter(agenda_item__meeting=meeting):
        for page in ("", "count/"):
            phone.page.goto(f"/meetings/{meeting.pk}/elections/{row.pk}/{page}")
            assert not overflow(phone.page)
