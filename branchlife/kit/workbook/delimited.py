"""Reading .csv: UTF-8 or GB18030, separated by commas, tabs or semicolons."""

import csv
import io

from branchlife.kit.refusal import Refused
from branchlife.kit.workbook.tables import Cell, Table, take_rows

DELIMITERS = ",\t;"
NOT_TEXT = "这个 .csv 文件不是普通文本。请在 Excel 或 WPS 中另存为“CSV UTF-8”或 .xlsx 后再导入。"
BROKEN = "这个 .csv 文件的引号或分隔符有错，无法分列。请用 Excel 或 WPS 打开核对，另存为 .xlsx 后再导入。"


def decode(data: bytes) -> str | None:
    """The text of a file in UTF-8 (with or without BOM) or GB18030; None for anything that is not text."""
    if b"\x00" in data:
        return None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def read_csv(data: bytes, name: str) -> list[Table]:
    """The one table of a .csv file; every cell is text or None."""
    text = decode(data)
    if text is None or any(ord(sign) < 32 and sign not in "\t\r\n\x0b\x0c" for sign in set(text)):
        raise Refused(NOT_TEXT)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        return [Table(name, list(take_rows(_cells(line) for line in lines)))]
    except csv.Error as error:
        raise Refused(BROKEN) from error


def _cells(line: list[str]) -> list[Cell]:
    return [cell or None for cell in line]


def _delimiter(text: str) -> str:
    """The separator that occurs most in the first lines; a comma when none does."""
    head = text[:4096]
    return max(DELIMITERS, key=head.count)
