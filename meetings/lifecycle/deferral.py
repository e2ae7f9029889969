"""暂缓的议题: what was put off comes back by itself on the next agenda of the same kind, with what was said of it."""

from django.db.models import Max, Q

from meetings.lifecycle.table import locked, touched
from meetings.models import AgendaItem, Meeting, Motion
from meetings.vocabulary import HELD_STATES, MeetingState, MotionResult
from members.models import User

TO_COME = (MeetingState.PLANNED, MeetingState.NOTICED, MeetingState.POSTPONED)


def bring_back(meeting: Meeting, by: User | None) -> list[AgendaItem]:
    """Put onto a newly called meeting whatever earlier meetings of its kind put off and no other has taken up."""
    waiting = (
        Motion.objects.filter(
            result=MotionResult.DEFERRED,
            agenda_item__meeting__branch=meeting.branch_id,
            agenda_item__meeting__kind=meeting.kind,
            agenda_item__meeting__group=meeting.group_id,
            agenda_item__meeting__state__in=HELD_STATES,
            agenda_item__meeting__start__lt=meeting.start,
        )
        .filter(Q(deferred_to__isnull=True) | Q(deferred_to__meeting__state=MeetingState.NOT_HELD))
        .select_related("agenda_item")
    )
    return [_carry(motion, meeting, by) for motion in waiting.order_by("agenda_item__meeting__start", "pk")]


def follow(motion: Motion, meeting: Meeting, by: User | None) -> None:
    """After a vote: what is put off goes to the next meeting if one is called; what no longer is, comes off it."""
    if motion.result != MotionResult.DEFERRED:
        withdraw(motion, by)
    elif motion.deferred_to is None:
        coming = Meeting.objects.filter(
            branch=meeting.branch_id,
            kind=meeting.kind,
            group=meeting.group_id,
            start__gt=meeting.start,
            state__in=TO_COME,
        )
        following = coming.order_by("start", "pk").first()
        if following is not None:
            row = locked(following)
            _carry(motion, row, by)
            touched(row, by)


def withdraw(motion: Motion, by: User | None) -> None:
    """Take a topic off the next agenda again, unless something has been written under it."""
    item = motion.deferred_to
    if item is None:
        return
    motion.deferred_to = None
    motion.save(update_fields=["deferred_to"])
    if item.meeting.state in TO_COME and not (item.motions.exists() or item.speeches.exists()):
        row = locked(item.meeting)
        item.delete()
        touched(row, by)


def _carry(motion: Motion, meeting: Meeting, by: User | None) -> AgendaItem:
    source = motion.agenda_item
    last = meeting.agenda.aggregate(last=Max("order"))["last"] or 0
    item = AgendaItem.objects.create(
        meeting=meeting,
        order=last + 1,
        title=source.title,
        category=source.category,
        is_important=source.is_important,
        topic_key=source.topic_key,
        presenter=source.presenter,
        planned_profile=motion.profile,
        carried_from=source,
        created_by=by,
    )
    motion.deferred_to = item
    motion.save(update_fields=["deferred_to"])
    return item
