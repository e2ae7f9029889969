"""Whether a vote carries, with its reasons. Pure; integer comparisons only, never a quotient, never a rounding.

The rules themselves are data: see profiles.py. D entitled to vote, P of them present, Y yes, N no, A abstentions,
W in favour in writing before the meeting.
"""

from dataclasses import dataclass
from datetime import date

from branchlife.kit.problems import Problem
from meetings.rules import near_tie
from meetings.rules.basis import Basis
from meetings.rules.lines import Line
from meetings.rules.profiles import (
    VILLAGE_MAJOR_LITERAL,
    VILLAGE_MAJOR_STRICT,
    ProfileRule,
    passing_line,
    quorum_line,
    rule_of,
)
from meetings.rules.votes import DEFAULT, Count, VoteRules
from meetings.vocabulary import Certainty, MotionResult, RuleLevel, VoteProfile


@dataclass(frozen=True)
class Quorum:
    """Whether enough came to vote at all, in words and numbers."""

    holds: bool
    sentence: str
    basis: Basis


@dataclass(frozen=True)
class Verdict:
    """What a vote came to: screen, paper and checks print this one object.

    `result` is None where the profile only asks who came (D, G and I): elections and appraisals are decided apart.
    `sentence` explains the result, `quorum` the presence; `warnings` do not change it.
    """

    profile: VoteProfile
    count: Count
    result: MotionResult | None
    sentence: str
    quorum: str
    basis: Basis
    warnings: tuple[Problem, ...] = ()

    @property
    def level(self) -> RuleLevel:
        """Whose rule it is."""
        return self.basis.level

    @property
    def certainty(self) -> Certainty:
        """How surely the rule is known."""
        return self.basis.certainty

    @property
    def version(self) -> str:
        """The edition of the rule; "" where there is only one."""
        return self.basis.version

    @property
    def decided(self) -> MotionResult:
        """The result of a motion. Raises ValueError where the profile decides nothing."""
        if self.result is None:
            raise ValueError(f"{self.profile.label}不由这里判定结果")
        return self.result

    @property
    def numbers(self) -> list[tuple[str, int]]:
        """The counted numbers with their words, in the order of the paper; what was not counted is left out."""
        count, voters = self.count, rule_of(self.profile).voters
        pairs = [
            ("党员总数", count.base_total),
            ("到会党员", count.base_present),
            (f"应到{voters}", count.eligible),
            (f"实到{voters}", count.present),
            ("赞成", count.yes),
            ("反对", count.no),
            ("弃权", count.abstain),
            ("会前书面赞成", count.written_yes if count.written else None),
            ("会前书面反对", count.written_no if count.written else None),
            ("会前书面弃权", count.written_abstain if count.written else None),
            ("发出", count.issued),
            ("收回", count.collected),
            ("无效", count.invalid),
        ]
        return [(label, number) for label, number in pairs if number is not None]


def quorum_of(
    profile: VoteProfile, count: Count, rules: VoteRules = DEFAULT, *, on: date | None = None
) -> Quorum:
    """Whether enough came, by those present at that moment."""
    rule = rule_of(profile, on)
    line = quorum_line(rule, count, rules)
    if line is None:
        return Quorum(True, f"{profile.label}不要求到会人数（{rule.basis}）", rule.basis)
    holds = line.holds(count)
    return Quorum(holds, line.statement(count, "" if holds else f"，{rule.otherwise}"), line.basis)


def judge(
    profile: VoteProfile,
    count: Count,
    rules: VoteRules = DEFAULT,
    *,
    on: date | None = None,
    is_important: bool = False,
    is_urgent: bool = False,
    is_special: bool = False,
) -> Verdict:
    """Judge a vote by its profile and the values of the branch, by the edition in force `on` the day of the meeting.

    `is_urgent` and `is_special` are the ways out of a near-tie in 民主议事; an important matter nearly even elsewhere
    gets a warning. The count must add up (see counting.py). Raises ValueError for 四议两公开 without all members.
    """
    rule = rule_of(profile, on)
    quorum = quorum_of(profile, count, rules, on=on)
    if not quorum.holds:
        return Verdict(profile, count, MotionResult.NO_QUORUM, quorum.sentence, quorum.sentence, quorum.basis)
    warnings = (
        *_half_warning(rule, count, rules),
        *_close_warning(rule, count, rules, is_important, is_urgent),
    )
    line = passing_line(rule, count, rules)
    if line is None or not rule.decides:
        return Verdict(profile, count, None, quorum.sentence, quorum.sentence, quorum.basis, warnings)
    is_close = profile is VoteProfile.F_DELIBERATION and near_tie.is_close(count, rules)
    way_out = near_tie.way_out(is_urgent=is_urgent, is_special=is_special) if is_close else None
    if way_out is not None:
        sentence = near_tie.statement(count, rules, way_out)
        return Verdict(profile, count, way_out, sentence, quorum.sentence, near_tie.BASIS, warnings)
    passed = line.holds(count)
    result = MotionResult.PASSED if passed else MotionResult.REJECTED
    sentence = line.statement(count) + _addition(profile, count, line, is_close)
    return Verdict(profile, count, result, sentence, quorum.sentence, line.basis, warnings)


def _addition(profile: VoteProfile, count: Count, line: Line, is_close: bool) -> str:
    """What is said besides: that the matter was urgent, or how the other of two readings would have it."""
    if is_close:
        return "；双方人数接近，因情况紧急，按多数人的意见执行"
    if count.written_yes:
        return f"；其中会前书面赞成 {count.written_yes}"
    if profile is not VoteProfile.E_VILLAGE_MAJOR:
        return ""
    other = VILLAGE_MAJOR_LITERAL if line is VILLAGE_MAJOR_STRICT else VILLAGE_MAJOR_STRICT
    if other.holds(count) == line.holds(count):
        return ""
    return f"；另一口径：{other.statement(count)}"


def _half_warning(rule: ProfileRule, count: Count, rules: VoteRules) -> tuple[Problem, ...]:
    """“半数以上” includes the half by the letter; whether the branch takes it so is its own rule (A only)."""
    if rule.profile is not VoteProfile.A_ASSEMBLY or rules.quorum_inclusive:
        return ()
    if 2 * count.present != count.eligible:
        return ()
    text = f"到会{rule.voters}恰为应到会的一半（{count.present}/{count.eligible}），请确认本单位是否认可"
    return (Problem("quorum-half", text, str(rule.basis), blocks=False),)


_NEVER_PUT_OFF = (
    VoteProfile.B_ADMISSION,
    VoteProfile.F_DELIBERATION,
)  # the second is put off by its own rule


def _close_warning(
    rule: ProfileRule, count: Count, rules: VoteRules, is_important: bool, is_urgent: bool
) -> tuple[Problem, ...]:
    if not is_important or is_urgent or not rule.decides or rule.profile in _NEVER_PUT_OFF:
        return ()
    if not near_tie.is_close(count, rules):
        return ()
    text = f"{near_tie.words(count, rules)}；重要问题除情况紧急外，一般应暂缓决定，下次再议"
    return (Problem("near-tie", text, str(near_tie.BASIS), blocks=False),)
