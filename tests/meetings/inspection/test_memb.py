"""MEMB: for every check a year in which it reports, one in which it must not, one to which it does not apply."""

from datetime import date
from typing import Any

import pytest

from meetings.inspection.checks.committee import months_after
from meetings.inspection.office import Office, Particulars, Term
from meetings.inspection.people import Holding, People, Person
from meetings.rules.frequency import Life
from tests.meetings.inspection.family import Family, look
from tests.meetings.inspection.years import EVER, day, held, person, roll, year

SUSPENDED, LOST, CORRECTION = "membership_suspended", "lost_contact", "correction"
POSTS = (
    "secretary", "deputy_secretary", "organisation_commissioner", "publicity_commissioner", "discipline_commissioner",
)  # fmt: skip


def folk(full: int, probationary: int = 0, **posts: int) -> People:
    """So many members; `secretary=1` and so on since ever."""
    persons = {pk: person() for pk in range(1, full + 1)}
    persons |= {full + pk: person(category="probationary") for pk in range(1, probationary + 1)}
    return People(7, persons, [Holding(pk, post, 7, EVER) for post, pk in posts.items()])


def board(size: int) -> dict[str, int]:
    """The first so many hold posts."""
    return {post: at for at, post in enumerate(POSTS[:size], start=1)}


def one(**facts: Any) -> People:
    return People(7, {1: person(**facts)})


def term(**facts: Any) -> Office:
    return Office([Term(date(2020, 12, 1), **facts)])


def dates(born: int = 1980, joined: date = date(2010, 7, 1), full: date | None = date(2011, 7, 1)) -> Office:
    return Office(particulars={1: Particulars(date(born, 5, 1), joined, full)})


def away(*states: str) -> list[Any]:
    """Meetings from August on, at which member 1 was marked so."""
    return [
        row
        for at, state in enumerate(states)
        for row in held("theme_day", day(8 + at), roll=roll(1, state=state))
    ]


GONE = People(7, {1: person()}, [Holding(1, "secretary", 7, Life(date(2020, 1, 1), date(2025, 10, 1)))])
LATE_GONE = People(7, {1: person()}, [Holding(1, "secretary", 7, Life(date(2020, 1, 1), date(2025, 12, 20)))])
LEFT = People(
    7,
    {pk: person() for pk in (1, 2, 3)},
    [
        Holding(1, "secretary", 7, EVER),
        Holding(2, "committee_member", 7, EVER),
        Holding(3, "committee_member", 7, Life(date(2021, 1, 1), date(2025, 9, 1))),
    ],
)
FINDS = [
    ("MEMB-01", year(away("absent", "leave", "absent"), people=one())),
    ("MEMB-04", year(people=one(statuses=((SUSPENDED, Life(date(2023, 11, 1))),)))),
    ("MEMB-05", year(people=one(statuses=((LOST, Life(date(2025, 4, 1))),)))),
    ("MEMB-08", year(people=folk(2, 3))),
    ("MEMB-09", year(people=folk(58))),
    ("MEMB-10", year(people=folk(9, secretary=1))),
    ("MEMB-11", year(people=People(7, {}, [Holding(pk, "committee_member", 7, EVER) for pk in range(1, 9)]))),
    ("MEMB-12", year(people=GONE, secretaries=[(1, Life(date(2020, 1, 1), date(2025, 10, 1)))])),
    ("MEMB-13", year(office=term(due_on=date(2025, 12, 1)))),
    (
        "MEMB-14",
        year(
            office=term(due_on=date(2025, 1, 1), extended_to=date(2026, 7, 1), extension_doc="批〔2025〕1 号")
        ),
    ),
    ("MEMB-14", year(office=term(due_on=date(2025, 1, 1), extended_to=date(2025, 7, 1)))),
    ("MEMB-15", year(people=LEFT, office=term(seats=3))),
    ("MEMB-17", year(people=one(), office=dates(full=date(2010, 12, 1)))),
    ("MEMB-17", year(people=one(), office=dates(born=1995))),
    ("MEMB-18", year(people=one(), office=Office(particulars={1: Particulars(blanks=("full_on", "job"))}))),
    ("MEMB-21", year(people=one(statuses=((CORRECTION, Life(date(2024, 11, 1))),)))),
    ("MEMB-22", year(kind="joint_branch", office=Office(unit_count=7))),
]
CLEAR = [
    ("MEMB-01", year(away("absent", "home_study", "absent"), people=one())),
    ("MEMB-04", year(people=one(statuses=((SUSPENDED, Life(date(2025, 1, 1))),)))),
    ("MEMB-05", year(people=one(statuses=((LOST, Life(date(2025, 10, 1))),)))),
    ("MEMB-08", year(people=folk(3))),
    ("MEMB-09", year(people=folk(50))),
    ("MEMB-10", year(people=folk(9, **board(3)))),
    ("MEMB-11", year(people=folk(9, **board(5)))),
    ("MEMB-12", year(people=folk(3, secretary=1))),
    ("MEMB-12", year(people=LATE_GONE, secretaries=[(1, Life(date(2020, 1, 1), date(2025, 12, 20)))])),
    ("MEMB-13", year(office=term(due_on=date(2026, 8, 31)))),
    (
        "MEMB-14",
        year(
            office=term(due_on=date(2025, 1, 1), extended_to=date(2025, 7, 1), extension_doc="批〔2025〕1 号")
        ),
    ),
    ("MEMB-15", year(people=folk(9, **board(3)), office=term(seats=3))),
    ("MEMB-17", year(people=one(), office=dates())),
    (
        "MEMB-18",
        year(
            people=one(category="probationary"),
            office=Office(particulars={1: Particulars(blanks=("full_on",))}),
        ),
    ),
    ("MEMB-21", year(people=one(statuses=((CORRECTION, Life(date(2025, 3, 1))),)))),
    ("MEMB-22", year(kind="joint_branch", office=Office(unit_count=4))),
]
NOT_APPLICABLE = [
    ("MEMB-01", year(people=one())),
    ("MEMB-01", year(away("absent"), people=one(statuses=((LOST, Life(date(2025, 4, 1))),)))),
    ("MEMB-01", year(away("absent"), people=one(stay=Life(date(2025, 7, 15))))),
    ("MEMB-04", year(people=one())),
    ("MEMB-05", year(people=one())),
    ("MEMB-08", year(kind="temporary_branch", people=folk(2))),
    ("MEMB-09", year(kind="committee", people=folk(58))),
    ("MEMB-10", year(people=folk(6, secretary=1))),
    ("MEMB-11", year(people=folk(6, secretary=1))),
    ("MEMB-12", year(kind="temporary_branch", people=folk(3))),
    ("MEMB-13", year(office=Office())),
    ("MEMB-14", year(office=term(due_on=date(2025, 12, 1)))),
    ("MEMB-15", year(people=LEFT, office=term())),
    ("MEMB-17", year(people=one(), office=Office())),
    ("MEMB-18", year(people=People(7))),
    ("MEMB-21", year(people=one())),
    ("MEMB-22", year(office=Office(unit_count=7))),
]


class TestMemb(Family):
    prefix, size = "MEMB", 22
    finds, clear, not_applicable = FINDS, CLEAR, NOT_APPLICABLE
    no_data = ["MEMB-02", "MEMB-03", "MEMB-06", "MEMB-07", "MEMB-16", "MEMB-19", "MEMB-20"]


def test_whoever_is_not_seen_is_asked_for_a_reason_and_never_called_lost() -> None:
    [found] = look("MEMB-01", FINDS[0][1]).findings
    assert "请核实是否有正当理由" in found.actual
    assert "脱党" not in found.reckoning


def test_what_is_blank_is_counted_by_column_and_names_nobody() -> None:
    [found] = look(
        "MEMB-18", year(people=one(), office=Office(particulars={1: Particulars(blanks=("phone",))}))
    ).findings
    assert found.actual == "空着：联系电话 1 人"
    assert found.evidence == ()


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ((2025, 1, 31), 1, (2025, 2, 28)),
        ((2024, 1, 31), 1, (2024, 2, 29)),
        ((2025, 12, 15), -6, (2025, 6, 15)),
        ((2025, 11, 30), 3, (2026, 2, 28)),
        ((2025, 5, 31), 12, (2026, 5, 31)),
    ],
)
def test_months_end_where_the_month_ends(start: Any, months: int, end: Any) -> None:
    assert months_after(date(*start), months) == date(*end)


def test_a_year_that_goes_on_is_looked_at_as_it_is_today() -> None:
    s = year(
        people=GONE, secretaries=[(1, Life(date(2020, 1, 1), date(2025, 10, 1)))], today=date(2025, 10, 15)
    )
    assert look("MEMB-12", s).findings == ()


def test_somebody_without_dates_of_posts_is_a_person_all_the_same() -> None:
    assert Person().on_roll(date(2025, 1, 1)) is False
