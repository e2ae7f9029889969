"""Putting one more topic on the agenda of a meeting that is still to come: a prompt, a member's concern."""

from branchlife.kit.problems import Refusal
from meetings.lifecycle.table import editable, touched
from meetings.models import AgendaItem, Meeting
from meetings.vocabulary import AgendaCategory, MeetingState
from members.models import User

STILL_TO_COME = (MeetingState.PLANNED, MeetingState.NOTICED, MeetingState.POSTPONED)
TITLE = 200  # characters of a topic


def still_to_come(meeting: Meeting) -> Meeting:
    """The stored row, held; refuses a meeting that has begun."""
    row = editable(meeting)
    if row.state not in STILL_TO_COME:
        raise Refusal.because(
            "begun", f"会议{row.get_state_display()}，不能再列议题；请选一次还没有开的会，或新建会议。"
        )
    return row


def add_topic(row: Meeting, title: str, category: AgendaCategory, by: User | None) -> AgendaItem:
    """A topic at the end of the agenda of a row that is held; the same words are not listed twice."""
    title = title.strip()[:TITLE]
    same = row.agenda.filter(title=title).order_by("pk").first()
    if same is not None:
        return same
    last = row.agenda.order_by("-order").values_list("order", flat=True).first() or 0
    item = AgendaItem.objects.create(
        meeting=row, order=last + 1, title=title, category=category, created_by=by
    )
    touched(row, by)
    return item
