"""Meetings to be read by the auditor, and the calendar of the system administrator."""

from meetings.admin import calendar, records

__all__ = ["calendar", "records"]
