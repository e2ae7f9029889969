"""How filings fare on their way up: sent, in time, late, returned, sent again. Facts of a year, no mark and no rank."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from branchlife.kit import clock
from branchlife.kit.charts import Chart, Series, bars
from meetings.models import Filing
from meetings.overview import MONTHS
from meetings.vocabulary import FilingDecision, ReturnReason
from members.access import Action, Actor
from members.models import Organisation
from members.vocabulary import OrganisationKind

HEADS = [f"{month}月" for month in MONTHS]
ON_FILE = (FilingDecision.ACKNOWLEDGED, FilingDecision.APPROVED)


@dataclass(frozen=True)
class Sent:
    """A version that was sent upward, as it is counted."""

    branch: int
    version: int
    day: date
    is_late: bool
    decision: str
    reason: str

    @property
    def is_first(self) -> bool:
        """First versions are counted as in time or late; what is sent again has a deadline of its own."""
        return self.version == 1


@dataclass(frozen=True)
class Trip:
    """The counts of one organisation, or of all."""

    sent: int = 0
    in_time: int = 0
    late: int = 0
    returned: int = 0
    held_again: int = 0
    again: int = 0
    on_file: int = 0
    waiting: int = 0


def trip_of(rows: Iterable[Sent]) -> Trip:
    """Counted over some versions. `sent` are records, whatever the number of versions."""
    counts: Counter[str] = Counter()
    for row in rows:
        counts["sent"] += row.is_first
        counts["in_time"] += row.is_first and not row.is_late
        counts["late"] += row.is_first and row.is_late
        counts["returned"] += row.decision == FilingDecision.RETURNED
        counts["held_again"] += row.reason == ReturnReason.REHOLD
        counts["again"] += not row.is_first
        counts["on_file"] += row.decision in ON_FILE
        counts["waiting"] += row.decision == FilingDecision.PENDING
    return Trip(**counts)


def sent_in(actor: Actor, action: Action, year: int, top: Organisation | None = None) -> list[Sent]:
    """The versions sent in a year by organisations in reach (below `top`, if given). One query."""
    rows = Filing.seen.allowed(actor, action).filter(
        submitted_at__gte=clock.at(date(year, 1, 1), 0), submitted_at__lt=clock.at(date(year + 1, 1, 1), 0)
    )
    if top is not None:
        rows = rows.filter(meeting__branch__path__startswith=top.path)
    columns = ("meeting__branch", "version", "submitted_at", "due_on", "decision", "return_reason")
    return [_sent(*row) for row in rows.order_by().values_list(*columns)]


def _sent(branch: int, version: int, at: datetime, due: date | None, decision: str, reason: str) -> Sent:
    day = clock.local_date(at)
    return Sent(branch, version, day, due is not None and day > due, decision, reason)


def by_branch(
    rows: Sequence[Sent], branches: Sequence[Organisation]
) -> tuple[list[tuple[Organisation, Trip]], Trip]:
    """Every organisation in the order given, those that sent nothing too; and all together."""
    found: Mapping[int, list[Sent]] = {place.pk: [] for place in branches}
    for row in rows:
        if row.branch in found:
            found[row.branch].append(row)
    lines = [(place, trip_of(found[place.pk])) for place in branches]
    return lines, trip_of(row for own in found.values() for row in own)


def filers(actor: Actor, action: Action, top: Organisation | None = None) -> list[Organisation]:
    """Who may file in reach: everybody but party groups and committees, by their place in the tree."""
    rows = Organisation.seen.allowed(actor, action).alive(clock.today())
    if top is not None:
        rows = rows.filter(path__startswith=top.path)
    kinds = (OrganisationKind.GENERAL_BRANCH, *BRANCH_KINDS)
    return list(rows.filter(kind__in=kinds).order_by("path"))


BRANCH_KINDS = (
    OrganisationKind.BRANCH,
    OrganisationKind.JOINT_BRANCH,
    OrganisationKind.TEMPORARY_BRANCH,
)


def punctuality(rows: Sequence[Sent]) -> Chart | None:
    """First versions by the month in which they were sent, in time and late; None when nothing was sent."""
    first = [row for row in rows if row.is_first]
    if not first:
        return None
    in_time = Counter(row.day.month for row in first if not row.is_late)
    late = Counter(row.day.month for row in first if row.is_late)
    series = [
        Series("按时", [in_time[month] for month in MONTHS], "done"),
        Series("迟报", [late[month] for month in MONTHS], "due"),
    ]
    return bars("各月首次报送", HEADS, series, unit="份")
