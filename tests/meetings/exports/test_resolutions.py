"""决议落实台账: true dates, states, who sees what, and the record of a meeting that heard what came of a resolution."""

import io
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from pypdf import PdfReader

from branchlife.kit import exports
from meetings.exports.resolutions import Ledger
from meetings.kinds import MeetingKind as K
from meetings.lifecycle import carrying
from meetings.lifecycle.carrying import ReportLine
from meetings.lifecycle.resolutions import follow_up
from meetings.models import FollowUp, Meeting, Resolution
from meetings.vocabulary import ResolutionState as S
from members.access import Actor
from members.models import User
from tests.cast import TODAY, Cast, moment
from tests.meetings.lifecycle import make
from tests.meetings.lifecycle.test_resolutions import resolved


def actor(user: User) -> Actor:
    return user.actor(TODAY)


def workbook(cast: Cast, year: int = 2026) -> Any:
    content = exports.get("resolutions").render(cast.first, year=year, actor=actor(cast.secretary))
    return load_workbook(io.BytesIO(content))


def values(cells: Any) -> list[Any]:
    """What stands in a row; the reader gives a date cell with midnight behind it."""
    return [cell.value.date() if isinstance(cell.value, datetime) else cell.value for cell in cells]


def text_of(content: bytes) -> str:
    return "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


@pytest.fixture
def year(cast: Cast) -> Cast:
    """Overdue; done, reported at a meeting; of last year and still open."""
    resolved(cast)
    Resolution.objects.update(responsible="柯䶮、祝春犇")
    done = resolved(cast, "走访“㛃字辈”老党员", start=moment(11, 4), end=None)
    follow_up(done, "走访了三户", S.IN_PROGRESS, cast.secretary, noted_on=date(2026, 11, 6))
    later = make.held(cast, K.BRANCH_COMMITTEE)
    carrying.set_reports(later, [ReportLine(done.pk, "七户都走访了", S.DONE)], cast.secretary)
    old = resolved(cast, '=种树("河边")', None, start=moment(12, 30, year=2025), end=None)
    Meeting.objects.filter(pk=old.meeting_id).update(year=2025)
    return cast


def test_the_workbook_holds_true_dates_whole_numbers_and_states(year: Cast) -> None:
    sheet = workbook(year)["全年"]
    assert [cell.value for cell in sheet[3]] == [
        "序号", "决议日期", "会议", "决议事项", "责任人", "时限", "状态", "超期天数", "完成日期", "最近落实情况",
    ]  # fmt: skip
    first, second = (values(sheet[at]) for at in (4, 5))
    assert first == [
        1, date(2026, 11, 3), "2026年第1次支委会", "整修鱼塘堤坝", "柯䶮、祝春犇", date(2026, 11, 10), "待办",
        14, None, "无",
    ]  # fmt: skip
    assert second[6:] == ["完成", None, date(2026, 11, 20), "七户都走访了"]
    assert sheet["B4"].number_format == sheet["F4"].number_format == "yyyy-mm-dd"


def test_the_total_counts_states_and_what_is_overdue(year: Cast) -> None:
    sheet = workbook(year)["全年"]
    last = [cell.value for cell in sheet[sheet.max_row]]
    assert last[2:4] == ["合计 2 件", "待办 1 件，办理中 0 件，完成 1 件，取消 0 件"]
    assert (last[7], last[9]) == (1, "其中超期 1 件")


def test_what_is_open_from_years_before_has_a_sheet_of_its_own_and_stays_text(year: Cast) -> None:
    book = workbook(year)
    cell = book["往年未办结"]["D4"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ('=种树("河边")', "s", True)
    assert "往年未办结" not in workbook(year, 2025).sheetnames


def test_every_note_stands_in_the_course_with_the_meeting_that_heard_it(year: Cast) -> None:
    rows = [[cell.value for cell in row] for row in workbook(year)["落实经过"].iter_rows(min_row=4)]
    assert [(row[1], row[3], row[4], row[5]) for row in rows] == [
        ("走访“㛃字辈”老党员", "走访了三户", "办理中", "—"),
        ("走访“㛃字辈”老党员", "七户都走访了", "完成", "2026年第3次支委会"),
    ]


def test_on_paper_stands_what_stands_in_the_workbook(year: Cast) -> None:
    content = exports.get("resolutions_pdf").render(year.first, year=2026, actor=actor(year.officer))
    page = PdfReader(io.BytesIO(content)).pages[0]
    assert page.mediabox.width > page.mediabox.height
    text = text_of(content)
    for words in (
        "2026年决议落实台账",
        "整修鱼塘堤坝",
        "㛃",
        "2026-11-10",
        "七户都走访了",
        "以前未办结的决议",
    ):
        assert words in text


def test_criticism_is_exported_only_for_those_who_may_read_it(cast: Cast) -> None:
    resolved(cast, "改进联系群众", kind=K.ORGANISATIONAL_LIFE)
    seen = {
        name: [row.text for row in Ledger(cast.first, 2026, actor(cast.users[name])).rows]
        for name in ("secretary", "inspector", "officer", "discipline", "neighbour")
    }
    assert seen == {
        "secretary": ["改进联系群众"], "inspector": ["改进联系群众"], "officer": [], "discipline": [], "neighbour": [],
    }  # fmt: skip


def test_an_empty_year_is_a_page_that_says_so(cast: Cast) -> None:
    content = exports.get("resolutions_pdf").render(cast.first, year=2024, actor=actor(cast.secretary))
    assert "合计0件" in text_of(content)


def test_the_name_of_the_file_names_branch_and_year(cast: Cast) -> None:
    assert exports.get("resolutions").filename(cast.first, year=2026) == (
        "2026-柳湾村第一支部-决议落实台账-全年.xlsx"
    )


def test_a_long_register_takes_as_many_questions_as_a_short_one(cast: Cast) -> None:
    counts = []
    meeting = make.recorded(cast, K.BRANCH_COMMITTEE)
    for number in (10, 1000):
        rows = Resolution.objects.bulk_create(
            Resolution(meeting=meeting, text=f"事项{n}", responsible="柯䶮") for n in range(number)
        )
        FollowUp.objects.bulk_create(
            FollowUp(resolution=row, meeting=meeting, noted_on=TODAY, note="办了", state="open")
            for row in rows
        )
        with CaptureQueriesContext(connection) as asked:
            Ledger(cast.first, 2026, actor(cast.secretary)).sheets()
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 8


# --- the record ---


def record_of(meeting: Meeting) -> str:
    return text_of(exports.get("record").render(Meeting.objects.get(pk=meeting.pk)))


def test_a_record_prints_what_the_meeting_heard(year: Cast) -> None:
    heard = FollowUp.objects.get(note="七户都走访了").meeting
    text = record_of(heard)
    for words in ("上次决议落实", "走访“㛃字辈”老党员", "七户都走访了", "完成"):
        assert words in text
    assert "走访了三户" not in text


def test_a_record_of_a_meeting_that_heard_nothing_has_no_such_row(cast: Cast) -> None:
    assert "上次决议落实" not in record_of(make.recorded(cast, K.BRANCH_COMMITTEE))
