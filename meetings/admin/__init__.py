"""Meetings to be read by the auditor; the calendar and the rules of the system administrator."""

from meetings.admin import calendar, records, rules

__all__ = ["calendar", "records", "rules"]
