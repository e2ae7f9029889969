"""Opinions nearly even, and the ways out of it (党章第十七条)."""

import pytest

from meetings.rules import near_tie
from meetings.rules.majority import judge
from meetings.rules.votes import Count, VoteRules
from meetings.vocabulary import MotionResult as R
from meetings.vocabulary import VoteProfile

RULES = VoteRules()
F = VoteProfile.F_DELIBERATION

CLOSE = [
    pytest.param(Count(20, 20, 11, 9), True, id="20人到会，11比9，差2不超过一成"),
    pytest.param(Count(20, 20, 9, 11), True, id="20人到会，9比11，少数一方在赞成"),
    pytest.param(Count(20, 20, 12, 8), False, id="20人到会，12比8"),
    pytest.param(Count(9, 9, 5, 4), True, id="9人到会，5比4，差1票"),
    pytest.param(Count(9, 9, 4, 5), True, id="9人到会，4比5"),
    pytest.param(Count(9, 9, 5, 3, 1), False, id="9人到会，5比3，差2票超过一成"),
    pytest.param(Count(10, 10, 5, 5), True, id="平票"),
    pytest.param(Count(19, 19, 10, 8, 1), False, id="19人到会，差2，200大于190"),
    pytest.param(Count(99, 99, 54, 44, 1), False, id="99人到会，差10，1000大于990"),
    pytest.param(Count(1, 1, 1, 0), False, id="只有一票，没有双方"),
    pytest.param(Count(9, 9, 0, 1, 8), False, id="无人赞成，没有双方"),
]


@pytest.mark.parametrize(("count", "expected"), CLOSE)
def test_it_knows_what_is_nearly_even(count: Count, expected: bool) -> None:
    assert near_tie.is_close(count, RULES) is expected


def test_the_two_measures_are_values_of_the_branch() -> None:
    count = Count(20, 20, 12, 8)
    assert near_tie.is_close(count, VoteRules(close_gap_min=4))
    assert not near_tie.is_close(count, VoteRules(close_gap_min=3))
    assert near_tie.is_close(count, VoteRules(close_gap_percent=20))
    assert not near_tie.is_close(count, VoteRules(close_gap_percent=19))


def test_it_is_put_off_until_the_next_meeting() -> None:
    verdict = judge(F, Count(20, 20, 11, 9))
    assert verdict.result is R.DEFERRED
    assert verdict.sentence == (
        "赞成 11、反对 9 相差 2，100×2 = 200 ≤ 10×20 = 200，双方人数接近，暂缓作出决定，下次再议（党章第十七条）"
    )
    assert judge(F, Count(9, 9, 5, 4)).sentence.startswith("赞成 5、反对 4 相差 1，不超过 1 票，双方人数接近")


def test_a_special_matter_goes_to_the_superior() -> None:
    verdict = judge(F, Count(20, 20, 11, 9), is_special=True)
    assert verdict.result is R.REFERRED_UP
    assert verdict.sentence.endswith("双方人数接近，情况特殊，报上级裁决（党章第十七条）")


@pytest.mark.parametrize("is_special", [False, True])
def test_an_urgent_matter_is_decided_by_the_majority_and_says_so(is_special: bool) -> None:
    verdict = judge(F, Count(20, 20, 11, 9), is_urgent=True, is_special=is_special)
    assert verdict.result is R.PASSED
    assert verdict.sentence == (
        "2×11 = 22 > 20，赞成超过参加表决者半数（党章第十七条）；双方人数接近，因情况紧急，按多数人的意见执行"
    )
    assert judge(F, Count(20, 20, 10, 10), is_urgent=True).result is R.REJECTED


@pytest.mark.parametrize("circumstance", ["is_urgent", "is_special"])
def test_a_clear_majority_needs_no_way_out(circumstance: str) -> None:
    verdict = judge(F, Count(20, 20, 12, 8), **{circumstance: True})  # type: ignore[arg-type]
    assert (verdict.result, verdict.sentence) == (
        R.PASSED,
        "2×12 = 24 > 20，赞成超过参加表决者半数（党章第十七条）",
    )


WARNED = [
    VoteProfile.A_ASSEMBLY,
    VoteProfile.C_COMMITTEE,
    VoteProfile.E_VILLAGE_MAJOR,
    VoteProfile.H_VILLAGERS,
]
NOT_WARNED = [VoteProfile.B_ADMISSION, F, VoteProfile.D_ELECTION, VoteProfile.G_APPRAISAL]
EVEN = Count(17, 17, 9, 8, base_total=17, base_present=17)


@pytest.mark.parametrize("profile", WARNED)
def test_elsewhere_an_important_matter_nearly_even_is_only_warned_of(profile: VoteProfile) -> None:
    verdict = judge(profile, EVEN, is_important=True)
    [warning] = verdict.warnings
    assert verdict.result is R.PASSED
    assert (warning.code, warning.basis, warning.blocks) == ("near-tie", "党章第十七条", False)
    assert warning.text == (
        "赞成 9、反对 8 相差 1，不超过 1 票，双方人数接近；重要问题除情况紧急外，一般应暂缓决定，下次再议"
    )
    assert judge(profile, EVEN).warnings == ()
    assert judge(profile, EVEN, is_important=True, is_urgent=True).warnings == ()
    clear = Count(17, 17, 12, 5, base_total=17, base_present=17)
    assert judge(profile, clear, is_important=True).warnings == ()


@pytest.mark.parametrize("profile", NOT_WARNED)
def test_admission_elections_and_appraisals_are_never_put_off(profile: VoteProfile) -> None:
    assert judge(profile, EVEN, is_important=True).warnings == ()
