"""Reads one organisation and one year for the checks, in a fixed number of queries however many meetings."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Count

from branchlife.kit import clock
from meetings import overview, theme_days
from meetings.inspection.snapshot import Held, Mark, Slot, Snapshot
from meetings.models import Attendance, Lecture, Meeting
from meetings.rules.frequency import Life, Window
from meetings.vocabulary import HELD_STATES
from members.access import Action, Actor, Grant, Role
from members.models import Appointment, Membership, Organisation, TraitPeriod
from members.vocabulary import MemberTrait, Post

COLUMNS = (
    "pk", "kind", "start", "state", "group_id", "not_held_reason", "postpone_reason", "postpone_doc",
    "gathering__scheduled_on", "lecture__lecturer_id",
)  # fmt: skip


def reader_of(organisation: Organisation) -> Actor:
    """The eyes the checks look with: those of an inspector of this organisation, and of nothing above it."""
    return Actor(grants=(Grant(Role.INSPECTOR, organisation.pk, organisation.path),))


def snapshot(organisation: Organisation, year: int, today: date) -> Snapshot:
    """What the checks may know. Thirteen queries."""
    [whole] = overview.years(reader_of(organisation), Action.SUBTREE_VIEW, [organisation], year)
    reach = overview.reach_of_year(year)
    cadres = _traits(organisation, year, (MemberTrait.LEADING_CADRE,))
    lecturing = _traits(organisation, year, (MemberTrait.LEADING_CADRE, MemberTrait.VILLAGE_CADRE))
    secretaries = _secretaries(organisation, year)
    return Snapshot(
        organisation=organisation.pk,
        kind=organisation.kind,
        year=year,
        today=today,
        rules_on=whole.rules_on,
        facts=whole.facts,
        sittings=whole.sittings,
        meetings=_meetings(organisation, reach),
        slots=_slots(organisation, year) if organisation.is_branch else (),
        group_names=whole.group_names,
        secretaries=secretaries,
        cadres=cadres,
        lecturing_cadres=lecturing,
        lectures=_lectures({member for member, _ in (*secretaries, *lecturing)}, year),
    )


def _meetings(organisation: Organisation, reach: Window) -> list[Held]:
    rows = Meeting.objects.filter(
        branch=organisation,
        start__gte=clock.at(reach.first, 0),
        start__lt=clock.at(reach.last + timedelta(days=1), 0),
    )
    rolls = _rolls(rows.values("pk"))
    return [
        Held(
            pk, kind, clock.local_date(start), state, group, not_held or put_off, doc, scheduled, lecturer,
            rolls.get(pk, ()),
        )
        for pk, kind, start, state, group, not_held, put_off, doc, scheduled, lecturer in (
            rows.order_by("start", "pk").values_list(*COLUMNS)
        )
    ]  # fmt: skip


def _rolls(meetings: Any) -> Mapping[int, list[Mark]]:
    """The rolls that were called, as they were frozen."""
    rolls: dict[int, list[Mark]] = defaultdict(list)
    rows = Attendance.objects.called().filter(meeting__in=meetings).order_by("pk")
    for meeting, member, state, is_due, reason, category, approved in rows.values_list(
        "meeting_id", "member_id", "state", "is_due", "reason", "category", "approved_at"
    ):
        day = clock.local_date(approved) if approved else None
        rolls[meeting].append(Mark(member, state, is_due, reason, category, day))
    return rolls


def _slots(organisation: Organisation, year: int) -> list[Slot]:
    return [
        Slot(one.month, one.day, one.is_provisional, one.is_waived)
        for one in theme_days.year_of(organisation, year)
    ]


def _secretaries(organisation: Organisation, year: int) -> list[tuple[int, Life]]:
    rows = Appointment.objects.crossing(date(year, 1, 1), date(year + 1, 1, 1)).filter(
        organisation=organisation, post=Post.SECRETARY
    )
    return [
        (one, Life(start, end))
        for one, start, end in rows.order_by("start", "pk").values_list("member_id", "start", "end")
    ]


def _traits(organisation: Organisation, year: int, traits: Iterable[str]) -> list[tuple[int, Life]]:
    """Who of the roll had one of some traits, and when, within the year."""
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    roll = Membership.objects.crossing(first, after).filter(branch=organisation)
    rows = TraitPeriod.objects.crossing(first, after).filter(
        trait__in=list(traits), member__in=roll.values("member")
    )
    return [
        (one, Life(start, end))
        for one, start, end in rows.order_by("start", "pk").values_list("member_id", "start", "end")
    ]


def _lectures(members: set[int], year: int) -> dict[int, int]:
    """How many lectures some members gave in a year, at whatever branch."""
    rows = Lecture.objects.filter(
        lecturer__in=members, meeting__year=year, meeting__state__in=HELD_STATES
    ).order_by()
    return dict(rows.values_list("lecturer_id").annotate(times=Count("pk")))
