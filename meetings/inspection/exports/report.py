"""检查报告: how the organisational life of a branch, of all below a superior or of a sample stands, on paper."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, ClassVar

from branchlife.kit import clock
from branchlife.kit.exports import Export, Media, Subject, register, safe_filename
from branchlife.kit.pdf import render_pdf
from branchlife.kit.templatetags.words import cn_plain
from meetings.exports.common import stamp
from meetings.inspection.checks import CHECKS, FAMILIES
from meetings.inspection.exports.facts import DutyLine, Facts, facts_of
from meetings.inspection.models import Finding
from meetings.inspection.vocabulary import FindingState, Word
from members.access import Action
from members.models import Organisation

NUMERALS = (
    "一",
    "二",
    "三",
    "四",
    "五",
    "六",
    "七",
    "八",
    "九",
    "十",
    "十一",
    "十二",
    "十三",
)  # a family each
DECLARATION = (
    "以上为系统按规则列出的疑似情形，须经核实，不作为对个人或支部的评价、排名依据。"
    "涉及个人的只在本支部内核对，不列入本报告。"
)


class InspectionPaper(Export):
    """A paper of the inspection about a year. Options: `actor`, `year`, and for a sample `sample`."""

    action: ClassVar[str] = Action.FINDING_VIEW
    subject: ClassVar[Subject] = "branch_year"

    def filename(self, subject: Organisation, **options: Any) -> str:
        """年度-组织简称-表名, of a sample with its seed."""
        sample = options.get("sample")
        drawn = f"抽查{sample.seed}" if sample else ""
        return safe_filename([options["year"], subject.short_name, self.title, drawn], self.media)

    def facts(self, subject: Organisation, **options: Any) -> Facts:
        """What it tells of."""
        return facts_of(subject, options["year"], options["actor"], options.get("sample"))


@register
class InspectionReport(InspectionPaper):
    """检查报告, a letter after GB/T 9704."""

    identifier = "inspection_report"
    title = "检查报告"
    media: ClassVar[Media] = "pdf"

    def render(self, subject: Organisation, **options: Any) -> bytes:
        """A4."""
        return draw(self.facts(subject, **options), options["actor"].name)


def draw(facts: Facts, by: str, **how: Any) -> bytes:
    """The report of some facts; `how` is handed on to the printer."""
    words = words_of(facts) | {"by": by, "footer": [f"生成时间 {stamp(clock.now())}"]}
    words |= {"unnumbered": how.pop("unnumbered", False)}
    return render_pdf("exports/inspection_report.html", words, title=facts.title, **how)


def words_of(facts: Facts) -> dict[str, Any]:
    """What the template shows."""
    decided = [row for row in facts.findings if row.state in (FindingState.CONFIRMED, FindingState.RECTIFIED)]
    return {
        "facts": facts,
        "several": len(facts.places) > 1,
        "looked": looked_words(facts),
        "duties": facts.duties,
        "whole": whole_of(facts.duties),
        "families": by_family(facts.findings),
        "silent": silent_words(facts),
        "explained": [row for row in facts.findings if row.explanation],
        "decided": decided,
        "dismissed": sum(row.state == FindingState.DISMISSED for row in facts.findings),
        "open": sum(row.state in (FindingState.SUSPECTED, FindingState.EXPLAINED) for row in facts.findings),
        "declaration": DECLARATION,
        "sources": sources_of(facts.findings),
        "made": cn_plain(facts.today),
    }


def looked_words(facts: Facts) -> str:
    """When the checks were run last; which of the places were never looked at."""
    days = sorted({clock.local_date(run.started_at) for run in facts.runs})
    unseen = len(facts.places) - len({run.organisation_id for run in facts.runs})
    if not days:
        return "还没有检查过"
    span = cn_plain(days[-1]) if days[0] == days[-1] else f"{cn_plain(days[0])}至{cn_plain(days[-1])}"
    return span + (f"，另有 {unseen} 个支部还没有检查过" if unseen else "")


def whole_of(duties: Sequence[DutyLine]) -> list[tuple[str, int, int, int, int, int]]:
    """The lines of all places together, by kind in the order of the catalogue of kinds."""
    kinds = list(dict.fromkeys(line.kind for line in duties))
    return [(kind, *_sums([line for line in duties if line.kind == kind])) for kind in kinds]


def _sums(lines: Sequence[DutyLine]) -> tuple[int, int, int, int, int]:
    names = ("owed", "held", "missing", "ahead", "not_applicable")
    owed, held, missing, ahead, aside = (sum(getattr(line, name) for line in lines) for name in names)
    return owed, held, missing, ahead, aside


@dataclass(frozen=True)
class Grouped:
    """What one check found at one organisation, in a line: the periods, and how it stands."""

    rows: Sequence[Finding]

    @property
    def first(self) -> Finding:
        """Title, level, basis and organisation are those of each."""
        return self.rows[0]

    @property
    def periods(self) -> str:
        """一季度、三季度: the year stands in the title."""
        year = f"{self.first.year}年"
        return "、".join(dict.fromkeys(row.period.removeprefix(year) or row.period for row in self.rows))

    @property
    def said(self) -> str:
        """Of a single one what was expected and what is there, of several how many."""
        if len(self.rows) > 1:
            return f"共 {len(self.rows)} 处，例如：{self.first.expected}；{self.first.actual}"
        return f"{self.first.expected}；{self.first.actual}"

    @property
    def states(self) -> str:
        """疑似 9、属实 1."""
        words = Counter(row.get_state_display() for row in self.rows)
        return "、".join(f"{word} {count}" for word, count in words.items())


def by_family(findings: Sequence[Finding]) -> list[tuple[str, list[Grouped]]]:
    """What was found, family by family, a line for each organisation and check, in the order of the tree: no rank."""
    order = list(FAMILIES)

    def place(row: Finding) -> tuple[int, str, str]:
        return order.index(row.code.split("-")[0]), row.organisation.path, row.code

    rows = sorted(
        (row for row in findings if row.code in CHECKS), key=lambda row: (place(row), row.period_start)
    )
    lines = [(key[0], Grouped(list(found))) for key, found in groupby(rows, key=place)]
    parts = [(at, [line for _, line in found]) for at, found in groupby(lines, key=itemgetter(0))]
    return [(f"（{NUMERALS[at]}）{FAMILIES[order[name]]}", found) for at, (name, found) in enumerate(parts)]


def silent_words(facts: Facts) -> str:
    """Which checks had no data: silence is not approval."""
    said = [CHECKS[code] for code in CHECKS if _is_silent(facts, code)]
    return "、".join(f"{one.title}（{one.code}）" for one in said)


def _is_silent(facts: Facts, code: str) -> bool:
    return any(run.outcomes.get(code, [""])[0] == Word.NO_DATA for run in facts.runs)


def sources_of(findings: Sequence[Finding]) -> list[str]:
    """Which values were asked, and who has set them, each once."""
    return sorted({row.rule_source for row in findings if row.rule_source})
