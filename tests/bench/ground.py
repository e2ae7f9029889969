"""The ground on which is measured: two branches of the demo with two years of meetings, the last one archived.

Database and files are gone afterwards.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import override_settings

from branchlife.kit import clock
from branchlife.kit.pdf import SHELF
from meetings.archive import papers
from meetings.archive.models import ArchiveItem
from meetings.models import Meeting
from members.models import Organisation

BRANCH, RECORDS = "CX-HL-LW1", 60


@contextmanager
def ground() -> Iterator[Path]:
    """A furnished site; yields a folder for whatever else is written."""
    with tempfile.TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=Path(folder) / "media"):
        settings.CACHES[SHELF]["LOCATION"] = Path(folder) / "papers"
        connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "bench.sqlite3")
        before = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, serialize=False)
        try:
            furnish(Path(folder))
            yield Path(folder)
        finally:
            connection.creation.destroy_test_db(before, verbosity=0)


def furnish(folder: Path) -> None:
    """The demo, whose first branch has archived last year; of its records sixty are bound, and drawn beforehand."""
    with (folder / "seed.log").open("w") as log:
        call_command("seed_demo", "--branches", "2", stdout=log)
    items = ArchiveItem.objects.of_year(branch(), last_year())
    ArchiveItem.objects.filter(pk__in=[item.pk for item in items[RECORDS:]]).update(year=last_year() - 1)
    papers.prepare(items_meetings())


def last_year() -> int:
    """The year that is bound."""
    return clock.today().year - 1


def branch() -> Organisation:
    """The branch whose year is bound."""
    return Organisation.objects.get(code=BRANCH)


def items_meetings() -> list[Meeting]:
    """The records of the volume, in its order."""
    return [item.meeting for item in ArchiveItem.objects.of_year(branch(), last_year()).with_meetings()]
