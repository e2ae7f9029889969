"""The year volume: catalogue, footers, bookmarks and page labels name the same pages; it is still a PDF/A."""

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from branchlife.kit.problems import Refusal
from meetings.archive import papers
from meetings.archive.lifecycle.closing import archive_year
from meetings.archive.models import ArchiveItem, RecordPaper
from meetings.archive.volume import entries_of, volume
from meetings.kinds import MeetingKind
from meetings.lifecycle import filing
from tests.cast import Cast, moment
from tests.meetings.archive import shelf
from tests.meetings.archive.shelf import YEAR

pytestmark = pytest.mark.slow


def numbers(reader: PdfReader) -> list[int]:
    """The numbers printed at the feet of the pages, in order."""
    found = []
    for page in reader.pages:
        printed = re.findall(r"— (\d+) —", page.extract_text())
        found += [int(number) for number in printed]
    return found


def bookmarks(reader: PdfReader) -> Iterator[tuple[str, int]]:
    """(title, index of the page) of each bookmark."""

    def walk(nodes: list[object]) -> Iterator[tuple[str, int]]:
        for node in nodes:
            if isinstance(node, list):
                yield from walk(node)
            else:
                yield str(node.title), reader.get_destination_page_number(node) or 0

    yield from walk(reader.outline)


def small_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Records of one to three lines drawn quickly: what matters here is where they come to lie."""
    from branchlife.kit.pdf import ARCHIVAL, pdf_of

    def draw(meeting: object) -> bytes:
        pages = "".join(f"<p style='break-after:page'>记录{meeting.pk}</p>" for _ in range(meeting.pk % 3))
        page = f"<html lang=zh><title>记录</title><body>{pages}<p>记录{meeting.pk}末</p></body></html>"
        return pdf_of(page, {}, ARCHIVAL)

    monkeypatch.setattr(papers, "draw", draw)


@pytest.fixture
def sixty(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> PdfReader:
    """The volume of sixty small records."""
    small_papers(monkeypatch)
    shelf.many(cast, 60)
    archive_year(cast.first, YEAR, cast.secretary)
    return PdfReader(io.BytesIO(volume(cast.first, YEAR).content))


def test_catalogue_footer_bookmarks_and_labels_of_sixty_records_agree(cast: Cast, sixty: PdfReader) -> None:
    entries = entries_of(cast.first, YEAR)
    assert len(entries) == 60
    texts = [page.extract_text() for page in sixty.pages]
    records = sum(entry.pages for entry in entries)
    front = len(texts) - records - 2
    assert numbers(sixty) == list(range(1, records + 3))  # without a break to the last page, none in front
    catalogue = "\n".join(texts[1:front])
    marks = dict(bookmarks(sixty))
    for entry in entries:
        at = front + entry.page - 1
        assert f"记录{entry.item.meeting_id}" in texts[at]
        assert f"— {entry.page} —" in texts[at]
        assert sixty.page_labels[at] == str(entry.page)
        assert re.search(rf"{entry.item.dated_on:%Y%m%d}\s*{entry.pages}\s*{entry.span}", catalogue)
        assert marks[f"{entry.item.item_number} {entry.item.title[1:-1]}（第{entry.page}页）"] == at
    assert sixty.page_labels[:2] == ["i", "ii"]
    assert [marks["封面"], marks["目录"], marks["统计"], marks["备考表"]] == [
        0,
        1,
        len(texts) - 2,
        len(texts) - 1,
    ]


@pytest.fixture
def three(cast: Cast) -> bytes:
    """The volume of three real records."""
    shelf.last_year(cast)
    archive_year(cast.first, YEAR, cast.secretary)
    return volume(cast.first, YEAR).content


def test_it_is_still_a_pdf_a_with_fonts_and_text(cast: Cast, three: bytes, tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(three)) as document:
        assert not document.check_pdf_syntax()
        words = document.open_metadata()
        assert (words["pdfaid:part"], words["pdfaid:conformance"]) == ("2", "B")
        assert words["dc:title"] == f"{cast.first.full_name}2025年组织生活记录合订本"
        assert words["dc:title"] == str(document.docinfo["/Title"])
        [intent] = document.Root.OutputIntents
        assert intent.S == "/GTS_PDFA1"
        assert intent.DestOutputProfile.read_bytes()
        fonts = [
            one
            for one in document.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"
        ]
        assert len(fonts) > 6
        assert all("/ToUnicode" in one for one in fonts if one.Subtype == "/Type0")
        kept = [
            one
            for one in document.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
        ]
        assert all("/FontFile3" in one or "/FontFile2" in one for one in kept)
    reader = PdfReader(io.BytesIO(three))
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert "韦晓㛃" in text
    assert reader.attachments == {}
    if shutil.which("qpdf"):
        file = tmp_path / "volume.pdf"
        file.write_bytes(three)
        assert subprocess.run(["qpdf", "--check", file], capture_output=True, check=False).returncode == 0


def test_on_another_day_the_volume_reads_the_same_and_no_page_of_it_is_set_again(
    cast: Cast, three: bytes, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("branchlife.kit.printer.set_page", None)
    clock.move_to(moment(11, 30, 9))
    again = volume(cast.first, YEAR).content
    first, second = (
        [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages] for content in (three, again)
    )
    assert first == second


def test_stamps_stand_on_the_first_page_of_each_record(cast: Cast, three: bytes) -> None:
    reader = PdfReader(io.BytesIO(three))
    stamped = [page.extract_text() for page in reader.pages if "J001" in page.extract_text()][2:]
    assert len(stamped) == 3
    assert all("DQ1" in text and "30 年" in text for text in stamped)


def test_progress_is_told_to_the_end(cast: Cast) -> None:
    shelf.last_year(cast)
    archive_year(cast.first, YEAR, cast.secretary)
    told: list[tuple[int, int, str]] = []
    volume(cast.first, YEAR, lambda *line: told.append(line))
    assert told[0] == (1, 5, "取出各份记录")
    assert told[-1] == (5, 5, "装订好了")


def test_records_of_a_small_circle_are_named_and_kept_apart(cast: Cast) -> None:
    shelf.last_year(cast, (3,))
    shelf.on_file(cast, moment(2, 10, year=YEAR), MeetingKind.ORGANISATIONAL_LIFE, theme="谈心得失")
    archive_year(cast.first, YEAR, cast.secretary)
    text = "\n".join(
        page.extract_text() for page in PdfReader(io.BytesIO(volume(cast.first, YEAR).content)).pages
    )
    assert "内部资料，另册保管" in text.replace("\n", "")
    assert "谈心得失" not in text
    assert "组织生活会" not in text


def test_a_corrected_record_gets_a_new_paper_and_the_volume_says_when_it_grew(cast: Cast) -> None:
    [row] = shelf.last_year(cast, (3,))
    archive_year(cast.first, YEAR, cast.secretary)
    [first] = entries_of(cast.first, YEAR)
    row.refresh_from_db()
    filing.correct(row, "minutes", "旧", "新" * 1500, "漏写", cast.secretary)
    [second] = entries_of(cast.first, YEAR)
    assert RecordPaper.objects.count() == 2
    assert second.pages > first.pages
    assert second.remark == f"归档后更正，现 {second.pages} 页"
    assert ArchiveItem.objects.get().page_count == first.pages


def test_a_paper_that_was_changed_on_the_disk_is_refused(cast: Cast) -> None:
    shelf.last_year(cast, (3,))
    archive_year(cast.first, YEAR, cast.secretary)
    entries_of(cast.first, YEAR)
    path = Path(RecordPaper.objects.get().file.path)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(Refusal, match="可能被改动过"):
        volume(cast.first, YEAR)


def test_nothing_archived_is_no_volume(cast: Cast) -> None:
    with pytest.raises(Refusal, match="请先归档"):
        volume(cast.first, YEAR)
