"""Plans, notices, filings and the archive of a year, and how each record came about, as the checks know them. Pure:
moments are local, files and texts are those of the records.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from meetings.rules.frequency import Window, month_window
from meetings.rules.plan import Item
from meetings.vocabulary import FilingDecision

Series = tuple[str, int, str, str]  # fonds, year, retention, organisation: one run of numbers (DA/T 22-2015)


@dataclass(frozen=True)
class Sheet:
    """What is written down of a lecture."""

    topic: str = ""
    lecturer: str = ""
    has_outline: bool = False  # as words or as a file
    hours: Decimal | None = None
    by_leader: bool = False  # a leading cadre of that day, or registered as one
    reported_on: date | None = None
    archived_on: date | None = None


@dataclass(frozen=True)
class Trace:
    """How a record came about.

    `called_on` is the day its first line was there, `entered_at` when its minutes were first written (without any:
    when the meeting was entered after it had begun), `entered_by` by which account.
    """

    year: int = 0
    ordinal: int | None = None
    called_on: date | None = None
    entered_at: datetime | None = None
    entered_by: int | None = None
    is_late: bool = False
    is_imported: bool = False
    is_reheld: bool = False
    digest: str = ""
    text: str = ""
    topics: Sequence[str] = ()
    corrected_at: datetime | None = None  # the last time
    lecture: Sheet | None = None


@dataclass(frozen=True)
class Filed:
    """A version that was sent upward, and what came of it; `content` as it was filed."""

    version: int
    at: datetime
    due_on: date | None = None
    late_reason: str = ""
    decision: str = FilingDecision.PENDING
    decided_on: date | None = None
    return_reason: str = ""
    digest: str = ""
    content: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Photo:
    """A photo beside a record: the digest of its bytes, and the day it was taken where that is known."""

    digest: str
    taken_on: date | None = None


@dataclass(frozen=True)
class Told:
    """The notice of a sitting: the day of the first, and how many receipts in force say that one was told."""

    sent_on: date
    due: int = 0
    told: int = 0
    is_urgent: bool = False  # by its own words


@dataclass(frozen=True)
class Planned:
    """A plan and its lines. `reported_on` is the day of the first report, with the day by which it was due."""

    year: int
    quarter: int | None = None
    reported_on: date | None = None
    due_on: date | None = None
    lines: Sequence[Item] = ()

    @property
    def window(self) -> Window:
        """The days it is about."""
        last = 3 * self.quarter if self.quarter else 12
        first = last - 2 if self.quarter else 1
        return Window(date(self.year, first, 1), month_window(self.year, last).last)


@dataclass(frozen=True)
class Box:
    """What tells a box, and its 备考表."""

    pk: int
    year: int
    retention: str
    org_code: str
    remark: str = ""
    arranged_by: str = ""
    arranged_on: date | None = None
    checked_by: str = ""
    checked_on: date | None = None


@dataclass(frozen=True)
class Archived:
    """一件, with the box it lies in."""

    meeting: int
    category: str
    fonds: str
    year: int
    retention: str
    org_code: str
    number: int
    code: str
    title: str
    dated_on: date
    pages: int | None = None
    box: Box | None = None

    @property
    def series(self) -> Series:
        """The run of numbers it belongs to."""
        return self.fonds, self.year, self.retention, self.org_code


@dataclass(frozen=True)
class Papers:
    """All of them: by meeting, notices by sitting. `series` are whole, other branches of the same code included."""

    traces: Mapping[int, Trace] = field(default_factory=dict)
    filings: Mapping[int, Sequence[Filed]] = field(default_factory=dict)  # oldest version first
    photos: Mapping[int, Sequence[Photo]] = field(default_factory=dict)
    notices: Mapping[int, Told] = field(default_factory=dict)
    plans: Sequence[Planned] = ()
    items: Sequence[Archived] = ()
    series: Mapping[Series, Sequence[int]] = field(default_factory=dict)

    def trace(self, meeting: int) -> Trace:
        """How a record came about; nothing is known of one that is not there."""
        return self.traces.get(meeting, Trace())

    def first(self, meeting: int) -> Filed | None:
        """The first version that was filed."""
        return next(iter(self.filings.get(meeting, ())), None)

    def newest(self, meeting: int) -> Filed | None:
        """The last version that was filed."""
        return next(reversed(self.filings.get(meeting, ())), None)
