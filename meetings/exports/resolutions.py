"""决议落实台账: what a branch resolved in a year and what came of it; a workbook, and the same tables printed.

What came out of 组织生活会 and 民主生活会 is in it only for those who may read those meetings.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from branchlife.kit import clock
from branchlife.kit.exports import Export, Media, Subject, register, safe_filename
from branchlife.kit.xlsx import Column, Sheet, Value, write_workbook
from meetings.exports.common import name_words, stamp
from meetings.models import FollowUp, Meeting, Resolution
from meetings.models.resolution import ResolutionQuerySet
from meetings.vocabulary import ResolutionState
from members.access import Action, Actor
from members.exports.printing import print_sheets
from members.models import Organisation

COLUMNS = (
    Column("序号", 6, "int"),
    Column("决议日期", 12, "date"),
    Column("会议", 24),
    Column("决议事项", 40),
    Column("责任人", 16),
    Column("时限", 12, "date"),
    Column("状态", 9),
    Column("超期天数", 9, "int"),
    Column("完成日期", 12, "date"),
    Column("最近落实情况", 40),
)
NOTES = (
    Column("序号", 6, "int"),
    Column("决议事项", 40),
    Column("日期", 12, "date"),
    Column("落实情况", 48),
    Column("状态", 9),
    Column("汇报的会议", 24),
    Column("佐证", 24),
)
IN_ORDER = ("meeting__start", "pk")


def reach_of(branch: Organisation, actor: Actor) -> ResolutionQuerySet:
    """What a branch resolved and this person may both export and read."""
    given_out = Resolution.seen.allowed(actor, Action.REGISTER_EXPORT).filter(meeting__branch=branch)
    readable = Resolution.seen.allowed(actor, Action.MEETING_VIEW).standing()
    return readable.filter(pk__in=given_out.values("pk"))


def loaded(rows: ResolutionQuerySet) -> list[Resolution]:
    """With their meetings and notes, by time. Four queries."""
    found = rows.with_meetings().prefetch_related("follow_ups__meeting__group")
    return list(found.order_by(*IN_ORDER))


def sitting_words(meeting: Meeting) -> str:
    """2026年第3次支委会; of a group with its name."""
    return f"{meeting.group.short_name if meeting.group else ''}{name_words(meeting)}"


def row_of(number: int, row: Resolution, today: date) -> list[Value]:
    """One line of the register; days and dates stay numbers and dates."""
    notes = notes_of(row)
    return [
        number,
        row.meeting.day,
        sitting_words(row.meeting),
        row.text,
        "、".join(row.owners) or "无",
        row.due_on,
        ResolutionState(row.state).label,
        row.days_over(today) or None,
        row.done_on,
        notes[-1].note if notes else "无",
    ]


def notes_of(row: Resolution) -> list[FollowUp]:
    """What was noted of a resolution that was `loaded`, in order."""
    return sorted(row.follow_ups.all(), key=lambda one: (one.noted_on, one.pk))


def note_row(number: int, row: Resolution, note: FollowUp) -> list[Value]:
    """One line of the sheet 落实经过."""
    heard = sitting_words(note.meeting) if note.meeting else "—"
    state = ResolutionState(note.state).label
    return [number, row.text, note.noted_on, note.note, state, heard, note.evidence or "—"]


def total(rows: Sequence[Resolution], today: date) -> list[Value]:
    """合计: how many, by state, and how many are overdue."""
    states = Counter(ResolutionState(row.state) for row in rows)
    words = "，".join(f"{state.label} {states[state]} 件" for state in ResolutionState)
    over = sum(bool(row.days_over(today)) for row in rows)
    return [None, None, f"合计 {len(rows)} 件", words, "", None, "", over, None, f"其中超期 {over} 件"]


class Ledger:
    """The tables of one year of one organisation, for one reader."""

    def __init__(self, branch: Organisation, year: int, actor: Actor) -> None:
        self.branch, self.year, self.today = branch, year, clock.today()
        reach = reach_of(branch, actor)
        self.rows = loaded(reach.filter(meeting__year=year))
        self.before = loaded(reach.unsettled().filter(meeting__year__lt=year))
        self.subtitle = f"填报单位：{branch.full_name}　期间：{year}年　截至：{stamp(clock.now())[:-6]}"

    def title(self, words: str = "决议落实台账") -> str:
        """公章全称, year and table."""
        return f"{self.branch.full_name}{self.year}年{words}"

    def table(self, rows: Sequence[Resolution], title: str, name: str) -> Sheet:
        """Some of the resolutions in the columns of the register."""
        lines = [row_of(at, row, self.today) for at, row in enumerate(rows, start=1)]
        return Sheet(title, self.subtitle, COLUMNS, lines, total(rows, self.today), name=name, freeze="A4")

    def course(self) -> Sheet:
        """落实经过, note by note."""
        pairs = [(row, note) for row in (*self.before, *self.rows) for note in notes_of(row)]
        lines = [note_row(at, row, note) for at, (row, note) in enumerate(pairs, start=1)]
        return Sheet(self.title("决议落实经过"), self.subtitle, NOTES, lines, name="落实经过", freeze="A4")

    def sheets(self) -> list[Sheet]:
        """The year, what is still open from years before, and the course of everything."""
        found = [self.table(self.rows, self.title(), "全年")]
        if self.before:
            title = f"{self.branch.full_name}{self.year}年以前未办结的决议"
            found.append(self.table(self.before, title, "往年未办结"))
        return [*found, self.course()]


class ResolutionExport(Export):
    """What the workbook and the paper share. Options: `actor`, `year`."""

    title = "决议落实台账"
    action: ClassVar[str] = Action.REGISTER_EXPORT
    subject: ClassVar[Subject] = "branch_year"

    def filename(self, subject: Organisation, **options: Any) -> str:
        """年度-支部简称-决议落实台账-全年."""
        return safe_filename([options["year"], subject.short_name, self.title, "全年"], self.media)


@register
class ResolutionRegister(ResolutionExport):
    """决议落实台账, a workbook."""

    identifier = "resolutions"
    media: ClassVar[Media] = "xlsx"

    def render(self, subject: Organisation, **options: Any) -> bytes:
        """All sheets."""
        ledger = Ledger(subject, options["year"], options["actor"])
        return write_workbook(ledger.sheets(), ledger.title())


@register
class ResolutionRegisterPdf(ResolutionExport):
    """决议落实台账, printed on A4 landscape."""

    identifier = "resolutions_pdf"
    media: ClassVar[Media] = "pdf"

    def render(self, subject: Organisation, **options: Any) -> bytes:
        """The same tables as in the workbook."""
        ledger = Ledger(subject, options["year"], options["actor"])
        return print_sheets(ledger.sheets(), ledger.title(), [f"生成时间 {stamp(clock.now())}"])
