"""What one row of a roster says about a person."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from django.db import models

from members.models import Member
from members.roster.faults import Notes
from members.vocabulary import EntryKind, ExitKind, MemberCategory, MemberStatus


@dataclass
class RosterRow:
    """What one row says. `details` holds only fields that are filled in."""

    notes: Notes
    name: str
    details: dict[str, Any] = field(default_factory=dict)
    category: MemberCategory | None = None
    branch: str = ""
    group: str = ""
    joined_month_over: date | None = None
    full_month_over: date | None = None
    approved_on: date | None = None
    entry_kind: EntryKind = EntryKind.OTHER
    entered_on: date | None = None
    exit_kind: ExitKind | None = None
    left_on: date | None = None
    running: list[MemberStatus] = field(default_factory=list)

    @property
    def id_number(self) -> str:
        """The identity number, "" when not given."""
        return str(self.details.get("id_number", ""))

    @property
    def is_wrong(self) -> bool:
        """Whether something keeps the row from being saved."""
        return bool(self.notes.errors)

    def first_day(self, founded_on: date | None, today: date) -> date:
        """When the person came onto this branch's roll, as far as the row tells (docs/decisions/import.md)."""
        if self.entered_on:
            return self.entered_on
        known_day = self.details.get("joined_on") or self.joined_month_over
        if known_day and founded_on:
            return max(known_day, founded_on)
        return known_day or founded_on or today


def column_of(name: str) -> "models.Field[Any, Any]":
    """The database column behind a field of a person."""
    return cast("models.Field[Any, Any]", Member._meta.get_field(name))
