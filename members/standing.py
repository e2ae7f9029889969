"""The roll of an organisation on a day: every member with the standing of that day, in a fixed number of queries.

`floating_is_due` is a rule of the branch (教育条例第三十二条): whether members who live elsewhere are due all the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from members.eligibility import Facts, Standing, standing
from members.models import (
    Appointment,
    AttendanceExemption,
    CategoryPeriod,
    DenominatorExclusion,
    Member,
    Membership,
    Organisation,
    StatusPeriod,
)
from members.vocabulary import MemberCategory, MemberStatus


@dataclass(frozen=True)
class Listed:
    """A member with the standing of the day."""

    member: Member
    standing: Standing


def branch_roll(branch: Organisation, day: date, *, floating_is_due: bool = False) -> list[Listed]:
    """Everybody whose affiliation lies in the branch on that day (roster(b, d)), by strokes. Five queries."""
    return _listed(Member.objects.of_branch(branch.pk, day).by_strokes(), day, floating_is_due)


def group_roll(group: Organisation, day: date, *, floating_is_due: bool = False) -> list[Listed]:
    """Members of a party group on that day who still belong to its branch. Five queries."""
    rows = Member.objects.of_group(group.pk, day)
    if group.parent_id:
        rows = rows.filter(pk__in=Member.objects.of_branch(group.parent_id, day).values("pk"))
    return _listed(rows.by_strokes(), day, floating_is_due)


def committee_roll(organisation: Organisation, day: date, *, floating_is_due: bool = False) -> list[Listed]:
    """书记、副书记、各委员 of that day in order of post (committee(b, d)). Six queries."""
    posts = Appointment.objects.committee(organisation).on(day).in_order().values_list("member_id", flat=True)
    order = list(dict.fromkeys(posts))
    rows = {row.pk: row for row in Member.objects.filter(pk__in=order).order_by("pk")}
    return _listed([rows[pk] for pk in order], day, floating_is_due)


def subtree_roll(organisation: Organisation, day: date, *, floating_is_due: bool = False) -> list[Listed]:
    """Everybody in the branches below an organisation on that day."""
    branches = Organisation.objects.below(organisation).branches().values("pk")
    there = Membership.objects.on(day).filter(branch__in=branches)
    rows = Member.objects.filter(pk__in=there.values("member"))
    return _listed(rows.by_strokes(), day, floating_is_due)


def post_holders(
    organisations: Iterable[Organisation], posts: Iterable[str], day: date, *, floating_is_due: bool = False
) -> list[Listed]:
    """The holders of posts in several organisations on that day, each once."""
    pks = Appointment.objects.filter(organisation__in=list(organisations), post__in=list(posts)).on(day)
    return _listed(Member.objects.filter(pk__in=pks.values("member_id")).by_strokes(), day, floating_is_due)


def facts_of(members: Sequence[Member], day: date) -> dict[int, Facts]:
    """The dated facts of some members on a day, by primary key. Those without a category that day are left out."""
    pks = [member.pk for member in members]
    categories = dict(
        CategoryPeriod.objects.on(day)
        .filter(member__in=pks)
        .order_by("start")
        .values_list("member_id", "category")
    )
    statuses: dict[int, set[MemberStatus]] = defaultdict(set)
    for pk, status in (
        StatusPeriod.objects.on(day).filter(member__in=pks).order_by().values_list("member_id", "status")
    ):
        statuses[pk].add(MemberStatus(status))
    exemptions = AttendanceExemption.objects.on(day).filter(member__in=pks).order_by("pk")
    exclusions = DenominatorExclusion.objects.on(day).filter(member__in=pks).order_by("pk")
    exempt = {row.member_id: row.get_ground_display() for row in exemptions}
    excluded, unproven = {}, {}
    for row in exclusions:
        if row.is_complete:
            excluded[row.member_id] = row.get_ground_display()
        else:
            unproven[row.member_id] = f"不计入应到（{row.get_ground_display()}）缺{'、'.join(row.lacking)}"
    return {
        pk: Facts(
            MemberCategory(category),
            statuses[pk],
            exempt.get(pk, ""),
            excluded.get(pk, ""),
            "" if pk in excluded else unproven.get(pk, ""),
        )
        for pk, category in categories.items()
    }


def _listed(members: Iterable[Member], day: date, floating_is_due: bool) -> list[Listed]:
    rows = list(members)
    facts = facts_of(rows, day)
    return [
        Listed(member, standing(facts[member.pk], floating_is_due=floating_is_due))
        for member in rows
        if member.pk in facts
    ]
