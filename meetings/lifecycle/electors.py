"""Who elects: those of the frozen roll with that right, and who of them was in the room."""

from datetime import datetime

from branchlife.kit.problems import Refusal
from meetings.models import BallotIssue, Election, Meeting
from meetings.vocabulary import ElectionState
from members.models import Member


def by_strokes(people: list[Member]) -> list[Member]:
    """In 姓氏笔画 order, as on the ballot."""
    return sorted(people, key=lambda member: (member.stroke_order, member.name, member.pk))


def eligible(meeting: Meeting) -> int:
    """应到有选举权."""
    return meeting.attendances.electors().count()


def electors(meeting: Meeting, moment: datetime | None = None) -> list[Member]:
    """Who may elect and is in the room, by strokes; at a moment, or for the whole meeting."""
    rows = meeting.attendances.electors()
    rows = rows.there() if moment is None else rows.there_at(moment)
    return by_strokes([row.member for row in rows.select_related("member").order_by("pk")])


def check_elections(meeting: Meeting) -> None:
    """Refuses a changed roll with which an election already counted no longer agrees.

    Call it after the new roll is written, in the transaction.
    """
    counted = Election.objects.filter(agenda_item__meeting=meeting).exclude(state=ElectionState.PREPARED)
    for row in counted.select_related("agenda_item").order_by("pk"):
        present = electors(meeting, row.taken_at)
        here = {member.pk for member in present}
        took = BallotIssue.objects.filter(election=row).exclude(member__in=here).select_related("member")
        gone = "、".join(one.member.name for one in took.order_by("pk"))
        mend = f"；点名确有差错的，请先撤去“{row.agenda_item.title}”的选举登记，改好点名再登记"
        if gone:
            text = f"{gone}已在{row}中领票，不能改为未到会{mend}"
            raise Refusal.because("voted", text, "选举须由本人到会进行", "roll")
        if (eligible(meeting), len(present)) != (row.eligible_count, row.voters_present):
            text = (
                f"有选举权的应到 {eligible(meeting)}、实到 {len(present)}，与已登记的{row}"
                f"（应到 {row.eligible_count}、实到 {row.voters_present}）不符{mend}"
            )
            raise Refusal.because("voted", text, "选举人数须相符", "roll")
