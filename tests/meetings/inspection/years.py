"""Years of a branch made of nothing but facts, for checks that ask no database."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from meetings.inspection.people import Holding, People, Person
from meetings.inspection.snapshot import Held, Mark, Slot, Snapshot
from meetings.rules.catalogue.rules import Rules
from meetings.rules.frequency import Facts, Life, Sitting

COMMITTEE = tuple((member, Life(date(2023, 9, 15))) for member in (1, 2, 3, 4, 5))
MONTHLY = range(1, 13)


def rules(**changes: Any) -> Callable[[date], Rules]:
    """The national rules of each day with some values set by somebody."""

    def on(day: date) -> Rules:
        national = Rules.national(day)
        return national.overlaid({key: (value, national.source(key)) for key, value in changes.items()})

    return on


def day(month: int, number: int = 10, year: int = 2025) -> date:
    return date(year, month, number)


def held(kind: str, *days: date, **facts: Any) -> list[Held]:
    """Meetings of a kind on some days, numbered by kind and day so that no two are alike."""
    return [Held(int(f"{len(kind)}{one:%y%m%d}"), kind, one, **facts) for one in days]


def roll(*members: int, state: str = "present", **facts: Any) -> tuple[Mark, ...]:
    return tuple(Mark(member, state, **facts) for member in members)


EVER = Life(date(2020, 1, 1))


def person(group: int = 0, category: str = "full", stay: Life = EVER, **facts: Any) -> Person:
    """Somebody on the roll."""
    return Person((stay,), ((category, EVER),), groups=((group, EVER),) if group else (), **facts)


def people(persons: dict[int, Person], **posts: int) -> People:
    """A roll, and who holds which post since ever: `secretary=1`; group 2 has its own leader by `group_leader`."""
    return People(
        7,
        persons,
        [Holding(pk, post, 2 if post == "group_leader" else 7, EVER) for post, pk in posts.items()],
    )


def counts(due: int, present: int, leave: int = 0, absent: int = 0) -> dict[str, Any]:
    return {"due": due, "present": present, "leave": leave, "absent": absent}


def year(*meetings: Iterable[Held], today: date = date(2026, 7, 1), **facts: Any) -> Snapshot:
    """The year 2025 of a branch with a committee of five, looked at in the summer after."""
    rows = sorted((one for some in meetings for one in some), key=lambda one: (one.day, one.pk))
    sittings: dict[str, list[Sitting]] = {}
    for one in rows:
        sittings.setdefault(one.kind, []).append(Sitting(one.kind, one.day, one.state, one.group, one.pk))
    changes, kind = facts.pop("rules", {}), facts.pop("kind", "branch")
    life = facts.pop("life", Life(date(2010, 7, 1)))
    given = Facts(
        kind, life, facts.pop("posts", COMMITTEE), facts.pop("groups", {}), facts.pop("waived", frozenset())
    )
    return Snapshot(7, kind, 2025, today, rules(**changes), given, sittings, rows, **facts)


def slots(**moved: Any) -> list[Slot]:
    """The twentieth of every month; `m6=…` puts another slot in June."""
    return [moved.get(f"m{month}") or Slot(month, day(month, 20)) for month in MONTHLY]
