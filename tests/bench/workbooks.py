"""Workbooks: a county's ledger written, and a county's roster read, against openpyxl as it comes."""

import io
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import openpyxl
from openpyxl.styles import Alignment, Border, Font, Side

from branchlife.kit.workbook import read_tables
from branchlife.kit.xlsx import FORMATS, Column, Sheet, write_workbook
from meetings.exports.register import COLUMNS
from members.roster.rows import read_roster
from tests.bench.figures import Figure, once

LINES, MORE = 10_000, (Column("备注", 20), Column("党员人数", 8, "int"), Column("报备日期", 12, "date"))
ALL_COLUMNS = (*COLUMNS, *MORE)  # twenty
PEOPLE, FILES = 5_000, 4  # a file holds no more than 5,000 rows
HEAD = (
    "姓名",
    "性别",
    "民族",
    "出生日期",
    "学历",
    "人员类别",
    "所在党支部",
    "入党日期",
    "转正日期",
    "手机号码",
)
FIRST = date(1980, 1, 1)
PERSON = ("大专", "正式党员", "柳湾村第一支部", "2010-07-01", "2011-07-01")
WORDS = (
    "14:30-16:05", "党员大会", "—", "村文化礼堂", "廖春生", "龚浩然", "清理河道；通报党费",
    "廖春生、龚浩然、柯䶮、潘淑芬、萧德厚(请假)", "无",
)  # fmt: skip


def figures(folder: Path) -> Iterator[Figure]:
    """Both figures of workbooks."""
    yield ledger()
    yield roster()


def lines() -> Iterator[list[object]]:
    """A county's meetings as the ledger has them, and three columns more."""
    for n in range(LINES):
        day = FIRST + timedelta(days=n % 15_000)
        yield [
            n + 1,
            f"第{n}次党员大会",
            day,
            *WORDS[:7],
            "柯䶮、潘淑芬",
            25,
            22,
            2,
            1,
            0.88,
            *WORDS[7:],
            27,
            day,
        ]


def as_openpyxl_shows() -> bytes:
    """The same table as one writes it with openpyxl and nothing else: cell by cell, each with its styles."""
    book = openpyxl.Workbook()
    sheet = book.active
    thin = Side(style="thin")
    border = Border(left=thin, right=thin, top=thin, bottom=thin)
    font, alignment = Font(name="宋体", size=11), Alignment(vertical="center", wrap_text=True)
    sheet.append([column.header for column in ALL_COLUMNS])
    for number, values in enumerate(lines(), start=2):
        for place, (value, column) in enumerate(zip(values, ALL_COLUMNS, strict=True), start=1):
            cell = sheet.cell(number, place, value)
            cell.font, cell.border, cell.alignment = font, border, alignment
            cell.number_format = FORMATS[column.kind]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ledger() -> Figure:
    """10,000 lines of 20 cells, with borders, fonts and number formats; it grows with the lines."""
    sheet = [Sheet("台账", "一县一年", ALL_COLUMNS, [])]

    def ours() -> None:
        sheet[0].rows = lines()
        write_workbook(sheet, "台账")

    mine, peer = once(ours, as_openpyxl_shows)
    return Figure(f"台账 {LINES:,} × 20，全部样式", "openpyxl 普通方式", mine, peer, Fraction(4, 5))


def people(number: int) -> bytes:
    """One file of a roster."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("党员名册")
    sheet.append(HEAD)
    for n in range(PEOPLE - 1):
        born = FIRST + timedelta(days=(n * FILES + number) % 7_000)
        name = f"王{chr(0x4E00 + n % 9000)}{chr(0x4E00 + n // 90)}"
        sheet.append([name, "男", "汉族", born.isoformat(), *PERSON, f"1390000{n:04d}"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def roster() -> Figure:
    """Twenty thousand rows read and validated, against openpyxl only reading them."""
    files = [people(number) for number in range(FILES)]

    def ours() -> None:
        for content in files:
            reading = read_roster(read_tables(content, "党员名册.xlsx"))
            if len(reading.rows) != PEOPLE - 1 or any(row.is_wrong for row in reading.rows):
                raise ValueError("the roster was not understood")

    def peer() -> None:
        for content in files:
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
            for _ in book.active.iter_rows(values_only=True):
                pass
            book.close()

    mine, others = once(ours, peer)
    return Figure(
        f"名册 {PEOPLE * FILES:,} 行，读取并校验", "openpyxl 只读方式，只读取", mine, others, Fraction(1, 2)
    )
