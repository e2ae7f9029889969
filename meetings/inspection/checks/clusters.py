"""FREQ-14: meetings crowded into the last days of a period (checks.md 1). Pure."""

from collections.abc import Sequence
from datetime import timedelta

from meetings.inspection.checks.base import (
    Check,
    Evidence,
    Found,
    Outcome,
    Subject,
    clear_or,
    day_words,
    period_words,
)
from meetings.inspection.snapshot import Line, RulesOn, Snapshot
from meetings.inspection.vocabulary import Severity, SubjectType
from meetings.rules.catalogue.documents import INSPECTION
from meetings.rules.catalogue.rules import Rules
from meetings.rules.frequency import Sitting, Window, duties_for
from meetings.vocabulary import HELD_STATES


class Crowded(Check):
    """FREQ-14."""

    code = "FREQ-14"
    title = "季末年末集中补会"
    severity = Severity.WARNING
    basis = (INSPECTION,)
    keys = ("cluster_window_days", "cluster_percent", "cluster_tail_days", "min_sample_meetings")
    formula = "期末前几天内，连续若干天里开的会占期内应开的比例达到提示线"
    exempt = "期内应开的次数不足以判断，或期未结束"

    def find(self, s: Snapshot, cfg: RulesOn) -> Outcome:
        """One finding at most for each quarter, and for the year."""
        kinds = [duty.kind for duty in duties_for(s.kind, cfg(s.whole_year.last))]
        lines = [line for kind in kinds for line in s.lines(kind, cfg)]
        whole = [
            (period, owed)
            for period in (*s.quarters, s.whole_year)
            if s.is_over(period) and (owed := _owed(lines, period)) >= cfg(period.last).min_sample_meetings
        ]
        found = [one for period, owed in whole if (one := self._found(s, cfg(period.last), period, owed))]
        return clear_or(found, len(whole), self.exempt)

    def _found(self, s: Snapshot, rules: Rules, period: Window, owed: int) -> Found | None:
        crowd, stretch = fullest(s, rules, period)
        if not crowd or 100 * len(crowd) < rules.cluster_percent * owed:
            return None
        days = f"{day_words(stretch.first)} 至 {day_words(stretch.last)}"
        words = period_words(period.first, period.last)
        return Found(
            Subject(SubjectType.ORGANISATION, s.organisation),
            period,
            f"{words}应开 {owed} 次，期末几天里的不到 {rules.cluster_percent}%",
            f"{days} 开了 {len(crowd)} 次",
            f"{words}应开 {owed} 次，{days} 的 {rules.cluster_window_days} 天里开了 {len(crowd)} 次，"
            f"达到 {rules.cluster_percent}%。",
            [Evidence(SubjectType.MEETING, one.pk) for one in crowd],
            rule_day=period.last,
        )


def _owed(lines: Sequence[Line], period: Window) -> int:
    return sum(one.owed for one in lines if one.window.first in period and one.window.last in period)


def fullest(s: Snapshot, rules: Rules, period: Window) -> tuple[Sequence[Sitting], Window]:
    """The stretch of days at the end of a period in which most was held, and what."""
    kinds = {duty.kind for duty in duties_for(s.kind, rules)}
    rows = [
        one
        for kind in kinds
        for one in s.sittings.get(kind, ())
        if one.state in HELD_STATES and one.day in period
    ]
    length = rules.cluster_window_days
    shifts = range(max(1, rules.cluster_tail_days - length + 1))
    ends = [period.last - timedelta(days=shift) for shift in shifts]
    windows = [Window(end - timedelta(days=length - 1), end) for end in ends]
    best = max(windows, key=lambda window: sum(one.day in window for one in rows))
    return sorted((one for one in rows if one.day in best), key=lambda one: one.day), best
