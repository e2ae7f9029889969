"""Reads the terms of the committee and the particulars of the members of a year, in two queries."""

from datetime import date
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q

from meetings.inspection.office import Office, Particulars, Term
from members.models import CommitteeTerm, Member, Membership, Organisation

COLUMNS = (
    "gender", "ethnicity", "birth_date", "education", "job", "address", "joined_on", "full_on",
)  # fmt: skip
NO_PHONE = ExpressionWrapper(Q(phone=""), BooleanField())  # whether there is one, never which
KEYS = {"ethnicity": "nation", "job": "occupation"}  # as the rule names them


def office_of(organisation: Organisation, year: int, today: date) -> Office:
    """What the checks may know of them."""
    terms = CommitteeTerm.objects.filter(organisation=organisation).order_by("start", "pk")
    roll = Membership.objects.crossing(date(year, 1, 1), date(year + 1, 7, 1)).filter(branch=organisation)
    people = Member.objects.filter(pk__in=roll.values("member")).order_by("pk")
    rows = people.annotate(no_phone=NO_PHONE).values("pk", *COLUMNS, "no_phone")
    return Office(
        [
            Term(one.start, one.due_on, one.end, one.seats, one.extended_to, one.extension_doc)
            for one in terms
        ],
        {
            row["pk"]: Particulars(
                row["birth_date"],
                row["joined_on"],
                row["full_on"],
                _blanks(row),
            )
            for row in rows
        },
        organisation.unit_count,
    )


def _blanks(row: dict[str, Any]) -> list[str]:
    found = [KEYS.get(name, name) for name in COLUMNS if row[name] in (None, "")]
    return [*found, "phone"] if row["no_phone"] else found
