"""VOTE-01, -02, -03, -24: whether enough came (checks.md 4). Pure; the inequalities are those of meetings/rules."""

from meetings.inspection.checks.each import EachMeeting, Odd
from meetings.inspection.checks.vote_each import DECIDED, EachVote, said_of, shortfall
from meetings.inspection.snapshot import Held, Snapshot
from meetings.inspection.vocabulary import Severity
from meetings.inspection.votes import Vote
from meetings.kinds import MeetingKind
from meetings.rules.catalogue.documents import ADMISSION_RULES, BRANCH_RULES, LIFE_RULES
from meetings.rules.catalogue.rules import Rules
from meetings.rules.profiles import quorum_line, rule_of
from meetings.rules.votes import Count
from meetings.vocabulary import VoteProfile

P = VoteProfile


def too_few(profile: VoteProfile, m: Held, count: Count, rules: Rules) -> str:
    """How those who came fall short of what a profile asks; "" when they do not."""
    return shortfall(quorum_line(rule_of(profile, m.day), count, rules.votes), count)


class AssemblyCame(EachVote):
    """VOTE-01. A bare half is told in words of its own: whether it is enough is for the branch to say."""

    code = "VOTE-01"
    title = "党员大会表决到会不足"
    severity = Severity.ERROR
    basis = (BRANCH_RULES.article("第十一条"),)
    keys = ("quorum_inclusive",)
    formula = "到会有表决权的党员不足应到的半数；恰为半数而规则没有写算够的，请核对"
    exempt = "没有党员大会的一般表决，或已记为人数不足"
    profiles = (P.A_ASSEMBLY,)
    results = DECIDED

    def odd(self, s: Snapshot, m: Held, one: Vote, rules: Rules) -> Odd | None:
        """By the numbers of the vote."""
        return said_of(
            "到会有表决权的党员达到应到的半数",
            too_few(P.A_ASSEMBLY, m, one.count, rules),
            "" if rules.quorum_inclusive else _bare_half(one.count),
        )


def _bare_half(count: Count) -> str:
    if 2 * count.present != count.eligible:
        return ""
    return (
        f"应到 {count.eligible} 人，到会 {count.present} 人，恰为半数，是否算够请按本单位口径核对（仅为警告）"
    )


class CommitteeCame(EachMeeting):
    """VOTE-02."""

    code = "VOTE-02"
    title = "支委会到会不足半数"
    severity = Severity.ERROR
    basis = (BRANCH_RULES.article("第十二条"),)
    formula = "支委会的实到不足当日委员的半数"
    exempt = "没有开支委会，没有记实到，或当日没有委员"

    def applies(self, s: Snapshot, m: Held, rules: Rules) -> bool:
        """With the number of those who came."""
        is_committee = m.kind == MeetingKind.BRANCH_COMMITTEE
        return is_committee and m.present is not None and bool(s.people.committee(m.day))

    def odd(self, s: Snapshot, m: Held, rules: Rules) -> Odd | None:
        """By that day's committee."""
        count = Count(len(s.people.committee(m.day)), m.present or 0)
        return said_of("到会委员达到半数", too_few(P.C_COMMITTEE, m, count, rules))


class AdmissionCame(EachVote):
    """VOTE-03. Opinions in writing are votes, and nobody's presence."""

    code = "VOTE-03"
    title = "发展党员表决到会不足"
    severity = Severity.ERROR
    basis = (ADMISSION_RULES.reported(),)
    formula = "到会有表决权的正式党员没有超过应到的半数，会前书面意见不算到会"
    exempt = "没有发展党员的表决，或已记为人数不足"
    profiles = (P.B_ADMISSION,)
    results = DECIDED

    def odd(self, s: Snapshot, m: Held, one: Vote, rules: Rules) -> Odd | None:
        """By the numbers of the vote."""
        return said_of("到会有表决权的正式党员超过应到的半数", too_few(P.B_ADMISSION, m, one.count, rules))


class DemocraticLifeCame(EachMeeting):
    """VOTE-24."""

    code = "VOTE-24"
    title = "民主生活会到会不足三分之二"
    severity = Severity.ERROR
    basis = (LIFE_RULES.article(),)
    formula = "民主生活会的实到不足应到的三分之二"
    exempt = "没有开民主生活会，或没有记人数"

    def applies(self, s: Snapshot, m: Held, rules: Rules) -> bool:
        """With both numbers."""
        return m.kind == MeetingKind.DEMOCRATIC_LIFE and bool(m.due) and m.present is not None

    def odd(self, s: Snapshot, m: Held, rules: Rules) -> Odd | None:
        """By the counts of the meeting."""
        count = Count(m.due or 0, m.present or 0)
        return said_of("到会达到应到的三分之二", too_few(P.I_DEMOCRATIC_LIFE, m, count, rules))
