"""Writing it up: minutes, agenda, speeches, lecture, motions, resolutions, files."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from branchlife.kit.problems import Conflict, Refusal
from meetings.kinds import MeetingKind as K
from meetings.lifecycle import recording, resolutions
from meetings.lifecycle.entries import Entry, Tally
from meetings.lifecycle.motions import put_motion
from meetings.lifecycle.recording import AgendaLine
from meetings.lifecycle.resolutions import ResolutionLine
from meetings.vocabulary import AttachmentKind, VoteMethod
from tests.cast import Cast
from tests.meetings.lifecycle import make

HANDS = VoteMethod.SHOW_OF_HANDS


def test_every_saving_is_a_version_but_drafts_of_one_hand_are_carried_on(cast: Cast) -> None:
    meeting = make.held(cast)
    recording.save_minutes(meeting, "一", 0, cast.secretary, draft=True)
    recording.save_minutes(meeting, "一二", 1, cast.secretary, draft=True)
    recording.save_minutes(meeting, "一二三", 2, cast.secretary)
    recording.save_minutes(meeting, "一二三四", 3, cast.recorder)
    bodies = [(row.version, row.body, row.is_draft) for row in meeting.minutes_versions.all()]
    assert bodies == [(4, "一二三四", False), (3, "一二三", False)]
    meeting.refresh_from_db()
    assert meeting.state == "recorded"


def test_saving_the_same_text_again_changes_nothing(cast: Cast) -> None:
    meeting = make.held(cast)
    first = recording.save_minutes(meeting, "一", 0, cast.secretary)
    assert recording.save_minutes(meeting, "一", 0, cast.recorder, draft=True) == first
    assert recording.save_minutes(meeting, "一", 1, cast.secretary).version == 1


def test_a_draft_is_made_final_by_saving_it(cast: Cast) -> None:
    meeting = make.held(cast)
    recording.save_minutes(meeting, "一", 0, cast.secretary, draft=True)
    assert recording.save_minutes(meeting, "一", 1, cast.secretary).is_draft is False


def test_minutes_written_before_the_roll_do_not_make_it_recorded(cast: Cast) -> None:
    meeting = make.called(cast).meetings.get()
    assert recording.latest_minutes(meeting) is None
    recording.save_minutes(meeting, "提纲", 0, cast.secretary)
    meeting.refresh_from_db()
    assert (meeting.state, recording.latest_minutes(meeting).body) == ("planned", "提纲")


def test_the_second_writer_sees_what_the_first_stored(cast: Cast) -> None:
    meeting = make.held(cast)
    recording.save_minutes(meeting, "甲", 0, cast.secretary)
    with pytest.raises(Conflict) as caught:
        recording.save_minutes(meeting, "乙", 0, cast.recorder)
    assert caught.value.latest.body == "甲"


def test_the_agenda_becomes_the_lines_in_their_order(cast: Cast) -> None:
    meeting = make.held(cast)
    first, second = meeting.agenda.all()
    lines = [
        AgendaLine("通报党费收缴", second.pk),
        AgendaLine(" "),
        AgendaLine("新议题", None, True, "祝春犇"),
    ]
    recording.set_agenda(meeting, lines, cast.secretary)
    assert [(row.title, row.is_important) for row in meeting.agenda.all()] == [
        ("通报党费收缴", False),
        ("新议题", True),
    ]
    assert not meeting.agenda.filter(pk=first.pk).exists()


def test_a_topic_that_was_voted_on_stays(cast: Cast) -> None:
    meeting = make.held(cast)
    item = meeting.agenda.first()
    put_motion(item, Entry(VoteMethod.SHOW_OF_HANDS, Tally(7)), cast.secretary)
    with pytest.raises(Refusal, match="已有表决"):
        recording.set_agenda(meeting, [], cast.secretary)


def test_speakers_on_the_roll_are_linked(cast: Cast) -> None:
    meeting = make.held(cast)
    item = meeting.agenda.first()
    recording.set_speeches(item, [("祝春犇", "同意", False), ("黄启明", "提醒", True)], cast.secretary)
    assert [(s.speaker, s.speaker_name, s.is_dissent) for s in item.speeches.all()] == [
        (cast.bob, "", False),
        (None, "黄启明", True),
    ]


def test_a_lecture_has_a_topic_and_a_lecturer(cast: Cast) -> None:
    meeting = make.held(cast, K.PARTY_LECTURE)
    lecture = recording.set_lecture(
        meeting, cast.secretary, None, lecturer_name="司徒敏", hours=Decimal("1.0")
    )
    assert lecture.lecturer_words == "司徒敏"
    assert recording.set_lecture(meeting, cast.secretary, cast.carol).lecturer_words == "闭秀兰"
    with pytest.raises(ValidationError):
        recording.set_lecture(meeting, cast.secretary, hours=Decimal("1234.5"))


def test_resolutions_become_the_lines(cast: Cast) -> None:
    meeting = make.held(cast)
    resolutions.set_resolutions(
        meeting, [ResolutionLine("修路", "祝春犇", date(2026, 12, 31))], cast.secretary
    )
    [row] = meeting.resolutions.all()
    lines = [
        ResolutionLine("修路并装灯", "祝春犇", None, row.pk),
        ResolutionLine("  "),
        ResolutionLine("走访"),
    ]
    resolutions.set_resolutions(meeting, lines, cast.secretary)
    assert [r.text for r in meeting.resolutions.all()] == ["修路并装灯", "走访"]
    resolutions.set_resolutions(meeting, [], cast.secretary)
    assert not meeting.resolutions.exists()


def test_a_file_is_kept_once_and_goes_when_dropped(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    meeting = make.held(cast)
    first = recording.attach(meeting, "讲稿.txt", "标准".encode(), AttachmentKind.OUTLINE, cast.secretary)
    again = recording.attach(meeting, "另一个名字.txt", "标准".encode(), AttachmentKind.OTHER, cast.secretary)
    assert (again, first.size, len(first.digest)) == (first, 6, 64)
    assert "讲稿" not in first.file.name
    storage, name = first.file.storage, first.file.name
    with django_capture_on_commit_callbacks(execute=True):
        recording.detach(first, cast.secretary)
        assert storage.exists(name)
    assert not storage.exists(name)
