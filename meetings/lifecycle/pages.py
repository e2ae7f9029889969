"""What one page of the flow saves at one press: several writes, all or nothing, and never over another's work.

A page carries a stamp of what it showed. When what is stored is no longer that, and is not what the page would store
either, nothing is written and Conflict is raised; a second press of the same page changes nothing.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from branchlife.kit.problems import Conflict, Refusal
from meetings.lifecycle import carrying, holding, notices, planning, recording
from meetings.lifecycle.resolutions import ResolutionLine, set_resolutions
from meetings.lifecycle.table import locked
from meetings.models import Attendance, Gathering, Lecture, Meeting, Minutes, Notice
from meetings.models.record import report_title
from meetings.rules.presence import Presence
from meetings.rules.rollcall import Mark
from meetings.vocabulary import AttendanceState, GuestRole, LeaveReason, MeetingState, NoticeChannel
from members.models import Member, User


def stamp(*values: object) -> str:
    """A short digest of what a page showed."""
    return hashlib.sha256(repr(values).encode()).hexdigest()[:16]


# --- basic facts -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class LectureFacts:
    """课题、授课人、学时."""

    topic: str = ""
    lecturer: Member | None = None
    lecturer_name: str = ""
    lecturer_title: str = ""
    hours: Decimal | None = None

    @property
    def lecturer_given(self) -> bool:
        """Whether somebody is named, from the roll or not."""
        return bool(self.lecturer or self.lecturer_name)


def lecture_of(meeting: Meeting) -> Lecture | None:
    """The lecture of a meeting, if it is one."""
    return Lecture.objects.filter(meeting=meeting).select_related("lecturer").first()


def lecture_facts(meeting: Meeting) -> LectureFacts:
    """The facts of a lecture as they are stored."""
    row = lecture_of(meeting)
    if row is None:
        return LectureFacts()
    return LectureFacts(row.topic, row.lecturer, row.lecturer_name, row.lecturer_title, row.hours)


def facts_stamp(meeting: Meeting) -> str:
    """A digest of the basic facts, the agenda and the lecture."""
    facts = planning.facts_of(meeting)
    return stamp(
        [(name, getattr(facts, name)) for name in sorted(vars(facts))],
        list(meeting.agenda.values_list("title", flat=True)),
        lecture_facts(meeting),
    )


@transaction.atomic
def save_facts(
    meeting: Meeting,
    facts: planning.Facts,
    seen: str,
    by: User | None,
    *,
    agenda: Sequence[str] = (),
    lecture: LectureFacts | None = None,
) -> Meeting:
    """Save the page 基本情况. `seen` is the stamp that the page carried."""
    row = locked(meeting)
    if facts_stamp(row) != seen:
        raise Conflict(row)
    lines = agenda_lines(row, agenda)
    row = planning.amend(row, facts, row.revision, by)
    row = recording.set_agenda(row, lines, by)
    if lecture is not None:
        fields = {name: value for name, value in vars(lecture).items() if name != "lecturer"}
        recording.set_lecture(row, by, lecture.lecturer, **fields)
    return row


def agenda_lines(meeting: Meeting, titles: Sequence[str]) -> list[recording.AgendaLine]:
    """Plain lines matched to the stored topics: first by their words, the rest in order, so that votes stay theirs.

    A proposed line that was kept becomes the topic under which that resolution is heard.
    """
    left = {item.pk: item for item in meeting.agenda.order_by("order", "pk")}
    lines: list[recording.AgendaLine | None] = []
    wanted = [title.strip() for title in titles if title.strip()]
    for title in wanted:
        item = next((item for item in left.values() if item.title == title), None)
        lines.append(_line(title, left.pop(item.pk)) if item else None)
    proposed = {report_title(row.text): row.pk for row in carrying.offered(meeting)}
    lines = [
        line or (recording.AgendaLine(title, reports_on=proposed[title]) if title in proposed else None)
        for title, line in zip(wanted, lines, strict=True)
    ]
    rest = iter(list(left.values()))
    return [line or _line(title, next(rest, None)) for title, line in zip(wanted, lines, strict=True)]


def _line(title: str, item: object) -> recording.AgendaLine:
    if item is None:
        return recording.AgendaLine(title)
    pk, important, presenter = (getattr(item, name) for name in ("pk", "is_important", "presenter"))
    return recording.AgendaLine(title, pk, important, presenter)


# --- roll ------------------------------------------------------------------------------------------------------------


def stored_rows(gathering: Gathering) -> list[Attendance]:
    """The confirmed rows of a whole sitting."""
    rows = Attendance.objects.filter(meeting__gathering=gathering).select_related("member")
    return list(rows.order_by("meeting_id", "member_id"))


def stored_marks(rows: Sequence[Attendance]) -> dict[int, Mark]:
    """The exceptions of a confirmed roll, by member."""
    marks = {}
    for row in rows:
        usual = AttendanceState.PRESENT if row.is_due else AttendanceState.EXEMPT
        if row.state != usual:
            reason = LeaveReason(row.reason) if row.reason else None
            marks[row.member_id] = Mark(AttendanceState(row.state), reason, row.reason_note)
    return marks


def roll_stamp(gathering: Gathering) -> str:
    """A digest of the confirmed roll and the guests."""
    rows = [
        (row.meeting_id, row.member_id, row.state, row.reason, row.arrived_at, row.left_at)
        for row in stored_rows(gathering)
    ]
    return stamp(rows, visitors_of(gathering))


def stored_moves(rows: Sequence[Attendance]) -> dict[int, Presence]:
    """Who came late or left early, by member: of several meetings the first arrival and the last departure."""
    moves: dict[int, Presence] = {}
    for row in rows:
        if row.arrived_at or row.left_at:
            before = moves.get(row.member_id, Presence())
            moves[row.member_id] = Presence(before.arrived or row.arrived_at, row.left_at or before.left)
    return moves


def visitors_of(gathering: Gathering) -> list[holding.Visitor]:
    """The guests of a sitting, each once."""
    rows = [guest for meeting in gathering.meetings.order_by("pk") for guest in meeting.guests.order_by("pk")]
    return list(
        dict.fromkeys(holding.Visitor(row.name, GuestRole(row.role), row.organisation_name) for row in rows)
    )


@transaction.atomic
def save_roll(
    gathering: Gathering,
    marks: Mapping[int, Mark],
    visitors: Sequence[holding.Visitor],
    seen: str,
    by: User | None,
    moves: Mapping[int, Presence] | None = None,
) -> list[Meeting]:
    """Save the page 点名 for a whole sitting: the exceptions, the guests, and who came late or left early."""
    meetings = [locked(row) for row in gathering.meetings.order_by("pk")]
    if roll_stamp(gathering) != seen:
        rows = stored_rows(gathering)
        same = stored_marks(rows) == dict(marks) and moves in (None, stored_moves(rows))
        if not same or visitors_of(gathering) != list(visitors):
            raise Conflict(gathering)
        return meetings
    confirmed = holding.confirm_roll(gathering, marks, by, moves)
    return [holding.set_guests(row, visitors, by) for row in confirmed]


# --- minutes ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Draft:
    """What stands on the page 记录; `reports` only where the page showed them."""

    body: str
    resolutions: Sequence[ResolutionLine] = field(default_factory=tuple)
    discussion: str | None = None
    reports: Sequence[carrying.ReportLine] | None = None


def record_stamp(meeting: Meeting) -> str:
    """A digest of the resolutions, the discussion and what was reported; the text has its own version."""
    lecture = lecture_of(meeting)
    return stamp(
        _lines_of(stored_resolutions(meeting)), lecture.discussion if lecture else None, _reports_of(meeting)
    )


def stored_resolutions(meeting: Meeting) -> list[ResolutionLine]:
    """The resolutions as they are stored."""
    rows = meeting.resolutions.order_by("pk")
    return [ResolutionLine(row.text, row.responsible, row.due_on, row.pk) for row in rows]


def _lines_of(lines: Sequence[ResolutionLine]) -> list[tuple[str, str, object]]:
    return [(line.text.strip(), line.responsible, line.due_on) for line in lines if line.text.strip()]


def _reports_of(meeting: Meeting) -> list[tuple[int, str, str]]:
    return sorted((row.resolution_id, row.note, str(row.state)) for row in carrying.reports_of(meeting))


def _given(lines: Sequence[carrying.ReportLine]) -> list[tuple[int, str, str]]:
    return sorted(
        (line.resolution, line.note.strip(), str(line.state)) for line in lines if line.note.strip()
    )


@transaction.atomic
def save_record(
    meeting: Meeting, written: Draft, base: int, seen: str, by: User | None, *, draft: bool = False
) -> Minutes | None:
    """Save the page 记录. `base` is the version of the text, `seen` the stamp of the rest, that the page showed.

    Gives the newest version of the text, None when nothing has been written yet.
    """
    row = locked(meeting)
    lecture = lecture_of(row)
    spoken = lecture.discussion if lecture and written.discussion is not None else None
    reported = written.reports is not None and _given(written.reports) != _reports_of(row)
    changed = (
        _lines_of(stored_resolutions(row)) != _lines_of(written.resolutions) or spoken != written.discussion
    )
    if (changed or reported) and record_stamp(row) != seen:
        raise Conflict(recording.latest_minutes(row))
    latest = recording.latest_minutes(row)
    if written.body.strip() or latest is not None:
        latest = recording.save_minutes(row, written.body, base, by, draft=draft)
    if changed:
        _save_beside(row, written, by)
    if written.reports is not None and reported:
        carrying.set_reports(row, written.reports, by)
    return latest


def _save_beside(row: Meeting, written: Draft, by: User | None) -> None:
    set_resolutions(row, written.resolutions, by)
    if written.discussion is not None:
        kept = lecture_of(row)
        recording.set_lecture(row, by, kept.lecturer if kept else None, discussion=written.discussion)


# --- the whole sitting -----------------------------------------------------------------------------------------------

BEFORE = (MeetingState.PLANNED, MeetingState.NOTICED)


@transaction.atomic
def notify_sitting(
    gathering: Gathering,
    channel: NoticeChannel,
    body: str,
    by: User | None,
    ways: Mapping[int, NoticeChannel] | None = None,
) -> list[Notice]:
    """One notice for all meetings of a sitting that are still to come. The same notice again is the same one.

    Opens the ledger of who was told; `ways` are the members who are told another way than `channel`.
    """
    rows = holding.open_meetings(gathering)
    before = [row for row in rows if row.state in BEFORE] or rows[:1]
    told = [
        row.notices.filter(channel=channel, body=body).first() or planning.notify(row, channel, body, by)
        for row in before
    ]
    notices.hand_out(told, ways or {}, by)
    return told


@transaction.atomic
def postpone_sitting(
    gathering: Gathering, reason: str, by: User | None, to: datetime | None = None, doc: str = ""
) -> list[Meeting]:
    """Put off all meetings of a sitting, or give those put off their new time."""
    moved = []
    for row in holding.open_meetings(gathering):
        if row.state == MeetingState.POSTPONED and to is not None:
            moved.append(planning.resume(row, to, by))
        elif row.state != MeetingState.POSTPONED:
            moved.append(planning.postpone(row, reason, by, to, doc))
    if not moved:
        raise Refusal.because("no-time", "会议已登记延期，请写明改到哪一天、几点。", field="day")
    return moved
