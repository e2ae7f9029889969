"""FILE-01, FILE-02, FILE-11: plans, when they were reported and what came of their lines (checks.md 7). Pure.

Which meeting answers which line is settled in meetings/rules/plan.py, as on the page of the plan.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from meetings.inspection.checks.base import (
    INFERRED,
    Check,
    Evidence,
    Found,
    Outcome,
    Subject,
    clear_or,
    day_words,
    period_words,
)
from meetings.inspection.papers import Planned
from meetings.inspection.snapshot import Held, RulesOn, Snapshot
from meetings.inspection.vocabulary import Severity, SubjectType
from meetings.kinds import KINDS, MeetingKind
from meetings.rules.catalogue.documents import SAMPLE_SAYS, USAGE
from meetings.rules.catalogue.rules import Rules
from meetings.rules.frequency import Sitting, Window, month_window
from meetings.rules.plan import Item, matched
from meetings.rules.schedule import plan_due
from meetings.vocabulary import MeetingState, PlanPeriod
from members.vocabulary import BRANCH_KINDS

OFF = (MeetingState.POSTPONED, MeetingState.NOT_HELD)


@dataclass(frozen=True)
class Term:
    """A plan that is owed: its period, its due day by the rules, and the plan if there is one."""

    window: Window
    due: date
    plan: Planned | None

    @property
    def reported_on(self) -> date | None:
        """The day of its first report."""
        return self.plan.reported_on if self.plan else None


class PlanLate(Check):
    """FILE-01."""

    code = "FILE-01"
    title = "计划未按期报"
    severity = Severity.WARNING
    basis = (USAGE,)
    keys = ("plan_period", "plan_due_day", "annual_plan_due")
    formula = "季度或年度计划报送晚于应报日，或到期没有报送"
    exempt = "不编计划的组织，支部当季（当年）新成立，或还没有到应报日"

    def find(self, s: Snapshot, cfg: RulesOn) -> Outcome:
        """One finding for each period."""
        owed = [one for one in terms(s, cfg) if one.reported_on or one.due < s.today]
        late = (one for one in owed if one.reported_on is None or one.reported_on > one.due)
        return clear_or((self._found(s, one) for one in late), len(owed), self.exempt)

    def _found(self, s: Snapshot, term: Term) -> Found:
        period, day = period_words(term.window.first, term.window.last), term.reported_on
        said = f"{day_words(day)}报送，晚 {(day - term.due).days} 天" if day else "到期没有报送"
        return Found(
            Subject(SubjectType.ORGANISATION, s.organisation),
            term.window,
            f"{period}计划在{day_words(term.due)}前报送",
            said,
            f"{period}计划应在{day_words(term.due)}前报送，{said}。",
        )


def terms(s: Snapshot, cfg: RulesOn) -> Iterator[Term]:
    """The plans owed by a branch that stood on the first day of their period."""
    plans = {one.quarter: one for one in s.papers.plans}
    for quarter, window in ((None, s.whole_year), *enumerate(s.quarters, start=1)):
        rules, plan = cfg(window.first), plans.get(quarter)
        period = PlanPeriod.QUARTER if quarter else PlanPeriod.YEAR
        stands = s.kind in BRANCH_KINDS and s.facts.life.on(window.first)
        if stands and rules.plan_period == period:
            due = plan.due_on if plan and plan.due_on else plan_due(s.year, quarter, rules)
            yield Term(window, due, plan)


def answers(s: Snapshot, plan: Planned, rules: Rules) -> Mapping[int, Sitting]:
    """Which meeting answers which line of a plan."""
    linked = {line.meeting for line in plan.lines}
    rows = [one for one in s.meetings if one.pk in linked or one.day in plan.window]
    return matched(
        plan.lines, (Sitting(one.kind, one.day, one.state, one.group, one.pk) for one in rows), rules
    )


def reported(s: Snapshot) -> list[Planned]:
    """The plans that were reported, with their lines: a draft is nobody's plan yet."""
    return [one for one in s.papers.plans if one.reported_on and one.lines]


class PlanUnmet(Check):
    """FILE-02."""

    code = "FILE-02"
    title = "计划执行率低"
    severity = Severity.INFO
    basis = (INFERRED,)
    keys = ("plan_execution_percent",)
    formula = "期末，计划的会里已开的比例低于提示线"
    exempt = "期未结束，或没有报送的计划"

    def find(self, s: Snapshot, cfg: RulesOn) -> Outcome:
        """One finding for each plan."""
        over = [one for one in reported(s) if s.is_over(one.window)]
        found = (self._found(s, one, cfg(one.window.first)) for one in over)
        return clear_or((one for one in found if one), len(over), self.exempt)

    def _found(self, s: Snapshot, plan: Planned, rules: Rules) -> Found | None:
        known = s.by_pk()
        done = {one.pk for one in answers(s, plan, rules).values() if known[one.pk].is_held}
        count, least = len(plan.lines), rules.plan_execution_percent
        if 100 * len(done) >= least * count:
            return None
        besides = sum(one.day in plan.window and one.pk not in done for one in s.held)
        words = period_words(plan.window.first, plan.window.last)
        return Found(
            Subject(SubjectType.ORGANISATION, s.organisation),
            plan.window,
            f"{words}计划的会开到 {least}%",
            f"计划 {count} 次，已开 {len(done)} 次",
            f"{words}计划 {count} 次，已开 {len(done)} 次，低于 {least}%；计划外另开 {besides} 次。",
            [Evidence(SubjectType.MEETING, pk) for pk in sorted(done)],
        )


@dataclass(frozen=True)
class Lapsed:
    """A line whose day and grace have gone by, with the meeting that answers it, if any."""

    line: Item
    meeting: Held | None

    @property
    def is_open(self) -> bool:
        """Neither held nor accounted for."""
        m = self.meeting
        return m is None or not (m.is_held or (m.state in OFF and m.reason))

    def words(self, s: Snapshot) -> str:
        """第一党小组党小组会（5月15日）."""
        who = s.group_names.get(self.line.group, "") if self.line.group else ""
        day = self.line.day
        return f"{who}{KINDS[MeetingKind(self.line.kind)].short}（{day.month}月{day.day}日）"


class Unaccounted(Check):
    """FILE-11. By the month of the lines."""

    code = "FILE-11"
    title = "计划到期既未开也未说明"
    severity = Severity.WARNING
    basis = (SAMPLE_SAYS,)
    keys = ("max_shift_days",)
    formula = "计划的日子过了允许改期的天数，会没有召集，或还是计划、已通知"
    exempt = "没有报送的计划，或还没有到期；写明原因的延期、未召开不算"

    def find(self, s: Snapshot, cfg: RulesOn) -> Outcome:
        """One finding at most for each month; a line of two plans counts once."""
        lines: dict[object, Lapsed] = {}
        for one in _lapsed(s, cfg):
            key = (one.line.kind, one.line.group, one.line.day)
            if key not in lines or not one.is_open:
                lines[key] = one
        months: dict[int, list[Lapsed]] = defaultdict(list)
        for one in lines.values():
            months[one.line.day.month].append(one)
        found = (self._found(s, month, rows) for month, rows in sorted(months.items()))
        return clear_or((one for one in found if one), len(lines), self.exempt)

    def _found(self, s: Snapshot, month: int, rows: Sequence[Lapsed]) -> Found | None:
        waiting = sorted((one for one in rows if one.is_open), key=lambda one: (one.line.day, one.line.pk))
        if not waiting:
            return None
        said = f"{len(waiting)} 次既没有开也没有说明：{'、'.join(one.words(s) for one in waiting)}"
        return Found(
            Subject(SubjectType.ORGANISATION, s.organisation),
            month_window(s.year, month),
            "到期的计划已开，或写明延期、未召开的原因",
            said,
            f"{month}月到期的计划 {len(rows)} 次，{said}。",
            [Evidence(SubjectType.MEETING, one.meeting.pk) for one in waiting if one.meeting],
        )


def _lapsed(s: Snapshot, cfg: RulesOn) -> Iterator[Lapsed]:
    known = s.by_pk()
    for plan in reported(s):
        found = answers(s, plan, cfg(plan.window.first))
        for line in plan.lines:
            if line.day + timedelta(days=cfg(line.day).max_shift_days) < s.today:
                answer = found.get(line.pk)
                yield Lapsed(line, known[answer.pk] if answer else None)
