"""Small workbooks made in memory."""

import io
from collections.abc import Sequence

import openpyxl

from branchlife.kit.workbook import Table, read_tables

HEAD = ("姓名", "性别", "公民身份号码", "人员类别", "所在党支部", "手机号码", "入党日期", "转正日期")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def number(birth: str, serial: int = 1, region: str = "990101") -> str:
    """An identity number with a right check digit for a day of birth written 19800102."""
    first = f"{region}{birth}{serial:03d}"
    return first + "10X98765432"[sum(w * int(d) for w, d in zip(WEIGHTS, first, strict=True)) % 11]


def book(sheets: dict[str, Sequence[Sequence[object]]]) -> bytes:
    """The bytes of a workbook, sheet name → rows."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def tables(sheets: dict[str, Sequence[Sequence[object]]]) -> list[Table]:
    """The same as it is read back."""
    return read_tables(book(sheets), "表.xlsx")
