"""What a meeting hears of earlier resolutions, and what the first look at its agenda proposes."""

from datetime import date

import pytest

from branchlife.kit.problems import Conflict, Refusal
from meetings.kinds import MeetingKind as K
from meetings.lifecycle import carrying, filing, pages, planning, resolutions
from meetings.lifecycle.carrying import ReportLine
from meetings.lifecycle.resolutions import ResolutionLine
from meetings.models import FollowUp, Meeting
from meetings.vocabulary import ResolutionState as S
from tests.cast import Cast, moment
from tests.meetings.lifecycle import make
from tests.meetings.lifecycle.test_resolutions import next_committee, resolved, state_of, titles


def later(cast: Cast) -> Meeting:
    """The committee of 20 November, its roll called."""
    return make.held(cast, K.BRANCH_COMMITTEE)


def reports(meeting: Meeting) -> list[tuple[str, str]]:
    return [(row.note, row.state) for row in carrying.reports_of(meeting)]


def test_a_meeting_that_was_held_hears_of_what_is_open(cast: Cast) -> None:
    row = resolved(cast)
    meeting = later(cast)
    assert carrying.reportable(meeting) == [row]
    assert carrying.reportable(row.meeting) == []
    assert carrying.reportable(next_committee(cast)) == []


def test_a_report_moves_the_resolution_and_is_mended_and_taken_back_before_filing(cast: Cast) -> None:
    row = resolved(cast)
    meeting = later(cast)
    carrying.set_reports(meeting, [ReportLine(row.pk, "办了一半")], cast.secretary)
    assert (state_of(row)[0], reports(meeting)) == ("in_progress", [("办了一半", "in_progress")])
    carrying.set_reports(meeting, [ReportLine(row.pk, "办好了", S.DONE)], cast.secretary)
    assert state_of(row)[:2] == ("done", meeting.day)
    assert reports(meeting) == [("办好了", "done")]
    assert carrying.reportable(meeting) == [row]
    carrying.set_reports(meeting, [ReportLine(row.pk, " ")], cast.secretary)
    assert (state_of(row)[0], reports(meeting)) == ("open", [])


def test_what_is_no_matter_of_this_meeting_is_refused(cast: Cast) -> None:
    stranger = resolved(cast, kind=K.GROUP_MEETING)
    with pytest.raises(Refusal, match="不能在这次会上汇报"):
        carrying.set_reports(later(cast), [ReportLine(stranger.pk, "办好了", S.DONE)], cast.secretary)
    assert not FollowUp.objects.exists()


def test_a_filed_record_hears_nothing_more(cast: Cast) -> None:
    row = resolved(cast)
    meeting = make.recorded(cast, K.BRANCH_COMMITTEE)
    filing.file_gathering(meeting.gathering, cast.secretary)
    with pytest.raises(Refusal, match="不能再改"):
        carrying.set_reports(meeting, [ReportLine(row.pk, "办好了", S.DONE)], cast.secretary)


def test_what_was_reported_is_filed_with_the_record_and_its_absence_leaves_no_trace(cast: Cast) -> None:
    row = resolved(cast)
    meeting = make.recorded(cast, K.BRANCH_COMMITTEE)
    assert "上次决议落实" not in filing.record_content(meeting)
    carrying.set_reports(meeting, [ReportLine(row.pk, "办好了", S.DONE)], cast.secretary)
    assert filing.record_content(meeting)["上次决议落实"] == ["整修鱼塘堤坝｜办好了｜完成"]


# --- the page on which it is recorded ---


def test_the_page_saves_reports_and_a_second_press_changes_nothing(cast: Cast) -> None:
    row = resolved(cast)
    meeting = later(cast)
    written = pages.Draft("一、听取汇报", reports=[ReportLine(row.pk, "办好了", S.DONE)])
    seen = pages.record_stamp(meeting)
    pages.save_record(meeting, written, 0, seen, cast.secretary)
    meeting.refresh_from_db()
    before = meeting.revision
    pages.save_record(meeting, written, 1, seen, cast.secretary)
    meeting.refresh_from_db()
    assert (meeting.revision, reports(meeting)) == (before, [("办好了", "done")])


def test_a_report_of_another_hand_is_not_overwritten(cast: Cast) -> None:
    row = resolved(cast)
    meeting = later(cast)
    seen = pages.record_stamp(meeting)
    carrying.set_reports(meeting, [ReportLine(row.pk, "办好了", S.DONE)], cast.recorder)
    with pytest.raises(Conflict):
        pages.save_record(
            meeting, pages.Draft("", reports=[ReportLine(row.pk, "没有办")]), 0, seen, cast.secretary
        )
    assert reports(meeting) == [("办好了", "done")]


def test_a_page_without_reports_leaves_them_as_they_are(cast: Cast) -> None:
    row = resolved(cast)
    meeting = later(cast)
    carrying.set_reports(meeting, [ReportLine(row.pk, "办好了", S.DONE)], cast.secretary)
    pages.save_record(meeting, pages.Draft("一、听取汇报"), 0, pages.record_stamp(meeting), cast.secretary)
    assert reports(meeting) == [("办好了", "done")]


# --- an agenda opened for the first time ---


def planned_before(cast: Cast) -> Meeting:
    """A committee called before anything had been resolved."""
    meeting = next_committee(cast)
    assert titles(meeting) == []
    return meeting


def test_what_was_resolved_since_the_call_is_proposed_once_and_kept_when_it_stays(cast: Cast) -> None:
    meeting = planned_before(cast)
    row = resolved(cast)
    assert carrying.offered(meeting) == [row]
    facts = planning.facts_of(meeting)
    agenda = ["研究冬修", "上次决议落实情况：整修鱼塘堤坝"]
    saved = pages.save_facts(meeting, facts, pages.facts_stamp(meeting), cast.secretary, agenda=agenda)
    assert [(item.title, item.reports_on) for item in saved.agenda.all()] == [
        ("研究冬修", None),
        ("上次决议落实情况：整修鱼塘堤坝", row),
    ]
    assert carrying.offered(saved) == []


def test_what_was_struck_from_the_proposal_is_not_proposed_again(cast: Cast) -> None:
    meeting = planned_before(cast)
    resolved(cast)
    facts = planning.facts_of(meeting)
    saved = pages.save_facts(meeting, facts, pages.facts_stamp(meeting), cast.secretary, agenda=["研究冬修"])
    assert (titles(saved), carrying.offered(saved)) == (["研究冬修"], [])


def test_only_so_many_are_proposed_beside_those_carried_already(cast: Cast) -> None:
    for day in (3, 4, 5):
        resolved(cast, f"第{day}件", start=moment(11, day), end=None)
    meeting = next_committee(cast)
    extra = make.recorded(cast, K.BRANCH_COMMITTEE, start=moment(11, 6), end=None)
    lines = [ResolutionLine(f"后来{n}", "", date(2026, 11, 20 + n)) for n in range(4)]
    resolutions.set_resolutions(extra, lines, cast.secretary)
    assert [row.text for row in carrying.offered(meeting)] == ["后来0", "后来1"]


def test_nothing_said_leaves_nothing_and_the_same_said_again_changes_nothing(cast: Cast) -> None:
    row = resolved(cast)
    meeting = later(cast)
    carrying.set_reports(meeting, [ReportLine(row.pk, "  ")], cast.secretary)
    assert not FollowUp.objects.exists()
    carrying.set_reports(meeting, [ReportLine(row.pk, "办了一半")], cast.secretary)
    before = FollowUp.objects.values().get()
    carrying.set_reports(meeting, [ReportLine(row.pk, "办了一半 ")], cast.recorder)
    assert FollowUp.objects.values().get() == before
