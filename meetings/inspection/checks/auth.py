"""AUTH 真实性: what a record says beside what goes with it (checks.md 6). Pure.

When it was written: entries.py; texts that read alike: similarity.py; photos: photos.py.
"""

from collections import defaultdict
from collections.abc import Iterator

from meetings.inspection.checks.base import (
    INFERRED,
    Check,
    Evidence,
    Found,
    NotKept,
    Outcome,
    Subject,
    clear_or,
)
from meetings.inspection.checks.each import EachMeeting, Odd
from meetings.inspection.checks.entries import Batch, WrittenLater
from meetings.inspection.checks.numbers import odd_numbers
from meetings.inspection.checks.photos import TakenElsewhen, UsedTwice
from meetings.inspection.checks.similarity import ReadAlike
from meetings.inspection.papers import Filed, Sheet, Trace
from meetings.inspection.snapshot import Held, RulesOn, Snapshot
from meetings.inspection.vocabulary import Severity, SubjectType
from meetings.kinds import KINDS, MeetingKind
from meetings.rules.catalogue.documents import USAGE
from meetings.rules.catalogue.rules import Rules
from meetings.vocabulary import LOCKED_STATES, AgendaCategory, MeetingState

K = MeetingKind
THREE_MEETINGS = (K.BRANCH_ASSEMBLY, K.BRANCH_COMMITTEE, K.GROUP_MEETING)
NO_DOCUMENTS = "还没有登记会上学习、传达的文件"


class NotYetPublished(NotKept):
    """AUTH-04."""

    code = "AUTH-04"
    title = "引用晚于会议的文件"
    severity = Severity.ERROR
    basis = (INFERRED,)
    formula = "会上学习的文件在会后才公布"
    exempt = "文件没有公布日期"
    lacking = NO_DOCUMENTS


class RelayedLate(NotKept):
    """AUTH-05."""

    code = "AUTH-05"
    title = "传达滞后"
    severity = Severity.WARNING
    basis = (USAGE,)
    keys = ("relay_days",)
    formula = "首次传达文件的会晚于要求的日子，或晚于收文后规定的天数"
    exempt = "文件没有收文日期，也没有传达期限"
    lacking = NO_DOCUMENTS


class AlsoALecture(EachMeeting):
    """AUTH-07. The words of the minutes are not looked at."""

    code = "AUTH-07"
    title = "以会代课"
    severity = Severity.WARNING
    basis = (USAGE,)
    formula = "党员大会同时记作党课，而课题、授课人、讲稿有空的，或学时为 0"
    exempt = "党课没有与党员大会同一次集会，或历史台账导入"

    def applies(self, s: Snapshot, m: Held, rules: Rules) -> bool:
        """A lecture that shares its sitting with an assembly."""
        if m.kind != K.PARTY_LECTURE or s.papers.trace(m.pk).is_imported or not m.gathering:
            return False
        return any(one.gathering == m.gathering for one in s.held_of(K.BRANCH_ASSEMBLY))

    def odd(self, s: Snapshot, m: Held, rules: Rules) -> Odd | None:
        """By what is written of the lecture."""
        sheet = s.papers.trace(m.pk).lecture or Sheet()
        parts = {"课题": sheet.topic, "授课人": sheet.lecturer, "讲稿": sheet.has_outline}
        lacking = [name for name, value in parts.items() if not value]
        said = [f"{len(lacking)} 项空：{'、'.join(lacking)}"] if lacking else []
        said += ["学时为 0"] if sheet.hours == 0 else []
        if not said:
            return None
        return Odd("课题、授课人、讲稿都有，学时不为 0", f"与党员大会同一次集会，{'；'.join(said)}")


class OnlyBusiness(EachMeeting):
    """AUTH-08."""

    code = "AUTH-08"
    title = "以行政会代党内会"
    severity = Severity.INFO
    basis = (USAGE,)
    formula = "党员大会、支委会、党小组会的议题全部是业务工作"
    exempt = "没有议题，或不是这三种会"

    def applies(self, s: Snapshot, m: Held, rules: Rules) -> bool:
        """With an agenda."""
        return m.kind in THREE_MEETINGS and bool(s.papers.trace(m.pk).topics)

    def odd(self, s: Snapshot, m: Held, rules: Rules) -> Odd | None:
        """By the category of each topic."""
        topics = s.papers.trace(m.pk).topics
        if any(one != AgendaCategory.BUSINESS for one in topics):
            return None
        return Odd("议题里有党务", f"{len(topics)} 项议题都归为业务工作")


class ChangedSince(EachMeeting):
    """AUTH-09. Beside the digest a few words and numbers of what was filed are held against the record itself."""

    code = "AUTH-09"
    title = "备案后内容改动"
    severity = Severity.ERROR
    basis = (INFERRED,)
    formula = "记录与最近一版报备的内容不一致，其间没有更正单"
    exempt = "没有报备，或退回后还没有再报"

    def applies(self, s: Snapshot, m: Held, rules: Rules) -> bool:
        """While it is locked."""
        return m.state in LOCKED_STATES and s.papers.newest(m.pk) is not None

    def odd(self, s: Snapshot, m: Held, rules: Rules) -> Odd | None:
        """A correction since accounts for what differs."""
        filed, trace = s.papers.newest(m.pk), s.papers.trace(m.pk)
        if filed is None or (trace.corrected_at and trace.corrected_at >= filed.at):
            return None
        changed = list(_changes(m, trace, filed))
        if not changed:
            return None
        said = f"{len(changed)} 处不一致：{'、'.join(changed)}，没有更正单"
        return Odd(f"与报备的第 {filed.version} 版一致", said)


def _changes(m: Held, trace: Trace, filed: Filed) -> Iterator[str]:
    now = {"内容记录": trace.text, "应到": m.due, "实到": m.present}
    if trace.digest != filed.digest:
        yield "内容摘要"
    yield from (name for name, value in now.items() if filed.content.get(name, value) != value)


class OddOrdinals(Check):
    """AUTH-10. One finding for the branch and one for each of its groups, whatever the kinds."""

    code = "AUTH-10"
    title = "次数断号或重号"
    severity = Severity.WARNING
    basis = (INFERRED,)
    formula = "同一年度同类会议的次数不是从 1 起连续"
    exempt = "没有编了次数的会；未召开的不算"

    def find(self, s: Snapshot, cfg: RulesOn) -> Outcome:
        """Series by series."""
        series = _ordinals(s)
        odd: dict[int, list[tuple[str, list[Held]]]] = defaultdict(list)
        for (place, kind), rows in series.items():
            words = odd_numbers((s.papers.trace(one.pk).ordinal or 0 for one in rows), "次")
            if words:
                odd[place].append((f"{KINDS[MeetingKind(kind)].short}{words}", rows))
        found = (self._found(s, place, lines) for place, lines in odd.items())
        return clear_or(found, len(series), self.exempt)

    def _found(self, s: Snapshot, place: int, lines: list[tuple[str, list[Held]]]) -> Found:
        said = "；".join(words for words, _ in lines)
        counts = "；".join(f"{len(rows)} 场" for _, rows in lines)
        return Found(
            Subject(SubjectType.ORGANISATION, place or s.organisation),
            s.whole_year,
            "每类会议的次数从第 1 次起连续",
            said,
            f"{s.year}年{s.group_names.get(place, '')}{said}（已编 {counts}）。",
            [Evidence(SubjectType.MEETING, one.pk) for _, rows in lines for one in rows],
        )


def _ordinals(s: Snapshot) -> dict[tuple[int, str], list[Held]]:
    """The meetings of the year with a number, by group (0 is the branch) and kind."""
    series: dict[tuple[int, str], list[Held]] = defaultdict(list)
    for one in s.meetings:
        trace = s.papers.trace(one.pk)
        if trace.year == s.year and trace.ordinal is not None and one.state != MeetingState.NOT_HELD:
            series[one.group or 0, one.kind].append(one)
    return series


class BeforeInspection(NotKept):
    """AUTH-11."""

    code = "AUTH-11"
    title = "检查前集中录入"
    severity = Severity.INFO
    basis = (INFERRED,)
    keys = ("inspection_window_days", "inspection_burst")
    formula = "通知检查的日子前几天里，首次录入多次早已开过的会，达到提示线"
    exempt = "都标了补录"
    lacking = "还没有登记通知检查的日子"


CLASSES: tuple[type[Check], ...] = (
    WrittenLater,
    Batch,
    ReadAlike,
    NotYetPublished,
    RelayedLate,
    TakenElsewhen,
    AlsoALecture,
    OnlyBusiness,
    ChangedSince,
    OddOrdinals,
    BeforeInspection,
    UsedTwice,
)
