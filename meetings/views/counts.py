"""人数名单: the names behind every total. Who came and who did not is for the branch; superiors see the numbers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from branchlife.kit.parts import Link
from branchlife.kit.templatetags.words import cn_datetime
from meetings import names
from meetings.models import Meeting
from meetings.views.flow import crumbs, name_of, sibling_tabs, sitting
from members.access import Action, Actor, needs


@needs(Action.MEETING_VIEW, Meeting)
def counts(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """One section for each total. Names that the record prints are for all its readers (domain 15)."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_read = reads_names(actor, meeting)
    found = names.sections(meeting)
    context = {
        "heading": "人数名单",
        "lead": f"{meeting.branch.short_name} · {name_of(meeting)} {cn_datetime(meeting.start)[-5:]}",
        "crumbs": crumbs(meeting, "人数名单"),
        "tabs": sibling_tabs(
            sitting(request, meeting, Action.MEETING_VIEW, whole=False), meeting, "meeting-counts"
        ),
        "sections": [_section(section, may_read) for section in found],
        "contents": [Link(section.title, f"#{section.key}", count=section.count) for section in found],
        "may_read": may_read,
        "is_called": meeting.due_count is not None,
        "is_imported": meeting.is_imported,
        "back": reverse("meeting", args=[meeting.pk]),
    }
    return render(request, "meetings/counts.html", context)


def reads_names(actor: Actor, meeting: Meeting) -> bool:
    """Whether this person may read who came: the branch's own keepers, and whoever calls this roll."""
    wanted = (Action.ATTENDANCE_NAMES, Action.MEETING_EDIT)
    return any(Meeting.seen.allowed(actor, action).filter(pk=meeting.pk).exists() for action in wanted)


def _section(section: names.Section, may_read: bool) -> dict[str, Any]:
    shows = may_read or section.is_in_record
    return {
        "key": section.key,
        "title": section.title,
        "count": section.count,
        "groups": [(word, lines) for word, lines in section.groups if lines] if shows else [],
        "is_hidden": not shows and section.count > 0,
        "left_out": section.left_out if may_read else [],
        "reasons": [] if may_read else section.reasons,
    }
