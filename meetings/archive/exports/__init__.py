"""What is printed of the archive; importing the package makes the forms known."""

from meetings.archive.exports import boxes, catalogue, stamps

__all__ = ["boxes", "catalogue", "stamps"]
