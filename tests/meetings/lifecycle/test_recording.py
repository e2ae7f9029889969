"""Writing it up: minutes, agenda, speeches, lecture, motions, resolutions, files."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from branchlife.kit.problems import Conflict, Refusal
from meetings.kinds import MeetingKind as K
from meetings.lifecycle import recording, resolutions
from meetings.lifecycle.recording import AgendaLine, Tally
from meetings.lifecycle.resolutions import ResolutionLine
from meetings.models import Motion
from meetings.rules.rollcall import Mark
from meetings.vocabulary import AttachmentKind, AttendanceState, LeaveReason, VoteMethod
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
    recording.put_motion(item, HANDS, Tally(7, 0, 0), cast.secretary)
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


def test_a_vote_counts_those_entitled_that_day_and_there(cast: Cast) -> None:
    marks = {cast.erin.pk: Mark(AttendanceState.LEAVE, LeaveReason.PERSONAL)}
    meeting = make.held(cast, marks=marks)
    motion = recording.put_motion(meeting.agenda.first(), HANDS, Tally(5, 1, 0), cast.secretary, "柯䶮")
    assert (motion.eligible_count, motion.present_voters, motion.result) == (9, 6, "passed")
    assert motion.verdict == "2×5 = 10 > 9，赞成超过应到会有表决权党员半数（支部条例第十一条）"


def test_in_a_committee_every_member_counts(cast: Cast) -> None:
    meeting = make.held(cast, K.BRANCH_COMMITTEE)
    motion = recording.put_motion(meeting.agenda.first(), VoteMethod.ORAL, Tally(2, 1, 0), cast.secretary)
    assert (motion.eligible_count, motion.present_voters, motion.profile) == (3, 3, "c_committee")


def test_votes_that_do_not_add_up_are_refused_and_nothing_is_stored(cast: Cast) -> None:
    meeting = make.held(cast)
    with pytest.raises(Refusal, match="与实到有表决权党员 7 人不符"):
        recording.put_motion(meeting.agenda.first(), HANDS, Tally(9, 0, 0), cast.secretary)
    assert not Motion.objects.exists()


def test_a_vote_can_be_mended_and_taken_back_before_filing(cast: Cast) -> None:
    meeting = make.held(cast)
    item = meeting.agenda.first()
    motion = recording.put_motion(item, HANDS, Tally(7, 0, 0), cast.secretary)
    recording.put_motion(
        item, VoteMethod.SECRET_BALLOT, Tally(4, 2, 0, 7, 7, 1), cast.secretary, motion=motion
    )
    assert (Motion.objects.get().result, Motion.objects.get().invalid) == ("rejected", 1)
    recording.drop_motion(motion, cast.secretary)
    assert not Motion.objects.exists()


def test_the_roll_comes_before_the_vote_and_only_some_meetings_vote(cast: Cast) -> None:
    meeting = make.called(cast).meetings.get()
    with pytest.raises(Refusal, match="请先点名"):
        recording.put_motion(meeting.agenda.first(), HANDS, Tally(7, 0, 0), cast.secretary)
    theme_day = make.held(cast, K.THEME_DAY)
    with pytest.raises(Refusal, match="主题党日不进行表决"):
        recording.put_motion(theme_day.agenda.first(), HANDS, Tally(7, 0, 0), cast.secretary)


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


@pytest.mark.django_db(transaction=True)
def test_a_file_is_kept_once_and_goes_when_dropped(cast: Cast) -> None:
    meeting = make.held(cast)
    first = recording.attach(meeting, "讲稿.txt", "标准".encode(), AttachmentKind.OUTLINE, cast.secretary)
    again = recording.attach(meeting, "另一个名字.txt", "标准".encode(), AttachmentKind.OTHER, cast.secretary)
    assert (again, first.size, len(first.digest)) == (first, 6, 64)
    assert "讲稿" not in first.file.name
    storage, name = first.file.storage, first.file.name
    assert storage.exists(name)
    recording.detach(first, cast.secretary)
    assert not storage.exists(name)
