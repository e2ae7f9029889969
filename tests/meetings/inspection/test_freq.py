"""FREQ: for every check a year in which it reports, one in which it must not, one to which it does not apply."""

from dataclasses import replace
from datetime import date, timedelta

from meetings.inspection.snapshot import Slot
from meetings.inspection.vocabulary import Word
from meetings.rules.frequency import Life
from tests.meetings.inspection.family import Family, look
from tests.meetings.inspection.years import COMMITTEE, MONTHLY, day, held, roll, slots, year

QUARTERLY = [day(month) for month in (2, 5, 9, 12)]
ASSEMBLIES = held("branch_assembly", *QUARTERLY)
COMMITTEES = held("branch_committee", *(day(month) for month in MONTHLY))
WITHOUT_MAY = [one for one in COMMITTEES if one.day.month != 5]
THEME_DAYS = held("theme_day", *(day(month, 20) for month in MONTHLY))
ON_OTHER_DAYS = held("theme_day", *(day(month, 21 if month < 9 else 20) for month in MONTHLY))
FEW_MOVED = held("theme_day", *(day(month, 21 if month < 6 else 20) for month in MONTHLY))
GROUP_2 = held("group_meeting", *(day(month) for month in MONTHLY if month != 4), group=2)
CHAIR = [(1, Life(date(2023, 9, 15)))]
NEW_CHAIR = [(1, Life(date(2025, 9, 15)))]
CADRE = [(6, Life(date(2020, 1, 1)))]
COUNTED = {"cadres": CADRE}
FIRST_HALF = held("branch_assembly", *(day(month) for month in range(1, 7)), roll=roll(6, state="absent"))
SECOND_HALF = held("branch_assembly", *(day(month) for month in range(7, 13)), roll=roll(6))
ONCE = held("theme_day", day(3), roll=roll(6))
CROWD = held("branch_committee", *(day(12, number) for number in range(25, 30)))
THIN = held("branch_committee", *(day(12, number) for number in (25, 29)))

FINDS = [
    ("FREQ-01", year([one for one in ASSEMBLIES if one.day.month != 9])),
    ("FREQ-02", year(WITHOUT_MAY)),
    ("FREQ-03", year(GROUP_2, groups={2: Life(date(2020, 1, 1))})),
    ("FREQ-04", year(held("party_lecture", day(1), day(8), day(11)))),
    ("FREQ-05", year([one for one in THEME_DAYS if one.day.month != 6])),
    (
        "FREQ-06",
        year(held("theme_day", day(3, 6), scheduled_on=day(2, 24)), slots=slots(m2=Slot(2, day(2, 24)))),
    ),
    ("FREQ-07", year(ON_OTHER_DAYS, slots=slots())),
    ("FREQ-08", year(today=date(2026, 4, 1))),
    ("FREQ-10", year(secretaries=CHAIR)),
    ("FREQ-12", year(kind="committee")),
    ("FREQ-12", year(held("democratic_life", day(11), state="postponed"), kind="committee", today=day(12))),
    ("FREQ-14", year(CROWD)),
    ("FREQ-15", year(held("general_assembly", day(2), day(8), day(11)), kind="general_branch")),
    (
        "FREQ-16",
        year(
            held("secretaries_meeting", day(2), day(5), day(11)),
            kind="committee",
            rules={"secretaries_per_quarter": 1},
        ),
    ),
    ("FREQ-17", year(lecturing_cadres=CADRE, lectures={6: 1}, rules={"visiting_lecture_min": 2})),
    ("FREQ-18", year(slots=slots(m1=Slot(1, day(2, 1))))),
    ("FREQ-19", year(FIRST_HALF, SECOND_HALF, **COUNTED)),
]
CLEAR = [
    ("FREQ-01", year(held("branch_assembly", day(2), day(5), day(9, 30), day(12)))),
    ("FREQ-02", year(COMMITTEES)),
    ("FREQ-03", year(GROUP_2, groups={2: Life(date(2025, 4, 20))})),
    ("FREQ-04", year(held("party_lecture", day(3), day(9)), rules={"lecture_period": "half_year"})),
    ("FREQ-05", year([one for one in THEME_DAYS if one.day.month != 8], waived=frozenset({(2025, 8)}))),
    ("FREQ-06", year(held("theme_day", day(6, 26)), slots=slots(m6=Slot(6, day(6, 22))))),
    ("FREQ-07", year(FEW_MOVED, slots=slots())),
    ("FREQ-08", year(held("organisational_life", day(2, 20, 2026)))),
    ("FREQ-10", year(secretaries=CHAIR, lectures={1: 1})),
    ("FREQ-12", year(held("democratic_life", day(12)), kind="committee")),
    ("FREQ-14", year(THIN)),
    ("FREQ-15", year(held("general_assembly", *QUARTERLY), kind="general_branch")),
    (
        "FREQ-16",
        year(held("secretaries_meeting", *QUARTERLY), kind="committee", rules={"secretaries_per_quarter": 1}),
    ),
    ("FREQ-17", year(lecturing_cadres=CADRE, lectures={6: 2}, rules={"visiting_lecture_min": 2})),
    ("FREQ-18", year(slots=slots(m2=Slot(2, day(2, 24))))),
    ("FREQ-19", year(FIRST_HALF, ONCE, SECOND_HALF, **COUNTED)),
]
NOT_APPLICABLE = [
    ("FREQ-01", year(life=Life(date(2025, 12, 1)))),
    ("FREQ-02", year(posts=COMMITTEE[:1])),
    ("FREQ-03", year()),
    ("FREQ-04", year(today=day(3))),
    ("FREQ-05", year(rules={"waived_months": tuple(MONTHLY)})),
    ("FREQ-06", year(THEME_DAYS, slots=[Slot(month, day(month, 1), True) for month in MONTHLY])),
    ("FREQ-07", year(THEME_DAYS[:3], slots=slots())),
    ("FREQ-08", year(today=date(2026, 3, 31))),
    ("FREQ-10", year()),
    ("FREQ-10", year(secretaries=NEW_CHAIR)),
    ("FREQ-12", year()),
    ("FREQ-14", year(CROWD, rules={"min_sample_meetings": 60})),
    ("FREQ-15", year()),
    ("FREQ-16", year(kind="committee")),
    (
        "FREQ-16",
        year(
            held("secretaries_meeting", *QUARTERLY, state="postponed"),
            kind="committee",
            rules={"secretaries_per_quarter": 1},
        ),
    ),
    ("FREQ-17", year(lecturing_cadres=CADRE)),
    ("FREQ-18", year(slots=[Slot(month, None, is_waived=True) for month in MONTHLY])),
    ("FREQ-19", year([replace(one, roll=roll(6, is_due=False)) for one in FIRST_HALF], **COUNTED)),
]
NO_DATA = ["FREQ-09", "FREQ-11", "FREQ-13"]


class TestFreq(Family):
    prefix, size = "FREQ", 19
    finds, clear, not_applicable, no_data = FINDS, CLEAR, NOT_APPLICABLE, NO_DATA


# --- What the words say ---


def test_the_reckoning_names_the_numbers() -> None:
    [found] = look("FREQ-01", FINDS[0][1]).findings
    assert found.reckoning == "2025年三季度应开 1 次，已开 0 次，少 1 次。"
    assert (found.window.first, found.window.last) == (day(7, 1), day(9, 30))


def test_a_group_is_named_and_is_its_own_subject() -> None:
    [found] = look("FREQ-03", replace(FINDS[2][1], group_names={2: "第二党小组"})).findings
    assert found.subject.pk == 2
    assert "第二党小组" in found.expected


def test_a_reason_on_record_accounts_for_what_is_missing() -> None:
    unheld = held("branch_committee", day(5), state="not_held", reason="防汛")
    [found] = look("FREQ-02", year(WITHOUT_MAY, unheld)).findings
    assert found.excuse == "未召开：防汛"
    assert [one.pk for one in found.evidence] == [unheld[0].pk]


def test_one_reason_does_not_account_for_two() -> None:
    unheld = held("branch_committee", day(5), state="not_held", reason="防汛")
    more = held("branch_committee", *(day(month, 20) for month in MONTHLY if month != 5))
    [found] = look("FREQ-02", year(WITHOUT_MAY, more, unheld, rules={"committee_per_month": 2})).findings
    assert found.actual == "已开 0 次"
    assert not found.excuse


def test_a_planned_meeting_without_a_record_is_mentioned() -> None:
    planned = held("branch_committee", day(5), state="planned")
    [found] = look("FREQ-02", year(WITHOUT_MAY, planned)).findings
    assert "另有 1 次过了计划日而没有记录" in found.reckoning


def test_a_period_that_still_runs_is_not_judged() -> None:
    assert look("FREQ-02", year(COMMITTEES[:4], today=day(5, 31))).word is Word.CLEAR


def test_the_crowd_is_the_fullest_stretch_at_the_end() -> None:
    [found] = look("FREQ-14", year(CROWD)).findings
    assert found.actual.endswith("开了 5 次")
    assert found.window.last - found.window.first > timedelta(days=80)


def test_a_person_is_told_of_by_number_only() -> None:
    [found] = look("FREQ-19", year(FIRST_HALF, SECOND_HALF, **COUNTED)).findings
    assert (found.subject.kind, found.subject.pk) == ("member", 6)
    assert found.reckoning == "2025年上半年支部开会 6 次应到，到会 0 次，少于 1 次。"
