"""Filing upward, what comes back, corrections."""

from datetime import date

import pytest
import time_machine

from branchlife.kit.problems import Refusal
from meetings.kinds import MeetingKind as K
from meetings.lifecycle import filing, planning, recording
from meetings.lifecycle.entries import Entry, Tally
from meetings.lifecycle.motions import put_motion
from meetings.models import Filing
from meetings.rules.rollcall import Mark
from meetings.vocabulary import AttendanceState, LeaveReason, ReturnReason, VoteMethod
from tests.cast import Cast, moment
from tests.meetings import laws
from tests.meetings.lifecycle import make


def test_one_press_files_every_meeting_of_a_sitting(cast: Cast) -> None:
    meeting = make.recorded(cast, K.THEME_DAY, K.PARTY_LECTURE)
    done = filing.file_gathering(meeting.gathering, cast.secretary)
    assert [row.meeting.state for row in done] == ["filed", "filed"]
    assert {row.due_on for row in done} == {date(2026, 11, 25)}


def test_pressed_twice_it_is_filed_once(cast: Cast) -> None:
    meeting = make.recorded(cast)
    first = filing.file_gathering(meeting.gathering, cast.secretary)
    assert filing.file_gathering(meeting.gathering, cast.secretary) == first
    assert Filing.objects.count() == 1


def test_a_problem_in_one_meeting_refuses_all(cast: Cast) -> None:
    meeting = make.recorded(cast, K.THEME_DAY, K.PARTY_LECTURE)
    recording.set_lecture(
        meeting.gathering.meetings.get(kind=K.PARTY_LECTURE), cast.secretary, None, topic=""
    )
    with pytest.raises(Refusal, match="课题没有填"):
        filing.file_gathering(meeting.gathering, cast.secretary)
    assert not Filing.objects.exists()


def test_what_is_not_written_up_is_not_filed(cast: Cast) -> None:
    with pytest.raises(Refusal, match="还没有写内容记录"):
        filing.file_gathering(make.held(cast).gathering, cast.secretary)


def test_a_sitting_of_which_one_meeting_was_not_held_can_be_filed(cast: Cast) -> None:
    meeting = make.recorded(cast)
    extra = planning.add_kind(meeting.gathering, K.PARTY_LECTURE, cast.secretary)
    planning.not_held(extra, "讲课人临时出差", cast.secretary)
    assert len(filing.file_gathering(meeting.gathering, cast.secretary)) == 1


def test_a_filing_after_the_deadline_is_late_and_says_so(cast: Cast) -> None:
    on_time = make.filed(cast)
    assert on_time.is_late is False
    with time_machine.travel(moment(11, 26, 9), tick=False):
        assert make.filed(cast).is_late is True
    on_time.due_on = None
    assert on_time.is_late is False


def test_seen_twice_is_seen_once(cast: Cast) -> None:
    filed = make.filed(cast)
    filing.acknowledge(filed, cast.officer)
    filing.acknowledge(filed, cast.inspector)
    filed.refresh_from_db()
    assert (filed.decision, filed.decided_by) == ("acknowledged", cast.officer)


WRONG_RETURNS = [
    (ReturnReason.REFILL, ["minutes"], " ", "请写明退回的意见"),
    (ReturnReason.REFILL, [], "太简", "请选出要重填的栏目"),
    (ReturnReason.REFILL, ["nonsense"], "太简", "栏目不存在"),
]


@pytest.mark.parametrize(("reason", "fields", "note", "words"), WRONG_RETURNS)
def test_a_return_names_the_field_and_the_words(
    cast: Cast, reason: ReturnReason, fields: list[str], note: str, words: str
) -> None:
    filed = make.filed(cast)
    with pytest.raises(Refusal, match=words):
        filing.send_back(filed, reason, fields, note, cast.officer)
    filed.refresh_from_db()
    assert filed.decision == "pending"


def test_a_returned_record_keeps_every_word_and_is_filed_again_as_it_is(cast: Cast) -> None:
    filed = make.filed(cast)
    filing.send_back(filed, ReturnReason.REHOLD, [], "程序不严，请重开。", cast.officer)
    meeting = filed.meeting
    meeting.refresh_from_db()
    assert (meeting.state, meeting.is_locked) == ("returned", False)
    [again] = filing.file_gathering(meeting.gathering, cast.secretary)
    assert (again.version, filing.changes_since_last(again), filing.changes_since_last(filed)) == (2, [], [])
    with pytest.raises(Refusal, match="已处理：退回"):
        filing.acknowledge(filed, cast.officer)


def test_the_content_holds_the_record_and_nothing_private(cast: Cast) -> None:
    marks = {
        cast.erin.pk: Mark(AttendanceState.LEAVE, LeaveReason.ILLNESS),
        cast.grace.pk: Mark(AttendanceState.ABSENT),
    }
    meeting = make.recorded(cast, marks=marks)
    put_motion(meeting.agenda.first(), Entry(VoteMethod.SHOW_OF_HANDS, Tally(5)), cast.secretary)
    content = filing.record_content(meeting)
    assert content["时间"] == "2026-11-20 14:30—16:30"
    assert sorted(content["请假、缺席"]) == ["李建国（请假·病）", "谢𬱖（缺席）"]
    assert "赞成 5，反对 0，弃权 0，通过" in content["表决"][0]
    lecture = make.recorded(cast, K.PARTY_LECTURE, end=None)
    assert filing.record_content(lecture)["授课人"] == "闭秀兰"
    assert filing.record_content(lecture)["时间"] == "2026-11-20 14:30"


def test_a_chair_without_the_office_is_asked_for_the_mandate(cast: Cast) -> None:
    codes = {p.code for p in filing.problems_of(make.recorded(cast, host=cast.bob))}
    assert "chair" in codes
    assert "chair" not in {
        p.code for p in filing.problems_of(make.recorded(cast, K.THEME_DAY, host=cast.bob))
    }
    assert "chair" not in {p.code for p in filing.problems_of(make.recorded(cast, K.GROUP_MEETING))}
    nobody = {p.code for p in filing.problems_of(make.recorded(cast, host=None, end=None))}
    assert {"missing-host", "missing-end"} <= nobody


def test_a_correction_appends_and_leaves_the_record(cast: Cast) -> None:
    filed = make.filed(cast)
    meeting = filed.meeting
    filing.correct(meeting, "地点", "村文化礼堂", "村委会会议室", "笔误", cast.secretary, "韦晓㛃")
    meeting.refresh_from_db()
    assert (meeting.gathering.place, meeting.corrections.get().new_value) == ("村文化礼堂", "村委会会议室")
    with pytest.raises(Refusal, match="更正后的内容和原因"):
        filing.correct(meeting, "地点", "", "河边", " ", cast.secretary)
    with pytest.raises(Refusal, match="直接修改即可"):
        filing.correct(make.recorded(cast), "地点", "", "河边", "笔误", cast.secretary)


@pytest.mark.parametrize(
    ("mode", "decision", "words"),
    [("acknowledge", "acknowledged", "上级阅知"), ("approve", "approved", "上级审核通过")],
)
def test_the_superior_notes_or_reviews_by_the_rule_of_the_place(
    cast: Cast, mode: str, decision: str, words: str
) -> None:
    laws.lay(cast.town, filing_mode=mode)
    filed = make.filed(cast)
    for _ in range(2):
        filing.acknowledge(filed, cast.officer)
    filed.refresh_from_db()
    filed.meeting.refresh_from_db()
    assert (filed.decision, filed.meeting.state) == (decision, "accepted")
    assert filed.meeting.events.last().note == words


def test_only_what_was_sent_back_has_a_day_for_mending(cast: Cast) -> None:
    row = make.filed(cast)
    assert filing.rework_due(row) is None
    filing.send_back(row, ReturnReason.REFILL, ["minutes"], "请补充", cast.officer)
    row.refresh_from_db()
    assert filing.rework_due(row) == date(2026, 12, 1)
