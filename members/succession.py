"""Who follows whom in a post: the elected take office, whoever held it before lays it down. One transaction."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from members import transfers
from members.models import Appointment, Member, Organisation, User
from members.vocabulary import AppointmentMode, Post

SHARED = frozenset({Post.COMMITTEE_MEMBER})  # held by several at once


@transaction.atomic
def take_office(
    organisation: Organisation,
    post: Post,
    members: Sequence[Member],
    start: date,
    by: User | None = None,
    mode: AppointmentMode = AppointmentMode.ELECTED,
    approval_doc: str = "",
) -> list[Appointment]:
    """Appoint the elected from `start`.

    A new committee (选举) replaces all who held the post; who is elected again begins anew. 补选 replaces only the
    holder of a post that one person holds: a commissioner elected to a vacancy sends nobody home.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    if mode is AppointmentMode.ELECTED or post not in SHARED:
        _lay_down(organisation, post, members, start, by)
    return [
        transfers.appoint(member, organisation, post, start, by=by, mode=mode, approval_doc=approval_doc)
        for member in members
    ]


def _lay_down(
    organisation: Organisation, post: Post, members: Sequence[Member], start: date, by: User | None
) -> None:
    """End whoever holds the post on that day; an appointment that began that very day is the one being made."""
    begun = Appointment.objects.filter(start=start, member__in=members)
    holders = Appointment.objects.on(start).filter(organisation=organisation, post=post)
    for row in holders.exclude(pk__in=begun.values("pk")).order_by("pk"):
        transfers.end_period(row, start, by)
