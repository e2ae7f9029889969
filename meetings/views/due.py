"""What is due at a desk: one function, which the desk shows and the daily mail tells of (meetings/reminders.py)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from branchlife.kit.clock import local_date
from branchlife.kit.parts import Link, Owed
from meetings import overview
from meetings.overview import Workdays, Year
from meetings.prospects import Prospect, next_meetings, prospect
from meetings.views import notice_cards, overdue, plan_cards
from meetings.views.asides import cards_from_above
from meetings.views.cards import Card, Desk, cards, returned_meetings
from meetings.views.election_approval import answer_cards
from meetings.views.rulings import ruling_cards
from meetings.views.topic_cards import topic_cards
from members.access import Action, Actor

ANSWERED_WITHIN = 7  # days after which a filing that waits for its superior is called late in a mail


@dataclass(frozen=True)
class Due:
    """What is owed, what soon will be (a line each on the desk, cards for the mail), and the next sitting."""

    cards: Sequence[Card] = ()
    soon: Sequence[Link] = ()
    soon_cards: Sequence[Card] = ()
    coming: Sequence[Prospect] = ()


def at_desk(actor: Actor, one: Year, today: date, days: Workdays) -> Due:
    """Of a branch, or of a group, whose records this person keeps."""
    place = one.group or one.place
    terms = overdue.terms_of(actor, place, today)
    returned = overview.last_returns(actor, returned_meetings(one))
    coming = [prospect(row) for row in next_meetings(actor, place)]
    more = [
        *overdue.cards_of(terms),
        *notice_cards.cards_of(actor, place),
        *topic_cards(actor, place, today),
        *plan_cards.cards_of(actor, one, today),
        *answer_cards(actor, one.place),
        *ruling_cards(actor, one.place),
        *(() if one.group else cards_from_above(one.place, actor, today)),
    ]
    found = cards(Desk(one, today, days, returned, coming), more)
    return Due(found, terms.soon, terms.soon_cards, coming)


def calendar_of(today: date) -> Workdays:
    """The working days that the cards of a day ask for. One query."""
    return overview.workdays(date(today.year - 1, 4, 1), today + timedelta(days=62))


def from_below(actor: Actor) -> list[Card]:
    """The filings that wait for this superior, each a card, the oldest first. Two queries."""
    if not actor.may(Action.FILING_DECIDE):
        return []
    found = []
    for row in overview.pending_filings(actor):
        day = local_date(row.submitted_at)
        title = f"{row.meeting.branch.short_name}{row.meeting.title or row.meeting.spec.short}"
        owed = Owed(title, row.get_decision_display(), reverse("filing", args=[row.pk]), "阅知")
        found.append(Card(1, day, owed, day + timedelta(days=ANSWERED_WITHIN)))
    return found
