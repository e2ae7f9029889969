"""Reading .xls: the records are walked first, then calamine parses them in a process of its own.

A native parser that meets a hostile file may stop the whole process; so it gets one that may be lost.
"""

import datetime
import json
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from branchlife.kit import ole
from branchlife.kit.archives import DAMAGED, LOCKED, MACROS
from branchlife.kit.refusal import Refused
from branchlife.kit.workbook.tables import (
    MAX_COLUMNS,
    MAX_ROWS,
    TOO_MANY_COLUMNS,
    TOO_MANY_ROWS,
    Cell,
    Table,
    take_rows,
)

CHILD = Path(__file__).with_name("old_child.py")
SECONDS = 5
FILEPASS = 0x2F
DIMENSIONS = 0x200
MULTIPLE = 0xBD
CELLS = {0x06, 0x203, 0x204, 0x205, 0x206, 0x27E, 0xD6, 0xFD, MULTIPLE}
NOT_A_WORKBOOK = (
    "这个文件不是 Excel 工作簿（扩展名是 .xls，内容不是）。请用 WPS 或 Excel 另存为 .xlsx 后再导入。"
)


def read_xls(data: bytes) -> list[Table]:
    """All visible sheets of a workbook in the format of Excel 95–2003."""
    try:
        _check_records(_book_stream(ole.OleFile(data)))
    except (ole.OleDamagedError, struct.error) as error:
        raise Refused(DAMAGED) from error
    return [Table(name, list(take_rows(_cells(row) for row in rows))) for name, rows in _parse(data)]


def _book_stream(file: ole.OleFile) -> bytes:
    if "EncryptedPackage" in file.names:
        raise Refused(LOCKED)
    if "_VBA_PROJECT_CUR" in file.names:
        raise Refused(MACROS)
    for name in ("Workbook", "Book"):
        if name in file.names:
            return file.stream(name)
    raise Refused(NOT_A_WORKBOOK)


def _check_records(stream: bytes) -> None:
    """Walk the records: no password, no cell beyond the limits whatever the sheet says of its size."""
    position, last = 0, len(stream) - 4
    head = struct.Struct("<HH").unpack_from
    while position <= last:
        kind, length = head(stream, position)
        position += 4
        if kind == FILEPASS:
            raise Refused(LOCKED)
        if kind in CELLS and length >= 6:
            row, column = head(stream, position)
            if kind == MULTIPLE:
                column += (length - 6) // 6 - 1
            if row >= MAX_ROWS:
                raise Refused(TOO_MANY_ROWS)
            if column >= MAX_COLUMNS:
                raise Refused(TOO_MANY_COLUMNS)
        position += length


def _parse(data: bytes) -> list[tuple[str, list[list[Any]]]]:
    try:
        done = subprocess.run(  # noqa: S603 (our own script, the upload only on its standard input)
            [sys.executable, "-I", str(CHILD)], input=data, capture_output=True, timeout=SECONDS, check=True
        )
        sheets: list[tuple[str, list[list[Any]]]] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise Refused(DAMAGED) from error
    return sheets


def _cells(row: list[Any]) -> list[Cell]:
    return [_cell(value) for value in row]


def _cell(value: Any) -> Cell:
    if isinstance(value, list):
        return _READ[value[0]](value[1])
    if isinstance(value, float) and value.is_integer():
        return int(value)
    plain: Cell = value
    return plain or None if isinstance(plain, str) else plain


_READ: dict[str, Callable[[str], Cell]] = {
    "date": datetime.date.fromisoformat,
    "datetime": datetime.datetime.fromisoformat,
    "time": datetime.time.fromisoformat,
}
