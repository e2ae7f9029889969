"""What becomes of leave that was asked for when the sitting itself changes."""

from collections.abc import Collection

from branchlife.kit import clock
from meetings.models import LeaveRequest, Meeting
from meetings.vocabulary import LeaveState
from members.models import User

OPEN = (LeaveState.ASKED, LeaveState.APPROVED)


def lapse(meeting: Meeting) -> None:
    """Leave asked for a day that is off is leave no more; who still cannot come asks for the new day."""
    rows = LeaveRequest.objects.filter(gathering=meeting.gathering_id, state__in=OPEN)
    for row in rows.order_by("pk"):
        settle(row, LeaveState.LAPSED, None, "会议改期或未召开")


def settle(row: LeaveRequest, state: LeaveState, by: User | None, note: str = "") -> LeaveRequest:
    """Write what was decided, by whom and when. Within a transaction that holds the meetings."""
    row.state, row.decided_at, row.decided_by, row.changed_by = state, clock.now(), by, by
    row.note = note[:60]
    row.save(update_fields=["state", "decided_at", "decided_by", "note", "changed_by", "changed_at"])
    return row


def settle_by_list(gathering_id: int, on_leave: Collection[int], by: User | None) -> None:
    """The secretary's own list decides: who stands on it has leave, whose leave was granted and stands there no more
    has none. What was asked and is not on the list waits on."""
    rows = LeaveRequest.objects.filter(gathering=gathering_id, state__in=OPEN).order_by("pk")
    for row in rows:
        if row.state == LeaveState.ASKED and row.member_id in on_leave:
            settle(row, LeaveState.APPROVED, by)
        elif row.state == LeaveState.APPROVED and row.member_id not in on_leave:
            settle(row, LeaveState.LAPSED, by, "销假")
