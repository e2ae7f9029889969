"""Archive codes and titles by DA/T 22-2015: pure, no database, no clock.

档号 = 全宗号-门类·年度-保管期限-机构（问题）-件号: what is over one another is joined by "-", what is level by "·".
"""

from collections.abc import Iterable
from datetime import date

from meetings.vocabulary import AgendaCategory, ArchiveCategory, RetentionPeriod, VoteProfile

RETENTION_CODES = {
    RetentionPeriod.PERMANENT: "Y",
    RetentionPeriod.YEARS_30: "D30",
    RetentionPeriod.YEARS_10: "D10",
}
LONGEST_FIRST = (RetentionPeriod.PERMANENT, RetentionPeriod.YEARS_30, RetentionPeriod.YEARS_10)
SPINES = (20, 30, 40, 50)  # mm, DA/T 22-2015 6.4.1
INTERNAL = "内部"


def archive_code(
    fonds: str, category: str, year: int, retention: RetentionPeriod, org: str, number: int, width: int
) -> str:
    """档号, for instance J001-WS·2026-D30-DQ1-0001; `width` digits of the item number (DA/T 22-2015)."""
    return f"{fonds}-{category}·{year}-{RETENTION_CODES[retention]}-{org}-{number:0{width}d}"


def category_of(
    topics: Iterable[str], profiles: Iterable[str], *, has_election: bool = False
) -> ArchiveCategory:
    """What sort of paper a record is: that for which it is kept longest decides (档案保管期限规定, 8 号令)."""
    found, voted = set(topics), set(profiles)
    if has_election or AgendaCategory.ELECTION in found:
        return ArchiveCategory.ELECTION
    if AgendaCategory.ADMISSION in found or VoteProfile.B_ADMISSION in voted:
        return ArchiveCategory.ADMISSION
    if AgendaCategory.DISCIPLINE in found:
        return ArchiveCategory.DISCIPLINE
    return ArchiveCategory.MINUTES


def close_of(year: int, rule: str) -> date:
    """The day by which a year is to be archived: `rule` is MM-DD of the next year (archive_close)."""
    month, day = rule.split("-")
    return date(year + 1, int(month), int(day))


def own_title(words: str) -> str:
    """自拟题名外加方括号 (DA/T 22-2015)."""
    return f"[{words}]"


def missing_numbers(numbers: Iterable[int]) -> list[int]:
    """Those left out between 1 and the highest."""
    found = set(numbers)
    return [number for number in range(1, max(found, default=0) + 1) if number not in found]
