"""What rooms above this one put beside a record, on a desk, under rules to be stored: they register, the pages ask.

So a leaf can show itself on a page below it without being imported there, as with its advice before filing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from meetings.lifecycle.rulesets import Draft
from meetings.models import Meeting
from meetings.views.cards import Card
from members.access import Actor
from members.models import Organisation


@dataclass(frozen=True)
class Aside:
    """A part of the page of a record: a template of the leaf's own, with its words."""

    template: str
    words: Mapping[str, Any]


Beside = Callable[[Meeting, Actor], Aside | None]
Trying = Callable[[Draft], Aside | None]
Owing = Callable[[Organisation, Actor, date], Iterable[Card]]
_BESIDE: list[Beside] = []
_OWING: list[Owing] = []
_TRYING: list[Trying] = []


def beside_records(part: Beside) -> Beside:
    """From now on it is asked what it has to show beside a record. Twice the same is once."""
    if part not in _BESIDE:
        _BESIDE.append(part)
    return part


def on_desks(cards: Owing) -> Owing:
    """From now on it is asked what is owed at a desk. Twice the same is once."""
    if cards not in _OWING:
        _OWING.append(cards)
    return cards


def before_rules(part: Trying) -> Trying:
    """From now on it is asked what rules that are not stored yet would change. Twice the same is once."""
    if part not in _TRYING:
        _TRYING.append(part)
    return part


def tried(draft: Draft) -> list[Aside]:
    """What stands under rules before they are stored."""
    return [found for part in _TRYING if (found := part(draft)) is not None]


def asides(meeting: Meeting, actor: Actor) -> list[Aside]:
    """What stands beside a record for this person."""
    return [found for part in _BESIDE if (found := part(meeting, actor)) is not None]


def cards_from_above(place: Organisation, actor: Actor, today: date) -> Iterator[Card]:
    """What is owed at the desk of a place."""
    for cards in _OWING:
        yield from cards(place, actor, today)
