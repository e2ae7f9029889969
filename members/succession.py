"""Who follows whom: the elected take office, whoever held it before lays it down; one term follows another."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction

from members import transfers
from members.models import Appointment, CommitteeTerm, Member, Organisation, User
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


@transaction.atomic
def begin_term(
    organisation: Organisation, start: date, years: int, seats: int | None = None, by: User | None = None
) -> CommitteeTerm:
    """一届 that begins with an election; the one before it ends that day (支部条例第二十、二十一条).

    It is due to be elected anew after `years`, 0 meaning that nobody knows. Secretary and commissioners are elected at
    one assembly and answered for apart: the second answer finds the term and adds the seats.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    term = organisation.terms.filter(start=start).first()
    if term is None:
        before = organisation.terms.filter(start__lt=start).order_by("-start", "-pk").first()
        _end_terms(organisation, start, by)
        term = CommitteeTerm(organisation=organisation, start=start, created_by=by)
        term.ordinal = before.ordinal + 1 if before is not None and before.ordinal else None
        term.due_on = last_day(start, years) if years else None
    term.seats, term.changed_by = term.seats or seats, by
    term.full_clean()
    term.save()
    return term


def _end_terms(organisation: Organisation, day: date, by: User | None) -> None:
    for row in organisation.terms.on(day).order_by("pk"):
        row.end, row.changed_by = day, by
        row.save(update_fields=["end", "changed_by", "changed_at"])


def last_day(start: date, years: int) -> date:
    """The day before the anniversary; of 29 February that of 1 March."""
    day = start + timedelta(days=1) if (start.month, start.day) == (2, 29) else start
    return day.replace(year=day.year + years) - timedelta(days=1)
