"""Tables of meetings."""

from meetings.models.attachment import Attachment
from meetings.models.attendance import Attendance, Guest
from meetings.models.calendar import CalendarDay
from meetings.models.filing import Correction, Filing, MeetingEvent
from meetings.models.gathering import Gathering
from meetings.models.meeting import Meeting
from meetings.models.notice import Notice
from meetings.models.record import AgendaItem, Lecture, Minutes, Motion, Resolution, Speech

__all__ = [
    "AgendaItem",
    "Attachment",
    "Attendance",
    "CalendarDay",
    "Correction",
    "Filing",
    "Gathering",
    "Guest",
    "Lecture",
    "Meeting",
    "MeetingEvent",
    "Minutes",
    "Motion",
    "Notice",
    "Resolution",
    "Speech",
]
