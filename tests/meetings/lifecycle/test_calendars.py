"""The notice of holidays as a table: what is read, what would change, all or nothing."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from branchlife.kit.refusal import Refused
from branchlife.kit.workbook import Table, read_tables
from meetings.lifecycle import calendars
from meetings.lifecycle import theme_days as step
from meetings.models import CalendarDay, CalendarYear, ThemeDaySlot
from members.models import AccessLog
from tests.cast import Cast

HEAD = ["日期", "上班/放假", "名称", "来源"]
DOC = "国办发明电〔2026〕9号"
NOTICE = [
    ["2027-01-01", "放假", "元旦", DOC],
    ["2027-02-05", "放假", "春节", DOC],
    ["2027年2月14日", "上班", "春节调休", DOC],
    ["2027/4/5", "放假", "清明节", DOC],
    ["2027.5.3", "放假", "劳动节", DOC],
    ["2027-06-09", "放假", "端午节", DOC],
    ["2027-09-15", "放假", "中秋节", DOC],
    ["2027-10-01", "休", "国庆节", DOC],
]


def sheet(*rows: Sequence[str], head: Sequence[str] = HEAD) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([head, *rows])
    return out.getvalue().encode()


def tables(*rows: Sequence[str], head: Sequence[str] = HEAD) -> list[Table]:
    return read_tables(sheet(*rows, head=head), "放假.csv")


@pytest.mark.django_db
def test_a_whole_notice_is_stored_and_its_year_complete() -> None:
    done = calendars.save(tables(*NOTICE), None)
    assert (len(done.added), done.errors, done.complete) == (8, [], [2027])
    assert CalendarYear.objects.get(year=2027).is_complete
    saturday = CalendarDay.objects.get(date=date(2027, 2, 14))
    assert (saturday.is_workday, saturday.name, saturday.source_doc) == (True, "春节调休", DOC)


@pytest.mark.django_db
def test_a_year_that_lacks_a_holiday_stays_provisional() -> None:
    done = calendars.save(tables(*NOTICE[:5]), None)
    assert done.lacking == {2027: ["端午", "中秋", "国庆"]}
    assert not CalendarYear.objects.get(year=2027).is_complete
    assert calendars.save(tables(*NOTICE[5:]), None).complete == [2027]


@pytest.mark.django_db
def test_holidays_that_fall_together_count_both() -> None:
    both = ["2027-10-01", "放假", "国庆节、中秋节", DOC]
    assert calendars.compare(tables(*NOTICE[:6], both)).complete == [2027]


@pytest.mark.django_db
def test_imported_again_it_changes_nothing_and_an_amended_day_is_shown_with_what_it_was() -> None:
    calendars.save(tables(*NOTICE), None)
    assert calendars.compare(tables(*NOTICE)).savable == 0
    found = calendars.compare(tables(["2027-01-01", "上班", "元旦", DOC]))
    [(line, row)] = found.changed
    assert (line.words, row.is_workday) == ("上班 元旦", False)
    assert len(found.kept) == 7
    calendars.save(tables(["2027-01-01", "上班", "元旦", DOC]), None)
    assert CalendarDay.objects.get(date=date(2027, 1, 1)).is_workday


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (["2027-02-30", "放假", "春节", ""], "A", "没有这一天"),
        (["2027-02", "放假", "春节", ""], "A", "请补日"),
        (["", "放假", "春节", ""], "A", "没有填日期"),
        (["2027-02-05", "也许", "春节", ""], "B", "看不出上班还是放假"),
        (["2027-02-05", "", "春节", ""], "B", "请写“上班”或“放假”"),
        (["2027-02-05", "放假", "", ""], "C", "没有填名称"),
        (["2027-02-05", "放假", "春" * 21, ""], "C", "超过 20 字"),
        (["2027-01-01", "放假", "元旦", ""], "A", "写了两次"),
    ],
)
def test_one_wrong_row_keeps_all_of_it_out(row: list[str], column: str, words: str) -> None:
    before = CalendarDay.objects.count()
    done = calendars.save(tables(*NOTICE, row), None)
    assert [slip.column for slip in done.errors] == [column]
    assert words in done.errors[0].message
    assert done.errors[0].row == 10
    assert done.savable == 0
    assert CalendarDay.objects.count() == before
    assert not CalendarYear.objects.filter(year=2027).exists()


@pytest.mark.django_db
def test_a_table_without_its_head_is_refused() -> None:
    with pytest.raises(Refused, match="没有找到表头"):
        calendars.compare(tables(*NOTICE, head=["甲", "乙", "丙", "丁"]))


def test_the_theme_days_of_the_year_are_reckoned_anew(cast: Cast) -> None:
    for year in (2026, 2027):
        step.refresh(cast.first, year)
    done = calendars.save(tables(*NOTICE, ["2027-01-15", "放假", "元旦", DOC]), None)
    january = ThemeDaySlot.objects.get(year=2027, month=1)
    assert (done.moved, january.day, january.is_provisional) == (1, date(2027, 1, 18), False)
    assert january.shift_note == "1月15日是元旦，顺延到1月18日"


# --- The command ---


def run(file: Path, **options: Any) -> tuple[int, str]:
    out, code = io.StringIO(), 0
    try:
        call_command("import_calendar", file, stdout=out, **options)
    except SystemExit as end:
        code = int(end.code or 0)
    return code, out.getvalue()


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    file = tmp_path / "放假.csv"
    file.write_bytes(sheet(*NOTICE))
    return file


@pytest.mark.django_db
def test_the_command_says_what_it_did(notice: Path) -> None:
    code, said = run(notice)
    assert code == 0
    assert "新增 8，更新 0，不变 0，错误 0" in said
    assert "2027年：已录全" in said
    assert AccessLog.objects.get().row_count == 8


@pytest.mark.django_db
def test_a_dry_run_tells_the_same_and_stores_nothing(notice: Path) -> None:
    before = CalendarDay.objects.count()
    report = json.loads(run(notice, dry_run=True, json=True)[1])
    assert (report["created"], report["complete"], report["errors"]) == (8, [2027], [])
    assert CalendarDay.objects.count() == before
    assert not AccessLog.objects.exists()


@pytest.mark.django_db
def test_a_wrong_row_ends_with_1_and_nothing_stored(notice: Path) -> None:
    notice.write_bytes(sheet(*NOTICE, ["2027-13-01", "放假", "元旦", ""]))
    before = CalendarDay.objects.count()
    code, said = run(notice)
    assert (code, "一行也没有存" in said, "第 10 行 A 列" in said) == (1, True, True)
    report = json.loads(run(notice, json=True)[1])
    assert (report["created"], len(report["errors"])) == (0, 1)
    assert CalendarDay.objects.count() == before


@pytest.mark.django_db
@pytest.mark.parametrize("as_json", [True, False])
def test_a_file_that_is_no_calendar_ends_with_2(tmp_path: Path, as_json: bool) -> None:
    code, said = run(tmp_path / "没有.xlsx", json=as_json)
    assert code == 2
    assert "打不开文件" in said


@pytest.mark.django_db
def test_an_unfinished_year_and_moved_days_are_told(cast: Cast, notice: Path) -> None:
    step.refresh(cast.first, 2027)
    notice.write_bytes(sheet(["2027-01-15", "放假", "元旦", DOC]))
    said = run(notice)[1]
    assert "2027年：还缺春节、清明、劳动、端午、中秋、国庆，仍为暂定" in said
    assert "主题党日重算，1 天有变动" in said


# --- The page of the administrator ---

PAGE = "/admin/meetings/calendarday/import/"


def upload(browser: Client, content: bytes) -> Any:
    return browser.post(PAGE, {"file": SimpleUploadedFile("放假.csv", content, "text/csv")})


def test_the_administrator_sees_what_would_change_before_it_is_saved(cast: Cast, sign_in: Any) -> None:
    browser = sign_in(cast.sysadmin)
    page = upload(browser, sheet(*NOTICE))
    assert "新增 8 天，更新 0 天" in page.content.decode()
    assert "七个节日都有，标为已录全" in page.content.decode()
    assert not CalendarDay.objects.filter(date__year=2027).exists()
    token = page.context["token"]
    done = browser.post(PAGE, {"token": token}, follow=True)
    assert "已保存：新增 8 天" in done.content.decode()
    assert CalendarDay.objects.filter(date__year=2027).count() == 8
    again = browser.post(PAGE, {"token": token}, follow=True)
    assert "请重新上传" in again.content.decode()


def test_a_page_with_errors_offers_no_saving(cast: Cast, sign_in: Any) -> None:
    page = upload(sign_in(cast.sysadmin), sheet(["2027-13-01", "放假", "元旦", ""]))
    assert "有错，一行也没有存" in page.content.decode()
    assert "token" not in page.context


@pytest.mark.parametrize("content", [b"", b"x", "一,二\n三,四\n".encode()])
def test_a_file_that_cannot_be_read_is_refused_in_words(cast: Cast, sign_in: Any, content: bytes) -> None:
    page = upload(sign_in(cast.sysadmin), content)
    assert page.status_code == 200
    assert page.context["form"].errors["file"]


@pytest.mark.parametrize("account", ["secadmin", "auditor"])
def test_other_administrators_import_no_calendar(cast: Cast, sign_in: Any, account: str) -> None:
    assert sign_in(cast.users[account]).get(PAGE).status_code == 403


def test_days_and_years_changed_by_hand_reckon_anew(cast: Cast, sign_in: Any) -> None:
    step.refresh(cast.first, 2027)
    browser = sign_in(cast.sysadmin)
    day = {"date": "2027-01-15", "name": "元旦", "source_doc": ""}
    browser.post("/admin/meetings/calendarday/add/", day)
    january = ThemeDaySlot.objects.get(month=1)
    assert (january.day, january.is_provisional) == (date(2027, 1, 18), True)
    browser.post("/admin/meetings/calendaryear/add/", {"year": "2027", "is_complete": "on"})
    january.refresh_from_db()
    assert not january.is_provisional
    pk = CalendarDay.objects.get(date=date(2027, 1, 15)).pk
    browser.post(f"/admin/meetings/calendarday/{pk}/delete/", {"post": "yes"})
    january.refresh_from_db()
    assert january.day == date(2027, 1, 15)
