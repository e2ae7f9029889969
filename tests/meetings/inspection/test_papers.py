"""What is read of plans, notices, filings, the archive and of how each record came about is what the tables hold."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings.archive.lifecycle import boxes, closing
from meetings.archive.models import ArchiveItem
from meetings.inspection.lifecycle.running import inspect
from meetings.inspection.models import Finding
from meetings.inspection.papers import Papers, Trace
from meetings.inspection.reading.papers import papers_of
from meetings.kinds import MeetingKind as K
from meetings.lifecycle import filing, holding, lecturers, lectures, pages, planning, plans, recording
from meetings.lifecycle.lecturers import GuestFacts
from meetings.lifecycle.lectures import LecturePapers
from meetings.models import Attachment, Meeting, MeetingEvent, Minutes
from meetings.vocabulary import AttachmentKind, NoticeChannel, RetentionPeriod, ReturnReason
from members import transfers
from members.models import Organisation
from members.vocabulary import MemberTrait
from tests.cast import SINCE, TODAY, Cast, moment
from tests.meetings.archive import shelf
from tests.meetings.lifecycle import make


def read(cast: Cast, year: int = 2026, branch: Organisation | None = None) -> Papers:
    return papers_of(branch or cast.first, year, TODAY)


def trace_of(cast: Cast, meeting: Meeting) -> Trace:
    return read(cast).traces[meeting.pk]


def test_the_number_of_queries_is_ten_whatever_there_is(cast: Cast) -> None:
    def asked(year: int) -> int:
        with CaptureQueriesContext(connection) as seen:
            read(cast, year)
        return len(seen)

    assert asked(2026) == 10
    for day in (3, 5, 6):
        make.filed(cast, K.PARTY_LECTURE, start=moment(11, day), end=moment(11, day, 16))
    plans.draft(cast.first, 2026, 4, cast.secretary)
    shelf.last_year(cast)
    closing.archive_year(cast.first, shelf.YEAR, cast.secretary)
    assert (asked(2026), asked(shelf.YEAR)) == (10, 10)


def test_of_another_branch_and_another_year_nothing_is_read(cast: Cast) -> None:
    make.filed(cast)
    plans.draft(cast.first, 2026, 4, cast.secretary)
    for papers in (read(cast, 2025), read(cast, branch=cast.second)):
        assert not any(vars(papers).values())


# --- How a record came about ---


def test_a_record_is_entered_when_its_minutes_are_first_written(cast: Cast, clock: Any) -> None:
    clock.move_to(moment(11, 17, 9))
    meeting = make.called(cast).meetings.get()
    assert (trace_of(cast, meeting).called_on, trace_of(cast, meeting).entered_at) == (
        date(2026, 11, 17),
        None,
    )
    clock.move_to(moment(11, 22, 9))
    recording.save_minutes(meeting, "草稿", 0, cast.recorder, draft=True)
    clock.move_to(moment(11, 24, 9))
    recording.save_minutes(meeting, "逐项讨论", 1, cast.secretary)
    trace = trace_of(cast, meeting)
    assert (trace.entered_at, trace.entered_by) == (moment(11, 22, 9), cast.recorder.pk)
    assert (trace.text, trace.topics) == ("逐项讨论", ["other", "other"])


def test_a_draft_that_is_carried_on_does_not_hide_when_it_was_recorded(cast: Cast) -> None:
    meeting = make.recorded(cast)
    MeetingEvent.objects.filter(meeting=meeting, to_state="recorded").update(at=moment(11, 21))
    Minutes.objects.filter(meeting=meeting).update(saved_at=moment(11, 23))
    assert trace_of(cast, meeting).entered_at == moment(11, 21)


def test_without_minutes_it_is_entered_when_the_meeting_was_entered_afterwards(cast: Cast) -> None:
    meeting = make.held(cast, late_reason="停电")
    trace = trace_of(cast, meeting)
    assert (trace.entered_at, trace.entered_by) == (moment(11, 24, 10, 0), cast.secretary.pk)
    assert (trace.is_late, trace.is_imported, trace.ordinal, trace.year) == (True, False, 1, 2026)


def test_moments_are_local(cast: Cast) -> None:
    meeting = make.recorded(cast)
    at = moment(11, 21, 0, 30)
    Minutes.objects.filter(meeting=meeting).update(saved_at=at)
    entered = trace_of(cast, meeting).entered_at
    assert entered is not None
    assert entered.date() == timezone.localtime(at).date() == date(2026, 11, 21)


def test_what_is_written_of_a_lecture_is_read(cast: Cast) -> None:
    transfers.give_trait(cast.carol, MemberTrait.LEADING_CADRE, SINCE)
    meeting = make.recorded(cast, K.PARTY_LECTURE)
    lectures.set_papers(meeting, LecturePapers(moment(11, 18), "禾岭镇党委"), None)
    sheet = trace_of(cast, meeting).lecture
    assert sheet is not None
    assert (sheet.topic, sheet.lecturer, sheet.by_leader) == ("标准是一条线", cast.carol.name, True)
    assert (sheet.reported_on, sheet.has_outline, sheet.hours) == (date(2026, 11, 18), False, None)
    recording.set_lecture(
        meeting, None, cast.dan, topic="标准是一条线", hours=Decimal(1), outline="一、为什么"
    )
    sheet = trace_of(cast, meeting).lecture
    assert sheet is not None
    assert (sheet.by_leader, sheet.has_outline, sheet.hours) == (False, True, Decimal(1))


def test_a_registered_leader_is_known_by_name_and_an_outline_may_be_a_file(cast: Cast) -> None:
    lecturers.register_guest(cast.town, GuestFacts("莫怀远", "镇党委书记", True), None)
    meeting = make.recorded(cast, K.PARTY_LECTURE)
    recording.set_lecture(meeting, None, None, lecturer_name="莫怀远")
    recording.attach(meeting, "讲稿.pdf", b"1", AttachmentKind.OUTLINE, None)
    sheet = trace_of(cast, meeting).lecture
    assert sheet is not None
    assert (sheet.lecturer, sheet.by_leader, sheet.has_outline) == ("莫怀远", True, True)


def test_photos_are_read_with_their_day(cast: Cast) -> None:
    meeting = make.recorded(cast)
    photo = recording.attach(meeting, "合影.jpg", b"1", AttachmentKind.PHOTO, None)
    recording.attach(meeting, "签到表.jpg", b"2", AttachmentKind.SIGN_IN_SHEET, None)
    Attachment.objects.filter(pk=photo.pk).update(taken_at=moment(11, 20))
    [one] = read(cast).photos[meeting.pk]
    assert (one.digest, one.taken_on) == (photo.digest, date(2026, 11, 20))


# --- Filings, notices, plans ---


def test_every_version_of_a_filing_is_read(cast: Cast) -> None:
    row = make.filed(cast)
    filing.send_back(row, ReturnReason.REFILL, ["minutes"], "请补充", cast.officer)
    recording.save_minutes(row.meeting, "逐项讨论，都同意。", 1, cast.secretary)
    filing.file_gathering(row.meeting.gathering, cast.secretary)
    papers, row = read(cast), Meeting.objects.get(pk=row.meeting_id).filings.get(version=2)
    first, newest = papers.filings[row.meeting_id]
    assert (first.version, first.decision, first.return_reason) == (1, "returned", "refill")
    assert (first.decided_on, first.due_on, first.at.date()) == (TODAY, date(2026, 11, 25), TODAY)
    assert (newest.version, newest.decision, newest.digest) == (2, "pending", row.content_digest)
    trace = papers.trace(row.meeting_id)
    assert (newest.digest, newest.content["内容记录"], newest.content["应到"]) == (
        trace.digest,
        trace.text,
        8,
    )


def test_a_correction_and_a_meeting_held_anew_are_seen(cast: Cast) -> None:
    row = make.filed(cast)
    filing.correct(row.meeting, "地点", "村文化礼堂", "河边", "笔误", cast.secretary)
    trace = trace_of(cast, row.meeting)
    assert (trace.corrected_at, trace.is_reheld) == (moment(11, 24, 10, 0), False)
    facts = planning.Facts(start=moment(11, 30))
    planning.call(cast.first, [K.BRANCH_ASSEMBLY], facts, None, instead_of=row.meeting)
    assert trace_of(cast, row.meeting).is_reheld


def test_the_notices_of_a_sitting_are_read_together(cast: Cast, clock: Any) -> None:
    both = make.called(
        cast, K.BRANCH_COMMITTEE, K.BRANCH_ASSEMBLY, start=moment(11, 27), end=moment(11, 27, 16)
    )
    paper = {cast.erin.pk: NoticeChannel.PAPER}
    pages.notify_sitting(both, NoticeChannel.MESSAGE, "请参加", cast.secretary, paper)
    clock.move_to(moment(11, 26, 10))
    told = read(cast).notices[both.pk]
    assert (told.sent_on, told.due, told.told, told.is_urgent) == (TODAY, 8, 7, False)
    pages.notify_sitting(both, NoticeChannel.MESSAGE, "临时改了地点", cast.secretary, {})
    told = read(cast).notices[both.pk]
    assert (told.sent_on, told.due, told.told, told.is_urgent) == (TODAY, 8, 8, True)


def test_a_plan_is_reported_when_it_first_was(cast: Cast, clock: Any) -> None:
    clock.move_to(moment(10, 2, 9))
    plan = plans.draft(cast.first, 2026, 4, cast.secretary)
    [one] = read(cast).plans
    assert (one.year, one.quarter, one.reported_on, one.due_on) == (2026, 4, None, None)
    assert len(one.lines) == plan.items.count()
    plans.report(plan, cast.secretary)
    plans.send_back(plan, "请补上党课", cast.officer)
    clock.move_to(moment(10, 9, 9))
    plans.report(plan, cast.secretary)
    line = plan.items.filter(scheduled_on__gt=date(2026, 10, 9)).order_by("pk")[0]
    meeting = plans.call_from(line, cast.secretary)
    [one] = read(cast).plans
    assert (one.reported_on, one.due_on) == (date(2026, 10, 2), date(2026, 10, 5))
    assert {row.pk: row.meeting for row in one.lines}[line.pk] == meeting.pk


# --- The archive ---


def test_items_are_read_with_their_boxes(cast: Cast) -> None:
    rows = shelf.last_year(cast)
    closing.archive_year(cast.first, shelf.YEAR, cast.secretary)
    boxes.fill_box(cast.first, shelf.YEAR, RetentionPeriod.YEARS_30, 2, 20, cast.secretary)
    papers = read(cast, shelf.YEAR)
    assert [one.meeting for one in papers.items] == [row.pk for row in rows]
    first, _, last = papers.items
    assert (first.code, first.category, first.pages) == ("J001-WS·2025-D30-DQ1-0001", "minutes", None)
    assert first.box is not None
    assert (first.box.year, first.box.retention, first.box.org_code) == (2025, "years_30", "DQ1")
    assert (first.box.checked_by, last.box) == ("", None)
    assert papers.series == {("J001", 2025, "years_30", "DQ1"): [1, 2, 3]}


def test_a_series_that_branches_share_is_read_whole(cast: Cast) -> None:
    shelf.last_year(cast)
    closing.archive_year(cast.first, shelf.YEAR, cast.secretary)
    ArchiveItem.objects.filter(item_number=2).update(meeting=make.filed(cast).meeting)
    Meeting.objects.filter(archive_item__item_number=2).update(branch=cast.second)
    papers = read(cast, shelf.YEAR)
    assert [one.number for one in papers.items] == [1, 3]
    assert papers.series == {("J001", 2025, "years_30", "DQ1"): [1, 2, 3]}


# --- Looked at ---


def test_a_record_in_order_gives_no_cause(cast: Cast, clock: Any) -> None:
    """Told of days before, written up and filed the day after; only plans were never made."""
    clock.move_to(moment(11, 17, 9))
    sitting = make.called(cast)
    pages.notify_sitting(sitting, NoticeChannel.MESSAGE, "请参加", cast.secretary, {})
    clock.move_to(moment(11, 21, 9))
    write_up(cast, sitting.meetings.get())
    assert suspected(cast) == {"FILE-01"}


def write_up(cast: Cast, meeting: Meeting) -> None:
    holding.confirm_roll(meeting.gathering, {}, cast.secretary)
    recording.save_minutes(meeting, "一、报告到会情况。\n二、大家逐项讨论。", 0, cast.secretary)
    filing.file_gathering(meeting.gathering, cast.secretary)


def suspected(cast: Cast) -> set[str]:
    inspect(cast.first, 2026)
    families = ("AUTH", "FILE", "ARCH")
    return {row.code for row in Finding.objects.all() if row.code.split("-")[0] in families}


def test_a_record_written_over_after_filing_is_seen(cast: Cast) -> None:
    row = make.filed(cast)
    assert "AUTH-09" not in suspected(cast)
    Minutes.objects.filter(meeting=row.meeting).update(body="没有讨论")
    assert "AUTH-09" in suspected(cast)
    filing.correct(row.meeting, "内容记录", "逐项讨论", "没有讨论", "笔误", cast.secretary)
    inspect(cast.first, 2026)
    assert Finding.objects.get(code="AUTH-09").state == "lapsed"


def test_a_reason_given_at_once_is_born_explained(cast: Cast) -> None:
    start = moment(11, 20) - timedelta(days=14)
    make.recorded(cast, start=start, end=start + timedelta(hours=2), late_reason="停电")
    assert "AUTH-01" in suspected(cast)
    row = Finding.objects.get(code="AUTH-01")
    assert (row.state, row.explanation) == ("explained", "补录：停电")
