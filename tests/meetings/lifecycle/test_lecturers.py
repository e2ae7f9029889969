"""The rota: its order, whose turn it is, one press that takes it; lecturers from outside."""

from datetime import date
from typing import Any

import pytest

from branchlife.kit.problems import Refusal
from meetings.kinds import MeetingKind as K
from meetings.lifecycle import calling, lecturers, planning, prompts, recording, suggestions
from meetings.lifecycle.lecturers import GuestFacts
from meetings.models import LecturerTurn, Meeting
from members import transfers
from members.models import Member
from members.vocabulary import ExitKind
from tests.cast import TODAY, Cast, moment
from tests.meetings.lifecycle import make
from tests.meetings.lifecycle.test_prompts import coming, published


def rota(cast: Cast, *names: str) -> list[LecturerTurn]:
    return [lecturers.add_turn(cast.first, getattr(cast, name), cast.secretary) for name in names]


def order(cast: Cast) -> list[str]:
    return [row.member.name for row in LecturerTurn.objects.of_branch(cast.first)]


def lectured(cast: Cast, who: Member, month: int, day: int) -> Meeting:
    meeting = make.called(cast, K.PARTY_LECTURE, start=moment(month, day), end=None).meetings.get()
    recording.set_lecture(meeting, None, who, topic="标准是一条线")
    return meeting


def proposed(cast: Cast, day: date = TODAY) -> Any:
    found = lecturers.rota_of(cast.first, day).next
    return found and found.row.member


def test_up_and_down_and_off(cast: Cast) -> None:
    first, second, third = rota(cast, "alice", "bob", "carol")
    lecturers.move_turn(third, -1, None)
    lecturers.move_turn(first, -1, None)  # already on top
    assert order(cast) == ["韦晓㛃", "闭秀兰", "祝春犇"]
    lecturers.move_turn(first, 1, None)
    lecturers.drop_turn(second, None)
    assert order(cast) == ["闭秀兰", "韦晓㛃"]
    assert [row.order for row in LecturerTurn.objects.of_branch(cast.first)] == [1, 2]
    lecturers.move_turn(second, 1, None)  # gone meanwhile
    assert rota(cast, "carol")[0].pk == third.pk  # twice is once


def test_only_own_members_take_turns(cast: Cast) -> None:
    with pytest.raises(Refusal, match="只能排本支部的党员"):
        lecturers.add_turn(cast.first, cast.karl, None)


def test_the_longest_ago_is_proposed_and_planned_ones_count(cast: Cast) -> None:
    rota(cast, "alice", "bob", "carol")
    lectured(cast, cast.alice, 3, 10)
    lectured(cast, cast.carol, 2, 10)
    assert proposed(cast) == cast.bob
    called = lectured(cast, cast.bob, 12, 10)
    assert proposed(cast) == cast.carol
    planning.not_held(called, "大雪封路", None)
    assert proposed(cast) == cast.bob


def test_who_floats_is_exempt_or_has_left_is_passed_over_with_the_reason(cast: Cast) -> None:
    rota(cast, "ivan", "henry", "erin", "grace")
    transfers.leave(cast.erin, ExitKind.TRANSFERRED_OUT, date(2026, 11, 1))
    found = lecturers.rota_of(cast.first, TODAY)
    assert [bool(place.hindered) for place in found.places] == [True, True, True, False]
    assert found.places[2].hindered == "已不在本支部"
    assert proposed(cast) == cast.grace


def test_one_press_takes_the_turn_and_a_named_lecturer_stays(cast: Cast) -> None:
    rota(cast, "bob")
    meeting = coming(cast, K.PARTY_LECTURE)
    assert lecturers.take_turn(meeting, cast.secretary).lecturer == cast.bob
    with pytest.raises(Refusal, match="授课人已定为祝春犇"):
        lecturers.take_turn(meeting, cast.secretary)


def test_where_there_is_nobody_or_no_lecture_it_is_said(cast: Cast) -> None:
    with pytest.raises(Refusal, match="眼下没有可以授课的党员"):
        lecturers.take_turn(coming(cast, K.PARTY_LECTURE), None)
    with pytest.raises(Refusal, match="不是党课"):
        lecturers.take_turn(coming(cast, day=19), None)


def test_a_call_takes_up_what_was_ticked_all_or_nothing(cast: Cast) -> None:
    rota(cast, "bob")
    sitting = make.called(cast, K.THEME_DAY, K.PARTY_LECTURE, start=moment(12, 18), end=None)
    day = published(cast, "党日的", kinds=[K.THEME_DAY])
    concern = suggestions.enter(cast.first, "路灯", None)
    chosen = calling.TakenUp([day], [concern], takes_turn=True)
    for _ in range(2):
        calling.take_up(sitting, chosen, cast.secretary)
    lecture = sitting.meetings.get(kind=K.PARTY_LECTURE)
    assert lecture.lecture.lecturer == cast.bob
    assert "党日的" in sitting.meetings.get(kind=K.THEME_DAY).agenda.values_list("title", flat=True)
    wrong = published(cast, "只供大会", kinds=[K.BRANCH_ASSEMBLY])
    with pytest.raises(Refusal, match="不适合这次会议"):
        calling.take_up(sitting, calling.TakenUp([wrong]), None)
    assert not prompts.taken_from(list(lecture.agenda.all()))


def test_lecturers_from_outside_are_registered_once(cast: Cast) -> None:
    row = lecturers.register_guest(cast.town, GuestFacts("莫怀远", "镇党委书记", True), None)
    assert str(row) == "莫怀远（镇党委书记）"
    assert lecturers.amend_guest(row, GuestFacts("莫怀远"), None).is_leader is False
    with pytest.raises(Refusal, match="已经登记过"):
        lecturers.register_guest(cast.town, GuestFacts("莫怀远"), None)
    with pytest.raises(Refusal, match="请填写姓名"):
        lecturers.register_guest(cast.town, GuestFacts(" "), None)
