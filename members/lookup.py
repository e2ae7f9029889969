"""Reads lists of people and places with what holds on a day, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from members.access import Action, Actor
from members.models import (
    Appointment,
    CategoryPeriod,
    CommitteeTerm,
    GroupMembership,
    Member,
    Membership,
    Organisation,
    StatusPeriod,
)
from members.vocabulary import MemberCategory, MemberStatus, Post


def branches_in_sight(actor: Actor, action: Action) -> list[Organisation]:
    """The branches on which a person may do something, in the order of the tree."""
    return list(Organisation.seen.allowed(actor, action).branches().order_by("path"))


def roll_of(branches: Iterable[Organisation], day: date) -> QuerySet[Member]:
    """Everybody on the rolls of some branches on a day, with `category_then`, `group_then`, `branch_then`."""
    held = Membership.objects.on(day)
    mine = {"member": OuterRef("pk")}
    return (
        Member.objects.filter(pk__in=held.filter(branch__in=[row.pk for row in branches]).values("member"))
        .annotate(
            category_then=Subquery(
                CategoryPeriod.objects.on(day).filter(**mine).order_by("-start").values("category")[:1]
            ),
            group_then=Subquery(
                GroupMembership.objects.on(day).filter(**mine).values("group__short_name")[:1]
            ),
            branch_then=Subquery(held.filter(**mine).values("branch__short_name")[:1]),
        )
        .by_strokes()
    )


def with_status(rows: QuerySet[Member], status: str, day: date) -> QuerySet[Member]:
    """Those to whom a status applies on a day; 正常 are those without any."""
    any_status = (
        StatusPeriod.objects.on(day).filter(member=OuterRef("pk")).exclude(status=MemberStatus.NORMAL)
    )
    if status == MemberStatus.NORMAL:
        return rows.filter(~Exists(any_status))
    return rows.filter(Exists(any_status.filter(status=status)))


@dataclass(frozen=True)
class Line:
    """A row of the roll."""

    member: Any
    category: str
    statuses: Sequence[str]


def lines(members: Sequence[Any], day: date) -> list[Line]:
    """Members of `roll_of` with their words. One query."""
    found: dict[int, list[str]] = defaultdict(list)
    for row in (
        StatusPeriod.objects.on(day).filter(member__in=[m.pk for m in members]).order_by("start", "pk")
    ):
        found[row.member_id].append(row.get_status_display())
    return [
        Line(m, MemberCategory(m.category_then).label if m.category_then else "", found[m.pk])
        for m in members
    ]


def groups_of(branches: Iterable[Organisation], day: date) -> list[Organisation]:
    """The party groups of some branches on a day."""
    return list(
        Organisation.objects.groups().filter(parent__in=[b.pk for b in branches]).alive(day).order_by("path")
    )


def is_kept_by(actor: Actor, action: Action, member: Member) -> bool:
    """Whether the member is now on the roll of a branch on which this person may do this.

    A branch still sees whom it had; it changes and reveals only whom it has.
    """
    now = member.memberships.open().first()
    return now is not None and Organisation.seen.allowed(actor, action).filter(pk=now.branch_id).exists()


@dataclass(frozen=True)
class Place:
    """A line of the tree."""

    organisation: Organisation
    members: int | None
    secretary: str
    indent: str


def places(organisations: Sequence[Organisation], day: date) -> list[Place]:
    """Organisations with their members and secretary on a day. Three queries."""
    pks = [row.pk for row in organisations]
    counts: dict[int, int] = {}
    for rows, name in ((Membership.objects, "branch"), (GroupMembership.objects, "group")):
        found = rows.on(day).filter(**{f"{name}__in": pks}).order_by()
        counts |= dict(found.values(name).annotate(n=Count("member", distinct=True)).values_list(name, "n"))
    heads: dict[int, list[str]] = defaultdict(list)
    leading = Appointment.objects.on(day).filter(
        organisation__in=pks, post__in=(Post.SECRETARY, Post.GROUP_LEADER)
    )
    for place, name in leading.order_by("start").values_list("organisation_id", "member__name"):
        heads[place].append(name)
    top = min((row.depth for row in organisations), default=0)
    return [
        Place(
            row,
            counts.get(row.pk, 0) if row.is_branch or row.is_group else None,
            "、".join(heads[row.pk]),
            "　" * (row.depth - top),
        )
        for row in organisations
    ]


def committee(organisation: Organisation, day: date) -> list[Appointment]:
    """书记、副书记、各委员 on a day."""
    rows = Appointment.objects.committee(organisation).on(day).in_order()
    return list(rows.select_related("member"))


def terms(organisation: Organisation) -> list[CommitteeTerm]:
    """届次, the latest first."""
    return list(organisation.terms.order_by("-start", "-pk"))
