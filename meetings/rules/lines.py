"""One inequality of a vote with its words: 2×Y > D, said of the numbers that were counted. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

from meetings.rules.basis import Basis
from meetings.rules.shares import Share
from meetings.rules.votes import Count


@dataclass(frozen=True)
class Figure:
    """A number of the count with its letter."""

    letter: str
    of: Callable[[Count], int]

    def shown(self, count: Count) -> str:
        """As it stands in the inequality: a sum is shown as a sum when both parts are there."""
        if self is IN_FAVOUR and count.written_yes:
            return f"({count.yes}+{count.written_yes})"
        return str(self.of(count))


ELIGIBLE = Figure("D", lambda count: count.eligible)
PRESENT = Figure("P", lambda count: count.present)
YES = Figure("Y", lambda count: count.yes)
IN_FAVOUR = Figure("(Y+W)", lambda count: count.in_favour)
VOTING = Figure("(Y+N+A)", lambda count: count.votes)
EVERYBODY = Figure("T", lambda count: count.everybody)
EVERYBODY_PRESENT = Figure("P", lambda count: count.everybody_present)


@dataclass(frozen=True)
class Line:
    """One inequality with its words: `subject` 超过 `measure`."""

    share: Share
    counted: Figure
    base: Figure
    subject: str
    measure: str
    basis: Basis

    @property
    def formula(self) -> str:
        """2×Y > D."""
        return self.share.formula(self.counted.letter, self.base.letter)

    def holds(self, count: Count) -> bool:
        """Whether a count satisfies it."""
        return self.share.holds(self.counted.of(count), self.base.of(count))

    def statement(self, count: Count, ending: str = "") -> str:
        """2×9 = 18 > 16，赞成超过应到会有表决权党员半数（支部条例第十一条）."""
        inequality = self.share.words(self.counted.of(count), self.base.of(count), self.counted.shown(count))
        verb = self.share.verb(self.holds(count))
        return f"{inequality}，{self.subject}{verb}{self.measure}{ending}（{self.basis}）"
