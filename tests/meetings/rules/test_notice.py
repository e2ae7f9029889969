"""How long before a meeting its notice has to go out."""

from datetime import date

import pytest

from meetings.kinds import MeetingKind
from meetings.rules.catalogue.rules import Rules
from meetings.rules.notice import needed, short_notice

DAY = date(2026, 11, 27)
RULES = Rules.national(DAY)


@pytest.mark.parametrize(
    ("sent", "short"),
    [(date(2026, 11, 26), False), (date(2026, 11, 27), True), (date(2026, 11, 1), False), (date(2026, 11, 28), True)],
    ids=["the day before", "the same day", "weeks before", "afterwards"],
)  # fmt: skip
def test_one_day_ahead_is_enough(sent: date, short: bool) -> None:
    found = short_notice(MeetingKind.BRANCH_ASSEMBLY, sent, DAY, RULES)
    assert bool(found) is short
    assert not any(one.blocks for one in found)


def test_the_warning_says_what_was_counted_and_why() -> None:
    [one] = short_notice(MeetingKind.VILLAGERS_MEETING, date(2026, 11, 20), DAY, RULES)
    assert "会前 7 天通知，应提前 10 天" in one.text
    assert needed(MeetingKind.VILLAGERS_MEETING, RULES) == (10, one.basis)
    assert one.basis
