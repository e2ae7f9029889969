"""When a thing is told of: once when it is near, once on the eve, weekly when it is late, and then no more."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.rules.reminding import Mention, Pace, mention

TODAY = date(2026, 11, 24)  # a Tuesday
PACE = Pace()


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


CASES = {
    "far away": (30, [], 1, None),
    "just out of reach": (8, [], 1, None),
    "comes within reach": (7, [], 1, Mention.NEW),
    "told before, still time": (5, [-2], 1, None),
    "tomorrow, not told before": (1, [], 1, Mention.NEW),
    "tomorrow, told before": (1, [-6], 1, Mention.EVE),
    "tomorrow, told a moment ago": (1, [0], 1, None),
    "over the weekend, on Friday": (2, [-5], 3, Mention.EVE),
    "on Monday, on Friday": (3, [-5], 3, Mention.EVE),
    "on Tuesday, on Friday": (4, [-5], 3, None),
    "today, told yesterday": (0, [-1], 1, None),
    "today, never told": (0, [], 1, Mention.NEW),
    "late since yesterday": (-1, [-2], 1, Mention.LATE),
    "late and never told": (-40, [], 1, Mention.LATE),
    "late, told six days ago": (-10, [-6], 1, None),
    "late, told a week ago": (-10, [-7], 1, Mention.LATE),
    "late, told four times": (-60, [-40, -33, -26, -19], 1, None),
    "late, told often before it was late": (-1, [-20, -15, -10, -5], 1, Mention.LATE),
}


@pytest.mark.parametrize("case", CASES)
def test_a_thing_with_a_deadline(case: str) -> None:
    deadline, told, following, expected = CASES[case]
    assert mention(day(deadline), TODAY, day(following), [day(one) for one in told], PACE) is expected


def test_a_thing_without_a_deadline_is_told_once() -> None:
    assert mention(None, TODAY, day(1), [], PACE) is Mention.NEW
    assert mention(None, TODAY, day(1), [day(-90)], PACE) is None


@given(st.integers(-10, 60), st.integers(10, 150))
def test_nobody_is_ever_nagged(deadline: int, length: int) -> None:
    """However long it lies about: at most twice before the deadline, four times after, with a week between."""
    told: list[date] = []
    for offset in range(length):
        today = day(offset)
        if today.isoweekday() > 5:
            continue
        following = today + timedelta(days=3 if today.isoweekday() == 5 else 1)
        if mention(day(deadline), today, following, told, PACE):
            told.append(today)
    late = [one for one in told if one > day(deadline)]
    assert len(told) - len(late) <= 2
    assert len(late) <= PACE.times
    assert all((b - a).days >= PACE.again for a, b in pairwise(late))
