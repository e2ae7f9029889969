"""The box is opened once: totals and loose marks stay, everything by which a ballot could be told apart goes."""

from collections.abc import Sequence

from django.db import transaction

from branchlife.kit import clock
from branchlife.kit.problems import Problem, Refusal
from meetings.regulations import rules_of
from meetings.rules.majority import quorum_of
from meetings.rules.votes import Count
from meetings.slips import codes, sealing
from meetings.slips.lifecycle.opening import SHUFFLER, locked
from meetings.slips.lifecycle.traces import forget_deleted, purge
from meetings.slips.models import Code, Mark, Poll, Question, SealedBallot
from meetings.slips.vocabulary import PollState
from meetings.vocabulary import VoteProfile
from members import log
from members.models import User

Ballot = list[int | None]


@transaction.atomic
def close(poll: Poll, key: str, left_over: int, by: User | None) -> Poll:
    """Open the box with the scrutineers' key; `left_over` slips were not drawn. All or nothing, then old rows go."""
    forget_deleted()
    row = _still_open(poll)
    box = _box(row, codes.plain(key))
    list(Code.objects.select_for_update().filter(poll=row).order_by("pk"))  # whoever is casting comes first
    sealed = [bytes(one.sealed) for one in row.sealed_ballots.order_by("pk")]
    issued = (row.printed_count or 0) - left_over
    found = _count_problems(row, issued, len(sealed))
    if found:
        raise Refusal(*found)
    questions = list(row.questions.order_by("order"))
    ballots = _opened(box, sealed, len(questions), len(row.options))
    _write_marks(questions, ballots, len(row.options))
    row.issued_count, row.cast_count = issued, len(sealed)
    row.invalid_count = len(sealed) - len(ballots)
    row.verdict = _verdict(row)
    _end(row, PollState.CLOSED, by)
    log.note(None, "结束电子投票", row, user=by)
    return row


def _still_open(poll: Poll) -> Poll:
    row = locked(poll)
    if row.state != PollState.OPEN:
        raise Refusal.because("state", f"这次投票{row.get_state_display()}，不能开箱。")
    return row


def _box(row: Poll, key: str) -> sealing.Box:
    if not codes.is_sound(key, codes.KEY_LENGTH):
        raise Refusal.because("key", "开箱钥匙抄错了，请对照监票人手里的那张纸再输一遍", field="key")
    box = sealing.box_of(key, row.salt)
    if box.public != row.public_key:
        raise Refusal.because(
            "key", "这把钥匙不是这个票箱的；重新印过票的，请用最后一次印的那张", field="key"
        )
    return box


def _count_problems(row: Poll, issued: int, cast: int) -> list[Problem]:
    if not 0 <= issued <= (row.present_count or 0):
        text = (
            f"印了 {row.printed_count} 张，照此算发出 {issued} 张，"
            f"而到会能投票的有 {row.present_count} 人，请重新清点剩下的票"
        )
        return [Problem("issued", text, "发出的票不能多于到会人数", "left_over")]
    if cast > issued:
        text = f"收回 {cast} 张，多于发出的 {issued} 张；请重新清点剩下的票，确实不符的，这次投票作废、改用纸质票"
        return [Problem("cast", text, "收回的票不能多于发出的票", "left_over")]
    least = rules_of(row.meeting).electronic_ballot_min_voters
    if cast < least:
        text = f"只投了 {cast} 张，少于 {least} 张不能开箱，否则看得出谁怎样投；请等各位投完，或者作废后改用纸质票"
        return [Problem("too-few", text, "表决须能保密", "key")]
    return []


def _opened(box: sealing.Box, sealed: Sequence[bytes], questions: int, options: int) -> list[Ballot]:
    """The valid ballots; one that does not open, or does not fit the questions, is invalid."""
    ballots = []
    for one in sealed:
        try:
            content = box.unseal(one)
        except sealing.Spoilt:
            continue
        if len(content) == questions and all(byte <= options for byte in content):
            ballots.append([byte - 1 if byte else None for byte in content])
    return ballots


def _write_marks(questions: Sequence[Question], ballots: Sequence[Ballot], options: int) -> None:
    """Every mark by itself, all of them in one random order and one statement: no row stands where its ballot stood."""
    marks = []
    for place, question in enumerate(questions):
        chosen = [ballot[place] for ballot in ballots]
        question.votes = [chosen.count(option) for option in range(options)]
        question.abstain = chosen.count(None)
        question.save(update_fields=["votes", "abstain"])
        marks += [Mark(question=question, choice=choice) for choice in chosen]
    SHUFFLER.shuffle(marks)
    Mark.objects.bulk_create(marks)


def _verdict(row: Poll) -> str:
    if row.profile != VoteProfile.G_APPRAISAL:
        return ""
    count = Count(row.eligible_count or 0, row.cast_count or 0)
    rules = rules_of(row.meeting)
    return quorum_of(VoteProfile.G_APPRAISAL, count, rules.votes, on=row.meeting.day).sentence


def _end(row: Poll, state: PollState, by: User | None) -> None:
    """Destroy what only the vote needed, and say that it is over."""
    Code.objects.filter(poll=row).delete()
    SealedBallot.objects.filter(poll=row).delete()
    row.salt = row.public_key = ""
    row.state, row.closed_at, row.changed_by = state, clock.now(), by
    row.save()
    transaction.on_commit(purge)


@transaction.atomic
def void(poll: Poll, reason: str, by: User | None) -> Poll:
    """Give it up, unopened: codes and ballots are destroyed and nobody learns what they said."""
    forget_deleted()
    row = locked(poll)
    if row.state not in (PollState.PREPARED, PollState.OPEN):
        raise Refusal.because("state", f"这次投票{row.get_state_display()}，不能作废。")
    row.void_reason = reason
    _end(row, PollState.VOID, by)
    log.note(None, "作废电子投票", row, user=by)
    return row
