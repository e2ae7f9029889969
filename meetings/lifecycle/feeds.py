"""The secret address of a calendar: opened, renewed, closed by whoever keeps the calendar of the place."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from meetings import links
from meetings.models import CalendarFeed, Gathering, Meeting
from members.models import Organisation, User


def feed_of(place: Organisation) -> CalendarFeed | None:
    """The feed of a place, None where there is none or it is closed. One query."""
    return CalendarFeed.objects.filter(organisation=place, is_open=True).first()


@transaction.atomic
def renew(place: Organisation, by: User | None) -> CalendarFeed:
    """Open the calendar under a fresh address; whoever has the old one sees nothing any more."""
    Organisation.objects.select_for_update().get(pk=place.pk)
    row = CalendarFeed.objects.filter(organisation=place).first()
    if row is None:
        return CalendarFeed.objects.create(organisation=place, created_by=by, changed_by=by)
    row.edition, row.is_open, row.changed_by = row.edition + 1, True, by
    row.save(update_fields=["edition", "is_open", "changed_by", "changed_at"])
    return row


@transaction.atomic
def close(place: Organisation, by: User | None) -> None:
    """Nobody can subscribe any more, and who has subscribed sees nothing."""
    for row in (
        CalendarFeed.objects.select_for_update().filter(organisation=place, is_open=True).order_by("pk")
    ):
        row.is_open, row.changed_by = False, by
        row.save(update_fields=["is_open", "changed_by", "changed_at"])


def opened(token: str) -> CalendarFeed | None:
    """The feed of a token, None for anything that is no valid key. One query."""
    found = links.FEED.read(token)
    if found is None:
        return None
    rows = CalendarFeed.objects.filter(pk=found[0], edition=found[1], is_open=True)
    return rows.select_related("organisation").first()


def sittings(
    place: Organisation, since: datetime, until: datetime
) -> Iterator[tuple[Gathering, list[Meeting]]]:
    """The sittings of a branch, its groups included, or of everything under a superior; in order of time. One query.

    A party group has those of its own.
    """
    rows = Meeting.objects.filter(gathering__start__gte=since, gathering__start__lt=until)
    rows = rows.filter(group=place) if place.is_group else rows.filter(branch__path__startswith=place.path)
    found: dict[int, tuple[Gathering, list[Meeting]]] = {}
    for row in rows.with_places().select_related("gathering__branch").order_by("gathering__start", "pk"):
        found.setdefault(row.gathering_id, (row.gathering, []))[1].append(row)
    yield from found.values()
