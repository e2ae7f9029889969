"""What a record leads on to: the committee that had a matter first, the assembly that took it up, what came of it."""

from branchlife.kit import clock
from branchlife.kit.parts import Row
from meetings.lifecycle import topics
from meetings.models import Meeting
from meetings.views.flow import name_of
from meetings.views.matrix import link
from meetings.views.resolutions import Shown, shown
from members.access import Action, Actor


def matters(actor: Actor, meeting: Meeting) -> list[Row]:
    """Important matters of this meeting with the other meeting that had them before it, each with its way there."""
    before, after = topics.discussed(meeting), topics.taken_up(meeting)
    found = before | after
    if not found:
        return []
    readable = set(
        Meeting.seen.allowed(actor, Action.MEETING_VIEW)
        .filter(pk__in=[row.meeting_id for row in found.values()])
        .values_list("pk", flat=True)
    )
    titles = dict(meeting.agenda.filter(pk__in=found).values_list("pk", "title"))
    return [
        Row(
            titles[pk],
            f"{name_of(row.meeting)}{'先议' if pk in before else '已提交审议'}",
            link("meeting", row.meeting_id) if row.meeting_id in readable else "",
        )
        for pk, row in found.items()
    ]


def resolved(meeting: Meeting) -> list[Shown]:
    """What the meeting resolved, as it stands today. One query."""
    today = clock.today()
    rows = meeting.resolutions.select_related("meeting__group").order_by("pk")
    return [shown(row, today) for row in rows]
