"""Records of last year, on file and ready to be archived."""

from collections.abc import Iterable
from datetime import datetime

from meetings.kinds import MeetingKind
from meetings.lifecycle import filing
from meetings.models import Meeting
from members.models import Organisation
from tests.cast import Cast, moment
from tests.meetings.lifecycle import make

YEAR = 2025


def coded(cast: Cast) -> None:
    """The town keeps a fonds, the first branch has its code in it."""
    Organisation.objects.filter(pk=cast.town.pk).update(
        fonds_code="J001", fonds_name="中共澄溪县禾岭镇委员会"
    )
    Organisation.objects.filter(pk=cast.first.pk).update(org_code="DQ1")
    cast.first.refresh_from_db()


def on_file(cast: Cast, start: datetime, *kinds: MeetingKind, **facts: object) -> Meeting:
    """Written up, filed and seen by the committee."""
    given = {"start": start, "end": start.replace(hour=start.hour + 1)} | facts
    made = make.filed(cast, *kinds, **given)
    filing.acknowledge(made, cast.officer)
    return Meeting.objects.get(pk=made.meeting_id)


def last_year(cast: Cast, months: Iterable[int] = (3, 6, 9)) -> list[Meeting]:
    """One assembly in each of these months."""
    coded(cast)
    return [on_file(cast, moment(month, 10, year=YEAR)) for month in months]
