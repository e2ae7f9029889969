"""What a check is: one rule that can be computed, and what it says of one organisation and one year. Pure."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from meetings.inspection.snapshot import RulesOn, Snapshot
from meetings.inspection.vocabulary import Severity, SubjectType, Word
from meetings.rules.basis import Basis
from meetings.rules.catalogue.rules import CATALOGUE
from meetings.rules.catalogue.sorts import WEEKDAYS
from meetings.rules.frequency import Window
from meetings.vocabulary import Certainty, RuleLevel

INFERRED = Basis("推定", level=RuleLevel.UNIT)  # a rule that follows from the facts themselves
PREFIX = {Severity.ERROR: "疑似：", Severity.WARNING: "疑似：", Severity.INFO: "请核对："}


@dataclass(frozen=True)
class Subject:
    """Of whom a finding speaks: an organisation, a meeting, a member."""

    kind: SubjectType
    pk: int


@dataclass(frozen=True)
class Evidence:
    """A row that bears the finding out."""

    kind: SubjectType
    pk: int


@dataclass(frozen=True)
class Found:
    """One thing that looks odd: what was expected, what is there, how one gets to it, the rows behind it.

    `excuse` are the words by which the branch has already accounted for it (未召开、延期 with a reason).
    """

    subject: Subject
    window: Window
    expected: str
    actual: str
    reckoning: str
    evidence: Sequence[Evidence] = ()
    excuse: str = ""
    rule_day: date | None = None  # the day whose rules were asked; the first of the period unless said


@dataclass(frozen=True)
class Outcome:
    """What a check says: findings, or that nothing was found, or why it cannot or need not say anything."""

    word: Word
    reason: str = ""
    findings: Sequence[Found] = ()


def clear_or(findings: Iterable[Found], looked_at: int, why_not: str) -> Outcome:
    """The findings; without any 未发现, and 不适用 where there was nothing to look at."""
    found = tuple(findings)
    if found:
        return Outcome(Word.FOUND, f"{len(found)} 处", found)
    if not looked_at:
        return Outcome(Word.NOT_APPLICABLE, why_not)
    return Outcome(Word.CLEAR, f"核对 {looked_at} 项")


class Check(ABC):
    """A rule of the catalogue: `keys` are the rules it asks, `formula` when it reports, `exempt` when it need not."""

    code: ClassVar[str]
    title: ClassVar[str]
    severity: ClassVar[Severity]
    basis: ClassVar[Sequence[Basis]]
    keys: ClassVar[Sequence[str]] = ()
    formula: ClassVar[str]
    exempt: ClassVar[str]
    is_personal: ClassVar[bool] = False
    lacking: ClassVar[str] = ""  # what is not kept yet, of a check that has no data

    @abstractmethod
    def find(self, s: Snapshot, cfg: RulesOn) -> Outcome:
        """Look at a year; `cfg` are the rules of a day."""

    @property
    def family(self) -> str:
        """FREQ."""
        return self.code.split("-")[0]

    @property
    def words(self) -> str:
        """The title as it is shown: 疑似 or 请核对 before it."""
        return f"{PREFIX[self.severity]}{self.title}"

    @property
    def basis_words(self) -> str:
        """支部条例第十一条〔核·国家〕；…"""
        return "；".join(basis_words(one) for one in self.basis)

    @property
    def key_words(self) -> list[str]:
        """The rules it asks, in Chinese."""
        return [CATALOGUE[key].words for key in self.keys]

    def rule_source(self, cfg: RulesOn, day: date) -> str:
        """The values that held on a day and who has set them."""
        rules = cfg(day)
        return "；".join(
            f"{CATALOGUE[key].words}：{rules.words(key)}（{rules.source(key).body}）" for key in self.keys
        )


def basis_words(basis: Basis) -> str:
    """支部条例第十一条〔核·国家〕."""
    if basis.title == INFERRED.title:
        return f"{basis}〔{basis.level.label}〕"
    return f"{basis}〔{basis.certainty.label}·{basis.level.label}〕"


class NotKept(Check):
    """A check whose data is not kept yet: it says so and is never taken for passed."""

    def find(self, s: Snapshot, cfg: RulesOn) -> Outcome:
        """无数据."""
        return Outcome(Word.NO_DATA, self.lacking)


def is_sound(check: type[Check]) -> bool:
    """A basis that waits to be looked up carries at most a warning (checks.md 0.4)."""
    unsure = any(one.certainty is Certainty.MEMORY for one in check.basis)
    return not (unsure and check.severity is Severity.ERROR)


QUARTERS = "一二三四"


def day_words(day: date) -> str:
    """11月20日（周五）."""
    return f"{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"


def period_words(first: date, last: date) -> str:
    """2026年, 2026年上半年, 2026年三季度, 2026年5月, 2026年5月3日, else both days."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if first == last:
        return f"{first.year}年{first.month}月{first.day}日"
    if months == 1:
        return f"{first.year}年{first.month}月"
    if first.day == 1 and first.year == last.year:
        whole = {
            12: "",
            6: "上半年" if first.month == 1 else "下半年",
            3: f"{QUARTERS[first.month // 3]}季度",
        }
        if months in whole:
            return f"{first.year}年{whole[months]}"
    if months in (12, 13):  # a year of party life runs from April to March
        return f"{first.year}年度"
    return f"{first.year}年{first.month}月{first.day}日至{last.year}年{last.month}月{last.day}日"
