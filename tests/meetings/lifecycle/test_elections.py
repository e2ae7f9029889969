"""Candidates from the roll in the order of strokes, enough of a difference, one round after another."""

import pytest

from branchlife.kit.problems import Refusal
from meetings.kinds import MeetingKind
from meetings.lifecycle import ballot_count, elections, filing, recording
from meetings.models import Candidate, Election
from meetings.vocabulary import AgendaCategory
from members import transfers
from members.vocabulary import MemberStatus, Post
from tests.cast import Cast
from tests.meetings.lifecycle import make, polls


def test_candidates_stand_in_the_order_of_strokes_and_the_topic_becomes_an_election(cast: Cast) -> None:
    meeting = polls.assembly(cast)
    election = polls.prepared(cast, meeting)
    assert polls.names(election) == ["韦晓㛃", "闭秀兰", "柯䶮", "祝春犇"]
    assert meeting.agenda.first().category == AgendaCategory.ELECTION
    assert (election.round, election.seats, election.state) == (1, 3, "prepared")


def test_before_the_roll_the_candidates_come_from_those_who_are_due(cast: Cast) -> None:
    meeting = make.called(cast).meetings.get()
    able = [member.name for member in elections.electable(meeting)]
    assert cast.judy.name not in able
    assert {cast.henry.name, cast.ivan.name} <= set(able)
    assert len(able) == 9
    assert polls.names(polls.prepared(cast, meeting)) == ["韦晓㛃", "闭秀兰", "柯䶮", "祝春犇"]


@pytest.mark.parametrize(("stranger", "words"), [("judy", "卓一凡"), ("karl", "兰凤英")])
def test_who_has_not_the_right_that_day_is_no_candidate(cast: Cast, stranger: str, words: str) -> None:
    meeting = polls.assembly(cast)
    with pytest.raises(Refusal, match=f"{words}当日没有被选举权"):
        polls.prepared(cast, meeting, (*polls.FOUR, stranger))
    assert not Election.objects.exists()


def test_a_right_lost_later_does_not_change_who_stood_that_day(cast: Cast) -> None:
    meeting = polls.assembly(cast)
    transfers.mark_status(cast.dan, MemberStatus.PARTY_PROBATION, meeting.day)
    assert cast.dan in elections.electable(meeting)


def test_too_few_candidates_are_refused_with_the_inequality(cast: Cast) -> None:
    meeting = polls.assembly(cast)
    with pytest.raises(Refusal, match=r"5×\(3−3\) = 0 < 3，.*至少要 4 名候选人"):
        polls.prepared(cast, meeting, ("alice", "bob", "carol"))
    assert not Election.objects.exists()


@pytest.mark.parametrize("post", [Post.SECRETARY, Post.DEPUTY_SECRETARY])
def test_secretaries_may_be_elected_without_a_choice(cast: Cast, post: Post) -> None:
    meeting = polls.assembly(cast)
    assert polls.names(polls.prepared(cast, meeting, ("alice",), 1, post)) == ["韦晓㛃"]
    with pytest.raises(Refusal, match="候选人 1 名，应选 2 名"):
        polls.prepared(cast, meeting, ("alice",), 2, post)


def test_prepared_twice_is_one_and_the_second_list_holds(cast: Cast) -> None:
    meeting = polls.assembly(cast)
    first = polls.prepared(cast, meeting)
    again = polls.prepared(cast, meeting, ("alice", "bob"), 1)
    assert (again.pk, again.seats, polls.names(again)) == (first.pk, 1, ["韦晓㛃", "祝春犇"])
    assert Election.objects.count() == 1


def test_after_the_count_the_candidates_stand_until_the_round_is_taken_back(cast: Cast) -> None:
    meeting = polls.assembly(cast)
    election = polls.prepared(cast, meeting)
    polls.count(cast, election, {"alice": 8, "bob": 7, "carol": 6, "dan": 3})
    with pytest.raises(Refusal, match="委员选举已经计票"):
        polls.prepared(cast, meeting)
    elections.drop(election, cast.secretary)
    assert not Election.objects.exists()
    assert not Candidate.objects.exists()


def test_two_posts_may_be_filled_under_one_topic(cast: Cast) -> None:
    meeting = polls.assembly(cast)
    polls.prepared(cast, meeting)
    polls.prepared(cast, meeting, ("alice",), 1, Post.SECRETARY)
    assert [row.post for row in elections.elections_of(meeting)] == [Post.COMMITTEE_MEMBER, Post.SECRETARY]


def test_at_a_lecture_nobody_is_elected(cast: Cast) -> None:
    lecture = make.held(cast, MeetingKind.PARTY_LECTURE)
    with pytest.raises(Refusal, match="党课不进行选举"):
        polls.prepared(cast, lecture)


def test_a_filed_record_takes_no_election(cast: Cast) -> None:
    meeting = make.filed(cast).meeting
    with pytest.raises(Refusal, match="不能再改"):
        polls.prepared(cast, meeting)


def test_a_topic_with_an_election_is_not_dropped_from_the_agenda(cast: Cast) -> None:
    meeting = polls.assembly(cast)
    polls.prepared(cast, meeting)
    with pytest.raises(Refusal, match="已有选举"):
        recording.set_agenda(meeting, [recording.AgendaLine("通报党费")], cast.secretary)


def test_an_election_without_a_count_hinders_filing(cast: Cast) -> None:
    meeting = make.recorded(cast)
    election = polls.prepared(cast, meeting)
    [uncounted] = [problem for problem in filing.problems_of(meeting) if problem.code == "uncounted"]
    assert uncounted.text == "委员选举第1轮还没有计票，请登记计票结果；没有选的，请撤去"
    with pytest.raises(Refusal, match="还没有计票"):
        filing.file_gathering(meeting.gathering, cast.secretary)
    elections.drop(election, cast.secretary)
    assert filing.file_gathering(meeting.gathering, cast.secretary)


# --- the next round --------------------------------------------------------------------------------------------------


def test_the_tied_stand_again_for_the_seat_that_is_left(cast: Cast) -> None:
    election = polls.prepared(cast, polls.assembly(cast))
    polls.count(cast, election, {"alice": 8, "bob": 5, "carol": 5, "dan": 6})
    following = elections.next_round(election, cast.secretary)
    assert (following.round, following.seats, following.previous) == (2, 1, election)
    assert polls.names(following) == ["闭秀兰", "祝春犇"]
    polls.count(cast, following, {"bob": 3, "carol": 5})
    assert polls.names(following, elected=True) == ["闭秀兰"]


def test_seats_left_go_to_those_with_most_votes_and_others_may_be_nominated(cast: Cast) -> None:
    election = polls.prepared(cast, polls.assembly(cast))
    polls.count(cast, election, {"alice": 8, "bob": 7, "carol": 3, "dan": 2})
    following = elections.next_round(election, cast.secretary, [cast.grace.pk])
    assert following.seats == 1
    assert polls.names(following) == ["闭秀兰", "柯䶮", "谢𬱖"]


def test_nobody_stands_again_who_is_elected(cast: Cast) -> None:
    election = polls.prepared(cast, polls.assembly(cast))
    polls.count(cast, election, {"alice": 8, "bob": 7, "carol": 3, "dan": 2})
    with pytest.raises(Refusal, match="韦晓㛃已在前一轮当选"):
        elections.next_round(election, cast.secretary, [cast.alice.pk])


def test_a_probationary_member_is_not_nominated_for_the_next_round_either(cast: Cast) -> None:
    election = polls.prepared(cast, polls.assembly(cast))
    polls.count(cast, election, {"alice": 8, "bob": 7, "carol": 3, "dan": 2})
    with pytest.raises(Refusal, match="卓一凡当日没有被选举权"):
        elections.next_round(election, cast.secretary, [cast.judy.pk])
    assert Election.objects.count() == 1


def test_a_void_round_is_voted_again_by_all_candidates(cast: Cast) -> None:
    election = polls.prepared(cast, polls.assembly(cast))
    polls.count(cast, election, {"alice": 9, "bob": 7, "carol": 7, "dan": 4}, valid=9, collected=9)
    assert election.state == "void"
    following = elections.next_round(election, cast.secretary)
    assert (following.seats, polls.names(following)) == (3, polls.names(election))


def test_the_next_round_pressed_twice_is_one(cast: Cast) -> None:
    election = polls.prepared(cast, polls.assembly(cast))
    polls.count(cast, election, {"alice": 8, "bob": 5, "carol": 5, "dan": 6})
    first = elections.next_round(election, cast.secretary)
    assert elections.next_round(election, cast.secretary) == first
    assert Election.objects.count() == 2


def test_a_round_with_one_after_it_is_neither_counted_anew_nor_taken_back(cast: Cast) -> None:
    election = polls.prepared(cast, polls.assembly(cast))
    polls.count(cast, election, {"alice": 8, "bob": 5, "carol": 5, "dan": 6})
    elections.next_round(election, cast.secretary)
    with pytest.raises(Refusal, match="已经有下一轮"):
        polls.count(cast, election, {"alice": 8, "bob": 7, "carol": 6, "dan": 3})
    with pytest.raises(Refusal, match="已经有下一轮"):
        elections.drop(election, cast.secretary)


def test_when_all_seats_are_taken_there_is_no_next_round(cast: Cast) -> None:
    election = polls.prepared(cast, polls.assembly(cast))
    with pytest.raises(Refusal, match="还没有计票"):
        elections.next_round(election, cast.secretary)
    polls.count(cast, election, {"alice": 8, "bob": 7, "carol": 6, "dan": 3})
    with pytest.raises(Refusal, match="已经选足"):
        elections.next_round(election, cast.secretary)


# --- fewer seats -----------------------------------------------------------------------------------------------------


def test_half_of_the_voters_may_leave_a_seat_empty(cast: Cast) -> None:
    election = polls.prepared(cast, polls.assembly(cast))
    polls.count(cast, election, {"alice": 8, "bob": 7, "carol": 3, "dan": 2})
    ballot_count.reduce_seats(election, 4, cast.secretary)
    election.refresh_from_db()
    assert election.consent == 4
    assert "经选举人同意减少名额，不再选举" in election.verdict
    assert polls.names(election, elected=True) == ["韦晓㛃", "祝春犇"]
    with pytest.raises(Refusal, match="不用再选"):
        elections.next_round(election, cast.secretary)


def test_too_little_consent_leaves_the_second_round(cast: Cast) -> None:
    election = polls.prepared(cast, polls.assembly(cast))
    polls.count(cast, election, {"alice": 8, "bob": 7, "carol": 3, "dan": 2})
    verdict = ballot_count.reduce_seats(election, 3, cast.secretary)
    assert "2×3 = 6 < 8" in verdict.sentence
    assert elections.next_round(election, cast.secretary).round == 2


def test_more_consent_than_voters_is_refused_and_so_is_consent_to_nothing(cast: Cast) -> None:
    election = polls.prepared(cast, polls.assembly(cast))
    polls.count(cast, election, {"alice": 8, "bob": 7, "carol": 3, "dan": 2})
    with pytest.raises(Refusal, match="同意减少名额的 9 人"):
        ballot_count.reduce_seats(election, 9, cast.secretary)
    polls.count(cast, election, {"alice": 8, "bob": 7, "carol": 6, "dan": 3})
    with pytest.raises(Refusal, match="没有空缺的名额"):
        ballot_count.reduce_seats(election, 8, cast.secretary)


def test_a_round_without_its_count_has_no_numbers_and_none_after_it(cast: Cast) -> None:
    election = polls.prepared(cast, polls.assembly(cast))
    assert elections.verdict_of(election) is None
    with pytest.raises(ValueError, match="not counted"):
        elections.count_of(election)
    with pytest.raises(Refusal, match="这一轮还没有计票"):
        elections.next_round(election, cast.secretary)
    assert Election.objects.count() == 1


def test_a_round_cannot_be_voted_again_by_fewer_candidates_than_seats(cast: Cast) -> None:
    election = polls.prepared(cast, polls.assembly(cast))
    polls.count(cast, election, dict.fromkeys(polls.FOUR, 4), valid=9, collected=9)
    election.candidates.exclude(member=cast.alice).delete()
    with pytest.raises(Refusal, match="还要选 3 名，候选人只有 1 名，请补提候选人"):
        elections.next_round(election, cast.secretary)
    assert Election.objects.count() == 1
