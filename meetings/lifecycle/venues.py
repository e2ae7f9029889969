"""场所: registered by an organisation for all below it; a sitting that names one is tied to it when it is saved.

The place of a sitting stays what was typed. The tie is made from the words, so that nobody enters a place twice, and
kept, so that a venue may be renamed without losing its visits (docs/decisions: topics).
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from branchlife.kit.problems import Refusal
from meetings.models import Gathering, Venue
from members.models import Organisation, User


@dataclass(frozen=True)
class VenueFacts:
    """What is known of a venue."""

    name: str
    address: str = ""
    theme: str = ""
    contact: str = ""
    closed_on: date | None = None


def venue_named(branch: Organisation, place: str) -> Venue | None:
    """The venue of that name that a branch may use, the nearest one. One query, none for an empty place."""
    words = place.strip()
    return Venue.objects.of_use_to(branch).filter(name=words).nearest_first().first() if words else None


def tie(gathering: Gathering) -> None:
    """Let a sitting point to the venue that its place names, or to none. Not saved."""
    if gathering.venue is None or gathering.place.strip() != gathering.venue.name:
        gathering.venue = venue_named(gathering.branch, gathering.place)


def tie_places(branch: Organisation) -> None:
    """Tie the sittings of a branch that name a venue and are tied to none, as after an import."""
    for venue in Venue.objects.of_use_to(branch).nearest_first():
        Gathering.objects.filter(branch=branch, venue__isnull=True, place=venue.name).update(venue=venue)


@transaction.atomic
def register(organisation: Organisation, facts: VenueFacts, by: User | None) -> Venue:
    """Register a venue; sittings below that have named it already are counted from now on."""
    return _save(Venue(organisation=organisation, created_by=by), facts, by)


@transaction.atomic
def amend(venue: Venue, facts: VenueFacts, by: User | None) -> Venue:
    """Mend a venue. Its visits stay with it under a new name."""
    return _save(Venue.objects.select_for_update().get(pk=venue.pk), facts, by)


def _save(row: Venue, facts: VenueFacts, by: User | None) -> Venue:
    for name, value in vars(facts).items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    if not row.name:
        raise Refusal.because("no-name", "请填写场所的名称。", field="name")
    same = Venue.objects.filter(organisation=row.organisation_id, name=row.name).exclude(pk=row.pk)
    if same.exists():
        raise Refusal.because("twice", f"“{row.name}”已经登记过，不用再登记。", field="name")
    row.changed_by = by
    row.save()
    below = Gathering.objects.filter(branch__path__startswith=row.organisation.path)
    below.filter(venue__isnull=True, place=row.name).update(venue=row)
    return row
