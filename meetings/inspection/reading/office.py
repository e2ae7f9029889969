"""Reads the terms of the committee and the particulars of the members of a year, in two queries."""

from datetime import date
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q, Subquery

from meetings.inspection.office import Office, Particulars, Term
from meetings.models import Attendance
from members.models import CommitteeTerm, Member, Membership, Organisation

COLUMNS = (
    "gender", "ethnicity", "birth_date", "education", "job", "address", "joined_on", "full_on",
)  # fmt: skip
SECRET = ("phone", "id_number")  # whether there is one, never which
MISSING = {f"no_{name}": ExpressionWrapper(Q(**{name: ""}), BooleanField()) for name in SECRET}
KEYS = {"ethnicity": "nation", "job": "occupation"}  # as the rule names them


def office_of(organisation: Organisation, year: int, today: date) -> Office:
    """What the checks may know of them."""
    terms = CommitteeTerm.objects.filter(organisation=organisation).order_by("start", "pk")
    roll = Membership.objects.crossing(date(year, 1, 1), date(year + 1, 7, 1)).filter(branch=organisation)
    people = Member.objects.filter(pk__in=roll.values("member")).order_by("pk")
    rows = people.annotate(**MISSING, made_up_on=_made_up(min(today, date(year, 12, 31)))).values(
        "pk", "made_up_on", *COLUMNS, *MISSING
    )
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
                row["made_up_on"],
            )
            for row in rows
        },
        organisation.unit_count,
    )


def _made_up(last: date) -> Subquery:
    """The last day, up to one, on which somebody made up for a meeting."""
    rows = Attendance.objects.filter(member=OuterRef("pk"), makeup_on__lte=last)
    return Subquery(rows.order_by("-makeup_on").values("makeup_on")[:1])


def _blanks(row: dict[str, Any]) -> list[str]:
    found = [KEYS.get(name, name) for name in COLUMNS if row[name] in (None, "")]
    return [*found, *(name for name in SECRET if row[f"no_{name}"])]
