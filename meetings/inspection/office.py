"""Terms of the committee, and what the roll says of each member, as the checks know them. Pure.

Of a member only what is compared, and which required columns are blank: never what stands in them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Term:
    """One committee: how many seats, when it is to be elected anew, how long that was put off."""

    start: date
    due_on: date | None = None
    end: date | None = None
    seats: int | None = None
    extended_to: date | None = None
    extension_doc: str = ""

    @property
    def last_day(self) -> date | None:
        """The day by which the next one is to be elected."""
        return self.extended_to or self.due_on

    def on(self, day: date) -> bool:
        """Whether it is the committee of a day."""
        return self.start <= day and (self.end is None or self.end > day)


@dataclass(frozen=True)
class Particulars:
    """The dates of a member, and which columns are blank; `made_up_on` is the day of the last 补课."""

    born_on: date | None = None
    joined_on: date | None = None
    full_on: date | None = None
    blanks: Sequence[str] = ()
    made_up_on: date | None = None


@dataclass(frozen=True)
class Office:
    """The terms by their start, the particulars by member, how many units a joint branch covers."""

    terms: Sequence[Term] = ()
    particulars: Mapping[int, Particulars] = field(default_factory=dict)
    unit_count: int | None = None

    def term(self, day: date) -> Term | None:
        """The one of a day; of several the last that began: who enters a new one may leave the old one open."""
        return max((one for one in self.terms if one.on(day)), key=lambda one: one.start, default=None)
