"""送达登记, 请假单, 书面通知条: proof that each was told, leave with who granted it, slips to cut and hand over."""

from dataclasses import dataclass
from typing import Any

from branchlife.kit import clock, qr
from branchlife.kit.exports import register, safe_filename
from branchlife.kit.pdf import render_pdf
from branchlife.kit.templatetags.words import cn_date, cn_until, or_none
from meetings import links
from meetings.exports.common import MeetingPdf, body_name, file_parts, name_words, ordinal_words, stamp
from meetings.exports.notice import leave_words
from meetings.lifecycle.leave import requests_of
from meetings.lifecycle.notices import receipts_of
from meetings.models import Attendance, LeaveRequest, Meeting, NoticeReceipt
from meetings.prospects import BEFORE, prospect
from meetings.vocabulary import AttendanceState, LeaveReason, LeaveState, NoticeChannel

FEW = ("branch", "group", "host", "gathering__meetings__group", "filings")
MOST_TOPICS = 4  # on a slip; the rest is read through the link


@dataclass(frozen=True)
class Told:
    """One line of 送达登记."""

    number: int
    name: str
    way: str
    delivered: str
    confirmed: str
    remark: str


def told_lines(meeting: Meeting) -> list[Told]:
    """Everybody on the ledger of the sitting, by strokes. Three queries."""
    asked = {one.member_id: one for one in requests_of(meeting.gathering)}
    away = dict(meeting.attendances.filter(state=AttendanceState.LEAVE).values_list("member_id", "reason"))
    rows = receipts_of(meeting.gathering).select_related("member").by_strokes()
    return [
        Told(
            number,
            row.member.name,
            row.get_channel_display(),
            stamp(row.delivered_at),
            stamp(row.confirmed_at),
            or_none(_remark(row, away.get(row.member_id), asked.get(row.member_id))),
        )
        for number, row in enumerate(rows, start=1)
    ]


def _remark(row: NoticeReceipt, away: str | None, asked: LeaveRequest | None) -> str:
    words = [f"{row.told_by}告知" if row.told_by else "", row.failed_reason]
    if away is not None:
        words.append(f"请假（{LeaveReason(away).label}）" if away else "请假")
    elif asked is not None and asked.state in (LeaveState.ASKED, LeaveState.DECLINED):
        words.append(f"申请请假，{asked.get_state_display()}")
    return "；".join(filter(None, words))


def expected_words(meeting: Meeting) -> str:
    """会前预计: 已请假 5 名，预计到会 10/16，需 ≥ 9; empty once the roll is called."""
    if meeting.state not in BEFORE:
        return ""
    found = prospect(meeting)
    if found.planned:
        return "；".join(dict.fromkeys(one.forecast.sentence for one in found.planned))
    return f"已请假 {found.on_leave} 名，预计到会 {found.coming}/{found.due}"


@register
class Delivery(MeetingPdf):
    """送达登记."""

    identifier = "delivery"
    title = "送达登记"
    template = "exports/delivery.html"
    reads = FEW

    def applies(self, meeting: Meeting) -> bool:
        """Whether anybody was told. One query."""
        return receipts_of(meeting.gathering).exists()

    def context(self, meeting: Meeting) -> dict[str, Any]:
        """The lines, the sums, and who is expected."""
        counted = receipts_of(meeting.gathering).counted()
        return {
            "headline": f"{name_words(meeting)}通知送达登记",
            "body_name": body_name(meeting),
            "when": cn_until(meeting.start, meeting.end),
            "lines": told_lines(meeting),
            "sums": f"应通知 {counted['due']}　已通知 {counted['told']}　已确认 {counted['confirmed']}"
            f"　未通知 {counted['due'] - counted['told']}",
            "expected": expected_words(meeting),
        }


# --- 请假单 -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Leave:
    """One form of leave: the sort of reason, never an illness."""

    name: str
    reason: str
    asked: str
    approver: str
    approved: str
    makeup: str


def leaves(meeting: Meeting) -> list[Leave]:
    """Whoever has leave, by strokes, with what was asked and who granted it. Two queries."""
    asked = {row.member_id: row for row in requests_of(meeting.gathering) if row.state == LeaveState.APPROVED}
    rows = meeting.attendances.filter(state=AttendanceState.LEAVE).select_related("member", "approver")
    return [
        _leave(row, asked.get(row.member_id))
        for row in rows.order_by("member__stroke_order", "member__name", "pk")
    ]


def _leave(row: Attendance, asked: LeaveRequest | None) -> Leave:
    by = row.approver or (asked.decided_by if asked else None)
    return Leave(
        row.member.name,
        LeaveReason(row.reason).label if row.reason else "—",
        stamp(asked.asked_at) if asked else "—",
        or_none(by),
        stamp(row.approved_at),
        cn_date(row.makeup_on) if row.makeup_on else "",
    )


@register
class LeaveForms(MeetingPdf):
    """请假单, two to a page."""

    identifier = "leave_slip"
    title = "请假单"
    template = "exports/leave_slip.html"
    reads = FEW

    def applies(self, meeting: Meeting) -> bool:
        """Whether anybody has leave. At most one query."""
        if meeting.leave_count is not None:
            return meeting.leave_count > 0
        return meeting.attendances.filter(state=AttendanceState.LEAVE).exists()

    def context(self, meeting: Meeting) -> dict[str, Any]:
        """One form for each."""
        return {
            "body_name": body_name(meeting),
            "name": name_words(meeting),
            "when": cn_until(meeting.start, meeting.end),
            "leaves": leaves(meeting),
        }


# --- 书面通知条: holds the keys of members, so it is no form that every reader may print ---


def slips(meeting: Meeting) -> bytes:
    """Slips to cut, six to a page, with the QR code of each member's own link: for those told on paper, or for all."""
    rows = list(
        receipts_of(meeting.gathering).select_related("member", "notice__meeting__group").by_strokes()
    )
    on_paper = [row for row in rows if row.channel == NoticeChannel.PAPER]
    topics = list(meeting.agenda.order_by("order", "pk").values_list("title", flat=True))
    words = {
        "body_name": (meeting.group or meeting.branch).short_name,
        "what": ordinal_words(meeting),
        "when": cn_until(meeting.start, meeting.end),
        "place": meeting.gathering.place or "另行通知",
        "theme": meeting.gathering.theme,
        "topics": topics[:MOST_TOPICS] if len({row.notice.meeting_id for row in rows}) < 2 else [],
        "more": len(topics) > MOST_TOPICS,
        "leave": leave_words(meeting),
        "dated": cn_date(clock.now()),
        "slips": [(row.member.name, qr.picture(links.personal(row))) for row in on_paper or rows],
    }
    return render_pdf("exports/notice_slips.html", words, title=f"{body_name(meeting)}书面通知条")


def slips_name(meeting: Meeting) -> str:
    """The name of the file."""
    return safe_filename(file_parts(meeting, "书面通知条"), "pdf")
