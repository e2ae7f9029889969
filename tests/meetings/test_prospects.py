"""Who is expected at a meeting still to come, and whether that will do."""

from typing import Any

import pytest

from meetings.kinds import MeetingKind
from meetings.lifecycle import leave, pages, recording
from meetings.models import Gathering, Meeting
from meetings.prospects import next_meetings, prospect
from meetings.vocabulary import LeaveReason, VoteProfile
from members.access import Actor, Grant, Role
from tests.cast import Cast, moment
from tests.meetings.lifecycle import make


def coming(cast: Cast, *kinds: MeetingKind, day: int = 27) -> Gathering:
    return make.called(cast, *kinds, start=moment(11, day), end=None)


def ask(cast: Cast, sitting: Gathering, *people: Any) -> None:
    asked = {one.pk: LeaveReason.ILLNESS for one in people}
    leave.set_leave(sitting, asked, pages.roll_stamp(sitting), cast.secretary)


def plan(meeting: Meeting, cast: Cast, **topics: str) -> None:
    lines = [recording.AgendaLine(title, planned_profile=profile) for title, profile in topics.items()]
    recording.set_agenda(meeting, lines, cast.secretary)


def sentences(meeting: Meeting) -> dict[str, str]:
    return {"、".join(one.topics): one.forecast.sentence for one in prospect(meeting).planned}


def test_leave_is_taken_off_those_who_are_due(cast: Cast) -> None:
    sitting = coming(cast)
    ask(cast, sitting, cast.erin, cast.judy)
    found = prospect(sitting.meetings.get())
    assert (found.due, found.on_leave, found.coming) == (8, 2, 6)


def test_a_vote_is_measured_against_those_entitled_and_expects_those_who_are_due(cast: Cast) -> None:
    """Nine have a vote; henry and ivan need not come, judy has none."""
    sitting = coming(cast)
    assert sentences(sitting.meetings.get()) == {"": "已请假 0，预计到会 7/9，需 ≥ 5"}
    ask(cast, sitting, cast.erin, cast.dan, cast.frank)
    [one] = prospect(sitting.meetings.get()).planned
    assert (one.forecast.sentence, one.is_short) == ("已请假 3，预计到会 4/9，需 ≥ 5，还差 1", True)


def test_each_planned_vote_is_told_by_its_own_rule(cast: Cast) -> None:
    meeting = coming(cast).meetings.get()
    plan(meeting, cast, 接收卓一凡=VoteProfile.B_ADMISSION, 鱼塘续包=VoteProfile.E_VILLAGE_MAJOR, 学习="")
    found = sentences(meeting)
    assert set(found) == {"接收卓一凡", "鱼塘续包"}
    assert found["接收卓一凡"] == "已请假 0，预计到会 7/9，需 ≥ 5"
    assert found["鱼塘续包"].startswith("已请假 0，预计到会党员 8/10，需 ≥ 7；其中有表决权 7/9")


def test_a_committee_counts_its_members(cast: Cast) -> None:
    sitting = coming(cast, MeetingKind.BRANCH_COMMITTEE)
    ask(cast, sitting, cast.carol, cast.bob)
    assert sentences(sitting.meetings.get()) == {"": "已请假 2，预计到会 1/3，需 ≥ 2，还差 1"}


def test_where_nothing_is_voted_on_nothing_is_needed(cast: Cast) -> None:
    assert prospect(coming(cast, MeetingKind.PARTY_LECTURE).meetings.get()).planned == []


def test_the_next_sitting_is_the_nearest_to_come_with_all_its_kinds(cast: Cast) -> None:
    grant = Grant(Role.SECRETARY, cast.first.pk, cast.first.path)
    keeper = Actor(1, "", (grant,))
    assert next_meetings(keeper, cast.first) == []
    make.called(cast)  # of last week
    coming(cast, MeetingKind.PARTY_LECTURE, day=30)
    sitting = coming(cast, MeetingKind.THEME_DAY, MeetingKind.BRANCH_COMMITTEE)
    assert {row.gathering for row in next_meetings(keeper, cast.first)} == {sitting}
    assert len(next_meetings(keeper, cast.first)) == 2
    assert next_meetings(Actor(), cast.first) == []


def test_it_takes_a_fixed_number_of_questions(cast: Cast, django_assert_max_num_queries: Any) -> None:
    meeting = coming(cast).meetings.get()
    with django_assert_max_num_queries(11):
        prospect(meeting)


@pytest.mark.parametrize("kind", [MeetingKind.GROUP_MEETING, MeetingKind.BRANCH_COMMITTEE])
def test_a_group_has_its_own_next_meeting(cast: Cast, kind: MeetingKind) -> None:
    leader = Actor(1, "", (Grant(Role.GROUP_LEADER, cast.west.pk, cast.west.path),))
    coming(cast, kind)
    assert len(next_meetings(leader, cast.west)) == (kind is MeetingKind.GROUP_MEETING)
