"""FREQ-10, -17, -19: what secretaries and leading cadres owe besides, by lectures and presence (checks.md 1). Pure."""

from abc import abstractmethod
from collections.abc import Sequence
from datetime import date

from meetings.inspection.checks.base import Check, Evidence, Found, Outcome, Subject, clear_or, period_words
from meetings.inspection.snapshot import Held, RulesOn, Snapshot, full_months, was_there
from meetings.inspection.vocabulary import Severity, SubjectType
from meetings.rules.catalogue.documents import BRANCH_RULES, EDUCATION_RULES, SAMPLE_SAYS
from meetings.rules.catalogue.rules import Rules
from meetings.rules.frequency import Life, Window


class Lecturing(Check):
    """Those who held an office long enough gave fewer lectures than asked. One finding for the organisation: it
    counts people, their names are behind it for those who may see them."""

    def find(self, s: Snapshot, cfg: RulesOn) -> Outcome:
        """Once the year is over."""
        rules = cfg(s.whole_year.last)
        asked, lives = self.asked(rules), self.lives(s)
        if not asked or not s.is_over(s.whole_year):
            return clear_or((), 0, self.exempt)
        bound = [one for one, months in _months(s, lives).items() if months >= rules.tenure_min_months]
        short = [one for one in bound if s.lectures.get(one, 0) < asked]
        return clear_or([self._found(s, short, asked)] if short else [], len(bound), self.exempt)

    @abstractmethod
    def asked(self, rules: Rules) -> int:
        """How many lectures a year."""

    @abstractmethod
    def lives(self, s: Snapshot) -> Sequence[tuple[int, Life]]:
        """Who, and when."""

    def _found(self, s: Snapshot, short: Sequence[int], asked: int) -> Found:
        given = "、".join(f"{s.lectures.get(one, 0)} 次" for one in short)
        return Found(
            Subject(SubjectType.ORGANISATION, s.organisation),
            s.whole_year,
            f"每人全年至少讲党课 {asked} 次",
            f"{len(short)} 人不足",
            f"{s.year}年应讲 {asked} 次，{len(short)} 人不足，登记的分别为 {given}。",
            [Evidence(SubjectType.MEMBER, one) for one in short],
        )


def _months(s: Snapshot, lives: Sequence[tuple[int, Life]]) -> dict[int, int]:
    found: dict[int, set[int]] = {}
    for member, life in lives:
        found.setdefault(member, set()).update(full_months(life, s.year))
    return {member: len(months) for member, months in found.items()}


class SecretaryLectures(Lecturing):
    """FREQ-10."""

    code = "FREQ-10"
    title = "书记讲党课不足"
    severity = Severity.WARNING
    basis = (BRANCH_RULES.reported("第十六条"), SAMPLE_SAYS)
    keys = ("leader_lecture_min", "tenure_min_months")
    formula = "书记当年任职满规定月数，全年讲党课少于规定次数"
    exempt = "书记空缺或任职不足规定月数，或当年未结束"

    def asked(self, rules: Rules) -> int:
        """By the rule of the day."""
        return rules.leader_lecture_min

    def lives(self, s: Snapshot) -> Sequence[tuple[int, Life]]:
        """The secretaries of the year."""
        return s.secretaries


class CadreLectures(Lecturing):
    """FREQ-17."""

    code = "FREQ-17"
    title = "领导干部到基层讲党课不足"
    severity = Severity.INFO
    basis = (SAMPLE_SAYS,)
    keys = ("visiting_lecture_min", "tenure_min_months")
    formula = "党员领导干部、村组干部全年讲党课少于规定次数"
    exempt = "规则不要求，没有领导干部或当年不足规定月数，或当年未结束"

    def asked(self, rules: Rules) -> int:
        """0 unless somebody above asks for it."""
        return rules.visiting_lecture_min

    def lives(self, s: Snapshot) -> Sequence[tuple[int, Life]]:
        """Leading cadres and those of the village."""
        return s.lecturing_cadres


class DualLife(Check):
    """FREQ-19."""

    code = "FREQ-19"
    title = "党员领导干部未过双重组织生活"
    severity = Severity.WARNING
    basis = (EDUCATION_RULES.article("第十六条"), SAMPLE_SAYS)
    keys = ("dual_life_per_half_year",)
    formula = "党员领导干部半年内参加所在支部会议少于规定次数"
    exempt = "没有党员领导干部，半年内支部未开会，本人豁免，或半年未结束"
    is_personal = True

    def find(self, s: Snapshot, cfg: RulesOn) -> Outcome:
        """One finding for each person and half-year."""
        halves = (
            Window(date(s.year, 1, 1), date(s.year, 6, 30)),
            Window(date(s.year, 7, 1), date(s.year, 12, 31)),
        )
        asked = [
            (member, half, met)
            for half in halves
            if s.is_over(half)
            for member, life in s.cadres
            if life.on(half.first) and life.on(half.last) and (met := _due_at(s, member, half))
        ]
        found = [
            self._found(member, half, met, cfg)
            for member, half, met in asked
            if _times(met, member) < cfg(half.first).dual_life_per_half_year
        ]
        return clear_or(found, len(asked), self.exempt)

    def _found(self, member: int, half: Window, met: Sequence[Held], cfg: RulesOn) -> Found:
        least, there = cfg(half.first).dual_life_per_half_year, _times(met, member)
        words = period_words(half.first, half.last)
        return Found(
            Subject(SubjectType.MEMBER, member),
            half,
            f"{words}至少参加所在支部会议 {least} 次",
            f"参加 {there} 次",
            f"{words}支部开会 {len(met)} 次应到，到会 {there} 次，少于 {least} 次。",
            [Evidence(SubjectType.MEETING, one.pk) for one in met],
        )


def _due_at(s: Snapshot, member: int, half: Window) -> list[Held]:
    """The meetings of half a year at which somebody was due."""
    return [
        one
        for one in s.meetings
        if one.is_held and one.day in half and any(m.member == member and m.is_due for m in one.roll)
    ]


def _times(met: Sequence[Held], member: int) -> int:
    return sum(was_there(one, member) for one in met)
