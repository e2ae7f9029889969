"""Who is due, who may vote, who may elect — on one day, from dated facts. Pure: no database, no clock.

The three denominators are independent (domain 4): an exemption takes a member out of the first only, an exclusion
with both its papers out of the other two.
"""

from collections.abc import Collection
from dataclasses import dataclass

from members.vocabulary import MemberCategory, MemberStatus

NO_RIGHTS = {
    MemberStatus.PARTY_PROBATION: "留党察看，无表决权（选举条例第五条）",
    MemberStatus.RIGHTS_SUSPENDED: "党员权利中止（选举条例第五条）",
    MemberStatus.MEMBERSHIP_SUSPENDED: "停止党籍（教育条例第二十四条）",
}
NOT_DUE = {
    MemberStatus.RIGHTS_SUSPENDED: "党员权利中止（选举条例第五条）",
    MemberStatus.MEMBERSHIP_SUSPENDED: "停止党籍（教育条例第二十四条）",
}


@dataclass(frozen=True)
class Facts:
    """What is known of one member on one day. `exempt` and `excluded` are the words of their grounds, "" for none."""

    category: MemberCategory
    statuses: Collection[MemberStatus] = ()
    exempt: str = ""
    excluded: str = ""


@dataclass(frozen=True)
class Standing:
    """The three answers, each with the reason when it is no."""

    category: MemberCategory
    is_due: bool
    can_vote: bool
    can_elect: bool
    not_due_reason: str = ""
    no_vote_reason: str = ""

    @property
    def is_full(self) -> bool:
        """正式党员."""
        return self.category is MemberCategory.FULL


def standing(facts: Facts, *, floating_is_due: bool = False) -> Standing:
    """Judge one member (选举条例第五条；教育条例第二十三、二十四、三十二条)."""
    not_due = _not_due(facts, floating_is_due)
    no_vote = _no_vote(facts)
    may_vote = not no_vote
    return Standing(facts.category, not not_due, may_vote, may_vote, not_due, no_vote)


def _not_due(facts: Facts, floating_is_due: bool) -> str:
    for status, reason in NOT_DUE.items():
        if status in facts.statuses:
            return reason
    if MemberStatus.FLOATING in facts.statuses and not floating_is_due:
        return "流动党员，在流入地参加（教育条例第三十二条）"
    return f"{facts.exempt}（教育条例第二十三条）" if facts.exempt else ""


def _no_vote(facts: Facts) -> str:
    if facts.category is MemberCategory.PROBATIONARY:
        return "预备党员，无表决权（选举条例第五条）"
    for status, reason in NO_RIGHTS.items():
        if status in facts.statuses:
            return reason
    return f"不计入应到：{facts.excluded}" if facts.excluded else ""
