"""The count: who could elect comes from the roll, what does not add up is refused, sums are all that is kept."""

from typing import Any

import pytest

from branchlife.kit.problems import Refusal
from meetings.lifecycle import ballot_count, elections, holding
from meetings.lifecycle.ballot_count import Papers, Votes
from meetings.models import Attendance, Candidate, Election
from meetings.rules.rollcall import Mark
from meetings.vocabulary import AttendanceState, LeaveReason
from members import transfers
from members.vocabulary import MemberStatus
from tests.cast import Cast, moment
from tests.meetings.lifecycle import make, polls

YES = {"alice": 8, "bob": 7, "carol": 6, "dan": 3}


@pytest.fixture
def election(cast: Cast) -> Election:
    return polls.prepared(cast, polls.assembly(cast))


def test_the_count_is_kept_with_both_bases_and_those_elected(cast: Cast, election: Election) -> None:
    polls.count(cast, election, YES)
    assert (election.state, election.eligible_count, election.voters_present) == ("counted", 9, 8)
    assert (election.issued, election.collected, election.valid, election.invalid) == (8, 8, 8, 0)
    assert polls.names(election, elected=True) == ["韦晓㛃", "闭秀兰", "祝春犇"]
    dan = election.candidates.get(member=cast.dan)
    assert "2×3 = 6 ≤ 9，赞成未超过应到会有选举权党员半数" in dan.verdict
    assert "2×3 = 6 ≤ 8，赞成未超过实到会有选举权党员半数" in dan.verdict
    assert "5×8 = 40 ≥ 4×9 = 36" in election.verdict


def test_who_took_a_ballot_is_written_down_in_the_order_of_the_roll(cast: Cast, election: Election) -> None:
    polls.count(cast, election, YES)
    took = [row.member for row in election.ballot_issues.all()]
    assert took == sorted(took, key=lambda member: member.stroke_order)
    assert len(took) == 8
    assert cast.ivan not in took
    assert cast.judy not in took


@pytest.mark.parametrize(
    ("papers", "words"),
    [
        ({"issued": 9, "collected": 9}, "发出 9 张票，多于到会有选举权党员的 8 人；不得委托代投"),
        ({"issued": 7, "collected": 7}, "请点出没有领票的 1 人"),
        ({"invalid": 1}, "与有效票 7 张不符"),
        ({"collected": 7}, "与有效票 7 张不符"),
        ({"invalid": 9}, "不能小于 0"),
        ({"scrutineers": "谢𬱖、韦晓㛃"}, "韦晓㛃是候选人，不能担任监票人"),
        ({"tellers": "闭秀兰 李建国"}, "闭秀兰是候选人，不能担任计票人"),
    ],
)
def test_a_count_that_does_not_add_up_is_refused(
    cast: Cast, election: Election, papers: dict[str, Any], words: str
) -> None:
    with pytest.raises(Refusal, match=words):
        polls.count(cast, election, YES, **papers)
    election.refresh_from_db()
    assert election.state == "prepared"
    assert not election.ballot_issues.exists()


def test_a_candidate_may_not_have_more_votes_than_there_are_ballots(cast: Cast, election: Election) -> None:
    votes = {cast.people[name].pk: Votes(9) for name in YES}
    with pytest.raises(Refusal, match="韦晓㛃：赞成 9 \\+ 反对 0 \\+ 弃权 0 = 9，与有效票 8 张不符"):
        ballot_count.count(election, Papers(8, 8, 0), votes, {}, cast.secretary)


def test_a_ballot_names_no_more_people_than_there_are_seats(cast: Cast, election: Election) -> None:
    with pytest.raises(Refusal, match="每票所选不得多于应选名额"):
        polls.count(cast, election, dict.fromkeys(YES, 8))


def test_a_candidate_left_out_of_the_count_is_missed(cast: Cast, election: Election) -> None:
    with pytest.raises(Refusal, match="柯䶮：赞成 0"):
        polls.count(cast, election, {"alice": 8, "bob": 7, "carol": 6})


def test_votes_for_somebody_who_does_not_stand_change_nothing(cast: Cast, election: Election) -> None:
    polls.count(cast, election, YES | {"judy": 8})
    assert not Candidate.objects.filter(member=cast.judy).exists()


def test_the_words_beside_who_took_no_ballot_agree_with_the_ballots(cast: Cast, election: Election) -> None:
    seven = {"alice": 7, "bob": 7, "carol": 5, "dan": 2}
    without = (cast.grace.pk,)
    with pytest.raises(Refusal, match="领票的只有 7 人；不得委托代投"):
        polls.count(cast, election, YES, without_ballot=without)
    with pytest.raises(Refusal, match="不在会场或没有选举权"):
        polls.count(cast, election, seven, 7, issued=7, collected=7, without_ballot=(cast.ivan.pk,))
    polls.count(cast, election, seven, 7, issued=7, collected=7, without_ballot=without)
    assert not election.ballot_issues.filter(member=cast.grace).exists()
    assert election.ballot_issues.count() == 7


def test_more_ballots_than_were_handed_out_void_the_round(cast: Cast, election: Election) -> None:
    polls.count(cast, election, dict.fromkeys(YES, 6), valid=9, collected=9)
    assert election.state == "void"
    assert "收回 9 > 发出 8，多于发出的票，投票无效" in election.verdict
    assert not polls.names(election, elected=True)


def test_without_four_fifths_nobody_is_elected(cast: Cast) -> None:
    election = polls.prepared(cast, polls.assembly(cast, come=()))
    polls.count(cast, election, dict.fromkeys(YES, 5), 7, issued=7, collected=7)
    assert (election.state, election.voters_present) == ("void", 7)
    assert "5×7 = 35 < 4×9 = 36" in election.verdict
    assert not polls.names(election, elected=True)
    with pytest.raises(Refusal, match="到会人数不足，本次会议不能选举"):
        elections.next_round(election, cast.secretary)


def test_somebody_written_in_may_be_elected(cast: Cast, election: Election) -> None:
    polls.count(cast, election, {"alice": 8, "bob": 7, "carol": 1, "dan": 1}, written={"erin": 6, "frank": 1})
    assert polls.names(election) == ["韦晓㛃", "闭秀兰", "柯䶮", "祝春犇", "李建国", "阿依古丽·买买提"]
    assert polls.names(election, elected=True) == ["韦晓㛃", "祝春犇", "李建国"]
    polls.count(cast, election, YES)
    assert cast.erin.name not in polls.names(election)


@pytest.mark.parametrize(
    ("written", "words"),
    [("judy", "卓一凡当日没有被选举权"), ("karl", "当日没有被选举权"), ("dan", "请记在候选人名下")],
)
def test_who_may_not_be_elected_is_not_written_in_either(
    cast: Cast, election: Election, written: str, words: str
) -> None:
    with pytest.raises(Refusal, match=words):
        polls.count(cast, election, YES | {"alice": 7}, written={written: 1})


def test_who_was_elected_in_the_first_round_is_not_written_in_in_the_second(
    cast: Cast, election: Election
) -> None:
    polls.count(cast, election, {"alice": 8, "bob": 5, "carol": 5, "dan": 6})
    following = elections.next_round(election, cast.secretary)
    with pytest.raises(Refusal, match="韦晓㛃已在前一轮当选"):
        polls.count(cast, following, {"bob": 3, "carol": 4}, written={"alice": 1})


def test_who_had_left_by_then_is_not_counted_as_present(cast: Cast, election: Election) -> None:
    Attendance.objects.filter(member=cast.grace).update(left_at=moment(11, 20, 15, 0))
    with pytest.raises(Refusal, match="多于到会有选举权党员的 7 人"):
        polls.count(cast, election, YES, taken_at=moment(11, 20, 15, 30))
    polls.count(cast, election, YES, taken_at=moment(11, 20, 14, 50))
    assert election.voters_present == 8


def test_before_the_roll_nothing_is_counted(cast: Cast) -> None:
    election = polls.prepared(cast, make.called(cast).meetings.get())
    with pytest.raises(Refusal, match="请先点名"):
        polls.count(cast, election, YES)


def test_counted_twice_the_same_stands_once(cast: Cast, election: Election) -> None:
    for _ in range(2):
        polls.count(cast, election, YES)
    assert election.candidates.count() == 4
    assert election.ballot_issues.count() == 8


def test_a_status_of_today_changes_no_verdict_of_that_day(cast: Cast, election: Election) -> None:
    polls.count(cast, election, YES)
    transfers.mark_status(cast.dan, MemberStatus.PARTY_PROBATION, election.agenda_item.meeting.day)
    verdict = elections.verdict_of(election)
    assert verdict is not None
    assert verdict.sentence == election.verdict


def test_after_the_count_nobody_who_took_a_ballot_becomes_absent(cast: Cast, election: Election) -> None:
    polls.count(cast, election, YES)
    henry = {cast.henry.pk: Mark(AttendanceState.PRESENT)}
    gone = henry | {cast.grace.pk: Mark(AttendanceState.LEAVE, LeaveReason.ILLNESS)}
    gathering = election.agenda_item.meeting.gathering
    with pytest.raises(Refusal, match="谢𬱖已在委员选举第1轮中领票，不能改为未到会"):
        holding.confirm_roll(gathering, gone, cast.secretary)
    with pytest.raises(Refusal, match="应到 9、实到 9，与已登记的委员选举第1轮"):
        holding.confirm_roll(gathering, henry | {cast.ivan.pk: Mark(AttendanceState.PRESENT)}, cast.secretary)
    holding.confirm_roll(gathering, henry, cast.secretary)
    assert election.ballot_issues.count() == 8
