"""Votes, elections and resolutions of the meetings of a year, as the checks know them. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Votes:
    """Votes, elections and resolutions of the meetings of a year."""
