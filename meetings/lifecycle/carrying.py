"""How open resolutions walk on: into the next agenda, and onto the page on which the next meeting is recorded."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from branchlife.kit import clock
from branchlife.kit.problems import Refusal
from meetings.kinds import MeetingKind
from meetings.lifecycle.resolutions import held, keep, settle
from meetings.lifecycle.table import editable, touched
from meetings.models import AgendaItem, FollowUp, Meeting, Resolution
from meetings.models.meeting import CLOSE_KINDS
from meetings.models.record import report_title
from meetings.models.resolution import ResolutionQuerySet
from meetings.vocabulary import MeetingState, ResolutionState
from members.models import User

HEAR_ALL = (MeetingKind.BRANCH_COMMITTEE, MeetingKind.GENERAL_COMMITTEE)
COMING = (MeetingState.PLANNED, MeetingState.NOTICED, MeetingState.POSTPONED)
MOST_CARRIED = 5  # more topics than that and the meeting has no time for its own
MOST_REPORTED = 30


def earlier(meeting: Meeting) -> ResolutionQuerySet:
    """What earlier meetings resolved and this one hears of: a committee of all of its branch, others of their own kind.

    What came out of 组织生活会、民主生活会 stays among meetings of that kind.
    """
    rows = Resolution.objects.standing().filter(
        meeting__branch=meeting.branch_id, meeting__group=meeting.group_id, meeting__start__lt=meeting.start
    )
    if meeting.kind in HEAR_ALL:
        return rows.exclude(meeting__kind__in=CLOSE_KINDS)
    return rows.filter(meeting__kind=meeting.kind)


# --- the agenda ------------------------------------------------------------------------------------------------------


def carry_over(meeting: Meeting, by: User | None) -> None:
    """Put the most urgent on the agenda of a meeting that is called. Once: what is taken off stays off.

    The agenda of a meeting that lies in the past is a fact and gets nothing added.
    """
    last = meeting.agenda.count()
    for order, row in enumerate(_due_to_be_heard(meeting), start=last + 1):
        AgendaItem.objects.create(
            meeting=meeting, order=order, title=report_title(row.text), reports_on=row, created_by=by
        )


def offered(meeting: Meeting) -> list[Resolution]:
    """What the page of an agenda proposes the first time it is opened: resolved since the meeting was called."""
    if meeting.revision or meeting.state not in COMING:
        return []
    return _due_to_be_heard(meeting)


def _due_to_be_heard(meeting: Meeting) -> list[Resolution]:
    """The most urgent that stand on no agenda of a meeting still to come; this one's own topics count as well."""
    if meeting.day < clock.today():
        return []
    taken = AgendaItem.objects.filter(reports_on__isnull=False, meeting__state__in=COMING)
    rows = earlier(meeting).unsettled().exclude(pk__in=taken.values("reports_on"))
    room = MOST_CARRIED - meeting.agenda.filter(reports_on__isnull=False).count()
    return list(rows.most_urgent()[: max(room, 0)])


# --- what was reported at a meeting ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class ReportLine:
    """One line of 上次决议落实情况; `resolution` is a primary key. An empty note takes the report back."""

    resolution: int
    note: str
    state: ResolutionState = ResolutionState.IN_PROGRESS


def reportable(meeting: Meeting) -> list[Resolution]:
    """The resolutions this meeting may hear of: the unsettled ones, and those reported at it already. One query."""
    if not meeting.is_held:
        return []
    here = Q(pk__in=FollowUp.objects.filter(meeting=meeting.pk).values("resolution"))
    rows = earlier(meeting).filter(here | Q(pk__in=Resolution.objects.unsettled().values("pk")))
    return list(rows.with_meetings().most_urgent()[:MOST_REPORTED])


def reports_of(meeting: Meeting) -> list[FollowUp]:
    """What was reported at a meeting, as it is stored."""
    return list(meeting.follow_ups.select_related("resolution__meeting").order_by("resolution_id", "pk"))


@transaction.atomic
def set_reports(meeting: Meeting, lines: Sequence[ReportLine], by: User | None) -> Meeting:
    """Make what was reported at a meeting these lines; what the lines do not name stays as it is."""
    row = editable(meeting)
    known = {one.pk for one in reportable(row)}
    stored = {entry.resolution_id: entry for entry in reports_of(row)}
    for line in sorted(lines, key=lambda line: line.resolution):
        before = stored.get(line.resolution)
        if line.note.strip() and line.resolution not in known:
            raise Refusal.because(
                "not-here", "有一件决议不能在这次会上汇报，请重新打开本页再填。", field="resolutions"
            )
        _report(row, line, before, by)
    return touched(row, by)


def _report(row: Meeting, line: ReportLine, before: FollowUp | None, by: User | None) -> None:
    note = line.note.strip()
    if before is None:
        if note:
            new = FollowUp(meeting=row, noted_on=row.day, note=note, state=line.state, created_by=by)
            new.resolution = held(Resolution(pk=line.resolution))
            keep(new, by)
    elif not note:
        resolution = held(before.resolution)
        before.delete()
        settle(resolution, by)
    elif (before.note, before.state) != (note, line.state):
        before.resolution = held(before.resolution)
        before.meeting, before.note, before.state = row, note, line.state
        keep(before, by)
