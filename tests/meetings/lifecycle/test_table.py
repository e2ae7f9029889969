"""Which state may follow which."""

import pytest

from branchlife.kit.problems import Conflict, Refusal
from meetings.lifecycle import table
from meetings.models import MeetingEvent
from meetings.vocabulary import MeetingState as S
from tests.cast import Cast
from tests.meetings.lifecycle import make


def test_every_jump_is_refused_and_leaves_no_trace(cast: Cast) -> None:
    meeting = make.called(cast).meetings.get()
    events = MeetingEvent.objects.count()
    for origin in S:
        for target in set(S) - table.TRANSITIONS[origin]:
            meeting.state = origin
            with pytest.raises(Refusal, match="不能直接改为"):
                table.move(meeting, target, cast.secretary)
    assert MeetingEvent.objects.count() == events


def test_a_step_leaves_a_trace(cast: Cast) -> None:
    meeting = make.held(cast)
    event = meeting.events.last()
    assert (event.from_state, event.to_state, event.by, event.note) == (
        "planned",
        "held",
        cast.secretary,
        "点名",
    )


def test_a_stale_editor_is_told(cast: Cast) -> None:
    meeting = make.called(cast).meetings.get()
    table.touched(table.locked(meeting), cast.recorder)
    with pytest.raises(Conflict):
        table.editable(meeting, revision=0)


def test_a_meeting_that_was_not_held_takes_no_record(cast: Cast) -> None:
    meeting = make.called(cast).meetings.get()
    table.move(meeting, S.NOT_HELD, cast.secretary, not_held_reason="台风")
    with pytest.raises(Refusal, match="未召开"):
        table.editable(meeting)
