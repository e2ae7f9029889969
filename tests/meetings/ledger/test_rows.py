"""Reading a ledger: dates, times and kinds as people write them, and what cannot be stored."""

from datetime import date, datetime

import pytest

from branchlife.kit.refusal import Refused
from meetings.kinds import MeetingKind
from meetings.ledger.headers import kind_of
from meetings.ledger.oddities import mark_oddities
from meetings.ledger.rows import LedgerRow, read_ledger, year_told
from tests.cast import SHANGHAI
from tests.meetings.ledger.sheets import HEAD, ledger, line
from tests.members.roster.books import tables


def only(**changed: object) -> LedgerRow:
    [row] = read_ledger(ledger(line(**changed)), 2025).rows
    return row


def errors(row: LedgerRow) -> list[str]:
    return [slip.column for slip in row.notes.errors]


def odd(*rows: LedgerRow) -> list[tuple[str, str]]:
    mark_oddities(rows)
    return [
        (slip.column, slip.message.removeprefix("台账原有出入：")) for r in rows for slip in r.notes.remarks
    ]


def test_a_right_row_is_read_and_the_total_below_is_no_meeting():
    row = only()
    assert (row.kind, row.number) == (MeetingKind.BRANCH_ASSEMBLY, 1)
    assert row.start == datetime(2025, 3, 28, 9, 0, tzinfo=SHANGHAI)
    assert row.end == datetime(2025, 3, 28, 10, 40, tzinfo=SHANGHAI)
    assert len(row.names) == 7
    assert odd(row) == []


@pytest.mark.parametrize(
    ("day", "time"),
    [
        (date(2025, 3, 28), "09:00-10:40"),
        ("2025.3.28", "9:00—10:40"),
        ("", "2025年3月28日 9:00-10:40"),
    ],
)
def test_days_and_times_are_read_in_the_forms_people_use(day: object, time: str):
    row = only(会议日期=day, 会议时间=time)
    assert row.start == datetime(2025, 3, 28, 9, 0, tzinfo=SHANGHAI)


def test_a_start_and_a_length_give_the_end():
    head = ["会议时长" if label == "出勤率" else label for label in HEAD]
    cells = line(会议时间="14:30", 出勤率="90分钟")
    [row] = read_ledger(tables({"党员大会": [head, cells]}), 2025).rows
    assert row.end == datetime(2025, 3, 28, 16, 0, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({"会议日期": "2025.2.30"}, "C"),
        ({"会议日期": "2024-03-28"}, "C"),
        ({"会议时间": "19:30-19:10"}, "D"),
        ({"会议时间": ""}, "D"),
        ({"应到人数": "若干"}, "L"),
    ],
)
def test_what_cannot_be_stored_is_an_error_at_its_column(changed: dict[str, object], column: str):
    assert errors(only(**changed)) == [column]


def test_a_kind_comes_from_the_column_the_sheet_or_the_title():
    assert kind_of("", "支委会", "") is MeetingKind.BRANCH_COMMITTEE
    assert kind_of("组织生活会", "党员大会") is MeetingKind.ORGANISATIONAL_LIFE
    assert kind_of("", "第二党小组会") is MeetingKind.GROUP_MEETING
    assert kind_of("", "Sheet1", "3月学习") is None


def test_the_sheet_that_repeats_all_others_is_left_out():
    sheets = {"全部": [HEAD, line()], "党员大会": [HEAD, line()], "说明": [("甲", "乙"), ("丙", "丁")]}
    reading = read_ledger(tables(sheets), 2025)
    assert len(reading.rows) == 1
    assert reading.ignored == ["工作表“说明”"]


def test_a_file_that_is_no_ledger_is_refused():
    with pytest.raises(Refused, match="没有找到台账的表头"):
        read_ledger(tables({"名册": [("姓名", "性别"), ("王芳", "女")]}), 2025)


@pytest.mark.parametrize(
    ("changed", "column", "words"),
    [
        ({"实到人数": 5, "出勤率": "71.4%"}, "M", "人数不平"),
        ({"应到人数": 6, "实到人数": 6}, "L", "名单上（不含列席）有 7 人"),
        ({"实到人数": 6, "请假人数": 1, "出勤率": "85.7%"}, "M", "名单上到会的有 7 人"),
        ({"出勤率": "98.0%"}, "P", "按人数应为 100.0%"),
        ({"记录人": "韦晓㛃"}, "I", "主持人兼记录人"),
        ({"会议地点": ""}, "G", "没有写会议地点"),
        ({"会议决议/结论": "应到会有表决权党员10名，实到9名。赞成5名，反对4名，通过。"}, "K", "未超过"),
        (
            {"会议决议/结论": "应到会有表决权党员7名，实到7名。发出8张，收回8张，赞成8票，通过。"},
            "K",
            "多于到会有表决权党员 7 名",
        ),
    ],
)
def test_contradictions_are_remarks_at_their_column(changed: dict[str, object], column: str, words: str):
    row = only(**changed)
    assert errors(row) == []
    [(where, text)] = odd(row)
    assert where == column
    assert words in text


def test_leave_without_a_reason_and_a_committee_without_half_are_remarked():
    row = only(
        会议类型="支委会",
        应到人数=3,
        实到人数=1,
        请假人数=2,
        出勤率="",
        参会人员名单="韦晓㛃、祝春犇(请假)、闭秀兰(请假)[农忙]",
    )
    assert odd(row) == [("Q", "祝春犇请假没有写事由"), ("M", "到会 1 人，不过委员 3 人的半数")]


def test_the_same_meeting_written_twice_is_remarked_once():
    rows = read_ledger(ledger(line(), line(会议名称="2025年第2次支部党员大会")), 2025).rows
    assert [column for column, _ in odd(*rows)] == ["C"]


def test_a_theme_day_off_the_usual_weekday_is_remarked():
    days = ("2025-01-17", "2025-02-21", "2025-03-21", "2025-04-30")
    lines = [line(会议类型="主题党日", 会议名称=day, 会议日期=day) for day in days]
    rows = read_ledger(ledger(*lines, sheet="主题党日"), 2025).rows
    assert [
        (slip.row, slip.column) for r in rows for slip in (mark_oddities(rows) or r.notes.remarks)[:1]
    ] == [(6, "C")]


def test_the_year_of_a_ledger_is_the_one_that_most_of_its_days_name():
    rows = ledger(line(), line(会议日期="2025.6.27"), line(会议日期="2024年12月30日"))
    assert year_told(rows) == 2025


def test_a_ledger_without_a_day_does_not_guess_its_year():
    with pytest.raises(Refused, match="请写明年度"):
        year_told(ledger(line(会议日期="", 会议时间="上午")))


def test_a_day_may_stand_beside_the_time_and_a_beginning_without_an_end():
    row = only(会议日期="", 会议时间="2025年3月28日 09:00")
    assert errors(row) == []
    assert (row.day, row.end) == (date(2025, 3, 28), None)
    assert errors(only(会议日期="", 会议时间="09:00至10:40")) == ["D"]


@pytest.mark.parametrize("title", ["合计", "小计"])
def test_a_total_is_no_meeting(title: str):
    assert len(read_ledger(ledger(line(), line(会议名称=title)), 2025).rows) == 1


def test_a_kind_nobody_knows_is_an_error_and_few_theme_days_make_no_habit():
    [row] = read_ledger(ledger(line(会议类型="座谈", 会议名称="座谈"), sheet="其他"), 2025).rows
    assert errors(row) == ["E"]
    days = ("2025-01-17", "2025-02-28")
    lines = [line(会议类型="主题党日", 会议名称=day, 会议日期=day) for day in days]
    rows = read_ledger(ledger(*lines, sheet="主题党日"), 2025).rows
    assert odd(*rows) == []
