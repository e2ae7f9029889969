"""AUTH-01, AUTH-02, FILE-12: when records were first written, beside the days of the meetings (checks.md). Pure."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from meetings.inspection.checks.base import (
    INFERRED,
    Check,
    Evidence,
    Found,
    Outcome,
    Subject,
    clear_or,
    day_words,
)
from meetings.inspection.checks.each import EachMeeting, Odd
from meetings.inspection.snapshot import Held, RulesOn, Snapshot
from meetings.inspection.vocabulary import Severity, SubjectType
from meetings.rules.catalogue.documents import INSPECTION, USAGE
from meetings.rules.catalogue.rules import Rules
from meetings.rules.frequency import Window


def late_words(m: Held) -> str:
    """The reason by which a record written late is accounted for."""
    return f"补录：{m.late_reason}" if m.late_reason else ""


def days_later(s: Snapshot, m: Held) -> int | None:
    """How many days after the meeting its record was first written; None of one that nobody here has written."""
    trace = s.papers.trace(m.pk)
    if trace.is_imported or trace.entered_at is None:
        return None
    return (trace.entered_at.date() - m.day).days


class WrittenLater(EachMeeting):
    """AUTH-01."""

    code = "AUTH-01"
    title = "补记"
    severity = Severity.WARNING
    basis = (USAGE,)
    keys = ("backfill_days", "late_entry_days")
    formula = "首次录入晚于会后规定的天数"
    exempt = "还没有录入，或历史台账导入"

    def applies(self, s: Snapshot, m: Held, rules: Rules) -> bool:
        """Once it is written."""
        return days_later(s, m) is not None

    def odd(self, s: Snapshot, m: Held, rules: Rules) -> Odd | None:
        """In calendar days; a reason accounts for it."""
        days, most = days_later(s, m) or 0, rules.backfill_days
        if days <= most:
            return None
        more = "，建议标明补录并写原因" if days > rules.late_entry_days and not m.late_reason else ""
        return Odd(f"会后 {most} 天内录入", f"会后 {days} 天首次录入{more}", excuse=late_words(m))


class NoLateReason(EachMeeting):
    """FILE-12."""

    code = "FILE-12"
    title = "补录未写原因"
    severity = Severity.INFO
    basis = (INFERRED,)
    keys = ("late_entry_days",)
    formula = "标了补录而没有原因，或首次录入晚于提示线而没有标补录"
    exempt = "还没有录入，或历史台账导入"

    def applies(self, s: Snapshot, m: Held, rules: Rules) -> bool:
        """Once it is written."""
        return days_later(s, m) is not None

    def odd(self, s: Snapshot, m: Held, rules: Rules) -> Odd | None:
        """A reason is all that is asked."""
        days, is_late = days_later(s, m) or 0, s.papers.trace(m.pk).is_late
        if m.late_reason or (days <= rules.late_entry_days and not is_late):
            return None
        said = "标了补录，没有写原因" if is_late else "没有标补录"
        return Odd(
            f"会后超过 {rules.late_entry_days} 天录入的，标补录并写原因", f"会后 {days} 天录入，{said}"
        )


@dataclass(frozen=True)
class Entry:
    """A record as it was first written."""

    meeting: Held
    at: datetime
    by: int


class Batch(Check):
    """AUTH-02. All that accounts write in one go on the same day is one finding; nobody is named."""

    code = "AUTH-02"
    title = "批量录入"
    severity = Severity.WARNING
    basis = (INSPECTION,)
    keys = ("batch_window_minutes", "batch_min_meetings")
    formula = "同一账号在规定的分钟内首次录入多次不同日期的会，达到提示线"
    exempt = "没有录入的会，或历史台账导入"

    def find(self, s: Snapshot, cfg: RulesOn) -> Outcome:
        """One finding at most for each day on which records were written."""
        rows = sorted(_entries(s), key=lambda one: (one.by, one.at, one.meeting.pk))
        by_day: dict[date, list[list[Entry]]] = defaultdict(list)
        for batch in _batches(rows, cfg):
            by_day[batch[0].at.date()].append(batch)
        found = (self._found(s, cfg(day), day, batches) for day, batches in sorted(by_day.items()))
        return clear_or(found, len(rows), self.exempt)

    def _found(self, s: Snapshot, rules: Rules, day: date, batches: Sequence[Sequence[Entry]]) -> Found:
        said = "；".join(_words(batch) for batch in batches)
        meetings = [one.meeting for batch in batches for one in batch]
        excuses = list(dict.fromkeys(late_words(one) for one in meetings))
        return Found(
            Subject(SubjectType.ORGANISATION, s.organisation),
            Window(day, day),
            f"{rules.batch_window_minutes} 分钟内录入的不到 {rules.batch_min_meetings} 个日期",
            said,
            f"{day_words(day)}{said}，达到 {rules.batch_min_meetings} 个日期。",
            [Evidence(SubjectType.MEETING, one.pk) for one in meetings],
            "；".join(excuses) if all(excuses) else "",
        )


def _entries(s: Snapshot) -> Iterator[Entry]:
    for one in s.held:
        trace = s.papers.trace(one.pk)
        if trace.entered_at and trace.entered_by and not trace.is_imported:
            yield Entry(one, trace.entered_at, trace.entered_by)


def _batches(rows: Sequence[Entry], cfg: RulesOn) -> Iterator[list[Entry]]:
    """What one account wrote within the minutes of the rule, from the first on; what is in one is in no other."""
    start = 0
    while start < len(rows):
        first = rows[start]
        rules = cfg(first.at.date())
        until = first.at + timedelta(minutes=rules.batch_window_minutes)
        batch = [one for one in rows[start:] if one.by == first.by and one.at <= until]
        if len(_days(batch)) >= max(2, rules.batch_min_meetings):
            yield batch
            start += len(batch)
        else:
            start += 1


def _days(batch: Sequence[Entry]) -> set[date]:
    return {one.meeting.day for one in batch}


def _words(batch: Sequence[Entry]) -> str:
    minutes = int((batch[-1].at - batch[0].at).total_seconds() // 60)
    return f"{batch[0].at:%H:%M} 起 {minutes} 分钟内录入 {len(batch)} 场、{len(_days(batch))} 个日期的会"
