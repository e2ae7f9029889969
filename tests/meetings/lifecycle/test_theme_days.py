"""Theme days as a branch keeps them: reckoned, named otherwise, waived, taken back."""

from datetime import date

import pytest

from branchlife.kit.problems import Refusal
from meetings import theme_days
from meetings.lifecycle import rulesets
from meetings.lifecycle import theme_days as step
from meetings.models import CalendarDay, CalendarYear, ThemeDaySlot
from members.models import Organisation
from tests.cast import Cast


def days(slots: list[ThemeDaySlot]) -> list[str]:
    return [f"{slot.day:%m-%d}" if slot.day else "" for slot in slots]


def set_rule(place: Organisation, since: date, **values: object) -> None:
    lines = tuple(rulesets.Line(key, value) for key, value in values.items())
    rulesets.save_ruleset(rulesets.Draft(place, since, None, "", lines), None)


THIRD_FRIDAYS_OF_2026 = [
    "01-16", "02-24", "03-20", "04-17", "05-15", "06-22", "07-17", "08-21", "09-18", "10-16", "11-20", "12-18",
]  # fmt: skip


def test_a_year_is_reckoned_month_by_month_and_stored_once(cast: Cast) -> None:
    assert days(step.refresh(cast.first, 2026)) == THIRD_FRIDAYS_OF_2026
    before = list(ThemeDaySlot.objects.order_by("pk").values("pk", "computed_on", "shift_note"))
    step.refresh(cast.first, 2026)
    assert list(ThemeDaySlot.objects.order_by("pk").values("pk", "computed_on", "shift_note")) == before
    assert len(before) == 12


def test_looking_stores_nothing(cast: Cast) -> None:
    assert days(theme_days.year_of(cast.first, 2026)) == THIRD_FRIDAYS_OF_2026
    assert not ThemeDaySlot.objects.exists()


def test_a_year_that_has_not_been_announced_is_provisional(cast: Cast) -> None:
    assert not any(slot.is_provisional for slot in theme_days.year_of(cast.first, 2026))
    assert all(slot.is_provisional for slot in theme_days.year_of(cast.first, 2027))
    CalendarYear.objects.filter(year=2026).update(is_complete=False)
    assert all(slot.is_provisional for slot in theme_days.year_of(cast.first, 2026))


def test_the_reason_of_a_shift_is_kept_with_the_day(cast: Cast) -> None:
    february = step.refresh(cast.first, 2026)[1]
    assert (february.fixed_on, february.computed_on) == (date(2026, 2, 20), date(2026, 2, 24))
    assert february.shift_note == "2月20日是春节，顺延到2月24日"
    assert february.policy == "next_workday"


def test_a_branch_names_another_day_and_a_fresh_reckoning_leaves_it(cast: Cast) -> None:
    step.adjust(cast.first, 2026, 12, date(2026, 12, 11), "年底集中换届", cast.secretary)
    december = step.refresh(cast.first, 2026)[11]
    assert (december.day, december.adjust_reason) == (date(2026, 12, 11), "年底集中换届")
    assert december.computed_on == date(2026, 12, 18)
    assert december.changed_by == cast.secretary
    assert days(theme_days.year_of(cast.first, 2026))[11] == "12-11"


def test_a_month_is_waived_with_a_reason_and_taken_back(cast: Cast) -> None:
    waived = step.waive(cast.first, 2026, 7, "双抢农忙", cast.secretary)
    assert waived.day is None
    again = step.undo(cast.first, 2026, 7, cast.secretary)
    assert (again.day, again.is_waived, again.waive_reason) == (date(2026, 7, 17), False, "")


def test_naming_a_day_takes_a_waiver_back(cast: Cast) -> None:
    step.waive(cast.first, 2026, 7, "双抢农忙", None)
    slot = step.adjust(cast.first, 2026, 7, date(2026, 7, 31), "农忙过后", None)
    assert (slot.is_waived, slot.day) == (False, date(2026, 7, 31))
    assert step.waive(cast.first, 2026, 7, "还是没空", None).adjusted_on is None


def test_a_day_in_the_next_month_leaves_the_month_without_one(cast: Cast) -> None:
    slot = step.adjust(cast.first, 2026, 11, date(2026, 12, 1), "防汛", None)
    assert step.in_another_month(slot)
    assert not step.in_another_month(step.adjust(cast.first, 2026, 11, date(2026, 11, 27), "防汛", None))


@pytest.mark.parametrize(
    ("day", "reason", "field"),
    [
        (date(2026, 11, 27), "  ", "reason"),
        (date(2026, 10, 30), "防汛", "day"),
        (date(2027, 1, 4), "防汛", "day"),
        (date(2025, 11, 21), "防汛", "day"),
    ],
)
def test_a_day_without_a_reason_or_far_away_is_refused(
    cast: Cast, day: date, reason: str, field: str
) -> None:
    with pytest.raises(Refusal) as refused:
        step.adjust(cast.first, 2026, 11, day, reason, None)
    assert refused.value.problems[0].field == field
    assert not ThemeDaySlot.objects.exists()


def test_a_waiver_without_a_reason_is_refused(cast: Cast) -> None:
    with pytest.raises(Refusal, match="原因"):
        step.waive(cast.first, 2026, 11, "", None)


def test_december_may_go_into_january(cast: Cast) -> None:
    slot = step.adjust(cast.first, 2026, 12, date(2027, 1, 4), "年底集中换届", None)
    assert step.in_another_month(slot)


def test_a_holiday_that_is_announced_moves_the_stored_days_but_not_the_ones_set_by_hand(cast: Cast) -> None:
    step.refresh(cast.first, 2027)
    step.refresh(cast.second, 2027)
    step.adjust(cast.second, 2027, 1, date(2027, 1, 22), "学习班", None)
    CalendarDay.objects.create(date=date(2027, 1, 15), is_workday=False, name="假")
    CalendarYear.objects.create(year=2027, is_complete=True)
    assert step.refresh_stored(2027, 2027) == 2
    first = ThemeDaySlot.objects.get(branch=cast.first, month=1)
    assert (first.day, first.is_provisional) == (date(2027, 1, 18), False)
    assert ThemeDaySlot.objects.get(branch=cast.second, month=1).day == date(2027, 1, 22)


def test_a_new_rule_of_a_body_reckons_its_stored_days_anew_and_nobody_elses(cast: Cast) -> None:
    for place in (cast.first, cast.other):
        step.refresh(place, 2026)
    set_rule(cast.town, date(2026, 12, 1), theme_day_rule={"kind": "day_of_month", "day": 10})
    own = ThemeDaySlot.objects.filter(branch=cast.first).order_by("month")
    assert days(list(own)) == [*THIRD_FRIDAYS_OF_2026[:11], "12-10"]
    assert ThemeDaySlot.objects.get(branch=cast.other, month=12).day == date(2026, 12, 18)


def test_reckoning_asks_the_same_number_of_questions_for_many_bodies(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    for place in (cast.first, cast.second, cast.other):
        step.refresh(place, 2026)
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        assert step.refresh_stored(2026) == 0
