"""发展党员: slips all alike, as many as voters, and one sheet of 票决登记 for each person."""

import io
import re

import pytest
from pypdf import PdfReader

from branchlife.kit import exports
from meetings.exports.admission import sort_of
from meetings.kinds import MeetingKind
from meetings.lifecycle import recording, resolutions
from meetings.lifecycle.entries import Entry, Tally
from meetings.lifecycle.motions import put_motion
from meetings.models import Meeting
from meetings.rules.rollcall import Mark
from meetings.rules.voters import Opinion
from meetings.vocabulary import AgendaCategory, AttendanceState, LeaveReason, Stance, VoteMethod, VoteProfile
from tests.cast import Cast, moment
from tests.meetings.exports.test_papers import words
from tests.meetings.lifecycle import make

SLIPS, REGISTER = "admission_slips", "admission_vote"


def planned(cast: Cast, meeting: Meeting) -> Meeting:
    """Two admissions on the agenda."""
    first, second = meeting.agenda.all()
    lines = [
        recording.AgendaLine("卓一凡同志预备期满转正", first.pk, category=AgendaCategory.ADMISSION),
        recording.AgendaLine("接收莫小满同志为预备党员", second.pk, planned_profile="b_admission"),
        recording.AgendaLine("通报党费"),
    ]
    recording.set_agenda(meeting, lines, cast.secretary)
    return Meeting.objects.get(pk=meeting.pk)


def voted(cast: Cast) -> Meeting:
    """Both voted on, one with an opinion in writing."""
    away = {cast.erin.pk: Mark(AttendanceState.LEAVE, LeaveReason.PERSONAL)}
    meeting = planned(cast, make.recorded(cast, marks=away))
    first, second, _ = meeting.agenda.all()
    given = {"profile": VoteProfile.B_ADMISSION, "teller": "柯䶮、谢𬱖"}
    opinion = Opinion(cast.erin.pk, Stance.YES, moment(11, 19, 9, 5))
    ballot = Entry(
        VoteMethod.SECRET_BALLOT, Tally(4, 2, 0, 6, 6, 0), subject=cast.judy, written=(opinion,), **given
    )
    put_motion(first, ballot, cast.secretary)
    ballot = Entry(VoteMethod.SECRET_BALLOT, Tally(4, 1, 0, 6, 6, 1), subject_name="莫小满", **given)
    put_motion(second, ballot, cast.secretary)
    resolved = [resolutions.ResolutionLine("同意卓一凡同志按期转正，报镇党委审批")]
    resolutions.set_resolutions(meeting, resolved, cast.secretary)
    return Meeting.objects.get(pk=meeting.pk)


def pages(meeting: Meeting, form: str) -> list[str]:
    document = PdfReader(io.BytesIO(exports.get(form).render(meeting)))
    return [re.sub(r"\s", "", page.extract_text()) for page in document.pages]


def test_before_the_roll_there_is_a_slip_for_every_voter_who_may_come(cast: Cast) -> None:
    meeting = planned(cast, make.called(cast).meetings.get())
    page = words(SLIPS, meeting)
    assert page.count("卓一凡同志预备期满转正（2026年11月20日）") == 9
    assert page.count("接收莫小满同志为预备党员") == 9
    assert "通报党费" not in page


def test_after_the_roll_there_is_a_slip_for_every_voter_who_came(cast: Cast) -> None:
    page = words(SLIPS, planned(cast, make.held(cast, marks={cast.dan.pk: Mark(AttendanceState.ABSENT)})))
    assert page.count("卓一凡同志预备期满转正") == 6


def test_slips_are_all_alike(cast: Cast) -> None:
    slips = words(SLIPS, planned(cast, make.held(cast))).split("柳湾村第一支部党员大会表决票")[1:]
    assert len(slips) == 14
    assert len(set(slips[:7])) == len(set(slips[7:])) == 1


def test_a_slip_carries_no_number_and_no_foot(cast: Cast) -> None:
    first, second = pages(planned(cast, make.held(cast)), SLIPS)
    for page in (first, second):
        assert page.count("赞成反对弃权") == 7
        assert "编号" not in page
        assert "生成时间" not in page
        assert "—1—" not in page


def test_each_person_has_a_sheet_with_counts_judgement_and_resolution(cast: Cast) -> None:
    first, second = pages(voted(cast), REGISTER)
    for said in (
        "卓一凡", "预备党员转正", "9名（有表决权正式党员）", "6名", "赞成1份（2026年11月19日09:05送达）",
        "赞成4票，反对2票，弃权0票", "2×(4+1)=10>9", "结果：通过。规则：发展党员（国家规定，2026.05版，据二手资料）",
        "同意卓一凡同志按期转正，报镇党委审批", "柯䶮、谢𬱖", "书记签字",
    ):  # fmt: skip
        assert said in first
    for said in (
        "莫小满",
        "接收预备党员",
        "会前书面意见无",
        "发出6张，收回6张，无效1张",
        "2×4=8≤9",
        "结果：未通过",
    ):
        assert said in second
    assert "同意卓一凡" not in second


@pytest.mark.parametrize(
    ("title", "sort"),
    [
        ("接收莫小满为预备党员", "接收预备党员"),
        ("讨论卓一凡转正", "预备党员转正"),
        ("延长卓一凡预备期半年", "延长预备期"),
        ("取消卓一凡预备党员资格", "取消预备党员资格"),
        ("讨论卓一凡的问题", "—"),
    ],
)
def test_the_sort_of_admission_is_read_from_the_topic(title: str, sort: str) -> None:
    assert sort_of(title) == sort


def test_without_an_admission_there_is_nothing_to_print(cast: Cast) -> None:
    for meeting in (make.held(cast), make.held(cast, MeetingKind.BRANCH_COMMITTEE)):
        assert [form for form in (SLIPS, REGISTER) if exports.get(form).applies(meeting)] == []
