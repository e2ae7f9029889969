"""FREQ-06, -07, -18: the theme day beside the day that was planned (checks.md 1). Pure."""

from collections.abc import Iterator
from datetime import date

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
from meetings.inspection.snapshot import Held, RulesOn, Snapshot
from meetings.inspection.vocabulary import Severity, SubjectType
from meetings.kinds import MeetingKind
from meetings.rules.catalogue.documents import BRANCH_RULES, EDUCATION_RULES
from meetings.rules.frequency import Window, month_window


def pairs(s: Snapshot) -> Iterator[tuple[Held, date, bool]]:
    """Each theme day that was held, with the day planned for its month, and whether that is provisional."""
    slots = {slot.month: slot for slot in s.slots if not slot.is_waived}
    for one in s.held_of(MeetingKind.THEME_DAY):
        meant = one.scheduled_on or one.day
        slot = slots.get(meant.month)
        if slot is not None and slot.day is not None and meant.year == s.year:
            yield one, slot.day, slot.is_provisional


class Shifted(Check):
    """FREQ-06."""

    code = "FREQ-06"
    title = "主题党日偏离计划日"
    severity = Severity.WARNING
    basis = (BRANCH_RULES.reported("第十六条"),)
    keys = ("theme_day_rule", "holiday_policy", "max_shift_days")
    formula = "实开日与计划日相差的天数超过规定"
    exempt = "该月没有计划日、豁免，或计划日为暂定"

    def find(self, s: Snapshot, cfg: RulesOn) -> Outcome:
        """One finding for each theme day too far from its day."""
        sure = [(one, planned) for one, planned, is_provisional in pairs(s) if not is_provisional]
        found = [
            self._found(one, planned, most)
            for one, planned in sure
            if abs((one.day - planned).days) > (most := cfg(one.day).max_shift_days)
        ]
        return clear_or(found, len(sure), self.exempt)

    def _found(self, one: Held, planned: date, most: int) -> Found:
        said = f"实开{day_words(one.day)}，相差 {abs((one.day - planned).days)} 天"
        return Found(
            Subject(SubjectType.MEETING, one.pk),
            Window(one.day, one.day),
            f"计划日{day_words(planned)}，前后不超过 {most} 天",
            said,
            f"计划日{day_words(planned)}，{said}，超过 {most} 天。",
            [Evidence(SubjectType.MEETING, one.pk)],
        )


class Drifting(Check):
    """FREQ-07."""

    code = "FREQ-07"
    title = "主题党日一年内多次改期"
    severity = Severity.INFO
    basis = (INFERRED,)
    keys = ("theme_day_drift_percent", "min_sample_meetings")
    formula = "一年里不在计划日开展的次数占比超过提示线"
    exempt = "一年里的次数不足以判断"

    def find(self, s: Snapshot, cfg: RulesOn) -> Outcome:
        """One finding for the year."""
        rules, known = cfg(min(s.today, s.whole_year.last)), list(pairs(s))
        if len(known) < rules.min_sample_meetings:
            return clear_or((), 0, self.exempt)
        moved = [one for one, planned, _ in known if one.day != planned]
        if 100 * len(moved) <= rules.theme_day_drift_percent * len(known):
            return clear_or((), len(known), self.exempt)
        return clear_or([self._found(s, moved, len(known), rules.theme_day_drift_percent)], 1, self.exempt)

    def _found(self, s: Snapshot, moved: list[Held], count: int, percent: int) -> Found:
        return Found(
            Subject(SubjectType.ORGANISATION, s.organisation),
            s.whole_year,
            f"改期的不超过 {percent}%",
            f"{count} 次中改期 {len(moved)} 次",
            f"{s.year}年主题党日 {count} 次，{len(moved)} 次不在计划日，超过 {percent}%。",
            [Evidence(SubjectType.MEETING, one.pk) for one in moved],
        )


class AcrossMonths(Check):
    """FREQ-18."""

    code = "FREQ-18"
    title = "主题党日顺延跨月"
    severity = Severity.INFO
    basis = (INFERRED, EDUCATION_RULES.article("第十六条"))
    keys = ("holiday_policy",)
    formula = "某月的计划日顺延到了另一个月"
    exempt = "该月豁免，或没有计划日"

    def find(self, s: Snapshot, cfg: RulesOn) -> Outcome:
        """One finding for each month whose day lies in another."""
        days = [slot for slot in s.slots if slot.day and not slot.is_waived]
        found = [
            Found(
                Subject(SubjectType.ORGANISATION, s.organisation),
                month_window(s.year, slot.month),
                f"{slot.month}月的主题党日在{slot.month}月",
                f"计划日顺延到{day_words(slot.day)}",
                f"{slot.month}月的计划日顺延到{day_words(slot.day)}，按月计数时{slot.month}月会缺一次。",
            )
            for slot in days
            if slot.day and (slot.day.year, slot.day.month) != (s.year, slot.month)
        ]
        return clear_or(found, len(days), self.exempt)
