"""档号 and what sort of paper a record is."""

from datetime import date

import pytest

from meetings.archive import codes
from meetings.vocabulary import AgendaCategory, ArchiveCategory, RetentionPeriod, VoteProfile


@pytest.mark.parametrize(
    ("retention", "code"),
    [
        (RetentionPeriod.PERMANENT, "J001-WS·2026-Y-DQ1-0001"),
        (RetentionPeriod.YEARS_30, "J001-WS·2026-D30-DQ1-0001"),
        (RetentionPeriod.YEARS_10, "J001-WS·2026-D10-DQ1-0001"),
    ],
    ids=["DA/T 22-2015 永久", "DA/T 22-2015 30 年", "DA/T 22-2015 10 年"],
)
def test_an_archive_code_is_spelt_by_the_standard(retention: RetentionPeriod, code: str) -> None:
    assert codes.archive_code("J001", "WS", 2026, retention, "DQ1", 1, 4) == code


@pytest.mark.parametrize(
    ("topics", "profiles", "election", "found"),
    [
        (["study", "other"], [], False, ArchiveCategory.MINUTES),
        ([AgendaCategory.ADMISSION], [], False, ArchiveCategory.ADMISSION),
        (["other"], [VoteProfile.B_ADMISSION], False, ArchiveCategory.ADMISSION),
        ([AgendaCategory.DISCIPLINE], [], False, ArchiveCategory.DISCIPLINE),
        (["other"], [], True, ArchiveCategory.ELECTION),
        ([AgendaCategory.ELECTION, AgendaCategory.DISCIPLINE], [], False, ArchiveCategory.ELECTION),
    ],
)
def test_a_record_is_what_it_is_kept_longest_for(
    topics: list[str], profiles: list[str], election: bool, found: ArchiveCategory
) -> None:
    assert codes.category_of(topics, profiles, has_election=election) == found


def test_the_year_closes_on_a_day_of_the_next() -> None:
    assert codes.close_of(2025, "03-31") == date(2026, 3, 31)


@pytest.mark.parametrize(("numbers", "missing"), [([1, 2, 4], [3]), ([2], [1]), ([], []), ([3, 1, 2], [])])
def test_missing_numbers_are_named(numbers: list[int], missing: list[int]) -> None:
    assert codes.missing_numbers(numbers) == missing
