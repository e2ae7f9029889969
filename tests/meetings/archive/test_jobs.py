"""A volume is asked for on the page, bound in the background, found again and fetched."""

import io
from typing import Any

import pytest
from pypdf import PdfReader

from branchlife.kit import printer
from branchlife.kit.jobs.models import Job
from branchlife.kit.jobs.worker import Worker
from meetings.archive import nightly, papers
from meetings.archive.lifecycle.closing import archive_year
from meetings.archive.models import ArchiveItem, RecordPaper
from meetings.archive.volume import volume
from meetings.lifecycle import filing
from members.models import AccessLog
from tests.cast import Cast, moment
from tests.meetings.archive import shelf
from tests.meetings.archive.shelf import YEAR
from tests.meetings.lifecycle import make

pytestmark = pytest.mark.slow


def asked(browser: Any, cast: Cast, what: str = "2025/volume") -> Any:
    return browser.post(f"/archive/{cast.first.pk}/{what}/")


def test_the_volume_is_bound_in_the_background_and_fetched(cast: Cast, sign_in: Any) -> None:
    shelf.last_year(cast, (3,))
    archive_year(cast.first, YEAR, cast.secretary)
    browser = sign_in(cast.secretary)
    answer = asked(browser, cast)
    job = Job.objects.get()
    assert answer["Location"] == f"/jobs/{job.pk}/"
    assert asked(browser, cast)["Location"] == answer["Location"]  # pressed twice, one job
    Worker().run(until_empty=True)
    job.refresh_from_db()
    assert (job.state, job.result_name) == ("done", "2025-柳湾村第一支部-组织生活记录合订本.pdf")
    got = b"".join(browser.get(f"/jobs/{job.pk}/result/").streaming_content)
    assert "合订本" in PdfReader(io.BytesIO(got)).metadata.title
    assert AccessLog.objects.filter(action="生成2025年合订本", user=cast.secretary).exists()


def test_a_volume_without_records_fails_with_words(cast: Cast, sign_in: Any) -> None:
    asked(sign_in(cast.secretary), cast)
    Worker().run(until_empty=True)
    assert Job.objects.get().error == "2025年还没有归档的记录，不能装订。请先归档。"


@pytest.mark.parametrize("account", ["stranger", "neighbour", "leader", "member"])
def test_others_cannot_ask_for_it(cast: Cast, sign_in: Any, account: str) -> None:
    assert asked(sign_in(cast.users[account]), cast).status_code in (403, 404)
    assert not Job.objects.exists()


def test_booklets_of_a_branch_come_in_one_file(cast: Cast, sign_in: Any) -> None:
    shelf.last_year(cast, (3,))
    asked(sign_in(cast.secretary), cast, "handbooks/2025/all")
    Worker().run(until_empty=True)
    job = Job.objects.get()
    assert job.state == "done", job.error
    reader = PdfReader(job.result.open("rb"))
    names = [node.title for node in reader.outline]
    assert "韦晓㛃" in names
    assert "骆长河" not in names  # of the second branch
    reader.close()
    job.result.close()


def test_at_night_papers_of_filed_records_are_drawn_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = make.filed(cast, start=moment(3, 10), end=moment(3, 10, 16)).meeting
    make.recorded(cast, start=moment(4, 10), end=moment(4, 10, 16))
    assert nightly.draw_papers() == "1 份"
    assert RecordPaper.objects.get().meeting_id == meeting.pk
    monkeypatch.setattr(papers, "draw", None)
    assert nightly.draw_papers() == "0 份"


def test_a_corrected_record_gets_a_paper_of_its_own(cast: Cast, clock: Any) -> None:
    made = make.filed(cast, start=moment(3, 10), end=moment(3, 10, 16))
    nightly.draw_papers()
    clock.move_to(moment(11, 25))
    meeting = made.meeting
    meeting.refresh_from_db()
    filing.correct(meeting, "minutes", "旧", "新", "漏写", cast.secretary)
    papers.paper_of(meeting)
    assert RecordPaper.objects.count() == 2


def test_the_first_paper_fills_in_the_pages_of_the_item(cast: Cast) -> None:
    shelf.last_year(cast, (3,))
    archive_year(cast.first, YEAR, cast.secretary)
    assert ArchiveItem.objects.get().page_count is None
    nightly.draw_papers()
    assert ArchiveItem.objects.get().page_count == RecordPaper.objects.get().page_count


def test_what_a_volume_has_of_its_own_is_set_in_the_night(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.last_year(cast, (3,))
    assert nightly.set_volumes() == "0 册"
    archive_year(cast.first, YEAR, cast.secretary)
    assert nightly.set_volumes() == "1 册"
    monkeypatch.setattr(printer, "set_page", None)  # whoever set anything now would fail
    assert volume(cast.first, YEAR).pages > 3


def test_a_year_whose_paper_was_tampered_with_stops_no_other(cast: Cast) -> None:
    shelf.last_year(cast, (3,))
    [item] = archive_year(cast.first, YEAR, cast.secretary)
    papers.paper_of(item.meeting)
    RecordPaper.objects.update(digest="0" * 64)
    assert nightly.set_volumes() == "0 册，1 册未成"
