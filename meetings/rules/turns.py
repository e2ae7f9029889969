"""轮流讲党课: whose turn it is. Pure.

Of those who can be asked on the day, the one whose last lecture lies furthest back; who has never lectured comes first;
among equals the order of the rota decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Turn:
    """One place on the rota. `hindered` says why somebody cannot be asked on the day, "" for who can."""

    member: int
    order: int
    last: date | None = None
    hindered: str = ""


def next_turn(turns: Sequence[Turn]) -> Turn | None:
    """Who is to be asked; None when nobody can be."""
    free = [turn for turn in turns if not turn.hindered]
    return min(free, key=lambda turn: (turn.last or date.min, turn.order, turn.member), default=None)
