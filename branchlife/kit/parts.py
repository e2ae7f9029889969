"""The small things a view hands to a component. A dict with the same keys serves as well."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from branchlife.kit.differences import Stretch, sides


@dataclass(frozen=True)
class Link:
    """A crumb, a tab or a plain link. `current` marks where the reader is; `count` how many wait there."""

    label: str
    url: str = ""
    current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Command:
    """A step open to this person: a POST (or, with `method="get"`, a page that asks first).

    `weight` is primary (once a screen), secondary or danger; `fields` are hidden values sent along.
    """

    label: str
    url: str
    weight: str = "secondary"
    method: str = "post"
    fields: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Owed:
    """A thing owed, on the desk: what, when, its state, and the one button that settles it."""

    title: str
    state: str
    url: str
    action: str
    when: str = ""
    note: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Task:
    """A row of a task list or a step of a flow. `state` is a word; empty `url` means not open yet."""

    label: str
    url: str = ""
    state: str = ""
    hint: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Row:
    """A label and its value, for summary lists and definition tables.

    `url` leads to where it is changed (`action` is the link's word); `problem` says what is missing.
    """

    label: str
    value: Any = ""
    url: str = ""
    action: str = "修改"
    problem: str = ""


@dataclass(frozen=True)
class Cell:
    """One cell of the year matrix: a state word, a second line (a date or a count), and where it leads."""

    word: str
    url: str = ""
    note: str = ""
    tone: str = ""


@dataclass(frozen=True)
class MatrixRow:
    """One kind (or one branch) over the columns of a matrix."""

    label: str
    cells: Sequence[Cell]
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Matrix:
    """A table of states: `columns` are the heads (1月 … 12月), `current` the 0-based column of today."""

    caption: str
    columns: Sequence[str]
    rows: Sequence[MatrixRow]
    corner: str = "类型"
    current: int | None = None


@dataclass(frozen=True)
class Event:
    """One entry of a timeline. `late` is the moment it was recorded when that is not the moment it happened."""

    at: datetime
    what: str
    who: str = ""
    note: str = ""
    tone: str = "plan"
    late: datetime | None = None


@dataclass(frozen=True)
class Change:
    """A field that differs between two versions; `sides` are its paragraphs, before and after."""

    label: str
    was: str
    now: str

    @property
    def sides(self) -> tuple[list[Stretch], list[Stretch]]:
        """What was and what is, paragraph by paragraph."""
        return sides(self.was, self.now)


@dataclass(frozen=True)
class StoredFile:
    """A file to download. `size` in bytes; `remove_url` leads to the page that asks before removing."""

    name: str
    url: str
    size: int = 0
    note: str = ""
    remove_url: str = ""


@dataclass(frozen=True)
class Day:
    """A day of the month calendar with what happens on it (`entries` are `Entry`)."""

    day: date
    inside: bool
    today: bool
    off: bool
    entries: Sequence["Entry"] = ()


@dataclass(frozen=True)
class Entry:
    """A thing on a calendar day."""

    label: str
    url: str = ""
    tone: str = "plan"
    time: str = ""


@dataclass(frozen=True)
class Person:
    """A row of the roll call. `absent` and `reason` show what was last saved; `votes` whether the person counts."""

    pk: int | str
    name: str
    note: str = ""
    absent: bool = False
    reason: str = ""
    votes: bool = True


def month_of_days(
    year: int,
    month: int,
    today: date,
    entries: dict[date, list[Entry]],
    workdays: dict[date, bool] | None = None,
) -> list[list[Day]]:
    """The weeks of a month, Monday first. `workdays` overrides the weekend (调休 and public holidays)."""
    first = date(year, month, 1)
    start = first - timedelta(days=first.weekday())
    known = workdays or {}
    weeks: list[list[Day]] = []
    while not weeks or start.month == month:
        days = [start + timedelta(days=shift) for shift in range(7)]
        weeks.append(
            [
                Day(d, d.month == month, d == today, not known.get(d, d.weekday() < 5), entries.get(d, ()))
                for d in days
            ]
        )
        start += timedelta(days=7)
    return weeks
