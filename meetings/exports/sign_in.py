"""签到表: blank before the roll is confirmed, with everybody's state afterwards; printed, or as a workbook."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db.models import prefetch_related_objects

from branchlife.kit.exports import Media, register
from branchlife.kit.templatetags.words import cn_until, or_none
from branchlife.kit.xlsx import Column, Sheet, write_workbook
from meetings.exports.common import (
    MeetingForm,
    MeetingPdf,
    body_name,
    by_strokes,
    name_words,
    ordinal_words,
    read,
)
from meetings.lifecycle.holding import due_roll
from meetings.models import Attendance, Meeting
from meetings.vocabulary import AttendanceState, GuestRole, LeaveReason
from members.models import Member
from members.standing import Listed
from members.vocabulary import MemberCategory

ROWS_PER_PAGE = 25
GUEST_ROWS = 5
NEEDED = ("branch", "group", "host", "gathering", "attendances__member", "guests", "filings")
BLANK = "____"


@dataclass(frozen=True)
class Row:
    """One line of the sheet; the place for the signature is never filled."""

    number: int | str
    name: str
    category: str
    group: str
    remark: str

    @property
    def cells(self) -> list[int | str]:
        """As the workbook has them."""
        return [self.number, self.name, self.category, self.group, "", self.remark]


def rows(meeting: Meeting) -> list[Row]:
    """Everybody on the roll, those who are exempt last, then five lines for guests."""
    day = meeting.day
    if meeting.due_count is None:
        listed = due_roll(meeting)
        groups = group_names([row.member for row in listed], day)
        people = [_expected(row, groups) for row in sorted(listed, key=lambda row: not row.standing.is_due)]
    else:
        attendances = by_strokes(meeting.attendances.all())
        groups = group_names([row.member for row in attendances], day)
        counted = sorted(attendances, key=lambda row: not (row.is_due or row.is_there))
        people = [_found(row, groups) for row in counted]
    numbered = [Row(at, *person) for at, person in enumerate(people, start=1)]
    return numbered + guest_rows(meeting)


def group_names(people: Sequence[Member], day: date) -> dict[int, str]:
    """The party group of each on a day. Two queries."""
    prefetch_related_objects(people, "group_memberships__group")
    return {
        member.pk: row.group.name
        for member in people
        for row in member.group_memberships.all()
        if row.start <= day and (row.end is None or row.end > day)
    }


def _expected(listed: Listed, groups: dict[int, str]) -> tuple[str, str, str, str]:
    standing = listed.standing
    remark = standing.not_due_reason.split("（")[0].split("，")[0] if not standing.is_due else ""
    return listed.member.name, standing.category.label[:2], groups.get(listed.member.pk, "—"), remark


def _found(row: Attendance, groups: dict[int, str]) -> tuple[str, str, str, str]:
    reason = f"（{LeaveReason(row.reason).label}）" if row.reason else ""
    remark = AttendanceState(row.state).label + reason
    return row.member.name, MemberCategory(row.category).label[:2], groups.get(row.member_id, "—"), remark


def guest_rows(meeting: Meeting) -> list[Row]:
    """列席: those entered, and empty lines up to five."""
    guests = sorted(meeting.guests.all(), key=lambda row: row.pk)
    found = [
        Row(f"列席{at}", guest.name, GuestRole(guest.role).label, guest.organisation_name or "—", "列席")
        for at, guest in enumerate(guests, start=1)
    ]
    empty = range(len(found) + 1, GUEST_ROWS + 1)
    return found + [Row(f"列席{at}", "", "", "", "列席") for at in empty]


def due_words(meeting: Meeting, found: Iterable[Row]) -> str:
    """应到人数, from the confirmed roll or as expected: those without a remark."""
    if meeting.due_count is not None:
        return f"{meeting.due_count} 名"
    return f"{sum(not row.remark for row in found)} 名"


def statistics(meeting: Meeting) -> list[str]:
    """应到, 实到, 请假, 缺席, 列席; blank before the roll."""
    counts = {
        "应到": meeting.due_count,
        "实到": meeting.present_count,
        "请假": meeting.leave_count,
        "缺席": meeting.absent_count,
        "列席": len(meeting.guests.all()) if meeting.due_count is not None else None,
    }
    return [f"{word} {BLANK if count is None else count}" for word, count in counts.items()]


@register
class SignInSheet(MeetingPdf):
    """签到表, 25 lines to a page."""

    identifier = "sign_in_sheet"
    title = "签到表"
    template = "exports/sign_in_sheet.html"
    reads = NEEDED

    def context(self, meeting: Meeting) -> dict[str, Any]:
        """The head, repeated on each page, and the lines of each page."""
        found = rows(meeting)
        pages = [found[at : at + ROWS_PER_PAGE] for at in range(0, len(found), ROWS_PER_PAGE)]
        return {
            "headline": f"{name_words(meeting)}签到表",
            "body_name": body_name(meeting),
            "when": cn_until(meeting.start, meeting.end),
            "host": or_none(meeting.host_words),
            "due": due_words(meeting, found),
            "pages": pages,
            "statistics": "　".join(statistics(meeting)),
        }


COLUMNS = (
    Column("序号", 8),
    Column("姓名", 12),
    Column("党员类别", 10),
    Column("党小组", 14),
    Column("签名", 24),
    Column("备注", 24),
)


@register
class SignInWorkbook(MeetingForm):
    """签到表 as a workbook, the same columns, the place for signatures empty."""

    identifier = "sign_in_workbook"
    title = "签到表"
    media: ClassVar[Media] = "xlsx"

    def render(self, subject: Meeting, **options: Any) -> bytes:
        """One sheet."""
        meeting = read(subject, NEEDED)
        found = rows(meeting)
        due, present, leave, absent, guests = statistics(meeting)
        heading = f"{body_name(meeting)}{ordinal_words(meeting)}签到表"
        facts = (
            f"时间：{cn_until(meeting.start, meeting.end)}",
            f"地点：{or_none(meeting.gathering.place)}",
            f"主持人：{or_none(meeting.host_words)}",
            f"应到：{due_words(meeting, found)}",
        )
        sheet = Sheet(
            title=heading,
            subtitle="　".join(facts),
            columns=COLUMNS,
            rows=[row.cells for row in found],
            total_row=["统计", due, present, leave, f"{absent}　{guests}", "核对人："],
            name="签到表",
            landscape=False,
        )
        return write_workbook([sheet], heading)
