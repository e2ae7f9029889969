"""The vote block of the record and the line of the register, for every profile."""

from datetime import timedelta

from meetings.exports.register import conclusions
from meetings.exports.vote_parts import votes
from meetings.kinds import MeetingKind as K
from meetings.lifecycle import resolutions
from meetings.lifecycle.entries import Base, Entry, Tally
from meetings.lifecycle.motions import put_motion
from meetings.models import Attendance, Meeting
from meetings.vocabulary import BaseKind, Stance, VoteMethod, VoteProfile
from members import transfers
from members.vocabulary import ExclusionGround
from tests.cast import SINCE, Cast, moment
from tests.meetings.lifecycle import make

HANDS = VoteMethod.SHOW_OF_HANDS


def block(cast: Cast, meeting: Meeting, entry: Entry):
    put_motion(meeting.agenda.first(), entry, cast.secretary)
    return votes(Meeting.objects.get(pk=meeting.pk)).votes[0]


def said(vote) -> str:
    return "。".join(vote.remarks)


def test_of_the_village_all_members_are_counted_too(cast: Cast) -> None:
    vote = block(
        cast, make.held(cast, K.DELIBERATION), Entry(HANDS, Tally(5, 2), VoteProfile.E_VILLAGE_MAJOR)
    )
    assert vote.table[1] == [("党员总数", "10 名"), ("到会党员", "8 名")]
    assert "到会：3×8 = 24 ≥ 2×10 = 20，到会党员达到党员总数的三分之二（四议两公开）" in said(vote)


def test_of_villagers_the_base_is_named(cast: Cast) -> None:
    base = Base(BaseKind.HOUSEHOLDS, 300, 200)
    meeting = make.held(cast, K.VILLAGERS_MEETING)
    vote = block(cast, meeting, Entry(HANDS, Tally(101, 99), base=base))
    assert vote.table[0][1:3] == [("应到户代表", "300 名"), ("实到", "200 名")]
    assert "二手资料" in vote.rule


def test_by_name_the_others_are_named(cast: Cast) -> None:
    meeting = make.held(cast)
    there = meeting.attendances.voters().there().values_list("member_id", flat=True)
    stances = dict.fromkeys(there, Stance.YES) | {cast.dan.pk: Stance.NO, cast.grace.pk: Stance.ABSTAIN}
    vote = block(cast, meeting, Entry(HANDS, stances=stances))
    assert "逐人表决，反对：柯䶮；弃权：谢𬱖；其余赞成" in said(vote)


def test_the_moment_and_the_reason_for_going_on_are_printed(cast: Cast) -> None:
    meeting = make.held(cast)
    at = moment(11, 20, 15, 0)
    Attendance.objects.filter(meeting=meeting, member=cast.dan).update(left_at=at - timedelta(minutes=1))
    vote = block(cast, meeting, Entry(HANDS, Tally(6), taken_at=at, quorum_note="柯䶮同志送货"))
    assert "表决时间 15:00，实到按当时在场的人数计" in said(vote)
    assert "人数变动后继续表决的理由：柯䶮同志送货" in said(vote)


def test_put_off_it_says_when_it_comes_back(cast: Cast) -> None:
    make.called(cast, K.DELIBERATION, start=moment(11, 27), end=None)
    vote = block(cast, make.held(cast, K.DELIBERATION), Entry(HANDS, Tally(4, 3)))
    assert vote.result == "暂缓"
    assert "再议：2026年11月27日民主议事" in said(vote)


def test_the_document_sent_upward_is_printed(cast: Cast) -> None:
    entry = Entry(HANDS, Tally(4, 3), is_special=True, referral_doc="柳支请〔2026〕2号")
    assert "请示文号：柳支请〔2026〕2号" in said(block(cast, make.held(cast, K.DELIBERATION), entry))


def test_whoever_is_out_of_the_base_is_named_only_where_members_are_counted(cast: Cast) -> None:
    papers = {"superior_doc": "禾组〔2026〕3号", "resolution": "2026-DH-01"}
    transfers.exclude(cast.henry, ExclusionGround.BEDRIDDEN, SINCE, **papers)
    meeting = make.held(cast)
    put_motion(meeting.agenda.first(), Entry(HANDS, Tally(7)), cast.secretary)
    assert votes(Meeting.objects.get(pk=meeting.pk)).left_out == [
        "岑𠅤（卧床或生活不能自理；批文 禾组〔2026〕3号；大会决议 2026-DH-01）"
    ]
    villagers = make.held(cast, K.VILLAGERS_MEETING)
    entry = Entry(HANDS, Tally(401, 0), base=Base(BaseKind.ADULTS, 801, 401))
    put_motion(villagers.agenda.first(), entry, cast.secretary)
    assert not votes(Meeting.objects.get(pk=villagers.pk)).left_out


def test_the_register_says_what_each_vote_came_to_and_why(cast: Cast) -> None:
    meeting = make.held(cast)
    resolutions.set_resolutions(meeting, [resolutions.ResolutionLine("鱼塘续包三年")], cast.secretary)
    put_motion(meeting.agenda.first(), Entry(HANDS, Tally(7)), cast.secretary)
    assert conclusions(Meeting.objects.get(pk=meeting.pk)) == (
        "鱼塘续包三年；讨论鱼塘续包：通过，2×7 = 14 > 9，赞成超过应到会有表决权党员半数（支部条例第十一条）"
    )
