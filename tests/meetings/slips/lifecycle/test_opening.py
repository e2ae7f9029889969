"""Printing makes what is stored nowhere; opening freezes how many there are."""

from typing import Any

import pytest

from branchlife.kit.problems import Refusal
from meetings.lifecycle import holding
from meetings.rules.rollcall import Mark
from meetings.slips import codes
from meetings.slips.lifecycle import booth, opening
from meetings.slips.models import Code, Poll
from meetings.slips.vocabulary import PollState
from meetings.vocabulary import AttendanceState
from members.models import AccessLog
from tests.cast import NOW, Cast
from tests.meetings.lifecycle import make as meetings
from tests.meetings.slips import make


@pytest.fixture
def poll(cast: Cast) -> Poll:
    make.allow(cast.town)
    return make.prepared(cast)


def refused(cast: Cast, poll: Poll) -> list[str]:
    with pytest.raises(Refusal) as caught:
        opening.open_poll(poll, cast.secretary)
    poll.refresh_from_db()
    assert poll.state == PollState.PREPARED
    return [problem.code for problem in caught.value.problems]


def test_there_is_a_slip_for_everybody_present_and_no_code_and_no_key_is_stored(
    cast: Cast, poll: Poll
) -> None:
    made = opening.print_slips(poll, cast.secretary)
    assert len(made.codes) == len(set(made.codes)) == 12
    poll.refresh_from_db()
    stored = [*Code.objects.order_by("pk").values_list("digest", flat=True), *map(str, vars(poll).values())]
    assert not [code for code in (*made.codes, made.key) if any(code in text for text in stored)]


def test_the_order_in_which_codes_are_stored_is_not_the_order_on_the_sheet(cast: Cast, poll: Poll) -> None:
    made = opening.print_slips(poll, cast.secretary)
    stored = list(Code.objects.order_by("pk").values_list("digest", flat=True))
    assert stored == sorted(map(codes.digest, made.codes))


def test_printing_again_makes_the_first_slips_worthless(cast: Cast, poll: Poll) -> None:
    first = opening.print_slips(poll, cast.secretary)
    second = make.opened(cast, poll)
    assert [booth.poll_of(code) for code in first.codes] == [None] * 12
    assert booth.poll_of(second.codes[0]) == poll


def test_a_slip_is_good_for_nothing_before_the_opening(cast: Cast, poll: Poll) -> None:
    made = opening.print_slips(poll, cast.secretary)
    assert booth.poll_of(made.codes[0]) is None
    with pytest.raises(Refusal):
        booth.cast(made.codes[0], [0] * 11)


def test_the_opening_freezes_how_many_are_entitled(cast: Cast, poll: Poll) -> None:
    make.opened(cast, poll)
    assert (poll.state, poll.eligible_count, poll.present_count, poll.opened_at) == ("open", 12, 12, NOW)
    holding.confirm_roll(poll.meeting.gathering, {cast.erin.pk: Mark(AttendanceState.ABSENT)}, cast.secretary)
    poll.refresh_from_db()
    assert (poll.eligible_count, poll.present_count) == (12, 12)


def test_without_slips_it_is_not_opened(cast: Cast, poll: Poll) -> None:
    assert refused(cast, poll) == ["print-first"]


def test_without_the_roll_it_is_not_opened(cast: Cast) -> None:
    make.allow(cast.town)
    poll = make.prepared(cast, meetings.called(cast).meetings.get())
    opening.print_slips(poll, cast.secretary)
    assert refused(cast, poll) == ["roll-first"]


def test_when_more_came_than_slips_were_printed_it_is_not_opened(cast: Cast) -> None:
    make.allow(cast.town)
    sitting = meetings.called(cast)
    poll = make.prepared(cast, sitting.meetings.get())
    opening.print_slips(poll, cast.secretary)
    came = {person.pk: Mark(AttendanceState.PRESENT) for person in (cast.henry, cast.ivan)}
    holding.confirm_roll(sitting, came, cast.secretary)
    assert refused(cast, poll) == ["print-again"]


def test_when_fewer_than_five_came_it_is_not_opened(cast: Cast) -> None:
    make.allow(cast.town)
    sitting = meetings.called(cast)
    poll = make.prepared(cast, sitting.meetings.get())
    opening.print_slips(poll, cast.secretary)
    people = (cast.alice, cast.bob, cast.carol, cast.dan, cast.erin)
    holding.confirm_roll(sitting, {one.pk: Mark(AttendanceState.ABSENT) for one in people}, cast.secretary)
    assert refused(cast, poll) == ["too-few"]


@pytest.mark.parametrize("step", [opening.print_slips, opening.open_poll])
def test_an_open_box_is_neither_printed_for_nor_opened_again(cast: Cast, poll: Poll, step: Any) -> None:
    made = make.opened(cast, poll)
    with pytest.raises(Refusal, match="正在投票"):
        step(poll, cast.secretary)
    assert booth.poll_of(made.codes[3]) == poll


def test_a_rule_taken_back_stops_it(cast: Cast, poll: Poll) -> None:
    from meetings.models import RuleSet

    RuleSet.objects.filter(organisation=cast.town).update(effective_to="2026-02-01")
    with pytest.raises(Refusal, match="没有开通"):
        opening.print_slips(poll, cast.secretary)


def test_each_step_leaves_one_line_with_who_did_it(cast: Cast, poll: Poll) -> None:
    make.opened(cast, poll)
    lines = AccessLog.objects.filter(object_type="slips.Poll").order_by("pk")
    assert [(line.action, line.user, line.ip) for line in lines] == [
        ("印电子票", cast.secretary, None),
        ("开始电子投票", cast.secretary, None),
    ]
