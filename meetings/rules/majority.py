"""Whether a vote carries, with its reasons. Pure; integer comparisons only, never a quotient, never a rounding.

Both halves are measured against those entitled to come, not against those who came (支部条例第十一条).
D entitled to vote, P of them present, Y yes, N no, A abstentions.
"""

from dataclasses import dataclass

from branchlife.kit.problems import Problem
from meetings.vocabulary import BALLOT_METHODS, MotionResult, VoteMethod, VoteProfile


@dataclass(frozen=True)
class Count:
    """What was counted. The last three only for ballots on paper."""

    eligible: int
    present: int
    yes: int
    no: int
    abstain: int
    issued: int | None = None
    collected: int | None = None
    invalid: int | None = None

    @property
    def votes(self) -> int:
        """Valid votes and abstentions."""
        return self.yes + self.no + self.abstain


@dataclass(frozen=True)
class ProfileRule:
    """The words of one profile: who is counted, and the articles of the two lines."""

    voters: str
    quorum_basis: str
    majority_basis: str


PROFILE_RULES = {
    VoteProfile.A_ASSEMBLY: ProfileRule("有表决权党员", "支部条例第十一条", "支部条例第十一条"),
    VoteProfile.C_COMMITTEE: ProfileRule("委员", "支部条例第十二条", "支委会通行做法，到会与赞成均过半"),
}


@dataclass(frozen=True)
class Verdict:
    """The result, the sentence that explains it, its basis, and warnings that do not change it."""

    result: MotionResult
    sentence: str
    basis: str
    warnings: tuple[Problem, ...] = ()


def judge(profile: VoteProfile, count: Count, *, quorum_inclusive: bool = False) -> Verdict:
    """Judge a vote by profile A or C: 2P ≥ D to vote at all, 2Y > D to pass.

    Exactly half present is enough by the letter (“半数以上” includes the half); unless `quorum_inclusive`, a warning
    goes with it. Raises KeyError for a profile without a rule.
    """
    rule = PROFILE_RULES[profile]
    if 2 * count.present < count.eligible:
        return _no_quorum(rule, count)
    passed = 2 * count.yes > count.eligible
    comparison = f"2×{count.yes} = {2 * count.yes} {'>' if passed else '≤'} {count.eligible}"
    words = "赞成超过" if passed else "赞成未超过"
    return Verdict(
        MotionResult.PASSED if passed else MotionResult.REJECTED,
        f"{comparison}，{words}应到会{rule.voters}半数（{rule.majority_basis}）",
        rule.majority_basis,
        _half_warning(rule, count, quorum_inclusive),
    )


def _no_quorum(rule: ProfileRule, count: Count) -> Verdict:
    comparison = f"2×{count.present} = {2 * count.present} < {count.eligible}"
    sentence = f"{comparison}，到会{rule.voters}不足应到会的半数，不能表决（{rule.quorum_basis}）"
    return Verdict(MotionResult.NO_QUORUM, sentence, rule.quorum_basis)


def _half_warning(rule: ProfileRule, count: Count, inclusive: bool) -> tuple[Problem, ...]:
    if inclusive or 2 * count.present != count.eligible:
        return ()
    text = f"到会{rule.voters}恰为应到会的一半（{count.present}/{count.eligible}），请确认本单位是否认可"
    return (Problem("quorum-half", text, rule.quorum_basis, blocks=False),)


def count_problems(method: VoteMethod, count: Count) -> list[Problem]:
    """What does not add up. An empty list means that the numbers agree with one another."""
    problems = []
    if count.present > count.eligible:
        problems.append(
            _wrong(f"实到有表决权 {count.present} 人，多于应到有表决权 {count.eligible} 人", "present_voters")
        )
    if method in BALLOT_METHODS:
        return problems + _ballot_problems(count)
    if count.votes != count.present:
        problems.append(
            _wrong(
                f"赞成 {count.yes} + 反对 {count.no} + 弃权 {count.abstain} = {count.votes}，"
                f"与实到有表决权 {count.present} 人不符，请重新清点",
                "yes",
            )
        )
    return problems


def _ballot_problems(count: Count) -> list[Problem]:
    if count.issued is None or count.collected is None or count.invalid is None:
        return [_wrong("票决须写明发出、收回和无效的票数（没有无效票填 0）", "issued")]
    problems = []
    if count.issued > count.present:
        problems.append(_wrong(f"发出 {count.issued} 张票，多于到会有表决权的 {count.present} 人", "issued"))
    if count.collected > count.issued:
        text = f"收回 {count.collected} 张票，多于发出的 {count.issued} 张，本次投票无效，须重新投票"
        problems.append(_wrong(text, "collected"))
    counted = count.votes + count.invalid
    if counted != count.collected:
        problems.append(
            _wrong(
                f"赞成 {count.yes} + 反对 {count.no} + 弃权 {count.abstain} + 无效 {count.invalid} = {counted}，"
                f"与收回的 {count.collected} 张不符，请重新清点",
                "yes",
            )
        )
    return problems


def _wrong(text: str, field: str) -> Problem:
    return Problem("count", text, "表决人数须相符", field)
