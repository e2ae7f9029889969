"""Who came late and who left early, in the record and in what is filed."""

import pytest

from meetings.exports import record_parts
from meetings.exports.common import EVERYTHING, read
from meetings.lifecycle import filing, holding, leave, pages
from meetings.rules.presence import Presence
from meetings.vocabulary import LeaveReason
from tests.cast import moment
from tests.meetings.lifecycle import make


@pytest.fixture
def sitting(cast):
    """An assembly of which one came late and one left early."""
    sitting = make.called(cast)
    moves = {
        cast.erin.pk: Presence(arrived=moment(11, 20, 15, 10)),
        cast.dan.pk: Presence(left=moment(11, 20, 15, 40)),
    }
    holding.confirm_roll(sitting, {}, cast.secretary, moves)
    return sitting


def lines(meeting):
    blocks = record_parts.attendance(read(meeting, EVERYTHING))
    return {block.label: block.value for block in blocks if hasattr(block, "value")}


def test_the_minutes_of_coming_and_going_stand_under_the_counts(sitting):
    assert lines(sitting.meetings.get())["迟到早退"] == "其中 李建国 15:10 到会；柯䶮 15:40 离会"


def test_where_everybody_stayed_there_is_no_such_line(cast):
    meeting = make.held(cast)
    assert "迟到早退" not in lines(meeting)
    assert "迟到早退" not in filing.record_content(meeting)


def test_they_are_filed_with_the_record(sitting):
    content = filing.record_content(sitting.meetings.get())
    assert content["迟到早退"] == ["李建国 15:10 到会", "柯䶮 15:40 离会"]


def test_leave_that_was_asked_for_is_no_count_yet(cast):
    sitting = make.called(cast, start=moment(11, 27), end=None)
    leave.set_leave(sitting, {cast.erin.pk: LeaveReason.ILLNESS}, pages.roll_stamp(sitting), cast.secretary)
    found = lines(sitting.meetings.get())
    assert (found["党员总数"], found["请假、缺席"]) == ("—", "—")
