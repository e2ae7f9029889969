"""The three denominators, row by row of the table in the rules."""

import pytest

from members.eligibility import Facts, standing
from members.vocabulary import MemberCategory as C
from members.vocabulary import MemberStatus as S

TABLE = [
    pytest.param(Facts(C.FULL), True, True, id="选举条例第五条：正式，正常"),
    pytest.param(Facts(C.PROBATIONARY), True, False, id="选举条例第五条：预备"),
    pytest.param(Facts(C.FULL, {S.PARTY_PROBATION}), True, False, id="选举条例第五条：留党察看"),
    pytest.param(Facts(C.FULL, {S.RIGHTS_SUSPENDED}), False, False, id="选举条例第五条：被留置、逮捕"),
    pytest.param(Facts(C.FULL, {S.MEMBERSHIP_SUSPENDED}), False, False, id="教育条例第二十四条：停止党籍"),
    pytest.param(Facts(C.FULL, {S.CORRECTION}), True, True, id="教育条例第三十条：限期改正"),
    pytest.param(Facts(C.FULL, exempt="年老体弱"), False, True, id="教育条例第二十三条：年老体弱"),
    pytest.param(Facts(C.FULL, {S.FLOATING}), False, True, id="教育条例第三十二条：流动"),
    pytest.param(Facts(C.FULL, {S.LOST_CONTACT}), True, True, id="失联：仍在册"),
    pytest.param(Facts(C.FULL, excluded="本人申请"), True, False, id="不计入应到：只减表决和选举"),
]


@pytest.mark.parametrize(("facts", "due", "votes"), TABLE)
def test_it_judges(facts: Facts, due: bool, votes: bool) -> None:
    judged = standing(facts)
    assert (judged.is_due, judged.can_vote, judged.can_elect) == (due, votes, votes)
    assert bool(judged.not_due_reason) is not due
    assert bool(judged.no_vote_reason) is not votes


def test_a_committee_may_count_floating_members_as_due() -> None:
    assert standing(Facts(C.FULL, {S.FLOATING}), floating_is_due=True).is_due


def test_an_exemption_takes_nobody_s_vote() -> None:
    judged = standing(Facts(C.FULL, exempt="行动不便"))
    assert (judged.is_full, judged.can_vote, judged.not_due_reason) == (
        True,
        True,
        "行动不便（教育条例第二十三条）",
    )
