"""Who is due, who may vote, who may elect — on one day, from dated facts. Pure: no database, no clock.

The three rolls are independent (domain 4): an exemption takes a member out of the first only, an exclusion with both
its papers out of the other two. A letter of introduction that has been handed out changes none of them: until the
new branch has received the member, the old one still has (教育条例第二十五条), which the dates of the membership say.
"""

from collections.abc import Collection
from dataclasses import dataclass

from members.vocabulary import MemberCategory, MemberStatus

NO_RIGHTS = {
    MemberStatus.PARTY_PROBATION: ("留党察看，{right}", "选举条例第五条"),
    MemberStatus.RIGHTS_SUSPENDED: ("党员权利中止", "选举条例第五条"),
    MemberStatus.MEMBERSHIP_SUSPENDED: ("停止党籍", "教育条例第二十四条"),
}
NOT_DUE = {
    MemberStatus.RIGHTS_SUSPENDED: "党员权利中止（选举条例第五条）",
    MemberStatus.MEMBERSHIP_SUSPENDED: "停止党籍（教育条例第二十四条）",
}
NO_VOTE, NO_ELECTION = "无表决权", "无选举权"


@dataclass(frozen=True)
class Facts:
    """What is known of one member on one day.

    `exempt` and `excluded` are the words of their grounds, "" for none; `unproven` is an exclusion that does not hold
    yet, in words with what it lacks.
    """

    category: MemberCategory
    statuses: Collection[MemberStatus] = ()
    exempt: str = ""
    excluded: str = ""
    unproven: str = ""


@dataclass(frozen=True)
class Standing:
    """The three answers, each with the reason when it is no; `remark` tells of somebody who counts all the same."""

    category: MemberCategory
    is_due: bool
    can_vote: bool
    can_elect: bool
    not_due_reason: str = ""
    no_vote_reason: str = ""
    no_election_reason: str = ""
    remark: str = ""

    @property
    def is_full(self) -> bool:
        """正式党员."""
        return self.category is MemberCategory.FULL


def standing(facts: Facts, *, floating_is_due: bool = False) -> Standing:
    """Judge one member (选举条例第五条；教育条例第二十三、二十四、三十二条)."""
    not_due, no_vote = why_not_due(facts, floating_is_due=floating_is_due), why_no_vote(facts)
    no_election = why_no_election(facts)
    remark = f"{facts.unproven}，手续不全，仍计入应到" if facts.unproven and not no_vote else ""
    return Standing(
        facts.category,
        not not_due,
        not no_vote,
        not no_election,
        not_due,
        no_vote,
        no_election,
        remark,
    )


def why_not_due(facts: Facts, *, floating_is_due: bool = False) -> str:
    """Due roll: why somebody is not on it, "" for who is. Without the vote one is due all the same."""
    for status, reason in NOT_DUE.items():
        if status in facts.statuses:
            return reason
    if MemberStatus.FLOATING in facts.statuses and not floating_is_due:
        return "流动党员，在流入地参加（教育条例第三十二条）"
    return f"{facts.exempt}（教育条例第二十三条）" if facts.exempt else ""


def why_no_vote(facts: Facts) -> str:
    """Voting roll: why somebody is not on it, "" for who is. Whoever need not come may vote all the same."""
    return _without_right(facts, NO_VOTE)


def why_no_election(facts: Facts) -> str:
    """Election roll: why somebody is not on it, "" for who is. Floating members come home to elect."""
    return _without_right(facts, NO_ELECTION)


def _without_right(facts: Facts, right: str) -> str:
    if facts.category is MemberCategory.PROBATIONARY:
        return f"预备党员，{right}（选举条例第五条）"
    for status, (words, article) in NO_RIGHTS.items():
        if status in facts.statuses:
            return f"{words.format(right=right)}（{article}）"
    return f"不计入应到：{facts.excluded}" if facts.excluded else ""
