"""Where a post ends, and which terms of committees the appointments of a file tell of."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from members.models import CommitteeTerm, Organisation, User
from members.vocabulary import COMMITTEE_POSTS

if TYPE_CHECKING:
    from members.roster.posts import PostRow

YEARS = (3, 4, 5)
LEAST_COMMITTEE = 3


def is_term(start: date, last_day: date) -> bool:
    """Whether the days from start to last_day, both included, are a whole term (支部条例第二十条: 3 或 5 年)."""
    following = last_day + timedelta(days=1)
    return any(
        (following.year, following.month, following.day) == (start.year + years, start.month, start.day)
        for years in YEARS
    )


def last_days(rows: Sequence["PostRow"]) -> dict[int, date | None]:
    """The exclusive end of each row by `id(row)`.

    届满日期 that ends a whole term of the organisation is the last day in office; any other is the day on which the
    post was laid down, and on which a successor may begin.
    """
    whole: dict[str, set[date]] = defaultdict(set)
    for row in rows:
        if row.start and row.last_day and is_term(row.start, row.last_day):
            whole[row.organisation].add(row.last_day)
    ends: dict[int, date | None] = {}
    for row in rows:
        last = row.last_day
        ends[id(row)] = last + timedelta(days=1) if last in whole[row.organisation] and last else last
    return ends


def enter_terms(rows: Sequence["PostRow"], by: User | None) -> list[CommitteeTerm]:
    """Enter each term that committee posts tell of: its seats are the people who held a post on its first day."""
    terms: dict[tuple[int, date], tuple[Organisation, date]] = {}
    for row in rows:
        if not (row.place and row.start and row.last_day and set(row.posts) & set(COMMITTEE_POSTS)):
            continue
        if is_term(row.start, row.last_day):
            terms[row.place.pk, row.start] = row.place, row.last_day
    made = []
    for (_, start), (place, last_day) in sorted(terms.items()):
        if CommitteeTerm.objects.filter(organisation=place, start=start).exists():
            continue
        holders = {row.name for row in rows if row.place == place and row.start == start}
        seats = len(holders) if len(holders) >= LEAST_COMMITTEE else None
        made.append(
            CommitteeTerm.objects.create(
                organisation=place, start=start, due_on=last_day, seats=seats, created_by=by
            )
        )
    return made
