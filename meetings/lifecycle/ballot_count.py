"""The count of an election: what the tellers report, judged and kept as sums.

No ballot says whose it was: only who was handed one is written down, all at once and in the order of the roll.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from branchlife.kit.problems import Problem, Refusal
from meetings.lifecycle.elections import (
    BASIS,
    chosen,
    count_of,
    elected_before,
    last_round,
    may_be_equal,
    verdict_of,
)
from meetings.lifecycle.electorate import vote_rules
from meetings.lifecycle.electors import electors, eligible
from meetings.lifecycle.table import touched
from meetings.models import BallotIssue, Candidate, Election, Meeting
from meetings.rules.ballots import CandidateCount, ElectionCount, ElectionOutcome
from meetings.rules.election_counting import election_problems
from meetings.rules.elections import ElectionVerdict, judge_election
from meetings.rules.voters import names_in
from meetings.vocabulary import ElectionState
from members.models import Member, User
from members.vocabulary import Post

NOBODY = (ElectionOutcome.VOID, ElectionOutcome.NO_QUORUM)


@dataclass(frozen=True)
class Papers:
    """What the tellers report of the ballots as such.

    `taken_at` only where people came late or left early; `without_ballot` are the voters present who took none.
    """

    issued: int
    collected: int
    invalid: int
    scrutineers: str = ""
    tellers: str = ""
    taken_at: datetime | None = None
    without_ballot: tuple[int, ...] = ()


@dataclass(frozen=True)
class Votes:
    """The votes on one candidate."""

    yes: int = 0
    no: int = 0
    abstain: int = 0


@transaction.atomic
def count(
    election: Election,
    papers: Papers,
    votes: Mapping[int, Votes],
    write_ins: Mapping[int, int],
    by: User | None,
) -> ElectionVerdict:
    """Enter the count of a round and judge it; entered again, it replaces what was entered before.

    `votes` by candidate, `write_ins` (另选他人) in favour, both by key of the member. A count that does not add up is
    refused with the inequality in words; more ballots than were handed out make the round void.
    """
    row, meeting = last_round(election)
    if meeting.due_count is None:
        raise Refusal.because("roll-first", "请先点名，再登记选举：应到、实到从点名取得。", field="roll")
    present = electors(meeting, papers.taken_at)
    people = [*_nominees(row, votes), *_written_in(row, meeting, write_ins)]
    counted = _counted(row, meeting, papers, people, len(present))
    rules = vote_rules(meeting)
    found = [*election_problems(counted, rules), *_helpers(papers, people), *_receivers(papers, present)]
    if found:
        raise Refusal(*found)
    verdict = judge_election(counted, rules)
    _store_papers(row, papers, counted, verdict, by)
    _store_people(row, verdict, by)
    _store_receivers(row, papers, present)
    touched(meeting, by)
    return verdict


def _nominees(row: Election, votes: Mapping[int, Votes]) -> list[CandidateCount]:
    listed = row.candidates.filter(is_write_in=False).select_related("member")
    return [
        CandidateCount(one.member_id, one.member.name, **vars(votes.get(one.member_id, Votes())))
        for one in listed.order_by("pk")
    ]


def _written_in(row: Election, meeting: Meeting, write_ins: Mapping[int, int]) -> list[CandidateCount]:
    """Those whom voters wrote in; each may be elected and does not stand on the ballot."""
    listed = {one.member_id for one in row.candidates.filter(is_write_in=False)}
    if listed & set(write_ins):
        raise Refusal.because("listed", "候选人的票请记在候选人名下，不要又写成另选的人。", field="write_ins")
    people = chosen(meeting, write_ins, elected_before(row))
    return [CandidateCount(one.pk, one.name, write_ins[one.pk], is_write_in=True) for one in people]


def _counted(
    row: Election, meeting: Meeting, papers: Papers, people: Sequence[CandidateCount], present: int
) -> ElectionCount:
    return ElectionCount(
        seats=row.seats,
        eligible=eligible(meeting),
        present=present,
        issued=papers.issued,
        collected=papers.collected,
        valid=papers.collected - papers.invalid,
        invalid=papers.invalid,
        candidates=tuple(people),
        round=row.round,
        may_be_equal=may_be_equal(Post(row.post)),
    )


def _helpers(papers: Papers, people: Sequence[CandidateCount]) -> list[Problem]:
    """Nobody counts the votes cast on themselves."""
    names = {one.name for one in people if not one.is_write_in}
    found = []
    for field, word in (("scrutineers", "监票人"), ("tellers", "计票人")):
        both = names & set(names_in(getattr(papers, field)))
        if both:
            text = f"{'、'.join(sorted(both))}是候选人，不能担任{word}，请另选{word}"
            found.append(Problem("helper", text, BASIS, field))
    return found


def _receivers(papers: Papers, present: Sequence[Member]) -> list[Problem]:
    """Every ballot went to a voter in the room: nobody takes one for somebody else."""
    here = {member.pk for member in present}
    if set(papers.without_ballot) - here:
        text = "没有领票的人里有人不在会场或没有选举权，请重新点选"
        return [Problem("receivers", text, BASIS, "without_ballot")]
    took = len(here) - len(set(papers.without_ballot))
    if papers.issued < len(here) and papers.issued != took:
        text = f"到会选举人 {len(here)} 人，发出 {papers.issued} 张，请点出没有领票的 {len(here) - papers.issued} 人"
        return [Problem("receivers", text, BASIS, "without_ballot")]
    if papers.without_ballot and papers.issued > took:
        text = f"发出 {papers.issued} 张票，领票的只有 {took} 人；不得委托代投，请核对"
        return [Problem("receivers", text, BASIS, "issued")]
    return []


# --- what is kept ----------------------------------------------------------------------------------------------------


def _store_papers(
    row: Election, papers: Papers, counted: ElectionCount, verdict: ElectionVerdict, by: User | None
) -> None:
    row.eligible_count, row.voters_present = counted.eligible, counted.present
    row.issued, row.collected = counted.issued, counted.collected
    row.valid, row.invalid = counted.valid, counted.invalid
    row.scrutineers, row.tellers, row.taken_at = papers.scrutineers, papers.tellers, papers.taken_at
    row.consent = counted.consent
    _store_verdict(row, verdict, by)


def _store_verdict(row: Election, verdict: ElectionVerdict, by: User | None) -> None:
    row.state = ElectionState.VOID if verdict.outcome in NOBODY else ElectionState.COUNTED
    row.verdict, row.changed_by = verdict.sentence, by
    row.save()


def _store_people(row: Election, verdict: ElectionVerdict, by: User | None) -> None:
    """The votes of each candidate; those written in before and now no more are gone."""
    stored = {one.member_id: one for one in row.candidates.order_by("pk")}
    for line in verdict.candidates:
        person = line.candidate
        one = stored.pop(person.key, None) or Candidate(
            election=row, member_id=person.key, is_write_in=person.is_write_in, created_by=by
        )
        one.yes, one.no, one.abstain = person.yes, person.no, person.abstain
        one.is_elected, one.verdict, one.changed_by = line.is_elected, line.sentence, by
        one.save()
    for one in stored.values():
        one.delete()


def _store_receivers(row: Election, papers: Papers, present: Sequence[Member]) -> None:
    row.ballot_issues.all().delete()
    took = [member for member in present if member.pk not in papers.without_ballot]
    BallotIssue.objects.bulk_create(BallotIssue(election=row, member=member) for member in took)


@transaction.atomic
def reduce_seats(election: Election, consent: int, by: User | None) -> ElectionVerdict:
    """Leave seats empty because half of the voters agreed. The number is kept whether it is enough or not."""
    row, meeting = last_round(election)
    verdict = verdict_of(row)
    if verdict is None or verdict.outcome not in (ElectionOutcome.SECOND_ROUND, ElectionOutcome.REDUCED):
        raise Refusal.because("no-vacancy", "这一轮没有空缺的名额，不用减少。", BASIS, "consent")
    counted, rules = replace(count_of(row), consent=consent), vote_rules(meeting)
    found = election_problems(counted, rules)
    if found:
        raise Refusal(*found)
    verdict = judge_election(counted, rules)
    row.consent = consent
    _store_verdict(row, verdict, by)
    _store_people(row, verdict, by)
    touched(meeting, by)
    return verdict
