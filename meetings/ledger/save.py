"""Store a past year's ledger as archived meetings: history, as it was written. One transaction."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest

from branchlife.kit import clock
from branchlife.kit.afterwards import afterwards
from branchlife.kit.workbook import Table
from meetings import duty_ledger
from meetings.kinds import MeetingKind
from meetings.ledger.names import Named
from meetings.ledger.preview import Item, Plan, plan_ledger
from meetings.lifecycle import indexing
from meetings.lifecycle.venues import tie_places
from meetings.models import (
    AgendaItem,
    Attendance,
    Gathering,
    Guest,
    Lecture,
    Meeting,
    MeetingEvent,
    Minutes,
    Resolution,
)
from meetings.vocabulary import THERE, AgendaCategory, GuestRole, MeetingState, ResolutionState
from members.access import Action
from members.log import note
from members.models import Member, Organisation, User
from members.roster.faults import Slip
from members.roster.places import plant_group

REASON = "历史台账导入"
TOPIC, TEXT, NAME, TITLE, PLACE, NOTE = 200, 300, 40, 120, 80, 300
NUMBERED = re.compile(r"(?:^|[；;\n]\s*)\d{1,2}[.．、]\s*")
LECTURE = re.compile(r"《(?P<topic>[^》]+)》(?:.*?授课人[:：]\s*(?P<who>[^）)\s，；]+))?")
VOTED = re.compile(r"表决|投票|赞成")


@dataclass
class Saved:
    """What an import did."""

    meetings: int = 0
    created: int = 0
    unchanged: int = 0
    errors: list[Slip] = field(default_factory=list)
    remarks: list[Slip] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)


def counted(plan: Plan) -> Saved:
    """What saving a plan would do."""
    return Saved(plan.meetings, len(plan.new), len(plan.unchanged), plan.errors, plan.remarks, plan.ignored)


@transaction.atomic
def save_ledger(
    tables: list[Table],
    branch: Organisation,
    year: int,
    by: User | None = None,
    request: HttpRequest | None = None,
) -> Saved:
    """Store every meeting that can be stored; those of an earlier import stay as they are. Raises Refused."""
    Organisation.objects.select_for_update().get(pk=branch.pk)
    plan = plan_ledger(tables, branch, year)
    for item in plan.new:
        _store(item, branch, year, by)
    tie_places(branch)
    afterwards(duty_ledger.refresh_each, (branch.pk, year))
    note(request, Action.LEDGER_IMPORT, branch, rows=len(plan.new), user=by)
    return counted(plan)


def _store(item: Item, branch: Organisation, year: int, by: User | None) -> Meeting:
    row = item.row
    if row.kind is MeetingKind.GROUP_MEETING and item.group is None:
        item.group = plant_group(branch, row.group.removesuffix("会"), by)
    gathering = Gathering.objects.create(
        branch=branch,
        title=row.title[:PLACE],
        theme=row.agenda[:TITLE] if row.kind is MeetingKind.THEME_DAY else "",
        start=item.start,
        end=row.end,
        place=row.place[:PLACE],
        created_by=by,
    )
    meeting = _meeting(item, gathering, branch, year, by)
    meeting.save()
    Attendance.objects.bulk_create(_attendances(item, meeting, by))
    Guest.objects.bulk_create(_guests(item, meeting, branch, by))
    _record(item, meeting, by)
    indexing.edited(meeting)
    unknown = f"；名册里没有：{'、'.join(item.unknown)}" if item.unknown else ""
    MeetingEvent.objects.create(
        meeting=meeting,
        to_state=MeetingState.ARCHIVED,
        by=by,
        at=clock.now(),
        note=f"{REASON}{unknown}"[:NOTE],
    )
    return meeting


def _meeting(item: Item, gathering: Gathering, branch: Organisation, year: int, by: User | None) -> Meeting:
    row = item.row
    full = [entry for entry in item.roll if entry.standing.is_full]
    return Meeting(
        gathering=gathering,
        branch=branch,
        group=item.group,
        kind=row.kind,
        year=year,
        ordinal=_ordinal(item, branch, year),
        title=row.title[:TITLE],
        start=item.start,
        end=row.end,
        host=item.host,
        host_name="" if item.host else row.host[:NAME],
        recorder=item.recorder,
        recorder_name="" if item.recorder else row.recorder[:NAME],
        due_count=row.due,
        due_full_count=sum(entry.standing.is_due for entry in full),
        present_count=row.present,
        present_full_count=sum(entry.named.state in THERE for entry in full),
        leave_count=row.leave,
        absent_count=row.absent,
        guest_count=sum(named.is_guest for named in row.names),
        state=MeetingState.ARCHIVED,
        late_entry=True,
        late_reason=REASON,
        is_imported=True,
        first_saved_at=clock.now(),
        created_by=by,
        changed_by=by,
    )


def _ordinal(item: Item, branch: Organisation, year: int) -> int:
    """The number in the file, or the next free one when it was given to another meeting."""
    rows = Meeting.objects.filter(branch=branch, group=item.group, kind=item.row.kind, year=year)
    if not rows.filter(ordinal=item.row.number).exists():
        return item.row.number
    return int(rows.aggregate(last=Max("ordinal"))["last"] or 0) + 1


def _attendances(item: Item, meeting: Meeting, by: User | None) -> Iterator[Attendance]:
    for entry in item.roll:
        yield Attendance(
            meeting=meeting,
            member=entry.member,
            state=entry.named.state or "",
            reason=entry.named.reason or "",
            reason_note=entry.named.note,
            category=entry.standing.category,
            is_due=entry.standing.is_due,
            can_vote=entry.standing.can_vote,
            can_elect=entry.standing.can_elect,
            created_by=by,
        )


def _guests(item: Item, meeting: Meeting, branch: Organisation, by: User | None) -> Iterator[Guest]:
    guests = [named for named in item.row.names if named.is_guest]
    own = set(_joined_since(guests, branch, meeting.day))
    for named in guests:
        role = GuestRole.PROSPECT if named.name in own else GuestRole.OTHER_BRANCH
        yield Guest(meeting=meeting, name=named.name[:NAME], role=role, created_by=by)


def _joined_since(guests: list[Named], branch: Organisation, day: date) -> Iterator[str]:
    """Guests who came onto the branch's own roll that day or later: 发展对象 at the time."""
    if guests:
        names = [named.name for named in guests]
        rows = Member.objects.filter(name__in=names, memberships__branch=branch, memberships__start__gte=day)
        yield from rows.order_by("pk").values_list("name", flat=True)


def _record(item: Item, meeting: Meeting, by: User | None) -> None:
    """Agenda and resolutions in pieces; the two columns word for word as the minutes."""
    row = item.row
    topics = _pieces(row.agenda)
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting, order=number, title=topic[:TOPIC], category=_category(row.kind), created_by=by
        )
        for number, topic in enumerate(topics, start=1)
    )
    decided = [row.resolution] if VOTED.search(row.resolution) else re.split("[；;\n]", row.resolution)
    Resolution.objects.bulk_create(
        Resolution(
            meeting=meeting,
            text=text[:TEXT],
            state=ResolutionState.DONE,
            done_on=meeting.day,
            created_by=by,
        )
        for text in (piece.strip() for piece in decided)
        if text
    )
    words = (("会议议题", row.agenda), ("会议决议/结论", row.resolution))
    body = "\n\n".join(f"{head}：{text}" for head, text in words if text)
    if body:
        Minutes.objects.create(meeting=meeting, version=1, body=body, saved_at=clock.now(), saved_by=by)
    if row.kind is MeetingKind.PARTY_LECTURE:
        _lecture(item, meeting, by)


def _pieces(text: str) -> list[str]:
    """1.甲；2.乙 → 甲, 乙; a text without numbers is one piece."""
    pieces = NUMBERED.split(text) if NUMBERED.search(text) else [text]
    return [piece.strip(" 。；;\n") for piece in pieces if piece.strip(" 。；;\n")]


def _category(kind: MeetingKind) -> AgendaCategory:
    return AgendaCategory.STUDY if kind is MeetingKind.PARTY_LECTURE else AgendaCategory.OTHER


def _lecture(item: Item, meeting: Meeting, by: User | None) -> None:
    found = LECTURE.search(item.row.agenda)
    topic = found["topic"] if found else item.row.agenda
    name = (found["who"] or "") if found else ""
    lecturer = next((entry.member for entry in item.roll if name and entry.member.name == name), None)
    Lecture.objects.create(
        meeting=meeting,
        topic=topic[:TITLE],
        lecturer=lecturer,
        lecturer_name="" if lecturer else name[:NAME],
        created_by=by,
    )
