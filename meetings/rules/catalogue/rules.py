"""All rules of one body on one day, typed, each knowing where it comes from. Pure: values in, values out.

`Rules()` is the national default of the newest editions, `national(day)` that of a day. What a body has set is
laid over it by meetings/regulations.py.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from hashlib import sha256
from types import MappingProxyType
from typing import Any, Self

from meetings.rules.basis import Basis
from meetings.rules.catalogue.admission import Admission
from meetings.rules.catalogue.authenticity import Authenticity
from meetings.rules.catalogue.branches import Branches
from meetings.rules.catalogue.documents import EVER
from meetings.rules.catalogue.filing import Filing
from meetings.rules.catalogue.frequency import Frequency
from meetings.rules.catalogue.keys import Key
from meetings.rules.catalogue.presence import Presence
from meetings.rules.catalogue.sealed import Sealed
from meetings.rules.catalogue.village import Village
from meetings.rules.catalogue.votes import Votes
from meetings.rules.votes import VoteRules
from meetings.vocabulary import Certainty, RuleLevel

SECTIONS: Mapping[str, type] = MappingProxyType(
    {
        "频次": Frequency,
        "到会与记录": Presence,
        "表决与决议": Votes,
        "发展党员": Admission,
        "真实性": Authenticity,
        "计划、备案、归档": Filing,
        "党员与支部": Branches,
        "评议、目标、设岗、村务": Village,
        "不做的事，及其他": Sealed,
    }
)
SECTION_KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {title: tuple(one.name for one in fields(section)) for title, section in SECTIONS.items()}
)
CATALOGUE: Mapping[str, Key] = MappingProxyType(
    {one.name: one.metadata["key"] for section in SECTIONS.values() for one in fields(section)}
)
NATION = "全国"


@dataclass(frozen=True)
class Source:
    """Where a value comes from: whose set, since when, on what it rests."""

    body: str
    since: date
    basis: Basis

    @property
    def is_national(self) -> bool:
        """Whether nobody below has set it otherwise."""
        return self.body == NATION


@dataclass(frozen=True, eq=False)
class Rules(Frequency, Presence, Votes, Admission, Authenticity, Filing, Branches, Village, Sealed):
    """The value of every key. Two are told apart by identity; compare `values()`."""

    sources: Mapping[str, Source] = field(default_factory=dict, repr=False)

    @classmethod
    def national(cls, day: date) -> Self:
        """The national editions of a day."""
        return cls().overlaid(
            {name: (held.value, Source(NATION, held.since, held.basis)) for name, held in editions_on(day)}
        )

    def overlaid(self, changes: Mapping[str, tuple[Any, Source]]) -> Self:
        """With some values and their sources put in place."""
        values = {name: getattr(self, name) for name in CATALOGUE}
        values |= {name: value for name, (value, _) in changes.items()}
        sources = {**self.sources, **{name: source for name, (_, source) in changes.items()}}
        return type(self)(**values, sources=sources)

    def source(self, name: str) -> Source:
        """Where a value comes from; of a plain `Rules()` the newest national edition."""
        found = self.sources.get(name)
        if found is not None:
            return found
        newest = CATALOGUE[name].editions[-1]
        return Source(NATION, newest.since, newest.basis)

    def words(self, name: str) -> str:
        """A value as a person reads it."""
        return CATALOGUE[name].sort.words(getattr(self, name))

    def values(self) -> dict[str, object]:
        """Every value as plain JSON."""
        return {name: known.sort.stored(getattr(self, name)) for name, known in CATALOGUE.items()}

    @property
    def votes(self) -> VoteRules:
        """The values by which votes are judged (meetings/rules/majority.py)."""
        return VoteRules(**{one.name: getattr(self, one.name) for one in fields(VoteRules)})


def editions_on(day: date) -> list[tuple[str, Any]]:
    """The national edition of each key on a day."""
    return [(name, known.on(day)) for name, known in CATALOGUE.items()]


def frozen(rules: Rules) -> dict[str, object]:
    """Everything of the rules as plain JSON, values and sources, to be kept with a filed record."""
    return {
        name: {"value": value, "source": _plain(rules.source(name))} for name, value in rules.values().items()
    }


def _plain(source: Source) -> list[str]:
    basis = source.basis
    return [
        source.body,
        source.since.isoformat(),
        basis.title,
        basis.article,
        str(basis.level),
        str(basis.certainty),
        basis.version,
    ]


def digest(kept: Mapping[str, object]) -> str:
    """SHA-256 of what is kept, in one canonical spelling."""
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def thawed(kept: Mapping[str, Any], day: date = EVER) -> Rules:
    """The rules that were kept. A key that came later has its national edition of the day."""
    found = {
        name: (CATALOGUE[name].sort.read(one["value"]), _source(one["source"]))
        for name, one in kept.items()
        if name in CATALOGUE
    }
    return Rules.national(day).overlaid(found)


def _source(plain: list[str]) -> Source:
    body, since, title, article, level, certainty, version = plain
    basis = Basis(title, article, RuleLevel(level), Certainty(certainty), version)
    return Source(body, date.fromisoformat(since), basis)
