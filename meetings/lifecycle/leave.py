"""请假 before the meeting: attendance rows of a roll that is not called yet. Calling it takes them over as taps."""

from collections.abc import Mapping

from django.db import transaction

from branchlife.kit.problems import Conflict, Refusal
from meetings.lifecycle.holding import due_roll
from meetings.lifecycle.pages import roll_stamp
from meetings.lifecycle.table import locked, touched
from meetings.models import Attendance, Gathering, Meeting
from meetings.vocabulary import AttendanceState, LeaveReason, MeetingState
from members.models import User

BEFORE = (MeetingState.PLANNED, MeetingState.NOTICED)


@transaction.atomic
def set_leave(
    gathering: Gathering, reasons: Mapping[int, LeaveReason], seen: str, by: User | None
) -> list[Meeting]:
    """Make these, by member, the ones who have asked for leave; only the sort of reason is kept (个保法第二十八条).

    Written to each meeting of the sitting at which they are due. `seen` is the stamp that the page carried; Conflict
    when somebody else has saved since. Refused once the roll is called: there it is mended on the roll.
    """
    meetings = [locked(row) for row in gathering.meetings.order_by("pk")]
    coming = [row for row in meetings if row.state in BEFORE]
    if not coming:
        state = meetings[0].get_state_display() if meetings else "不在"
        raise Refusal.because("too-late", f"会议{state}，不再登记会前请假；点过名的，请在点名里改。")
    if asked_leave(gathering) == dict(reasons):
        return coming
    if roll_stamp(gathering) != seen:
        raise Conflict(gathering)
    for meeting in coming:
        _write(meeting, reasons, by)
    return coming


def asked_leave(gathering: Gathering) -> dict[int, LeaveReason]:
    """Who has asked for leave, by member, of a sitting that is still to come. One query."""
    rows = Attendance.objects.filter(meeting__gathering=gathering, meeting__state__in=BEFORE)
    return {row.member_id: LeaveReason(row.reason) for row in rows.order_by("pk")}


def _write(meeting: Meeting, reasons: Mapping[int, LeaveReason], by: User | None) -> None:
    meeting.attendances.all().delete()
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting,
            member=one.member,
            state=AttendanceState.LEAVE,
            reason=reasons[one.member.pk],
            category=one.standing.category,
            is_due=True,
            can_vote=one.standing.can_vote,
            can_elect=one.standing.can_elect,
            created_by=by,
        )
        for one in due_roll(meeting)
        if one.standing.is_due and one.member.pk in reasons
    )
    touched(meeting, by)
