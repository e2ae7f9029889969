"""三会一课台账: one year of an organisation as tables; a workbook, and the same tables printed.

The sheets stand in the order of the paper register. Totals are values, not formulas. Meetings of 组织生活会 and
民主生活会 are in it only for those who may read them; personal attendance only for the branch's own officers.
"""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.utils import timezone

from branchlife.kit import clock
from branchlife.kit.exports import Export, Media, Subject, register, safe_filename
from branchlife.kit.xlsx import Column, Sheet, Value, write_workbook
from meetings.exports import election, statistics
from meetings.exports.common import name_words, stamp
from meetings.exports.statistics import rate
from meetings.exports.vote_parts import verdicts
from meetings.kinds import KINDS, MeetingKind
from meetings.models import Attendance, Meeting
from meetings.vocabulary import AttendanceState, LeaveReason, MeetingState
from members.access import Action, Actor
from members.exports.printing import print_sheets
from members.models import Organisation

COLUMNS = (
    Column("序号", 6, "int"),
    Column("会议名称", 28),
    Column("会议日期", 12, "date"),
    Column("会议时间", 14),
    Column("会议类型", 12),
    Column("所属党小组", 14),
    Column("会议地点", 18),
    Column("主持人", 8),
    Column("记录人", 8),
    Column("会议议题", 36),
    Column("会议决议/结论", 36),
    Column("应到人数", 8, "int"),
    Column("实到人数", 8, "int"),
    Column("请假人数", 8, "int"),
    Column("缺席人数", 8, "int"),
    Column("出勤率", 9, "ratio"),
    Column("参会人员名单", 48),
)
UNSETTLED = (
    Column("序号", 6, "int"),
    Column("原定日期", 12, "date"),
    Column("改期至", 12, "date"),
    Column("会议类型", 14),
    Column("所属党小组", 14),
    Column("状态", 12),
    Column("原因", 40),
)
PARTS = (
    "agenda__motions__subject",
    "agenda__elections",
    "resolutions",
    "attendances__member",
    "guests",
    "lecture",
)
OWN_SHEETS = (
    MeetingKind.BRANCH_ASSEMBLY,
    MeetingKind.BRANCH_COMMITTEE,
    MeetingKind.GROUP_MEETING,
    MeetingKind.PARTY_LECTURE,
    MeetingKind.THEME_DAY,
    MeetingKind.ORGANISATIONAL_LIFE,
    MeetingKind.DEMOCRATIC_LIFE,
)
MARKS = {
    AttendanceState.LEAVE: "(请假)",
    AttendanceState.ABSENT: "(缺席)",
    AttendanceState.HOME_STUDY: "(送学)",
    AttendanceState.ELSEWHERE: "(流入地参加)",
    AttendanceState.ONLINE: "(线上)",
}


def meetings_of(branch: Organisation, year: int, actor: Actor) -> list[Meeting]:
    """Every meeting of the year this person may both export and read, by time. Nine queries."""
    readable = Meeting.seen.allowed(actor, Action.MEETING_VIEW).values("pk")
    rows = Meeting.seen.allowed(actor, Action.REGISTER_EXPORT).filter(
        branch=branch, year=year, pk__in=readable
    )
    return list(rows.with_places().prefetch_related(*PARTS).order_by("start", "pk"))


def row_of(number: int, meeting: Meeting) -> list[Value]:
    """One line of the register, 17 cells."""
    counts = (meeting.due_count, meeting.present_count, meeting.leave_count, meeting.absent_count)
    return [
        number,
        name_words(meeting),
        meeting.day,
        span_words(meeting),
        meeting.spec.name,
        meeting.group.name if meeting.group else "—",
        meeting.gathering.place or "无",
        meeting.host_words or "无",
        meeting.recorder_words or "无",
        topics(meeting),
        conclusions(meeting),
        *("—" if count is None else count for count in counts),
        rate(meeting.present_count, meeting.due_count),
        names(meeting),
    ]


def conclusions(meeting: Meeting) -> str:
    """What was resolved, and what each vote came to with the sentence that says why."""
    resolved = [row.text for row in sorted(meeting.resolutions.all(), key=lambda row: row.pk)]
    return "；".join([*resolved, *verdicts(meeting), *election.results(meeting)]) or "无"


def span_words(meeting: Meeting) -> str:
    """14:30-16:05."""
    start = f"{timezone.localtime(meeting.start):%H:%M}"
    return f"{start}-{timezone.localtime(meeting.end):%H:%M}" if meeting.end else start


def topics(meeting: Meeting) -> str:
    """The agenda; of a lecture its topic, of a theme day its theme."""
    items = [row.title for row in sorted(meeting.agenda.all(), key=lambda row: (row.order, row.pk))]
    lecture = getattr(meeting, "lecture", None)
    first = lecture.topic if lecture else meeting.gathering.theme if not items else ""
    return "；".join(filter(None, [first, *items])) or "无"


def names(meeting: Meeting) -> str:
    """Everybody on the roll and the guests; those who did not come are marked, those exempt left out."""
    rows = sorted(meeting.attendances.all(), key=lambda row: (row.member.stroke_order, row.member_id))
    found = [_name(row) for row in rows if row.state != AttendanceState.EXEMPT]
    found += [f"{guest.name}(列席)" for guest in sorted(meeting.guests.all(), key=lambda row: row.pk)]
    return "、".join(found) or "无"


def _name(row: Attendance) -> str:
    reason = f"[{LeaveReason(row.reason).label}]" if row.reason else ""
    return f"{row.member.name}{MARKS.get(AttendanceState(row.state), '')}{reason}"


def total(meetings: Sequence[Meeting]) -> list[Value]:
    """合计: sums, and the rate of the sums."""
    due, present, leave, absent = (
        sum(getattr(row, name) or 0 for row in meetings)
        for name in ("due_count", "present_count", "leave_count", "absent_count")
    )
    return [None, "合计", None, *[""] * 8, due, present, leave, absent, rate(present, due), ""]


class Book:
    """The tables of one year of one organisation, for one reader."""

    def __init__(self, branch: Organisation, year: int, actor: Actor) -> None:
        self.branch, self.year, self.actor = branch, year, actor
        self.all = meetings_of(branch, year, actor)
        self.held = [row for row in self.all if row.is_held]
        self.subtitle = f"填报单位：{branch.full_name}　期间：{year}年　填报日期：{stamp(clock.now())[:-6]}"

    def table(self, name: str, meetings: Iterable[Meeting]) -> Sheet:
        """Some of the meetings in the columns of the register."""
        found = list(meetings)
        rows = [row_of(at, row) for at, row in enumerate(found, start=1)]
        title = f"{self.branch.full_name}{self.year}年三会一课台账"
        heading = title if name == "全部" else f"{title}（{name}）"
        return Sheet(heading, self.subtitle, COLUMNS, rows, total(found), name=name)

    def of_kind(self, kind: MeetingKind) -> list[Sheet]:
        """The sheet of a kind; of group meetings one for each group; none for close kinds without any to read."""
        found = [row for row in self.held if row.kind == kind]
        if kind is MeetingKind.GROUP_MEETING:
            groups = {row.group_id: row.group for row in found if row.group}
            ordered = sorted(groups.values(), key=lambda group: group.path)
            return [self.table(g.name, (row for row in found if row.group_id == g.pk)) for g in ordered]
        spec = KINDS[kind]
        if not found and (spec.is_close or self.branch.kind not in spec.held_by):
            return []
        return [self.table(spec.name, found)]

    def unsettled(self) -> Sheet:
        """延期与未召开, each with its reason."""
        chosen = [row for row in self.all if row.postponed_from or row.state == MeetingState.NOT_HELD]
        rows = [_unsettled(at, row) for at, row in enumerate(chosen, start=1)]
        return Sheet(
            self._title("延期与未召开"), self.subtitle, UNSETTLED, rows, name="延期与未召开", freeze="A4"
        )

    def _title(self, words: str) -> str:
        return f"{self.branch.full_name}{self.year}年{words}"

    def figures(self) -> list[Sheet]:
        """The tables of figures; personal attendance only for those who may see it."""
        owed = statistics.owed(self.actor, self.branch, self.year)
        found = []
        may_see = Organisation.seen.allowed(self.actor, Action.ATTENDANCE_NAMES).filter(pk=self.branch.pk)
        if may_see.exists():
            found.append(
                statistics.by_person(self._title("参会考勤统计"), self.subtitle, self.branch, self.held)
            )
        found.append(statistics.by_month(self._title("会议月度汇总"), self.subtitle, self.held))
        found.append(statistics.by_kind(self._title("会议类型统计"), self.subtitle, self.held, owed))
        return found

    def sheets(self) -> list[Sheet]:
        """Everything, in the order of the paper register."""
        kinds = [sheet for kind in OWN_SHEETS for sheet in self.of_kind(kind)]
        return [self.table("全部", self.held), *kinds, *self.figures(), self.unsettled()]


def _unsettled(number: int, meeting: Meeting) -> list[Value]:
    moved = meeting.postponed_from is not None and meeting.postponed_from != meeting.start
    state = MeetingState(meeting.state).label
    reason = meeting.not_held_reason or meeting.postpone_reason
    return [
        number,
        clock.local_date(meeting.postponed_from or meeting.start),
        meeting.day if moved else "—",
        meeting.spec.name,
        meeting.group.name if meeting.group else "—",
        f"延期后{state}" if moved else state,
        reason + (f"（{meeting.postpone_doc}）" if meeting.postpone_doc else ""),
    ]


class RegisterExport(Export):
    """What the workbook and the paper share. Options: `actor`, `year`."""

    title = "三会一课台账"
    action: ClassVar[str] = Action.REGISTER_EXPORT
    subject: ClassVar[Subject] = "branch_year"

    def filename(self, subject: Organisation, **options: Any) -> str:
        """年度-支部简称-三会一课台账-全年."""
        return safe_filename([options["year"], subject.short_name, self.title, "全年"], self.media)


@register
class Register(RegisterExport):
    """三会一课台账, a workbook."""

    identifier = "register"
    media: ClassVar[Media] = "xlsx"

    def render(self, subject: Organisation, **options: Any) -> bytes:
        """All sheets."""
        book = Book(subject, options["year"], options["actor"])
        return write_workbook(book.sheets(), f"{subject.full_name}{options['year']}年三会一课台账")


@register
class RegisterPdf(RegisterExport):
    """三会一课台账, printed: all meetings, then the figures."""

    identifier = "register_pdf"
    media: ClassVar[Media] = "pdf"

    def render(self, subject: Organisation, **options: Any) -> bytes:
        """A4 landscape; sheets that only repeat lines of the first are left to the workbook."""
        book = Book(subject, options["year"], options["actor"])
        sheets = [book.table("全部", book.held), *book.figures(), book.unsettled()]
        title = f"{subject.full_name}{options['year']}年三会一课台账"
        return print_sheets(sheets, title, [f"生成时间 {stamp(clock.now())}"])
