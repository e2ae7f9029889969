"""Records of last year, on file and ready to be archived."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from meetings.kinds import MeetingKind
from meetings.lifecycle import filing
from meetings.models import Filing, Gathering, Meeting
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


def many(cast: Cast, count: int) -> None:
    """So many records on file, all of one shape: the first is made by hand, the rest are copies of its rows."""
    coded(cast)
    first = on_file(cast, moment(1, 5, year=YEAR))
    last = first.filings.get()
    for number in range(1, count):
        start = moment(1, 5, year=YEAR) + timedelta(days=5 * number)
        row = Meeting.objects.get(pk=first.pk)
        row.pk, row.ordinal = None, number + 1
        row.start, row.end = start, start + timedelta(hours=1)
        row.gathering = Gathering.objects.create(
            branch=cast.first, theme="清理河道", start=start, end=row.end, place="村文化礼堂"
        )
        row.save(force_insert=True)
        Filing.objects.create(
            meeting=row,
            version=1,
            submitted_at=start,
            decision="acknowledged",
            content_digest=last.content_digest,
        )
