"""Spans of calendar days, and what a moment of the clock means here."""

from datetime import UTC, date, datetime

import pytest

from branchlife.kit import clock
from branchlife.kit.periods import Span
from tests.cast import NOW, TODAY, moment


@pytest.mark.parametrize(
    ("span", "first", "last", "days"),
    [
        (Span.year(2026), date(2026, 1, 1), date(2026, 12, 31), 365),
        (Span.month(2028, 2), date(2028, 2, 1), date(2028, 2, 29), 29),
        (Span.quarter(2026, 4), date(2026, 10, 1), date(2026, 12, 31), 92),
    ],
)
def test_a_span_has_both_its_ends(span: Span, first: date, last: date, days: int) -> None:
    assert (span.first, span.last, span.days) == (first, last, days)
    assert first in span
    assert last in span
    assert date(last.year + 1, 1, 1) not in span


def test_the_day_is_that_of_the_place() -> None:
    assert clock.local_date(datetime(2026, 11, 23, 16, 30, tzinfo=UTC)) == TODAY
    assert clock.at(TODAY, 10) == NOW


def test_only_for_a_while_it_may_be_another_time() -> None:
    with clock.pretend(moment(1, 5)):
        assert (clock.now(), clock.today()) == (moment(1, 5), date(2026, 1, 5))
    assert (clock.now(), clock.today()) == (NOW, TODAY)
