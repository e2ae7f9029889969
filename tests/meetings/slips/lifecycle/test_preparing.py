"""What may be voted on electronically, among how many, and who may watch over it."""

from typing import Any

import pytest

from branchlife.kit.problems import Refusal
from meetings.kinds import MeetingKind
from meetings.lifecycle import filing, recording
from meetings.models import AgendaItem
from meetings.rules.rollcall import Mark
from meetings.slips.lifecycle import preparing
from meetings.slips.models import Poll
from meetings.vocabulary import AttendanceState, VoteProfile
from tests.cast import Cast
from tests.meetings.lifecycle import make as meetings
from tests.meetings.slips import make


@pytest.fixture
def allowed(cast: Cast) -> None:
    make.allow(cast.town)


def refused(cast: Cast, *args: Any, **more: Any) -> list[str]:
    """The codes of the refusal; nothing may be stored."""
    with pytest.raises(Refusal) as caught:
        make.prepared(cast, *args, **more)
    assert not Poll.objects.exists()
    return [problem.code for problem in caught.value.problems]


def test_by_default_no_branch_uses_electronic_slips(cast: Cast) -> None:
    assert refused(cast) == ["not-allowed"]


@pytest.mark.parametrize("profile", [VoteProfile.B_ADMISSION, VoteProfile.D_ELECTION])
def test_admissions_and_elections_are_refused_whatever_a_rule_says(cast: Cast, profile: VoteProfile) -> None:
    make.allow(cast.town, *VoteProfile)
    assert refused(cast, profile=profile) == ["paper-only"]


@pytest.mark.parametrize("category", ["admission", "election"])
def test_nor_do_they_come_in_under_another_name(cast: Cast, allowed: None, category: str) -> None:
    meeting = make.twelve(cast)
    item = meeting.agenda.first()
    AgendaItem.objects.filter(pk=item.pk).update(category=category)
    item.refresh_from_db()
    assert refused(cast, meeting, profile=VoteProfile.A_ASSEMBLY, agenda_item=item) == ["paper-only"]


@pytest.mark.parametrize("planned", ["b_admission", "d_election"])
def test_nor_under_another_category(cast: Cast, allowed: None, planned: str) -> None:
    meeting = make.twelve(cast)
    item = meeting.agenda.first()
    AgendaItem.objects.filter(pk=item.pk).update(planned_profile=planned)
    item.refresh_from_db()
    assert refused(cast, meeting, agenda_item=item) == ["paper-only"]


def test_fewer_than_five_are_told_to_use_paper(cast: Cast, allowed: None) -> None:
    absent = Mark(AttendanceState.ABSENT)
    away = {person.pk: absent for person in (cast.alice, cast.bob, cast.carol, cast.dan, cast.erin)}
    meeting = meetings.held(cast, marks=away)
    with pytest.raises(Refusal, match="只有 3 人，少于 5 人时电子票无法保密，请用纸质票"):
        make.prepared(cast, meeting)


def test_a_committee_may_ask_for_more(cast: Cast) -> None:
    make.allow(cast.town, least=13)
    assert refused(cast) == ["too-few"]


def test_a_committee_of_three_cannot_hide_a_vote(cast: Cast, allowed: None) -> None:
    meeting = meetings.held(cast, MeetingKind.BRANCH_COMMITTEE)
    assert refused(cast, meeting, profile=VoteProfile.C_COMMITTEE) == ["too-few"]


def test_an_assembly_does_not_decide_as_a_committee(cast: Cast, allowed: None) -> None:
    assert refused(cast, profile=VoteProfile.C_COMMITTEE) == ["kind"]


@pytest.mark.parametrize(
    ("watchers", "words"),
    [
        (("莫怀远", "莫怀远"), "两个不同的人"),
        (("莫怀远", ""), "两个不同的人"),
        (("莫怀远", "柯䶮"), "柯䶮是被测评的人，不能监票"),
    ],
)
def test_two_watch_and_neither_is_graded(cast: Cast, allowed: None, watchers: Any, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        make.prepared(cast, scrutineers=watchers)


@pytest.mark.parametrize("options", [(), ("合格",), ("合格", "合格")])
def test_there_is_something_to_choose_from(cast: Cast, allowed: None, options: tuple[str, ...]) -> None:
    assert refused(cast, options=options) == ["options"]


def test_there_is_something_to_ask(cast: Cast, allowed: None) -> None:
    assert refused(cast, people=()) == ["questions"]


def test_a_record_that_is_filed_gets_no_poll(cast: Cast, allowed: None) -> None:
    meeting = meetings.recorded(cast)
    filing.file_gathering(meeting.gathering, cast.secretary)
    with pytest.raises(Refusal, match="不能再改"):
        make.prepared(cast, meeting)


def test_full_members_are_graded_in_stroke_order_and_those_on_probation_are_not(
    cast: Cast, allowed: None
) -> None:
    poll = make.prepared(cast)
    names = [question.text for question in poll.questions.order_by("order")]
    people = [question.member for question in poll.questions.order_by("order")]
    assert len(names) == 11
    assert cast.judy.name not in names
    assert [one.stroke_order for one in people] == sorted(one.stroke_order for one in people)


@pytest.mark.parametrize(
    ("profile", "counted"),
    [
        (VoteProfile.G_APPRAISAL, (12, 12)),  # with the member on probation, who takes part
        (VoteProfile.A_ASSEMBLY, (11, 11)),
    ],
)
def test_those_entitled_are_counted_from_the_roll(cast: Cast, profile: VoteProfile, counted: Any) -> None:
    found = preparing.electors(make.twelve(cast), profile)
    assert (found.eligible, found.present) == counted


def test_before_the_roll_slips_are_for_everybody_who_is_expected(cast: Cast) -> None:
    meeting = meetings.called(cast).meetings.get()
    found = preparing.electors(meeting, VoteProfile.G_APPRAISAL)
    assert (found.eligible, found.present, found.slips) == (8, None, 8)
    assert [person.name for person in preparing.candidates(meeting)]


def test_in_a_committee_every_member_counts(cast: Cast) -> None:
    meeting = meetings.held(cast, MeetingKind.BRANCH_COMMITTEE)
    assert preparing.electors(meeting, VoteProfile.C_COMMITTEE).slips == 3


def test_a_topic_with_a_poll_may_still_be_struck_off_the_agenda(cast: Cast, allowed: None) -> None:
    meeting = make.twelve(cast)
    poll = make.opinion(cast, meeting, ["修渠"], agenda_item=meeting.agenda.first())
    recording.set_agenda(meeting, [], cast.secretary)
    poll.refresh_from_db()
    assert poll.agenda_item is None
