"""The plans of the last two quarters of a branch: drafted, reported, seen by the superior, each at its own time."""

from datetime import date, timedelta

from branchlife.kit import clock
from meetings.demo.history import Hand
from meetings.lifecycle import plans

LATE_EVERY = 7  # every so many branches one reports late


def write(hand: Hand, today: date, number: int) -> None:
    """For one branch, the `number`-th of the county; the newest plan of every third still waits to be seen."""
    quarter = (today.month - 1) // 3 + 1
    before = (today.year, quarter - 1) if quarter > 1 else (today.year - 1, 4)
    for year, which in (before, (today.year, quarter)):
        first = date(year, 3 * which - 2, 1)
        day = min(first + timedelta(days=9 if number % LATE_EVERY == LATE_EVERY - 1 else 2), today)
        with clock.pretend(clock.at(day, 9)):
            plan = plans.draft(hand.branch, year, which, hand.secretary)
            plans.report(plan, hand.secretary)
        is_newest = (year, which) == (today.year, quarter)
        if not (is_newest and number % 3 == 2):
            with clock.pretend(clock.at(min(day + timedelta(days=3), today), 16)):
                plans.acknowledge(plan, hand.superior)
