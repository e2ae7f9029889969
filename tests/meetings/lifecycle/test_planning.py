"""Before a meeting: call, amend, notify, put off, not held."""

import uuid
from datetime import timedelta

import pytest

from branchlife.kit.problems import Conflict, Refusal
from meetings.kinds import MeetingKind as K
from meetings.lifecycle import planning
from meetings.models import Gathering, Meeting
from meetings.vocabulary import MeetingState as S
from meetings.vocabulary import NoticeChannel
from tests.cast import Cast, moment
from tests.meetings.lifecycle import make


def test_one_sitting_may_count_as_several_kinds(cast: Cast) -> None:
    sitting = make.called(cast, K.THEME_DAY, K.PARTY_LECTURE)
    assert [row.kind for row in sitting.meetings.order_by("pk")] == ["theme_day", "party_lecture"]
    assert sitting.meetings.get(kind="party_lecture").lecture.topic == ""


def test_the_same_press_twice_makes_one_record(cast: Cast) -> None:
    token = uuid.uuid4()
    facts = planning.Facts(start=moment(11, 20))
    first = planning.call(cast.first, [K.THEME_DAY], facts, cast.secretary, token=token)
    again = planning.call(cast.first, [K.THEME_DAY], facts, cast.secretary, token=token)
    assert first == again
    assert Meeting.objects.count() == 1


def test_a_press_answered_by_another_worker_returns_its_record(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = uuid.uuid4()
    facts = planning.Facts(start=moment(11, 20))
    first = planning.call(cast.first, [K.THEME_DAY], facts, cast.secretary, token=token)

    class Blind:
        def first(self) -> None:
            return None

    with monkeypatch.context() as patch:
        patch.setattr(Gathering.objects, "filter", lambda **_: Blind())
        again = planning.call(cast.first, [K.THEME_DAY], facts, cast.secretary, token=token)
    assert again == first
    assert Meeting.objects.count() == 1


WRONG_CALLS = [
    ([], "请选择会议类型"),
    ([K.DEMOCRATIC_LIFE], "民主生活会不由党支部召开"),
    ([K.GROUP_MEETING], "请选择本支部的一个党小组"),
]


@pytest.mark.parametrize(("kinds", "words"), WRONG_CALLS)
def test_a_call_that_cannot_be_is_refused(cast: Cast, kinds: list[K], words: str) -> None:
    with pytest.raises(Refusal, match=words):
        planning.call(cast.first, kinds, planning.Facts(start=moment(11, 20)), cast.secretary)
    assert not Gathering.objects.exists()


def test_an_end_before_the_start_is_refused(cast: Cast) -> None:
    with pytest.raises(Refusal, match="散会时间须晚于开始时间"):
        make.called(cast, end=moment(11, 20, 14))
    meeting = make.called(cast).meetings.get()
    facts = planning.facts_of(meeting)
    facts.end = facts.start
    with pytest.raises(Refusal, match="散会时间须晚于开始时间"):
        planning.amend(meeting, facts, 0, cast.secretary)


def test_another_kind_can_be_added_once(cast: Cast) -> None:
    sitting = make.called(cast, K.THEME_DAY)
    lecture = planning.add_kind(sitting, K.PARTY_LECTURE, cast.secretary)
    assert (lecture.host, lecture.start) == (cast.alice, sitting.start)
    with pytest.raises(Refusal, match="已含党课"):
        planning.add_kind(sitting, K.PARTY_LECTURE, cast.secretary)


def test_what_is_shared_is_mended_for_the_whole_sitting(cast: Cast) -> None:
    sitting = make.called(cast, K.THEME_DAY, K.PARTY_LECTURE)
    theme_day, lecture = sitting.meetings.order_by("pk")
    facts = planning.facts_of(theme_day)
    facts.start, facts.end, facts.place = moment(11, 21), moment(11, 21, 16), "河边"
    planning.amend(theme_day, facts, 0, cast.secretary)
    lecture.refresh_from_db()
    assert (lecture.start, lecture.gathering.place) == (moment(11, 21), "河边")


def test_an_amendment_that_leaves_the_time_alone_leaves_the_siblings_alone(cast: Cast) -> None:
    theme_day, lecture = make.called(cast, K.THEME_DAY, K.PARTY_LECTURE).meetings.order_by("pk")
    planning.amend(theme_day, planning.facts_of(theme_day), 0, cast.secretary)
    lecture.refresh_from_db()
    assert lecture.revision == 0


def test_two_editors_of_the_facts_never_overwrite_each_other(cast: Cast) -> None:
    meeting = make.called(cast).meetings.get()
    facts = planning.facts_of(meeting)
    facts.place = "活动室"
    planning.amend(meeting, facts, 0, cast.secretary)
    with pytest.raises(Conflict):
        planning.amend(meeting, facts, 0, cast.recorder)


def test_after_the_roll_the_day_stays_and_a_late_entry_gives_its_reason(cast: Cast) -> None:
    meeting = make.held(cast)
    facts = planning.facts_of(meeting)
    facts.late_reason = "停电"
    meeting = planning.amend(meeting, facts, meeting.revision, cast.secretary)
    assert (meeting.late_entry, meeting.year) == (True, 2026)
    facts.start += timedelta(days=1)
    facts.end += timedelta(days=1)
    with pytest.raises(Refusal, match="日期不能再改"):
        planning.amend(meeting, facts, meeting.revision, cast.secretary)


def test_the_first_notice_moves_a_planned_meeting_on(cast: Cast) -> None:
    meeting = make.called(cast).meetings.get()
    planning.notify(meeting, NoticeChannel.PHONE, "请参加", cast.secretary)
    planning.notify(meeting, NoticeChannel.PAPER, "请参加", cast.secretary)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.notices.count()) == ("noticed", 2)


def test_nobody_is_told_of_a_meeting_that_was_held(cast: Cast) -> None:
    with pytest.raises(Refusal, match="不用再发通知"):
        planning.notify(make.held(cast), NoticeChannel.PHONE, "", cast.secretary)


def test_a_meeting_put_off_keeps_its_first_time(cast: Cast) -> None:
    meeting = make.called(cast).meetings.get()
    planning.postpone(meeting, "防汛值守", cast.secretary, to=moment(11, 27))
    meeting.refresh_from_db()
    assert (meeting.state, meeting.start, meeting.end) == ("planned", moment(11, 27), moment(11, 27, 16))
    assert (meeting.postponed_from, meeting.postpone_reason) == (moment(11, 20), "防汛值守")
    assert meeting.gathering.start == moment(11, 27)


def test_a_meeting_may_be_put_off_without_a_new_time(cast: Cast) -> None:
    meeting = planning.postpone(make.called(cast, end=None).meetings.get(), "防汛值守", cast.secretary)
    assert meeting.state == S.POSTPONED
    with pytest.raises(Refusal, match="须晚于原定时间"):
        planning.resume(meeting, moment(11, 19), cast.secretary)
    assert planning.resume(meeting, moment(12, 1), cast.secretary).end is None


def test_reasons_are_asked_for(cast: Cast) -> None:
    meeting = make.called(cast).meetings.get()
    with pytest.raises(Refusal, match="延期的原因"):
        planning.postpone(meeting, " ", cast.secretary)
    with pytest.raises(Refusal, match="未召开的原因"):
        planning.not_held(meeting, "", cast.secretary)


def test_not_held_is_a_fact_with_a_reason(cast: Cast) -> None:
    meeting = planning.not_held(make.called(cast).meetings.get(), "全体抢险", cast.secretary)
    assert (meeting.state, meeting.not_held_reason, meeting.ordinal) == ("not_held", "全体抢险", None)


def test_the_last_meeting_can_be_repeated_at_another_time(cast: Cast) -> None:
    meeting = make.called(cast, delegation_note="受托").meetings.get()
    facts = planning.repeated(meeting, moment(12, 18))
    assert (facts.start, facts.end, facts.place) == (moment(12, 18), moment(12, 18, 16), "村文化礼堂")
    assert (facts.theme, facts.delegation_note) == ("", "")
    meeting.end = meeting.gathering.end = None
    assert planning.repeated(meeting, moment(12, 18)).end is None
