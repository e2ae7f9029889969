"""What people type into cells: texts, dates, times, identity numbers, headers."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchlife.kit.cells import (
    DateFault,
    TimeFault,
    clean_id_number,
    clean_text,
    find_header,
    header_key,
    id_number_birth,
    id_number_fault,
    is_blank,
    parse_date,
    parse_time,
    parse_time_span,
    without_blanks,
)
from branchlife.kit.workbook import Row

DAY = datetime.date(2020, 7, 1)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (" 　王芳\u200b ", "王芳"),
        ("９９００００Ａｂ", "990000Ab"),
        ("迪丽拜尔·艾合买提", "迪丽拜尔·艾合买提"),
        ("（一组）", "（一组）"),
        ("𬱖䶮㛃𠅤", "𬱖䶮㛃𠅤"),
        (19900003417.0, "19900003417"),
        (2.5, "2.5"),
        (7, "7"),
        (True, "是"),
        (False, "否"),
        (DAY, "2020-07-01"),
        (datetime.datetime.fromisoformat("2020-07-01T14:30"), "2020-07-01 14:30"),
        (datetime.time(9, 5), "09:05"),
        ("甲\x07乙", "甲乙"),
        (" 第一行\n第二行 ", "第一行\n第二行"),
    ],
)
def test_cells_become_clean_text(value, text):
    assert clean_text(value) == text


def test_blanks_inside_a_name_can_be_taken_out():
    assert without_blanks("王　 芳") == "王芳"


@pytest.mark.parametrize("value", [None, "", " 　", "—", "－", "无", "/"])
def test_a_dash_says_nothing(value):
    assert is_blank(value)
    assert parse_date(value) == DateFault("empty", "没有填日期")
    assert parse_time(value).code == parse_time_span(value).code == "empty"


@pytest.mark.parametrize(
    "value",
    [
        DAY,
        datetime.datetime.fromisoformat("2020-07-01T00:00"),
        44013,
        44013.0,
        "44013",
        20200701,
        "2020-7-1",
        "2020.07.01",
        "2020/7/1",
        "20200701",
        "2020年7月1日",
        "２０２０年７月１日",
        "２０２０－７－１",
        "２０２０．７．１",
        " 2020 年 7 月 1 日 ",
        "2020年7月1日（周三）",
        "2020-07-01 00:00:00",
    ],
)
def test_one_day_in_many_forms(value):
    assert parse_date(value) == DAY


@pytest.mark.parametrize(
    "value", ["1998年7月", "1998.07", "1998-7", "1998/07", "199807", 1998.07, "１９９８．０７"]
)
def test_a_missing_day_is_asked_for_and_never_invented(value):
    fault = parse_date(value)
    assert fault.code == "month_only"
    assert "请补日" in fault.text


@pytest.mark.parametrize("value", ["1998年13月", "1998.00", "199813"])
def test_a_month_that_does_not_exist_is_no_missing_day(value):
    assert parse_date(value).code == "unreadable"


@pytest.mark.parametrize("value", ["2019.2.30", "2025-13-1", "20230229", "0001-1-1", "2999-1-1"])
def test_days_that_never_were(value):
    assert parse_date(value).code == "no_such_day"


def test_29_february_in_a_leap_year():
    assert parse_date("2024.2.29") == datetime.date(2024, 2, 29)


@pytest.mark.parametrize(
    ("value", "code"), [("1998", "year_only"), (1998, "year_only"), ("1998年", "year_only")]
)
def test_a_bare_year_is_no_day(value, code):
    assert parse_date(value).code == code


@pytest.mark.parametrize(
    "value", ["去年七月", "7.1", "98.7.1", "2020-7-1-2", "2020年7月1日前后", 0.5, -3, True]
)
def test_what_is_no_date_says_how_to_write_one(value):
    fault = parse_date(value)
    assert fault.code == "unreadable"
    assert "2020-7-1" in fault.text


@given(st.dates(datetime.date(1910, 1, 2), datetime.date(2099, 12, 31)))
def test_every_serial_number_is_its_day(day):
    serial = (day - datetime.date(1899, 12, 30)).days
    assert parse_date(serial) == parse_date(f"{day.year}.{day.month}.{day.day}") == day


@given(st.one_of(st.text(max_size=30), st.floats(), st.integers()))
def test_no_cell_breaks_the_readers(value):
    parse_date(value)
    parse_time(value)
    parse_time_span(value)
    header_key(value)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("14:30-16:05", (14, 30), (16, 5)),
        ("14:30至16:05", (14, 30), (16, 5)),
        ("14:30到16:05", (14, 30), (16, 5)),
        ("晚上7:30—8:40", (19, 30), (20, 40)),
        ("下午2:30-4:10", (14, 30), (16, 10)),
        ("下午２：３０－４：１０", (14, 30), (16, 10)),
        ("19:00~20:10", (19, 0), (20, 10)),
        ("19:00 ～ 20:10", (19, 0), (20, 10)),
        ("19:00——20:10", (19, 0), (20, 10)),
        ("上午9:00-下午3:00", (9, 0), (15, 0)),
        ("上午10:00-1:30", (10, 0), (13, 30)),
        ("中午12:00-1:00", (12, 0), (13, 0)),
        ("中午11:30-12:30", (11, 30), (12, 30)),
        ("下午12:30-1:30", (12, 30), (13, 30)),
        ("9时00分至11时10分", (9, 0), (11, 10)),
        ("9点半-11点", (9, 30), (11, 0)),
        ("2025年9月5日 14:30-16:05", (14, 30), (16, 5)),
        ("14:30:00-16:05:00", (14, 30), (16, 5)),
    ],
)
def test_spans_of_time(text, start, end):
    assert parse_time_span(text) == (datetime.time(*start), datetime.time(*end))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("19:30-19:10", "backwards"),
        ("14:30-2:00", "backwards"),
        ("14:30", "single"),
        ("全天", "unreadable"),
        ("25:30-26:10", "no_such_time"),
        ("14:30-14:75", "no_such_time"),
    ],
)
def test_spans_that_cannot_be(text, code):
    fault = parse_time_span(text)
    assert isinstance(fault, TimeFault)
    assert fault.code == code


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("14:30", (14, 30)),
        ("下午2:30", (14, 30)),
        ("9时05分", (9, 5)),
        (datetime.time(8, 0), (8, 0)),
        (datetime.datetime.fromisoformat("2025-09-05T14:30"), (14, 30)),
    ],
)
def test_single_times(value, expected):
    assert parse_time(value) == datetime.time(*expected)


def test_a_time_that_is_none():
    assert parse_time("下午").code == "unreadable"
    assert parse_time("24:10").code == "no_such_time"


@pytest.mark.parametrize(
    "text",
    [
        "11010519491231002X",
        "99000019900101001x",
        "１１０１０５１９４９１２３１００２ｘ",
        " 1101051949 1231002X",
    ],
)
def test_sound_identity_numbers_of_any_region(text):
    number = clean_id_number(text)
    body = number[:17]
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    check = "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]
    assert id_number_fault(body + check) is None


def test_the_example_of_the_standard():
    assert id_number_fault("11010519491231002X") is None
    assert id_number_birth("11010519491231002x") == datetime.date(1949, 12, 31)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("110105194912310021", "校验码"),
        ("11010519490230002X", "没有这一天"),
        ("11010509991231002X", "没有这一天"),
        ("110105491231002", "15 位"),
        ("1101051949123100AX", "17 位应为数字"),
        ("", "0 位"),
    ],
)
def test_faults_of_identity_numbers(text, words):
    assert words in id_number_fault(text)


def test_birth_of_a_broken_number_is_unknown():
    assert id_number_birth("123") is None
    assert id_number_birth("11010519490230002X") is None


@pytest.mark.parametrize(
    "text", ["性　别", " 性 别* ", "性\n别", "性别（必填）", "性别(男/女)：", "＊性别【注】"]
)
def test_headers_are_compared_bare(text):
    assert header_key(text) == "性别"


KNOWN = {"姓名": "name", "党员姓名": "name", "性别": "gender", "电话": "phone"}


def rows(*lines):
    return [Row(number, cells) for number, cells in lines]


def test_the_header_is_found_below_titles():
    table = rows(
        (1, ("花名册",)),
        (2, ("填报单位", None, "姓名")),
        (3, ("序号", "姓　名", "性别*", "别的")),
        (4, (1, "王芳")),
    )
    assert find_header(table, KNOWN, least=2) == (2, {1: "name", 2: "gender"})


def test_the_left_of_two_columns_for_one_field_counts():
    assert find_header(rows((1, ("姓名", "党员姓名", "电话"))), KNOWN, least=2) == (
        0,
        {0: "name", 2: "phone"},
    )


def test_there_is_no_header_below_row_eight_or_with_too_few_columns():
    assert find_header(rows((9, ("姓名", "性别"))), KNOWN, least=2) is None
    assert find_header(rows((1, ("姓名",))), KNOWN, least=2) is None
