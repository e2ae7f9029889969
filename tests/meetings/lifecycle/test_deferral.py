"""双方人数接近: put off, back on the next agenda by itself; urgent; before the superior, with the answer."""

from datetime import date

import pytest

from branchlife.kit.problems import Refusal
from meetings.kinds import MeetingKind as K
from meetings.lifecycle import filing, planning, recording
from meetings.lifecycle.entries import Entry, Tally
from meetings.lifecycle.motions import drop_motion, put_motion
from meetings.lifecycle.referrals import answer_referral
from meetings.models import Meeting, Motion
from meetings.vocabulary import VoteMethod
from tests.cast import Cast, moment
from tests.meetings.lifecycle import make

HANDS = VoteMethod.SHOW_OF_HANDS


def put_off(cast: Cast, meeting: Meeting, **more: object) -> Motion:
    return put_motion(meeting.agenda.first(), Entry(HANDS, Tally(4, 3), **more), cast.secretary)


def following(cast: Cast, kind: K = K.DELIBERATION, day: int = 27) -> Meeting:
    return make.called(cast, kind, start=moment(11, day), end=None).meetings.get()


def carried(meeting: Meeting) -> list[str]:
    return [item.title for item in meeting.agenda.filter(carried_from__isnull=False)]


def test_what_was_put_off_is_on_the_next_agenda_of_the_kind(cast: Cast) -> None:
    meeting = make.held(cast, K.DELIBERATION)
    motion = put_off(cast, meeting)
    assert motion.result == "deferred"
    assert carried(following(cast, K.BRANCH_ASSEMBLY)) == []
    later = following(cast)
    [item] = later.agenda.filter(carried_from__isnull=False)
    assert (item.carried_from, item.planned_profile) == (motion.agenda_item, "f_deliberation")
    motion.refresh_from_db()
    assert motion.deferred_to == item
    assert carried(following(cast, day=30)) == [], "it is taken up once"


def test_a_meeting_that_is_called_already_gets_it_at_once(cast: Cast) -> None:
    later = following(cast)
    meeting = make.held(cast, K.DELIBERATION)
    motion = put_off(cast, meeting)
    assert carried(later) == ["讨论鱼塘续包"]
    drop_motion(motion, cast.secretary)
    assert carried(later) == []


def test_decided_after_all_it_comes_off_the_next_agenda(cast: Cast) -> None:
    later = following(cast)
    meeting = make.held(cast, K.DELIBERATION)
    motion = put_off(cast, meeting)
    put_motion(motion.agenda_item, Entry(HANDS, Tally(5, 2)), cast.secretary, motion=motion)
    assert carried(later) == []
    assert Motion.objects.get().deferred_to is None


def test_what_was_said_under_it_meanwhile_stays(cast: Cast) -> None:
    later = following(cast)
    motion = put_off(cast, make.held(cast, K.DELIBERATION))
    recording.set_speeches(later.agenda.last(), [("祝春犇", "再算一遍账", False)], cast.secretary)
    drop_motion(motion, cast.secretary)
    assert later.agenda.last().title == "讨论鱼塘续包"
    assert later.agenda.last().speeches.count() == 1


def test_when_the_next_meeting_is_not_held_the_one_after_takes_it_up(cast: Cast) -> None:
    put_off(cast, make.held(cast, K.DELIBERATION))
    planning.not_held(following(cast), "停电", cast.secretary)
    assert carried(following(cast, day=30)) == ["讨论鱼塘续包"]


def test_put_off_again_it_is_carried_on_again(cast: Cast, clock: object) -> None:
    put_off(cast, make.held(cast, K.DELIBERATION))
    second = make.held(cast, K.DELIBERATION, start=moment(11, 23), end=moment(11, 23, 16))
    again = second.agenda.get(carried_from__isnull=False)
    put_motion(again, Entry(HANDS, Tally(4, 3)), cast.secretary)
    assert following(cast).agenda.get(carried_from__isnull=False).carried_from == again


def test_an_urgent_matter_is_decided_by_the_majority_and_says_so(cast: Cast) -> None:
    motion = put_off(cast, make.held(cast, K.DELIBERATION), is_urgent=True)
    assert (motion.result, motion.is_urgent) == ("passed", True)
    assert "因情况紧急，按多数人的意见执行" in motion.verdict


def test_a_special_matter_goes_to_the_superior_and_the_answer_is_noted(cast: Cast) -> None:
    motion = put_off(
        cast, make.recorded(cast, K.DELIBERATION), is_special=True, referral_doc="柳支请〔2026〕2号"
    )
    assert (motion.result, motion.referral_doc) == ("referred_up", "柳支请〔2026〕2号")
    with pytest.raises(Refusal, match="请写上级答复的日期"):
        answer_referral(motion, "柳支请〔2026〕2号", "同意续包", None, cast.secretary)
    answer_referral(motion, "柳支请〔2026〕2号", "同意续包", date(2026, 11, 23), cast.secretary)
    motion.refresh_from_db()
    assert (motion.referral_answer, motion.referral_answered_on) == ("同意续包", date(2026, 11, 23))


def test_after_filing_the_answer_is_appended_and_what_was_filed_stays(cast: Cast) -> None:
    meeting = make.recorded(cast, K.DELIBERATION)
    motion = put_off(cast, meeting, is_special=True)
    [filed] = filing.file_gathering(meeting.gathering, cast.secretary)
    for _ in range(2):
        answer_referral(motion, "柳支请〔2026〕2号", "同意续包", date(2026, 11, 24), cast.secretary)
    with pytest.raises(Refusal, match="不能清空"):
        answer_referral(motion, "", "", None, cast.secretary)
    row = Meeting.objects.get(pk=meeting.pk)
    [correction] = row.corrections.all()
    assert correction.new_value == "请示文号 柳支请〔2026〕2号；2026-11-24 上级答复：同意续包"
    assert filing.content_digest(filing.record_content(row)) == filed.content_digest


def test_a_vote_that_was_not_referred_has_no_answer(cast: Cast) -> None:
    motion = put_off(cast, make.held(cast, K.DELIBERATION))
    with pytest.raises(Refusal, match="没有报上级裁决"):
        answer_referral(motion, "", "同意", date(2026, 11, 24), cast.secretary)


def test_put_off_once_more_by_another_count_it_stays_where_it_was_carried(cast: Cast) -> None:
    later = following(cast)
    meeting = make.held(cast, K.DELIBERATION)
    motion = put_off(cast, meeting)
    item = later.agenda.get(carried_from__isnull=False)
    put_motion(motion.agenda_item, Entry(HANDS, Tally(3, 4)), cast.secretary, motion=motion)
    motion.refresh_from_db()
    assert (motion.result, motion.deferred_to) == ("deferred", item)
    assert carried(later) == ["讨论鱼塘续包"]
