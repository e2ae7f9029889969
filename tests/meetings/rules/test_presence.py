"""Minutes of who came late or left early."""

from datetime import datetime

import pytest

from meetings.rules.presence import Presence, presence_problems
from meetings.rules.rollcall import Mark
from meetings.vocabulary import AttendanceState as S
from meetings.vocabulary import LeaveReason
from tests.cast import moment

START, END = moment(11, 20), moment(11, 20, 16)


def at(hour: int, minute: int = 0) -> datetime:
    return moment(11, 20, hour, minute)


def words(presence: Presence, state: S = S.PRESENT, end: datetime | None = END) -> list[str]:
    return [problem.text for problem in presence_problems("张三", presence, START, end, state)]


@pytest.mark.parametrize(
    "presence",
    [Presence(), Presence(at(15, 10)), Presence(left=at(15, 40)), Presence(at(15, 10), at(15, 40))],
)
def test_minutes_within_the_sitting_are_taken(presence: Presence) -> None:
    assert words(presence) == []
    assert words(presence, S.ONLINE) == []


@pytest.mark.parametrize(
    ("presence", "said"),
    [
        (Presence(at(15, 40), at(15, 10)), "离会时间 15:10 须晚于到会时间 15:40"),
        (Presence(at(15, 10), at(15, 10)), "离会时间 15:10 须晚于到会时间 15:10"),
        (Presence(at(14, 30)), "14:30 到会，会议 14:30 才开始"),
        (Presence(left=at(14, 30)), "14:30 离会时会议还没有开始"),
        (Presence(at(16, 30)), "16:30 到会时会议已于 16:30 散会"),
        (Presence(left=at(16, 30)), "16:30 离会，会议 16:30 散会"),
    ],
)
def test_minutes_outside_are_refused_in_words(presence: Presence, said: str) -> None:
    assert any(said in text for text in words(presence))


@pytest.mark.parametrize("state", [S.LEAVE, S.ABSENT, S.EXEMPT, S.HOME_STUDY, S.ELSEWHERE])
def test_whoever_was_not_there_has_no_minutes(state: S) -> None:
    [text] = words(Presence(at(15, 10)), state)
    assert f"张三登记为{state.label}" in text


def test_a_meeting_without_an_end_only_asks_for_the_beginning() -> None:
    assert words(Presence(at(23)), end=None) == []
    assert words(Presence(at(14)), end=None) != []


def test_each_meeting_of_a_sitting_sees_its_own_part() -> None:
    presence = Presence(at(15, 10), at(15, 40))
    assert presence.within(START, END) == presence
    assert presence.within(at(15, 20), END) == Presence(left=at(15, 40))
    assert presence.within(START, at(15, 30)) == Presence(at(15, 10))
    assert presence.within(at(15, 10), at(15, 40)) == Presence()


def test_whoever_came_when_a_meeting_was_over_was_not_at_it() -> None:
    assert Presence(at(15, 10)).missed(START, at(15, 10)) == Mark(
        S.ABSENT, LeaveReason.OTHER, "到会时本会已散"
    )
    assert Presence(left=at(15, 10)).missed(at(15, 10), END) == Mark(
        S.ABSENT, LeaveReason.OTHER, "本会开始前已离会"
    )
    assert Presence(at(15, 10), at(15, 40)).missed(START, None) is None
