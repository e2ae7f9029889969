"""VOTE-05 to -07, -18, -22, -23: whether what is written as passed was carried (checks.md 4). Pure; the inequalities
are those of meetings/rules.
"""

from dataclasses import replace
from typing import ClassVar

from meetings.inspection.checks.each import Odd
from meetings.inspection.checks.vote_each import DECIDED, EachVote, said_of, shortfall
from meetings.inspection.checks.vote_presence import too_few
from meetings.inspection.snapshot import Held, Snapshot
from meetings.inspection.vocabulary import Severity
from meetings.inspection.votes import Vote
from meetings.rules import near_tie
from meetings.rules.catalogue.documents import (
    ADMISSION_RULES,
    BRANCH_RULES,
    CHARTER,
    PRACTICE,
    SAMPLE_SAYS,
    VILLAGE_DECISIONS,
    VILLAGE_LAW,
)
from meetings.rules.catalogue.rules import Rules
from meetings.rules.profiles import passing_line, rule_of
from meetings.vocabulary import MotionResult, VoteProfile
from members.vocabulary import OrganisationSector

P = VoteProfile
VILLAGES = (OrganisationSector.RURAL, OrganisationSector.COMMUNITY)


def not_carried(m: Held, one: Vote, rules: Rules) -> str:
    """How what is written as passed falls short of its line; "" when it does not, or was not passed."""
    if one.result != MotionResult.PASSED:
        return ""
    line = passing_line(rule_of(VoteProfile(one.profile), m.day), one.count, rules.votes)
    return shortfall(line, one.count)


class Passed(EachVote):
    """Written as passed with too few in favour."""

    results = (MotionResult.PASSED,)
    expected: ClassVar[str]

    def odd(self, s: Snapshot, m: Held, one: Vote, rules: Rules) -> Odd | None:
        """By the line of its profile."""
        said = not_carried(m, one, rules)
        return said_of(self.expected, f"{said}，记为通过" if said else "")


class AssemblyPassed(Passed):
    """VOTE-05. Measured against those entitled, not those who came."""

    code = "VOTE-05"
    title = "赞成未过应到半数却记通过"
    severity = Severity.ERROR
    basis = (BRANCH_RULES.article("第十一条"),)
    formula = "党员大会一般表决记为通过，赞成没有超过应到有表决权党员的半数"
    exempt = "没有记为通过的党员大会一般表决"
    profiles = (P.A_ASSEMBLY,)
    expected = "赞成超过应到有表决权党员的半数，才是通过"


class AdmissionPassed(Passed):
    """VOTE-06."""

    code = "VOTE-06"
    title = "发展党员未过半却记通过"
    severity = Severity.ERROR
    basis = (ADMISSION_RULES.reported(),)
    formula = "发展党员的表决记为通过，赞成连同会前书面赞成没有超过应到有表决权正式党员的半数"
    exempt = "没有记为通过的发展党员表决"
    profiles = (P.B_ADMISSION,)
    expected = "赞成连同会前书面赞成超过应到有表决权正式党员的半数，才是通过"


class CommitteePassed(Passed):
    """VOTE-07."""

    code = "VOTE-07"
    title = "支委会决定未过半"
    severity = Severity.WARNING
    basis = (PRACTICE.reported("“双过半”"),)
    keys = ("committee_pass_base",)
    formula = "支委会的决定记为通过，赞成没有超过委员（按规则为实到委员）的半数"
    exempt = "没有记为通过的支委会表决"
    profiles = (P.C_COMMITTEE,)
    expected = "赞成超过委员的半数，才是通过"


class NearlyEven(EachVote):
    """VOTE-18. Without votes on both sides there are no two sides (meetings/rules/near_tie.py)."""

    code = "VOTE-18"
    title = "双方接近而当场决定"
    severity = Severity.WARNING
    basis = (SAMPLE_SAYS, CHARTER.reported("第十七条"))
    keys = ("close_gap_min", "close_gap_percent")
    formula = "重要事项赞成与反对相差不多，没有暂缓而当场决定，也没有注明紧急"
    exempt = "没有当场决定的重要事项，或已注明紧急；发展党员、选举、民主测评的不算"
    profiles = tuple(one for one in P if one not in (P.B_ADMISSION, P.D_ELECTION, P.G_APPRAISAL))
    results = (MotionResult.PASSED, MotionResult.REJECTED)

    def applies(self, s: Snapshot, m: Held, one: Vote, rules: Rules) -> bool:
        """What is important and was not urgent."""
        return super().applies(s, m, one, rules) and one.topic.is_important and not one.is_urgent

    def odd(self, s: Snapshot, m: Held, one: Vote, rules: Rules) -> Odd | None:
        """By votes, or by a share of those present."""
        if not near_tie.is_close(one.count, rules.votes):
            return None
        result = MotionResult(one.result).label
        return Odd(
            "重要事项双方人数接近的，一般暂缓，下次再议",
            f"{near_tie.words(one.count, rules.votes)}，当场记为{result}",
        )


class VillageMajor(EachVote):
    """VOTE-22. Two thirds of all members, with a vote or without; the majority of those with one."""

    code = "VOTE-22"
    title = "四议两公开党员大会不足"
    severity = Severity.WARNING
    basis = (VILLAGE_DECISIONS.reported(),)
    keys = ("village_major_inclusive",)
    formula = "村重大事项，到会党员不足党员总数的三分之二，或记为通过而赞成没有过应到的半数"
    exempt = "没有村重大事项的表决，不是村、社区，或已记为人数不足"
    profiles = (P.E_VILLAGE_MAJOR,)
    results = DECIDED

    def applies(self, s: Snapshot, m: Held, one: Vote, rules: Rules) -> bool:
        """In a village; an organisation of which nothing is said may be one."""
        return super().applies(s, m, one, rules) and (not s.sector or s.sector in VILLAGES)

    def odd(self, s: Snapshot, m: Held, one: Vote, rules: Rules) -> Odd | None:
        """By that day's roster, and by the numbers of the vote."""
        total = len(s.people.roster(m.day))
        count = replace(one.count, base_total=total, base_present=m.present or 0)
        is_known = bool(total) and m.present is not None
        few = too_few(P.E_VILLAGE_MAJOR, m, count, rules) if is_known else ""
        expected = "到会达到党员总数的三分之二，赞成过应到有表决权党员的半数"
        return said_of(expected, few, not_carried(m, one, rules))


class Villagers(EachVote):
    """VOTE-23."""

    code = "VOTE-23"
    title = "村民会议到会或通过不足"
    severity = Severity.WARNING
    basis = (VILLAGE_LAW.reported("第二十二条"), VILLAGE_LAW.reported("第二十六条"))
    formula = (
        "到会的 18 周岁以上村民没有过半数，或户代表、村民代表不足三分之二；或记为通过而赞成没有过到会的半数"
    )
    exempt = "没有村民会议、村民代表会议的表决，或已记为人数不足；法律另有规定的从其规定"
    profiles = (P.H_VILLAGERS,)
    results = DECIDED

    def odd(self, s: Snapshot, m: Held, one: Vote, rules: Rules) -> Odd | None:
        """By those who count at such a meeting."""
        return said_of(
            "到会和赞成达到村组法的人数",
            too_few(P.H_VILLAGERS, m, one.count, rules),
            not_carried(m, one, rules),
        )
