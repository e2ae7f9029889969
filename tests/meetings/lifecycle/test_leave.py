"""Leave asked for before the meeting, and what the roll call makes of it."""

import pytest

from branchlife.kit.problems import Conflict, Refusal
from meetings.kinds import MeetingKind
from meetings.lifecycle import holding, leave, pages, planning
from meetings.models import Gathering
from meetings.vocabulary import LeaveReason
from tests.cast import Cast, moment
from tests.meetings.lifecycle import make

ILL, AWAY = LeaveReason.ILLNESS, LeaveReason.AWAY


@pytest.fixture
def sitting(cast: Cast) -> Gathering:
    """An assembly of next week."""
    return make.called(cast, start=moment(11, 27), end=moment(11, 27, 16))


def ask(sitting: Gathering, cast: Cast, reasons: dict[int, LeaveReason]) -> None:
    leave.set_leave(sitting, reasons, pages.roll_stamp(sitting), cast.secretary)


def test_leave_is_kept_with_the_sort_of_reason_and_nobody_is_counted(cast: Cast, sitting: Gathering) -> None:
    ask(sitting, cast, {cast.erin.pk: ILL, cast.dan.pk: AWAY})
    meeting = sitting.meetings.get()
    assert leave.asked_leave(sitting) == {cast.erin.pk: ILL, cast.dan.pk: AWAY}
    assert (meeting.state, meeting.due_count) == ("planned", None)
    assert not meeting.attendances.called().exists()


def test_the_list_is_replaced_as_a_whole_and_the_same_list_again_changes_nothing(
    cast: Cast, sitting: Gathering
) -> None:
    ask(sitting, cast, {cast.erin.pk: ILL})
    stamp = pages.roll_stamp(sitting)
    ask(sitting, cast, {cast.dan.pk: AWAY})
    revision = sitting.meetings.get().revision
    leave.set_leave(sitting, {cast.dan.pk: AWAY}, stamp, cast.secretary)
    assert leave.asked_leave(sitting) == {cast.dan.pk: AWAY}
    assert sitting.meetings.get().revision == revision
    ask(sitting, cast, {})
    assert leave.asked_leave(sitting) == {}


def test_another_list_that_was_saved_meanwhile_is_not_overwritten(cast: Cast, sitting: Gathering) -> None:
    stamp = pages.roll_stamp(sitting)
    ask(sitting, cast, {cast.erin.pk: ILL})
    with pytest.raises(Conflict):
        leave.set_leave(sitting, {cast.dan.pk: AWAY}, stamp, cast.recorder)
    assert leave.asked_leave(sitting) == {cast.erin.pk: ILL}


def test_who_is_not_due_asks_for_no_leave(cast: Cast, sitting: Gathering) -> None:
    ask(sitting, cast, {cast.henry.pk: ILL, cast.peggy.pk: ILL})
    assert leave.asked_leave(sitting) == {}


def test_of_several_meetings_each_takes_those_who_are_due_at_it(cast: Cast) -> None:
    kinds = (MeetingKind.BRANCH_COMMITTEE, MeetingKind.PARTY_LECTURE)
    sitting = make.called(cast, *kinds, start=moment(11, 27), end=None)
    ask(sitting, cast, {cast.carol.pk: ILL, cast.erin.pk: AWAY})
    committee, lecture = sitting.meetings.order_by("kind")
    assert [row.member for row in committee.attendances.all()] == [cast.carol]
    assert {row.member for row in lecture.attendances.all()} == {cast.carol, cast.erin}


def test_the_roll_starts_from_the_leave(cast: Cast) -> None:
    sitting = make.called(cast)
    ask(sitting, cast, {cast.erin.pk: ILL})
    marks = pages.stored_marks(pages.stored_rows(sitting))
    holding.confirm_roll(sitting, marks, cast.secretary)
    meeting = sitting.meetings.get()
    assert (meeting.due_count, meeting.present_count, meeting.leave_count) == (8, 7, 1)
    with pytest.raises(Refusal, match="点过名的，请在点名里改"):
        ask(sitting, cast, {})


def test_a_new_day_needs_new_leave(cast: Cast, sitting: Gathering) -> None:
    ask(sitting, cast, {cast.erin.pk: ILL})
    planning.postpone(sitting.meetings.get(), "防汛", cast.secretary)
    with pytest.raises(Refusal, match="会议延期"):
        ask(sitting, cast, {})
    planning.resume(sitting.meetings.get(), moment(12, 4), cast.secretary)
    assert leave.asked_leave(sitting) == {}


def test_a_meeting_that_never_was_keeps_nobody_s_leave(cast: Cast, sitting: Gathering) -> None:
    ask(sitting, cast, {cast.erin.pk: ILL})
    planning.not_held(sitting.meetings.get(), "防汛", cast.secretary)
    assert not sitting.meetings.get().attendances.exists()
