"""What one press of a page does to a whole sitting, and that a second press does nothing."""

import pytest

from branchlife.kit.problems import Refusal
from meetings.kinds import MeetingKind as K
from meetings.lifecycle import filing, pages, planning, recording
from meetings.lifecycle.entries import Entry, Tally
from meetings.lifecycle.motions import put_motion
from meetings.models import MeetingEvent, Notice
from meetings.vocabulary import NoticeChannel, VoteMethod
from tests.cast import Cast, moment
from tests.meetings.lifecycle import make

PHONE = NoticeChannel.PHONE


def states(sitting: object) -> list[str]:
    return [row.state for row in sitting.meetings.order_by("pk")]


def test_a_topic_keeps_its_vote_when_lines_are_put_in_front_and_behind(cast: Cast) -> None:
    meeting = make.held(cast)
    item = meeting.agenda.get(title="讨论鱼塘续包")
    motion = put_motion(item, Entry(VoteMethod.SHOW_OF_HANDS, Tally(7)), cast.secretary)
    titles = ["学习文件", "讨论鱼塘续包", "", "通报党费", "推选代表"]
    lines = pages.agenda_lines(meeting, titles)
    assert [line.title for line in lines] == [title for title in titles if title]
    assert [line.pk is None for line in lines] == [True, False, False, True]
    recording.set_agenda(meeting, lines, cast.secretary)
    motion.refresh_from_db()
    assert motion.agenda_item.title == "讨论鱼塘续包"


def test_one_notice_tells_of_the_whole_sitting_and_the_same_again_is_the_same(cast: Cast) -> None:
    sitting = make.called(cast, K.THEME_DAY, K.PARTY_LECTURE)
    first = pages.notify_sitting(sitting, PHONE, "请准时参加", cast.secretary)
    assert states(sitting) == ["noticed", "noticed"]
    assert pages.notify_sitting(sitting, PHONE, "请准时参加", cast.secretary) == first
    assert Notice.objects.count() == 2
    pages.notify_sitting(sitting, PHONE, "改在村部", cast.secretary)
    assert Notice.objects.count() == 4


def test_nobody_is_told_of_a_sitting_that_was_held(cast: Cast) -> None:
    with pytest.raises(Refusal, match="会议已召开，不用再发通知"):
        pages.notify_sitting(make.held(cast).gathering, PHONE, "请参加", cast.secretary)
    assert not Notice.objects.exists()


def test_a_sitting_is_put_off_as_a_whole_and_gets_its_new_time_as_a_whole(cast: Cast) -> None:
    sitting = make.called(cast, K.THEME_DAY, K.PARTY_LECTURE)
    pages.postpone_sitting(sitting, "防汛", cast.secretary)
    assert states(sitting) == ["postponed", "postponed"]
    pages.postpone_sitting(sitting, "防汛", cast.secretary, to=moment(11, 27))
    sitting.refresh_from_db()
    assert states(sitting) == ["planned", "planned"]
    assert {row.start for row in sitting.meetings.all()} == {sitting.start} == {moment(11, 27)}
    assert sitting.end == moment(11, 27, 16)


def test_a_sitting_put_off_twice_without_a_day_asks_for_the_day(cast: Cast) -> None:
    sitting = make.called(cast)
    pages.postpone_sitting(sitting, "防汛", cast.secretary)
    before = MeetingEvent.objects.count()
    with pytest.raises(Refusal, match="请写明改到哪一天、几点"):
        pages.postpone_sitting(sitting, "防汛", cast.secretary)
    assert MeetingEvent.objects.count() == before


def test_what_was_put_off_alone_stays_so_when_the_rest_of_the_sitting_follows(cast: Cast) -> None:
    sitting = make.called(cast, K.THEME_DAY, K.PARTY_LECTURE)
    theme_day, _ = sitting.meetings.order_by("pk")
    planning.postpone(theme_day, "场地未定", cast.secretary)
    moved = pages.postpone_sitting(sitting, "防汛", cast.secretary)
    assert [row.kind for row in moved] == [K.PARTY_LECTURE]
    theme_day.refresh_from_db()
    assert (theme_day.state, theme_day.postpone_reason) == ("postponed", "场地未定")


def test_a_sitting_that_was_held_or_filed_is_not_put_off(cast: Cast) -> None:
    with pytest.raises(Refusal, match="会议已召开，不能直接改为延期"):
        pages.postpone_sitting(make.held(cast).gathering, "防汛", cast.secretary, to=moment(11, 27))
    filed = filing.file_gathering(make.recorded(cast, K.PARTY_LECTURE).gathering, cast.secretary)[0]
    with pytest.raises(Refusal, match="不能再改"):
        pages.postpone_sitting(filed.meeting.gathering, "防汛", cast.secretary)
