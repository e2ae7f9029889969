"""ATT: for every check a year in which it reports, one in which it must not, one to which it does not apply."""

from datetime import date, timedelta
from typing import Any

from meetings.inspection.people import People
from meetings.inspection.snapshot import Held, Mark
from meetings.inspection.vocabulary import Word
from meetings.rules.frequency import Life
from tests.cast import moment
from tests.meetings.inspection.family import Family, look
from tests.meetings.inspection.years import EVER, MONTHLY, counts, day, held, people, person, roll, year

START = moment(5, 10, 9, 0, 2025)
EARLY, LATE = START - timedelta(days=1), START + timedelta(days=1)


def one(kind: str = "branch_assembly", *marks: Mark, **facts: Any) -> list[Held]:
    """A meeting on 10 May."""
    return held(kind, day(5), roll=marks, start=START, **facts)


def roll_of(count: int, **special: Any) -> People:
    """So many full members, 1 to count, 1 the secretary; `p3=…` puts somebody else there."""
    persons = {pk: person() for pk in range(1, count + 1)}
    return people(persons | {int(name[1:]): who for name, who in special.items()}, secretary=1)


EXEMPT = {"p21": person(exemptions=(EVER,)), "p22": person(exemptions=(EVER,))}
TWENTY = roll(*range(1, 21))
TWO_OFF = roll(21, 22, state="exempt", is_due=False)
GONE = roll_of(3, p3=person(stay=Life(date(2020, 1, 1), day(5, 1))))
COMMITTEE = people({1: person(), 2: person(), 3: person()}, secretary=1, committee_member=2)
LEAVE = roll(3, state="leave", reason="illness")
FULL_YEAR = held("branch_assembly", *(day(month) for month in MONTHLY), due=20, present=20)
HALF_THERE = held("branch_assembly", *(day(month) for month in MONTHLY), due=20, present=16)


def at(place: str, gathering: int, hours: tuple[int, int], *marks: Mark) -> list[Held]:
    """A sitting on 10 May from one hour to another."""
    start, end = (moment(5, 10, hour, 0, 2025) for hour in hours)
    return [
        Held(
            gathering, "theme_day", day(5), roll=marks, gathering=gathering, start=start, end=end, place=place
        )
    ]


FINDS = [
    ("ATT-01", year(one("branch_assembly", *TWENTY, *TWO_OFF, due=22), people=roll_of(22, **EXEMPT))),
    ("ATT-02", year(one(**counts(20, 17, 1, 1)))),
    ("ATT-03", year(one("theme_day", *roll(1, 2), signed_in=frozenset({1})))),
    ("ATT-04", year(one("branch_assembly", *roll(1, 2), present=2, present_full=3))),
    ("ATT-05", year(one("branch_assembly", *roll(1), *roll(2, state="leave")))),
    ("ATT-06", year(one("branch_assembly", *roll(1), *LEAVE))),
    ("ATT-06", year(one("branch_assembly", *roll(3, state="leave", approved_at=LATE)))),
    ("ATT-07", year(HALF_THERE)),
    ("ATT-08", year(FULL_YEAR, people=roll_of(22, **EXEMPT))),
    ("ATT-09", year(one("branch_assembly", *roll(1, 2, 3)), people=GONE)),
    ("ATT-10", year(at("甲地", 1, (9, 10), *roll(1)), at("乙地", 2, (9, 11), *roll(1, 2)))),
    ("ATT-12", year(one("branch_committee", *roll(1, 2, 3)), people=COMMITTEE)),
    (
        "ATT-12",
        year(one("branch_committee", *roll(1, 2), guests=("谢𬱖",)), people=COMMITTEE, names={2: "谢𬱖"}),
    ),
    ("ATT-13", year(one("branch_assembly", *roll(1), *roll(2, state="home_study")), people=roll_of(2))),
    ("ATT-14", year(one("branch_assembly", *roll(1), *roll(2, state="unconfirmed")))),
    ("ATT-15", year(one("branch_assembly", *roll(1, state="online")))),
]
CLEAR = [
    ("ATT-01", year(one("branch_assembly", *TWENTY, *TWO_OFF, due=20), people=roll_of(22, **EXEMPT))),
    ("ATT-02", year(one(**counts(20, 18, 1, 1)))),
    ("ATT-03", year(one("theme_day", *roll(1), *roll(2, state="online"), signed_in=frozenset({1, 99})))),
    (
        "ATT-04",
        year(one("branch_assembly", *roll(1), *roll(2, category="probationary"), present=2, present_full=1)),
    ),
    ("ATT-05", year(one("branch_assembly", *roll(1), *roll(2, state="absent", reason="other")))),
    ("ATT-06", year(one("branch_assembly", *roll(3, state="leave", approved_at=EARLY)))),
    ("ATT-07", year(held("branch_assembly", *(day(m) for m in MONTHLY), due=20, present=17))),
    (
        "ATT-08",
        year(FULL_YEAR, held("theme_day", day(6, 1), due=20, present=19), people=roll_of(22, **EXEMPT)),
    ),
    ("ATT-09", year(one("branch_assembly", *roll(1, 2)), people=GONE)),
    ("ATT-10", year(at("甲地", 1, (9, 10), *roll(1)), at("乙地", 2, (9, 11), *roll(2)))),
    ("ATT-12", year(one("branch_committee", *roll(1, 2), guests=("莫怀远",)), people=COMMITTEE)),
    (
        "ATT-13",
        year(
            one("branch_assembly", *roll(1), *roll(2, state="home_study")),
            people=roll_of(2, p2=person(exemptions=(EVER,))),
        ),
    ),
    ("ATT-14", year(one("branch_assembly", *roll(1)))),
    ("ATT-15", year(one("party_lecture", *roll(1, state="online")), one("branch_assembly", *roll(1)))),
]
NOT_APPLICABLE = [
    ("ATT-01", year(one("villagers_meeting", *roll(1)), people=people({}))),
    ("ATT-02", year(one())),
    ("ATT-03", year(one("theme_day", *roll(1)))),
    ("ATT-04", year(one("branch_committee", *roll(1)))),
    ("ATT-05", year(one("branch_assembly", state="not_held"))),
    ("ATT-06", year(one("branch_assembly", *LEAVE), rules={"leave_needs_approval": False})),
    ("ATT-06", year(one("branch_assembly", *LEAVE, late_reason="停电"))),
    ("ATT-07", year(FULL_YEAR[:3])),
    ("ATT-08", year(FULL_YEAR, people=roll_of(20))),
    (
        "ATT-08",
        year(
            held("branch_assembly", *(day(m) for m in MONTHLY), due=4, present=4),
            people=roll_of(22, **EXEMPT),
        ),
    ),
    ("ATT-09", year(one("branch_committee", *roll(1)), people=COMMITTEE)),
    ("ATT-10", year(at("甲地", 1, (9, 10), *roll(1)), at("乙地", 2, (10, 11), *roll(1)))),
    ("ATT-12", year(one("theme_day", *roll(1)), people=COMMITTEE)),
    ("ATT-13", year()),
    ("ATT-14", year(one("branch_assembly", *roll(2, state="unconfirmed"), state="held"))),
    ("ATT-15", year(one("branch_assembly", *roll(1, state="online"), shift_reason="上级批准线上召开"))),
]


class TestAtt(Family):
    prefix, size = "ATT", 15
    finds, clear, not_applicable, no_data = FINDS, CLEAR, NOT_APPLICABLE, ["ATT-11"]


# --- The people of a day ---


def test_whoever_need_not_come_and_came_counts_on_both_sides() -> None:
    came = one(
        "branch_assembly", *TWENTY, *roll(21, is_due=False), *roll(22, state="exempt", is_due=False), due=21
    )
    assert look("ATT-01", year(came, people=roll_of(22, **EXEMPT))).word is Word.CLEAR


def test_the_difference_is_behind_the_finding() -> None:
    [found] = look("ATT-01", FINDS[0][1]).findings
    assert found.reckoning == "当日范围 22 人，豁免 2 人，应到 20 人，记为 22 人。"
    assert [row.pk for row in found.evidence if row.kind == "member"] == []


def test_floating_members_are_due_where_the_rule_says_so() -> None:
    floating = person(statuses=(("floating", EVER),))
    met = one("branch_assembly", *roll(1), *roll(2, state="elsewhere", is_due=False), due=1)
    assert look("ATT-01", year(met, people=roll_of(2, p2=floating))).word is Word.CLEAR
    strict = year(met, people=roll_of(2, p2=floating), rules={"floating_is_due": True})
    assert look("ATT-01", strict).word is Word.FOUND
    assert look("ATT-13", strict).word is Word.FOUND


def test_a_group_is_judged_by_its_own_people() -> None:
    persons = {1: person(group=2), 2: person(group=2), 3: person(group=4)}
    met = one("group_meeting", *roll(1, 2), due=2, group=2)
    assert look("ATT-01", year(met, people=people(persons))).word is Word.CLEAR


def test_people_of_a_day() -> None:
    who = roll_of(3, p2=person(category="probationary"), p3=person(stay=Life(day(6), day(9))))
    assert who.roster(day(5)) == {1, 2}
    assert who.roster(day(6)) == {1, 2, 3}
    assert who.full(day(5)) == {1}
    assert who.secretaries(day(5)) == {1}
    assert who.scope("villagers_meeting", None, day(5)) is None
