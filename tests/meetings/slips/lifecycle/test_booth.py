"""One code, one ballot; what is stored says neither who nor when nor what."""

from typing import Any

import pytest

from branchlife.kit.problems import Refusal
from meetings.slips.lifecycle import booth, counting
from meetings.slips.models import Code, Poll, SealedBallot
from tests.cast import Cast
from tests.meetings.slips import make


@pytest.fixture
def box(cast: Cast) -> Any:
    make.allow(cast.town)
    poll = make.opinion(cast, make.twelve(cast), ["修渠", "护林"])
    return poll, make.opened(cast, poll)


def test_a_code_is_gone_when_its_ballot_is_cast(box: Any) -> None:
    _poll, made = box
    booth.cast(made.codes[0], [0, None])
    assert booth.poll_of(made.codes[0]) is None
    assert (Code.objects.count(), SealedBallot.objects.count()) == (10, 1)


def test_a_second_ballot_with_the_same_code_is_refused(box: Any) -> None:
    _poll, made = box
    booth.cast(made.codes[0], [0, None])
    with pytest.raises(Refusal, match="已经投过"):
        booth.cast(made.codes[0], [1, 1])
    assert SealedBallot.objects.count() == 1


def test_an_unknown_code_is_refused(box: Any) -> None:
    with pytest.raises(Refusal):
        booth.cast("ABCDEFGHJ", [0, 0])
    assert not SealedBallot.objects.exists()


def test_after_the_close_no_code_is_good(cast: Cast, box: Any) -> None:
    poll, made = box
    make.cast_all(made, [[0, 0]] * 6)
    counting.close(poll, made.key, 0, cast.secretary)
    with pytest.raises(Refusal):
        booth.cast(made.codes[7], [0, 0])


def test_casting_touches_no_other_row(box: Any) -> None:
    poll, made = box
    before = Poll.objects.values().get(pk=poll.pk)
    booth.cast(made.codes[0], [0, None])
    assert Poll.objects.values().get(pk=poll.pk) == before


def test_what_lies_in_the_box_looks_the_same_whatever_it_says(box: Any) -> None:
    _poll, made = box
    make.cast_all(made, [[0, 0], [0, 0], [1, None], [None, None]])
    sealed = [bytes(one.sealed) for one in SealedBallot.objects.order_by("pk")]
    assert len(set(sealed)) == 4
    assert len({len(one) for one in sealed}) == 1
