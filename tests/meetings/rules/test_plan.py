"""What the rules make of a stretch of months, which meeting answers which line, what changed since."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from meetings.kinds import MeetingKind as K
from meetings.rules import plan as rule
from meetings.rules.catalogue.rules import Rules
from meetings.rules.frequency import Facts, Life, Sitting
from tests.meetings.rules.test_theme_days import works

OFFICE = tuple((member, Life(date(2023, 9, 15))) for member in (1, 2, 3))
FACTS = Facts("branch", Life(date(2010, 7, 1)), OFFICE, {7: Life(), 8: Life()})
YEAR = [(2026, month) for month in range(1, 13)]
THEME = {(2026, month): date(2026, month, 20) for month in range(1, 13)}
NEW_YEAR = date(2026, 1, 1)


def drafted(
    months: list[tuple[int, int]] = YEAR,
    facts: Facts = FACTS,
    today: date = NEW_YEAR,
    rules: Rules | None = None,
) -> list[rule.Wanted]:
    ground = rule.Ground("branch", facts, THEME, works, today)
    return rule.drafted(ground, months, dict.fromkeys(months, rules or Rules()))


def counted(found: list[rule.Wanted]) -> dict[str, int]:
    return dict(Counter(str(one.kind) for one in found))


def test_a_year_is_drafted_with_every_meeting_that_is_owed() -> None:
    assert counted(drafted()) == {
        "branch_assembly": 4,
        "branch_committee": 12,
        "group_meeting": 24,
        "party_lecture": 4,
        "theme_day": 12,
        "organisational_life": 1,
        "appraisal": 1,
    }


def test_without_a_committee_or_groups_nobody_plans_their_meetings() -> None:
    found = counted(drafted(facts=replace(FACTS, posts=OFFICE[:1], groups={})))
    assert "branch_committee" not in found
    assert "group_meeting" not in found


def test_theme_days_lie_where_their_slots_lie_and_quarterly_meetings_with_them() -> None:
    found = drafted()
    assert [one.day for one in found if one.kind is K.THEME_DAY] == [THEME[month] for month in YEAR]
    assert [one.day.month for one in found if one.kind is K.BRANCH_ASSEMBLY] == [3, 6, 9, 12]
    assert [one.day.month for one in found if one.kind is K.PARTY_LECTURE] == [2, 5, 8, 11]
    assert {one.day.day for one in found if one.kind is K.PARTY_LECTURE} == {20}


def test_without_a_theme_day_each_kind_has_its_part_of_the_month() -> None:
    ground = rule.Ground("branch", FACTS, {}, lambda day: True, NEW_YEAR)
    found = rule.drafted(ground, YEAR, dict.fromkeys(YEAR, Rules()))
    days = {
        str(kind): {one.day.day for one in found if one.kind is kind} for kind in {one.kind for one in found}
    }
    assert days == {
        "branch_committee": {rule.EARLY},
        "group_meeting": {rule.LATER},
        "organisational_life": {rule.LATER},
        "appraisal": {rule.LATER},
        "branch_assembly": {rule.LATE},
        "party_lecture": {rule.LATE},
        "theme_day": {rule.LATE},
    }


def test_every_other_day_is_a_working_day_of_its_month() -> None:
    found = [one for one in drafted() if one.kind in (K.BRANCH_COMMITTEE, K.GROUP_MEETING, K.APPRAISAL)]
    assert all(works(one.day) for one in found)
    committee = [one.day.month for one in found if one.kind is K.BRANCH_COMMITTEE]
    assert committee == list(range(1, 13))


def test_a_month_that_is_waived_has_no_theme_day() -> None:
    waived = counted(drafted(facts=replace(FACTS, waived=frozenset({(2026, 7)}))))
    by_rule = counted(drafted(rules=replace(Rules(), waived_months=(7, 8))))
    assert (waived["theme_day"], by_rule["theme_day"]) == (11, 10)


def test_what_is_over_is_not_planned_any_more_and_nothing_lies_before_today() -> None:
    found = drafted(today=date(2026, 11, 24))
    assert {one.day.month for one in found} == {11, 12}
    assert all(one.day >= date(2026, 11, 24) for one in found)
    assert counted(found)["branch_committee"] == 2


def test_a_quarter_has_its_own_meetings_only() -> None:
    found = counted(drafted([(2026, 7), (2026, 8), (2026, 9)]))
    assert found == {
        "branch_assembly": 1, "branch_committee": 3, "group_meeting": 6, "party_lecture": 1, "theme_day": 3,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("period", "months"), [("month", list(range(1, 13))), ("half_year", [3, 9]), ("year", [6])]
)
def test_lectures_follow_the_period_of_the_rules(period: str, months: list[int]) -> None:
    found = drafted(rules=replace(Rules(), lecture_period=period))
    assert [one.day.month for one in found if one.kind is K.PARTY_LECTURE] == months


def test_a_half_yearly_lecture_of_a_quarter_lies_in_that_quarter() -> None:
    found = drafted([(2026, 4), (2026, 5), (2026, 6)], rules=replace(Rules(), lecture_period="half_year"))
    assert [one.day.month for one in found if one.kind is K.PARTY_LECTURE] == [4]


def test_twice_a_month_means_two_days() -> None:
    found = drafted([(2026, 9)], rules=replace(Rules(), committee_per_month=2, theme_day_per_month=3))
    days = {
        kind: [one.day for one in found if one.kind is kind] for kind in (K.BRANCH_COMMITTEE, K.THEME_DAY)
    }
    assert len(set(days[K.BRANCH_COMMITTEE])) == 2
    assert len(set(days[K.THEME_DAY])) == 3
    assert all(day.month == 9 for found_days in days.values() for day in found_days)


def test_a_theme_day_that_is_left_to_the_branch_gets_a_day_to_be_changed() -> None:
    ground = rule.Ground("branch", FACTS, {}, works, NEW_YEAR)
    found = rule.drafted(ground, [(2026, 9)], {(2026, 9): Rules()})
    assert [one.day for one in found if one.kind is K.THEME_DAY] == [date(2026, 9, 15)]


# --- Which meeting answers which line ---


def test_a_month_is_planned_up_to_its_last_day() -> None:
    october = date(2026, 10, 31)  # a Saturday: what is left lies on it all the same
    assert {one.day for one in drafted([(2026, 10)], today=october)} == {october}
    assert drafted([(2026, 10)], today=date(2026, 11, 1)) == []


def test_a_third_time_lies_a_week_after_the_second_or_before_the_first_where_the_month_ends() -> None:
    rules = Rules(committee_per_month=3, theme_day_per_month=3)
    found = drafted([(2026, 3)], rules=rules)
    committee = [one.day for one in found if one.kind is K.BRANCH_COMMITTEE]
    assert [(later - committee[0]).days for later in committee] == [0, 7, 14]
    themes = sorted(one.day.day for one in found if one.kind is K.THEME_DAY)
    assert themes == [6, 20, 27]


def item(
    pk: int, kind: K, month: int, day: int, group: int | None = None, meeting: int | None = None
) -> rule.Item:
    return rule.Item(pk, str(kind), date(2026, month, day), group, meeting)


def sat(pk: int, kind: K, month: int, day: int, group: int | None = None) -> Sitting:
    return Sitting(str(kind), date(2026, month, day), "held", group, pk)


def answers(items: list[rule.Item], sittings: list[Sitting]) -> dict[int, int]:
    return {line: row.pk for line, row in rule.matched(items, sittings, Rules()).items()}


def test_a_meeting_answers_the_line_of_its_month() -> None:
    lines = [item(1, K.THEME_DAY, 9, 18), item(2, K.THEME_DAY, 10, 16)]
    assert answers(lines, [sat(10, K.THEME_DAY, 10, 30)]) == {2: 10}


def test_a_quarterly_meeting_answers_anywhere_in_its_quarter() -> None:
    lines = [item(1, K.BRANCH_ASSEMBLY, 9, 18), item(2, K.BRANCH_ASSEMBLY, 12, 18)]
    assert answers(lines, [sat(10, K.BRANCH_ASSEMBLY, 7, 2)]) == {1: 10}


def test_each_group_answers_for_itself_and_other_kinds_for_nobody() -> None:
    lines = [item(1, K.GROUP_MEETING, 9, 15, 7), item(2, K.GROUP_MEETING, 9, 15, 8)]
    assert answers(lines, [sat(10, K.GROUP_MEETING, 9, 14, 8), sat(11, K.THEME_DAY, 9, 15)]) == {2: 10}


def test_the_nearest_day_is_taken_and_every_meeting_once() -> None:
    lines = [item(1, K.BRANCH_COMMITTEE, 9, 5), item(2, K.BRANCH_COMMITTEE, 9, 20)]
    rows = [sat(10, K.BRANCH_COMMITTEE, 9, 19)]
    assert answers(lines, rows) == {2: 10}
    assert answers(lines, [*rows, sat(11, K.BRANCH_COMMITTEE, 9, 21)]) == {1: 11, 2: 10}


def test_a_meeting_that_was_called_from_a_line_belongs_to_it_wherever_it_went() -> None:
    lines = [item(1, K.THEME_DAY, 9, 18, meeting=10), item(2, K.THEME_DAY, 10, 16)]
    assert answers(lines, [sat(10, K.THEME_DAY, 10, 16)]) == {1: 10}


def test_a_kind_that_is_never_owed_is_matched_by_month() -> None:
    lines = [item(1, K.DELIBERATION, 9, 18)]
    assert answers(lines, [sat(10, K.DELIBERATION, 9, 1)]) == {1: 10}
    assert answers(lines, [sat(10, K.DELIBERATION, 8, 31)]) == {}
    assert answers(lines, [sat(10, K.DELIBERATION, 10, 1)]) == {}


# --- What changed since ---

ROW = {"pk": 1, "拟定时间": "2026-09-18", "类型": "主题党日", "主题、内容": "清河", "地点": ""}


def test_nothing_changed_is_nothing() -> None:
    assert rule.differences([ROW], [dict(ROW)]) == []


def test_changed_added_and_removed_lines_are_told_apart() -> None:
    second = {**ROW, "pk": 2, "类型": "党课"}
    third = {**ROW, "pk": 3, "地点": "村文化礼堂"}
    found = rule.differences([ROW, second], [{**ROW, "主题、内容": "植树"}, third])
    assert [(one.label, one.was, one.now) for one in found] == [
        ("2026-09-18 主题党日：主题、内容", "清河", "植树"),
        ("2026-09-18 主题党日", "（没有这一行）", "清河；村文化礼堂"),
        ("2026-09-18 党课", "清河", "（删去）"),
    ]


def test_a_line_without_words_still_shows_that_it_went() -> None:
    bare = {"pk": 9, "拟定时间": "2026-09-01", "类型": "党课", "主题、内容": ""}
    assert rule.differences([bare], [])[0].was == "—"
