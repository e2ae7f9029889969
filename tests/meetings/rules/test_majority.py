"""Votes: the boundary cases of the regulations as tables, and the properties that hold for every count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.rules.counting import count_problems
from meetings.rules.majority import judge
from meetings.rules.votes import Count, VoteRules
from meetings.vocabulary import MotionResult as R
from meetings.vocabulary import VoteMethod, VoteProfile

A, C = VoteProfile.A_ASSEMBLY, VoteProfile.C_COMMITTEE

BOUNDARIES = [
    pytest.param(A, 15, 8, 8, R.PASSED, id="支部条例第十一条：应到15，到会8，赞成8"),
    pytest.param(A, 15, 8, 7, R.REJECTED, id="支部条例第十一条：应到15，赞成7"),
    pytest.param(A, 15, 7, 7, R.NO_QUORUM, id="支部条例第十一条：应到15，到会7"),
    pytest.param(A, 16, 9, 8, R.REJECTED, id="支部条例第十一条：赞成8恰为应到16的一半"),
    pytest.param(A, 16, 8, 8, R.REJECTED, id="支部条例第十一条：到会恰为一半，够开，过不了"),
    pytest.param(A, 16, 7, 7, R.NO_QUORUM, id="支部条例第十一条：应到16，到会7"),
    pytest.param(A, 2, 1, 1, R.REJECTED, id="支部条例第十一条：两人支部须全票"),
    pytest.param(A, 2, 2, 2, R.PASSED, id="支部条例第十一条：两人支部全票"),
    pytest.param(A, 40, 21, 20, R.REJECTED, id="支部条例第十一条：赞成占到会的绝大多数，仍不过应到半数"),
    pytest.param(C, 5, 3, 3, R.PASSED, id="支部条例第十二条：委员5，到会3，赞成3"),
    pytest.param(C, 5, 2, 2, R.NO_QUORUM, id="支部条例第十二条：委员5，到会2"),
    pytest.param(C, 3, 2, 2, R.PASSED, id="支部条例第十二条：委员3，到会2，赞成2"),
    pytest.param(C, 4, 2, 2, R.REJECTED, id="支部条例第十二条：委员4，到会2，可以开会，什么也通不过"),
]


@pytest.mark.parametrize(("profile", "eligible", "present", "yes", "result"), BOUNDARIES)
def test_it_judges_the_boundary_cases(
    profile: VoteProfile, eligible: int, present: int, yes: int, result: R
) -> None:
    assert judge(profile, Count(eligible, present, yes, present - yes, 0)).result is result


def test_the_sentence_shows_the_comparison_and_the_article() -> None:
    verdict = judge(A, Count(16, 9, 9, 0, 0))
    assert verdict.sentence == "2×9 = 18 > 16，赞成超过应到会有表决权党员半数（支部条例第十一条）"
    assert "2×7 = 14 < 16" in judge(A, Count(16, 7, 7, 0, 0)).sentence
    assert "2×8 = 16 ≤ 16" in judge(A, Count(16, 9, 8, 1, 0)).sentence


def test_exactly_half_present_is_enough_but_is_said() -> None:
    [warning] = judge(A, Count(16, 8, 8, 0, 0)).warnings
    assert (warning.code, warning.blocks) == ("quorum-half", False)
    assert judge(A, Count(16, 8, 8, 0, 0), VoteRules(quorum_inclusive=True)).warnings == ()
    assert judge(A, Count(16, 9, 9, 0, 0)).warnings == ()


def counts(draw: st.DrawFn) -> Count:
    eligible = draw(st.integers(1, 500))
    present = draw(st.integers(0, eligible))
    yes = draw(st.integers(0, present))
    return Count(eligible, present, yes, present - yes, 0)


any_count = st.composite(counts)()


@given(any_count, st.sampled_from([A, C]))
def test_more_in_favour_never_turns_a_pass_into_a_failure(count: Count, profile: VoteProfile) -> None:
    if count.no and judge(profile, count).result is R.PASSED:
        more = Count(count.eligible, count.present, count.yes + 1, count.no - 1, 0)
        assert judge(profile, more).result is R.PASSED


@given(any_count, st.sampled_from([A, C]))
def test_nothing_passes_below_the_quorum_or_without_more_than_half(
    count: Count, profile: VoteProfile
) -> None:
    result = judge(profile, count).result
    assert (result is R.NO_QUORUM) == (count.present < count.eligible - count.present)
    assert (result is R.PASSED) == (result is not R.NO_QUORUM and count.yes > count.eligible - count.yes)


HANDS = [
    ((10, 8, 6, 1, 1), None),
    ((10, 8, 6, 1, 0), "赞成 6 + 反对 1 + 弃权 0 = 7，与实到有表决权党员 8 人不符"),
    ((10, 8, 9, 0, 0), "= 9，与实到有表决权党员 8 人不符"),
    ((8, 9, 9, 0, 0), "实到有表决权党员 9 人，多于应到有表决权党员 8 人"),
]


@pytest.mark.parametrize(("numbers", "words"), HANDS)
def test_hands_must_add_up_to_those_present(numbers: tuple[int, ...], words: str | None) -> None:
    found = count_problems(A, VoteMethod.SHOW_OF_HANDS, Count(*numbers))
    assert (words is None) == (found == [])
    assert words is None or words in found[0].text


BALLOTS = [
    ((10, 8, 6, 1, 0, 8, 8, 1), None),
    ((10, 8, 6, 1, 0, 8, 7, 0), None),
    ((10, 8, 6, 1, 0, None, None, None), "须写明发出、收回和无效"),
    ((10, 8, 6, 1, 1, 9, 8, 0), "发出 9 张票，多于到会有表决权党员的 8 人"),
    ((10, 8, 6, 1, 1, 7, 8, 0), "收回 8 张票，多于发出的 7 张，本次投票无效"),
    ((10, 8, 6, 1, 0, 8, 8, 0), "= 7，与收回的 8 张不符"),
]


@pytest.mark.parametrize(("numbers", "words"), BALLOTS)
def test_ballots_must_add_up_to_those_collected(numbers: tuple[int | None, ...], words: str | None) -> None:
    found = count_problems(A, VoteMethod.SECRET_BALLOT, Count(*numbers))  # type: ignore[arg-type]
    assert (words is None) == (found == [])
    assert words is None or words in found[0].text
