"""党员点题: the register of a year as workbook and paper, and slips to write a concern on."""

from collections import Counter
from typing import Any, ClassVar

from branchlife.kit import clock
from branchlife.kit.exports import Export, Media, Subject, register, safe_filename
from branchlife.kit.pdf import render_pdf
from branchlife.kit.templatetags.words import cn_plain
from branchlife.kit.xlsx import Column, Sheet, Value, write_workbook
from meetings.exports.common import stamp
from meetings.models import TopicSuggestion
from members.access import Action, Actor
from members.exports.printing import print_sheets
from members.models import Organisation

COLUMNS = (
    Column("序号", 6, "int"),
    Column("提出日期", 12, "date"),
    Column("提出人", 10),
    Column("内容", 44),
    Column("办理", 11),
    Column("列入会议", 26),
    Column("议题", 32),
    Column("答复", 36),
    Column("答复日期", 12, "date"),
)
SLIPS_ON_A_PAGE = 2


def row_of(number: int, row: TopicSuggestion) -> list[Value]:
    """One line of the register."""
    item = row.agenda_item if row.is_on_agenda else None
    return [
        number,
        row.raised_on,
        row.raised_by_words,
        row.content,
        row.state_words,
        f"{cn_plain(item.meeting.start)}{item.meeting.spec.short}" if item else "—",
        item.title if item else "—",
        row.answer or "—",
        row.answered_on,
    ]


def sheet_of(branch: Organisation, year: int, actor: Actor) -> Sheet:
    """What members of a branch raised in a year, by day. One query."""
    rows = TopicSuggestion.seen.allowed(actor, Action.SUGGESTION_VIEW).filter(branch=branch)
    found = list(rows.filter(raised_on__year=year).with_outcome().oldest())
    states = Counter(row.state_words for row in found)
    words = "，".join(f"{state} {count} 条" for state, count in sorted(states.items()))
    whole = f"合计 {len(found)} 条" + (f"：{words}" if words else "")
    total: list[Value] = [None, None, None, whole, *[None] * 5]
    subtitle = f"填报单位：{branch.full_name}　期间：{year}年　截至：{stamp(clock.now())[:-6]}"
    lines = [row_of(at, row) for at, row in enumerate(found, start=1)]
    return Sheet(
        f"{branch.full_name}{year}年党员点题登记", subtitle, COLUMNS, lines, total, name="点题", freeze="A4"
    )


class SuggestionExport(Export):
    """What the workbook and the paper share. Options: `actor`, `year`."""

    title = "党员点题登记"
    action: ClassVar[str] = Action.SUGGESTION_VIEW
    subject: ClassVar[Subject] = "branch_year"

    def filename(self, subject: Organisation, **options: Any) -> str:
        """年度-支部简称-党员点题登记-全年."""
        return safe_filename([options["year"], subject.short_name, self.title, "全年"], self.media)


@register
class SuggestionRegister(SuggestionExport):
    """党员点题登记, a workbook."""

    identifier = "suggestions"
    media: ClassVar[Media] = "xlsx"

    def render(self, subject: Organisation, **options: Any) -> bytes:
        """One sheet."""
        sheet = sheet_of(subject, options["year"], options["actor"])
        return write_workbook([sheet], sheet.title)


@register
class SuggestionRegisterPdf(SuggestionExport):
    """党员点题登记, printed on A4 landscape."""

    identifier = "suggestions_pdf"
    media: ClassVar[Media] = "pdf"

    def render(self, subject: Organisation, **options: Any) -> bytes:
        """The same table as in the workbook."""
        sheet = sheet_of(subject, options["year"], options["actor"])
        return print_sheets([sheet], sheet.title, [f"生成时间 {stamp(clock.now())}"])


@register
class SuggestionSlips(Export):
    """点题纸: two A5 slips on a sheet of A4, to be cut; no number, no mark, a name only if one wants."""

    identifier = "suggestion_slips"
    title = "点题纸"
    media: ClassVar[Media] = "pdf"
    action: ClassVar[str] = Action.SUGGESTION_VIEW
    subject: ClassVar[Subject] = "branch"

    def filename(self, subject: Organisation, **options: Any) -> str:
        """支部简称-点题纸."""
        return safe_filename([subject.short_name, self.title], self.media)

    def render(self, subject: Organisation, **options: Any) -> bytes:
        """One sheet, to be copied."""
        words = {"branch": subject.full_name, "slips": range(SLIPS_ON_A_PAGE)}
        return render_pdf("exports/suggestion_slips.html", words, title=f"{subject.full_name}点题纸")
