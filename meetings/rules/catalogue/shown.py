"""The rules of a body as a person reads them: grouped as the sections, each with where it comes from. Pure."""

from dataclasses import dataclass
from datetime import date

from meetings.rules.catalogue.documents import EVER
from meetings.rules.catalogue.rules import CATALOGUE, SECTION_KEYS, Rules
from meetings.vocabulary import Certainty, RuleDirection

CERTAIN = {
    Certainty.VERIFIED: "已核对",
    Certainty.SECONDARY: "二手资料",
    Certainty.MEMORY: "待核对",
}


@dataclass(frozen=True)
class Line:
    """One rule: `since` is None where no day is known."""

    words: str
    value: str
    note: str
    body: str
    since: date | None
    basis: str
    level: str
    certainty: str
    is_national: bool
    may_be_set_by: str


@dataclass(frozen=True)
class Section:
    """A group of rules; `own` are those set otherwise than by the nation."""

    title: str
    lines: tuple[Line, ...]

    @property
    def own(self) -> tuple[Line, ...]:
        """Those that somebody between the nation and the branch has set."""
        return tuple(line for line in self.lines if not line.is_national)


def sections(rules: Rules) -> list[Section]:
    """All rules, in the order of the catalogue."""
    return [
        Section(title, tuple(_line(rules, name) for name in names)) for title, names in SECTION_KEYS.items()
    ]


def _line(rules: Rules, name: str) -> Line:
    source, known = rules.source(name), CATALOGUE[name]
    return Line(
        known.words,
        rules.words(name),
        known.note,
        source.body,
        None if source.since == EVER else source.since,
        str(source.basis),
        source.basis.level.label,
        CERTAIN[source.basis.certainty],
        source.is_national,
        "" if known.direction in (RuleDirection.LOCKED, RuleDirection.SEALED) else known.lowest.label,
    )
