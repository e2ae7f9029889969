"""检查底稿: the same facts as in the report, line by line, as a workbook."""

from typing import Any, ClassVar

from branchlife.kit import clock
from branchlife.kit.exports import Media, register
from branchlife.kit.templatetags.words import cn_plain
from branchlife.kit.xlsx import Column, Sheet, Value, write_workbook
from meetings.exports.common import stamp
from meetings.exports.register import Book
from meetings.inspection.exports.facts import DutyLine, Facts
from meetings.inspection.exports.report import DECLARATION, InspectionPaper
from meetings.inspection.models import Finding, Rectification, Remark
from meetings.inspection.vocabulary import SubjectType
from meetings.models import Meeting
from members.access import Action
from members.models import Organisation

DUTIES = (
    Column("序号", 6, "int"),
    Column("党组织", 24),
    Column("类型", 18),
    Column("要求", 14),
    Column("应开", 8, "int"),
    Column("已开", 8, "int"),
    Column("应开未开", 10, "int"),
    Column("未到期", 8, "int"),
    Column("不适用（期）", 12, "int"),
)
FINDINGS = (
    Column("序号", 6, "int"),
    Column("代码", 10),
    Column("标题", 26),
    Column("级别", 8),
    Column("党组织", 22),
    Column("对象", 22),
    Column("期间", 16),
    Column("应为", 26),
    Column("实为", 26),
    Column("证据", 26),
    Column("依据", 28),
    Column("阈值来源", 30),
    Column("状态", 10),
    Column("说明", 30),
    Column("核实人", 10),
    Column("核实时间", 18),
    Column("整改措施", 30),
    Column("整改完成", 12, "date"),
)
RECTIFICATIONS = (
    Column("序号", 6, "int"),
    Column("党组织", 22),
    Column("问题", 30),
    Column("依据", 26),
    Column("要求", 30),
    Column("期限", 12, "date"),
    Column("状态", 10),
    Column("支部措施", 36),
    Column("责任人", 12),
    Column("完成日", 12, "date"),
    Column("佐证", 24),
    Column("复核人", 10),
    Column("复核意见", 24),
)
REMARKS = (
    Column("序号", 6, "int"),
    Column("党组织", 22),
    Column("记录", 28),
    Column("会议日期", 12, "date"),
    Column("批注", 40),
    Column("批注人", 10),
    Column("批注时间", 18),
    Column("答复", 40),
    Column("答复人", 10),
    Column("答复时间", 18),
)


@register
class InspectionWorkbook(InspectionPaper):
    """检查底稿; of a single branch with its register."""

    identifier = "inspection_workbook"
    title = "检查底稿"
    media: ClassVar[Media] = "xlsx"

    def render(self, subject: Organisation, **options: Any) -> bytes:
        """One sheet for each list."""
        facts = self.facts(subject, **options)
        sheets = [duty_sheet(facts), finding_sheet(facts), rectification_sheet(facts), remark_sheet(facts)]
        if subject.is_branch and options["actor"].may(Action.REGISTER_EXPORT):
            book = Book(subject, facts.year, options["actor"])
            sheets.append(book.table("全部", book.held))
        return write_workbook(sheets, facts.title)


def _sheet(
    facts: Facts, name: str, columns: tuple[Column, ...], rows: list[list[Value]], freeze: str
) -> Sheet:
    drawn = f"　随机种子：{facts.sample.seed}" if facts.sample else ""
    subtitle = (
        f"{facts.top.full_name}　期间：{facts.year}年{drawn}　截至：{stamp(clock.now())}　{DECLARATION}"
    )
    return Sheet(f"{facts.title}（{name}）", subtitle, columns, rows, name=name, freeze=freeze)


def duty_sheet(facts: Facts) -> Sheet:
    """应开与已开, a line for each organisation and kind."""
    rows = [_duty(at, line) for at, line in enumerate(facts.duties, start=1)]
    return _sheet(facts, "应开与已开", DUTIES, rows, "D4")


def _duty(number: int, line: DutyLine) -> list[Value]:
    counts = (line.owed, line.held, line.missing, line.ahead, line.not_applicable)
    return [number, line.place.full_name, line.kind, line.basis, *counts]


def finding_sheet(facts: Facts) -> Sheet:
    """疑似问题附表."""
    rows = [_finding(at, row, facts) for at, row in enumerate(facts.findings, start=1)]
    return _sheet(facts, "疑似问题", FINDINGS, rows, "D4")


def _finding(number: int, row: Finding, facts: Facts) -> list[Value]:
    mended = getattr(row, "rectification", None)
    return [
        number,
        row.code,
        row.title,
        row.get_severity_display(),
        row.organisation.full_name,
        subject_words(row, facts),
        row.period,
        row.expected,
        row.actual,
        evidence_words(row),
        row.basis,
        row.rule_source,
        row.get_state_display(),
        row.explanation,
        row.decided_by.name if row.decided_by else "",
        stamp(row.decided_at) if row.decided_at else "",
        mended.measure if mended else "",
        mended.done_on if mended else None,
    ]


def subject_words(row: Finding, facts: Facts) -> str:
    """The number of the meeting, or the organisation itself."""
    if row.subject_type == SubjectType.MEETING:
        return facts.numbers.get(row.subject_id, "会议一次")
    return row.organisation.short_name


def evidence_words(row: Finding) -> str:
    """How many rows bear it out: the page names those that may be read."""
    kinds = [kind for kind, _ in row.evidence]
    words = [f"{SubjectType(kind).label} {kinds.count(kind)} 项" for kind in dict.fromkeys(kinds)]
    return "，".join(words)


def rectification_sheet(facts: Facts) -> Sheet:
    """整改通知与回复."""
    rows = [_rectification(at, row) for at, row in enumerate(facts.rectifications, start=1)]
    return _sheet(facts, "整改", RECTIFICATIONS, rows, "D4")


def _rectification(number: int, row: Rectification) -> list[Value]:
    return [
        number,
        row.finding.organisation.full_name,
        str(row.finding),
        row.finding.basis,
        row.demand,
        row.due_on,
        row.get_state_display(),
        row.measure,
        row.responsible,
        row.done_on,
        row.evidence,
        row.verified_by.name if row.verified_by else "",
        row.opinion,
    ]


def remark_sheet(facts: Facts) -> Sheet:
    """批注与答复."""
    rows = [_remark(at, row) for at, row in enumerate(facts.remarks, start=1)]
    return _sheet(facts, "批注", REMARKS, rows, "D4")


def _remark(number: int, row: Remark) -> list[Value]:
    return [
        number,
        row.meeting.branch.full_name,
        meeting_words(row.meeting),
        row.meeting.day,
        row.text,
        row.by.name,
        stamp(row.at),
        row.answer,
        row.answered_by.name if row.answered_by else "",
        stamp(row.answered_at) if row.answered_at else "",
    ]


def meeting_words(meeting: Meeting) -> str:
    """2026-DH-03 党员大会."""
    return f"{meeting.number or cn_plain(meeting.start)} {meeting.spec.short}"
