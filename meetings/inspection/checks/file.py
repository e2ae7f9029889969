"""FILE 计划、通知、备案: filings, returns and the papers of lectures (checks.md 7). Pure.

Plans: plans.py; notices: notices.py; records entered late: entries.py.
"""

from datetime import date

from meetings.archive.codes import close_of
from meetings.inspection.checks.base import Check, NotKept, day_words
from meetings.inspection.checks.each import EachMeeting, Odd
from meetings.inspection.checks.entries import NoLateReason, late_words
from meetings.inspection.checks.notices import ShortNotice
from meetings.inspection.checks.plans import PlanLate, PlanUnmet, Unaccounted
from meetings.inspection.papers import Filed, Sheet
from meetings.inspection.snapshot import Held, Snapshot
from meetings.inspection.vocabulary import Severity
from meetings.kinds import MeetingKind
from meetings.rules.catalogue.documents import BRANCH_RULES, LIFE_RULES, SAMPLE_SAYS, USAGE
from meetings.rules.catalogue.rules import Rules
from meetings.rules.leaders import report_due
from meetings.rules.schedule import filing_due, rework_due
from meetings.vocabulary import FilingDecision, MeetingState, ReturnReason

K = MeetingKind


class NotReportedAhead(NotKept):
    """FILE-03."""

    code = "FILE-03"
    title = "会前报告不足"
    severity = Severity.WARNING
    basis = (SAMPLE_SAYS, USAGE)
    keys = ("democratic_life_report_days", "assembly_report_days")
    formula = "民主生活会、党员大会的会前报告早于会议的天数少于规定，或没有报告"
    exempt = "规则不要求，或大会已列入报送的计划"
    lacking = "会前报告还没有登记"


class FiledLate(EachMeeting):
    """FILE-05. The due day is the one kept with the filing; without a filing it is reckoned anew."""

    code = "FILE-05"
    title = "备案超期或未备案"
    severity = Severity.WARNING
    basis = (USAGE,)
    keys = ("filing_kinds", "filing_due", "filing_due_unit", "filing_overdue_error_days")
    formula = "首次报备晚于应报日，或过了应报日还没有报备"
    exempt = "不须备案的会，历史台账导入，或还没有到应报日"

    def applies(self, s: Snapshot, m: Held, rules: Rules) -> bool:
        """Of the kinds that are filed, once filed or due."""
        if m.kind not in rules.filing_kinds or s.papers.trace(m.pk).is_imported:
            return False
        return s.papers.first(m.pk) is not None or _due(s, m, rules) < s.today

    def odd(self, s: Snapshot, m: Held, rules: Rules) -> Odd | None:
        """By the first version; its reason accounts for it."""
        due, first = _due(s, m, rules), s.papers.first(m.pk)
        expected = f"应在{day_words(due)}前报备"
        if first is None:
            most = rules.filing_overdue_error_days
            more = f"，超过应报日 {most} 天以上" if (s.today - due).days > most else ""
            return Odd(
                expected, f"还没有报备{more}", f"{day_words(m.day)}开会，{expected}，还没有报备{more}。"
            )
        days = (first.at.date() - due).days
        if days <= 0:
            return None
        said = f"{day_words(first.at.date())}报备，晚 {days} 天"
        excuse = f"迟报：{first.late_reason}" if first.late_reason else late_words(m)
        return Odd(expected, said, f"{day_words(m.day)}开会，{expected}，{said}。", excuse=excuse)


def _due(s: Snapshot, m: Held, rules: Rules) -> date:
    first = s.papers.first(m.pk)
    return first.due_on if first and first.due_on else filing_due(m.day, s.is_workday, rules)


class NotReworked(EachMeeting):
    """FILE-06."""

    code = "FILE-06"
    title = "退回未改"
    severity = Severity.WARNING
    basis = (USAGE,)
    keys = ("rework_days", "filing_mode")
    formula = "退回后过了规定的天数，没有再报，要求重开的也没有重开"
    exempt = "没有退回的报备，或退回未满规定的天数"

    def applies(self, s: Snapshot, m: Held, rules: Rules) -> bool:
        """Once sent back: what was settled in time was looked at too."""
        return any(_is_over(s, one, rules) for one in s.papers.filings.get(m.pk, ()))

    def odd(self, s: Snapshot, m: Held, rules: Rules) -> Odd | None:
        """By the newest version: another one settles it, or the meeting held anew."""
        newest, is_reheld = s.papers.newest(m.pk), s.papers.trace(m.pk).is_reheld
        if newest is None or newest.decided_on is None or is_reheld or not _is_over(s, newest, rules):
            return None
        is_rehold = newest.return_reason == ReturnReason.REHOLD
        expected = f"{day_words(rework_due(newest.decided_on, rules))}前{'重开' if is_rehold else '改好再报'}"
        said = (
            f"第 {newest.version} 版{day_words(newest.decided_on)}退回，没有{'重开' if is_rehold else '再报'}"
        )
        return Odd(expected, said)


def _is_over(s: Snapshot, filed: Filed, rules: Rules) -> bool:
    if filed.decision != FilingDecision.RETURNED or filed.decided_on is None:
        return False
    return rework_due(filed.decided_on, rules) < s.today


class NotReportedAfter(NotKept):
    """FILE-07."""

    code = "FILE-07"
    title = "民主生活会会后报告缺"
    severity = Severity.WARNING
    basis = (USAGE, LIFE_RULES.remembered())
    keys = ("democratic_life_post_days",)
    formula = "民主生活会后过了规定的天数没有报告，或报告晚于期限"
    exempt = "会后未到期"
    lacking = "会后报告还没有登记"


class NotMended(NotKept):
    """FILE-08."""

    code = "FILE-08"
    title = "整改清单空或逾期"
    severity = Severity.WARNING
    basis = (BRANCH_RULES.article("第十七条"), LIFE_RULES.article())
    keys = ("settle_days",)
    formula = "组织生活会、民主生活会没有整改清单，或整改时限已过而没有销号"
    exempt = "会后未满宽限的天数"
    lacking = "组织生活会、民主生活会的整改清单还没有登记"


class LectureNotReported(EachMeeting):
    """FILE-09."""

    code = "FILE-09"
    title = "党课内容未事先报告"
    severity = Severity.WARNING
    basis = (SAMPLE_SAYS,)
    keys = ("lecture_report_days",)
    formula = "领导干部讲党课，没有课前报告，或报告早于讲课的天数少于规定"
    exempt = "普通党员讲课，规则不要求，或历史台账导入"

    def applies(self, s: Snapshot, m: Held, rules: Rules) -> bool:
        """A lecture by a leading cadre."""
        trace = s.papers.trace(m.pk)
        by_leader = trace.lecture is not None and trace.lecture.by_leader
        return (
            m.kind == K.PARTY_LECTURE
            and by_leader
            and rules.lecture_report_days > 0
            and not trace.is_imported
        )

    def odd(self, s: Snapshot, m: Held, rules: Rules) -> Odd | None:
        """In calendar days."""
        sheet = s.papers.trace(m.pk).lecture or Sheet()
        days, day = rules.lecture_report_days, sheet.reported_on
        if day is not None and day <= report_due(m.day, days):
            return None
        said = f"讲课前 {(m.day - day).days} 天报告" if day else "没有登记课前报告"
        return Odd(f"讲课前 {days} 天报告内容", said)


class LectureNotKept(EachMeeting):
    """FILE-10."""

    code = "FILE-10"
    title = "党课材料未存档"
    severity = Severity.INFO
    basis = (SAMPLE_SAYS,)
    keys = ("archive_close",)
    formula = "党课已记录而没有讲稿，或过了归档期限还没有存档日期"
    exempt = "没有已记录的党课，或历史台账导入；观看上级录播课的请说明"

    def applies(self, s: Snapshot, m: Held, rules: Rules) -> bool:
        """From the record on."""
        is_recorded = m.kind == K.PARTY_LECTURE and m.state != MeetingState.HELD
        return is_recorded and not s.papers.trace(m.pk).is_imported

    def odd(self, s: Snapshot, m: Held, rules: Rules) -> Odd | None:
        """An outline as words or as a file; the day of putting away once the year has closed."""
        sheet, close = s.papers.trace(m.pk).lecture or Sheet(), close_of(m.day.year, rules.archive_close)
        said = [] if sheet.has_outline else ["没有讲稿"]
        if sheet.archived_on is None and s.today > close:
            said.append(f"过了{day_words(close)}没有存档日期")
        if not said:
            return None
        return Odd("讲稿在，年度归档前存档", "；".join(said))


CLASSES: tuple[type[Check], ...] = (
    PlanLate,
    PlanUnmet,
    NotReportedAhead,
    ShortNotice,
    FiledLate,
    NotReworked,
    NotReportedAfter,
    NotMended,
    LectureNotReported,
    LectureNotKept,
    Unaccounted,
    NoLateReason,
)
