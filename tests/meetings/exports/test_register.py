"""三会一课台账: sheets, types, totals, who sees what, and the cost of a long year."""

import io
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from pypdf import PdfReader

from branchlife.kit import exports
from meetings.exports.register import Book
from meetings.kinds import MeetingKind
from meetings.lifecycle import planning, resolutions
from members.access import Actor
from members.models import User
from tests.cast import TODAY, Cast, moment
from tests.meetings.exports import make


def actor(user: User) -> Actor:
    return user.actor(TODAY)


def names(cast: Cast, user: User) -> list[str]:
    return [sheet.name for sheet in Book(cast.first, 2026, actor(user)).sheets()]


def full_year(cast: Cast) -> None:
    make.assembly(cast)
    make.theme_day(cast)
    make.simple(cast, MeetingKind.BRANCH_COMMITTEE)
    make.simple(cast, MeetingKind.GROUP_MEETING, 1)
    make.simple(cast, MeetingKind.ORGANISATIONAL_LIFE, 3)


def test_sheets_stand_in_the_order_of_the_paper_register(cast: Cast) -> None:
    full_year(cast)
    wanted = [
        "全部", "支部党员大会", "支部委员会", "第二党小组", "党课", "主题党日", "组织生活会", "参会考勤统计",
        "月度汇总", "会议类型统计", "延期与未召开",
    ]  # fmt: skip
    assert names(cast, cast.secretary) == wanted


def test_criticism_and_personal_attendance_stay_with_those_who_may_see_them(cast: Cast) -> None:
    full_year(cast)
    for user in (cast.officer, cast.discipline):
        seen = names(cast, user)
        assert "组织生活会" not in seen
        assert "参会考勤统计" not in seen
        kinds = {row[4] for row in Book(cast.first, 2026, actor(user)).sheets()[0].rows}
        assert "组织生活会" not in kinds
    inspected = names(cast, cast.inspector)
    assert "组织生活会" in inspected
    assert "参会考勤统计" not in inspected


def test_another_branch_has_nothing_to_read(cast: Cast) -> None:
    full_year(cast)
    assert Book(cast.first, 2026, actor(cast.neighbour)).all == []


def test_the_workbook_holds_true_dates_whole_numbers_and_ratios(cast: Cast) -> None:
    make.assembly(cast)
    content = exports.get("register").render(cast.first, year=2026, actor=actor(cast.secretary))
    sheet = load_workbook(io.BytesIO(content))["支部党员大会"]
    heads = [cell.value for cell in sheet[3]]
    assert heads == [
        "序号", "会议名称", "会议日期", "会议时间", "会议类型", "所属党小组", "会议地点", "主持人", "记录人",
        "会议议题", "会议决议/结论", "应到人数", "实到人数", "请假人数", "缺席人数", "出勤率", "参会人员名单",
    ]  # fmt: skip
    row = [cell.value for cell in sheet[4]]
    assert row[0] == 1
    assert row[2] == datetime(2026, 9, 18)  # noqa: DTZ001 (a date cell as the reader gives it)
    assert row[3] == "14:30-16:05"
    assert row[11:16] == [8, 6, 1, 1, 0.75]
    assert row[9] == "讨论柳湾鱼塘续包方案；通报第三季度党费收缴情况"
    assert "李建国(请假)[事]、阿依古丽·买买提(缺席)[外出]" in row[16]
    assert row[16].endswith("莫怀远(列席)、侬小梅(列席)")
    assert "岑𠅤" not in row[16]
    assert sheet["P4"].number_format == "0.0%"
    assert sheet["C4"].number_format == "yyyy-mm-dd"
    assert sheet.freeze_panes == "C4"


def test_the_last_line_adds_up_as_values(cast: Cast) -> None:
    full_year(cast)
    whole = Book(cast.first, 2026, actor(cast.secretary)).sheets()[0]
    rows: list[Any] = list(whole.rows)
    total = whole.total_row
    assert total is not None
    assert total[1] == "合计"
    assert total[11:15] == [sum(row[at] for row in rows) for at in range(11, 15)]
    assert total[15] == total[12] / total[11]


def test_a_name_that_looks_like_a_formula_stays_text(cast: Cast) -> None:
    meeting = make.simple(cast, MeetingKind.BRANCH_ASSEMBLY)
    line = resolutions.ResolutionLine('=HYPERLINK("http://x","点")', "柯䶮")
    resolutions.set_resolutions(meeting, [line], cast.secretary)
    content = exports.get("register").render(cast.first, year=2026, actor=actor(cast.secretary))
    cell = load_workbook(io.BytesIO(content))["全部"]["K4"]
    assert cell.data_type == "s"
    assert cell.value == '=HYPERLINK("http://x","点")'


def test_months_and_kinds_are_counted(cast: Cast) -> None:
    full_year(cast)
    sheets = {sheet.name: sheet for sheet in Book(cast.first, 2026, actor(cast.secretary)).sheets()}
    september = list(sheets["月度汇总"].rows)[8]
    assert september[:2] == ["9月", 6]
    kinds = {row[0]: row[1:] for row in sheets["会议类型统计"].rows}
    assert kinds["支部党员大会"] == [1, 1 / 6, 4, 3]
    assert kinds["支部委员会"][2] == 12
    assert kinds["组织生活会"] == [1, 1 / 6, 1, 0]


def test_people_are_listed_by_strokes_with_what_they_owed_and_gave(cast: Cast) -> None:
    make.assembly(cast)
    make.simple(cast, MeetingKind.GROUP_MEETING, 1)
    sheets = {sheet.name: sheet for sheet in Book(cast.first, 2026, actor(cast.secretary)).sheets()}
    rows = list(sheets["参会考勤统计"].rows)
    assert [row[1] for row in rows][:4] == ["韦晓㛃", "甘小峰", "闭秀兰", "岑𠅤"]
    by_name = {row[1]: row[4:] for row in rows}
    assert by_name["李建国"] == [1, 0, 1, 0, 0.0]
    assert by_name["阿依古丽·买买提"] == [2, 1, 0, 1, 0.5]
    assert by_name["岑𠅤"] == [0, 0, 0, 0, "—"]


def test_what_was_put_off_or_not_held_has_its_own_sheet(cast: Cast) -> None:
    planning.postpone(make.planned(cast), "防汛值守", cast.secretary, to=moment(12, 25))
    planning.not_held(make.planned(cast, start=moment(10, 9)), "秋收农忙", cast.secretary)
    book = Book(cast.first, 2026, actor(cast.secretary))
    assert book.held == []
    rows = [row[1:] for row in book.unsettled().rows]
    assert rows == [
        [date(2026, 10, 9), "—", "支部党员大会", "—", "未召开", "秋收农忙"],
        [date(2026, 12, 18), date(2026, 12, 25), "支部党员大会", "—", "延期后计划", "防汛值守"],
    ]


def test_the_printed_register_shows_the_same_numbers(cast: Cast) -> None:
    make.assembly(cast)
    content = exports.get("register_pdf").render(cast.first, year=2026, actor=actor(cast.officer))
    document = PdfReader(io.BytesIO(content))
    text = document.pages[0].extract_text().replace("\n", "")
    assert "2026-09-18" in text
    assert "75.0%" in text
    assert len(document.pages) == 4  # all, months, kinds, put off; no sheet of persons


def test_a_register_takes_the_same_queries_however_full_the_year(cast: Cast) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            for sheet in Book(cast.first, 2026, reader).sheets():
                list(sheet.rows)
        return len(queries)

    reader = actor(cast.secretary)
    full_year(cast)
    few = cost()
    for at in range(5, 13):
        make.simple(cast, MeetingKind.BRANCH_ASSEMBLY, at)
    assert cost() == few
    assert few <= 14


def test_the_file_is_named_after_year_and_branch(cast: Cast) -> None:
    name = exports.get("register").filename(cast.first, year=2026, actor=None)
    assert name == "2026-柳湾村第一支部-三会一课台账-全年.xlsx"
