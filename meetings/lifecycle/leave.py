"""请假 before the meeting: attendance rows of a roll that is not called yet. Calling it takes them over as taps.

A member asks (through the personal link), the branch decides; the secretary may also note leave asked by word of mouth,
which is decided as it is noted.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from branchlife.kit import clock
from branchlife.kit.problems import Conflict, Refusal
from meetings.lifecycle.holding import due_roll
from meetings.lifecycle.pages import roll_stamp
from meetings.lifecycle.requests import OPEN, settle, settle_by_list
from meetings.lifecycle.table import locked, touched
from meetings.models import Attendance, Gathering, LeaveRequest, Meeting
from meetings.regulations import rules_of
from meetings.vocabulary import AttendanceState, LeaveReason, LeaveState, MeetingState
from members.models import Member, User
from members.standing import Listed

BEFORE = (MeetingState.PLANNED, MeetingState.NOTICED)


@transaction.atomic
def set_leave(
    gathering: Gathering, reasons: Mapping[int, LeaveReason], seen: str, by: User | None
) -> list[Meeting]:
    """Make these, by member, the ones who have leave; only the sort of reason is kept (个保法第二十八条).

    Written to each meeting of the sitting at which they are due, with who granted it and when; what was granted before
    keeps its date. `seen` is the stamp that the page carried; Conflict when somebody else has saved since. Refused once
    the roll is called: there it is mended on the roll.
    """
    coming = _coming(gathering)
    if asked_leave(gathering) == dict(reasons):
        settle_by_list(gathering.pk, set(reasons), by)
        return coming
    if roll_stamp(gathering) != seen:
        raise Conflict(gathering)
    for meeting in coming:
        _write(meeting, reasons, by)
    settle_by_list(gathering.pk, set(reasons), by)
    return coming


def _coming(gathering: Gathering) -> list[Meeting]:
    """The meetings of a sitting whose roll is still to be called, locked. Refuses a sitting that has none left."""
    meetings = [locked(row) for row in gathering.meetings.order_by("pk")]
    coming = [row for row in meetings if row.state in BEFORE]
    if not coming:
        state = meetings[0].get_state_display() if meetings else "不在"
        raise Refusal.because("too-late", f"会议{state}，不再登记会前请假；点过名的，请在点名里改。")
    return coming


def asked_leave(gathering: Gathering) -> dict[int, LeaveReason]:
    """Who has leave, by member, of a sitting that is still to come. One query."""
    rows = Attendance.objects.filter(meeting__gathering=gathering, meeting__state__in=BEFORE)
    return {row.member_id: LeaveReason(row.reason) for row in rows.order_by("pk")}


def _write(meeting: Meeting, reasons: Mapping[int, LeaveReason], by: User | None) -> None:
    before = {row.member_id: row for row in meeting.attendances.select_related("approver").order_by("pk")}
    meeting.attendances.all().delete()
    now, granting = clock.now(), by.member if by else None
    rows = []
    for one in due_roll(meeting):
        if one.standing.is_due and one.member.pk in reasons:
            kept = before.get(one.member.pk)
            granted = (kept.approver, kept.approved_at) if kept and kept.approved_at else (granting, now)
            rows.append(_row(meeting, one, reasons[one.member.pk], granted, by))
    Attendance.objects.bulk_create(rows)
    touched(meeting, by)


def _row(
    meeting: Meeting,
    one: Listed,
    reason: LeaveReason,
    granted: tuple[Member | None, datetime | None],
    by: User | None,
) -> Attendance:
    return Attendance(
        meeting=meeting,
        member=one.member,
        state=AttendanceState.LEAVE,
        reason=reason,
        approver=granted[0],
        approved_at=granted[1],
        category=one.standing.category,
        is_due=True,
        can_vote=one.standing.can_vote,
        can_elect=one.standing.can_elect,
        created_by=by,
    )


# --- asked by the member, decided by the branch ----------------------------------------------------------------------


def requests_of(gathering: Gathering) -> list[LeaveRequest]:
    """Everything that was asked, the newest last. One query."""
    rows = LeaveRequest.objects.filter(gathering=gathering).select_related("member", "decided_by")
    return list(rows.order_by("asked_at", "pk"))


def latest_request(gathering: Gathering, member: Member) -> LeaveRequest | None:
    """The last that a member asked. One query."""
    return LeaveRequest.objects.filter(gathering=gathering, member=member).order_by("pk").last()


@transaction.atomic
def ask(gathering: Gathering, member: Member, reason: LeaveReason) -> LeaveRequest:
    """A member asks for leave before the meeting begins. Where no rule asks for approval it is granted at once.

    Asking again while the first still waits mends its reason. Refused from the beginning of the meeting on, to somebody
    who is not due, and to somebody who has leave already.
    """
    coming = _coming(gathering)
    if min(row.start for row in coming) <= clock.now():
        raise Refusal.because("begun", "会议已经开始，不能再请假；没有到会的，请向书记说明。")
    if not any(one.member.pk == member.pk and one.standing.is_due for row in coming for one in due_roll(row)):
        raise Refusal.because("not-due", "您不在这次会议的应到名单里，不用请假。")
    if member.pk in asked_leave(gathering):
        raise Refusal.because("has-leave", "已经准假，不用再请。要改的，请告诉书记。")
    row = LeaveRequest.objects.filter(gathering=gathering, member=member, state__in=OPEN).first()
    row = row or LeaveRequest(gathering=gathering, member=member)
    row.reason, row.asked_at, row.state = reason, clock.now(), LeaveState.ASKED
    row.save()
    if not rules_of(coming[0]).leave_needs_approval:
        _grant(coming, row, None)
    return row


@transaction.atomic
def decide(request: LeaveRequest, grant: bool, by: User | None, note: str = "") -> LeaveRequest:
    """准假 or 不准. Granted leave stands in the attendance rows, with who granted it and when.

    The same decision again changes nothing; another one is refused, and so is one about leave that is off.
    """
    coming = _coming(request.gathering)
    row = LeaveRequest.objects.select_for_update(of=("self",)).select_related("member").get(pk=request.pk)
    wanted = LeaveState.APPROVED if grant else LeaveState.DECLINED
    if row.state == wanted:
        return row
    if row.state != LeaveState.ASKED:
        raise Refusal.because("decided", f"这份请假{row.get_state_display()}，不能再改；请在请假登记里改。")
    if not grant:
        return settle(row, LeaveState.DECLINED, by, note)
    return _grant(coming, row, by)


def _grant(coming: Sequence[Meeting], row: LeaveRequest, by: User | None) -> LeaveRequest:
    granted = (by.member if by else None, clock.now())
    for meeting in coming:
        has_row = meeting.attendances.filter(member=row.member_id).exists()
        one = next((one for one in due_roll(meeting) if one.member.pk == row.member_id), None)
        if one is not None and one.standing.is_due and not has_row:
            _row(meeting, one, LeaveReason(row.reason), granted, by).save()
            touched(meeting, by)
    return settle(row, LeaveState.APPROVED, by)
