"""Before the meeting: will enough come?"""

from datetime import date

import pytest

from meetings.rules.forecast import Expected, forecast
from meetings.rules.votes import VoteRules
from meetings.vocabulary import BaseKind, VoteProfile

P = VoteProfile

NEEDS = [
    pytest.param(P.A_ASSEMBLY, 16, 10, 8, 9, 9, id="支部条例第十一条：应到16"),
    pytest.param(P.A_ASSEMBLY, 15, 10, 8, 8, 8, id="支部条例第十一条：应到15"),
    pytest.param(P.A_ASSEMBLY, 2, 2, 1, 2, 2, id="支部条例第十一条：两人支部须全票"),
    pytest.param(P.B_ADMISSION, 16, 10, 9, 9, 9, id="发展细则：应到16"),
    pytest.param(P.C_COMMITTEE, 5, 3, 3, 3, 3, id="支部条例第十二条：委员5"),
    pytest.param(P.C_COMMITTEE, 4, 4, 2, 3, 3, id="支部条例第十二条：委员4，2人可开会，3人才通得过"),
    pytest.param(P.D_ELECTION, 15, 13, 12, 8, 12, id="选举条例2020：应到15"),
    pytest.param(P.F_DELIBERATION, 20, 9, None, 6, 1, id="党章第十七条：9人到会，6比3才不接近"),
    pytest.param(P.F_DELIBERATION, 20, 20, None, 12, 1, id="党章第十七条：20人到会，12比8才不接近"),
    pytest.param(P.G_APPRAISAL, 21, 20, 20, None, 20, id="民主评议：应参评21"),
    pytest.param(P.H_VILLAGERS, 801, 401, 401, 201, 401, id="村组法第二十二条：成年村民801"),
    pytest.param(P.I_DEMOCRATIC_LIFE, 7, 5, 5, None, 5, id="民生会规定：班子7人"),
]


@pytest.mark.parametrize(("profile", "due", "coming", "present", "yes", "needed"), NEEDS)
def test_it_says_what_each_profile_needs(
    profile: VoteProfile, due: int, coming: int, present: int | None, yes: int | None, needed: int
) -> None:
    plan = forecast(profile, Expected(due, coming))
    assert (plan.needed_present, plan.needed_yes, plan.needed) == (present, yes, needed)
    assert plan.can_meet
    assert plan.can_pass


def test_the_sentence_is_that_of_the_desk() -> None:
    plan = forecast(P.A_ASSEMBLY, Expected(16, 10, on_leave=5))
    assert plan.sentence == "已请假 5，预计到会 10/16，需 ≥ 9"
    assert forecast(P.A_ASSEMBLY, Expected(16, 9, on_leave=7)).sentence.endswith("9/16，需 ≥ 9")


def test_what_is_still_missing_is_said() -> None:
    plan = forecast(P.B_ADMISSION, Expected(16, 7, on_leave=9))
    assert plan.sentence == "已请假 9，预计到会 7/16，需 ≥ 9，还差 2"
    assert (plan.can_meet, plan.can_pass) == (False, False)


def test_enough_to_meet_may_be_too_few_to_pass() -> None:
    plan = forecast(P.A_ASSEMBLY, Expected(16, 8))
    assert (plan.can_meet, plan.can_pass) == (True, False)
    assert (plan.needed_yes, plan.sentence) == (None, "已请假 0，预计到会 8/16，需 ≥ 9，还差 1")


def test_below_the_quorum_it_counts_with_the_quorum() -> None:
    assert forecast(P.B_ADMISSION, Expected(16, 3)).needed_yes == 9
    assert forecast(P.H_VILLAGERS, Expected(801, 3)).needed_yes == 201


def test_opinions_in_hand_help_to_pass_but_not_to_meet() -> None:
    plan = forecast(P.B_ADMISSION, Expected(16, 10, written_yes=3))
    assert (plan.needed_present, plan.needed_yes, plan.needed) == (9, 6, 9)
    nobody_left = forecast(P.B_ADMISSION, Expected(16, 8, written_yes=8))
    assert (nobody_left.needed_present, nobody_left.needed) == (None, None)
    assert nobody_left.sentence == "已请假 0，预计到会 8/16，到齐也不够"
    assert not nobody_left.can_pass


def test_values_of_the_branch_change_what_is_needed() -> None:
    assert forecast(P.C_COMMITTEE, Expected(4, 2), VoteRules(committee_pass_base="present")).needed_yes == 2
    strict = VoteRules(election_quorum_inclusive=False, election_pass_base="present")
    plan = forecast(P.D_ELECTION, Expected(15, 13), strict)
    assert (plan.needed_present, plan.needed_yes, plan.needed) == (13, 7, 13)


def test_villagers_are_foreseen_on_the_base_of_their_meeting() -> None:
    plan = forecast(P.H_VILLAGERS, Expected(300, 150, base_kind=BaseKind.HOUSEHOLDS))
    assert (plan.needed_present, plan.needed_yes, plan.can_meet) == (200, 101, False)


def test_nobody_expected_passes_nothing() -> None:
    plan = forecast(P.F_DELIBERATION, Expected(20, 0))
    assert (plan.needed_yes, plan.can_meet, plan.can_pass) == (None, True, False)


def test_without_a_quorum_nothing_is_asked_of_presence() -> None:
    plan = forecast(P.F_DELIBERATION, Expected(20, 9, on_leave=4))
    assert plan.sentence == "已请假 4，预计到会 9/20，不要求到会人数"


VILLAGE = Expected(28, 16, on_leave=5, everybody=30, everybody_coming=18)


def test_a_major_matter_of_the_village_needs_members_and_voters() -> None:
    plan = forecast(P.E_VILLAGE_MAJOR, VILLAGE)
    assert plan.sentence == ("已请假 5，预计到会党员 18/30，需 ≥ 20，还差 2；其中有表决权 16/28，需 ≥ 15")
    assert (plan.needed_present, plan.needed_yes, plan.needed) == (20, 15, 15)
    assert (plan.can_meet, plan.can_pass) == (False, False)


def test_of_a_major_matter_the_voters_alone_may_be_fewer_than_the_members_needed() -> None:
    few = Expected(10, 10, everybody=30, everybody_coming=20)
    assert (forecast(P.E_VILLAGE_MAJOR, few).needed_present, forecast(P.E_VILLAGE_MAJOR, few).needed_yes) == (
        20,
        6,
    )
    too_few = Expected(28, 14, everybody=30, everybody_coming=20)
    assert forecast(P.E_VILLAGE_MAJOR, too_few).needed_yes is None


@pytest.mark.parametrize("missing", [{"everybody": 30}, {"everybody_coming": 20}])
def test_a_major_matter_cannot_be_foreseen_without_all_members(missing: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="党员总数和到会党员数"):
        forecast(P.E_VILLAGE_MAJOR, Expected(28, 14, **missing))


@pytest.mark.parametrize(("voters", "can_pass"), [(15, True), (14, False)])
def test_a_major_matter_can_pass_when_enough_of_those_coming_have_a_vote(voters: int, can_pass: bool) -> None:
    plan = forecast(P.E_VILLAGE_MAJOR, Expected(28, voters, everybody=30, everybody_coming=20))
    assert (plan.can_meet, plan.can_pass) == (True, can_pass)
    assert ("还差" in plan.sentence) is not can_pass


def test_the_edition_of_the_day_is_asked() -> None:
    assert forecast(P.B_ADMISSION, Expected(16, 10), on=date(2023, 6, 1)).needed == 9
