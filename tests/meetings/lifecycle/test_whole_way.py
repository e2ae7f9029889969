"""The whole way of one meeting, from the call to 阅知, and back."""

import pytest

from branchlife.kit.problems import Conflict, Refusal
from meetings.kinds import MeetingKind
from meetings.lifecycle import filing, holding, planning, recording
from meetings.lifecycle.entries import Entry, Tally
from meetings.lifecycle.motions import put_motion
from meetings.models import Meeting
from meetings.rules.rollcall import Mark
from meetings.vocabulary import AttendanceState, LeaveReason, ReturnReason, VoteMethod
from tests.cast import Cast, moment


def assembly(cast: Cast) -> Meeting:
    facts = planning.Facts(
        start=moment(11, 20), end=moment(11, 20, 16), place="村文化礼堂", host=cast.alice, recorder=cast.bob
    )
    sitting = planning.call(
        cast.first, [MeetingKind.BRANCH_ASSEMBLY], facts, cast.secretary, agenda=["讨论鱼塘续包", "通报党费"]
    )
    return sitting.meetings.get()


def test_a_meeting_goes_from_the_call_to_the_file(cast: Cast) -> None:
    meeting = assembly(cast)
    marks = {cast.erin.pk: Mark(AttendanceState.LEAVE, LeaveReason.PERSONAL)}
    holding.confirm_roll(meeting.gathering, marks, cast.secretary)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.number) == ("held", "2026-DH-01")
    assert (meeting.due_count, meeting.present_count, meeting.leave_count, meeting.exempt_count) == (
        8,
        7,
        1,
        2,
    )
    recording.save_minutes(meeting, "一、报告到会情况。", 0, cast.secretary)
    item = meeting.agenda.first()
    motion = put_motion(item, Entry(VoteMethod.SHOW_OF_HANDS, Tally(6)), cast.secretary)
    assert (motion.eligible_count, motion.present_voters, motion.result) == (9, 6, "passed")
    [filed] = filing.file_gathering(meeting.gathering, cast.secretary)
    filing.send_back(filed, ReturnReason.REFILL, ["minutes"], "讨论写得太简，请补发言。", cast.officer)
    meeting.refresh_from_db()
    recording.save_minutes(meeting, "一、报告到会情况。二、讨论。", 1, cast.secretary)
    [again] = filing.file_gathering(meeting.gathering, cast.secretary)
    assert [change.field for change in filing.changes_since_last(again)] == ["内容记录"]
    filing.acknowledge(again, cast.officer)
    meeting.refresh_from_db()
    assert meeting.state == "accepted"
    with pytest.raises(Refusal, match="不能再改"):
        recording.save_minutes(meeting, "改", 2, cast.secretary)


def test_two_writers_never_overwrite_each_other(cast: Cast) -> None:
    meeting = assembly(cast)
    recording.save_minutes(meeting, "甲的记录", 0, cast.secretary)
    with pytest.raises(Conflict):
        recording.save_minutes(meeting, "乙的记录", 0, cast.recorder)
    assert recording.latest_minutes(meeting).body == "甲的记录"
