"""The box is opened once, with the key, and only when the numbers agree; then nothing is left to open."""

from typing import Any

import pytest

from branchlife.kit.problems import Refusal
from meetings.slips.lifecycle import booth, counting
from meetings.slips.models import Code, Mark, Poll, SealedBallot
from meetings.slips.vocabulary import PollState
from members.models import AccessLog
from tests.cast import Cast
from tests.meetings.slips import make

BALLOTS = [[0, 0, 0]] * 5 + [[0, 1, None]] * 4 + [[1, None, None]]
Box = Any


@pytest.fixture
def box(cast: Cast) -> Box:
    """An open poll of three questions among eleven, and what is on its paper."""
    make.allow(cast.town)
    poll = make.opinion(cast, make.twelve(cast), ["修渠", "护林", "建亭"])
    return poll, make.opened(cast, poll)


def refused(cast: Cast, poll: Poll, key: str, left_over: int) -> tuple[list[str], str]:
    """Codes and words of the refusal; the box stays shut and everything in it."""
    before = SealedBallot.objects.count(), Code.objects.count()
    with pytest.raises(Refusal) as caught:
        counting.close(poll, key, left_over, cast.secretary)
    poll.refresh_from_db()
    assert poll.state == PollState.OPEN
    assert (SealedBallot.objects.count(), Code.objects.count()) == before
    return [problem.code for problem in caught.value.problems], str(caught.value)


def test_the_totals_are_those_of_the_ballots_and_blank_is_abstaining(cast: Cast, box: Box) -> None:
    poll, made = box
    make.cast_all(made, BALLOTS)
    row = counting.close(poll, made.key, 1, cast.secretary)
    found = [(question.votes, question.abstain) for question in row.questions.order_by("order")]
    assert found == [([9, 1], 0), ([5, 4], 1), ([5, 0], 5)]
    assert (row.printed_count, row.issued_count, row.cast_count, row.invalid_count) == (11, 10, 10, 0)
    assert (row.state, row.eligible_count, row.present_count) == (PollState.CLOSED, 11, 11)


def test_a_slip_that_was_drawn_and_not_used_is_issued_but_not_cast(cast: Cast, box: Box) -> None:
    poll, made = box
    make.cast_all(made, BALLOTS[:8])
    row = counting.close(poll, made.key, 1, cast.secretary)
    assert (row.issued_count, row.cast_count) == (10, 8)


def test_the_key_may_be_typed_as_it_is_printed_or_in_small_letters(cast: Cast, box: Box) -> None:
    poll, made = box
    make.cast_all(made, BALLOTS)
    typed = f" {made.key[:4]}-{made.key[4:8]}-{made.key[8:12]} {made.key[12:]}".lower()
    assert counting.close(poll, typed, 0, cast.secretary).cast_count == 10


def test_codes_and_sealed_ballots_and_the_lock_are_destroyed(cast: Cast, box: Box) -> None:
    poll, made = box
    make.cast_all(made, BALLOTS)
    row = counting.close(poll, made.key, 1, cast.secretary)
    assert not Code.objects.exists()
    assert not SealedBallot.objects.exists()
    assert (row.salt, row.public_key) == ("", "")


def test_the_marks_are_numbered_without_a_gap_and_in_an_order_of_their_own(cast: Cast, box: Box) -> None:
    poll, made = box
    make.cast_all(made, BALLOTS)
    counting.close(poll, made.key, 1, cast.secretary)
    marks = list(Mark.objects.order_by("pk"))
    assert [mark.pk for mark in marks] == list(range(marks[0].pk, marks[0].pk + 30))
    as_cast = [choice for place in range(3) for choice in [ballot[place] for ballot in BALLOTS]]
    by_question = [mark.choice for mark in sorted(marks, key=lambda mark: (mark.question_id, mark.pk))]
    assert sorted(map(str, by_question)) == sorted(map(str, as_cast))
    assert [mark.question_id for mark in marks] != sorted(mark.question_id for mark in marks)


def test_another_key_opens_nothing(cast: Cast, box: Box) -> None:
    poll, made = box
    make.cast_all(made, BALLOTS)
    other = make.opened(cast, make.opinion(cast, poll.meeting, ["修路"]))
    assert refused(cast, poll, other.key, 1)[0] == ["key"]


@pytest.mark.parametrize("typed", ["", "ABCD-EFGH-JKMN-PQRS", "开箱"])
def test_a_misread_key_is_told_apart_from_a_wrong_one(cast: Cast, box: Box, typed: str) -> None:
    poll, made = box
    make.cast_all(made, BALLOTS)
    assert "抄错了" in refused(cast, poll, typed, 1)[1]


@pytest.mark.parametrize(
    ("left_over", "code"), [(2, "cast"), (11, "cast"), (12, "issued")], ids=["one too many", "all", "more"]
)
def test_more_ballots_than_slips_given_out_are_refused(
    cast: Cast, box: Box, left_over: int, code: str
) -> None:
    poll, made = box
    make.cast_all(made, BALLOTS)
    assert refused(cast, poll, made.key, left_over)[0] == [code]


def test_more_slips_given_out_than_there_are_people_are_refused(cast: Cast, box: Box) -> None:
    poll, made = box
    make.cast_all(made, BALLOTS)
    Poll.objects.filter(pk=poll.pk).update(present_count=10)
    assert refused(cast, poll, made.key, 0)[0] == ["issued"]


def test_a_box_with_fewer_than_five_ballots_stays_shut(cast: Cast, box: Box) -> None:
    poll, made = box
    make.cast_all(made, BALLOTS[:4])
    codes, words = refused(cast, poll, made.key, 0)
    assert codes == ["too-few"]
    assert "少于 5 张不能开箱" in words


def test_a_ballot_that_does_not_open_is_invalid_and_counts_for_nothing(cast: Cast, box: Box) -> None:
    poll, made = box
    make.cast_all(made, BALLOTS)
    spoilt = SealedBallot.objects.order_by("pk").first()
    SealedBallot.objects.filter(pk=spoilt.pk).update(sealed=bytes(len(spoilt.sealed)))
    row = counting.close(poll, made.key, 1, cast.secretary)
    assert (row.cast_count, row.invalid_count, row.valid_count) == (10, 1, 9)
    assert [sum(one.votes) + one.abstain for one in row.questions.order_by("order")] == [9, 9, 9]


@pytest.mark.parametrize("ballot", [[0], [0, 0, 0, 0], [0, 0, 7]])
def test_a_ballot_that_does_not_fit_the_questions_is_invalid(
    cast: Cast, box: Box, ballot: list[int | None]
) -> None:
    poll, made = box
    make.cast_all(made, [*BALLOTS[:9], ballot])
    assert counting.close(poll, made.key, 1, cast.secretary).invalid_count == 1


def test_it_is_closed_once(cast: Cast, box: Box) -> None:
    poll, made = box
    make.cast_all(made, BALLOTS)
    counting.close(poll, made.key, 1, cast.secretary)
    with pytest.raises(Refusal, match="已结束，不能开箱"):
        counting.close(poll, made.key, 1, cast.secretary)
    assert AccessLog.objects.filter(action="结束电子投票").count() == 1


def test_of_an_appraisal_the_participation_is_judged(cast: Cast) -> None:
    make.allow(cast.town)
    row = make.closed(cast)
    assert "100" in row.verdict or "20×12" in row.verdict
    assert "达到应参评党员的 95%" in row.verdict


def test_too_little_participation_is_said_and_not_hidden(cast: Cast) -> None:
    make.allow(cast.town)
    poll = make.prepared(cast)
    row = make.closed(cast, poll, [[0] * 11] * 11)
    assert "不足应参评党员的 95%" in row.verdict


# --- Given up ---


def test_a_poll_given_up_is_never_opened(cast: Cast, box: Box) -> None:
    poll, made = box
    make.cast_all(made, BALLOTS)
    row = counting.void(poll, "平板坏了，改用纸质票", cast.secretary)
    assert (row.state, row.cast_count, row.void_reason) == ("void", None, "平板坏了，改用纸质票")
    assert not (Code.objects.exists())
    assert not (SealedBallot.objects.exists())
    assert not (Mark.objects.exists())
    assert booth.poll_of(made.codes[-1]) is None


def test_what_is_over_cannot_be_given_up(cast: Cast, box: Box) -> None:
    poll, made = box
    make.cast_all(made, BALLOTS)
    counting.close(poll, made.key, 1, cast.secretary)
    with pytest.raises(Refusal, match="已结束，不能作废"):
        counting.void(poll, "后悔了", cast.secretary)
