"""Leave that a member asks for: decided by the branch, kept with who and when, counted, gone when the day is off."""

from datetime import date

import pytest

from branchlife.kit.problems import Refusal
from meetings.lifecycle import holding, leave, pages, planning
from meetings.models import LeaveRequest
from meetings.prospects import prospect
from meetings.rules.rollcall import Mark
from meetings.vocabulary import AttendanceState, LeaveReason, LeaveState
from members import transfers
from members.vocabulary import ExemptionGround
from tests.cast import moment
from tests.meetings.laws import lay
from tests.meetings.lifecycle import make

ILL, AWAY = LeaveReason.ILLNESS, LeaveReason.AWAY


@pytest.fixture
def sitting(cast):
    return make.called(cast, start=moment(11, 27), end=moment(11, 27, 16))


def test_what_is_asked_waits_and_does_not_count_yet(cast, sitting):
    row = leave.ask(sitting, cast.erin, ILL)
    assert (row.state, row.decided_by) == (LeaveState.ASKED, None)
    assert leave.asked_leave(sitting) == {}


def test_what_is_granted_counts_and_says_by_whom_and_when(cast, sitting, clock):
    row = leave.ask(sitting, cast.erin, ILL)
    clock.move_to(moment(11, 25, 9))
    leave.decide(row, True, cast.secretary)
    kept = sitting.meetings.get().attendances.get()
    assert (kept.member, kept.state, kept.reason) == (cast.erin, AttendanceState.LEAVE, ILL)
    assert (kept.approver, kept.approved_at) == (cast.alice, moment(11, 25, 9))
    assert prospect(sitting.meetings.get()).on_leave == 1


def test_who_granted_it_stands_in_the_roll_too(cast, sitting, clock):
    leave.decide(leave.ask(sitting, cast.erin, ILL), True, cast.secretary)
    clock.move_to(moment(11, 27, 17))
    holding.confirm_roll(sitting, {cast.erin.pk: Mark(AttendanceState.LEAVE, ILL)}, cast.recorder)
    kept = sitting.meetings.get().attendances.get(member=cast.erin)
    assert (kept.approver, kept.approved_at) == (cast.alice, moment(11, 24, 10, 0))


def test_what_is_declined_counts_for_nothing_and_is_answered(cast, sitting):
    row = leave.decide(leave.ask(sitting, cast.erin, AWAY), False, cast.secretary, "请调一下时间")
    assert (row.state, row.note) == (LeaveState.DECLINED, "请调一下时间")
    assert leave.asked_leave(sitting) == {}
    assert leave.ask(sitting, cast.erin, ILL).pk != row.pk


def test_where_no_rule_asks_for_approval_it_is_granted_at_once(cast, sitting):
    lay(cast.village, leave_needs_approval=False)
    row = leave.ask(sitting, cast.erin, ILL)
    assert (row.state, row.decided_by) == (LeaveState.APPROVED, None)
    assert leave.asked_leave(sitting) == {cast.erin.pk: ILL}


def test_asking_again_mends_the_reason(cast, sitting):
    first, second = leave.ask(sitting, cast.erin, ILL), leave.ask(sitting, cast.erin, AWAY)
    assert (first.pk, second.reason) == (second.pk, AWAY)
    assert LeaveRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "day", "code"),
    [("erin", moment(11, 27), "begun"), ("henry", moment(11, 25), "not-due"), ("karl", moment(11, 25), "not-due")],
)  # fmt: skip
def test_who_may_not_ask(cast, sitting, clock, who, day, code):
    clock.move_to(day)
    with pytest.raises(Refusal) as refused:
        leave.ask(sitting, cast.people[who], ILL)
    assert refused.value.problems[0].code == code
    assert not LeaveRequest.objects.exists()


def test_who_has_leave_does_not_ask_again(cast, sitting):
    leave.decide(leave.ask(sitting, cast.erin, ILL), True, cast.secretary)
    with pytest.raises(Refusal, match="已经准假"):
        leave.ask(sitting, cast.erin, ILL)


def test_the_same_answer_twice_is_one_and_another_is_refused(cast, sitting):
    row = leave.ask(sitting, cast.erin, ILL)
    leave.decide(row, True, cast.secretary)
    leave.decide(row, True, cast.recorder)
    with pytest.raises(Refusal, match="不能再改"):
        leave.decide(row, False, cast.secretary)
    assert LeaveRequest.objects.get().decided_by == cast.secretary


def test_who_is_due_no_longer_is_answered_but_not_counted(cast, sitting):
    row = leave.ask(sitting, cast.erin, ILL)
    transfers.exempt(cast.erin, ExemptionGround.MOBILITY, date(2026, 11, 24), approved_by="禾岭镇党委")
    assert leave.decide(row, True, cast.secretary).state == LeaveState.APPROVED
    assert leave.asked_leave(sitting) == {}


def test_the_list_of_the_secretary_decides_too(cast, sitting):
    row, other = leave.ask(sitting, cast.erin, ILL), leave.ask(sitting, cast.dan, ILL)
    leave.set_leave(sitting, {cast.erin.pk: ILL}, pages.roll_stamp(sitting), cast.secretary)
    row.refresh_from_db(), other.refresh_from_db()
    assert (row.state, other.state) == (LeaveState.APPROVED, LeaveState.ASKED)
    leave.set_leave(sitting, {}, pages.roll_stamp(sitting), cast.secretary)
    row.refresh_from_db()
    assert (row.state, row.note) == (LeaveState.LAPSED, "销假")


def test_a_new_day_lets_leave_lapse(cast, sitting):
    rows = [leave.ask(sitting, cast.erin, ILL), leave.ask(sitting, cast.dan, ILL)]
    leave.decide(rows[0], True, cast.secretary)
    planning.postpone(sitting.meetings.get(), "防汛", cast.secretary, moment(12, 4))
    assert {row.state for row in LeaveRequest.objects.all()} == {LeaveState.LAPSED}


def test_so_does_a_meeting_that_is_not_held(cast, sitting):
    row = leave.ask(sitting, cast.erin, ILL)
    planning.not_held(sitting.meetings.get(), "防汛", cast.secretary)
    row.refresh_from_db()
    assert row.state == LeaveState.LAPSED
    with pytest.raises(Refusal, match="不再登记会前请假"):
        leave.decide(row, True, cast.secretary)
