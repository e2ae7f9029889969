"""Tables of meetings."""

from meetings.models.attachment import Attachment
from meetings.models.attendance import Attendance, Guest
from meetings.models.calendar import CalendarDay, CalendarYear, ThemeDaySlot
from meetings.models.chain import LedgerLink
from meetings.models.digest import DigestSent
from meetings.models.duty import Duty, MonthCount
from meetings.models.election import Candidate, Election
from meetings.models.feed import CalendarFeed
from meetings.models.filing import Correction, Filing, FilingPass, MeetingEvent
from meetings.models.gathering import Gathering
from meetings.models.leave import LeaveRequest
from meetings.models.meeting import Meeting
from meetings.models.motion import BallotIssue, Motion, NamedVote, WrittenOpinion
from meetings.models.notice import Notice, NoticeReceipt
from meetings.models.plan import Plan, PlanItem, PlanReport
from meetings.models.prompt import PromptAdoption, PromptPaper, TopicPrompt
from meetings.models.record import AgendaItem, Lecture, Minutes, Speech
from meetings.models.resolution import FollowUp, Resolution
from meetings.models.ruleset import Basis, FrozenRules, RuleSet, RuleValue
from meetings.models.search import SearchDue, SearchEntry
from meetings.models.sign_in import SignIn
from meetings.models.suggestion import TopicSuggestion
from meetings.models.turn import GuestLecturer, LecturerTurn
from meetings.models.venue import Venue

__all__ = [
    "AgendaItem",
    "Attachment",
    "Attendance",
    "BallotIssue",
    "Basis",
    "CalendarDay",
    "CalendarFeed",
    "CalendarYear",
    "Candidate",
    "Correction",
    "DigestSent",
    "Duty",
    "Election",
    "Filing",
    "FilingPass",
    "FollowUp",
    "FrozenRules",
    "Gathering",
    "Guest",
    "GuestLecturer",
    "LeaveRequest",
    "Lecture",
    "LecturerTurn",
    "LedgerLink",
    "Meeting",
    "MeetingEvent",
    "Minutes",
    "MonthCount",
    "Motion",
    "NamedVote",
    "Notice",
    "NoticeReceipt",
    "Plan",
    "PlanItem",
    "PlanReport",
    "PromptAdoption",
    "PromptPaper",
    "Resolution",
    "RuleSet",
    "RuleValue",
    "SearchDue",
    "SearchEntry",
    "SignIn",
    "Speech",
    "ThemeDaySlot",
    "TopicPrompt",
    "TopicSuggestion",
    "Venue",
    "WrittenOpinion",
]
