"""领导干部讲党课: the prior report is prior, what is missing is said and never blocks, papers are put away later."""

from datetime import timedelta

import pytest

from branchlife.kit import clock
from branchlife.kit.problems import Refusal
from meetings.kinds import MeetingKind as K
from meetings.lifecycle import filing, lecturers, lectures, recording
from meetings.lifecycle.lecturers import GuestFacts
from meetings.lifecycle.lectures import LecturePapers
from meetings.models import Meeting
from members import transfers
from members.vocabulary import MemberTrait
from tests.cast import SINCE, TODAY, Cast, moment
from tests.meetings.lifecycle import make
from tests.meetings.lifecycle.test_prompts import coming


def by_leader(cast: Cast) -> Meeting:
    """Written up: 闭秀兰, a leading cadre, lectured on 20 November."""
    transfers.give_trait(cast.carol, MemberTrait.LEADING_CADRE, SINCE)
    return make.recorded(cast, K.PARTY_LECTURE)


def said(meeting: Meeting) -> list[str]:
    meeting = Meeting.objects.get(pk=meeting.pk)
    found = filing.problems_of(meeting)
    assert not any(problem.blocks for problem in found if problem.code == "lecture-report")
    return [problem.text for problem in found if problem.code == "lecture-report"]


def test_a_leaders_lecture_without_a_report_is_said(cast: Cast) -> None:
    meeting = by_leader(cast)
    assert "课前报告没有填（应在11月19日（周四）以前报告）" in said(meeting)[0]
    lectures.set_papers(meeting, LecturePapers(moment(11, 20, 9), "禾岭镇党委"), None)
    assert "实际11月20日（周五）报告" in said(meeting)[0]
    lectures.set_papers(meeting, LecturePapers(moment(11, 18), "禾岭镇党委", "一、为什么"), None)
    assert said(meeting) == []
    content = filing.record_content(Meeting.objects.get(pk=meeting.pk))
    assert (content["课前报告"], content["讲稿"]) == ("2026-11-18 14:30｜禾岭镇党委", "一、为什么")


def test_of_others_no_report_is_asked(cast: Cast) -> None:
    meeting = make.recorded(cast, K.PARTY_LECTURE)
    assert said(meeting) == []
    assert "课前报告" not in filing.record_content(meeting)


def test_a_registered_leader_is_known_by_name_below_the_body(cast: Cast) -> None:
    lecturers.register_guest(cast.town, GuestFacts("莫怀远", "镇党委书记", True), None)
    meeting = make.recorded(cast, K.PARTY_LECTURE)
    lecture = recording.set_lecture(meeting, None, None, lecturer_name="莫怀远")
    assert lectures.is_by_leader(lecture, meeting)
    lecture.lecturer_name = "莫怀近"
    assert not lectures.is_by_leader(lecture, meeting)


@pytest.mark.parametrize(
    ("papers", "words"),
    [
        (LecturePapers(moment(11, 20, 15), "镇党委"), "须在讲课以前"),
        (LecturePapers(moment(11, 18), " "), "报告给谁"),
    ],
)
def test_what_is_no_prior_report(cast: Cast, papers: LecturePapers, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        lectures.set_papers(make.recorded(cast, K.PARTY_LECTURE), papers, None)


def test_a_report_still_to_come_is_none(cast: Cast) -> None:
    with pytest.raises(Refusal, match="还没有到"):
        lectures.set_papers(
            coming(cast, K.PARTY_LECTURE), LecturePapers(clock.now() + timedelta(days=1), "镇党委"), None
        )


def test_papers_may_be_put_away_after_filing_but_nothing_else(cast: Cast) -> None:
    filed = make.filed(cast, K.PARTY_LECTURE).meeting
    assert lectures.put_away(filed, TODAY, None).archived_on == TODAY
    assert lectures.put_away(filed, None, None).archived_on is None
    with pytest.raises(Refusal, match="不能再改"):
        lectures.set_papers(filed, LecturePapers(), None)
    with pytest.raises(Refusal, match="存档日期"):
        lectures.put_away(filed, TODAY + timedelta(days=1), None)


def test_before_the_lecture_nothing_is_put_away(cast: Cast) -> None:
    with pytest.raises(Refusal, match="还没有讲"):
        lectures.put_away(coming(cast, K.PARTY_LECTURE), TODAY, None)
    with pytest.raises(Refusal, match="不是党课"):
        lectures.put_away(make.recorded(cast), TODAY, None)
