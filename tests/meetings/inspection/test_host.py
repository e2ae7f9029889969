"""HOST: for every check a year in which it reports, one in which it must not, one to which it does not apply."""

from datetime import timedelta
from typing import Any

from meetings.inspection.snapshot import Held
from meetings.rules.frequency import Life
from tests.cast import moment
from tests.meetings.inspection.family import Family, look
from tests.meetings.inspection.years import EVER, day, held, people, person, roll, year

START = moment(5, 9, 9, 0, 2025)  # a Friday
FREE = day(5, 11)  # a Sunday
PERSONS = {pk: person() for pk in (1, 2, 3)} | {9: person(stay=Life(None, day(3, 1)))}
BRANCH = people(PERSONS, secretary=1, deputy_secretary=2)
GROUP = people(PERSONS, group_leader=3)
WHOLE = {
    "host": 1, "recorder": 2, "place": "党员活动室", "due": 6, "present": 6, "end": START + timedelta(hours=1),
}  # fmt: skip


def one(kind: str = "branch_assembly", **facts: Any) -> list[Held]:
    """A meeting on the morning of 9 May, whole but for what is given."""
    return held(kind, day(5, 9), **({"start": START} | WHOLE | facts))


def lasting(minutes: int, kind: str = "branch_assembly") -> list[Held]:
    return one(kind, end=START + timedelta(minutes=minutes))


FINDS = [
    ("HOST-01", year(one(host=3), people=BRANCH)),
    ("HOST-01", year(one(host=2), people=BRANCH)),
    ("HOST-01", year(one("branch_committee", host=3, delegation_note="书记出差"), people=BRANCH)),
    ("HOST-02", year(one("group_meeting", group=2, host=1), people=GROUP)),
    ("HOST-03", year(one(recorder=9), people=BRANCH)),
    ("HOST-04", year(one(recorder=1))),
    ("HOST-05", year(one(roll=(*roll(1, state="leave"), *roll(2))))),
    ("HOST-06", year(one(place=""))),
    ("HOST-06", year(one(has_agenda=False))),
    ("HOST-07", year(lasting(5))),
    ("HOST-07", year(lasting(300))),
    ("HOST-08", year(held("theme_day", FREE), sector="government")),
    ("HOST-10", year(one(opposed=1, unheard=1))),
]
CLEAR = [
    ("HOST-01", year(one(host=2, delegation_note="书记出差"), people=BRANCH)),
    ("HOST-01", year(one(), people=BRANCH)),
    ("HOST-02", year(one("group_meeting", group=2, host=3), people=GROUP)),
    ("HOST-03", year(one(recorder=3), people=BRANCH)),
    ("HOST-04", year(one())),
    ("HOST-05", year(one(roll=roll(1, 2, state="online")))),
    ("HOST-06", year(one(), one("group_meeting", has_agenda=False))),
    ("HOST-07", year(lasting(60))),
    ("HOST-08", year(held("theme_day", FREE, shift_reason="村民白天务工"), sector="government")),
    ("HOST-10", year(one(opposed=1))),
]
NOT_APPLICABLE = [
    ("HOST-01", year(one(host=3), people=people(PERSONS))),
    ("HOST-01", year(one(host=3, has_election=True), people=BRANCH)),
    ("HOST-02", year(one("group_meeting", group=2, host=1), people=BRANCH)),
    ("HOST-03", year(one(host=None, host_name="莫怀远", recorder=None), people=BRANCH)),
    ("HOST-04", year(one(recorder=1, due=3))),
    ("HOST-05", year(one(host=None, host_name="莫怀远", roll=roll(2)))),
    ("HOST-06", year(one(place="", state="held"))),
    ("HOST-07", year(lasting(5, "oath_renewal"))),
    ("HOST-08", year(held("theme_day", FREE), sector="rural")),
    ("HOST-08", year(held("theme_day", FREE), knows_holidays=False)),
    ("HOST-10", year(one())),
    ("HOST-10", year(one(opposed=1, unheard=1), rules={"dissent_required": False})),
]


class TestHost(Family):
    prefix, size = "HOST", 10
    finds, clear, not_applicable, no_data = FINDS, CLEAR, NOT_APPLICABLE, ["HOST-09"]


def test_what_is_empty_is_named() -> None:
    [found] = look("HOST-06", year(one(place="", host=None))).findings
    assert found.actual == "2 项空：地点、主持人"


def test_a_theme_day_has_a_measure_of_its_own() -> None:
    s = year(lasting(60, "theme_day"), rules={"theme_day_min_minutes": 120})
    [found] = look("HOST-07", s).findings
    assert found.expected == "120 至 240 分钟"


def test_a_leader_of_another_time_is_not_the_leader() -> None:
    before = people({3: person(group=2)}, group_leader=3)
    [gone] = before.posts
    assert gone.life == EVER
    assert before.holders(("group_leader",), 2, day(1, 1, 2019)) == set()
