"""The decisions that the demo shows: each comes out as its story says, by the rules and through the lifecycle."""

from datetime import date

import pytest

from branchlife.kit import clock
from meetings.demo import county, matters
from meetings.demo.history import Hand
from meetings.demo.names import People
from meetings.models import Election, Filing, Motion
from meetings.vocabulary import MotionResult, VoteProfile
from members.access import Role
from members.models import Appointment, Organisation
from members.vocabulary import AppointmentMode, Post
from tests.cast import TODAY, make_user

pytestmark = [pytest.mark.slow, pytest.mark.once]
SINCE = date(2024, 1, 1)
Tree = dict[str, Organisation]


@pytest.fixture
def tree(db: None, monkeypatch: pytest.MonkeyPatch) -> Tree:
    """The places with a matter, and one without, with their people, and no meeting yet."""
    wanted = {*matters.STORIES, "CX-QS-YL"}
    monkeypatch.setattr(county, "PLOTS", tuple(plot for plot in county.PLOTS if plot.code in wanted))
    made = county.build(None)
    county.settle_people(made, People(2026), SINCE, None)
    return made


def told(tree: Tree, code: str, first: date = SINCE) -> Organisation:
    """The branch after its story, each step at its own time; what came of it is filed and seen."""
    branch = tree[code]
    hand = Hand(
        branch, make_user("shuji", Role.SECRETARY, branch), make_user("zhenwei", Role.COMMITTEE_OFFICER, tree["CX"])
    )  # fmt: skip
    for story in matters.stories(hand, first, TODAY):
        moment = next(story, None)
        while moment is not None:
            with clock.pretend(moment):
                moment = next(story, None)
    assert set(branch.meetings.order_by().values_list("state", flat=True)) <= {"accepted"}
    assert set(Filing.objects.order_by().values_list("decision", flat=True)) <= {"acknowledged"}
    return branch


def test_two_people_are_admitted_one_by_one(tree: Tree) -> None:
    told(tree, "CX-HL-LW1")
    first, second = Motion.objects.order_by("agenda_item__order")
    assert {first.profile, second.profile} == {VoteProfile.B_ADMISSION}
    assert (first.result, second.result) == (MotionResult.PASSED, MotionResult.PASSED)
    assert (first.no, second.no) == (0, 2)
    assert first.subject != second.subject
    assert first.issued == first.present_voters


def test_a_seat_is_filled_in_the_second_round_and_the_new_commissioner_is_in_office(tree: Tree) -> None:
    branch = told(tree, "CX-HL-JG")
    first, second = Election.objects.order_by("round")
    assert not first.candidates.filter(is_elected=True).exists()
    [elected] = second.candidates.filter(is_elected=True)
    [office] = Appointment.objects.filter(organisation=branch, post=Post.COMMITTEE_MEMBER).on(TODAY)
    assert office.member == elected.member
    assert office.mode == AppointmentMode.BY_ELECTED


def test_what_was_nearly_even_came_back_by_itself_and_was_decided(tree: Tree) -> None:
    told(tree, "CX-HL-SQ")
    first, second = Motion.objects.order_by("pk")
    assert first.result == MotionResult.DEFERRED
    assert first.deferred_to == second.agenda_item
    assert second.result == MotionResult.PASSED


def test_a_village_matter_is_judged_by_two_thirds(tree: Tree) -> None:
    told(tree, "CX-ZY-ZC")
    motion = Motion.objects.get()
    assert (motion.profile, motion.result) == (VoteProfile.E_VILLAGE_MAJOR, MotionResult.PASSED)


@pytest.mark.parametrize(
    ("code", "first"), [("CX-HL-LW1", date(2026, 7, 1)), ("CX-HL-JG", date(2026, 9, 1)), ("CX-QS-YL", SINCE)],
    ids=["admitted before", "too short a time", "no matter of its own"],
)  # fmt: skip
def test_nothing_is_told_of_days_that_are_not_written(tree: Tree, code: str, first: date) -> None:
    assert not told(tree, code, first).meetings.exists()
