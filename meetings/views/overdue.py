"""Resolutions on the desk: a card for each that is past its term, a line for each that soon will be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from branchlife.kit.parts import Link, Owed
from branchlife.kit.templatetags.words import cn_day, cn_plain
from meetings.models import Resolution
from meetings.views.cards import Card
from meetings.views.matrix import link
from members.access import Action, Actor
from members.models import Organisation

SOON = 7  # days before its term from which a resolution is listed
SHOWN = 3  # cards; whoever has more to catch up on gets one card for the rest
SHORT = 24  # characters of a title


@dataclass(frozen=True)
class Terms:
    """The unsettled resolutions of a desk whose term is over or near, the earliest first."""

    rows: Sequence[Resolution]
    today: date

    @property
    def over(self) -> list[Resolution]:
        """Those past their term."""
        return [row for row in self.rows if row.days_over(self.today)]

    @property
    def soon_cards(self) -> list[Card]:
        """The same of those, as a digest needs them; the desk has lines."""
        return [_card(row, self.today) for row in self.rows if not row.days_over(self.today)]

    @property
    def soon(self) -> list[Link]:
        """A line for each of the others."""
        return [
            Link(f"{cn_day(row.due_on)}到期：{row.text}{_by(row)}", _page(row))
            for row in self.rows
            if not row.days_over(self.today)
        ]


def terms_of(actor: Actor, place: Organisation, today: date) -> Terms:
    """Of a branch, or of one of its groups. One query."""
    whose = {"meeting__group": place} if place.is_group else {"meeting__branch": place}
    rows = Resolution.seen.allowed(actor, Action.MEETING_VIEW).standing().filter(**whose).with_meetings()
    return Terms(list(rows.due_until(today + timedelta(days=SOON))), today)


def cards_of(terms: Terms) -> Iterator[Card]:
    """One card each for the oldest, and one for the rest."""
    over = terms.over
    room = SHOWN if len(over) <= SHOWN else SHOWN - 1
    for row in over[:room]:
        yield _card(row, terms.today)
    if over[room:]:
        yield _rest(over[room:])


def _card(row: Resolution, today: date) -> Card:
    text = row.text if len(row.text) <= SHORT else f"{row.text[: SHORT - 1]}…"
    note = f"{cn_plain(row.meeting.start)}的会上定的{_by(row)}。"
    days = f"超期 {row.days_over(today)} 天"
    owed = Owed(f"决议：{text}", days, _page(row), "登记落实情况", f"时限{cn_plain(row.due_on)}", note, "due")
    return Card(2, row.due_on or today, owed, row.due_on, _about(row))


def _rest(rows: Sequence[Resolution]) -> Card:
    places = {row.meeting.branch_id for row in rows}
    url = link("resolutions", state="overdue", branch=places.pop() if len(places) == 1 else "")
    title = f"还有 {len(rows)} 件决议超期"
    owed = Owed(title, "超期", url, "逐件登记", "", "", "due")
    return Card(2, rows[0].due_on or date.max, owed, rows[0].due_on, "其余超期的决议")


def _about(row: Resolution) -> str:
    """For a mail: which, without what it says or whom it names."""
    return f"{cn_plain(row.meeting.start)}会上定的一件事"


def _by(row: Resolution) -> str:
    return f"，责任人{'、'.join(row.owners)}" if row.owners else ""


def _page(row: Resolution) -> str:
    return reverse("resolution", args=[row.pk])
