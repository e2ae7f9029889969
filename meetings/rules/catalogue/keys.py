"""What is known of one rule: its words, its sort, its editions, and who may set it in which direction. Pure."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar, cast

from meetings.rules.basis import Basis
from meetings.rules.catalogue.documents import BEFORE, EVER, document_of
from meetings.rules.catalogue.sorts import Sort
from meetings.vocabulary import RuleDirection, RulePlace
from members.vocabulary import OrganisationKind

V = TypeVar("V")

FREE, UP, DOWN = RuleDirection.FREE, RuleDirection.UP, RuleDirection.DOWN
LOCKED, SEALED = RuleDirection.LOCKED, RuleDirection.SEALED
COMMITTEE, GENERAL, BRANCH = RulePlace.COMMITTEE, RulePlace.GENERAL_BRANCH, RulePlace.BRANCH

PLACE_OF = {
    OrganisationKind.COMMITTEE: RulePlace.COMMITTEE,
    OrganisationKind.WORK_COMMITTEE: RulePlace.COMMITTEE,
    OrganisationKind.LEADING_GROUP: RulePlace.COMMITTEE,
    OrganisationKind.GENERAL_BRANCH: RulePlace.GENERAL_BRANCH,
    OrganisationKind.BRANCH: RulePlace.BRANCH,
    OrganisationKind.JOINT_BRANCH: RulePlace.BRANCH,
    OrganisationKind.TEMPORARY_BRANCH: RulePlace.BRANCH,
}
_ORDER = tuple(RulePlace)


@dataclass(frozen=True)
class Edition:
    """A national value with its basis, from a day on."""

    since: date
    value: Any
    basis: Basis


@dataclass(frozen=True)
class Key:
    """One rule. Editions stand oldest first; `note` says what the words leave open."""

    words: str
    sort: Sort[Any]
    editions: tuple[Edition, ...]
    direction: RuleDirection
    lowest: RulePlace
    note: str = ""

    def on(self, day: date) -> Edition:
        """The national edition in force on a day; the oldest for any earlier day."""
        held = [edition for edition in self.editions if edition.since <= day]
        return held[-1] if held else self.editions[0]

    def level_problem(self, place: RulePlace | None) -> str:
        """Why a place may not set it at all, "" if it may. None: a group, which sets nothing."""
        if self.direction is SEALED:
            return f"“{self.words}”写死为“{self.sort.words(self.editions[-1].value)}”，任何一级都不能改"
        if place is RulePlace.NATION:
            return ""
        if self.direction is LOCKED:
            return f"“{self.words}”全国统一，下级不能另定"
        if place is None or _ORDER.index(place) > _ORDER.index(self.lowest):
            return (
                f"“{self.words}”最低由{self.lowest.label}规定，{place.label if place else '党小组'}不能另定"
            )
        return ""

    def direction_problem(self, value: Any, inherited: Any) -> str:
        """Why a value may not take the place of the one from above, "" if it may."""
        said = f"上级规定为“{self.sort.words(inherited)}”"
        if self.direction is UP and not self.sort.at_least(value, inherited):
            return f"“{self.words}”只许从严（不低于上级）：{said}，不能改为“{self.sort.words(value)}”"
        if self.direction is DOWN and not self.sort.at_most(value, inherited):
            return f"“{self.words}”只许从严（不高于上级）：{said}，不能改为“{self.sort.words(value)}”"
        return ""


def key(
    words: str,
    value: V,
    sort: Sort[V],
    basis: Basis,
    direction: RuleDirection = FREE,
    lowest: RulePlace = COMMITTEE,
    *,
    before: tuple[V, Basis] | None = None,
    note: str = "",
) -> V:
    """A field of a section: the newest national value, with all that is known of it.

    `before` is what held until the document of `basis` was there: without it the same, by local custom.
    """
    since = document_of(basis).since
    newest = Edition(since, value, basis)
    older = Edition(EVER, *(before or (value, BEFORE)))
    editions = (older, newest) if since > EVER else (newest,)
    known = Key(words, cast("Sort[Any]", sort), editions, direction, lowest, note)
    return field(default=value, metadata={"key": known})
