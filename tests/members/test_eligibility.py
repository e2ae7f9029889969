"""The three denominators, row by row of the table in the rules."""

import pytest

from members.eligibility import Facts, standing, why_no_election, why_no_vote, why_not_due
from members.vocabulary import MemberCategory as C
from members.vocabulary import MemberStatus as S

EXCLUDED = "出国半年以上"

# facts, on the due roll, on the voting roll, on the election roll
TABLE = [
    pytest.param(Facts(C.FULL), True, True, True, id="选举条例第五条：正式，正常"),
    pytest.param(Facts(C.PROBATIONARY), True, False, False, id="选举条例第五条：预备"),
    pytest.param(Facts(C.FULL, {S.PARTY_PROBATION}), True, False, False, id="选举条例第五条：留党察看"),
    pytest.param(Facts(C.FULL, {S.RIGHTS_SUSPENDED}), False, False, False, id="选举条例第五条：被留置、逮捕"),
    pytest.param(
        Facts(C.FULL, {S.MEMBERSHIP_SUSPENDED}), False, False, False, id="教育条例第二十四条：停止党籍"
    ),
    pytest.param(Facts(C.FULL, {S.CORRECTION}), True, True, True, id="教育条例第三十条：限期改正"),
    pytest.param(Facts(C.FULL, exempt="年老体弱"), False, True, True, id="教育条例第二十三条：年老体弱"),
    pytest.param(Facts(C.FULL, {S.FLOATING}), False, True, True, id="教育条例第三十二条：流动"),
    pytest.param(Facts(C.FULL, {S.LOST_CONTACT}), True, True, True, id="教育条例第二十四条：失联，仍在册"),
    pytest.param(Facts(C.FULL, {S.ABROAD}), True, True, True, id="教育条例第三十四条：出国，没有另行批准"),
    pytest.param(Facts(C.FULL, excluded=EXCLUDED), True, False, False, id="不计入应到：批文和决议齐全"),
    pytest.param(Facts(C.FULL, unproven="缺决议"), True, True, True, id="不计入应到：文件不全，仍计入"),
    pytest.param(
        Facts(C.FULL, {S.FLOATING}, excluded="本人申请"), False, False, False, id="流动，本人申请不计入"
    ),
    pytest.param(
        Facts(C.PROBATIONARY, {S.FLOATING}), False, False, False, id="预备并流动：既不在应到，也无表决权"
    ),
    pytest.param(
        Facts(C.FULL, {S.PARTY_PROBATION, S.FLOATING}), False, False, False, id="留党察看并流动：两样都算"
    ),
]


@pytest.mark.parametrize(("facts", "due", "votes", "elects"), TABLE)
def test_it_judges(facts: Facts, due: bool, votes: bool, elects: bool) -> None:
    judged = standing(facts)
    assert (judged.is_due, judged.can_vote, judged.can_elect) == (due, votes, elects)


@pytest.mark.parametrize(("facts", "due", "votes", "elects"), TABLE)
def test_who_is_left_out_is_left_out_for_a_reason(facts: Facts, due: bool, votes: bool, elects: bool) -> None:
    reasons = (why_not_due(facts), why_no_vote(facts), why_no_election(facts))
    assert [not reason for reason in reasons] == [due, votes, elects]
    judged = standing(facts)
    assert reasons == (judged.not_due_reason, judged.no_vote_reason, judged.no_election_reason)


@pytest.mark.parametrize(
    ("facts", "vote", "election"),
    [
        (Facts(C.PROBATIONARY), "预备党员，无表决权（选举条例第五条）", "预备党员，无选举权（选举条例第五条）"),
        (
            Facts(C.FULL, {S.PARTY_PROBATION}),
            "留党察看，无表决权（选举条例第五条）",
            "留党察看，无选举权（选举条例第五条）",
        ),
        (Facts(C.FULL, excluded=EXCLUDED), f"不计入应到：{EXCLUDED}", f"不计入应到：{EXCLUDED}"),
    ],
)  # fmt: skip
def test_each_roll_speaks_of_its_own_right(facts: Facts, vote: str, election: str) -> None:
    assert (why_no_vote(facts), why_no_election(facts)) == (vote, election)


def test_whoever_counts_although_an_exclusion_was_begun_is_remarked_on() -> None:
    assert standing(Facts(C.FULL, unproven="缺决议")).remark == "缺决议，手续不全，仍计入应到"
    assert standing(Facts(C.FULL)).remark == ""
    assert standing(Facts(C.PROBATIONARY, unproven="缺决议")).remark == ""


def test_a_committee_may_count_floating_members_as_due() -> None:
    assert standing(Facts(C.FULL, {S.FLOATING}), floating_is_due=True).is_due
    assert not standing(Facts(C.FULL, {S.FLOATING}, exempt="流动在外"), floating_is_due=True).is_due


def test_an_exemption_takes_nobody_s_vote() -> None:
    judged = standing(Facts(C.FULL, exempt="行动不便"))
    assert (judged.is_full, judged.can_vote, judged.not_due_reason) == (
        True,
        True,
        "行动不便（教育条例第二十三条）",
    )
