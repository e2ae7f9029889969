"""Which rows belong to an organisation, found from the tables themselves: a table added tomorrow travels along.

A row belongs to whom its nearest obligatory reference belongs to: organisation before meeting before person. Accounts,
roles, the access log and jobs belong to the installation and stay; ballots of a poll that is open leave no building.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Field, ForeignKey, Model, QuerySet

from meetings.models import Duty, MonthCount, SearchDue, SearchEntry
from members.models import AccessLog, Member, Organisation, RoleGrant, User

STAY: tuple[type[Model], ...] = (
    User, RoleGrant, AccessLog,
    SearchEntry, SearchDue, Duty, MonthCount,  # derived: made anew from what has travelled
)  # fmt: skip
SEALED = ("slips.code", "slips.sealedballot")
ROOMS = ("members", "meetings")
PERSON = 9  # how far a person is: what hangs on an organisation, a meeting, a vote is theirs first
Table = type[Model]


def tables() -> list[Table]:
    """Every table of the house, in a fixed order."""
    found = [
        model
        for model in apps.get_models()
        if model.__module__.split(".")[0] in ROOMS and model not in STAY and label(model) not in SEALED
    ]
    return sorted(found, key=label)


def label(model: Table) -> str:
    """members.member."""
    return model._meta.label_lower


def references(model: Table) -> "list[ForeignKey[Any, Any]]":
    """The columns that point to another row."""
    return [one for one in model._meta.concrete_fields if isinstance(one, ForeignKey)]


def owners() -> dict[Table, str]:
    """Each owned table with the lookup that leads to its owner; Organisation and Member own themselves ("")."""
    depth: dict[Table, int] = {Organisation: 0, Member: PERSON}
    way: dict[Table, str] = {Organisation: "", Member: ""}
    known = tables()
    for level in range(1, len(known) + PERSON):
        for model in known:
            if model in depth:
                continue
            near = [one for one in references(model) if not one.null and depth.get(_to(one), level) < level]
            if near:
                best = min(near, key=lambda one: depth[_to(one)])
                depth[model], way[model] = level, best.name
    return way


def _to(column: "ForeignKey[Any, Any]") -> Table:
    target = column.related_model
    assert isinstance(target, type)  # noqa: S101 (names of models are resolved once apps are loaded)
    return target


def rows_of(branch: Organisation) -> "dict[Table, QuerySet[Any]]":
    """The rows of an organisation and its groups, table by table, in the order in which they can be written."""
    places = Organisation.objects.below(branch)
    people = Member.objects.filter(memberships__branch__in=places.values("pk")).distinct()
    chosen: dict[Table, QuerySet[Any]] = {Organisation: places, Member: people}
    ways = owners()
    for model in in_order(ways):
        if model not in chosen:
            column = model._meta.get_field(ways[model])
            owner = column.related_model
            inside = chosen[owner].order_by().values("pk")  # type: ignore[index]
            chosen[model] = model._base_manager.filter(**{f"{ways[model]}__in": inside})
    return {model: chosen[model].order_by("pk") for model in in_order(ways)}


def in_order(ways: dict[Table, str]) -> list[Table]:
    """Owners and all that is obligatory first; in a fixed order."""
    done: list[Table] = []
    left = sorted(ways, key=label)
    while left:
        ready = [model for model in left if not _waits(model, left)]
        if not ready:
            raise ValueError(f"tables refer to one another in a circle: {[label(model) for model in left]}")
        done += ready
        left = [model for model in left if model not in ready]
    return done


def _waits(model: Table, left: list[Table]) -> bool:
    needed = (one.related_model for one in references(model) if not one.null)
    return any(target in left and target is not model for target in needed)


def plain_columns(model: Table) -> "Iterator[Field[Any, Any]]":
    """What a row says by itself: no key, no reference."""
    for one in model._meta.concrete_fields:
        if not one.primary_key and not isinstance(one, ForeignKey):
            yield one
