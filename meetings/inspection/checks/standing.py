"""MEMB-01, -04, -05, -17, -18, -21: what holds of members for a time, and what the roll says of them. Pure."""

from abc import abstractmethod
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from meetings.inspection.checks.base import (
    INFERRED,
    Check,
    Evidence,
    Found,
    Outcome,
    Subject,
    clear_or,
    day_words,
)
from meetings.inspection.checks.committee import StateOfBranch, months_after, state_day
from meetings.inspection.office import Particulars
from meetings.inspection.people import Person
from meetings.inspection.snapshot import Mark, RulesOn, Snapshot
from meetings.inspection.vocabulary import Severity, SubjectType
from meetings.rules.catalogue.documents import CHARTER, EDUCATION_RULES, ROSTER_SHEET
from meetings.rules.catalogue.rules import Rules
from meetings.rules.frequency import Window
from meetings.vocabulary import THERE, AttendanceState
from members.vocabulary import MemberCategory, MemberStatus

SEEN = (*THERE, AttendanceState.HOME_STUDY, AttendanceState.ELSEWHERE)
ASIDE = (MemberStatus.MEMBERSHIP_SUSPENDED, MemberStatus.LOST_CONTACT)
NO_PROBATION = Window(
    date(1969, 4, 14), date(1977, 8, 17)
)  # from the ninth charter to the day before the eleventh


class StateOfMember(Check):
    """One finding at most for the year and each member: kept in the branch."""

    is_personal = True

    def find(self, s: Snapshot, cfg: RulesOn) -> Outcome:
        """By the rules of the day on which the year is looked at."""
        day = state_day(s)
        rules = cfg(day)
        rows = [(pk, s.people.persons[pk]) for pk in sorted(s.people.roster(day))]
        asked = [(pk, one) for pk, one in rows if self.applies(s, pk, one, rules, day)]
        odd = [(pk, said) for pk, one in asked if (said := self.odd(s, pk, one, rules, day))]
        return clear_or((self._found(s, day, pk, *said) for pk, said in odd), len(asked), self.exempt)

    @abstractmethod
    def applies(self, s: Snapshot, pk: int, one: Person, rules: Rules, day: date) -> bool:
        """Whether it looks at a member at all."""

    @abstractmethod
    def odd(self, s: Snapshot, pk: int, one: Person, rules: Rules, day: date) -> tuple[str, str] | None:
        """What was expected and what is there."""

    def _found(self, s: Snapshot, day: date, pk: int, expected: str, actual: str) -> Found:
        said = f"{day.year}年{day_words(day)}：{expected}；{actual}。"
        return Found(
            Subject(SubjectType.MEMBER, pk),
            s.whole_year,
            expected,
            actual,
            said,
            [Evidence(SubjectType.MEMBER, pk)],
            rule_day=day,
        )


def since(one: Person, status: str, day: date) -> date | None:
    """The day from which a status holds on a day; None when it does not."""
    starts = [life.start for name, life in one.statuses if name == status and life.on(day)]
    return next((start for start in starts if start), None)


class NotSeen(StateOfMember):
    """MEMB-01. Within the meetings of the year; it asks, it does not judge. A line nobody confirmed says nothing."""

    code = "MEMB-01"
    title = "连续多月未参加组织生活"
    severity = Severity.WARNING
    basis = (CHARTER.article("第九条"),)
    keys = ("inactive_months",)
    formula = (
        "连续满规定的月数，每次应到的会都没有到、没有补课、没有送学、没有在流入地参加；请核实是否有正当理由"
    )
    exempt = "期内没有应到的会，豁免，停止党籍，失联已登记，或入册不满规定的月数"

    def applies(self, s: Snapshot, pk: int, one: Person, rules: Rules, day: date) -> bool:
        """Who belonged here all the time, was due and is not set aside."""
        first = months_after(day, -rules.inactive_months)
        aside = any(name in ASIDE and life.on(day) for name, life in one.statuses)
        whole = first >= s.whole_year.first and one.on_roll(first)
        return whole and not aside and not one.is_exempt(day, False) and bool(self._owed(s, pk, first, day))

    def odd(self, s: Snapshot, pk: int, one: Person, rules: Rules, day: date) -> tuple[str, str] | None:
        """Not once in so many months."""
        first = months_after(day, -rules.inactive_months)
        facts = s.office.particulars.get(pk)
        made_up = facts is not None and facts.made_up_on is not None and facts.made_up_on >= first
        if made_up or any(mark.state in SEEN for mark in self._marks(s, pk, first, day)):
            return None
        times = self._owed(s, pk, first, day)
        return (
            f"{rules.inactive_months} 个月内参加过组织生活",
            f"应到 {times} 次，都没有参加；请核实是否有正当理由",
        )

    def _owed(self, s: Snapshot, pk: int, first: date, last: date) -> int:
        marks = self._marks(s, pk, first, last)
        return sum(mark.is_due and mark.state != AttendanceState.UNCONFIRMED for mark in marks)

    def _marks(self, s: Snapshot, pk: int, first: date, last: date) -> Iterator[Mark]:
        for meeting in s.held:
            if first <= meeting.day <= last:
                yield from (mark for mark in meeting.roll if mark.member == pk)


class LastsLong(StateOfMember):
    """A status that has lasted as long as it may: `months` of the rules, `expected` in words."""

    severity = Severity.WARNING
    status: ClassVar[MemberStatus]

    def applies(self, s: Snapshot, pk: int, one: Person, rules: Rules, day: date) -> bool:
        """Whose status it is."""
        return since(one, self.status, day) is not None

    def odd(self, s: Snapshot, pk: int, one: Person, rules: Rules, day: date) -> tuple[str, str] | None:
        """Since when, once it is too long."""
        start = since(one, self.status, day)
        if start is None or self.settled(one, day) or not self.is_over(start, rules, day):
            return None
        return self.expected(rules), f"{start:%Y-%m-%d}起{self.status.label}"

    def settled(self, one: Person, day: date) -> bool:
        """Whether what had to be done was done."""
        return False

    @abstractmethod
    def is_over(self, start: date, rules: Rules, day: date) -> bool:
        """Whether the time is up."""

    @abstractmethod
    def expected(self, rules: Rules) -> str:
        """What ought to have come of it."""


class SuspendedLong(LastsLong):
    """MEMB-04."""

    code = "MEMB-04"
    title = "停止党籍期满未处理"
    status = MemberStatus.MEMBERSHIP_SUSPENDED
    basis = (EDUCATION_RULES.article("第二十四条"),)
    keys = ("suspended_years",)
    formula = "停止党籍满规定的年数，仍在这个状态"
    exempt = "没有停止党籍的党员"

    def is_over(self, start: date, rules: Rules, day: date) -> bool:
        """After so many years."""
        return months_after(start, 12 * rules.suspended_years) <= day

    def expected(self, rules: Rules) -> str:
        """A decision."""
        return f"停止党籍满 {rules.suspended_years} 年的作出处理"


class LostLong(LastsLong):
    """MEMB-05. Records of contact are not kept: whoever was reached is no longer 失联."""

    code = "MEMB-05"
    title = "失联满六个月未处理"
    status = MemberStatus.LOST_CONTACT
    basis = (EDUCATION_RULES.article("第二十四条"),)
    keys = ("lost_contact_months",)
    formula = "失联满规定的月数，没有停止党籍"
    exempt = "没有失联的党员"

    def settled(self, one: Person, day: date) -> bool:
        """Membership is suspended."""
        return since(one, MemberStatus.MEMBERSHIP_SUSPENDED, day) is not None

    def is_over(self, start: date, rules: Rules, day: date) -> bool:
        """After so many months."""
        return months_after(start, rules.lost_contact_months) <= day

    def expected(self, rules: Rules) -> str:
        """Suspension."""
        return f"失联满 {rules.lost_contact_months} 个月的停止党籍"


class CorrectionLong(LastsLong):
    """MEMB-21."""

    code = "MEMB-21"
    title = "限期改正期满未处理"
    status = MemberStatus.CORRECTION
    basis = (EDUCATION_RULES.article("第三十、三十一条"),)
    keys = ("correction_max_months",)
    formula = "限期改正超过规定的月数，仍在这个状态"
    exempt = "没有限期改正的党员"

    def is_over(self, start: date, rules: Rules, day: date) -> bool:
        """Longer than so many months."""
        return months_after(start, rules.correction_max_months) < day

    def expected(self, rules: Rules) -> str:
        """An end."""
        return f"限期改正不超过 {rules.correction_max_months} 个月"


class OddDates(StateOfMember):
    """MEMB-17. Overlaps of periods are not looked for."""

    code = "MEMB-17"
    title = "名册日期矛盾"
    severity = Severity.WARNING
    basis = (INFERRED, CHARTER.article("预备期一年"))
    keys = ("probation_months", "min_age")
    formula = "转正早于入党加预备期，或入党时不满规定的年龄"
    exempt = "没有可以比较的日期；党章取消预备期的年代（1969 至 1977 年）入党的不比转正日期"

    def applies(self, s: Snapshot, pk: int, one: Person, rules: Rules, day: date) -> bool:
        """With two dates to compare."""
        facts = s.office.particulars.get(pk)
        return facts is not None and facts.joined_on is not None and bool(facts.full_on or facts.born_on)

    def odd(self, s: Snapshot, pk: int, one: Person, rules: Rules, day: date) -> tuple[str, str] | None:
        """Both in one: a member has one finding."""
        facts = s.office.particulars[pk]
        said = [one for one in (_too_early(facts, rules), _too_young(facts, rules)) if one]
        if not said:
            return None
        return "；".join(expected for expected, _ in said), "；".join(actual for _, actual in said)


def _too_early(facts: Particulars, rules: Rules) -> tuple[str, str] | None:
    joined, full = facts.joined_on, facts.full_on
    if joined is None or full is None or joined in NO_PROBATION:
        return None
    if full >= months_after(joined, rules.probation_months):
        return None
    expected = f"预备期满 {rules.probation_months} 个月后转正"
    return expected, f"{joined:%Y-%m-%d}入党，{full:%Y-%m-%d}转正"


def _too_young(facts: Particulars, rules: Rules) -> tuple[str, str] | None:
    joined, born = facts.joined_on, facts.born_on
    if joined is None or born is None or joined >= months_after(born, 12 * rules.min_age):
        return None
    return f"入党时年满 {rules.min_age} 岁", f"{joined:%Y-%m-%d}入党时不满 {rules.min_age} 岁"


class Blanks(StateOfBranch):
    """MEMB-18. How many of which, never of whom."""

    code = "MEMB-18"
    title = "名册必填项空"
    severity = Severity.INFO
    basis = (ROSTER_SHEET.article(),)
    keys = ("roster_required_fields", "id_number_collect")
    formula = "名册上必填的栏目有空的，按支部给出各栏空几人；身份证号没有要求采集的不计"
    exempt = "名册上没有人，不是党支部，或支部已撤销"

    def applies(self, s: Snapshot, rules: Rules, day: date) -> bool:
        """With somebody on the roll."""
        return super().applies(s, rules, day) and bool(s.people.roster(day))

    def odd(self, s: Snapshot, rules: Rules, day: date) -> tuple[str, str] | None:
        """Column by column; members on probation have no day on which they became full."""
        asked = _required(rules)
        counts = Counter(
            name for pk in s.people.roster(day) for name in self._blanks(s, pk, day) if name in asked
        )
        if not counts:
            return None
        said = "、".join(f"{NAMES[name]} {counts[name]} 人" for name in NAMES if counts[name])
        return f"必填的 {len(asked)} 项齐全", f"空着：{said}"

    def _blanks(self, s: Snapshot, pk: int, day: date) -> list[str]:
        facts = s.office.particulars.get(pk)
        on_probation = s.people.persons[pk].category(day) == MemberCategory.PROBATIONARY
        return [name for name in facts.blanks if not (name == "full_on" and on_probation)] if facts else []


def _required(rules: Rules) -> list[str]:
    """The columns that must be filled in; the number of the identity card only where it is collected."""
    return [name for name in rules.roster_required_fields if name != "id_number" or rules.id_number_collect]


NAMES = {  # of the columns that may be blank, in the order of the sheet
    "id_number": "公民身份号码",
    "gender": "性别",
    "nation": "民族",
    "birth_date": "出生日期",
    "education": "学历",
    "occupation": "工作岗位",
    "address": "家庭住址",
    "joined_on": "入党日期",
    "full_on": "转正日期",
    "phone": "联系电话",
}
