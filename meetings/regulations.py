"""The rules that hold for a body on a day: the nearest ancestor wins, key by key (domain 17).

From the nation down each body's sets of that day are laid over what came from above, the newest set first within
one body. A value of the wrong sort, of a body too low, or against the direction is passed over, as if it were not
there: lifecycle/rulesets.py refuses it at entry, but tables may be older than a rule.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast

from meetings.models import Basis as StoredBasis
from meetings.models import FrozenRules, Meeting, RuleValue
from meetings.rules.basis import Basis
from meetings.rules.catalogue.documents import version_of
from meetings.rules.catalogue.keys import PLACE_OF
from meetings.rules.catalogue.rules import CATALOGUE, NATION, Rules, Source, digest, frozen, thawed
from meetings.vocabulary import Certainty, RuleLevel, RulePlace
from members.models import Organisation
from members.vocabulary import OrganisationKind

RulesOn = Callable[[date], Rules]
BOOKS = 64  # kept read in memory
MANY = 10_000  # answers kept by one book
FEW = 200  # bodies; with more it is cheaper to read all sets than to name the bodies
OWN = Basis("本单位规定", level=RuleLevel.UNIT, certainty=Certainty.VERIFIED)
CHANGES = sorted({edition.since for known in CATALOGUE.values() for edition in known.editions})
COLUMNS = (
    "ruleset_id",
    "ruleset__organisation__path",
    "ruleset__organisation__kind",
    "ruleset__organisation__short_name",
    "ruleset__effective_from",
    "ruleset__effective_to",
    "key",
    "raw",
    "basis__title",
    "basis__article",
    "basis__level",
    "basis__certainty",
    "basis__effective_from",
)


@dataclass(frozen=True)
class SetOfRules:
    """What a body has set for a time: `values` are raw, with the basis of each. `path` "" is the nation."""

    pk: int
    path: str
    place: RulePlace | None
    name: str
    since: date
    until: date | None
    values: Mapping[str, tuple[Any, Basis]]

    def on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.since <= day and (self.until is None or self.until > day)


def place_of(kind: str | None) -> RulePlace | None:
    """At which level a body sets rules; None kind is the nation, a party group sets none."""
    return PLACE_OF.get(OrganisationKind(kind)) if kind else RulePlace.NATION


class Rulebook:
    """The sets of some bodies, all days; asked body by body and day by day without another query."""

    def __init__(self, sets: Iterable[SetOfRules]) -> None:
        self.sets = sorted(sets, key=lambda one: (len(one.path), one.path, one.since, one.pk))
        self._found: dict[object, Rules] = {}
        self._asked: dict[tuple[str, date], Rules] = {}

    def on(self, body: Organisation, day: date) -> Rules:
        """The rules of a body on a day."""
        return self.at(body.path, day)

    def at(self, path: str, day: date) -> Rules:
        """The rules of the body at a path of the tree on a day."""
        asked = path, day
        if asked not in self._asked:
            if len(self._asked) >= MANY:
                self._asked.clear()
            self._asked[asked] = self._on(path, day)
        return self._asked[asked]

    def _on(self, path: str, day: date) -> Rules:
        chain = [one for one in self.sets if path.startswith(one.path) and one.on(day)]
        edition = sum(change <= day for change in CHANGES)
        key = (edition, *(one.pk for one in chain))
        if key not in self._found:
            self._found[key] = resolved(chain, day)
        return self._found[key]

    def of(self, body: Organisation) -> RulesOn:
        """The rules of a body as a function of the day."""
        return lambda day: self.on(body, day)


def resolved(chain: Iterable[SetOfRules], day: date) -> Rules:
    """Lay sets over one another: `chain` from the nation down, the oldest first within one body."""
    rules = Rules.national(day)
    levels: dict[str, list[SetOfRules]] = {}
    for one in chain:
        levels.setdefault(one.path, []).append(one)
    for sets in levels.values():
        changes: dict[str, tuple[Any, Source]] = {}
        for one in sets:  # what is newer replaces what is older
            changes |= _allowed(one, rules)
        rules = rules.overlaid(changes) if changes else rules
    return rules


def _allowed(one: SetOfRules, above: Rules) -> dict[str, tuple[Any, Source]]:
    found = {}
    for name, (raw, basis) in one.values.items():
        value, problem = checked(name, raw, one.place, above)
        if not problem:
            found[name] = (value, Source(one.name, one.since, basis))
    return found


def checked(name: str, raw: object, place: RulePlace | None, above: Rules) -> tuple[Any, str]:
    """The typed value, and why it may not be set at a place in view of what holds above ("" when it may)."""
    known = CATALOGUE.get(name)
    if known is None:
        return None, f"没有“{name}”这条规则"
    if problem := known.level_problem(place):
        return None, problem
    try:
        value = known.sort.read(raw)
    except ValueError as error:
        return None, f"“{known.words}”{error}"
    if place is RulePlace.NATION:
        return value, ""
    return value, known.direction_problem(value, getattr(above, name))


def rulebook(bodies: Iterable[Organisation]) -> Rulebook:
    """The sets that reach some bodies. One query."""
    return rulebook_of(body.path for body in bodies)


def rulebook_of(paths: Iterable[str]) -> Rulebook:
    """The sets that reach the bodies at some paths of the tree. One query."""
    codes = {code for path in paths for code in path.strip("/").split("/")}
    return book_of(RuleValue.objects.reaching_any(codes) if len(codes) <= FEW else RuleValue.objects.all())


def book_of(rows: Any) -> Rulebook:
    """The book made of some stored values. One query."""
    texts = rows.order_by("pk").annotate(raw=Cast("value", TextField()))
    return _bound(tuple(texts.values_list(*COLUMNS)))


@lru_cache(maxsize=BOOKS)
def _bound(rows: tuple[tuple[Any, ...], ...]) -> Rulebook:
    """Read once for the same rows: they are asked for at every step of a record, and seldom change."""
    sets: dict[int, tuple[tuple[Any, ...], dict[str, tuple[Any, Basis]]]] = {}
    for pk, *head, key, raw, title, article, level, certainty, since in rows:
        basis = _basis(title, article, level, certainty, since) if title else OWN
        sets.setdefault(pk, (tuple(head), {}))[1][key] = (json.loads(raw), basis)
    return Rulebook(
        SetOfRules(pk, path or "", place_of(kind), name or NATION, since, until, values)
        for pk, ((path, kind, name, since, until), values) in sets.items()
    )


def _basis(title: str, article: str, level: str, certainty: str, since: date | None) -> Basis:
    return Basis(title, article, RuleLevel(level), Certainty(certainty), version_of(title, since))


def basis_of(row: StoredBasis | None) -> Basis:
    """A stored basis as the rules know it; without one it is a rule of the body itself."""
    if row is None:
        return OWN
    return _basis(row.title, row.article, row.level, row.certainty, row.effective_from)


def rules_for(body: Organisation, day: date) -> Rules:
    """The rules of one body on one day. One query; for several bodies or days see `rulebook`."""
    return rulebook([body]).on(body, day)


def rules_of(meeting: Meeting) -> Rules:
    """The rules by which a meeting is judged: those frozen when it was first filed, else those of its day.

    Read once for one object: the check before filing, the deadline and the freezing ask one after the other.
    """
    asked = meeting.day, meeting.ruleset_id
    known: tuple[object, Rules] | None = getattr(meeting, "known_rules", None)
    if known is None or known[0] != asked:
        known = asked, _rules_of(meeting)
        meeting.known_rules = known  # type: ignore[attr-defined]
    return known[1]


def _rules_of(meeting: Meeting) -> Rules:
    if meeting.ruleset is not None:
        return thawed(meeting.ruleset.values, meeting.day)
    return rules_for(meeting.branch, meeting.day)


def read_ahead(meetings: Iterable[Meeting]) -> None:
    """Let `rules_of` answer for each of a list without a query of its own: those that nothing was frozen for."""
    lacking = [meeting for meeting in meetings if meeting.ruleset_id is None]
    if lacking:
        book = rulebook(meeting.branch for meeting in lacking)
        for row in lacking:
            row.known_rules = (row.day, None), book.on(row.branch, row.day)  # type: ignore[attr-defined]


def rules_by_day(meeting: Meeting) -> RulesOn:
    """As `rules_of`, for a meeting whose day may still be changed."""
    if meeting.ruleset is not None:
        kept = thawed(meeting.ruleset.values, meeting.day)
        return lambda day: kept
    return rulebook([meeting.branch]).of(meeting.branch)


def freeze(rules: Rules) -> FrozenRules:
    """Keep rules for good; the same rules are kept once."""
    kept = frozen(rules)
    return FrozenRules.objects.get_or_create(digest=digest(kept), defaults={"values": kept})[0]
