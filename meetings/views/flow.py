"""The six steps of recording a meeting, and what the pages of all steps have in common."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from branchlife.kit import clock
from branchlife.kit.parts import Link, Task
from branchlife.kit.problems import Problem, Refusal
from branchlife.kit.templatetags.words import cn_datetime, cn_day
from meetings.forms.returning import FIELD_CHOICES
from meetings.lifecycle import filing
from meetings.models import Meeting
from meetings.regulations import rules_of
from meetings.vocabulary import FilingDecision, MeetingState
from members.access import Action, needs
from members.models import User

FACTS, ROLL, MINUTES, FILES, CHECK, FILED = (
    "meeting-facts",
    "meeting-roll",
    "meeting-minutes",
    "meeting-files",
    "meeting-check",
    "meeting-filed",
)
STEPS = (
    (FACTS, "基本情况"),
    (ROLL, "点名"),
    (MINUTES, "记录"),
    (FILES, "照片和材料"),
    (CHECK, "核对"),
    (FILED, "备案"),
)
STEP_OF_FIELD = {
    "roll": ROLL,
    "guests": ROLL,
    "moves": ROLL,
    "minutes": MINUTES,
    "resolutions": MINUTES,
    "vote": MINUTES,
    "other": MINUTES,
    "attachments": FILES,
    "topics": "meeting-agenda",
}  # every other field is mended among the basic facts
ANCHORS = {
    "minutes": "id_body",
    "resolutions": "resolutions",
    "topics": "",
    "vote": "votes",
    "roll": "",
    "guests": "id_guests",
    "moves": "moves",
}
FIELD_NAMES = dict(FIELD_CHOICES)

View = Callable[..., HttpResponseBase]


def user_of(request: HttpRequest) -> User:
    """Who is signed in; every view here asks for that first."""
    return cast(User, request.user)


def step_of(field: str) -> str:
    """The URL name of the step where a field is mended."""
    return STEP_OF_FIELD.get(field, FACTS)


def place_of(meeting: Meeting, field: str) -> str:
    """The address of a field: its step, and where on that page."""
    anchor = ANCHORS.get(field, f"id_{field}" if field else "")
    address = reverse(step_of(field), args=[meeting.pk])
    return f"{address}#{anchor}" if anchor else address


def counts_url(meeting: Meeting, section: str) -> str:
    """The address of the names behind a total; sections as in views/counts.py."""
    return f"{reverse('meeting-counts', args=[meeting.pk])}#{section}"


def slips_of(meeting: Meeting) -> str:
    """Where electronic slips are prepared and read; "" where no committee lets this branch use them."""
    is_allowed = bool(rules_of(meeting).electronic_ballot_profiles)
    return reverse("slips", args=[meeting.pk]) if is_allowed else ""


def name_of(meeting: Meeting) -> str:
    """11月20日（周五）主题党日."""
    group = meeting.group.short_name if meeting.group else ""
    return f"{cn_day(meeting.start)}{group}{meeting.spec.short}"


def editing(view: View) -> View:
    """A step: open to whoever may record the meeting, as long as it is not filed; else back to the record."""

    @wraps(view)
    def opened(request: HttpRequest, meeting: Meeting, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if meeting.is_locked or meeting.state == MeetingState.NOT_HELD:
            state = meeting.get_state_display()
            messages.info(request, f"这份记录{state}，不能再改。确有错误的，请用“更正”追加说明。")
            return redirect("meeting", meeting.pk)
        return view(request, meeting, *args, **kwargs)

    return needs(Action.MEETING_EDIT, Meeting)(opened)


def sitting(
    request: HttpRequest, meeting: Meeting, action: Action = Action.MEETING_EDIT, *, whole: bool = True
) -> list[Meeting]:
    """The meetings of the sitting. What writes to all of them (`whole`) needs the right to all of them."""
    rows = list(
        Meeting.seen.allowed(request.actor, action)  # type: ignore[attr-defined]
        .filter(gathering=meeting.gathering_id)
        .with_places()
        .order_by("pk")
    )
    if whole and len(rows) != meeting.gathering.meetings.count():
        raise PermissionDenied
    return rows


def steps_of(meeting: Meeting, problems: Iterable[Problem]) -> list[Task]:
    """The steps with their states; a step that cannot be taken yet has no address."""
    lacking = {step_of(problem.field) for problem in problems if problem.blocks}
    held = meeting.due_count is not None
    done = {
        FACTS: FACTS not in lacking,
        ROLL: held and ROLL not in lacking,
        MINUTES: MINUTES not in lacking,
        FILES: meeting.attachments.exists(),
        CHECK: meeting.is_locked,
        FILED: meeting.is_locked,
    }
    is_open = {name: not meeting.is_locked for name, _ in STEPS}
    is_open |= {FILED: meeting.is_locked}
    is_open[ROLL] &= meeting.day <= clock.today()
    return [
        Task(
            label,
            reverse(name, args=[meeting.pk]) if is_open[name] else "",
            "完成" if done[name] else "",
        )
        for name, label in STEPS
    ]


def number_of(name: str) -> int:
    """The number of a step, from 1."""
    return [step for step, _ in STEPS].index(name) + 1


def after(name: str) -> str:
    """The URL name of the step that follows."""
    return STEPS[number_of(name)][0]


def step_page(meeting: Meeting, name: str, **more: Any) -> dict[str, Any]:
    """What every step's page is made of."""
    return {
        "meeting": meeting,
        "heading": dict(STEPS)[name],
        "lead": f"{meeting.branch.short_name} · {name_of(meeting)} {cn_datetime(meeting.start)[-5:]}",
        "crumbs": crumbs(meeting, dict(STEPS)[name]),
        "steps": steps_of(meeting, filing.problems_of(meeting)),
        "step": number_of(name),
        "returned": returned(meeting, name),
        **more,
    }


def crumbs(meeting: Meeting, here: str) -> list[Link]:
    """Where one stands."""
    return [
        Link("会议", reverse("meetings")),
        Link(name_of(meeting), reverse("meeting", args=[meeting.pk])),
        Link(here),
    ]


def sibling_tabs(meetings: Sequence[Meeting], meeting: Meeting, name: str) -> list[Link]:
    """One tab for each meeting of a sitting that is more than one."""
    if len(meetings) < 2:
        return []
    return [Link(row.spec.short, reverse(name, args=[row.pk]), row.pk == meeting.pk) for row in meetings]


def returned(meeting: Meeting, name: str) -> dict[str, Any] | None:
    """退回意见 with the fields it names, those of this step apart; None when nothing was sent back."""
    last = meeting.filings.order_by("-version").first()
    if last is None or last.decision != FilingDecision.RETURNED or meeting.is_locked:
        return None
    here = [FIELD_NAMES.get(field, field) for field in last.return_fields if step_of(field) == name]
    everywhere = [
        Link(FIELD_NAMES.get(field, field), place_of(meeting, field)) for field in last.return_fields
    ]
    return {
        "title": f"已退回（{last.get_return_reason_display()}）",
        "note": last.return_note,
        "fields": everywhere,
        "here": "、".join(here),
        "at": last.decided_at,
        "due": filing.rework_due(last),
    }


def blame(form: forms.Form, refusal: Refusal, names: Mapping[str, str] | None = None) -> None:
    """Write a refused step beside the fields it speaks of, what belongs to no field on top."""
    for problem in refusal.problems:
        name = (names or {}).get(problem.field, problem.field)
        text = f"{problem.text}（{problem.basis}）" if problem.basis else problem.text
        form.add_error(name if name in form.fields else None, text)


def in_lines(form: forms.Form, *together: Sequence[str]) -> list[list[forms.BoundField]]:
    """The visible fields line by line; those named together stand side by side."""
    lines: dict[Sequence[str], list[forms.BoundField]] = {}
    for field in form.visible_fields():
        key = next((names for names in together if field.name in names), (field.name,))
        lines.setdefault(key, []).append(field)
    return list(lines.values())
