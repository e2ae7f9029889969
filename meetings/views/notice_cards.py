"""通知 on the desk: leave that waits for an answer, notices that did not arrive. Of meetings still to come only."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from branchlife.kit import clock
from branchlife.kit.parts import Owed
from branchlife.kit.templatetags.words import cn_day
from meetings.models import Meeting
from meetings.prospects import BEFORE
from meetings.views.cards import Card
from meetings.views.flow import name_of
from meetings.vocabulary import LeaveState
from members.access import Action, Actor
from members.models import Organisation

RANK = 1  # before the meeting, or not at all
REQUEST, RECEIPT = "gathering__leave_requests", "notices__receipts"
ASKED = Q(**{f"{REQUEST}__state": LeaveState.ASKED})
LOST = Q(
    **{
        f"{RECEIPT}__is_current": True,
        f"{RECEIPT}__failed_at__isnull": False,
        f"{RECEIPT}__delivered_at__isnull": True,
        f"{RECEIPT}__confirmed_at__isnull": True,
    }
)


def cards_of(actor: Actor, place: Organisation) -> Iterator[Card]:
    """A card for each sitting on which somebody waits for an answer or went without a notice. One query."""
    rows = Meeting.seen.allowed(actor, Action.MEETING_EDIT).filter(state__in=BEFORE, start__gt=clock.now())
    rows = rows.filter(group=place) if place.is_group else rows.filter(branch=place)
    counted: Any = rows.annotate(
        asked=Count(REQUEST, filter=ASKED, distinct=True), lost=Count(RECEIPT, filter=LOST, distinct=True)
    )
    told: set[int] = set()  # several meetings of one sitting share its requests
    for row in counted.filter(Q(asked__gt=0) | Q(lost__gt=0)).with_places().order_by("start", "pk"):
        if row.asked and row.gathering_id not in told:
            told.add(row.gathering_id)
            yield _card(row, f"{row.asked} 人请假待批", "待批", "meeting-leave", "去批")
        if row.lost:
            yield _card(row, f"{row.lost} 份通知没有送到", "没有送到", "meeting-notices", "去登记")


def _card(row: Meeting, what: str, state: str, page: str, action: str) -> Card:
    url = reverse(page, args=[row.pk])
    owed = Owed(f"{name_of(row)}：{what}", state, url, action, f"{cn_day(row.day)}开会")
    return Card(RANK, row.day, owed, row.day)
