"""Reading a roster: header wherever it stands, persons apart from notes, faults with their cells."""

from datetime import date

import pytest

from branchlife.kit.refusal import Refused
from members.roster.person import RosterRow
from members.roster.rows import read_roster
from members.vocabulary import EntryKind, ExitKind, MemberCategory, MemberStatus
from tests.members.roster.books import HEAD, number, tables

COUNTY = (
    "序号",
    "党员姓名",
    "性　别",
    "证件号码",
    "党员类别",
    "入党时间",
    "转为正式党员日期",
    "联系方式",
    "备注",
)


def read(*rows: tuple[object, ...], head: tuple[object, ...] = HEAD) -> list[RosterRow]:
    return read_roster(tables({"名册": [head, *rows]})).rows


def only(*cells: object, head: tuple[object, ...] = HEAD) -> RosterRow:
    [row] = read(cells, head=head)
    return row


def said(row: RosterRow) -> list[tuple[str, str]]:
    return [(slip.column, slip.message) for slip in row.notes.errors]


def test_the_header_is_found_below_a_title_and_notes_below_the_table_are_no_people():
    reading = read_roster(
        tables(
            {
                "花名册": [
                    ("某局党员花名册",),
                    ("填报单位：某局机关支部",),
                    COUNTY,
                    (
                        1,
                        "申屠志远",
                        "男",
                        number("19731012"),
                        "正式党员",
                        "1995.2.19",
                        "1996.2.19",
                        "19900003417",
                        "",
                    ),
                    (None, " "),
                    (
                        2,
                        "段　䶮",
                        "男",
                        "",
                        "中共党员",
                        "2013年1月10日",
                        "2014年1月10日",
                        "199-0000-2081",
                        "退休",
                    ),
                    ("说明：日期按“年.月.日”填写。",),
                    ("填表人：倪春堃　审核人：申屠志远",),
                ]
            }
        )
    )
    assert [(row.notes.row, row.name) for row in reading.rows] == [(4, "申屠志远"), (6, "段䶮")]
    assert reading.rows[1].details["phone"] == "19900002081"
    assert reading.rows[1].category is MemberCategory.FULL
    assert reading.ignored == []


def test_a_file_without_a_roster_is_refused_in_words():
    with pytest.raises(Refused, match="没有找到名册的表头"):
        read_roster(tables({"价目": [("品名", "单价"), ("纸", 3)]}))


def test_columns_nobody_asked_for_are_listed_and_are_no_error():
    head = (*HEAD, "新社会阶层类型", "党龄")
    reading = read_roster(tables({"名册": [head, ("王芳", "女", "", "正式党员", "", "", "", "", "无", "7")]}))
    assert reading.ignored == ["新社会阶层类型", "党龄"]
    assert said(reading.rows[0]) == []


def test_a_wrong_check_digit_is_named_by_its_column():
    good = number("19800102")
    row = only("王芳", "女", good[:-1] + ("0" if good[-1] != "0" else "1"), "正式党员")
    assert said(row) == [("C", "校验码不对，请核对是否输错数字")]


def test_full_width_digits_and_a_small_x_in_an_identity_number_are_understood():
    plain = next(
        candidate for serial in range(1, 99) if (candidate := number("19800102", serial)).endswith("X")
    )
    wide = plain.translate({ord(str(digit)): 0xFF10 + digit for digit in range(10)}).replace("X", "x")
    row = only("王芳", "女", f" {wide} ", "正式党员")
    assert row.id_number == plain
    assert row.details["birth_date"] == date(1980, 1, 2)


def test_a_day_that_does_not_exist_keeps_the_row_out():
    assert said(only("王芳", "女", "", "正式党员", "", "", "2019.2.30")) == [
        ("G", "入党日期“2019.2.30”没有这一天，请核对")
    ]


def test_becoming_full_before_joining_is_said_at_the_later_column():
    row = only("罗兆庭", "男", "", "正式", "", "", "2011年8月23日", "2011年2月4日")
    assert said(row) == [("H", "转正早于入党：转正日期 2011-02-04，入党日期 2011-08-23，请核对")]


def test_a_month_without_its_day_is_a_remark_and_no_day_is_invented():
    row = only("王芳", "女", "", "正式党员", "", "", "2012.05", "2013年5月")
    assert said(row) == []
    assert "joined_on" not in row.details
    assert [slip.column for slip in row.notes.remarks] == ["G", "H"]
    assert row.joined_month_over == date(2012, 6, 1)
    assert row.first_day(date(2010, 7, 1), date(2026, 11, 24)) == date(2012, 6, 1)


@pytest.mark.parametrize(
    ("words", "category"),
    [
        ("正式", MemberCategory.FULL),
        ("中共党员", MemberCategory.FULL),
        ("预备党员", MemberCategory.PROBATIONARY),
    ],
)
def test_the_words_for_a_category_are_known(words: str, category: MemberCategory):
    assert only("王芳", "女", "", words).category is category


def test_an_unknown_category_and_a_missing_one_are_errors():
    assert said(only("王芳", "女", "", "群众"))[0][0] == "D"
    assert said(only("王芳", "女", "", ""))[0][1].startswith("没有填人员类别")


def test_a_probationary_member_with_a_day_of_becoming_full_is_contradictory():
    row = only("王芳", "女", "", "预备党员", "", "", "2025-06-01", "2026-06-01")
    assert said(row)[0][0] == "H"


def test_how_and_when_a_member_came_and_left_is_read():
    head = (*HEAD, "党员增加信息", "党员减少信息")
    came = only(
        "喻文婷",
        "女",
        "",
        "正式党员",
        "",
        "",
        "2017-05-12",
        "2018-05-12",
        "组织关系转入 2025-05-16",
        head=head,
    )
    assert (came.entry_kind, came.entered_on) == (EntryKind.TRANSFERRED_IN, date(2025, 5, 16))
    left = only(
        "田德茂", "男", "", "正式党员", "", "", "1964-05-14", "", "新发展", "死亡 2025-04-03", head=head
    )
    assert (left.exit_kind, left.left_on) == (ExitKind.DECEASED, date(2025, 4, 3))
    undated = only("方海涛", "男", "", "正式党员", "", "", "", "", "", "组织关系转出", head=head)
    assert said(undated)[0][0] == "J"


def test_lost_and_floating_are_read_from_their_columns():
    head = (*HEAD, "是否失联党员", "是否流动党员")
    row = only("甘小峰", "男", "", "正式党员", "", "", "", "", "否", "是", head=head)
    assert row.running == [MemberStatus.FLOATING]


def test_a_name_in_letters_keeps_its_blanks_and_every_dot_becomes_one():
    assert only("Anna  Li", "女", "", "正式党员").name == "Anna Li"
    assert only("阿依古丽•买买提", "女", "", "正式党员").name == "阿依古丽·买买提"


def test_a_text_longer_than_its_column_is_an_error():
    assert "超过 40 字" in said(only("王" * 41, "女", "", "正式党员"))[0][1]


def test_a_person_without_a_name_is_reported():
    assert said(only("", "女", number("19800102"), "正式党员"))[0] == ("A", "没有填姓名")


def test_a_number_cell_that_lost_its_last_digits_is_not_taken_for_an_identity_number():
    row = only("王芳", "女", 990101198001020000, "正式党员")
    assert "请改为文本" in said(row)[0][1]


def remarks(row: RosterRow) -> list[str]:
    return [slip.message for slip in row.notes.remarks]


def test_of_two_days_of_birth_the_one_in_the_number_is_taken_and_that_is_said():
    head = (*HEAD, "出生日期")
    row = only("王芳", "女", number("19800102"), "正式党员", "", "", "", "", "1980-01-03", head=head)
    assert row.details["birth_date"] == date(1980, 1, 2)
    assert remarks(row) == ["出生日期与证件号码中的 1980-01-02 不一致，已按证件号码存入"]
    unreadable = only("王芳", "女", number("19800102"), "正式党员", "", "", "", "", "八零年", head=head)
    assert (unreadable.details["birth_date"], remarks(unreadable)) == (date(1980, 1, 2), [])


def test_a_day_of_birth_that_cannot_be_read_is_left_out_and_said():
    row = only("王芳", "女", "", "正式党员", "", "", "", "", "八零年", head=(*HEAD, "出生日期"))
    assert "birth_date" not in row.details
    assert "暂未存入" in remarks(row)[0]


def test_of_a_year_alone_no_day_is_made():
    row = only("王芳", "女", "", "正式党员", "", "", "2012年", "2013.13")
    assert row.joined_month_over is None
    assert [slip.column for slip in row.notes.remarks] == ["G"]
    assert said(row) == [("H", "转正日期“2013.13”看不出是哪一天，请写成 2020-7-1 的样子")]


@pytest.mark.parametrize(
    ("words", "running"),
    [
        ("正常", []),
        ("停止党籍", [MemberStatus.MEMBERSHIP_SUSPENDED]),
        ("留党察看", [MemberStatus.PARTY_PROBATION]),
        ("限期改正", [MemberStatus.CORRECTION]),
    ],
)
def test_the_standing_in_the_party_is_read(words: str, running: list[MemberStatus]):
    row = only("王芳", "女", "", "正式党员", "", "", "", "", words, head=(*HEAD, "党籍状态"))
    assert (row.running, said(row)) == (running, [])


@pytest.mark.parametrize(
    ("column", "words", "message"),
    [
        ("性别", "不详", "性别只能填男或女，现为“不详”"),
        ("党籍状态", "开除", "党籍状态只能填正常、停止党籍、留党察看、限期改正，现为“开除”"),
        ("转正批准日期", "2016.2.30", "转正批准日期“2016.2.30”没有这一天，请核对"),
        ("转正批准日期", "2016-05-30", "转正批准日期早于预备期满之日，请核对"),
        ("党员减少信息", "另有任用", "看不出减少的原因：“另有任用”"),
        ("党员减少信息", "死亡 2025-02-30", "“2025-02-30”没有这一天"),
        ("党员减少信息", "死亡 2014-01-01", "减少日期须晚于增加日期，请核对"),
    ],
)
def test_a_cell_that_cannot_be_is_named_with_its_words(column: str, words: str, message: str):
    head = (
        "姓名", "性别", "人员类别", "入党日期", "转正日期", "党员增加信息",
        *[name for name in (column,) if name != "性别"],
    )  # fmt: skip
    cells = {
        "姓名": "王芳", "性别": "女", "人员类别": "正式党员", "入党日期": "2015-06-01", "转正日期": "2016-06-01",
        "党员增加信息": "转入 2015-06-01",
    }  # fmt: skip
    row = only(*[(cells | {column: words})[name] for name in head], head=head)
    assert message in said(row)[0][1]


def test_what_is_odd_about_a_telephone_or_an_offset_is_only_remarked():
    head = ("姓名", "人员类别", "联系电话", "党龄校正值")
    row = only("王芳", "正式党员", "村部转", "半年", head=head)
    assert said(row) == []
    assert {slip.column for slip in row.notes.remarks} == {"C", "D"}
    assert only("王芳", "正式党员", "", "-6", head=head).details["party_age_offset"] == -6


def test_an_extended_probation_is_kept_as_a_remark():
    head = (*HEAD, "备注", "延长预备期时间")
    row = only("王芳", "女", "", "预备党员", "", "", "", "", "返乡", "半年", head=head)
    assert row.details["remark"] == "返乡；延长预备期半年"
