"""The calendar to subscribe to (RFC 5545): kind, theme, time and place of meetings. No names, no agenda, no minutes.

A sitting is one event, whatever it counts as. Its UID never changes; SEQUENCE grows with every edit; what is put off or
not held stays as CANCELLED, so that a calendar that has it strikes it out. Times are UTC: every calendar shows them in
its own.
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from branchlife.kit import clock
from meetings.models import Gathering, Meeting
from meetings.vocabulary import MeetingState
from members.models import Organisation

OFF = (MeetingState.POSTPONED, MeetingState.NOT_HELD)
USUAL_LENGTH = timedelta(hours=2)  # of a sitting whose end is not known yet
BEHIND, AHEAD = 92, 366  # days that a subscription shows
HOST = "branchlife"


def window(today: date) -> tuple[datetime, datetime]:
    """From and until when a subscription shows."""
    return clock.at(today - timedelta(days=BEHIND), 0), clock.at(today + timedelta(days=AHEAD), 0)


def calendar_of(place: Organisation, sittings: Iterable[tuple[Gathering, Sequence[Meeting]]]) -> bytes:
    """The calendar of a branch, or of everything under a committee."""
    calendar = Calendar()
    calendar.add("prodid", "-//BranchLife//支部生活//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{place.short_name}组织生活")
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    for gathering, meetings in sittings:
        calendar.add_component(event_of(place, gathering, meetings))
    return bytes(calendar.to_ical())


def event_of(place: Organisation, gathering: Gathering, meetings: Sequence[Meeting]) -> Event:
    """One sitting."""
    changed = max([gathering.changed_at, *(row.changed_at for row in meetings)]).astimezone(UTC)
    start, end = gathering.start, gathering.end or gathering.start + USUAL_LENGTH
    event = Event()
    event.add("uid", f"{uuid.uuid5(gathering.token, 'calendar')}@{HOST}")
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", sum(row.revision for row in meetings))
    event.add("dtstart", start.astimezone(UTC))
    event.add("dtend", end.astimezone(UTC))
    event.add("summary", summary(place, gathering, meetings))
    event.add("status", "CANCELLED" if all(row.state in OFF for row in meetings) else "CONFIRMED")
    if gathering.place:
        event.add("location", gathering.place)
    if gathering.theme:
        event.add("description", f"主题：{gathering.theme}")
    event.add("transp", "OPAQUE")
    return event


def summary(place: Organisation, gathering: Gathering, meetings: Sequence[Meeting]) -> str:
    """党员大会、党课; of another body than the subscriber's with its name in front."""
    kinds = "、".join(dict.fromkeys(row.spec.short for row in meetings))
    group = next((row.group for row in meetings if row.group), None)
    body = group or gathering.branch
    return kinds if body.pk == place.pk else f"{body.short_name} {kinds}"
