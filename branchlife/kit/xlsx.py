"""Writing workbooks: one look for every table, nothing that a spreadsheet program could take for a formula."""

import datetime
import io
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter

Kind = Literal["text", "int", "ratio", "hours", "money", "date", "time"]
Value = str | int | float | datetime.date | datetime.time | None

FORMATS: dict[Kind, str] = {
    "text": "@",
    "int": "0",
    "ratio": "0.0%",
    "hours": "0.0",
    "money": "#,##0.00",
    "date": "yyyy-mm-dd",
    "time": "hh:mm",
}
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADING, BODY = "黑体", "宋体"
HEADER_ROW = 3
PAPER_A4 = 9  # as the file format counts paper sizes
LINE_HEIGHT = 16  # points
MARGIN = 1.5 / 2.54  # inches
MAX_SHEET_NAME = 31
FORMULA_SIGNS = "=+-@\t\r＝＋－＠"
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True)
class Column:
    """A column: its header, its width in characters, and what its cells are."""

    header: str
    width: float = 12
    kind: Kind = "text"


@dataclass
class Sheet:
    """One table of a workbook.

    `title` stands in row 1; `subtitle` (unit, period, date) in row 2; `name` is the tab, `title` when empty. `freeze`
    is the first cell that scrolls. `total_row` holds numbers, not formulas: no program has to compute anything.
    """

    title: str
    subtitle: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    total_row: Sequence[Value] | None = None
    name: str = ""
    freeze: str = "C4"
    landscape: bool = True


def write_workbook(sheets: Sequence[Sheet], properties_title: str) -> bytes:
    """The workbook as bytes: A4, fit to width, rows 1–3 on every page, filter on the header.

    `properties_title` goes into the document properties (unit and table, never a person). Memory does not grow
    with the rows: they are written as they come.
    """
    book = Workbook(write_only=True)
    book.properties.title = plain_text(properties_title)
    book.properties.creator = "支部生活"
    names = sheet_names([sheet.name or sheet.title for sheet in sheets])
    out = io.BytesIO()
    try:
        for sheet, name in zip(sheets, names, strict=True):
            _Writer(book, name, sheet).write()
        book.save(out)
    except BaseException:
        _abandon(book)
        raise
    return out.getvalue()


def _abandon(book: Any) -> None:
    """Close and remove the temporary files of sheets that will never be saved."""
    for target in book.worksheets:
        if not target.closed:
            target.close()
            target._writer.cleanup()


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """Names of tabs: at most 31 characters, without [ ] : * ? / \\, a repeated one with "(2)"."""
    names: list[str] = []
    taken: set[str] = set()
    for text in wanted:
        plain = FORBIDDEN_IN_NAME.sub("", plain_text(text)).strip().strip("'") or "表"
        name, number = plain[:MAX_SHEET_NAME], 1
        while name.lower() in taken:
            number += 1
            ending = f"({number})"
            name = plain[: MAX_SHEET_NAME - len(ending)] + ending
        taken.add(name.lower())
        names.append(name)
    return names


def plain_text(text: str) -> str:
    """The text without the characters XML cannot hold."""
    return ILLEGAL.sub("", text)


class _Writer:
    """One sheet on its way into the file. Styles are made once and shared by all cells."""

    def __init__(self, book: Any, name: str, sheet: Sheet) -> None:
        self.sheet = sheet
        self.target = book.create_sheet(name)
        self.last_column = get_column_letter(max(len(sheet.columns), 1))
        thin = Side(style="thin")
        self.border = Border(left=thin, right=thin, top=thin, bottom=thin)
        self.title_style = self._style(Font(name=HEADING, size=16), "center")
        self.subtitle_style = self._style(Font(name=BODY, size=11), "left", wrap=False)
        self.header_style = self._style(Font(name=HEADING, size=11), "center", border=self.border)
        self.styles = [self._column_style(column, bold=False) for column in sheet.columns]
        self.total_styles = [self._column_style(column, bold=True) for column in sheet.columns]

    def write(self) -> None:
        """Everything from the title to the total."""
        self._page()
        self._head()
        count = HEADER_ROW
        for row in self.sheet.rows:
            count += 1
            self._row(count, row, self.styles)
        filtered = count
        if self.sheet.total_row is not None:
            count += 1
            self._row(count, self.sheet.total_row, self.total_styles)
        self.target.auto_filter.ref = f"A{HEADER_ROW}:{self.last_column}{filtered}"
        self.target.print_area = f"A1:{self.last_column}{count}"

    def _page(self) -> None:
        target = self.target
        for number, column in enumerate(self.sheet.columns, start=1):
            target.column_dimensions[get_column_letter(number)].width = column.width
        target.row_dimensions[1].height = 28
        target.freeze_panes = self.sheet.freeze
        target.page_setup.orientation = "landscape" if self.sheet.landscape else "portrait"
        target.page_setup.paperSize = PAPER_A4
        target.sheet_properties.pageSetUpPr.fitToPage = True
        target.page_setup.fitToWidth, target.page_setup.fitToHeight = 1, 0
        target.print_options.horizontalCentered = True
        for side in ("left", "right", "top", "bottom"):
            setattr(target.page_margins, side, MARGIN)
        target.print_title_rows = f"1:{HEADER_ROW}"
        target.oddFooter.center.text = "第 &P 页 共 &N 页"

    def _head(self) -> None:
        if len(self.sheet.columns) > 1:
            self.target.merged_cells.add(f"A1:{self.last_column}1")
        self.target.append([self._text(self.sheet.title, self.title_style)])
        self.target.append([self._text(self.sheet.subtitle, self.subtitle_style)])
        self.target.append([self._text(column.header, self.header_style) for column in self.sheet.columns])

    def _row(self, number: int, row: Sequence[Value], styles: Sequence[StyleArray]) -> None:
        if len(row) > len(styles):
            raise ValueError("a row has more cells than the sheet has columns")
        values = [*row, *[None] * (len(styles) - len(row))]
        lines = self._lines(values)
        if lines > 1:  # not every program makes room for wrapped text by itself
            self.target.row_dimensions[number].height = LINE_HEIGHT * lines
        self.target.append([self._cell(value, style) for value, style in zip(values, styles, strict=True)])
        self.target.row_dimensions.pop(number, None)

    def _lines(self, values: Sequence[Value]) -> int:
        """How many lines the fullest cell of a row takes, a wide character counting as two."""
        return max(
            (
                math.ceil(sum(1 + (letter > "\u2e80") for letter in value) / max(column.width - 1, 1))
                for value, column in zip(values, self.sheet.columns, strict=True)
                if isinstance(value, str)
            ),
            default=1,
        )

    def _cell(self, value: Value, style: StyleArray) -> WriteOnlyCell:
        if isinstance(value, str):
            return self._text(value, style)
        cell = WriteOnlyCell(self.target, value)
        cell._style = style
        return cell

    def _text(self, text: str, style: StyleArray) -> WriteOnlyCell:
        """A string cell whatever it begins with; the quote mark keeps it one when somebody edits it."""
        cell = WriteOnlyCell(self.target, plain_text(text))
        cell.data_type = "s"
        cell._style = style
        if text[:1] and text[0] in FORMULA_SIGNS:
            cell._style = style.__copy__()
            cell.quotePrefix = True
        return cell

    def _column_style(self, column: Column, bold: bool) -> StyleArray:
        side = "left" if column.kind == "text" else "center"
        font = Font(name=HEADING if bold else BODY, size=11)
        return self._style(font, side, FORMATS[column.kind], self.border)

    def _style(
        self, font: Font, side: str, number_format: str = "@", border: Border | None = None, wrap: bool = True
    ) -> StyleArray:
        cell = WriteOnlyCell(self.target)
        cell.font = font
        cell.number_format = number_format
        cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=wrap)
        if border is not None:
            cell.border = border
        return cell._style
