"""归档文件目录: nine columns, one table for each retention, as workbook and on paper, and its cover (DA/T 22-2015)."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any, ClassVar

from branchlife.kit import clock
from branchlife.kit.exports import Export, Media, Subject, register, safe_filename
from branchlife.kit.pdf import render_pdf
from branchlife.kit.xlsx import Column, Sheet, Value, write_workbook
from meetings.archive.lifecycle.fonds import fonds_of
from meetings.archive.models import ArchiveItem
from meetings.exports.common import stamp
from members.access import Action, Actor
from members.exports.printing import print_sheets
from members.models import Organisation

COLUMNS = (
    Column("序号", 6, "int"),
    Column("档号", 30),
    Column("文号", 16),
    Column("责任者", 22),
    Column("题名", 46),
    Column("日期", 10),
    Column("密级", 8),
    Column("页数", 6, "int"),
    Column("备注", 16),
)


def items_of(branch: Organisation, year: int, actor: Actor) -> list[ArchiveItem]:
    """What this person may read of a year, in the order of the volume. One query."""
    rows = ArchiveItem.seen.allowed(actor, Action.ARCHIVE_VIEW)
    return list(rows.of_year(branch, year).with_meetings())


def by_retention(items: Iterable[ArchiveItem]) -> list[list[ArchiveItem]]:
    """One list for each retention and organisation's code: each is a catalogue of its own."""
    series = groupby(items, key=lambda row: (row.retention, row.org_code))
    return [list(rows) for _, rows in series]


def row_of(number: int, item: ArchiveItem) -> list[Value]:
    """One line of the catalogue."""
    return [
        number,
        item.archive_code,
        item.doc_number,
        item.responsible_party,
        item.title,
        f"{item.dated_on:%Y%m%d}",
        item.secrecy,
        item.page_count,
        item.remark,
    ]


def sheet_of(branch: Organisation, items: list[ArchiveItem]) -> Sheet:
    """The catalogue of one retention."""
    head = items[0]
    words = f"全宗号：{head.fonds_code}　年度：{head.year}　保管期限：{head.get_retention_display()}"
    return Sheet(
        title="归档文件目录",
        subtitle=f"{words}　机构（问题）：{head.org_code}　{branch.full_name}",
        columns=COLUMNS,
        rows=[row_of(number, item) for number, item in enumerate(items, start=1)],
        name=f"{head.get_retention_display()}",
        freeze="A4",
    )


def sheets_of(branch: Organisation, year: int, actor: Actor) -> list[Sheet]:
    """All catalogues of a year; an empty one where nothing is archived."""
    found = [sheet_of(branch, rows) for rows in by_retention(items_of(branch, year, actor))]
    return found or [Sheet("归档文件目录", f"{branch.full_name}　{year}年", COLUMNS, [], freeze="A4")]


class YearPaper(Export):
    """A paper about what an organisation archived of a year."""

    action: ClassVar[str] = Action.ARCHIVE_VIEW
    subject: ClassVar[Subject] = "branch_year"

    def filename(self, subject: Organisation, **options: Any) -> str:
        """年度-支部简称-表名."""
        return safe_filename([options["year"], subject.short_name, self.title], self.media)


@register
class CatalogueWorkbook(YearPaper):
    """归档文件目录, Excel."""

    identifier = "archive_catalogue"
    title = "归档文件目录"
    media: ClassVar[Media] = "xlsx"

    def render(self, subject: Organisation, **options: Any) -> bytes:
        """One sheet for each retention."""
        sheets = sheets_of(subject, options["year"], options["actor"])
        return write_workbook(sheets, f"{subject.full_name}{options['year']}年归档文件目录")


@register
class CataloguePdf(YearPaper):
    """归档文件目录, on paper."""

    identifier = "archive_catalogue_pdf"
    title = "归档文件目录"
    media: ClassVar[Media] = "pdf"

    def render(self, subject: Organisation, **options: Any) -> bytes:
        """A4 landscape."""
        sheets = sheets_of(subject, options["year"], options["actor"])
        foot = [f"{subject.full_name}　{options['year']}年　生成时间 {stamp(clock.now())}"]
        return print_sheets(sheets, f"{subject.full_name}{options['year']}年归档文件目录", foot)


@register
class CatalogueCover(YearPaper):
    """归档文件目录封面: 全宗号、全宗名称、年度、保管期限、机构（问题）."""

    identifier = "archive_catalogue_cover"
    title = "归档文件目录封面"
    media: ClassVar[Media] = "pdf"

    def render(self, subject: Organisation, **options: Any) -> bytes:
        """One page for each retention."""
        series = by_retention(items_of(subject, options["year"], options["actor"]))
        covers = [
            {
                "fonds_code": rows[0].fonds_code,
                "year": rows[0].year,
                "retention": rows[0].get_retention_display(),
                "org_code": rows[0].org_code,
                "count": len(rows),
            }
            for rows in series
        ]
        words = {"covers": covers, "branch": subject, "fonds_name": fonds_of(subject).name}
        title = f"{subject.full_name}{options['year']}年归档文件目录封面"
        return render_pdf("exports/archive_catalogue_cover.html", words, title=title)
