"""纪实手册: one's own facts of a year, dates only, nobody else's."""

import io
from typing import Any

import pytest
from pypdf import PdfReader

from meetings.archive.exports import handbook
from meetings.kinds import MeetingKind
from meetings.lifecycle import recording, resolutions
from meetings.lifecycle.resolutions import ResolutionLine
from meetings.rules.rollcall import Mark
from meetings.vocabulary import AttendanceState, LeaveReason
from members import transfers
from members.access import Action
from members.vocabulary import MemberCategory
from tests.cast import SINCE, TODAY, Cast, moment
from tests.meetings.lifecycle import make

pytestmark = pytest.mark.slow

YEAR = 2026


def text_of(content: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).replace("\n", "")


def year_of_grace(cast: Cast) -> None:
    """An assembly she missed, a lecture she heard, one resolution that is hers."""
    leave = {cast.grace.pk: Mark(AttendanceState.LEAVE, LeaveReason.OFFICIAL_DUTY)}
    meeting = make.recorded(cast, start=moment(3, 10), end=moment(3, 10, 16), marks=leave)
    lines = [ResolutionLine("整修水渠", "谢𬱖、柯䶮", TODAY), ResolutionLine("清点账目", "柯䶮", TODAY)]
    resolutions.set_resolutions(meeting, lines, cast.secretary)
    lecture = make.recorded(
        cast, MeetingKind.PARTY_LECTURE, start=moment(4, 10), end=moment(4, 10, 16), theme="党课"
    )
    recording.set_lecture(lecture, cast.secretary, cast.carol, topic="标准是一条线", hours=2)


def booklet(cast: Cast, name: str = "grace") -> str:
    member = cast.people[name]
    actor = cast.secretary.actor(TODAY)
    rolls = handbook.rolls_of(actor, Action.ATTENDANCE_NAMES, member, YEAR)
    return text_of(handbook.booklet(member, YEAR, rolls))


def test_it_says_what_the_records_say(cast: Cast) -> None:
    year_of_grace(cast)
    text = booklet(cast)
    for words in (
        "谢𬱖", "入党誓词", "2026年3月10日", "第1次党员大会", "请假",
        "党员大会：应参加 1，到会 0，请假 1，缺席 0，豁免及其他 0", "标准是一条线", "2.0",
        "合计 2.0 学时；全年应有 32 学时",
        "整修水渠", "承办决议 1 件，办结 0 件", "本人签字", "书记签字",
    ):  # fmt: skip
        assert words in text, words
    assert "清点账目" not in text
    assert "因公" not in text  # the reason of a leave is nobody's business here


def test_parts_without_data_print_none(cast: Cast) -> None:
    text = booklet(cast)
    assert text.count("无") >= 11
    assert "None" not in text


def test_it_tells_no_number_and_of_nobody_else(cast: Cast) -> None:
    transfers.mend(
        cast.grace, {"id_number": "11010519491231002X", "phone": "13800138000", "address": "柳湾村1号"}
    )
    year_of_grace(cast)
    text = booklet(cast)
    assert not [
        one
        for one in ("110105", "1380013", "柳湾村1号", "祝春犇", "名次", "排名", "得分", "%")
        if one in text
    ]


def test_a_lecturer_finds_the_lecture(cast: Cast) -> None:
    year_of_grace(cast)
    assert "讲党课 1 次" in booklet(cast, "carol")


def test_with_a_namesake_resolutions_are_left_to_the_hand(cast: Cast) -> None:
    details = {"name": "谢𬱖", "joined_on": SINCE, "full_on": SINCE}
    transfers.admit(cast.first, details, MemberCategory.FULL, SINCE)
    year_of_grace(cast)
    text = booklet(cast)
    assert "支部有同名党员" in text
    assert "整修水渠" not in text


@pytest.mark.usefixtures("paperless")
def test_a_member_fetches_their_own_only(cast: Cast, sign_in: Any) -> None:
    browser = sign_in(cast.member)
    answer = browser.get("/mine/handbook/2026/")
    assert answer.status_code == 200
    assert "%E8%B0%A2" in answer["Content-Disposition"]  # 谢
    assert browser.get(f"/members/{cast.alice.pk}/handbook/2026/").status_code == 404
    assert browser.get("/mine/handbook/2031/").status_code == 404
    assert "/mine/handbook/2026/" in browser.get("/mine/?year=2026").content.decode()


@pytest.mark.usefixtures("paperless")
@pytest.mark.parametrize(
    ("account", "code"),
    [("secretary", 200), ("recorder", 200), ("discipline", 403), ("inspector", 403), ("stranger", 404)],
)
def test_the_keepers_of_the_branch_fetch_anybodys(cast: Cast, sign_in: Any, account: str, code: int) -> None:
    assert sign_in(cast.users[account]).get(f"/members/{cast.grace.pk}/handbook/2026/").status_code == code


def test_the_list_names_who_belonged_to_the_branch(cast: Cast, sign_in: Any) -> None:
    page = sign_in(cast.secretary).get(f"/archive/{cast.first.pk}/handbooks/2026/").content.decode()
    assert "谢𬱖" in page
    assert "骆长河" not in page
