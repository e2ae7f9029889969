"""Elections: quorum, difference, both bases, equal votes, the second round, fewer seats."""

from dataclasses import replace

import pytest

from meetings.rules.ballots import CandidateCount, CandidateStanding, ElectionCount, ElectionOutcome
from meetings.rules.elections import judge_election
from meetings.rules.seats import candidates_needed, runners_up, take
from meetings.rules.votes import VoteRules

O, S = ElectionOutcome, CandidateStanding  # noqa: E741
NAMES = ("韦晓㛃", "祝春犇", "甘小峰", "司徒敏", "李建国", "李建国", "谢𬱖", "邓永富", "阿依古丽·买买提")
PRESENT_BASE = VoteRules(election_pass_base="present")


def candidates(*yes: int, valid: int = 12) -> tuple[CandidateCount, ...]:
    return tuple(
        CandidateCount(at, NAMES[at % len(NAMES)], votes, valid - votes) for at, votes in enumerate(yes)
    )


def election(*yes: int, seats: int = 3, valid: int = 12, **more: int | bool) -> ElectionCount:
    """15 entitled, 12 present, each handed a ballot."""
    people = candidates(*yes, valid=valid)
    return ElectionCount(seats, 15, 12, 12, valid, valid, 0, people, **more)  # type: ignore[arg-type]


def keys(people: tuple[CandidateCount, ...]) -> list[int]:
    return [person.key for person in people]


def sentences(count: ElectionCount, rules: VoteRules = PRESENT_BASE) -> dict[str, str]:
    return {line.code: line.sentence for line in judge_election(count, rules).rules}


DIFFERENCE = [(1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 8), (7, 9), (10, 12), (11, 14)]


@pytest.mark.parametrize(("seats", "least"), DIFFERENCE)
def test_there_are_a_fifth_more_candidates_than_seats(seats: int, least: int) -> None:
    assert candidates_needed(seats) == least
    for nominated in (least, least - 1):
        line = judge_election(election(*[9] * nominated, seats=seats)).rules[1]
        assert line.holds is (nominated == least)


def test_the_fifth_is_a_value_of_the_branch() -> None:
    assert candidates_needed(3, VoteRules(election_surplus_percent=50)) == 5
    assert candidates_needed(3, VoteRules(election_surplus_percent=0)) == 3
    assert candidates_needed(3, VoteRules(election_surplus_percent=150)) == 8
    half = VoteRules(election_surplus_percent=50)
    assert sentences(election(9, 9, 9, 9), half)["difference"] == (
        "2×(4−3) = 2 < 3，候选人 4 名，应选 3 名，差额不足 50%，至少要 5 名候选人（选举条例）"
    )


def test_the_difference_is_shown_in_whole_numbers() -> None:
    assert sentences(election(9, 9, 9, 9))["difference"] == (
        "5×(4−3) = 5 ≥ 3，候选人 4 名，应选 3 名，差额达到 20%（选举条例）"
    )
    assert sentences(election(9, 9, 9))["difference"].startswith("5×(3−3) = 0 < 3")


def test_a_secretary_may_be_elected_without_a_choice() -> None:
    [_, line, _] = judge_election(election(9, seats=1, may_be_equal=True)).rules
    assert line.code == "difference"
    assert (line.holds, line.sentence) == (
        True,
        "候选人 1 名，应选 1 名，书记、副书记可以等额选举（选举条例）",
    )
    [_, line, _] = judge_election(election(9, seats=2, may_be_equal=True)).rules
    assert (line.holds, line.sentence) == (
        False,
        "候选人 1 名，应选 2 名，书记、副书记少于应选名额，请补提候选人（选举条例）",
    )


def test_of_a_second_round_no_difference_is_asked() -> None:
    assert set(sentences(election(9, 5, seats=1, round=2))) == {"quorum", "papers"}


def test_write_ins_are_no_candidates() -> None:
    count = election(9, 9, 9)
    more = replace(count, candidates=(*count.candidates, CandidateCount(9, "邓永富", 1, is_write_in=True)))
    assert (count.nominated, more.nominated) == (3, 3)


@pytest.mark.parametrize(
    ("due", "present", "inclusive", "held"),
    [
        pytest.param(15, 12, True, True, id="选举条例2020：应到15，到会12"),
        pytest.param(15, 11, True, False, id="选举条例2020：应到15，到会11"),
        pytest.param(15, 12, False, False, id="1990暂行：应到15，到会12"),
        pytest.param(15, 13, False, True, id="1990暂行：应到15，到会13"),
    ],
)
def test_four_fifths_must_have_come(due: int, present: int, inclusive: bool, held: bool) -> None:
    count = replace(election(9, 9, 9, 9), eligible=due, present=present)
    verdict = judge_election(count, VoteRules(election_quorum_inclusive=inclusive))
    assert (verdict.outcome is not O.NO_QUORUM) is held
    assert verdict.rules[0].holds is held


def test_without_a_quorum_nobody_is_elected() -> None:
    verdict = judge_election(replace(election(9, 9, 9, 9), present=11))
    assert (verdict.outcome, verdict.elected, verdict.vacant) == (O.NO_QUORUM, (), 3)
    assert (verdict.following, verdict.nominees_short) == ((), 0)
    assert verdict.conclusion == "到会人数不足，本次不能选举，请改期"
    assert {line.standing for line in verdict.candidates} == {S.NOT_ELECTED}
    assert verdict.basis.version == "2020"
    assert "不能选举（选举条例）" in verdict.sentence


def test_more_ballots_back_than_were_given_out_void_the_election() -> None:
    verdict = judge_election(replace(election(9, 9, 9, 9), collected=13))
    assert (verdict.outcome, verdict.elected, verdict.following) == (O.VOID, (), ())
    assert verdict.rules[2].sentence == "收回 13 > 发出 12，多于发出的票，投票无效（选举条例）"
    assert verdict.conclusion == "选举无效，须重新选举"
    assert str(verdict.basis) == "选举条例"


def test_fewer_ballots_back_do_not() -> None:
    line = judge_election(election(9, 9, 9, 2, valid=11)).rules[2]
    assert (line.holds, line.sentence) == (True, "收回 11 ≤ 发出 12，未超过发出的票，投票有效（选举条例）")
    assert judge_election(election(9, 9, 9, 9)).rules[2].holds


def test_everybody_over_half_is_elected_when_there_are_seats_for_all() -> None:
    verdict = judge_election(election(9, 2, 12, 8))
    assert (verdict.outcome, keys(verdict.elected)) == (O.COMPLETE, [0, 2, 3])
    assert [line.is_elected for line in verdict.candidates] == [True, False, True, True]
    assert verdict.candidates[1].standing is S.NOT_ELECTED
    assert (verdict.vacant, verdict.following, verdict.nominees_short) == (0, (), 0)
    assert verdict.conclusion == "韦晓㛃、甘小峰、司徒敏当选"


def test_both_bases_are_shown_and_the_configured_one_decides() -> None:
    due, present = judge_election(election(7, seats=1)), judge_election(election(7, seats=1), PRESENT_BASE)
    assert not due.candidates[0].is_elected
    assert present.candidates[0].is_elected
    assert (due.candidates[0].over_due, due.candidates[0].over_present) == (False, True)
    both = (
        "韦晓㛃：2×7 = 14 ≤ 15，赞成未超过应到会有选举权党员半数（选举条例）；"
        "2×7 = 14 > 12，赞成超过实到会有选举权党员半数（1990 暂行条例第二十二条）"
    )
    assert due.candidates[0].sentence == f"{both}；按应到会判，列入另行选举"
    assert present.candidates[0].sentence == f"{both}；按实到会判，当选"
    assert (due.basis.version, present.basis.version) == ("2020", "1990")


def test_where_the_bases_differ_it_is_said() -> None:
    [warning] = judge_election(election(8, 8, 8, 7)).warnings
    assert (warning.code, warning.blocks, warning.basis) == ("two-bases", False, "选举条例")
    assert warning.field == "candidates"
    assert warning.text == "司徒敏按应到会与按实到会判，结论不同，请向上级核实本次选举采用的口径"
    assert judge_election(election(8, 8, 8, 6)).warnings == ()


def test_too_many_over_half_are_told_apart_by_votes() -> None:
    verdict = judge_election(election(8, 11, 9, 10))
    assert (verdict.outcome, keys(verdict.elected)) == (O.COMPLETE, [1, 2, 3])
    assert verdict.candidates[0].over_due
    assert verdict.candidates[0].standing is S.NOT_ELECTED


def test_equal_votes_within_the_seats_are_no_tie() -> None:
    assert judge_election(election(9, 9, 9, 8)).outcome is O.COMPLETE
    verdict = judge_election(election(11, 9, 9, 8))
    assert (verdict.outcome, keys(verdict.elected)) == (O.COMPLETE, [0, 1, 2])


def test_equal_votes_at_the_edge_are_voted_on_again() -> None:
    verdict = judge_election(election(11, 9, 10, 9, 3))
    assert (verdict.outcome, keys(verdict.elected)) == (O.TIE, [0, 2])
    assert (verdict.vacant, keys(verdict.following)) == (1, [1, 3])
    assert [line.standing for line in verdict.candidates] == [
        S.ELECTED,
        S.TIED,
        S.ELECTED,
        S.TIED,
        S.NOT_ELECTED,
    ]
    assert verdict.conclusion == "韦晓㛃、甘小峰当选；祝春犇、司徒敏得票相同，就其余 1 个名额再次投票"


def test_when_all_are_level_nobody_is_elected_yet() -> None:
    verdict = judge_election(election(9, 9, 9, 9))
    assert (verdict.outcome, verdict.elected, verdict.vacant) == (O.TIE, (), 3)
    assert verdict.conclusion.startswith("无人当选；")


def test_a_tie_is_not_settled_by_consent() -> None:
    verdict = judge_election(election(11, 11, 9, 9, consent=12))
    assert verdict.outcome is O.TIE
    assert "consent" not in {line.code for line in verdict.rules}


def test_too_few_over_half_lead_to_a_second_round_of_the_next() -> None:
    verdict = judge_election(election(9, 5, 10, 4, 6))
    assert (verdict.outcome, keys(verdict.elected), verdict.vacant) == (O.SECOND_ROUND, [0, 2], 1)
    assert keys(verdict.following) == [4, 1]
    assert verdict.candidates[1].standing is S.RUNNER_UP
    assert verdict.candidates[3].standing is S.NOT_ELECTED
    assert verdict.nominees_short == 0
    assert verdict.conclusion == "韦晓㛃、甘小峰当选；不足 1 名，另行选举，候选人为李建国、祝春犇"


def test_a_second_round_without_a_choice_asks_for_nominations() -> None:
    verdict = judge_election(election(9, 5, 10, 4, seats=4))
    assert (verdict.vacant, keys(verdict.following), verdict.nominees_short) == (2, [1, 3], 1)
    assert verdict.conclusion.endswith("候选人为祝春犇、司徒敏，须补提候选人 1 名")
    nobody_left = judge_election(election(9, 9, 10, seats=4))
    assert (nobody_left.following, nobody_left.nominees_short) == ((), 2)
    assert nobody_left.conclusion.endswith("不足 1 名，另行选举，须补提候选人 2 名")


def test_nobody_over_half_sends_every_seat_to_the_second_round() -> None:
    verdict = judge_election(election(7, 7, 7, 7))
    assert (verdict.outcome, verdict.elected, verdict.vacant) == (O.SECOND_ROUND, (), 3)
    assert len(verdict.following) == 4
    level = judge_election(election(7, 7, 7, 7, 7))
    assert (len(level.following), level.nominees_short) == (5, 0)


CONSENT = [
    pytest.param((9, 10, 4, 4), 6, O.REDUCED, True, id="到会12，6人同意，恰为半数以上"),
    pytest.param((9, 10, 4, 4), 5, O.SECOND_ROUND, False, id="到会12，5人同意不够"),
    pytest.param((9, 4, 4, 4), 12, O.SECOND_ROUND, False, id="应选3当选1，离应选名额较远"),
    pytest.param((9, 10, 4, 4), None, O.SECOND_ROUND, None, id="没有征求意见"),
    pytest.param((9, 10, 9, 4), 12, O.COMPLETE, None, id="已经选足，不问"),
]


@pytest.mark.parametrize(("yes", "consent", "outcome", "holds"), CONSENT)
def test_seats_near_the_number_may_be_reduced_by_consent(
    yes: tuple[int, ...], consent: int | None, outcome: ElectionOutcome, holds: bool | None
) -> None:
    verdict = judge_election(replace(election(*yes), consent=consent))
    assert verdict.outcome is outcome
    assert [line.holds for line in verdict.rules if line.code == "consent"] == (
        [] if holds is None else [holds]
    )


def test_reduced_seats_leave_none_vacant() -> None:
    verdict = judge_election(election(9, 10, 4, 4, consent=6))
    assert (verdict.vacant, verdict.following, keys(verdict.elected)) == (0, (), [0, 1])
    assert verdict.conclusion == "韦晓㛃、祝春犇当选；经选举人同意减少名额，不再选举"
    assert verdict.rules[-1].sentence == "2×6 = 12 ≥ 12，同意减少名额的达到到会选举人半数（选举条例）"
    far = judge_election(election(9, 4, 4, 4, consent=5)).rules[-1].sentence
    assert far == (
        "2×5 = 10 < 12，同意减少名额的不足到会选举人半数；但当选 1 名离应选 3 名较远，不能减少（选举条例）"
    )


def test_half_of_the_seats_is_not_near_them() -> None:
    assert judge_election(election(9, 9, 4, 4, 4, seats=4, consent=12)).outcome is O.SECOND_ROUND


def test_a_write_in_with_more_than_half_is_elected_like_any_other() -> None:
    count = election(9, 9, 2, 3)
    write_in = CandidateCount(9, "邓永富", 8, is_write_in=True)
    verdict = judge_election(replace(count, candidates=(*count.candidates, write_in)))
    assert (verdict.outcome, keys(verdict.elected)) == (O.COMPLETE, [0, 1, 9])


def test_namesakes_are_told_apart() -> None:
    verdict = judge_election(election(1, 1, 1, 9, 9, 2, seats=2))
    assert keys(verdict.elected) == [3, 4]


def test_what_may_be_stored_keeps_its_words() -> None:
    assert O.pairs() == [
        ("complete", "选足"),
        ("reduced", "减少名额"),
        ("second_round", "另行选举"),
        ("tie", "同票，再次投票"),
        ("void", "选举无效"),
        ("no_quorum", "人数不足"),
    ]
    assert S.pairs() == [
        ("elected", "当选"),
        ("tied", "同票，再次投票"),
        ("runner_up", "列入另行选举"),
        ("not_elected", "未当选"),
    ]
    assert election(9).round == 1


def test_the_whole_verdict_reads_as_one_paragraph() -> None:
    assert judge_election(election(9, 9, 9, 2)).sentence == (
        "5×12 = 60 ≥ 4×15 = 60，到会有选举权党员达到应到会的五分之四（选举条例）；"
        "5×(4−3) = 5 ≥ 3，候选人 4 名，应选 3 名，差额达到 20%（选举条例）；"
        "收回 12 ≤ 发出 12，未超过发出的票，投票有效（选举条例）；"
        "韦晓㛃、祝春犇、甘小峰当选"
    )


def test_seats_are_taken_in_the_order_of_votes() -> None:
    people = candidates(8, 10, 9)
    assert take(people, 3) == (people, ())
    assert keys(take(people, 2)[0]) == [1, 2]
    assert (keys(take(candidates(9, 9, 8), 1)[0]), keys(take(candidates(9, 9, 8), 1)[1])) == ([], [0, 1])


def test_equals_at_the_edge_all_stand_in_the_next_round() -> None:
    assert keys(runners_up(candidates(5, 6, 5, 4), 1)) == [1, 0, 2]
    assert keys(runners_up(candidates(5, 6, 4), 1)) == [1, 0]
    assert keys(runners_up(candidates(5), 1)) == [0]
