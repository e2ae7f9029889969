"""Everything that can be printed or downloaded about meetings; importing the package makes the forms known."""

from meetings.exports import record

__all__ = ["record"]
