"""POST: posts for members without office (checks.md). Pure."""

from meetings.inspection.checks.base import Check

CLASSES: tuple[type[Check], ...] = ()
