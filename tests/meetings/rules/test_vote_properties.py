"""What holds for every count: a few examples at each run, ten thousand in the slow set."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.rules import near_tie
from meetings.rules.ballots import CandidateCount, ElectionCount, ElectionOutcome
from meetings.rules.counting import count_problems
from meetings.rules.elections import judge_election
from meetings.rules.forecast import Expected, forecast
from meetings.rules.majority import judge
from meetings.rules.votes import Count, PassBase, VoteRules
from meetings.vocabulary import BaseKind, VoteMethod, VoteProfile
from meetings.vocabulary import MotionResult as R

P = VoteProfile
FEW, MANY = 100, 10_000
PROFILES, KINDS = list(P), list(BaseKind)
DECIDING = [P.A_ASSEMBLY, P.B_ADMISSION, P.C_COMMITTEE, P.E_VILLAGE_MAJOR, P.F_DELIBERATION, P.H_VILLAGERS]
HALF, TWO_THIRDS, FOUR_FIFTHS = Fraction(1, 2), Fraction(2, 3), Fraction(4, 5)
YES_NO = (False, True)
HUGE = 2**60  # beyond 2**53 a floating number no longer tells neighbours apart

T = TypeVar("T")


class Dice:
    """Numbers out of drawn bytes: Hypothesis is asked once for a whole count, not twenty times."""

    def __init__(self, raw: bytes) -> None:
        self.rest = int.from_bytes(raw)

    def up_to(self, most: int) -> int:
        self.rest, number = divmod(self.rest, most + 1)
        return number

    def one_of(self, choices: Sequence[T]) -> T:
        return choices[self.up_to(len(choices) - 1)]


def any_rules(dice: Dice) -> VoteRules:
    return VoteRules(
        quorum_inclusive=dice.one_of(YES_NO),
        election_quorum_inclusive=dice.one_of(YES_NO),
        election_pass_base=dice.one_of((PassBase.DUE, PassBase.PRESENT)),
        committee_pass_base=dice.one_of((PassBase.MEMBERS, PassBase.PRESENT)),
        close_gap_min=dice.up_to(3),
        close_gap_percent=dice.up_to(30),
        village_major_inclusive=dice.one_of(YES_NO),
        review_participation_percent=dice.up_to(100),
    )


def any_count(dice: Dice, least_no: int = 0, huge: int = HUGE) -> Count:
    """Any count that adds up, in the neighbourhood of a half and of full presence."""
    eligible = dice.up_to(40) + dice.one_of((0, 0, huge)) + least_no
    present = max(least_no, eligible - dice.up_to(1 + eligible % 41))
    half = eligible // 2
    yes = min(present - least_no, max(0, half - 3 + dice.up_to(6)))
    no = max(least_no, present - yes - dice.up_to(4))
    others = dice.up_to(5)
    return Count(
        eligible,
        present,
        yes,
        no,
        present - yes - no,
        written_yes=min(dice.up_to(3), eligible - present),
        base_kind=dice.one_of(KINDS),
        base_total=eligible + others,
        base_present=present + dice.up_to(others),
    )


def enough_came(profile: VoteProfile, count: Count, rules: VoteRules) -> bool:
    """The quorum in fractions, written down apart from the code."""
    if profile is P.F_DELIBERATION:
        return True
    if profile is P.E_VILLAGE_MAJOR:
        return Fraction(count.everybody_present) >= TWO_THIRDS * count.everybody
    if profile is P.B_ADMISSION or (profile is P.H_VILLAGERS and count.base_kind is BaseKind.ADULTS):
        return Fraction(count.present) > HALF * count.eligible
    share = {
        P.D_ELECTION: FOUR_FIFTHS,
        P.G_APPRAISAL: Fraction(rules.review_participation_percent, 100),
        P.H_VILLAGERS: TWO_THIRDS,
        P.I_DEMOCRATIC_LIFE: TWO_THIRDS,
    }.get(profile, HALF)
    if profile is P.D_ELECTION and not rules.election_quorum_inclusive:
        return Fraction(count.present) > share * count.eligible
    return Fraction(count.present) >= share * count.eligible


def enough_agreed(profile: VoteProfile, count: Count, rules: VoteRules) -> bool:
    """The line to pass in fractions, written down apart from the code."""
    yes = count.yes + (count.written_yes if profile is P.B_ADMISSION else 0)
    base = {P.F_DELIBERATION: count.votes, P.H_VILLAGERS: count.present}.get(profile, count.eligible)
    if profile is P.C_COMMITTEE and rules.committee_pass_base is PassBase.PRESENT:
        base = count.present
    if profile is P.E_VILLAGE_MAJOR and rules.village_major_inclusive:
        return Fraction(yes) >= HALF * base
    return Fraction(yes) > HALF * base


# --- The properties ---


def a_verdict_is_what_exact_fractions_say(dice: Dice) -> None:
    profile, rules, count = dice.one_of(PROFILES), any_rules(dice), any_count(dice)
    result = judge(profile, count, rules).result
    assert (result is R.NO_QUORUM) == (not enough_came(profile, count, rules))
    if result is not R.NO_QUORUM and profile in DECIDING:
        is_close = profile is P.F_DELIBERATION and near_tie.is_close(count, rules)
        decided = R.PASSED if enough_agreed(profile, count, rules) else R.REJECTED
        assert result is (R.DEFERRED if is_close else decided)


def nothing_passes_below_the_quorum(dice: Dice) -> None:
    profile, rules, count = dice.one_of(PROFILES), any_rules(dice), any_count(dice)
    verdict = judge(profile, count, rules, is_urgent=dice.one_of(YES_NO), is_important=True)
    assert verdict.result is not R.PASSED or enough_came(profile, count, rules)
    assert not any(warning.blocks for warning in verdict.warnings)


def more_in_favour_never_undoes_a_pass(dice: Dice) -> None:
    profile, rules, count = dice.one_of(DECIDING), any_rules(dice), any_count(dice, least_no=1)
    more = replace(count, yes=count.yes + 1, no=count.no - 1)
    before, after = (judge(profile, one, rules).result for one in (count, more))
    assert before is not R.PASSED or after is R.PASSED


def the_order_of_the_ballots_does_not_matter(dice: Dice) -> None:
    profile, present = dice.one_of(DECIDING), dice.up_to(20)
    drawn = [dice.one_of(("yes", "no", "abstain")) for _ in range(present)]

    def verdict_of(slips: list[str]) -> tuple[R | None, str]:
        tally = dict.fromkeys(("yes", "no", "abstain"), 0)
        for slip in slips:
            tally[slip] += 1
        verdict = judge(profile, Count(20, present, base_total=20, base_present=present, **tally))
        return verdict.result, verdict.sentence

    assert verdict_of(drawn) == verdict_of(sorted(drawn)) == verdict_of(drawn[::-1])


def a_count_without_problems_adds_up(dice: Dice) -> None:
    profile, count, spoilt = dice.one_of(PROFILES), any_count(dice), dice.up_to(4) - 2
    hands = replace(count, yes=count.yes + spoilt, written_yes=0)
    found = count_problems(profile, VoteMethod.SHOW_OF_HANDS, hands)
    if profile in DECIDING and profile is not P.B_ADMISSION:
        assert (found == []) == (spoilt == 0)
    else:
        assert found


def a_forecast_agrees_with_the_verdict(dice: Dice) -> None:
    profile, rules, count = dice.one_of(PROFILES), any_rules(dice), any_count(dice, huge=25)
    expected = Expected(
        count.eligible,
        count.present,
        written_yes=count.written_yes,
        base_kind=count.base_kind,
        everybody=count.base_total,
        everybody_coming=count.base_present,
    )
    plan = forecast(profile, expected, rules)
    unanimous = replace(count, yes=count.present, no=0, abstain=0)
    best = judge(profile, unanimous, rules).result
    assert plan.can_meet == (best is not R.NO_QUORUM)
    if profile not in DECIDING:
        return
    assert plan.can_pass == (best is R.PASSED)
    if plan.can_meet and plan.needed_yes is not None:
        least = replace(count, yes=plan.needed_yes, no=count.present - plan.needed_yes, abstain=0)
        assert judge(profile, least, rules).result is R.PASSED
        fewer = replace(least, yes=least.yes - 1, no=least.no + 1)
        assert least.yes == 0 or judge(profile, fewer, rules).result is not R.PASSED


def an_election_seats_those_with_most_votes(dice: Dice) -> None:
    rules, present, seats = any_rules(dice), 12, 1 + dice.up_to(3)
    people = tuple(
        CandidateCount(key, f"第{key}号", dice.up_to(present), is_write_in=dice.one_of(YES_NO))
        for key in range(1 + dice.up_to(6))
    )
    due = present + dice.up_to(4)
    count = ElectionCount(seats, due, present, present, present, present, 0, people)
    verdict = judge_election(count, rules)
    base = due if rules.election_pass_base is PassBase.DUE else present
    others = [one for one in people if one not in verdict.elected]
    assert len(verdict.elected) <= seats
    assert all(Fraction(one.yes) > HALF * base for one in verdict.elected)
    assert all(one.yes >= other.yes for one in verdict.elected for other in others)
    if verdict.outcome is ElectionOutcome.SECOND_ROUND:
        assert len(verdict.elected) + verdict.vacant == seats
        assert not any(Fraction(other.yes) > HALF * base for other in others)
    backwards = judge_election(replace(count, candidates=people[::-1]), rules)
    assert (backwards.outcome, set(backwards.elected)) == (verdict.outcome, set(verdict.elected))


PROPERTIES = [
    a_verdict_is_what_exact_fractions_say,
    nothing_passes_below_the_quorum,
    more_in_favour_never_undoes_a_pass,
    the_order_of_the_ballots_does_not_matter,
    a_count_without_problems_adds_up,
    a_forecast_agrees_with_the_verdict,
    an_election_seats_those_with_most_votes,
]


def check(properties: list[Callable[[Dice], None]], examples: int) -> None:
    """Try properties on so many cases: each case is drawn once, and each property reads it from the beginning."""

    @settings(max_examples=examples, deadline=None)
    @given(st.binary(min_size=24, max_size=24))
    def each(raw: bytes) -> None:
        for holds in properties:
            holds(Dice(raw))

    each()


@pytest.mark.parametrize("holds", PROPERTIES, ids=lambda holds: holds.__name__)
def test_it_holds_for_every_vote(holds: Callable[[Dice], None]) -> None:
    check([holds], FEW)


@pytest.mark.slow
@pytest.mark.no_cover
def test_all_of_them_hold_for_ten_thousand_votes() -> None:
    check(PROPERTIES, MANY)
