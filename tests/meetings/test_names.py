"""The names behind every total."""

from typing import Any

import pytest

from meetings import names
from meetings.kinds import MeetingKind
from meetings.lifecycle import holding, leave, pages
from meetings.models import Attendance, Meeting
from meetings.rules.presence import Presence
from meetings.rules.rollcall import Mark
from meetings.vocabulary import AttendanceState, LeaveReason
from members import transfers
from members.vocabulary import ExclusionGround, MemberStatus, Post
from tests.cast import SINCE, Cast, moment
from tests.meetings.lifecycle import make

ILL = Mark(AttendanceState.LEAVE, LeaveReason.ILLNESS)
NOBODY_SAID = Mark(AttendanceState.ABSENT, LeaveReason.OTHER)


def found(meeting: Meeting) -> dict[str, names.Section]:
    return {section.key: section for section in names.sections(meeting)}


def said(section: names.Section) -> dict[str, str]:
    return {line.name: line.note for _, lines in section.groups for line in lines}


def left(section: names.Section) -> dict[str, str]:
    return {line.name: line.note for line in section.left_out}


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """An assembly: one ill, one missing; henry exempt, ivan floating, judy on probation."""
    return make.held(cast, marks={cast.erin.pk: ILL, cast.dan.pk: NOBODY_SAID})


def test_each_total_has_as_many_names_as_it_says(meeting: Meeting) -> None:
    totals = {key: section.count for key, section in found(meeting).items()}
    meeting.refresh_from_db()
    assert totals["due"] == meeting.due_count == 8
    assert totals["present"] == meeting.present_count == 6
    assert totals["leave"] == meeting.leave_count == 1
    assert totals["absent"] == meeting.absent_count == 1
    assert totals["exempt"] == meeting.exempt_count == 2
    assert totals["voters"] == meeting.attendances.voters().count() == 9
    assert totals["electors"] == meeting.attendances.electors().count() == 9


def test_whoever_is_left_out_is_left_out_for_a_reason(meeting: Meeting) -> None:
    sections = found(meeting)
    reasons = {
        "岑𠅤": "年老体弱（教育条例第二十三条）",
        "甘小峰": "流动党员，在流入地参加（教育条例第三十二条）",
    }
    assert left(sections["due"]) == reasons
    assert said(sections["exempt"]) == reasons
    assert left(sections["voters"]) == {"卓一凡": "预备党员，无表决权（选举条例第五条）"}
    assert left(sections["electors"]) == {"卓一凡": "预备党员，无选举权（选举条例第五条）"}


def test_the_voters_stand_apart_by_whether_they_came(meeting: Meeting) -> None:
    groups = {word: [line.name for line in lines] for word, lines in found(meeting)["voters"].groups}
    assert len(groups["实到"]) == 5
    assert set(groups["未到"]) == {"李建国", "柯䶮", "岑𠅤", "甘小峰"}
    assert said(found(meeting)["voters"])["李建国"] == "请假·病"


def test_the_frozen_roll_decides_and_a_later_change_of_the_roster_is_only_said(
    cast: Cast, meeting: Meeting
) -> None:
    transfers.end_period(cast.henry.exemptions.get(), cast.henry.exemptions.get().start.replace(year=2025))
    transfers.mark_status(cast.grace, MemberStatus.PARTY_PROBATION, SINCE)
    sections = found(meeting)
    assert left(sections["due"])["岑𠅤"] == names.CHANGED_SINCE
    assert "谢𬱖" in said(sections["voters"])


def test_who_need_not_have_come_and_did_counts_on_both_sides(cast: Cast) -> None:
    meeting = make.held(cast, marks={cast.ivan.pk: Mark(AttendanceState.PRESENT)})
    sections = found(meeting)
    assert said(sections["due"])["甘小峰"] == names.CAME_ALL_THE_SAME
    assert "甘小峰" in said(sections["present"])
    assert "甘小峰" not in said(sections["exempt"])


def test_study_at_home_is_told_beside_the_ground(cast: Cast) -> None:
    meeting = make.held(cast, marks={cast.henry.pk: Mark(AttendanceState.HOME_STUDY)})
    assert said(found(meeting)["exempt"])["岑𠅤"] == "送学上门；年老体弱（教育条例第二十三条）"


def test_who_came_late_is_named_with_the_minute(cast: Cast) -> None:
    sitting = make.called(cast)
    moves = {cast.erin.pk: Presence(moment(11, 20, 15, 10), moment(11, 20, 15, 40))}
    holding.confirm_roll(sitting, {}, cast.secretary, moves)
    assert said(found(sitting.meetings.get())["present"])["李建国"] == "15:10 到会，15:40 离会"


def test_an_exclusion_without_its_papers_is_counted_and_remarked_on(cast: Cast) -> None:
    transfers.exclude(cast.erin, ExclusionGround.BEDRIDDEN, SINCE, superior_doc="禾委3号")
    papers = {"superior_doc": "禾委3号", "resolution": "2026年第1次党员大会"}
    transfers.exclude(cast.frank, ExclusionGround.ABROAD_LONG, SINCE, **papers)
    sections = found(make.held(cast))
    assert "缺党员大会决议，手续不全，仍计入应到" in said(sections["voters"])["李建国"]
    assert left(sections["voters"])["阿依古丽·买买提"].startswith("不计入应到：自费出国")
    assert "阿依古丽·买买提" in said(sections["due"])


def test_in_a_committee_everybody_votes_whatever_their_standing(cast: Cast) -> None:
    transfers.mark_status(cast.carol, MemberStatus.PARTY_PROBATION, SINCE)
    sections = found(make.held(cast, MeetingKind.BRANCH_COMMITTEE))
    assert sections["voters"].title == "委员（都有表决权）"
    assert (sections["voters"].count, left(sections["voters"])) == (3, {})
    assert left(sections["electors"]) == {"闭秀兰": "留党察看，无选举权（选举条例第五条）"}


def test_where_nothing_is_voted_on_there_are_no_such_totals(cast: Cast) -> None:
    sections = found(make.held(cast, MeetingKind.PARTY_LECTURE))
    assert not {"voters", "electors"} & set(sections)
    assert len(said(found(make.held(cast, MeetingKind.GROUP_MEETING))["due"])) == 4


def test_before_the_meeting_it_is_the_standing_of_its_day_and_the_leave_so_far(cast: Cast) -> None:
    transfers.appoint(cast.dan, cast.first, Post.COMMITTEE_MEMBER, moment(11, 27).date())
    sitting = make.called(cast, MeetingKind.BRANCH_COMMITTEE, start=moment(11, 27), end=None)
    asked = {cast.carol.pk: LeaveReason.ILLNESS}
    leave.set_leave(sitting, asked, pages.roll_stamp(sitting), cast.secretary)
    sections = found(sitting.meetings.get())
    assert {key: section.count for key, section in sections.items()} == {
        "due": 4, "leave": 1, "coming": 3, "voters": 4, "electors": 4,
    }  # fmt: skip
    assert said(sections["leave"]) == {"闭秀兰": "请假·病"}


def test_a_meeting_costs_the_same_questions_whatever_the_number_of_names(
    cast: Cast, meeting: Meeting, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(7):
        names.sections(meeting)  # and the branch and its rules, once
    Attendance.objects.filter(meeting=meeting).first().delete()
    with django_assert_num_queries(5):
        names.sections(meeting)
