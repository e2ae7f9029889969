"""The roll: scope, standing of the day, counts, numbers, guests."""

from datetime import date

import pytest

from branchlife.kit.problems import Refusal
from meetings.kinds import MeetingKind as K
from meetings.lifecycle import holding, planning
from meetings.lifecycle.holding import Visitor
from meetings.rules.presence import Presence
from meetings.rules.rollcall import Mark
from meetings.vocabulary import AttendanceState as S
from meetings.vocabulary import GuestRole, LeaveReason
from members import transfers
from members.vocabulary import ExitKind, MemberStatus
from tests.cast import Cast, moment
from tests.meetings.lifecycle import make


def names(cast: Cast, kind: K) -> set[str]:
    sitting = make.called(cast, kind)
    return {listed.member.name for listed in holding.due_roll(sitting.meetings.get())}


def test_each_kind_calls_its_own_people(cast: Cast) -> None:
    assert names(cast, K.BRANCH_COMMITTEE) == {"韦晓㛃", "祝春犇", "闭秀兰"}
    assert names(cast, K.GROUP_MEETING) == {"闭秀兰", "柯䶮", "阿依古丽·买买提", "岑𠅤", "卓一凡"}
    assert len(names(cast, K.BRANCH_ASSEMBLY)) == 10
    assert names(cast, K.THEME_DAY) == names(cast, K.PARTY_LECTURE)


def test_a_general_branch_and_a_committee_call_those_below(cast: Cast) -> None:
    facts = planning.Facts(start=moment(11, 20))
    assembly = planning.call(cast.village, [K.GENERAL_ASSEMBLY], facts, cast.general).meetings.get()
    assert len(holding.due_roll(assembly)) == 13
    secretaries = planning.call(cast.town, [K.SECRETARIES_MEETING], facts, cast.officer).meetings.get()
    assert {listed.member.name for listed in holding.due_roll(secretaries)} == {"韦晓㛃", "兰凤英"}


def test_the_roll_is_frozen_with_the_standing_of_the_day(cast: Cast) -> None:
    meeting = make.held(cast)
    transfers.mark_status(cast.alice, MemberStatus.PARTY_PROBATION, date(2026, 1, 1))
    transfers.leave(cast.erin, ExitKind.DECEASED, date(2026, 11, 22))
    row = meeting.attendances.get(member=cast.alice)
    assert (row.is_due, row.can_vote, row.category) == (True, True, "full")
    assert meeting.attendances.filter(member=cast.erin).exists()


def test_nobody_is_taken_for_present_who_need_not_come(cast: Cast) -> None:
    meeting = make.held(cast)
    assert meeting.attendances.get(member=cast.henry).state == S.EXEMPT
    assert meeting.attendances.get(member=cast.ivan).state == S.EXEMPT
    assert meeting.attendances.get(member=cast.judy).can_vote is False


def test_the_counts_add_up(cast: Cast) -> None:
    marks = {
        cast.erin.pk: Mark(S.LEAVE, LeaveReason.PERSONAL),
        cast.grace.pk: Mark(S.ABSENT, LeaveReason.OTHER),
        cast.frank.pk: Mark(S.ONLINE),
        cast.henry.pk: Mark(S.PRESENT),
    }
    meeting = make.held(cast, marks=marks)
    counts = {name: getattr(meeting, name) for name in holding.COUNTS}
    assert counts == {
        "due_count": 9,
        "due_full_count": 8,
        "present_count": 7,
        "present_full_count": 6,
        "leave_count": 1,
        "absent_count": 1,
        "exempt_count": 1,
    }


def test_one_roll_serves_every_kind_of_the_sitting_by_its_scope(cast: Cast) -> None:
    sitting = make.called(cast, K.BRANCH_ASSEMBLY, K.BRANCH_COMMITTEE)
    holding.confirm_roll(sitting, {cast.carol.pk: Mark(S.LEAVE, LeaveReason.ILLNESS)}, cast.secretary)
    assembly, committee = sitting.meetings.order_by("pk")
    assert (assembly.present_count, committee.present_count) == (7, 2)


def test_a_meeting_of_tomorrow_has_no_roll_yet(cast: Cast) -> None:
    with pytest.raises(Refusal, match="当日才能点名"):
        make.held(cast, start=moment(11, 25), end=moment(11, 25, 16))


def test_a_body_without_people_has_no_roll(cast: Cast) -> None:
    facts = planning.Facts(start=moment(11, 20))
    sitting = planning.call(cast.second, [K.JOINT_MEETING], facts, cast.neighbour)
    transfers.end_period(cast.karl.appointments.get(), date(2025, 1, 1))
    with pytest.raises(Refusal, match="没有应到人员"):
        holding.confirm_roll(sitting, {}, cast.neighbour)


def test_the_roll_can_be_confirmed_again_before_filing(cast: Cast) -> None:
    meeting = make.held(cast)
    meeting.attendances.filter(member=cast.erin).update(makeup_on=date(2026, 11, 23))
    holding.confirm_roll(meeting.gathering, {cast.erin.pk: Mark(S.ABSENT, LeaveReason.OTHER)}, cast.secretary)
    meeting.refresh_from_db()
    assert (meeting.ordinal, meeting.absent_count, meeting.attendances.count()) == (1, 1, 10)
    assert meeting.attendances.get(member=cast.erin).makeup_on == date(2026, 11, 23)


def test_meetings_are_numbered_by_branch_group_kind_and_year(cast: Cast) -> None:
    first, second = make.held(cast), make.held(cast)
    group = make.held(cast, K.GROUP_MEETING)
    last_year = make.held(cast, start=moment(11, 20, year=2025), end=None)
    assert [row.number for row in (first, second, group, last_year)] == [
        "2026-DH-01",
        "2026-DH-02",
        "2026-XZ-G2-01",
        "2025-DH-01",
    ]
    assert make.called(cast).meetings.get().number == ""


def test_guests_sit_in_without_being_counted(cast: Cast) -> None:
    meeting = make.held(cast)
    visitors = [Visitor("黄启明", GuestRole.SUPERIOR, "镇党建办"), Visitor("骆长河")]
    holding.set_guests(meeting, visitors, cast.secretary)
    meeting = holding.set_guests(meeting, visitors[:1], cast.secretary)
    assert (meeting.guest_count, meeting.present_count) == (1, 8)
    with pytest.raises(Refusal, match="已计入到会"):
        holding.set_guests(meeting, [Visitor("韦晓㛃")], cast.secretary)


def test_minutes_of_somebody_who_is_not_on_the_roll_are_refused(cast: Cast) -> None:
    sitting = make.called(cast)
    late = Presence(arrived=moment(11, 20, 15, 0))
    with pytest.raises(Refusal, match="不在本次会议的名册上"):
        holding.confirm_roll(sitting, {}, cast.secretary, moves={cast.karl.pk: late})
    assert sitting.meetings.get().state == "planned"
