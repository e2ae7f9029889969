"""Terms of the committee, and what the roll says of each member, as the checks know them. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Office:
    """Terms of the committee, and what the roll says of each member."""
