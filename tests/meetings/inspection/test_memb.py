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


def elsewhere(month: int) -> list[Any]:
    """A meeting at which member 1 was not due, having come elsewhere."""
    return held("branch_assembly", day(month), roll=roll(1, state="elsewhere", is_due=False))


def made_up(on: date) -> Office:
    return Office(particulars={1: Particulars(made_up_on=on)})


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
FOLLOWED = People(  # a seat is empty since March, another changed hands in November
    7,
    {pk: person() for pk in (1, 2, 3, 4)},
    [
        Holding(1, "secretary", 7, EVER),
        Holding(2, "committee_member", 7, Life(date(2021, 1, 1), date(2025, 11, 20))),
        Holding(3, "committee_member", 7, Life(date(2025, 11, 20))),
        Holding(4, "committee_member", 7, Life(date(2021, 1, 1), date(2025, 3, 1))),
    ],
)
NO_CARD = Office(particulars={1: Particulars(blanks=("id_number",))})
COLLECTED = {"id_number_collect": True, "roster_required_fields": ("name", "id_number")}
FINDS = [
    ("MEMB-01", year(away("absent", "leave", "absent"), people=one())),
    ("MEMB-01", year(away("absent", "absent"), people=one(), office=made_up(date(2025, 5, 30)))),
    ("MEMB-04", year(people=one(statuses=((SUSPENDED, Life(date(2023, 11, 1))),)))),
    ("MEMB-05", year(people=one(statuses=((LOST, Life(date(2025, 4, 1))),)))),
    ("MEMB-08", year(people=folk(2, 3))),
    ("MEMB-09", year(people=folk(58))),
    ("MEMB-09", year(kind="temporary_branch", people=folk(58))),
    ("MEMB-10", year(people=folk(9, secretary=1))),
    ("MEMB-11", year(people=People(7, {}, [Holding(pk, "committee_member", 7, EVER) for pk in range(1, 9)]))),
    ("MEMB-12", year(people=GONE)),
    ("MEMB-12", year(kind="temporary_branch", people=folk(3))),
    ("MEMB-13", year(office=term(due_on=date(2025, 12, 1)))),
    (
        "MEMB-14",
        year(
            office=term(due_on=date(2025, 1, 1), extended_to=date(2026, 7, 1), extension_doc="批〔2025〕1 号")
        ),
    ),
    ("MEMB-14", year(office=term(due_on=date(2025, 1, 1), extended_to=date(2025, 7, 1)))),
    ("MEMB-15", year(people=LEFT, office=term(seats=3))),
    ("MEMB-15", year(people=FOLLOWED, office=term(seats=3))),
    ("MEMB-17", year(people=one(), office=dates(joined=date(2020, 7, 1), full=date(2020, 12, 1)))),
    ("MEMB-17", year(people=one(), office=dates(born=1995))),
    ("MEMB-18", year(people=one(), office=Office(particulars={1: Particulars(blanks=("full_on", "job"))}))),
    ("MEMB-18", year(people=one(), office=NO_CARD, rules=COLLECTED)),
    ("MEMB-21", year(people=one(statuses=((CORRECTION, Life(date(2024, 11, 1))),)))),
    ("MEMB-22", year(kind="joint_branch", office=Office(unit_count=7))),
]
CLEAR = [
    ("MEMB-01", year(away("absent", "home_study", "absent"), people=one())),
    ("MEMB-01", year(away("absent", "absent"), people=one(), office=made_up(date(2025, 11, 3)))),
    ("MEMB-01", year(away("absent"), elsewhere(9), people=one())),
    ("MEMB-04", year(people=one(statuses=((SUSPENDED, Life(date(2025, 1, 1))),)))),
    ("MEMB-05", year(people=one(statuses=((LOST, Life(date(2025, 10, 1))),)))),
    ("MEMB-08", year(people=folk(3))),
    ("MEMB-09", year(people=folk(50))),
    ("MEMB-10", year(people=folk(9, **board(3)))),
    ("MEMB-11", year(people=folk(9, **board(5)))),
    ("MEMB-12", year(people=folk(3, secretary=1))),
    ("MEMB-12", year(people=LATE_GONE)),
    ("MEMB-12", year(people=folk(3), today=date(2025, 1, 5))),
    ("MEMB-12", year(people=folk(3), life=Life(date(2025, 12, 10)))),
    ("MEMB-13", year(office=term(due_on=date(2026, 8, 31)))),
    (
        "MEMB-14",
        year(
            office=term(due_on=date(2025, 1, 1), extended_to=date(2025, 7, 1), extension_doc="批〔2025〕1 号")
        ),
    ),
    (
        "MEMB-13",
        year(
            office=Office(
                [Term(date(2020, 9, 1), date(2023, 8, 31)), Term(date(2023, 9, 1), date(2026, 8, 31))]
            )
        ),
    ),
    ("MEMB-15", year(people=folk(9, **board(3)), office=term(seats=3))),
    ("MEMB-15", year(people=LEFT, office=term(seats=3), today=date(2025, 10, 11))),
    ("MEMB-15", year(people=folk(9, **board(2)), office=term(seats=3), today=date(2025, 1, 5))),
    ("MEMB-17", year(people=one(), office=dates(joined=date(2020, 7, 1), full=date(2021, 7, 1)))),
    ("MEMB-17", year(people=one(), office=dates(1950, date(1972, 7, 1), date(1972, 7, 1)))),
    (
        "MEMB-18",
        year(
            people=one(category="probationary"),
            office=Office(particulars={1: Particulars(blanks=("full_on",))}),
        ),
    ),
    ("MEMB-18", year(people=one(), office=NO_CARD)),
    ("MEMB-18", year(people=one(), office=NO_CARD, rules=COLLECTED | {"id_number_collect": False})),
    ("MEMB-21", year(people=one(statuses=((CORRECTION, Life(date(2025, 3, 1))),)))),
    ("MEMB-22", year(kind="joint_branch", office=Office(unit_count=4))),
]
NOT_APPLICABLE = [
    ("MEMB-01", year(people=one())),
    ("MEMB-01", year(away("unconfirmed", "unconfirmed"), people=one())),
    ("MEMB-01", year(away("absent"), people=one(statuses=((LOST, Life(date(2025, 4, 1))),)))),
    ("MEMB-01", year(away("absent"), people=one(stay=Life(date(2025, 7, 15))))),
    ("MEMB-04", year(people=one())),
    ("MEMB-05", year(people=one())),
    ("MEMB-08", year(kind="temporary_branch", people=folk(2))),
    ("MEMB-09", year(kind="committee", people=folk(58))),
    ("MEMB-10", year(people=folk(6, secretary=1))),
    ("MEMB-11", year(people=folk(6, secretary=1))),
    ("MEMB-12", year(kind="general_branch", people=folk(3))),
    ("MEMB-12", year(people=folk(3), life=Life(date(2010, 7, 1), date(2025, 11, 1)))),
    ("MEMB-13", year(office=Office())),
    ("MEMB-13", year(kind="temporary_branch", office=term(due_on=date(2025, 12, 1)))),
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
    assert look("MEMB-12", year(people=GONE, today=date(2025, 10, 15))).findings == ()


DAYS = (
    (GONE, "MEMB-12", "2025年内空缺 91 天"),
    (LEFT, "MEMB-15", "在任 2 人，2025年内空缺 121 天"),
    (FOLLOWED, "MEMB-15", "在任 2 人，2025年内空缺 305 天"),
)


@pytest.mark.parametrize(("people", "code", "words"), DAYS, ids=["secretary", "seat", "changed hands"])
def test_a_gap_is_as_long_as_nobody_filled_it(people: People, code: str, words: str) -> None:
    [found] = look(code, year(people=people, office=term(seats=3))).findings
    assert found.actual == words


def test_a_gap_from_before_the_year_counts_from_its_first_day() -> None:
    [found] = look("MEMB-12", year(people=folk(3), today=date(2025, 3, 1))).findings
    assert found.actual == "2025年内空缺 59 天"


def test_two_faults_of_the_same_dates_are_one_finding() -> None:
    [found] = look("MEMB-17", year(people=one(), office=dates(1995, full=date(2010, 12, 1)))).findings
    assert found.actual == "2010-07-01入党，2010-12-01转正；2010-07-01入党时不满 18 岁"


def test_whoever_joined_while_there_was_no_probation_may_still_have_been_too_young() -> None:
    [found] = look(
        "MEMB-17", year(people=one(), office=dates(1956, date(1972, 7, 1), date(1972, 7, 1)))
    ).findings
    assert found.actual == "1972-07-01入党时不满 18 岁"


def test_somebody_without_dates_of_posts_is_a_person_all_the_same() -> None:
    assert Person().on_roll(date(2025, 1, 1)) is False
