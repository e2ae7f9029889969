"""Checks that look at every meeting of the year by itself. Pure."""

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from meetings.inspection.checks.base import Check, Evidence, Found, Outcome, Subject, clear_or
from meetings.inspection.snapshot import Held, RulesOn, Snapshot
from meetings.inspection.vocabulary import SubjectType
from meetings.rules.catalogue.rules import Rules
from meetings.rules.frequency import Window


@dataclass(frozen=True)
class Odd:
    """What is odd about a meeting. `members` are behind it, `reckoning` unless said is both put together."""

    expected: str
    actual: str
    reckoning: str = ""
    members: Sequence[int] = ()
    excuse: str = ""


class EachMeeting(Check):
    """One finding at most for each meeting that was held within the year, by the rules of its day."""

    def find(self, s: Snapshot, cfg: RulesOn) -> Outcome:
        """Meeting by meeting."""
        rows = [one for one in s.held if self.applies(s, one, cfg(one.day))]
        odd = ((one, said) for one in rows if (said := self.odd(s, one, cfg(one.day))))
        return clear_or((found_of(one, said) for one, said in odd), len(rows), self.exempt)

    def applies(self, s: Snapshot, m: Held, rules: Rules) -> bool:
        """Whether it looks at a meeting at all."""
        return bool(m.roll)

    @abstractmethod
    def odd(self, s: Snapshot, m: Held, rules: Rules) -> Odd | None:
        """What is odd about it, if anything."""


class EachPerson(Check):
    """One finding at most for each person and meeting: kept in the branch."""

    is_personal = True

    def find(self, s: Snapshot, cfg: RulesOn) -> Outcome:
        """Meeting by meeting, person by person."""
        rows = [one for one in s.held if one.roll]
        found = [
            found_of(one, said, Subject(SubjectType.MEMBER, member))
            for one in rows
            for member, said in self.odd(s, one, cfg(one.day))
        ]
        return clear_or(found, len(rows), self.exempt)

    @abstractmethod
    def odd(self, s: Snapshot, m: Held, rules: Rules) -> Iterable[tuple[int, Odd]]:
        """Whom it concerns, and how."""


def found_of(m: Held, said: Odd, subject: Subject | None = None) -> Found:
    """The finding about a meeting, or about a person at it."""
    people = [Evidence(SubjectType.MEMBER, one) for one in said.members]
    return Found(
        subject or Subject(SubjectType.MEETING, m.pk),
        Window(m.day, m.day),
        said.expected,
        said.actual,
        said.reckoning or f"{said.expected}；{said.actual}。",
        [Evidence(SubjectType.MEETING, m.pk), *people],
        said.excuse,
    )
