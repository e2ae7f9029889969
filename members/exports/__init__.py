"""Everything that can be downloaded about members; importing the package makes the forms known."""

from members.exports import roster

__all__ = ["roster"]
