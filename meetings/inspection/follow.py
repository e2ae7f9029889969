"""What the inspection shows on pages below it: remarks beside a record, cards on the desk of the branch."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from branchlife.kit.clock import local_date
from branchlife.kit.parts import Command, Owed
from branchlife.kit.templatetags.words import cn_day
from meetings.inspection.models import Rectification, Remark
from meetings.models import Meeting
from meetings.views.asides import Aside
from meetings.views.cards import Card
from meetings.views.flow import name_of
from members.access import Action, Actor
from members.models import Organisation


def beside(meeting: Meeting, actor: Actor) -> Aside | None:
    """The remarks on a record with their answers, and the ways to add to them; nothing where there is neither."""
    if not meeting.is_held:
        return None
    rows = list(
        Remark.seen.allowed(actor, Action.MEETING_VIEW)
        .filter(meeting=meeting)
        .select_related("by", "answered_by")
        .order_by("at", "pk")
    )
    writes = actor.may(Action.REMARK_WRITE) and _holds(meeting, actor, Action.REMARK_WRITE)
    if not rows and not writes:
        return None
    answers = actor.may(Action.REMARK_ANSWER) and _holds(meeting, actor, Action.REMARK_ANSWER)
    new = Command("写批注", reverse("remark-new", args=[meeting.pk]), method="get")
    words = {"remarks": rows, "answers": answers, "commands": [new] if writes else []}
    return Aside("inspection/_remarks.html", words)


def _holds(meeting: Meeting, actor: Actor, action: Action) -> bool:
    return Meeting.seen.allowed(actor, action).filter(pk=meeting.pk).exists()


def owed(place: Organisation, actor: Actor, today: date) -> Iterator[Card]:
    """Rectifications by their term, then remarks that wait for an answer. Two queries."""
    waiting = Rectification.seen.allowed(actor, Action.FINDING_EXPLAIN).owed()
    for row in waiting.filter(finding__organisation=place).with_places().order_by("due_on", "pk"):
        yield _rectification(row, today)
    remarks = Remark.seen.allowed(actor, Action.REMARK_ANSWER).unanswered()
    for remark in remarks.filter(meeting__branch=place).with_places().order_by("at", "pk"):
        yield _remark(remark)


def _rectification(row: Rectification, today: date) -> Card:
    over = row.days_over(today)
    when = f"期限{cn_day(row.due_on)}" + (f"，已过 {over} 天" if over else "")
    said = f"复核意见：{row.opinion}" if row.opinion else row.demand
    url = reverse("rectification-report", args=[row.pk])
    owed = Owed(f"整改：{row.finding.title}", row.get_state_display(), url, "回复整改", when, said)
    return Card(0, row.due_on, owed, row.due_on, about="检查要求整改的事项")


def _remark(row: Remark) -> Card:
    day = local_date(row.at)
    url = reverse("remark-answer", args=[row.pk])
    owed = Owed(
        f"检查员的批注：{name_of(row.meeting)}", "待答复", url, "答复", f"{cn_day(day)}批注", row.text
    )
    return Card(1, day, owed, about="检查员的批注")
