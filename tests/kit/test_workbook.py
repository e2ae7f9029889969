"""Uploaded tables: what is read, and in which words the rest is refused."""

import datetime
import io

import openpyxl
import pytest

from branchlife.kit.workbook import Refused, old, read_tables
from tests.kit.odd_files import ole, text_cell, xls, xlsx, xlsx_parts, zipped

DAY = datetime.date(2020, 7, 1)


def book(*rows):
    """A workbook made by openpyxl, as bytes."""
    made = openpyxl.Workbook()
    made.active.title = "名册"
    for row in rows:
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def refusal(data, filename):
    with pytest.raises(Refused) as caught:
        read_tables(io.BytesIO(data), filename)
    return caught.value.message


def test_cells_come_as_python_values():
    day, moment = datetime.date(2020, 7, 1), datetime.datetime.fromisoformat("2020-07-01T14:30")
    [table] = read_tables(
        io.BytesIO(book(["柯䶮", 3, 0.5, day, moment, datetime.time(9, 5), True])), "名册.xlsx"
    )
    assert table.name == "名册"
    assert table.rows[0].cells == ("柯䶮", 3, 0.5, day, moment, datetime.time(9, 5), True)


def test_rows_keep_their_number_and_empty_ones_are_left_out():
    [table] = read_tables(book(["一"], [None, " "], ["三", None, "丙", None]), "a.xlsx")
    assert [(row.number, row.cells) for row in table.rows] == [(1, ("一",)), (3, ("三", None, "丙"))]
    assert table.rows[0].cell(5) is None


def test_a_path_may_be_given(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(book(["甲"]))
    assert read_tables(tmp_path / "a.xlsx", "a.xlsx")[0].rows[0].cells == ("甲",)


def test_a_formula_gives_its_stored_value():
    data = xlsx('<sheetData><row r="1"><c r="A1"><f>SUM(1,2)</f><v>3</v></c></row></sheetData>')
    assert read_tables(data, "a.xlsx")[0].rows[0].cells == (3,)


def test_hidden_sheets_are_not_read():
    made = openpyxl.Workbook()
    made.active.append(["看得见"])
    hidden = made.create_sheet("字典")
    hidden.append(["看不见"])
    hidden.sheet_state = "hidden"
    out = io.BytesIO()
    made.save(out)
    assert [table.name for table in read_tables(out.getvalue(), "a.xlsx")] == ["Sheet"]


def test_styled_but_empty_cells_far_away_do_no_harm():
    data = xlsx(
        f'<sheetData><row r="1">{text_cell("A1", "甲")}<c r="XFD1" s="0"/></row><row r="9000"/></sheetData>'
    )
    assert len(read_tables(data, "a.xlsx")[0].rows) == 1


@pytest.mark.slow
def test_five_thousand_rows_of_forty_columns_are_read():
    made = openpyxl.Workbook(write_only=True)
    sheet = made.create_sheet("满")
    for number in range(5000):
        sheet.append([number] * 40)
    out = io.BytesIO()
    made.save(out)
    [table] = read_tables(out.getvalue(), "a.xlsx")
    assert (len(table.rows), len(table.rows[-1].cells)) == (5000, 40)


@pytest.mark.parametrize("place", ["A5001", "XFD1048576"])
def test_content_below_the_limit_is_refused(place):
    row = place.lstrip("XFDA")
    data = xlsx(
        f'<dimension ref="A1"/><sheetData><row r="{row}"><c r="{place}"><v>1</v></c></row></sheetData>'
    )
    assert "5000 行" in refusal(data, "a.xlsx")


def test_content_right_of_the_limit_is_refused():
    assert "40 列" in refusal(xlsx('<sheetData><row><c r="AO1"><v>1</v></c></row></sheetData>'), "a.xlsx")


def test_rows_without_numbers_are_counted():
    data = xlsx("<sheetData>" + "<row><c><v>1</v></c></row>" * 5001 + "</sheetData>")
    assert "5000 行" in refusal(data, "a.xlsx")


def test_a_cell_with_a_novel_in_it_is_refused():
    data = xlsx(f'<sheetData><row r="1">{text_cell("A1", "字" * 40000)}</row></sheetData>')
    assert "32767 字" in refusal(data, "a.xlsx")


def test_an_old_workbook_is_read():
    [table] = read_tables(xls({(0, 0): "姓名", (0, 1): "人数", (2, 0): "柯䶮", (2, 1): 12.0}), "名册.xls")
    assert table.name == "名册"
    assert [(row.number, row.cells) for row in table.rows] == [(1, ("姓名", "人数")), (3, ("柯䶮", 12))]


@pytest.mark.parametrize(
    ("place", "words"), [((5000, 0), "5000 行"), ((0, 40), "40 列"), ((65535, 255), "行")]
)
def test_an_old_workbook_beyond_the_limits_is_refused(place, words):
    assert words in refusal(xls({(0, 0): "甲", place: 1.0}), "a.xls")


def test_an_old_workbook_with_a_password_is_refused():
    assert "密码" in refusal(xls({(0, 0): "甲"}, extra=b"\x2f\x00\x06\x00" + b"\0" * 6), "a.xls")


def test_an_old_workbook_with_macros_is_refused():
    assert "宏" in refusal(ole({"Workbook": b"", "_VBA_PROJECT_CUR": b""}), "a.xls")


def test_a_sheet_that_lies_about_its_size_is_refused_or_read_not_fatal():
    liar = b"\x00\x02\x0e\x00" + b"\x00\x00\x00\x00\xff\xff\xff\xff\x00\x00\xff\xff\x00\x00"
    data = xls({(0, 0): "甲"}).replace(b"\x0a\x00\x00\x00\x09\x08", b"\x0a\x00\x00\x00" + liar + b"\x09\x08")
    assert "损坏" in refusal(data, "a.xls")


@pytest.mark.parametrize(
    "text",
    [
        "姓名,性别\r\n柯䶮,男\r\n",
        "姓名\t性别\n柯䶮\t男\n",
        "姓名;性别\n柯䶮;男\n",
        '"姓名","性别"\n"柯䶮","男"',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_is_read_in_three_encodings_and_with_three_separators(text, encoding):
    [table] = read_tables(text.encode(encoding), "名册.csv")
    assert table.name == "名册"
    assert [row.cells for row in table.rows] == [("姓名", "性别"), ("柯䶮", "男")]


@pytest.mark.parametrize(
    "data", [b"a,b\x00c", "姓名,性别".encode("utf-16"), b"\x01\x02,\x03", b"\xff\xff\xff\xff"]
)
def test_csv_that_is_no_text_is_refused(data):
    assert "文本" in refusal(data, "a.csv")


def test_csv_with_an_endless_field_is_refused():
    assert "引号" in refusal(b'"' + b"a" * 200_000, "a.csv")


def test_csv_with_too_many_rows_is_refused():
    assert "5000 行" in refusal(b"a\n" * 5001, "a.csv")


@pytest.mark.parametrize(
    ("filename", "words"),
    [("a.xlsm", "宏"), ("a.et", ".et"), ("a.txt", ".csv"), ("a", ".xlsx"), ("a.numbers", "导出为")],
)
def test_other_endings_are_refused_with_advice(filename, words):
    assert words in refusal(book(["甲"]), filename)


def test_macros_inside_an_xlsx_are_refused():
    assert "宏" in refusal(zipped(xlsx_parts("<sheetData/>") | {"xl/vbaProject.bin": b"x"}), "a.xlsx")


def test_a_macro_content_type_is_refused():
    parts = xlsx_parts("<sheetData/>")
    kind = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    extra = f'<Override PartName="/xl/other.xml" ContentType="{kind}"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace("</Types>", extra)
    assert "宏" in refusal(zipped(parts), "a.xlsx")


def test_the_ending_must_agree_with_the_content():
    assert "改为 .xlsx" in refusal(book(["甲"]), "a.xls")
    assert "改为 .xls " in refusal(xls({(0, 0): "甲"}), "a.xlsx")
    assert "不是文本" in refusal(book(["甲"]), "a.csv")
    assert "不是 Excel 工作簿" in refusal("姓名,性别".encode(), "a.xlsx")
    assert "不是 Excel 工作簿" in refusal(b"%PDF-1.7 ...", "a.xls")


def test_a_zip_that_is_no_workbook_is_refused():
    assert "不是 Excel 工作簿" in refusal(zipped({"[Content_Types].xml": "<Types/>"}), "a.xlsx")
    assert "损坏" in refusal(zipped({"a.txt": "甲"}), "a.xlsx")


def test_an_empty_workbook_is_refused():
    assert "没有内容" in refusal(book(), "a.xlsx")
    assert "没有内容" in refusal(b"\n\n", "a.csv")
    assert "0 字节" in refusal(b"", "a.xlsx")


def test_more_than_five_megabytes_are_refused():
    assert "5 MB" in refusal(b"PK\x03\x04" + b"\0" * (5 * 1024 * 1024), "a.xlsx")


def test_the_strict_variant_is_refused_with_advice():
    parts = xlsx_parts("<sheetData/>")
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    parts["xl/worksheets/sheet1.xml"] = f'<worksheet xmlns="{strict}"/>'
    assert "另存为普通" in refusal(zipped(parts), "a.xlsx")


def test_a_sheet_hidden_behind_another_ending_is_refused():
    parts = xlsx_parts("<sheetData/>")
    rels = "xl/_rels/workbook.xml.rels"
    parts[rels] = parts[rels].replace("sheet1.xml", "sheet1.png")
    parts["xl/worksheets/sheet1.png"] = parts["xl/worksheets/sheet1.xml"]
    assert "不正常" in refusal(zipped(parts), "a.xlsx")


def test_a_broken_reference_to_a_text_is_damage():
    data = xlsx('<sheetData><row r="1"><c r="A1" t="s"><v>7</v></c></row></sheetData>')
    assert "损坏" in refusal(data, "a.xlsx")


def test_links_to_other_files_are_left_alone():
    parts = xlsx_parts(f'<sheetData><row r="1">{text_cell("A1", "甲")}</row></sheetData>')
    rels = "xl/_rels/workbook.xml.rels"
    link = '<Relationship Id="rId9" Type="x/externalLink" Target="http://127.0.0.1:9/a.xlsx" TargetMode="External"/>'
    parts[rels] = parts[rels].replace("</Relationships>", link + "</Relationships>")
    assert read_tables(zipped(parts), "a.xlsx")[0].rows[0].cells == ("甲",)


def test_a_length_of_time_is_a_time_of_day_and_more_than_a_day_is_text():
    day = datetime.timedelta(hours=1)
    [table] = read_tables(book([day * 1.5, day * 25]), "a.xlsx")
    assert table.rows[0].cells == (datetime.time(1, 30), "1 day, 1:00:00")


def test_days_and_moments_of_an_old_workbook_are_true_dates():
    as_day = b"\xe0\x00\x14\x00" + b"\x00\x00\x0e\x00" + b"\0" * 16  # every number is shown as a date
    [table] = read_tables(xls({(0, 0): 44013.0, (0, 1): 44013.5}, extra=as_day), "a.xls")
    assert table.rows[0].cells == (DAY, datetime.datetime.fromisoformat("2020-07-01T12:00"))


def test_an_old_workbook_the_parser_cannot_read_is_damage(monkeypatch):
    monkeypatch.setattr(old, "SECONDS", 0.0001)
    assert "损坏" in refusal(xls({(0, 0): "甲"}), "a.xls")
