"""轮流讲党课 and lecturers from outside: the order of a rota, whose turn it is, who may be invited."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from branchlife.kit import clock
from branchlife.kit.problems import Refusal
from meetings.lifecycle.recording import set_lecture
from meetings.lifecycle.table import editable
from meetings.models import GuestLecturer, Lecture, LecturerTurn, Meeting
from meetings.rules.turns import Turn, next_turn
from meetings.vocabulary import MeetingState
from members.models import Member, Organisation, User
from members.standing import branch_roll


@dataclass(frozen=True)
class Place:
    """A place on the rota with what the day makes of it. `last` is the last lecture, given or called."""

    row: LecturerTurn
    last: Lecture | None
    hindered: str


@dataclass(frozen=True)
class Rota:
    """The rota of a branch on a day, and who is to be asked next."""

    places: Sequence[Place]
    next: Place | None


def rota_of(branch: Organisation, day: date) -> Rota:
    """Read the rota of a branch. Seven queries; one when it is empty."""
    rows = list(LecturerTurn.objects.of_branch(branch))
    if not rows:
        return Rota((), None)
    roll = {one.member.pk: one.standing for one in branch_roll(branch, day)}
    last = _last_lectures([row.member_id for row in rows])
    places = [Place(row, last.get(row.member_id), _hindrance(roll.get(row.member_id))) for row in rows]
    turns = [
        Turn(one.row.member_id, one.row.order, one.last.meeting.day if one.last else None, one.hindered)
        for one in places
    ]
    chosen = next_turn(turns)
    return Rota(places, next((one for one in places if chosen and one.row.member_id == chosen.member), None))


def _hindrance(standing: object) -> str:
    if standing is None:
        return "已不在本支部"
    return "" if getattr(standing, "is_due", True) else str(getattr(standing, "not_due_reason", ""))


def _last_lectures(members: Sequence[int]) -> dict[int, Lecture]:
    """The latest lecture of some members, given or called, wherever. One query."""
    rows = Lecture.objects.filter(lecturer__in=members).exclude(meeting__state=MeetingState.NOT_HELD)
    return {
        row.lecturer_id: row
        for row in rows.select_related("meeting").order_by("meeting__start", "pk")
        if row.lecturer_id
    }


def _order(branch: Organisation) -> list[LecturerTurn]:
    Organisation.objects.select_for_update().get(pk=branch.pk)  # one hand at a time
    return list(LecturerTurn.objects.of_branch(branch))


def _number(rows: Sequence[LecturerTurn], by: User | None) -> None:
    for number, row in enumerate(rows, start=1):
        if row.order != number:
            row.order, row.changed_by = number, by
            row.save(update_fields=["order", "changed_by", "changed_at"])


@transaction.atomic
def add_turn(branch: Organisation, member: Member, by: User | None) -> LecturerTurn:
    """Put a member of the branch at the end of its rota. Twice is once."""
    rows = _order(branch)
    known = next((row for row in rows if row.member_id == member.pk), None)
    if known is not None:
        return known
    if not Member.objects.of_branch(branch.pk, clock.today()).filter(pk=member.pk).exists():
        raise Refusal.because(
            "stranger", "只能排本支部的党员；外请的登记在“名册以外的授课人”里。", field="member"
        )
    return LecturerTurn.objects.create(
        branch=branch, member=member, order=len(rows) + 1, created_by=by, changed_by=by
    )


@transaction.atomic
def move_turn(turn: LecturerTurn, steps: int, by: User | None) -> None:
    """Move a place up (-1) or down (+1); at either end nothing happens."""
    rows = _order(turn.branch)
    here = next((at for at, row in enumerate(rows) if row.pk == turn.pk), None)
    if here is None or not 0 <= here + steps < len(rows):
        return
    rows.insert(here + steps, rows.pop(here))
    _number(rows, by)


@transaction.atomic
def drop_turn(turn: LecturerTurn, by: User | None) -> None:
    """Take a place off the rota; lectures stay what they are."""
    rows = [row for row in _order(turn.branch) if row.pk != turn.pk]
    LecturerTurn.objects.filter(pk=turn.pk).delete()
    _number(rows, by)


@transaction.atomic
def take_turn(meeting: Meeting, by: User | None) -> Lecture:
    """Let the one whose turn it is give the lecture of a meeting. A lecturer who is named already stays."""
    row = editable(meeting)
    lecture = Lecture.objects.filter(meeting=row).select_related("lecturer").first()
    if lecture is None:
        raise Refusal.because("no-lecture", "这次会议不是党课。")
    if lecture.lecturer_words:
        raise Refusal.because(
            "named", f"授课人已定为{lecture.lecturer_words}，要换的请在下面改。", field="lecturer"
        )
    found = rota_of(row.branch, row.day).next
    if found is None:
        raise Refusal.because("nobody", "轮流名单里眼下没有可以授课的党员，请到“选题—授课”里安排。")
    return set_lecture(row, by, found.row.member, lecturer_name="")


# --- from outside ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class GuestFacts:
    """What is known of a lecturer from outside."""

    name: str
    title: str = ""
    is_leader: bool = False
    closed_on: date | None = None


@transaction.atomic
def register_guest(organisation: Organisation, facts: GuestFacts, by: User | None) -> GuestLecturer:
    """Register a lecturer who is on no roll here."""
    return _save_guest(GuestLecturer(organisation=organisation, created_by=by), facts, by)


@transaction.atomic
def amend_guest(guest: GuestLecturer, facts: GuestFacts, by: User | None) -> GuestLecturer:
    """Mend what is known of a lecturer from outside."""
    return _save_guest(GuestLecturer.objects.select_for_update().get(pk=guest.pk), facts, by)


def _save_guest(row: GuestLecturer, facts: GuestFacts, by: User | None) -> GuestLecturer:
    row.name, row.title = facts.name.strip(), facts.title.strip()
    row.is_leader, row.closed_on, row.changed_by = facts.is_leader, facts.closed_on, by
    if not row.name:
        raise Refusal.because("no-name", "请填写姓名。", field="name")
    same = GuestLecturer.objects.filter(organisation=row.organisation_id, name=row.name, title=row.title)
    if same.exclude(pk=row.pk).exists():
        raise Refusal.because("twice", f"{row}已经登记过，不用再登记。", field="name")
    row.save()
    return row
