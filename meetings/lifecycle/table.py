"""Which state may follow which, and the one function that moves a meeting."""

from typing import Any

from django.db import transaction

from branchlife.kit import clock
from branchlife.kit.problems import Conflict, Refusal
from meetings import duty_ledger
from meetings.lifecycle import indexing
from meetings.models import Meeting, MeetingEvent
from meetings.vocabulary import HELD_STATES
from meetings.vocabulary import MeetingState as S
from members.models import User

RECKONED = {"start", "due_count", "present_count"}  # what the duty ledger adds up
TRANSITIONS: dict[S, frozenset[S]] = {
    S.PLANNED: frozenset({S.NOTICED, S.HELD, S.POSTPONED, S.NOT_HELD}),
    S.NOTICED: frozenset({S.HELD, S.POSTPONED, S.NOT_HELD}),
    S.POSTPONED: frozenset({S.PLANNED, S.NOT_HELD}),
    S.HELD: frozenset({S.RECORDED}),
    S.RECORDED: frozenset({S.FILED}),
    S.FILED: frozenset({S.ACCEPTED, S.RETURNED}),
    S.RETURNED: frozenset({S.RECORDED, S.FILED}),
    S.ACCEPTED: frozenset({S.ARCHIVED}),
    S.NOT_HELD: frozenset(),
    S.ARCHIVED: frozenset(),
}


def locked(meeting: Meeting, revision: int | None = None) -> Meeting:
    """The stored row, held until the transaction ends. A stale `revision` raises Conflict with what is stored."""
    row = Meeting.objects.select_for_update(of=("self",)).with_places().get(pk=meeting.pk)
    if revision is not None and row.revision != revision:
        raise Conflict(row)
    return row


def editable(meeting: Meeting, revision: int | None = None) -> Meeting:
    """As `locked`; refuses a record that has been filed."""
    row = locked(meeting, revision)
    if row.is_locked:
        raise Refusal.because(
            "locked", f"记录{row.get_state_display()}，不能再改；确有错误的，请用“更正”追加说明。"
        )
    if row.state == S.NOT_HELD:
        raise Refusal.because("not-held", "这次会议已登记为未召开，不能再录入。")
    return row


def touched(meeting: Meeting, by: User | None, *fields: str) -> Meeting:
    """Save some fields of an edited meeting and count the edit."""
    meeting.revision += 1
    meeting.changed_by = by
    meeting.save(update_fields=[*fields, "revision", "changed_by", "changed_at"])
    indexing.edited(meeting)
    if RECKONED & set(fields):
        duty_ledger.edited(meeting)
    return meeting


@transaction.atomic
def move(meeting: Meeting, to: S, by: User | None, note: str = "", **fields: Any) -> Meeting:
    """Change the state of a locked row, with whatever goes with it, and leave a trace. Refuses a jump."""
    origin = S(meeting.state)
    if to not in TRANSITIONS[origin]:
        raise Refusal.because("jump", f"会议{origin.label}，不能直接改为{to.label}。")
    for name, value in fields.items():
        setattr(meeting, name, value)
    meeting.state = to
    touched(meeting, by, "state", *fields)
    if not {origin, to} <= set(HELD_STATES):  # held it was, and is, however far its record has come
        duty_ledger.edited(meeting)
    MeetingEvent.objects.create(
        meeting=meeting, from_state=origin, to_state=to, by=by, at=clock.now(), note=note[:300]
    )
    return meeting
