"""Reading .xlsx: every part is scanned as a stream before openpyxl may look at it."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from functools import lru_cache

import openpyxl

from branchlife.kit import ole
from branchlife.kit.archives import (
    DAMAGED,
    LOCKED,
    TOO_BIG_INSIDE,
    UNSAFE,
    PackageScan,
    content_types,
    open_archive,
    xml_parts,
)
from branchlife.kit.refusal import Refused
from branchlife.kit.workbook.tables import (
    MAX_COLUMNS,
    MAX_ROWS,
    TOO_MANY_COLUMNS,
    TOO_MANY_ROWS,
    RawCell,
    Table,
    take_rows,
)

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main}"
WORKBOOK_TYPE = "spreadsheetml.sheet.main+xml"
MAX_ELEMENTS = 1_200_000  # all parts together: several full sheets
MAX_STRINGS = 250_000
MAX_STRING_BYTES = 20 * 1024 * 1024
MAX_OTHER_ELEMENTS = 40_000  # styles, names, relations: openpyxl keeps them whole
MAX_OTHER_BYTES = 3 * 1024 * 1024
NOT_A_WORKBOOK = (
    "这个文件不是 Excel 工作簿（扩展名是 .xlsx，内容不是）。请用 WPS 或 Excel 另存为 .xlsx 后再导入。"
)
STRICT_ADVICE = "这个文件是“严格开放 XML”格式。请用 Excel 另存为普通的“Excel 工作簿（.xlsx）”后再导入。"
LETTERS = re.compile(r"[A-Z]+")


def read_xlsx(data: bytes) -> list[Table]:
    """All visible sheets; formulas give their stored values, links to other files are left alone."""
    if data.startswith(ole.MAGIC):
        raise Refused(_why_compound(data))
    with open_archive(data) as archive:
        if WORKBOOK_TYPE not in content_types(archive):
            raise Refused(NOT_A_WORKBOOK)
        scan_workbook(archive)
    try:
        return _tables(data)
    except Refused:
        raise
    except Exception as error:  # openpyxl answers broken parts with errors of every kind
        raise Refused(DAMAGED) from error


def _why_compound(data: bytes) -> str:
    try:
        names = ole.OleFile(data).names
    except ole.OleDamagedError:
        return DAMAGED
    if "EncryptedPackage" in names:
        return LOCKED
    if names & {"Workbook", "Book"}:
        return "这个文件的内容是旧的 .xls 格式，扩展名却是 .xlsx。请把扩展名改为 .xls 后再导入。"
    return NOT_A_WORKBOOK


class SheetScan(PackageScan):
    """A part of a workbook, with the limits of its kind; sees content beyond the rows and columns."""

    def __init__(self, size: int, budget: int) -> None:
        super().__init__(budget)
        self.size = size
        self.row = self.column = 0

    def root(self, name: str) -> None:
        """Set the limits by what the part is."""
        if name.startswith(STRICT):
            raise Refused(STRICT_ADVICE)
        if name == MAIN + "worksheet":
            self.element = self._in_sheet  # type: ignore[method-assign]
        elif name == MAIN + "sst":
            self.element = self._in_strings  # type: ignore[method-assign]
            self.strings = 0
            self._limit(MAX_STRING_BYTES, self.budget)
        else:
            self._limit(MAX_OTHER_BYTES, MAX_OTHER_ELEMENTS)

    def _limit(self, size: int, elements: int) -> None:
        if self.size > size:
            raise Refused(TOO_BIG_INSIDE)
        self.budget = min(self.budget, elements)

    def _in_strings(self, name: str, attributes: dict[str, str]) -> None:
        if name == MAIN + "si":
            self.strings += 1
            if self.strings > MAX_STRINGS:
                raise Refused(TOO_BIG_INSIDE)

    def _in_sheet(self, name: str, attributes: dict[str, str]) -> None:
        if name == MAIN + "c":
            place = attributes.get("r")
            self.column = _column(place) if place else self.column + 1
        elif name == MAIN + "row":
            number = attributes.get("r")
            self.row = int(number) if number else self.row + 1
            self.column = 0
        elif name == MAIN + "v" or name == MAIN + "is":
            if self.row > MAX_ROWS:
                raise Refused(TOO_MANY_ROWS)
            if self.column > MAX_COLUMNS:
                raise Refused(TOO_MANY_COLUMNS)


def _column(place: str) -> int:
    found = LETTERS.match(place)
    return _column_of(found[0]) if found else 0


@lru_cache(maxsize=1024)
def _column_of(letters: str) -> int:
    number = 0
    for letter in letters[:4]:
        number = number * 26 + ord(letter) - 64
    return number


def scan_workbook(archive: zipfile.ZipFile) -> None:
    """Look at every XML part once; raises `Refused` when one is hostile, broken or beyond the limits."""
    left = MAX_ELEMENTS
    for entry in xml_parts(archive):
        left -= SheetScan(entry.file_size, left).run(archive, entry)
    if left < 0:
        raise Refused(UNSAFE)


def _tables(data: bytes) -> list[Table]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # remarks on styles and extensions that do not concern the values
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            return [Table(sheet.title, list(take_rows(_rows(sheet)))) for sheet in visible]
        finally:
            book.close()


def _rows(sheet: "openpyxl.worksheet._read_only.ReadOnlyWorksheet") -> Iterator[Sequence[RawCell]]:
    """Rows and columns up to the limits; the scan has shown that nothing lies beyond."""
    rows: Iterator[Sequence[RawCell]] = sheet.iter_rows(
        min_row=1, max_row=MAX_ROWS, min_col=1, max_col=MAX_COLUMNS, values_only=True
    )
    return rows
