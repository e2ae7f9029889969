"""Votes, elections and resolutions as they are read for the checks: as stored, in a fixed number of queries."""

from datetime import date
from typing import Any

from meetings.inspection import reading
from meetings.inspection.checks import CHECKS
from meetings.inspection.reading.votes import votes_of
from meetings.inspection.vocabulary import Word
from meetings.lifecycle.entries import Entry, Tally
from meetings.lifecycle.motions import put_motion
from meetings.models import AgendaItem, BallotIssue, Election, Motion, Resolution, WrittenOpinion
from meetings.vocabulary import VoteMethod
from members import transfers
from members.vocabulary import ExclusionGround, Post
from tests.cast import TODAY, Cast
from tests.meetings.lifecycle import make

NUMBERS = {"eligible_count": 9, "present_voters": 7, "yes": 6, "no": 1, "abstain": 0}


def with_everything(cast: Cast) -> AgendaItem:
    meeting = make.recorded(cast)
    item = meeting.agenda.get(order=1)
    AgendaItem.objects.filter(pk=item.pk).update(topic_key="渠首", is_important=True)
    motion = Motion.objects.create(
        agenda_item=item, profile="b_admission", method="secret_ballot", issued=7, collected=7, invalid=0,
        written_yes=1, result="passed", subject_name="陆长庚、蓝秀英", **NUMBERS,
    )  # fmt: skip
    WrittenOpinion.objects.create(motion=motion, member=cast.dan, stance="yes", received_at=meeting.start)
    BallotIssue.objects.create(motion=motion, member=cast.erin)
    election = Election.objects.create(
        agenda_item=item, post=Post.SECRETARY, seats=1, eligible_count=9, voters_present=8, issued=8, collected=8,
        valid=8, invalid=0, state="counted",
    )  # fmt: skip
    election.candidates.create(member=cast.alice, yes=7, no=1, abstain=0, is_elected=True)
    resolution = Resolution.objects.create(
        meeting=meeting, agenda_item=item, text="清理渠首", responsible="覃秀英"
    )
    resolution.follow_ups.create(noted_on=date(2026, 11, 23), note="已清", state="in_progress")
    return item


def test_what_is_stored_is_what_is_read(cast: Cast) -> None:
    item = with_everything(cast)
    transfers.exclude(cast.dan, ExclusionGround.BEDRIDDEN, cast.dan.joined_on)
    found = votes_of(cast.first, 2026)
    [vote], [poll], [decision] = found.votes, found.polls, found.decisions
    assert (vote.meeting, vote.topic.key, vote.topic.is_important) == (item.meeting_id, "渠首", True)
    assert (vote.count.eligible, vote.count.yes, vote.count.written, vote.subjects) == (9, 6, 1, 2)
    assert (vote.drawn, len(vote.opinions)) == (frozenset({cast.erin.pk}), 1)
    assert (poll.eligible, poll.present, poll.is_counted) == (9, 8, True)
    assert [(one.member, one.yes, one.is_elected) for one in poll.people] == [(cast.alice.pk, 7, True)]
    assert (decision.responsible, decision.noted_on, decision.state) == ("覃秀英", date(2026, 11, 23), "open")
    assert [(one.kind, one.key) for one in found.mentions] == [("branch_assembly", "渠首")]
    assert [(one.member, bool(one.lacking)) for one in found.exclusions] == [(cast.dan.pk, True)]
    assert cast.alice.pk in found.franchise[item.meeting_id].electors
    assert cast.judy.pk not in found.franchise[item.meeting_id].electors


def test_the_questions_asked_do_not_grow_with_the_votes(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    item = with_everything(cast)
    for _ in range(3):
        Motion.objects.create(
            agenda_item=item, profile="a_assembly", method="oral", result="passed", **NUMBERS
        )
    with django_assert_max_num_queries(10):
        assert len(votes_of(cast.first, 2026).votes) == 4


def test_of_another_branch_nothing_is_read(cast: Cast) -> None:
    with_everything(cast)
    assert votes_of(cast.second, 2026).votes == []


def said(cast: Cast, code: str) -> Word:
    s = reading.snapshot(cast.first, 2026, TODAY)
    return CHECKS[code].find(s, s.rules_on).word


def test_who_was_set_aside_is_asked_for_both_papers_as_they_are_registered(cast: Cast) -> None:
    papers = {"superior_doc": "禾组〔2026〕3 号", "resolution": "2026年第1次党员大会"}
    row = transfers.exclude(cast.dan, ExclusionGround.BEDRIDDEN, cast.dan.joined_on, **papers)
    meeting = make.recorded(cast)
    put_motion(meeting.agenda.first(), Entry(VoteMethod.SHOW_OF_HANDS, Tally(6)), cast.secretary)
    assert Motion.objects.get().eligible_count == 8
    assert said(cast, "VOTE-25") is Word.CLEAR
    row.superior_doc = ""
    row.save()
    assert said(cast, "VOTE-25") is Word.FOUND


def test_a_vote_as_it_is_entered_adds_up(cast: Cast) -> None:
    meeting = make.recorded(cast)
    put_motion(meeting.agenda.first(), Entry(VoteMethod.SHOW_OF_HANDS, Tally(6, 1)), cast.secretary)
    codes = ("VOTE-01", "VOTE-05", "VOTE-08", "VOTE-10")
    assert {said(cast, code) for code in codes} == {Word.CLEAR}
    assert said(cast, "VOTE-21") is Word.FOUND
