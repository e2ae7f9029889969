"""Plans, notices, filings and the archive of a year, as the checks know them. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Papers:
    """Plans, notices, filings and the archive of a year."""
