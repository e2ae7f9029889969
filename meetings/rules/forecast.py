"""Before the meeting: whether enough will come for a planned vote, while there is time to move the date. Pure.

Every number is found by asking the rules themselves (quorum_of, judge), so that forecast and verdict cannot disagree.
"""

from dataclasses import dataclass
from datetime import date

from meetings.rules.majority import judge, quorum_of
from meetings.rules.profiles import elected_by, rule_of
from meetings.rules.shares import smallest
from meetings.rules.votes import DEFAULT, Count, VoteRules
from meetings.vocabulary import BaseKind, MotionResult, VoteProfile


@dataclass(frozen=True)
class Expected:
    """What is known beforehand. `due` are those entitled to vote, `coming` those of them who are expected.

    `on_leave` is only told. `written_yes` are opinions in hand. `everybody` and `everybody_coming` are all members,
    with a vote or without (四议两公开).
    """

    due: int
    coming: int
    on_leave: int = 0
    written_yes: int = 0
    base_kind: BaseKind = BaseKind.ADULTS
    everybody: int | None = None
    everybody_coming: int | None = None

    def count(self, present: int, yes: int, everybody_present: int | None) -> Count:
        """The count there would be with so many present, so many in favour and all the others against."""
        return Count(
            self.due,
            present,
            yes,
            present - yes,
            written_yes=self.written_yes,
            base_kind=self.base_kind,
            base_total=self.everybody,
            base_present=everybody_present,
        )


@dataclass(frozen=True)
class Forecast:
    """What a planned vote needs. A number is None where nothing is asked, or where even all would not be enough.

    `needed_present` to vote at all (of all members for 四议两公开); `needed_yes` to pass with those who are coming, or
    with the quorum where that is more; `needed` voters to do both, all of them in favour.
    """

    needed_present: int | None
    needed_yes: int | None
    needed: int | None
    can_meet: bool
    can_pass: bool
    sentence: str


def forecast(
    profile: VoteProfile, expected: Expected, rules: VoteRules = DEFAULT, *, on: date | None = None
) -> Forecast:
    """Say what a vote of a profile will need, as 已请假 5，预计到会 10/16，需 ≥ 9.

    Raises ValueError for 四议两公开 without all members.
    """
    plan = _Plan(profile, expected, rules, on)
    needed_present, needed = plan.needed_present(), plan.needed()
    can_meet = plan.quorum_holds(plan.coming)
    can_pass = can_meet and needed is not None and needed <= expected.coming
    return Forecast(
        needed_present, plan.needed_yes(needed_present), needed, can_meet, can_pass, plan.sentence(needed)
    )


@dataclass(frozen=True)
class _Plan:
    profile: VoteProfile
    expected: Expected
    rules: VoteRules
    on: date | None

    @property
    def counts_everybody(self) -> bool:
        """Whether presence is asked of all members, not of those with a vote."""
        return self.profile is VoteProfile.E_VILLAGE_MAJOR

    @property
    def as_expected(self) -> Count:
        """The count if just those come who are expected, and all are against."""
        return self.expected.count(self.expected.coming, 0, self.expected.everybody_coming)

    @property
    def coming(self) -> int:
        """Those expected, of those of whom presence is asked."""
        return self.as_expected.everybody_present if self.counts_everybody else self.expected.coming

    @property
    def most(self) -> int:
        """As many voters as could come: who wrote beforehand will not."""
        return self.expected.due - self.expected.written_yes

    def quorum_holds(self, present: int) -> bool:
        count = self.expected.count(present, 0, present)
        return quorum_of(self.profile, count, self.rules, on=self.on).holds

    def passes(self, present: int, yes: int) -> bool:
        """Whether it carries, the presence of those without a vote taken for granted."""
        count = self.expected.count(present, yes, self.expected.everybody)
        verdict = judge(self.profile, count, self.rules, on=self.on)
        if verdict.result is None and self.profile is VoteProfile.D_ELECTION:
            return elected_by(self.rules).holds(count)
        return verdict.result in (None, MotionResult.PASSED)

    def needed_present(self) -> int | None:
        if rule_of(self.profile, self.on).quorum is None:
            return None
        most = self.as_expected.everybody if self.counts_everybody else self.most
        return smallest(self.quorum_holds, most)

    def needed_yes(self, quorum: int | None) -> int | None:
        if rule_of(self.profile, self.on).passing is None:
            return None
        present = self.expected.coming if self.counts_everybody else max(self.expected.coming, quorum or 0)
        return smallest(lambda yes: self.passes(present, yes), present)

    def needed(self) -> int | None:
        return smallest(lambda present: self.passes(present, present), self.most)

    def sentence(self, needed: int | None) -> str:
        one = self.expected
        words = f"已请假 {one.on_leave}"
        if self.counts_everybody:
            words += f"，预计到会党员 {self.coming}/{one.everybody}，{self._wanted(self.needed_present(), self.coming)}"
            return f"{words}；其中有表决权 {one.coming}/{one.due}，{self._wanted(needed, one.coming)}"
        words += f"，预计到会 {one.coming}/{one.due}"
        if rule_of(self.profile, self.on).quorum is None:
            return f"{words}，不要求到会人数"
        return f"{words}，{self._wanted(needed, one.coming)}"

    def _wanted(self, needed: int | None, coming: int) -> str:
        if needed is None:
            return "到齐也不够"
        return f"需 ≥ {needed}" + (f"，还差 {needed - coming}" if coming < needed else "")
