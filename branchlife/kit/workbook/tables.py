"""What a workbook becomes, and how much of it is taken."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from branchlife.kit.refusal import Refused

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 5_000
MAX_COLUMNS = 40
MAX_CELL = 32_767  # characters, the limit of the office programs themselves

Cell = str | int | float | datetime.date | datetime.datetime | datetime.time | bool | None
RawCell = Cell | datetime.timedelta  # what the parsers give

TOO_MANY_ROWS = (
    f"表格超过 {MAX_ROWS} 行，或第 {MAX_ROWS} 行以后还有内容。请删去多余的行，或分成几个文件导入。"
)
TOO_MANY_COLUMNS = f"表格超过 {MAX_COLUMNS} 列，或第 {MAX_COLUMNS} 列以后还有内容。请删去多余的列后再导入。"
TOO_LONG_CELL = f"有单元格超过 {MAX_CELL} 字。请缩短后再导入。"
NOTHING = "这个文件里没有内容。请核对是否选错了文件，或忘了保存。"


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is not empty; `number` counts from 1 as on the sheet, blanks at the end are cut off."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, column: int) -> Cell:
        """The cell in a column counted from 0; None beyond the last."""
        return self.cells[column] if column < len(self.cells) else None


@dataclass(frozen=True, slots=True)
class Table:
    """One visible sheet (or the whole of a .csv file) with its rows that are not empty."""

    name: str
    rows: list[Row]


def take_rows(values: Iterable[Sequence[RawCell]]) -> Iterator[Row]:
    """Rows that hold anything, numbered from 1; refuses more than the limits."""
    for number, value in enumerate(values, start=1):
        cells = _trimmed(value)
        if not cells:
            continue
        if number > MAX_ROWS:
            raise Refused(TOO_MANY_ROWS)
        if len(cells) > MAX_COLUMNS:
            raise Refused(TOO_MANY_COLUMNS)
        if any(isinstance(cell, str) and len(cell) > MAX_CELL for cell in cells):
            raise Refused(TOO_LONG_CELL)
        yield Row(number, cells)


def _trimmed(value: Sequence[RawCell]) -> tuple[Cell, ...]:
    last = len(value)
    while last and _is_empty(value[last - 1]):
        last -= 1
    return tuple(_simple(cell) for cell in value[:last])


def _is_empty(cell: RawCell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _simple(cell: RawCell) -> Cell:
    """A day at midnight is a day; a length of time below 24 hours is a time of day."""
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date()
    if isinstance(cell, datetime.timedelta):
        minutes, seconds = divmod(cell.seconds, 60)
        return datetime.time(*divmod(minutes, 60), seconds) if cell.days == 0 else str(cell)
    return cell


def not_empty(tables: list[Table]) -> list[Table]:
    """The tables that have rows; refused when none has."""
    filled = [table for table in tables if table.rows]
    if not filled:
        raise Refused(NOTHING)
    return filled
