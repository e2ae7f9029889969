"""Whatever stands in a cell, a pasted text or a file: it is read, or refused in words; nothing breaks."""

from collections.abc import Callable
from datetime import date, time
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from branchlife.kit import cells
from branchlife.kit.workbook import Refused, Row, Table, read_tables
from meetings.rules.rollcall import read_absentees
from members.roster.posts import read_posts
from members.roster.rows import read_roster
from tests.kit.odd_files import text_cell, xlsx

pytestmark = pytest.mark.slow

MANY = settings(max_examples=400, deadline=None, derandomize=True)
FEW = settings(max_examples=150, deadline=None, derandomize=True)

NAMES = {1: "韦晓㛃", 2: "阿依古丽·买买提", 3: "李 建国", 4: "李建国", 5: "𠀀𠅤"}
PIECES = st.sampled_from(
    [
        *NAMES.values(),
        "（",
        "）",
        "(病假)",
        "：",
        "、",
        "，",
        "\n",
        "事假",
        "无",
        "19:30",
        "-",
        "至",
        "下午",
        "半",
        "时",
        "年",
        "月",
    ]
)
ODD = st.one_of(
    st.text(max_size=40), st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=12).map("".join)
)
DIGITS = st.text("0123456789０１２９٣①-./年月日:：时分点半至—~ 上下午晚TX", max_size=24)
CELL = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), ODD, DIGITS, st.dates(), st.datetimes(), st.times()
)


def assert_answer(read: Callable[[], object]) -> None:
    """It was read, or refused with a whole sentence."""
    words = ""
    try:
        read()
    except Refused as refused:
        words = refused.message
    assert not words or words.endswith("。")


@MANY
@given(st.one_of(ODD, DIGITS))
def test_any_pasted_text_is_read(text: str) -> None:
    pasted = read_absentees(text, NAMES)
    assert set(pasted.marks) <= set(NAMES)
    assert all(word.strip() for word in [*pasted.unknown, *pasted.ambiguous])


@MANY
@given(CELL)
def test_any_cell_is_a_day_or_a_fault_in_words(cell: Any) -> None:
    found = cells.parse_date(cell)
    assert isinstance(found, date) or found.text


@MANY
@given(CELL)
def test_any_cell_is_a_time_or_a_fault_in_words(cell: Any) -> None:
    found = cells.parse_time(cell)
    assert isinstance(found, time) or found.text
    span = cells.parse_time_span(cell)
    assert (span[0] < span[1]) if isinstance(span, tuple) else span.text


@MANY
@given(CELL)
def test_any_cell_is_an_identity_number_or_has_a_fault(cell: Any) -> None:
    number = cells.clean_id_number(cell)
    fault = cells.id_number_fault(number)
    assert fault or len(number) == 18
    assert fault or isinstance(cells.id_number_birth(number), date)


HEADERS = [
    "姓名", "性别", "公民身份号码", "出生日期", "人员类别", "所在党支部", "党小组", "入党日期", "转正日期",
    "党龄校正值", "手机号码", "是否流动党员", "党员减少信息", "延长预备期时间", "职务", "任职日期", "党组织", "备注",
]  # fmt: skip


@st.composite
def tables(draw: st.DrawFn) -> list[Table]:
    """A sheet with known headers over anything."""
    headers = draw(st.permutations(HEADERS))
    rows = draw(st.lists(st.lists(CELL, min_size=len(headers), max_size=len(headers)), max_size=4))
    named = [
        [
            draw(st.sampled_from(list(NAMES.values()))) if h == "姓名" else c
            for h, c in zip(headers, row, strict=True)
        ]
        for row in rows
    ]
    return [
        Table("名册", [Row(1, tuple(headers)), *(Row(n, tuple(row)) for n, row in enumerate(named, start=2))])
    ]


@FEW
@given(tables())
def test_any_row_under_known_headers_is_a_person_or_has_faults_with_their_place(sheets: list[Table]) -> None:
    for read in (read_roster, read_posts):
        assert_answer(partial(read, sheets))


BOOK = xlsx(f'<sheetData><row r="1">{text_cell("A1", "姓名")}{text_cell("B1", "性别")}</row></sheetData>')
CSV = "姓名,性别\n韦晓㛃,女\n".encode("gb18030")


def read_or_refuse(data: bytes, name: str) -> None:
    """A file is a list of tables, or refused with a sentence."""
    assert_answer(lambda: read_tables(data, name))


@FEW
@given(
    st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"\xef\xbb\xbf", b"<html>", b"\xff\xfe"])
)
def test_any_bytes_are_a_table_or_refused_in_words(noise: bytes, head: bytes) -> None:
    read_or_refuse(head + noise, "a.xlsx")
    read_or_refuse(head + noise, "a.csv")


@FEW
@given(st.data())
def test_a_damaged_workbook_is_read_or_refused_in_words(data: st.DataObject) -> None:
    whole, name = data.draw(st.sampled_from([(BOOK, "a.xlsx"), (CSV, "a.csv")]))
    place = data.draw(st.integers(0, len(whole)))
    damage = data.draw(st.binary(max_size=8))
    read_or_refuse(whole[:place] + damage + whole[place + data.draw(st.integers(0, 8)) :], name)
    read_or_refuse(whole[:place] + damage, name)


@settings(max_examples=10, deadline=None, derandomize=True)
@given(st.binary(max_size=2000))
def test_an_old_workbook_of_noise_is_refused_in_words(noise: bytes) -> None:
    read_or_refuse(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + noise, "a.xls")
