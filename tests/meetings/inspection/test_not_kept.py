"""Families whose data is not kept yet, and the catalogue as a whole: 162 checks, none passes silently."""

from collections import Counter

from meetings.inspection.checks import CHECKS
from meetings.inspection.papers import Papers, Told
from meetings.inspection.vocabulary import Word
from tests.meetings.inspection.family import Family, look
from tests.meetings.inspection.years import day, held, year

# checks.md 0.7
SIZES = {
    "FREQ": 19, "ATT": 15, "HOST": 10, "VOTE": 27, "ADMN": 12, "AUTH": 12, "FILE": 12, "ARCH": 6, "MEMB": 22, "APPR": 8,
    "POST": 5, "GOAL": 5, "VILL": 9,
}  # fmt: skip
WHOLLY = {"ADMN", "APPR", "POST", "GOAL"}


def test_the_catalogue_has_every_code_without_a_gap() -> None:
    assert Counter(check.family for check in CHECKS.values()) == SIZES
    assert list(CHECKS) == [
        f"{name}-{number:02d}" for name, size in SIZES.items() for number in range(1, size + 1)
    ]


def test_what_is_not_kept_is_said_and_never_passes() -> None:
    for check in CHECKS.values():
        if check.family in WHOLLY:
            said = look(check.code, year())
            assert (said.word, said.reason, said.findings) == (Word.NO_DATA, check.lacking, ()), check.code


def told(days_before: int, **more: bool) -> Papers:
    return Papers(notices={8: Told(day(5, 20 - days_before), 30, 30, **more)})


VILLAGERS = held("villagers_meeting", day(5, 20), gathering=8)


class TestVill(Family):
    prefix, size = "VILL", 9
    finds = [("VILL-09", year(VILLAGERS, papers=told(5)))]
    clear = [("VILL-09", year(VILLAGERS, papers=told(10)))]
    not_applicable = [
        ("VILL-09", year(VILLAGERS)),
        ("VILL-09", year(VILLAGERS, papers=told(5, is_urgent=True))),
        ("VILL-09", year(held("theme_day", day(5, 20), gathering=8), papers=told(5))),
    ]
    no_data = [f"VILL-{number:02d}" for number in range(1, 9)]
