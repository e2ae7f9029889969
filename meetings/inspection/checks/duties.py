"""Too few meetings of a kind in a period: what FREQ-01 to -05, -08, -12, -15 and -16 have in common. Pure."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from meetings.inspection.checks.base import Check, Evidence, Found, Outcome, Subject, clear_or, period_words
from meetings.inspection.snapshot import Held, Line, RulesOn, Snapshot
from meetings.inspection.vocabulary import SubjectType
from meetings.kinds import KINDS, MeetingKind
from meetings.vocabulary import MeetingState

EXCUSED = {MeetingState.NOT_HELD: "未召开", MeetingState.POSTPONED: "延期"}


class TooFew(Check):
    """Held fewer than owed, once the period is over. The arithmetic is that of meetings/rules/frequency.py."""

    kind: ClassVar[MeetingKind]
    bodies: ClassVar[Sequence[str]] = ()  # which organisations it looks at; () are all that owe it
    postponed_is_exempt: ClassVar[bool] = False

    def find(self, s: Snapshot, cfg: RulesOn) -> Outcome:
        """One finding for each period, and group, that lacks a meeting."""
        lines = [line for line in self._lines(s, cfg) if line.owed and line.is_over]
        return clear_or(
            (self._found(s, line) for line in lines if line.held < line.owed), len(lines), self.exempt
        )

    def _lines(self, s: Snapshot, cfg: RulesOn) -> Iterable[Line]:
        if self.bodies and s.kind not in self.bodies:
            return ()
        lines = s.lines(self.kind, cfg)
        if not self.postponed_is_exempt:
            return lines
        return (
            line for line in lines if not any(one.state == MeetingState.POSTPONED for one in line.sittings)
        )

    def _found(self, s: Snapshot, line: Line) -> Found:
        period = period_words(line.window.first, line.window.last)
        who = s.group_names.get(line.group, "党小组") if line.group else ""
        name = KINDS[self.kind].name
        waiting = sum(
            one.day < s.today and one.state in (MeetingState.PLANNED, MeetingState.NOTICED)
            for one in line.sittings
        )
        more = f"；另有 {waiting} 次过了计划日而没有记录" if waiting else ""
        return Found(
            Subject(SubjectType.ORGANISATION, line.group or s.organisation),
            line.window,
            f"{period}{who}应开{name} {line.owed} 次",
            f"已开 {line.held} 次",
            f"{period}应开 {line.owed} 次，已开 {line.held} 次，少 {line.owed - line.held} 次{more}。",
            [Evidence(SubjectType.MEETING, one.pk) for one in line.sittings],
            excuse_of(s, line),
        )


def excuse_of(s: Snapshot, line: Line) -> str:
    """The reasons that stand in the records of the period: not held, put off. Enough of them account for it."""
    known = s.by_pk()
    rows = [known[one.pk] for one in line.sittings if one.pk in known]
    excuses = [f"{EXCUSED[MeetingState(row.state)]}：{row.reason}" for row in rows if _is_excused(row)]
    return "；".join(excuses) if len(excuses) >= line.owed - line.held else ""


def _is_excused(row: Held) -> bool:
    return row.state in EXCUSED and bool(row.reason)
