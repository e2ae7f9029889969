"""Reads one organisation and one year for the checks, in a fixed number of queries however many meetings."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from branchlife.kit import clock
from meetings import overview, theme_days
from meetings.inspection.people import Holding, People, Person
from meetings.inspection.snapshot import Held, Mark, Slot, Snapshot
from meetings.models import (
    AgendaItem,
    Attendance,
    Election,
    Guest,
    Lecture,
    Meeting,
    Minutes,
    Motion,
    SignIn,
    Speech,
)
from meetings.rules.frequency import Life, Window
from meetings.vocabulary import HELD_STATES, VoteMethod
from members.access import Action, Actor, Grant, Role
from members.models import (
    Appointment,
    AttendanceExemption,
    CategoryPeriod,
    GroupMembership,
    Member,
    Membership,
    Organisation,
    StatusPeriod,
    TraitPeriod,
)
from members.vocabulary import MemberTrait, Post

COLUMNS = (
    "pk", "kind", "start", "end", "state", "group_id", "not_held_reason", "postpone_reason", "postpone_doc",
    "late_reason", "due_count", "due_full_count", "present_count", "present_full_count", "leave_count",
    "absent_count", "exempt_count", "gathering_id", "gathering__scheduled_on", "gathering__place",
    "gathering__shift_reason", "lecture__lecturer_id", "host_id", "host_name", "recorder_id", "recorder_name",
    "delegation_note", "has_agenda", "has_minutes", "has_election",
)  # fmt: skip


AS_STORED = ("host_name", "recorder_name", "delegation_note", "has_agenda", "has_minutes", "has_election")


def reader_of(organisation: Organisation) -> Actor:
    """The eyes the checks look with: those of an inspector of this organisation, and of nothing above it."""
    return Actor(grants=(Grant(Role.INSPECTOR, organisation.pk, organisation.path),))


def snapshot(organisation: Organisation, year: int, today: date) -> Snapshot:
    """What the checks may know. Twenty-three queries."""
    [whole] = overview.years(reader_of(organisation), Action.SUBTREE_VIEW, [organisation], year)
    reach = overview.reach_of_year(year)
    cadres = _traits(organisation, year, (MemberTrait.LEADING_CADRE,))
    lecturing = _traits(organisation, year, (MemberTrait.LEADING_CADRE, MemberTrait.VILLAGE_CADRE))
    days = theme_days.almanac(year, year)
    people = _people(organisation, year, whole.facts.groups)
    secretaries = [
        (one.member, one.life)
        for one in people.posts
        if one.post == Post.SECRETARY and one.place == organisation.pk
    ]
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
        sector=organisation.sector,
        is_workday=days.is_workday,
        knows_holidays=not days.is_provisional(year),
        people=people,
        names=dict(Member.objects.filter(pk__in=people.persons).order_by().values_list("pk", "name")),
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


def _people(organisation: Organisation, year: int, groups: Iterable[int]) -> People:
    """Everybody who belonged here during the year. Six queries."""
    first, after = date(year, 1, 1), date(year + 1, 7, 1)
    roll = Membership.objects.crossing(first, after).filter(branch=organisation)
    members = {"member__in": roll.values("member")}
    stays = _spans(roll, "member_id")
    categories = _spans(
        CategoryPeriod.objects.crossing(first, after).filter(**members), "member_id", "category"
    )
    statuses = _spans(StatusPeriod.objects.crossing(first, after).filter(**members), "member_id", "status")
    exemptions = _spans(AttendanceExemption.objects.crossing(first, after).filter(**members), "member_id")
    in_groups = _spans(
        GroupMembership.objects.crossing(first, after).filter(**members), "member_id", "group_id"
    )
    persons = {
        pk: Person(
            [life for _, life in stays[pk]],
            categories.get(pk, ()),
            statuses.get(pk, ()),
            [life for _, life in exemptions.get(pk, ())],
            in_groups.get(pk, ()),
        )
        for pk in stays
    }
    places = [organisation.pk, *groups]
    posts = Appointment.objects.crossing(first, after).filter(organisation__in=places).order_by("start", "pk")
    return People(
        organisation.pk,
        persons,
        [
            Holding(member, post, place, Life(start, end))
            for member, post, place, start, end in posts.values_list(
                "member_id", "post", "organisation_id", "start", "end"
            )
        ],
    )


def _spans(rows: Any, key: str, word: str = "pk") -> Mapping[int, list[tuple[Any, Life]]]:
    """Dated facts by member, each a word and its time. One query."""
    found: dict[int, list[tuple[Any, Life]]] = defaultdict(list)
    for one, said, start, end in rows.order_by("start", "pk").values_list(key, word, "start", "end"):
        found[one].append((said, Life(start, end)))
    return found


def _slots(organisation: Organisation, year: int) -> list[Slot]:
    return [
        Slot(one.month, one.day, one.is_provisional, one.is_waived)
        for one in theme_days.year_of(organisation, year)
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
