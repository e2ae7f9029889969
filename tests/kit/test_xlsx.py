"""Written workbooks: the look every table shares, true types, and no formula out of a text."""

import datetime
import io
import tempfile
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchlife.kit.workbook import read_tables
from branchlife.kit.xlsx import Column, Sheet, plain_text, sheet_names, write_workbook

COLUMNS = [
    Column("序号", 6, "int"),
    Column("会议名称", 28),
    Column("会议日期", 12, "date"),
    Column("开始", 8, "time"),
    Column("学时", 8, "hours"),
    Column("出勤率", 9, "ratio"),
    Column("金额", 12, "money"),
]
ROW = [1, "党员大会", datetime.date(2026, 9, 18), datetime.time(14, 30), 1.5, 0.909, 1234.5]


def sheet(**changes):
    """A ledger with one row, changed as told."""
    values = {
        "title": "三会一课台账",
        "subtitle": "填报单位：柳湾一支部　2026年",
        "columns": COLUMNS,
        "rows": [ROW],
        "total_row": ["", "合计", None, None, 1.5, 0.909, 1234.5],
    }
    return Sheet(**(values | changes))


def loaded(*sheets):
    return openpyxl.load_workbook(io.BytesIO(write_workbook(sheets, "柳湾一支部 三会一课台账")))


def texts(*values):
    """A workbook whose one column holds these texts, read back."""
    made = loaded(sheet(columns=[Column("文字")], rows=[[value] for value in values], total_row=None))
    return [made.active.cell(row, 1) for row in range(4, 4 + len(values))]


def test_title_subtitle_and_header_stand_in_rows_1_to_3():
    page = loaded(sheet()).active
    assert page["A1"].value == "三会一课台账"
    assert (page["A1"].font.name, page["A1"].font.sz) == ("黑体", 16)
    assert [str(merged) for merged in page.merged_cells.ranges] == ["A1:G1"]
    assert page["A2"].value == "填报单位：柳湾一支部　2026年"
    assert [cell.value for cell in page[3]] == [column.header for column in COLUMNS]


def test_values_keep_their_types_and_formats():
    page = loaded(sheet()).active
    assert [cell.number_format for cell in page[4]] == [
        "0",
        "@",
        "yyyy-mm-dd",
        "hh:mm",
        "0.0",
        "0.0%",
        "#,##0.00",
    ]
    assert page["C4"].value.date() == datetime.date(2026, 9, 18)
    assert page["D4"].value == datetime.time(14, 30)
    assert page["F4"].value == 0.909
    assert page["B5"].value == "合计"
    assert page["G5"].data_type == "n"


def test_print_set_up_follows_the_house_form():
    page = loaded(sheet()).active
    assert page.freeze_panes == "C4"
    assert page.auto_filter.ref == "A3:G4"
    assert page.print_area == "'三会一课台账'!$A$1:$G$5"
    assert page.print_title_rows == "$1:$3"
    assert (page.page_setup.orientation, int(page.page_setup.paperSize)) == ("landscape", 9)
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.print_options.horizontalCentered
    assert page.page_margins.left == page.page_margins.top == pytest.approx(0.59, abs=0.01)
    assert page.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert page.column_dimensions["B"].width == 28
    assert page["B4"].alignment.wrap_text
    assert page["B4"].alignment.vertical == "center"


def test_freeze_direction_and_tab_name_can_be_set():
    page = loaded(sheet(name="签到表", freeze="A4", landscape=False)).active
    assert (page.title, page.freeze_panes, page.page_setup.orientation) == ("签到表", "A4", "portrait")


def test_properties_name_the_table_and_no_person():
    made = loaded(sheet())
    assert made.properties.title == "柳湾一支部 三会一课台账"
    assert made.properties.creator == "支部生活"
    assert made.properties.lastModifiedBy is None


@pytest.mark.parametrize("sign", list("=+-@\t\r＝＋－＠"))
def test_a_text_that_looks_like_a_formula_stays_text(sign):
    [cell] = texts(f'{sign}cmd|"/c calc"!A1')
    assert cell.value == f'{sign}cmd|"/c calc"!A1'
    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_titles_and_headers_are_no_formulas_either():
    page = loaded(sheet(title="=1+1", subtitle="@a", columns=[Column("+b")], rows=[], total_row=None)).active
    assert [page[place].data_type for place in ("A1", "A2", "A3")] == ["s", "s", "s"]


def test_ordinary_text_has_no_quote_prefix():
    [cell] = texts("党员大会")
    assert not cell.quotePrefix


def test_characters_xml_cannot_hold_are_dropped():
    [cell] = texts("甲\x00\x08乙\ud800丙\uffff")
    assert cell.value == "甲乙丙"


@given(st.text(max_size=40))
def test_any_text_comes_back_the_same(text):
    assert (texts(text)[0].value or "") == plain_text(text)


def test_ids_and_phones_are_text_and_keep_their_zeros():
    [cell] = texts("010012345678")
    assert (cell.value, cell.number_format) == ("010012345678", "@")


def test_no_formula_and_no_link_is_in_the_file():
    data = write_workbook([sheet(rows=[[1, "=HYPERLINK(1)", *ROW[2:]]])], "台账")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
        assert not [name for name in archive.namelist() if "external" in name or "vba" in name]


def test_tab_names_are_short_clean_and_different():
    assert sheet_names(["全部", "全部", "全部"]) == ["全部", "全部(2)", "全部(3)"]
    assert sheet_names(["a[b]:c*d?e/f\\g", ""]) == ["abcdefg", "表"]
    long = sheet_names(["长" * 40, "长" * 40])
    assert long == ["长" * 31, "长" * 28 + "(2)"]


def test_a_row_longer_than_the_columns_is_a_mistake():
    with pytest.raises(ValueError, match="more cells"):
        write_workbook([sheet(rows=[[*ROW, "多"]])], "台账")


def test_an_error_among_the_rows_leaves_no_temporary_file(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def broken():
        yield ROW
        raise RuntimeError("the source of the rows failed")

    with pytest.raises(RuntimeError):
        write_workbook([sheet(), sheet(rows=broken())], "台账")
    assert list(tmp_path.iterdir()) == []


def test_rows_may_be_a_generator_and_shorter_than_the_columns():
    page = loaded(sheet(rows=([number] for number in range(3)), total_row=None)).active
    assert page.max_row == 6
    assert page["G6"].border.left.style == "thin"


def test_what_is_written_can_be_imported_again():
    [table] = read_tables(write_workbook([sheet()], "台账"), "台账.xlsx")
    assert table.rows[3].cells == tuple(ROW)
