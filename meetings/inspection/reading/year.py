"""One organisation and one year, put together for the checks, in a fixed number of queries however many meetings."""

from datetime import date

from django.db.models import Count

from meetings import overview, theme_days
from meetings.inspection.reading.meetings import meetings_of
from meetings.inspection.reading.office import office_of
from meetings.inspection.reading.papers import papers_of
from meetings.inspection.reading.people import people_of, traits_of
from meetings.inspection.reading.votes import votes_of
from meetings.inspection.snapshot import Slot, Snapshot
from meetings.models import Lecture
from meetings.vocabulary import HELD_STATES
from members.access import Action, Actor, Grant, Role
from members.models import Member, Organisation
from members.vocabulary import MemberTrait, Post


def reader_of(organisation: Organisation) -> Actor:
    """The eyes the checks look with: those of an inspector of this organisation, and of nothing above it."""
    return Actor(grants=(Grant(Role.INSPECTOR, organisation.pk, organisation.path),))


def snapshot(organisation: Organisation, year: int, today: date) -> Snapshot:
    """What the checks may know. Forty-six queries."""
    [whole] = overview.years(reader_of(organisation), Action.SUBTREE_VIEW, [organisation], year)
    reach = overview.reach_of_year(year)
    cadres = traits_of(organisation, year, (MemberTrait.LEADING_CADRE,))
    lecturing = traits_of(organisation, year, (MemberTrait.LEADING_CADRE, MemberTrait.VILLAGE_CADRE))
    days = theme_days.almanac(year, year)
    people = people_of(organisation, year, whole.facts.groups)
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
        meetings=meetings_of(organisation, reach),
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
        votes=votes_of(organisation, year),
        papers=papers_of(organisation, year, today),
        office=office_of(organisation, year, today),
        lectures=_lectures({member for member, _ in (*secretaries, *lecturing)}, year),
    )


def _slots(organisation: Organisation, year: int) -> list[Slot]:
    return [
        Slot(one.month, one.day, one.is_provisional, one.is_waived)
        for one in theme_days.year_of(organisation, year)
    ]


def _lectures(members: set[int], year: int) -> dict[int, int]:
    """How many lectures some members gave in a year, at whatever branch."""
    rows = Lecture.objects.filter(
        lecturer__in=members, meeting__year=year, meeting__state__in=HELD_STATES
    ).order_by()
    return dict(rows.values_list("lecturer_id").annotate(times=Count("pk")))
