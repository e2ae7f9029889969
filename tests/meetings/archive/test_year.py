"""The page of a year: what is missing, what is put away, and the papers that go with it."""

import io
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from branchlife.kit.jobs.models import Job
from branchlife.kit.problems import Refusal
from meetings.archive import jobs, papers, stamping
from meetings.archive.lifecycle.closing import archive_year
from meetings.archive.models import ArchiveItem, RecordPaper
from members.models import AccessLog, Organisation
from tests.cast import Cast
from tests.meetings.archive import shelf
from tests.meetings.archive.shelf import YEAR
from tests.meetings.lifecycle import make

pytestmark = pytest.mark.slow


@pytest.fixture
def alice(cast: Cast, sign_in: Any) -> Client:
    """The secretary's browser; a year of three records is on file."""
    shelf.last_year(cast)
    browser: Client = sign_in(cast.secretary)
    return browser


def where(cast: Cast, name: str = "archive-year") -> str:
    return reverse(name, args=[cast.first.pk, YEAR])


def fetched(browser: Client, cast: Cast, form: str) -> bytes:
    answer = browser.get(f"{reverse('branch-export', args=[cast.first.pk, form])}?year={YEAR}")
    return answer.content


# --- The page ---


def test_a_year_that_waits_names_its_gaps_and_offers_the_press(cast: Cast, alice: Client) -> None:
    page = alice.get(where(cast)).text
    assert "归档2025年 3 份记录" in page
    assert "3 份记录没有签字的扫描件" in page
    assert "待归档" in page
    assert "生成年度合订本" not in page


def test_the_press_shows_what_will_happen_and_then_does_it(cast: Cast, alice: Client) -> None:
    asked = alice.get(where(cast, "archive-close")).text
    assert "3 份，按日期先后编件号" in asked
    said = alice.post(where(cast, "archive-close"), follow=True).text
    assert "已归档 3 件" in said
    assert "J001-WS·2025-D30-DQ1-0003" in said
    again = alice.post(where(cast, "archive-close"), follow=True).text
    assert "没有新的记录要归档" in again


def test_whoever_puts_a_year_away_has_its_volume_bound_once(cast: Cast, alice: Client) -> None:
    said = alice.post(where(cast, "archive-close"), follow=True).text
    assert "年度合订本正在后台装订" in said
    [job] = Job.objects.all()
    assert (job.kind, job.owner, job.arguments["year"]) == (jobs.VOLUME, cast.secretary, YEAR)
    assert alice.post(where(cast, "archive-volume")).url == f"/jobs/{job.pk}/"
    assert "正在后台装订" not in alice.post(where(cast, "archive-close"), follow=True).text
    assert Job.objects.count() == 1


def test_without_codes_the_press_is_refused_in_words(cast: Cast, alice: Client) -> None:
    Organisation.objects.update(fonds_code="", org_code="")
    answer = alice.post(where(cast, "archive-close"))
    assert answer.status_code == 422
    assert "没有全宗号" in answer.text
    assert not ArchiveItem.objects.exists()


def test_a_year_put_away_offers_its_papers_and_books(cast: Cast, alice: Client) -> None:
    archive_year(cast.first, YEAR, cast.secretary)
    page = alice.get(where(cast)).text
    for words in ("已归档", "归档文件目录（Excel）", "归档章套印页", "装盒：30 年 3 件", "生成封存包（ZIP）"):
        assert words in page
    for name in ("archive-volume", "archive-dossier"):
        assert alice.post(where(cast, name)).status_code == 302
    assert Job.objects.count() == 2


def test_an_inspector_reads_and_does_not_press(cast: Cast, alice: Client, sign_in: Any) -> None:
    archive_year(cast.first, YEAR, cast.secretary)
    page = sign_in(cast.inspector).get(where(cast)).text
    assert "归档文件目录（Excel）" in page
    assert "装盒：" not in page


def test_a_committee_finds_every_branch_with_what_it_put_away(
    cast: Cast, alice: Client, sign_in: Any
) -> None:
    archive_year(cast.first, YEAR, cast.secretary)
    page = sign_in(cast.officer).get(reverse("archive"), {"year": YEAR}).text
    assert "柳湾村第一支部" in page
    assert "已归档" in page
    own = alice.get(reverse("archive"), follow=True).text
    assert "2025年" in own


def test_a_year_beyond_the_calendar_is_not_there(cast: Cast, alice: Client) -> None:
    assert alice.get(reverse("archive-year", args=[cast.first.pk, 1800])).status_code == 404
    assert alice.get(reverse("branch-archive", args=[cast.west.pk])).status_code == 404


# --- The catalogue ---


def test_the_catalogue_has_nine_columns_and_a_line_for_each_item(cast: Cast, alice: Client) -> None:
    archive_year(cast.first, YEAR, cast.secretary)
    [sheet] = openpyxl.load_workbook(io.BytesIO(fetched(alice, cast, "archive_catalogue")))
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0] is not None]
    head = rows.index(("序号", "档号", "文号", "责任者", "题名", "日期", "密级", "页数", "备注"))
    assert [row[0] for row in rows[head + 1 : head + 4]] == [1, 2, 3]
    assert rows[head + 1][1] == "J001-WS·2025-D30-DQ1-0001"
    assert rows[head + 1][5] == "20250310"
    assert "全宗号：J001" in str(rows[1][0])


def test_an_empty_year_gives_an_empty_catalogue(cast: Cast, alice: Client) -> None:
    [sheet] = openpyxl.load_workbook(io.BytesIO(fetched(alice, cast, "archive_catalogue")))
    assert "柳湾村第一支部" in str(sheet["A2"].value)


@pytest.mark.parametrize(
    ("form", "pages", "words"),
    [
        ("archive_catalogue_pdf", 1, "J001-WS·2025-D30-DQ1-0002"),
        ("archive_catalogue_cover", 1, "J001"),
        ("archive_stamps", 3, "2025"),
        ("archive_blank_stamps", 1, ""),
    ],
)
def test_the_papers_of_a_year(cast: Cast, alice: Client, form: str, pages: int, words: str) -> None:
    archive_year(cast.first, YEAR, cast.secretary)
    book = PdfReader(io.BytesIO(fetched(alice, cast, form)))
    assert len(book.pages) == pages
    assert words in "".join("".join(page.extract_text().split()) for page in book.pages)


# --- The record with its stamp ---


def test_the_stamped_record_carries_the_stamp_and_stores_nothing(cast: Cast, alice: Client) -> None:
    item = archive_year(cast.first, YEAR, cast.secretary)[0]
    answer = alice.get(reverse("archive-record", args=[item.pk]))
    first, *_ = PdfReader(io.BytesIO(answer.content)).pages
    text = "".join(first.extract_text().split())
    for words in ("J001", "2025", "DQ1", "党员大会"):
        assert words in text
    assert not RecordPaper.objects.exists()
    assert AccessLog.objects.filter(action="导出归档文件").exists()


def test_a_stored_paper_is_taken_and_counts_the_pages(cast: Cast, alice: Client) -> None:
    [item, *_] = archive_year(cast.first, YEAR, cast.secretary)
    paper = papers.paper_of(item.meeting)
    item.refresh_from_db()
    assert item.page_count == paper.page_count
    assert papers.paper_of(item.meeting).pk == paper.pk
    assert len(PdfReader(io.BytesIO(stamping.stamped(item))).pages) == paper.page_count


def test_a_paper_that_was_tampered_with_is_refused(cast: Cast, alice: Client) -> None:
    [item, *_] = archive_year(cast.first, YEAR, cast.secretary)
    paper = papers.paper_of(item.meeting)
    RecordPaper.objects.filter(pk=paper.pk).update(digest="0" * 64)
    with pytest.raises(Refusal, match="与登记的摘要不符"):
        stamping.stamped(item)
    assert alice.get(reverse("archive-record", args=[item.pk])).status_code == 404


def test_a_record_that_is_not_filed_has_no_paper(cast: Cast) -> None:
    with pytest.raises(Refusal, match="还没有报备"):
        papers.source_of(make.recorded(cast))


def test_what_is_on_file_is_drawn_in_the_night(cast: Cast, alice: Client) -> None:
    waiting = papers.undrawn(10)
    told: list[str] = []
    assert papers.prepare(waiting, lambda done, total, what: told.append(f"{done}/{total} {what}")) == 3
    assert told[-1] == "3/3 生成版式文件"
    assert papers.undrawn(10) == []
