"""Checks that look at every vote, election or resolution of the year by itself. Pure."""

from abc import abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar, Generic, Protocol, TypeVar

from meetings.inspection.checks.base import Check, Found, Outcome, clear_or
from meetings.inspection.checks.each import Odd, found_of
from meetings.inspection.snapshot import Held, RulesOn, Snapshot
from meetings.inspection.votes import Poll, Vote, Votes
from meetings.rules.catalogue.rules import Rules
from meetings.rules.lines import Line
from meetings.rules.votes import Count
from meetings.vocabulary import MotionResult, VoteProfile

SHOWN_OF_A_TITLE = 24  # characters
DECIDED = (MotionResult.PASSED, MotionResult.REJECTED, MotionResult.DEFERRED, MotionResult.REFERRED_UP)


class Matter(Protocol):
    """What came up at a meeting."""

    @property
    def meeting(self) -> int:
        """At which."""

    @property
    def title(self) -> str:
        """What it was."""


M = TypeVar("M", bound=Matter)


class EachMatter(Check, Generic[M]):
    """One finding at most for each meeting: what is odd about its matters is put together."""

    def find(self, s: Snapshot, cfg: RulesOn) -> Outcome:
        """Matter by matter, by the rules of the day."""
        held = {one.pk: one for one in s.held}
        met = [(held[one.meeting], one) for one in self.matters(s.votes) if one.meeting in held]
        rows = [(m, one) for m, one in met if self.applies(s, m, one, cfg(m.day))]
        odd = [(m, one.title, said) for m, one in rows if (said := self.odd(s, m, one, cfg(m.day)))]
        return clear_or(joined(odd), len(rows), self.exempt)

    @abstractmethod
    def matters(self, votes: Votes) -> Sequence[M]:
        """What it looks at."""

    @abstractmethod
    def applies(self, s: Snapshot, m: Held, one: M, rules: Rules) -> bool:
        """Whether one of them can be judged at all."""

    @abstractmethod
    def odd(self, s: Snapshot, m: Held, one: M, rules: Rules) -> Odd | None:
        """What is odd about it, if anything."""


class EachVote(EachMatter[Vote]):
    """Each vote by some profiles that came to some results."""

    profiles: ClassVar[Sequence[str]] = tuple(VoteProfile)
    results: ClassVar[Sequence[str]] = tuple(MotionResult)

    def matters(self, votes: Votes) -> Sequence[Vote]:
        """The votes."""
        return votes.votes

    def applies(self, s: Snapshot, m: Held, one: Vote, rules: Rules) -> bool:
        """By profile and result."""
        return one.profile in self.profiles and one.result in self.results


class EachPoll(EachMatter[Poll]):
    """Each round of an election that was counted."""

    def matters(self, votes: Votes) -> Sequence[Poll]:
        """The elections."""
        return votes.polls

    def applies(self, s: Snapshot, m: Held, one: Poll, rules: Rules) -> bool:
        """With its numbers."""
        return one.is_counted


class EachBallot(EachMatter[Vote | Poll]):
    """Votes and elections alike."""

    def matters(self, votes: Votes) -> Sequence[Vote | Poll]:
        """The votes, then the elections."""
        return [*votes.votes, *votes.polls]


def joined(odd: Iterable[tuple[Held, str, Odd]]) -> Iterator[Found]:
    """A finding for each meeting."""
    meetings: dict[int, Held] = {}
    said: dict[int, list[tuple[str, Odd]]] = defaultdict(list)
    for m, title, one in odd:
        meetings[m.pk] = m
        said[m.pk].append((title, one))
    for pk, m in meetings.items():
        yield found_of(m, _together(said[pk]))


def _together(said: Sequence[tuple[str, Odd]]) -> Odd:
    """Excused only where all of it is."""
    excuses = [one.excuse for _, one in said]
    return Odd(
        "；".join(dict.fromkeys(one.expected for _, one in said)),
        "；".join(f"“{short(title)}”：{one.actual}" for title, one in said),
        members=list(dict.fromkeys(pk for _, one in said for pk in one.members)),
        excuse="；".join(dict.fromkeys(excuses)) if all(excuses) else "",
    )


def short(title: str) -> str:
    """A long title, cut."""
    whole = len(title) <= SHOWN_OF_A_TITLE
    return title if whole else f"{title[: SHOWN_OF_A_TITLE - 1]}…"


def shortfall(line: Line | None, count: Count) -> str:
    """How a count falls short of a line, in words and numbers; "" when it does not."""
    return "" if line is None or line.holds(count) else line.statement(count)


def said_of(expected: str, *parts: str) -> Odd | None:
    """What is odd, put together from parts that may be empty."""
    given = [one for one in parts if one]
    return Odd(expected, "；".join(given)) if given else None
