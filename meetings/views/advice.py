"""What rooms above this one have to say of a record before it is filed: they register, the step 核对 asks.

So a leaf can speak on a page below it without being imported there, as with exports and the nightly work.
"""

from collections.abc import Callable, Iterator, Sequence

from branchlife.kit.problems import Problem
from meetings.models import Meeting
from members.access import Actor

Adviser = Callable[[Meeting, Actor], Sequence[Problem]]
_ADVISERS: list[Adviser] = []


def register(adviser: Adviser) -> Adviser:
    """From now on it is asked. Twice the same is once."""
    if adviser not in _ADVISERS:
        _ADVISERS.append(adviser)
    return adviser


def advice(meetings: Sequence[Meeting], actor: Actor) -> Iterator[tuple[Meeting, Problem]]:
    """What everybody who registered says of each record that is not filed yet; none of it blocks."""
    for meeting in meetings:
        for adviser in () if meeting.is_locked else _ADVISERS:
            for problem in adviser(meeting, actor):
                yield meeting, problem
