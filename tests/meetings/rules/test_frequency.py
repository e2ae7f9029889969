"""What is owed, and what a cell of the year says."""

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from meetings.kinds import MeetingKind
from meetings.rules import frequency
from meetings.rules.catalogue.rules import Rules
from meetings.rules.frequency import Facts, Life, Sitting, Window

TODAY, DAY = date(2026, 11, 24), timedelta(days=1)
OFFICE = tuple((member, Life(date(2023, 9, 15))) for member in (1, 2, 3))
BRANCH = Facts("branch", Life(date(2010, 7, 1)), OFFICE, {7: Life(), 8: Life()})

DUTY_OF = frequency.duties(Rules())
THEME_DAY = DUTY_OF[MeetingKind.THEME_DAY]
COMMITTEE = DUTY_OF[MeetingKind.BRANCH_COMMITTEE]
ASSEMBLY = DUTY_OF[MeetingKind.BRANCH_ASSEMBLY]
GROUP = DUTY_OF[MeetingKind.GROUP_MEETING]
LIFE = DUTY_OF[MeetingKind.ORGANISATIONAL_LIFE]


def word(duty: frequency.Duty, month: int, *sittings: Sitting, facts: Facts = BRANCH) -> str:
    return frequency.cell(duty, facts, sittings, 2026, month, TODAY).word


def theme(month: int, day: int, state: str) -> Sitting:
    return Sitting("theme_day", date(2026, month, day), state)


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ("archived", "已归档"),
        ("accepted", "已备案"),
        ("filed", "已报备"),
        ("recorded", "已开未报"),
        ("held", "已开未报"),
        ("returned", "已退回"),
        ("planned", "待记录"),
        ("postponed", "延期"),
        ("not_held", "未召开"),
    ],
)
def test_a_single_meeting_gives_its_month_its_word(state: str, says: str) -> None:
    assert word(THEME_DAY, 9, theme(9, 18, state)) == says


def test_a_month_without_a_meeting_is_missing_only_when_it_is_over() -> None:
    assert word(THEME_DAY, 10) == "应开未开"
    assert word(THEME_DAY, 11) == "未到期"
    assert word(THEME_DAY, 12, theme(12, 18, "noticed")) == "已通知"


def test_what_waits_for_its_record_and_what_is_more_than_owed_is_not_missing() -> None:
    for states in (["planned"], ["accepted", "accepted"], ["accepted", "not_held"], ["not_held", "planned"]):
        found = [theme(9, 18 + place, state) for place, state in enumerate(states)]
        assert frequency.cell(THEME_DAY, BRANCH, found, 2026, 9, TODAY).missing == 0
    assert frequency.cell(THEME_DAY, BRANCH, [], 2026, 11, TODAY).missing == 0, "the month is not over"


def test_what_waits_for_a_hand_outweighs_what_is_on_file() -> None:
    assert word(THEME_DAY, 9, theme(9, 18, "accepted"), theme(9, 25, "returned")) == "已退回"


def test_a_branch_of_two_commissioners_owes_no_committee_meeting() -> None:
    small = Facts("branch", Life(date(2010, 7, 1)), OFFICE[:2])
    assert word(COMMITTEE, 10) == "应开未开"
    assert word(COMMITTEE, 10, facts=small) == "不适用"


def test_a_committee_elected_in_the_middle_of_a_month_owes_from_the_next() -> None:
    late = Facts("branch", Life(), tuple((m, Life(date(2026, 9, 15))) for m in (1, 2, 3)))
    assert word(COMMITTEE, 9, facts=late) == "不适用"
    assert word(COMMITTEE, 10, facts=late) == "应开未开"


def test_one_group_that_met_does_not_stand_for_the_other() -> None:
    met = Sitting("group_meeting", date(2026, 9, 10), "accepted", group=7)
    cell = frequency.cell(GROUP, BRANCH, [met, met], 2026, 9, TODAY)
    assert (cell.word, cell.owed, cell.missing) == ("应开未开", 2, 1)
    other = Sitting("group_meeting", date(2026, 9, 11), "accepted", group=8)
    assert word(GROUP, 9, met, other) == "已备案"


def test_a_branch_without_groups_owes_no_group_meeting() -> None:
    assert word(GROUP, 9, facts=Facts("branch")) == "不适用"


def test_the_last_month_answers_for_the_quarter_the_others_tell_what_was_held() -> None:
    april = Sitting("branch_assembly", date(2026, 4, 9), "accepted")
    assert [word(ASSEMBLY, month, april) for month in (4, 5, 6, 9)] == [
        "已备案",
        "不适用",
        "已备案",
        "应开未开",
    ]


def test_an_organisational_life_meeting_of_february_belongs_to_the_year_before() -> None:
    february = Sitting("organisational_life", date(2027, 2, 3), "accepted")
    assert word(LIFE, 12, february) == "已备案"
    old = Sitting("organisational_life", date(2026, 2, 3), "accepted")
    assert (word(LIFE, 2, old), word(LIFE, 12, old)) == ("已备案", "未到期")
    assert frequency.current_window(LIFE, date(2026, 2, 3)) == Window(date(2025, 4, 1), date(2026, 3, 31))


def test_a_branch_founded_late_owes_nothing_for_a_period_it_hardly_saw() -> None:
    young = Facts("branch", Life(date(2026, 9, 2)))
    assert word(THEME_DAY, 9, facts=young) == "不适用"
    assert word(ASSEMBLY, 9, facts=young) == "不适用"
    assert word(THEME_DAY, 10, facts=young) == "应开未开"


def test_a_meeting_not_held_for_a_reason_is_not_counted_as_missing() -> None:
    cell = frequency.cell(THEME_DAY, BRANCH, [theme(2, 24, "not_held")], 2026, 2, TODAY)
    assert (cell.word, cell.missing) == ("未召开", 0)


def test_a_general_branch_owes_other_meetings_than_a_branch() -> None:
    kinds = [duty.kind for duty in frequency.duties_for("general_branch", Rules())]
    assert kinds == [MeetingKind.GENERAL_ASSEMBLY, MeetingKind.GENERAL_COMMITTEE]


# --- The same by the rules of a body ---


def by(**values: Any) -> Rules:
    return replace(Rules(), **values)


@pytest.mark.parametrize(
    ("period", "month", "window"),
    [
        ("month", 5, Window(date(2026, 5, 1), date(2026, 5, 31))),
        ("quarter", 6, Window(date(2026, 4, 1), date(2026, 6, 30))),
        ("half_year", 6, Window(date(2026, 1, 1), date(2026, 6, 30))),
        ("half_year", 9, None),
        ("year", 12, Window(date(2026, 1, 1), date(2026, 12, 31))),
        ("year", 6, None),
    ],
)
def test_lectures_are_counted_by_the_period_of_the_body(
    period: str, month: int, window: Window | None
) -> None:
    lecture = frequency.duties(by(lecture_period=period))[MeetingKind.PARTY_LECTURE]
    assert frequency.window_of(lecture, 2026, month) == window
    if window:
        assert frequency.current_window(lecture, date(2026, month, 1)) == window


def test_a_body_that_asks_for_more_is_owed_more() -> None:
    twice = frequency.duties(by(assembly_per_quarter=2))[MeetingKind.BRANCH_ASSEMBLY]
    april = Sitting("branch_assembly", date(2026, 4, 9), "accepted")
    cell = frequency.cell(twice, BRANCH, [april], 2026, 6, TODAY)
    assert (cell.word, cell.owed, cell.missing, twice.words) == ("应开未开", 2, 1, "每季度 2 次")


def test_in_a_waived_month_no_theme_day_is_owed() -> None:
    waived = frequency.duties(by(waived_months=(7, 8)))
    assert word(waived[MeetingKind.THEME_DAY], 7) == "不适用"
    assert word(waived[MeetingKind.THEME_DAY], 9) == "应开未开"
    assert word(waived[MeetingKind.BRANCH_COMMITTEE], 7) == "应开未开"


def test_the_year_of_organisational_life_ends_when_the_body_says() -> None:
    life = frequency.duties(by(org_life_year_end="01-31"))[MeetingKind.ORGANISATIONAL_LIFE]
    assert frequency.window_of(life, 2026, 12) == Window(date(2026, 2, 1), date(2027, 1, 31))
    assert frequency.current_window(life, date(2026, 1, 31)).last == date(2026, 1, 31)
    assert frequency.current_window(life, date(2026, 2, 1)).last == date(2027, 1, 31)


def test_who_owes_a_democratic_life_meeting_and_a_meeting_of_secretaries_is_a_rule() -> None:
    rules = by(democratic_life_kinds=("general_branch",), secretaries_per_quarter=1)
    general = [duty.kind for duty in frequency.duties_for("general_branch", rules)]
    assert general[0] is MeetingKind.DEMOCRATIC_LIFE
    assert general[-1] is MeetingKind.SECRETARIES_MEETING
    assert MeetingKind.DEMOCRATIC_LIFE in [d.kind for d in frequency.duties_for("committee", Rules())]
    assert MeetingKind.DEMOCRATIC_LIFE not in [d.kind for d in frequency.duties_for("committee", rules)]


def test_how_many_make_a_committee_and_how_long_a_body_must_stand_are_facts() -> None:
    two = Facts("branch", Life(), OFFICE[:2], committee_size_min=2)
    assert word(COMMITTEE, 10, facts=two) == "应开未开"
    young = Facts("branch", Life(date(2026, 9, 2)), min_alive_days=20)
    assert word(ASSEMBLY, 9, facts=young) == "应开未开"


def test_a_month_in_which_the_branch_holds_no_theme_day_is_not_owed() -> None:
    facts = replace(BRANCH, waived=frozenset({(2026, 7)}))
    months = [frequency.month_window(2026, month) for month in (6, 7)]
    assert [frequency.owed(THEME_DAY, facts, month) for month in months] == [1, 0]
    assert frequency.owed(COMMITTEE, facts, months[1]) == 1


# --- Where a period begins and ends ---


@pytest.mark.parametrize("month", range(1, 13))
def test_a_month_has_all_its_days_and_no_other(month: int) -> None:
    window = frequency.month_window(2028, month)
    assert window == Window(date(2028, month, 1), date(2028, month, monthrange(2028, month)[1]))
    assert (window.first in window, window.last in window) == (True, True)
    assert window.first - DAY not in window
    assert window.last + DAY not in window


@pytest.mark.parametrize(
    ("month", "first", "last"), [(1, 1, 3), (2, 1, 3), (3, 1, 3), (4, 4, 6), (11, 10, 12)]
)
def test_every_day_lies_in_its_quarter(month: int, first: int, last: int) -> None:
    found = frequency.current_window(ASSEMBLY, date(2026, month, 15))
    assert (found.first, found.last.month) == (date(2026, first, 1), last)


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2026, 3, 1), True),
        (date(2026, 2, 28), False),
        (date(2026, 3, 30), True),
        (date(2026, 3, 31), False),
    ],
)
def test_a_life_holds_from_its_first_day_to_the_eve_of_its_end(day: date, holds: bool) -> None:
    assert Life(date(2026, 3, 1), date(2026, 3, 31)).on(day) is holds


@pytest.mark.parametrize(
    ("life", "days"),
    [
        (Life(), 31),
        (Life(date(2026, 3, 31)), 1),
        (Life(date(2026, 4, 1)), 0),
        (Life(date(2026, 5, 1)), 0),
        (Life(end=date(2026, 3, 2)), 1),
        (Life(end=date(2026, 3, 1)), 0),
        (Life(date(2026, 3, 10), date(2026, 3, 20)), 10),
    ],
)
def test_the_days_of_a_life_in_a_month_are_counted_exactly(life: Life, days: int) -> None:
    assert life.days_in(frequency.month_window(2026, 3)) == days


def test_a_quarter_is_owed_by_who_stood_just_long_enough() -> None:
    window = frequency.current_window(ASSEMBLY, date(2026, 9, 15))
    just = Life(window.last - (BRANCH.min_alive_days - 1) * DAY)
    short = Life(window.last - (BRANCH.min_alive_days - 2) * DAY)
    assert frequency.owed(ASSEMBLY, replace(BRANCH, life=just), window) == 1
    assert frequency.owed(ASSEMBLY, replace(BRANCH, life=short), window) == 0


def test_groups_owe_nothing_else_and_nothing_before_there_is_a_branch() -> None:
    september = frequency.month_window(2026, 9)
    assert frequency.groups_owing(GROUP, BRANCH, september) == [7, 8]
    assert frequency.groups_owing(COMMITTEE, BRANCH, september) == []
    assert frequency.groups_owing(GROUP, replace(BRANCH, life=Life(date(2026, 9, 2))), september) == []


def test_a_plan_for_today_does_not_wait_for_its_record_yet() -> None:
    assert frequency.word_of(Sitting("theme_day", TODAY, "planned"), TODAY) == "计划"
    assert frequency.word_of(Sitting("theme_day", TODAY - DAY, "planned"), TODAY) == "待记录"


def test_excused_and_held_make_up_the_number_together() -> None:
    twice = replace(THEME_DAY, times=2)
    held, excused = theme(9, 4, "accepted"), theme(9, 18, "not_held")
    cell = frequency.cell(twice, BRANCH, [held, excused], 2026, 9, TODAY)
    assert (cell.word, cell.held, cell.missing) == ("未召开", 1, 0)
    alone = frequency.cell(twice, BRANCH, [held], 2026, 9, TODAY)
    assert (alone.word, alone.missing) == ("应开未开", 1)


def test_on_its_last_day_a_month_is_not_over() -> None:
    last = date(2026, 10, 31)
    assert frequency.cell(THEME_DAY, BRANCH, [], 2026, 10, last).word == "未到期"
    assert frequency.cell(THEME_DAY, BRANCH, [], 2026, 10, last + DAY).word == "应开未开"


def test_a_group_that_owes_nothing_may_meet_all_the_same() -> None:
    young = replace(BRANCH, groups={7: Life(), 8: Life(date(2026, 9, 20))})
    met = [Sitting("group_meeting", date(2026, 9, 10 + group), "accepted", group=group) for group in (7, 8)]
    cell = frequency.cell(GROUP, young, met, 2026, 9, TODAY)
    assert (cell.word, cell.owed, cell.held) == ("已备案", 1, 2)
