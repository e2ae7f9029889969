"""APPR: appraisal (checks.md). Pure."""

from meetings.inspection.checks.base import Check

CLASSES: tuple[type[Check], ...] = ()
