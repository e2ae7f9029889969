"""MEMB-08 to -15 and -22: the size of a branch, its committee and its term (checks.md 9). Pure.

Each speaks of a state: as it is today, of a year that is over as it was on its last day.
"""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from datetime import date
from typing import ClassVar

from meetings.inspection.checks.base import Check, Found, Outcome, Subject, clear_or, day_words
from meetings.inspection.snapshot import RulesOn, Snapshot
from meetings.inspection.vocabulary import Severity, SubjectType
from meetings.rules.catalogue.documents import BRANCH_RULES, ELECTION_RULES, PRACTICE
from meetings.rules.catalogue.rules import Rules
from members.vocabulary import BRANCH_KINDS, OrganisationKind

COMMITTEE = 3  # fewer are no committee
LASTING = (OrganisationKind.BRANCH, OrganisationKind.JOINT_BRANCH)


def state_day(s: Snapshot) -> date:
    """The day of which such a check speaks."""
    return min(s.today, s.whole_year.last)


def months_after(start: date, months: int) -> date:
    """So many months later; of a month that is shorter its last day."""
    year, month = start.year + (start.month - 1 + months) // 12, (start.month - 1 + months) % 12 + 1
    for day in (start.day, 30, 29, 28):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    raise AssertionError  # every month has a twenty-eighth


def lacking_since(count: Callable[[date], int], turns: Sequence[date], least: int, first: date) -> date:
    """The turn since which there are fewer than `least`, not before `first`; the last of `turns` is today."""
    since = turns[-1]
    for turn in sorted({first, *turns}, reverse=True):
        if count(turn) >= least:
            break
        since = turn
    return since


def turns_of(s: Snapshot, first: date, day: date) -> list[date]:
    """The days on which somebody took up or laid down a post, and last the day itself."""
    edges = {edge for one in s.people.posts for edge in (one.life.start, one.life.end)}
    return [*sorted(edge for edge in edges if edge and first < edge <= day), day]


class StateOfBranch(Check):
    """One finding at most for the year, about the organisation."""

    bodies: ClassVar[Sequence[str]] = BRANCH_KINDS

    def find(self, s: Snapshot, cfg: RulesOn) -> Outcome:
        """By the rules of the day."""
        day = state_day(s)
        rules = cfg(day)
        if not self.applies(s, rules, day):
            return clear_or((), 0, self.exempt)
        said = self.odd(s, rules, day)
        return clear_or([self._found(s, day, *said)] if said else (), 1, self.exempt)

    def applies(self, s: Snapshot, rules: Rules, day: date) -> bool:
        """Bodies of its sort that stand."""
        return s.kind in self.bodies and s.facts.life.on(day)

    @abstractmethod
    def odd(self, s: Snapshot, rules: Rules, day: date) -> tuple[str, str] | None:
        """What was expected and what is there."""

    def _found(self, s: Snapshot, day: date, expected: str, actual: str) -> Found:
        said = f"{day.year}年{day_words(day)}：{expected}；{actual}。"
        where = Subject(SubjectType.ORGANISATION, s.organisation)
        return Found(where, s.whole_year, expected, actual, said, rule_day=day)


class TooFewFull(StateOfBranch):
    """MEMB-08."""

    code = "MEMB-08"
    title = "正式党员不足三人"
    severity = Severity.ERROR
    basis = (BRANCH_RULES.article("第四条"),)
    keys = ("branch_min_full",)
    formula = "支部的正式党员少于规定人数"
    exempt = "临时党支部，不是党支部，或支部已撤销"
    bodies = LASTING

    def odd(self, s: Snapshot, rules: Rules, day: date) -> tuple[str, str] | None:
        """Full members of the day."""
        full = len(s.people.full(day))
        least = rules.branch_min_full
        return None if full >= least else (f"正式党员不少于 {least} 人", f"有 {full} 人")


class TooMany(StateOfBranch):
    """MEMB-09."""

    code = "MEMB-09"
    title = "党员超过五十人"
    severity = Severity.INFO
    basis = (BRANCH_RULES.article("第四条"),)
    keys = ("branch_max_members",)
    formula = "名册上的党员多于一般的人数"
    exempt = "总支、党委，或支部已撤销"

    def odd(self, s: Snapshot, rules: Rules, day: date) -> tuple[str, str] | None:
        """The roll of the day."""
        count, most = len(s.people.roster(day)), rules.branch_max_members
        return None if count <= most else (f"一般不超过 {most} 人", f"名册上有 {count} 人")


class NoCommittee(StateOfBranch):
    """MEMB-10."""

    code = "MEMB-10"
    title = "应设支委会未设"
    severity = Severity.ERROR
    basis = (BRANCH_RULES.article("第二十条"),)
    keys = ("committee_min_full",)
    formula = "正式党员达到应设支委会的人数，而书记、副书记、委员合计不足 3 人"
    exempt = "正式党员不到应设的人数，临时党支部，或不是党支部"
    bodies = LASTING

    def applies(self, s: Snapshot, rules: Rules, day: date) -> bool:
        """From so many full members on."""
        return super().applies(s, rules, day) and len(s.people.full(day)) >= rules.committee_min_full

    def odd(self, s: Snapshot, rules: Rules, day: date) -> tuple[str, str] | None:
        """The committee of the day."""
        size, full = len(s.people.committee(day)), len(s.people.full(day))
        expected = f"正式党员 {full} 人，满 {rules.committee_min_full} 人的设支部委员会"
        return None if size >= COMMITTEE else (expected, f"在任的书记、委员 {size} 人")


class OddSize(StateOfBranch):
    """MEMB-11."""

    code = "MEMB-11"
    title = "委员人数不在范围"
    severity = Severity.WARNING
    basis = (BRANCH_RULES.article("第二十条"),)
    keys = ("committee_size_min", "committee_size_max", "committee_size_hard_max")
    formula = "设了支委会而委员少于下限，或多于一般的上限"
    exempt = "没有设支委会；总支、党委"

    def applies(self, s: Snapshot, rules: Rules, day: date) -> bool:
        """Where there is a committee."""
        return super().applies(s, rules, day) and len(s.people.committee(day)) >= COMMITTEE

    def odd(self, s: Snapshot, rules: Rules, day: date) -> tuple[str, str] | None:
        """Usually up to five, never more than seven."""
        size, least, most = len(s.people.committee(day)), rules.committee_size_min, rules.committee_size_max
        if least <= size <= most:
            return None
        never = f"，最多不超过 {rules.committee_size_hard_max} 人"
        return f"委员 {least} 至 {most} 人{never}", f"在任 {size} 人"


class NoSecretary(StateOfBranch):
    """MEMB-12."""

    code = "MEMB-12"
    title = "书记空缺"
    severity = Severity.ERROR
    basis = (BRANCH_RULES.article("第二十条"),)
    keys = ("settle_days",)
    formula = "没有在任的书记（含代理、指定），空缺超过宽限的天数"
    exempt = "不是党支部，或支部已撤销"

    def odd(self, s: Snapshot, rules: Rules, day: date) -> tuple[str, str] | None:
        """Since the last one left, within the year: who left before it is not known, so it speaks late at most."""
        if s.people.secretaries(day):
            return None
        first = max(s.whole_year.first, s.facts.life.start or s.whole_year.first)
        turns = turns_of(s, first, day)
        gone = (day - lacking_since(lambda on: len(s.people.secretaries(on)), turns, 1, first)).days
        if gone <= rules.settle_days:
            return None
        return f"书记空缺不超过 {rules.settle_days} 天", f"{s.year}年内空缺 {gone} 天"


class TermOver(StateOfBranch):
    """MEMB-13. Only what has ended: a term that will end is no error, and a check has one severity."""

    code = "MEMB-13"
    title = "届期已满"
    severity = Severity.ERROR
    basis = (BRANCH_RULES.reported("第二十一条"),)
    keys = ("term_years",)
    formula = "应换届的日期（或获批延期的日期）已过，还没有换届"
    exempt = "没有登记届次或应换届的日期，临时党支部，或不是党支部"
    bodies = LASTING

    def applies(self, s: Snapshot, rules: Rules, day: date) -> bool:
        """Where a term is kept."""
        term = s.office.term(day)
        return super().applies(s, rules, day) and term is not None and term.last_day is not None

    def odd(self, s: Snapshot, rules: Rules, day: date) -> tuple[str, str] | None:
        """Days since the last one on which it was in time."""
        term = s.office.term(day)
        last = term.last_day if term else None
        if last is None or last >= day:
            return None
        return f"{last:%Y-%m-%d}前换届", f"已超过 {(day - last).days} 天"


class PutOff(StateOfBranch):
    """MEMB-14."""

    code = "MEMB-14"
    title = "延期换届超限或无批文"
    severity = Severity.ERROR
    basis = (ELECTION_RULES.article("第三条"),)
    keys = ("term_extension_max_months",)
    formula = "延期换届没有批准文号，或延期超过规定的月数"
    exempt = "没有延期"

    def applies(self, s: Snapshot, rules: Rules, day: date) -> bool:
        """Where the election was put off."""
        term = s.office.term(day)
        put_off = term is not None and term.extended_to is not None and term.due_on is not None
        return super().applies(s, rules, day) and put_off

    def odd(self, s: Snapshot, rules: Rules, day: date) -> tuple[str, str] | None:
        """By the paper and by the months."""
        term, most = s.office.term(day), rules.term_extension_max_months
        if term is None or term.extended_to is None or term.due_on is None:
            return None
        expected = f"经批准延期不超过 {most} 个月"
        if not term.extension_doc:
            return expected, f"延期到{term.extended_to:%Y-%m-%d}，没有批准文号"
        if term.extended_to <= months_after(term.due_on, most):
            return None
        return expected, f"从{term.due_on:%Y-%m-%d}延期到{term.extended_to:%Y-%m-%d}"


class SeatEmpty(StateOfBranch):
    """MEMB-15."""

    code = "MEMB-15"
    title = "委员空缺超过三个月"
    severity = Severity.WARNING
    basis = (PRACTICE.reported(),)
    keys = ("vacancy_days",)
    formula = "在任委员少于本届名额，空缺超过规定的天数"
    exempt = "没有登记本届名额"

    def applies(self, s: Snapshot, rules: Rules, day: date) -> bool:
        """Where the seats of the term are known."""
        term = s.office.term(day)
        return super().applies(s, rules, day) and term is not None and bool(term.seats)

    def odd(self, s: Snapshot, rules: Rules, day: date) -> tuple[str, str] | None:
        """Since there are fewer than seats, whoever followed whom, within the year and the term."""
        term, size = s.office.term(day), len(s.people.committee(day))
        if term is None or not term.seats or size >= term.seats:
            return None
        first = max(s.whole_year.first, term.start)
        turns = turns_of(s, first, day)
        gone = (day - lacking_since(lambda on: len(s.people.committee(on)), turns, term.seats, first)).days
        if gone <= rules.vacancy_days:
            return None
        expected = f"{term.seats} 个名额，空缺不超过 {rules.vacancy_days} 天"
        return expected, f"在任 {size} 人，{s.year}年内空缺 {gone} 天"


class TooManyUnits(StateOfBranch):
    """MEMB-22."""

    code = "MEMB-22"
    title = "联合党支部覆盖单位过多"
    severity = Severity.INFO
    basis = (BRANCH_RULES.reported("第五条"),)
    keys = ("joint_branch_max_units",)
    formula = "联合党支部覆盖的单位多于一般的个数"
    exempt = "不是联合党支部，没有登记覆盖的单位数，或支部已撤销"
    bodies = (OrganisationKind.JOINT_BRANCH,)

    def applies(self, s: Snapshot, rules: Rules, day: date) -> bool:
        """Joint branches whose units are known."""
        return super().applies(s, rules, day) and s.office.unit_count is not None

    def odd(self, s: Snapshot, rules: Rules, day: date) -> tuple[str, str] | None:
        """The number of units."""
        count, most = s.office.unit_count or 0, rules.joint_branch_max_units
        return None if count <= most else (f"一般不超过 {most} 个单位", f"覆盖 {count} 个单位")
