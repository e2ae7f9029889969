"""Reads the meetings of a year with their rolls, guests, sign-ins and open votes, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q

from branchlife.kit import clock
from meetings.inspection.snapshot import Held, Mark
from meetings.models import AgendaItem, Attendance, Election, Guest, Meeting, Minutes, Motion, SignIn, Speech
from meetings.rules.frequency import Window
from meetings.vocabulary import VoteMethod
from members.models import Organisation

COLUMNS = (
    "pk", "kind", "start", "end", "state", "group_id", "not_held_reason", "postpone_reason", "postpone_doc",
    "late_reason", "due_count", "due_full_count", "present_count", "present_full_count", "leave_count",
    "absent_count", "exempt_count", "gathering_id", "gathering__scheduled_on", "gathering__place",
    "gathering__shift_reason", "lecture__lecturer_id", "host_id", "host_name", "recorder_id", "recorder_name",
    "delegation_note", "has_agenda", "has_minutes", "has_election",
)  # fmt: skip


AS_STORED = ("host_name", "recorder_name", "delegation_note", "has_agenda", "has_minutes", "has_election")


def meetings_of(organisation: Organisation, reach: Window) -> list[Held]:
    """The meetings that start within some days, by day. Five queries."""
    rows = Meeting.objects.filter(
        branch=organisation,
        start__gte=clock.at(reach.first, 0),
        start__lt=clock.at(reach.last + timedelta(days=1), 0),
    )
    inside = rows.values("pk")
    rolls, guests, doors = _rolls(inside), _guests(inside), _sign_ins(rows.values("gathering"))
    votes = _opposed(inside)
    return [
        replace(
            _held(row),
            roll=rolls.get(row["pk"], ()),
            guests=guests.get(row["pk"], ()),
            signed_in=frozenset(doors.get(row["gathering_id"], ())),
            opposed=len(votes.get(row["pk"], ())),
            unheard=votes.get(row["pk"], []).count(False),
        )
        for row in rows.annotate(**_has()).order_by("start", "pk").values(*COLUMNS)
    ]


def _has() -> dict[str, Exists]:
    """What a record consists of, apart from its own row."""
    here = {"meeting": OuterRef("pk")}
    return {
        "has_agenda": Exists(AgendaItem.objects.filter(**here)),
        "has_minutes": Exists(Minutes.objects.filter(**here).exclude(body="")),
        "has_election": Exists(Election.objects.filter(agenda_item__meeting=OuterRef("pk"))),
    }


def _opposed(meetings: Any) -> Mapping[int, list[bool]]:
    """Open votes with somebody against or abstaining: for each whether a dissenting speech is written down."""
    heard = Speech.objects.filter(agenda_item=OuterRef("agenda_item"), is_dissent=True)
    rows = Motion.objects.filter(Q(no__gt=0) | Q(abstain__gt=0), agenda_item__meeting__in=meetings)
    found: dict[int, list[bool]] = defaultdict(list)
    for meeting, is_heard in (
        rows.exclude(method=VoteMethod.SECRET_BALLOT)
        .annotate(heard=Exists(heard))
        .order_by("pk")
        .values_list("agenda_item__meeting_id", "heard")
    ):
        found[meeting].append(is_heard)
    return found


def _held(row: dict[str, Any]) -> Held:
    return Held(
        pk=row["pk"],
        kind=row["kind"],
        day=clock.local_date(row["start"]),
        state=row["state"],
        group=row["group_id"],
        reason=row["not_held_reason"] or row["postpone_reason"],
        postpone_doc=row["postpone_doc"],
        scheduled_on=row["gathering__scheduled_on"],
        lecturer=row["lecture__lecturer_id"],
        gathering=row["gathering_id"],
        start=row["start"],
        end=row["end"],
        place=row["gathering__place"],
        shift_reason=row["gathering__shift_reason"],
        late_reason=row["late_reason"],
        due=row["due_count"],
        due_full=row["due_full_count"],
        present=row["present_count"],
        present_full=row["present_full_count"],
        leave=row["leave_count"],
        absent=row["absent_count"],
        exempt=row["exempt_count"],
        host=row["host_id"],
        recorder=row["recorder_id"],
        **{name: row[name] for name in AS_STORED},
    )


def _rolls(meetings: Any) -> Mapping[int, list[Mark]]:
    """The rolls that were called, as they were frozen."""
    rolls: dict[int, list[Mark]] = defaultdict(list)
    rows = Attendance.objects.called().filter(meeting__in=meetings).order_by("pk")
    for meeting, member, state, is_due, reason, category, approved in rows.values_list(
        "meeting_id", "member_id", "state", "is_due", "reason", "category", "approved_at"
    ):
        rolls[meeting].append(Mark(member, state, is_due, reason, category, approved))
    return rolls


def _guests(meetings: Any) -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for meeting, name in (
        Guest.objects.filter(meeting__in=meetings).order_by("pk").values_list("meeting_id", "name")
    ):
        found[meeting].append(name)
    return found


def _sign_ins(gatherings: Any) -> Mapping[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    rows = SignIn.objects.standing().filter(gathering__in=gatherings).order_by("pk")
    for gathering, member in rows.values_list("gathering_id", "member_id"):
        found[gathering].append(member)
    return found
