"""The record on the screen: the same rows, in the same order, as the printed form."""

from dataclasses import dataclass

from django.urls import reverse

from branchlife.kit import exports
from branchlife.kit.parts import Link
from meetings.exports import in_order, record_parts
from meetings.exports.blocks import Block, Signature
from meetings.exports.common import EVERYTHING, MeetingForm, body_name, ordinal_words, read
from meetings.exports.record import FORMS
from meetings.models import Meeting
from members.access import Action, Actor

MEDIA_WORDS = {"pdf": "PDF", "xlsx": "Excel"}


@dataclass(frozen=True)
class Drawn:
    """A row of the form with the template that draws it on the screen."""

    template: str
    block: Block


@dataclass(frozen=True)
class Sheet:
    """One record as it prints."""

    meeting: Meeting
    headline: list[str]
    late: str
    corrections: list[str]
    drawn: list[Drawn]
    counts_url: str = ""


def sheet_of(meeting: Meeting) -> Sheet:
    """The record of a meeting, read in a fixed number of queries."""
    read(meeting, EVERYTHING)
    blocks = FORMS[meeting.spec.form](meeting)
    drawn = [
        Drawn(block.template.replace("exports/", "meetings/"), block)
        for block in blocks
        if not isinstance(block, Signature)
    ]
    return Sheet(
        meeting,
        [body_name(meeting), f"{ordinal_words(meeting)}记录"],
        record_parts.late_words(meeting),
        record_parts.corrections(meeting),
        drawn,
        reverse("meeting-counts", args=[meeting.pk]),
    )


def printouts(actor: Actor, meeting: Meeting) -> list[Link]:
    """The forms about this meeting that this person may print."""
    if not Meeting.seen.allowed(actor, Action.MEETING_EXPORT).filter(pk=meeting.pk).exists():
        return []
    return [
        Link(
            f"{one.title}（{MEDIA_WORDS[one.media]}）",
            reverse("meeting-export", args=[meeting.pk, one.identifier]),
        )
        for one in in_order(exports.all_for("meeting"))
        if isinstance(one, MeetingForm) and one.applies(meeting)
    ]
