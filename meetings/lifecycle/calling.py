"""Calling a sitting together with what it is to take up: prompts, members' concerns, the lecturer whose turn it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from branchlife.kit.problems import Refusal
from meetings.kinds import MeetingKind
from meetings.lifecycle import prompts, suggestions
from meetings.lifecycle.lecturers import rota_of
from meetings.lifecycle.recording import set_lecture
from meetings.models import Gathering, Lecture, Meeting, TopicPrompt, TopicSuggestion
from members.models import User


@dataclass(frozen=True)
class TakenUp:
    """What was ticked on the page that calls a meeting."""

    prompts: Sequence[TopicPrompt] = ()
    suggestions: Sequence[TopicSuggestion] = ()
    takes_turn: bool = False


@transaction.atomic
def take_up(gathering: Gathering, chosen: TakenUp, by: User | None) -> None:
    """Put what was ticked on the agendas of a sitting: each prompt where it fits. Twice is once."""
    meetings = list(gathering.meetings.select_related("branch", "gathering").order_by("pk"))
    for prompt in chosen.prompts:
        fitting = next((row for row in meetings if prompt.suits(row.kind)), None)
        if fitting is None:
            text = f"“{prompt.title}”供{prompt.kinds_words}采用，不适合这次会议，请不要勾选。"
            raise Refusal.because("kind", text, field="prompts")
        prompts.adopt(prompt, fitting, by)
    for suggestion in chosen.suggestions:
        suggestions.adopt(suggestion, meetings[0], by)
    for row in meetings:
        if chosen.takes_turn and row.kind == MeetingKind.PARTY_LECTURE:
            _take_turn(row, by)


def _take_turn(row: Meeting, by: User | None) -> None:
    """Where nobody is named yet and somebody can be asked."""
    lecture = Lecture.objects.filter(meeting=row).select_related("lecturer").first()
    found = rota_of(row.branch, row.day).next if lecture and not lecture.lecturer_words else None
    if found is not None:
        set_lecture(row, by, found.row.member)
