"""Days at the edge: year ends, leap days, the last second before midnight, a clock that is set back."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from branchlife.kit import clock as clock_module
from branchlife.kit.problems import Refusal
from meetings.kinds import MeetingKind as K
from meetings.lifecycle import filing, holding, links, planning, recording
from meetings.models import Meeting
from meetings.vocabulary import ReturnReason
from tests.cast import SHANGHAI, Cast
from tests.meetings.lifecycle import make


def at(*parts: int) -> datetime:
    """A moment by the clock on the wall of the branch."""
    return datetime(*parts, tzinfo=SHANGHAI)  # type: ignore[misc, arg-type]


def held_at(cast: Cast, start: datetime) -> Meeting:
    """An assembly of half an hour whose roll is confirmed as soon as it has begun."""
    with time_machine.travel(start, tick=False):
        return make.held(cast, start=start, end=start + timedelta(minutes=30))


def test_the_year_turns_at_midnight_in_shanghai_and_numbers_begin_anew(cast: Cast) -> None:
    last = held_at(cast, at(2026, 12, 31, 23, 59, 59))
    first = held_at(cast, at(2027, 1, 1, 0, 0, 0))
    same_moment_elsewhere = held_at(cast, datetime(2026, 12, 31, 16, 0, 1, tzinfo=UTC))
    assert [(row.number, row.day) for row in (last, first, same_moment_elsewhere)] == [
        ("2026-DH-01", date(2026, 12, 31)),
        ("2027-DH-01", date(2027, 1, 1)),
        ("2027-DH-02", date(2027, 1, 1)),
    ]


def test_a_meeting_of_the_old_year_entered_in_the_new_one_takes_the_next_number_of_the_old(
    cast: Cast,
) -> None:
    held_at(cast, at(2026, 12, 1, 14))
    held_at(cast, at(2027, 1, 5, 14))
    with time_machine.travel(at(2027, 1, 6, 9), tick=False):
        late = make.held(cast, start=at(2026, 12, 31, 23), end=at(2027, 1, 1, 1), late_reason="年底事多")
    assert (late.number, late.year) == ("2026-DH-02", 2026)


@pytest.mark.parametrize("shift", ["postponed", "amended"])
def test_a_sitting_put_off_into_the_new_year_belongs_to_it_whole(cast: Cast, shift: str) -> None:
    sitting = make.called(cast, K.THEME_DAY, K.PARTY_LECTURE, start=at(2026, 12, 31, 14), end=None)
    meeting = sitting.meetings.order_by("pk")[0]
    if shift == "postponed":
        for row in sitting.meetings.order_by("pk"):
            planning.postpone(row, "大雪", cast.secretary, at(2027, 1, 4, 14))
    else:
        facts = planning.facts_of(meeting)
        facts.start = at(2027, 1, 4, 14)
        planning.amend(meeting, facts, meeting.revision, cast.secretary)
    with time_machine.travel(at(2027, 1, 4, 17), tick=False):
        holding.confirm_roll(sitting, {}, cast.secretary)
    assert sorted(row.number for row in sitting.meetings.all()) == ["2027-DK-01", "2027-ZR-01"]


def test_the_leap_day_is_a_day_like_others(cast: Cast) -> None:
    meeting = held_at(cast, at(2028, 2, 29, 14))
    assert (meeting.number, meeting.day) == ("2028-DH-01", date(2028, 2, 29))
    assert filing.due_date(meeting) == date(2028, 3, 3)  # Wednesday, Thursday, Friday
    facts = planning.repeated(meeting, at(2029, 2, 28, 14))
    assert facts.end == at(2029, 2, 28, 14, 30)


# The day of the meeting → the third working day after it, over year end, week end, holiday and shifted working day.
DUE = [
    (at(2026, 11, 20, 23, 59, 59), date(2026, 11, 25)),
    (at(2026, 11, 21, 0, 0, 0), date(2026, 11, 25)),
    (at(2025, 12, 30, 14), date(2026, 1, 5)),  # 1–3 January off, 4 January worked
    (at(2026, 9, 30, 14), date(2026, 10, 10)),  # 1–7 October off, 10 October worked
    (at(2024, 2, 28, 14), date(2024, 3, 4)),  # over the leap day
    (at(2029, 12, 31, 14), date(2030, 1, 3)),  # no calendar announced yet: Monday to Friday
]


@pytest.mark.parametrize(("start", "due"), DUE, ids=[f"{start:%Y-%m-%d %H.%M.%S}" for start, _ in DUE])
def test_the_day_a_record_is_due_is_counted_in_working_days_of_shanghai(
    cast: Cast, start: datetime, due: date
) -> None:
    sitting = make.called(cast, start=start, end=start + timedelta(minutes=30))
    assert filing.due_date(sitting.meetings.get()) == due


@pytest.mark.parametrize(("second", "is_late"), [(-1, False), (0, True)])
def test_a_record_is_late_from_the_first_second_after_the_day_it_was_due(
    cast: Cast, second: int, is_late: bool
) -> None:
    meeting = make.recorded(cast)
    with time_machine.travel(at(2026, 11, 26) + timedelta(seconds=second), tick=False):
        [filed] = filing.file_gathering(meeting.gathering, cast.secretary)
    filed.refresh_from_db()
    assert filed.is_late is is_late


def test_the_roll_waits_for_the_day_to_the_second(cast: Cast, clock: Any) -> None:
    sitting = make.called(cast, start=at(2026, 12, 1, 0, 0, 0), end=None)
    clock.move_to(at(2026, 11, 30, 23, 59, 59))
    with pytest.raises(Refusal, match="当日才能点名"):
        holding.confirm_roll(sitting, {}, cast.secretary)
    clock.move_to(at(2026, 12, 1, 0, 0, 0))
    assert len(holding.confirm_roll(sitting, {}, cast.secretary)) == 1


BACK = [timedelta(seconds=1), timedelta(days=1), timedelta(days=366)]


@pytest.mark.parametrize("back", BACK, ids=str)
def test_a_clock_set_back_between_roll_and_filing_breaks_nothing(
    cast: Cast, clock: Any, back: timedelta
) -> None:
    meeting = make.held(cast)
    clock.move_to(at(2026, 11, 24, 10) - back)
    recording.save_minutes(meeting, "一、报告到会情况。", 0, cast.secretary)
    [first] = filing.file_gathering(meeting.gathering, cast.secretary)
    filing.send_back(first, ReturnReason.REFILL, ["minutes"], "太简", cast.officer)
    [second] = filing.file_gathering(meeting.gathering, cast.secretary)
    filing.acknowledge(second, cast.officer)
    meeting.refresh_from_db()
    assert (first.version, second.version) == (1, 2)
    assert second.due_on == clock_module.local_date(second.submitted_at) + timedelta(days=7)
    assert (meeting.state, meeting.number) == ("accepted", "2026-DH-01")
    assert filing.changes_since_last(second) == []
    trail = [(event.from_state, event.to_state) for event in meeting.events.all()]
    assert [left for left, _ in trail[1:]] == [reached for _, reached in trail[:-1]], (
        "each state follows the last"
    )


@pytest.mark.parametrize("back", BACK, ids=str)
def test_nothing_is_filed_answered_or_corrected_while_the_clock_runs_behind_the_last_link(
    cast: Cast, clock: Any, back: timedelta
) -> None:
    filed = make.filed(cast)
    waiting = make.recorded(cast)
    clock.move_to(at(2026, 11, 24, 10) - back)
    for act in (
        lambda: filing.file_gathering(waiting.gathering, cast.secretary),
        lambda: filing.acknowledge(filed, cast.officer),
        lambda: filing.send_back(filed, ReturnReason.REFILL, ["minutes"], "太简", cast.officer),
        lambda: filing.correct(filed.meeting, "地点", "", "河边", "笔误", cast.secretary),
    ):
        with pytest.raises(Refusal, match="服务器时钟"):
            act()
    assert [link.number for link in cast.first.links.all()] == [1]
    clock.move_to(at(2026, 11, 24, 10))
    filing.file_gathering(waiting.gathering, cast.secretary)
    assert [link.number for link in cast.first.links.all()] == [1, 2]


def test_a_clock_that_had_run_ahead_is_set_right_with_a_link_that_says_so(cast: Cast, clock: Any) -> None:
    clock.move_to(at(2031, 11, 24, 10))
    make.filed(cast)
    clock.move_to(at(2026, 11, 24, 10))
    with pytest.raises(Refusal, match="服务器时钟"):
        make.filed(cast)
    with pytest.raises(Refusal, match="怎样走错"):
        links.note_clock(cast.first, " ")
    links.note_clock(cast.first, "主板电池没电，时钟快了五年，今日校正。")
    make.filed(cast)
    assert [link.kind for link in cast.first.links.all()] == ["filed", "clock_anomaly", "filed"]
    with pytest.raises(Refusal, match="不用登记"):
        links.note_clock(cast.first, "再来一次")
