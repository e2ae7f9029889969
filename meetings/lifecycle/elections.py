"""Elections on paper: who may elect and be elected, the candidates, the rounds (the count: ballot_count.py).

Everybody who may elect or be elected comes from the roll, never from a form.
"""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import QuerySet

from branchlife.kit.problems import Problem, Refusal
from meetings.lifecycle.electorate import vote_rules
from meetings.lifecycle.electors import by_strokes
from meetings.lifecycle.holding import due_roll
from meetings.lifecycle.table import editable, touched
from meetings.models import AgendaItem, Candidate, Election, Meeting
from meetings.rules.ballots import CandidateCount, ElectionCount, ElectionOutcome
from meetings.rules.elections import ElectionVerdict, difference_rules, judge_election
from meetings.rules.votes import VoteRules
from meetings.vocabulary import AgendaCategory, ElectionState
from members.models import Member, User
from members.vocabulary import Post

BASIS = "选举条例"
APPROVED_POSTS = (Post.SECRETARY, Post.DEPUTY_SECRETARY)  # 报上级批准；委员报上级备案
AGAIN = (ElectionOutcome.SECOND_ROUND, ElectionOutcome.TIE, ElectionOutcome.VOID)
NO_MORE = {
    ElectionOutcome.COMPLETE: "应选名额已经选足，不用再选。",
    ElectionOutcome.REDUCED: "经选举人同意已减少名额，不用再选。",
    ElectionOutcome.NO_QUORUM: "到会人数不足，本次会议不能选举；请撤去这次登记，改期另行召开。",
}


# --- who -------------------------------------------------------------------------------------------------------------


def elections_of(meeting: Meeting) -> QuerySet[Election]:
    """The elections of a meeting, in the order of the agenda and the rounds."""
    rows = Election.objects.filter(agenda_item__meeting=meeting).select_related("agenda_item")
    return rows.order_by("agenda_item__order", "agenda_item_id", "post", "round")


def electable(meeting: Meeting) -> list[Member]:
    """Who may be elected on that day, by strokes: from the frozen roll, before it from the roll that is due."""
    if meeting.due_count is None:
        people = [row.member for row in due_roll(meeting) if row.standing.can_elect]
    else:
        rows = meeting.attendances.electors().select_related("member").order_by("pk")
        people = [row.member for row in rows]
    return by_strokes(people)


def may_be_equal(post: Post) -> bool:
    """书记、副书记 may be elected with as many candidates as seats."""
    return post in APPROVED_POSTS


def chosen(meeting: Meeting, keys: Iterable[int], taken: Iterable[int] = ()) -> list[Member]:
    """The people of some keys by strokes; refuses anybody who may not be elected, or already is."""
    may, wanted = {member.pk: member for member in electable(meeting)}, set(keys)
    elected = wanted & set(taken)
    if elected:
        names = "、".join(may[pk].name for pk in sorted(elected) if pk in may)
        raise Refusal.because("elected", f"{names}已在前一轮当选，不再参选。", BASIS, "candidates")
    strangers = Member.objects.filter(pk__in=wanted - set(may)).by_strokes()
    names = "、".join(member.name for member in strangers)
    if wanted - set(may):
        text = (
            f"{names or '所选的人'}当日没有被选举权（不在名册，或不是有选举权的正式党员），请从名单中另选。"
        )
        raise Refusal.because("not-electable", text, "选举条例第五条", "candidates")
    return [member for pk, member in may.items() if pk in wanted]


# --- before the ballot -----------------------------------------------------------------------------------------------


@transaction.atomic
def prepare(item: AgendaItem, post: Post, seats: int, candidates: Sequence[int], by: User | None) -> Election:
    """Lay down post, seats and candidates (keys of members) for a topic. Refused without enough of a difference.

    Prepared again before the count, the same election is changed; so a button pressed twice prepares one.
    """
    meeting = editable(item.meeting)
    if not meeting.spec.can_elect:
        raise Refusal.because("no-election", f"{meeting.spec.name}不进行选举。", meeting.spec.basis, "post")
    row = item.elections.select_for_update().filter(post=post).order_by("round").first()
    if row is not None and row.state != ElectionState.PREPARED:
        text = f"这个议题下的{post.label}选举已经计票；要重来的，请先撤去原来的一次。"
        raise Refusal.because("counted", text, field="post")
    people = chosen(meeting, candidates)
    _refuse_too_few(post, seats, people, vote_rules(meeting))
    row = row or Election(agenda_item=item, post=post, created_by=by)
    row.seats, row.changed_by = seats, by
    row.save()
    _list_candidates(row, people, by)
    item.category = AgendaCategory.ELECTION
    item.save(update_fields=["category"])
    touched(meeting, by)
    return row


def _refuse_too_few(post: Post, seats: int, people: Sequence[Member], rules: VoteRules) -> None:
    nominated = tuple(CandidateCount(member.pk, member.name, 0) for member in people)
    count = ElectionCount(seats, 0, 0, 0, 0, 0, 0, nominated, may_be_equal=may_be_equal(post))
    wrong = [line for line in difference_rules(count, rules) if not line.holds]
    if wrong:
        raise Refusal(
            *(Problem("difference", line.sentence, str(line.basis), "candidates") for line in wrong)
        )


def _list_candidates(row: Election, people: Sequence[Member], by: User | None) -> None:
    row.candidates.all().delete()
    for member in people:
        Candidate.objects.create(election=row, member=member, created_by=by)


@transaction.atomic
def drop(election: Election, by: User | None) -> None:
    """Take back a round that was entered by mistake, before filing."""
    row, meeting = last_round(election)
    row.delete()
    touched(meeting, by)


def last_round(election: Election) -> tuple[Election, Meeting]:
    """The round, locked, as long as it may be changed: not filed, not answered from above, none after it."""
    meeting = editable(election.agenda_item.meeting)
    row = Election.objects.select_for_update().get(pk=election.pk)
    if row.approved_on:
        raise Refusal.because("approved", "选举结果已有上级批复，不能再改；确有错误的，请用“更正”追加说明。")
    if follows(row) is not None:
        raise Refusal.because("next-round", "已经有下一轮，不能再改这一轮；要改的，请先撤去下一轮。")
    return row, meeting


# --- after the count -------------------------------------------------------------------------------------------------


def elected_before(row: Election) -> set[int]:
    """Who was elected to the same post in the rounds before."""
    rounds = Election.objects.filter(agenda_item=row.agenda_item_id, post=row.post, round__lt=row.round)
    found = Candidate.objects.filter(election__in=rounds, is_elected=True)
    return set(found.order_by().values_list("member_id", flat=True))


def count_of(row: Election) -> ElectionCount:
    """A round that was counted, as the rules see it. Raises ValueError for one that was not."""
    numbers = [row.eligible_count, row.voters_present, row.issued, row.collected, row.valid, row.invalid]
    eligible, present, issued, collected, valid, invalid = (_known(number) for number in numbers)
    people = tuple(
        CandidateCount(
            one.member_id, one.member.name, one.yes or 0, one.no or 0, one.abstain or 0, one.is_write_in
        )
        for one in row.candidates.select_related("member").order_by("pk")
    )
    return ElectionCount(
        row.seats, eligible, present, issued, collected, valid, invalid, people,
        row.round, may_be_equal(Post(row.post)), row.consent,
    )  # fmt: skip


def _known(number: int | None) -> int:
    if number is None:
        raise ValueError("an election that was not counted has no numbers")
    return number


def verdict_of(row: Election) -> ElectionVerdict | None:
    """What a round came to; None before the count."""
    if row.state == ElectionState.PREPARED:
        return None
    return judge_election(count_of(row), vote_rules(row.agenda_item.meeting))


def follows(row: Election) -> Election | None:
    """The round after this one, if there is one."""
    return Election.objects.filter(previous=row.pk).select_related("agenda_item").first()


@transaction.atomic
def next_round(election: Election, by: User | None, also: Sequence[int] = ()) -> Election:
    """Vote again: among the tied, among those with most votes next, or all over when the round was void.

    `also` are candidates nominated besides (keys of members), where seats are left. Pressed twice, one round.
    """
    following = follows(election)
    if following is not None:
        return following
    row, meeting = last_round(election)
    verdict = verdict_of(row)
    if verdict is None:
        raise Refusal.because("not-counted", "这一轮还没有计票，先登记计票结果。", field="issued")
    if verdict.outcome not in AGAIN:
        raise Refusal.because("settled", NO_MORE[verdict.outcome], BASIS)
    people = chosen(meeting, _standing_again(verdict, also), {one.key for one in verdict.elected})
    if len(people) < verdict.vacant:
        text = f"还要选 {verdict.vacant} 名，候选人只有 {len(people)} 名，请补提候选人。"
        raise Refusal.because("too-few", text, BASIS, "also")
    made = Election.objects.create(
        agenda_item=row.agenda_item, post=row.post, seats=verdict.vacant, round=row.round + 1, previous=row,
        created_by=by,
    )  # fmt: skip
    _list_candidates(made, people, by)
    touched(meeting, by)
    return made


def _standing_again(verdict: ElectionVerdict, also: Sequence[int]) -> set[int]:
    if verdict.outcome is ElectionOutcome.VOID:
        return {one.key for one in verdict.count.candidates if not one.is_write_in}
    following = {one.key for one in verdict.following}
    return following | set(also) if verdict.outcome is ElectionOutcome.SECOND_ROUND else following
