"""Reads everybody who belonged to an organisation in a year, with their dated facts, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from meetings.inspection.people import Holding, People, Person
from meetings.rules.frequency import Life
from members.models import (
    Appointment,
    AttendanceExemption,
    CategoryPeriod,
    GroupMembership,
    Membership,
    Organisation,
    StatusPeriod,
    TraitPeriod,
)


def people_of(organisation: Organisation, year: int, groups: Iterable[int]) -> People:
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


def traits_of(organisation: Organisation, year: int, traits: Iterable[str]) -> list[tuple[int, Life]]:
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
