"""A figure is a ratio: our time over that of a peer or a limit, taken turn by turn in one run."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any


@dataclass(frozen=True)
class Figure:
    """`ours` and `peer` in seconds; `most` is the goal, which the ratio must not go over; `against` names the peer."""

    work: str
    against: str
    ours: float
    peer: float
    most: Fraction
    note: str = ""

    @property
    def ratio(self) -> float:
        """Ours over the peer's: below 1 we are the faster."""
        return self.ours / self.peer

    @property
    def is_met(self) -> bool:
        """Whether the goal holds in this run."""
        return self.ratio <= self.most


def seconds(work: Callable[[], Any]) -> float:
    """How long it takes once, without what others have left to be collected."""
    gc.collect()
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def once(ours: Callable[[], Any], peer: Callable[[], Any]) -> tuple[float, float]:
    """Of what takes so long that starting up makes no difference."""
    return seconds(ours), seconds(peer)


def by_turns(ours: Callable[[], Any], peer: Callable[[], Any], times: int = 5) -> tuple[float, float]:
    """The median of each, in seconds. They take turns, busy machine or not; the first does not count."""
    rounds = [(seconds(ours), seconds(peer)) for _ in range(times + 1)][1:]
    mine, others = zip(*rounds, strict=True)
    return statistics.median(mine), statistics.median(others)


def repeated(work: Callable[[], Any], times: int) -> Callable[[], None]:
    """Something too short for a clock, so many times."""

    def again() -> None:
        for _ in range(times):
            work()

    return again
