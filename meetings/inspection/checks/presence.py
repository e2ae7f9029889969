"""ATT-06, -07, -08, -10: leave and presence over months, and at two places at once (checks.md 2). Pure."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from meetings.inspection.checks.base import (
    INFERRED,
    Check,
    Evidence,
    Found,
    Outcome,
    Subject,
    clear_or,
    period_words,
)
from meetings.inspection.snapshot import Held, RulesOn, Snapshot
from meetings.inspection.vocabulary import Severity, SubjectType
from meetings.rules.catalogue.documents import INSPECTION, USAGE
from meetings.rules.frequency import Window
from meetings.vocabulary import AttendanceState


def counted(s: Snapshot) -> list[Held]:
    """The meetings of the year with numbers."""
    return [one for one in s.held if one.due]


class Unapproved(Check):
    """ATT-06. By the quarter: leave is often written down only when the roll is called, and a sheet for each meeting
    would bury what matters."""

    code = "ATT-06"
    title = "请假未经批准"
    severity = Severity.WARNING
    basis = (USAGE,)
    keys = ("leave_needs_approval",)
    formula = "请假没有登记批准，或会议开始后才批准；按季度合计"
    exempt = "规则不要求批准，没有人请假，或补录的会写明了原因"

    def find(self, s: Snapshot, cfg: RulesOn) -> Outcome:
        """One finding at most for each quarter in which somebody was on leave."""
        rows = [
            one
            for one in s.held
            if not one.late_reason and cfg(one.day).leave_needs_approval and one.marked(AttendanceState.LEAVE)
        ]
        quarters = {quarter: [one for one in rows if one.day in quarter] for quarter in s.quarters}
        asked = {quarter: met for quarter, met in quarters.items() if met}
        found = (self._found(s, quarter, met) for quarter, met in asked.items())
        return clear_or((one for one in found if one), len(asked), self.exempt)

    def _found(self, s: Snapshot, quarter: Window, met: Sequence[Held]) -> Found | None:
        odd = [(one, _unapproved(one)) for one in met]
        none, late = (sum(pair[place] for _, pair in odd) for place in (0, 1))
        if not none + late:
            return None
        leave = sum(len(one.marked(AttendanceState.LEAVE)) for one in met)
        said = f"没有登记批准 {none} 人次，会后才批 {late} 人次"
        return Found(
            Subject(SubjectType.ORGANISATION, s.organisation),
            quarter,
            "请假在会前批准",
            said,
            f"{period_words(quarter.first, quarter.last)}请假 {leave} 人次，{said}。",
            [Evidence(SubjectType.MEETING, one.pk) for one, pair in odd if any(pair)],
        )


def _unapproved(one: Held) -> tuple[int, int]:
    """How many on leave without an approval, and with one that came after the beginning."""
    approvals = [mark.approved_at for mark in one.marked(AttendanceState.LEAVE)]
    late = sum(at is not None and one.start is not None and at > one.start for at in approvals)
    return approvals.count(None), late


class LowRate(Check):
    """ATT-07."""

    code = "ATT-07"
    title = "支部到会率偏低"
    severity = Severity.WARNING
    basis = (USAGE,)
    keys = ("min_attendance_percent", "min_sample_meetings")
    formula = "全年实到合计占应到合计低于提示线，只算到支部"
    exempt = "全年会议的次数不足以判断"

    def find(self, s: Snapshot, cfg: RulesOn) -> Outcome:
        """One finding for the year; whole numbers on both sides."""
        rules, rows = cfg(min(s.today, s.whole_year.last)), counted(s)
        due, present = sum(one.due or 0 for one in rows), sum(one.present or 0 for one in rows)
        least = rules.min_attendance_percent
        if len(rows) < rules.min_sample_meetings:
            return clear_or((), 0, self.exempt)
        if 100 * present >= least * due:
            return clear_or((), len(rows), self.exempt)
        found = Found(
            Subject(SubjectType.ORGANISATION, s.organisation),
            s.whole_year,
            f"全年到会不低于 {least}%",
            f"应到合计 {due}，实到合计 {present}",
            f"{s.year}年 {len(rows)} 次会，应到合计 {due}，实到合计 {present}，低于 {least}%。",
        )
        return clear_or([found], len(rows), self.exempt)


class AlwaysFull(Check):
    """ATT-08."""

    code = "ATT-08"
    title = "全年次次全勤"
    severity = Severity.INFO
    basis = (INSPECTION,)
    keys = ("full_attendance_months", "small_branch_size", "min_sample_meetings")
    formula = "规定的月数里每次会应到都到，而名册上有流动或豁免的党员"
    exempt = "应到人数少，次数不足以判断，年度未结束，或名册上没有流动、豁免的党员"

    def find(self, s: Snapshot, cfg: RulesOn) -> Outcome:
        """One finding for the year, once it is over: a year is twelve months."""
        rules, rows = cfg(s.whole_year.last), counted(s)
        people = s.people
        aside = people.exempt(people.roster(s.whole_year.last), s.whole_year.last, floating_is_due=False)
        small = not rows or max(one.due or 0 for one in rows) < rules.small_branch_size
        if small or not aside or len(rows) < rules.min_sample_meetings or not s.is_over(s.whole_year):
            return clear_or((), 0, self.exempt)
        if any(one.present != one.due for one in rows):
            return clear_or((), len(rows), self.exempt)
        found = Found(
            Subject(SubjectType.ORGANISATION, s.organisation),
            s.whole_year,
            "有流动、豁免党员的，难得次次到齐",
            f"{len(rows)} 次会都到齐",
            f"{s.year}年 {len(rows)} 次会实到都等于应到，而名册上有 {len(aside)} 名流动或豁免的党员。",
        )
        return clear_or([found], len(rows), self.exempt)


class TwoPlaces(Check):
    """ATT-10. Within the meetings of one organisation: those of another are not known to it."""

    code = "ATT-10"
    title = "同一人同时两处到会"
    severity = Severity.ERROR
    basis = (INFERRED,)
    formula = "两次集会时间相交、地点不同，同一人都记为现场到会"
    exempt = "没有时间相交的两次集会；线上到会的不算"

    def find(self, s: Snapshot, cfg: RulesOn) -> Outcome:
        """One finding for each pair, on the later meeting."""
        pairs = list(overlapping(s))
        found = [self._found(one, other, both) for one, other in pairs if (both := _both(one, other))]
        return clear_or(found, len(pairs), self.exempt)

    def _found(self, one: Held, other: Held, both: set[int]) -> Found:
        rows = [Evidence(SubjectType.MEETING, m.pk) for m in (one, other)]
        return Found(
            Subject(SubjectType.MEETING, other.pk),
            Window(other.day, other.day),
            "同一时间只在一处到会",
            f"{len(both)} 人在{one.place}和{other.place}都记为到会",
            f"两次集会时间相交，地点是{one.place}和{other.place}，{len(both)} 人两处都记为到会。",
            [*rows, *(Evidence(SubjectType.MEMBER, pk) for pk in sorted(both))],
        )


def overlapping(s: Snapshot) -> Iterator[tuple[Held, Held]]:
    """Pairs of meetings of different sittings that share time, at different places; each sitting counts once."""
    sittings: dict[int, Held] = {}
    for one in s.held:
        if one.start and one.end and one.place:
            sittings.setdefault(one.gathering, one)
    for one, other in combinations(sorted(sittings.values(), key=lambda m: (m.day, m.pk)), 2):
        if one.day == other.day and one.place != other.place and _share_time(one, other):
            yield one, other


def _share_time(one: Held, other: Held) -> bool:
    if not (one.start and one.end and other.start and other.end):
        return False
    return one.start < other.end and other.start < one.end


def _both(one: Held, other: Held) -> set[int]:
    there = [{mark.member for mark in m.marked(AttendanceState.PRESENT)} for m in (one, other)]
    return there[0] & there[1]
