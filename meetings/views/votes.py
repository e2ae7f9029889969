"""Agenda, votes and speeches: small pages beside the minutes, opened when they are needed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from branchlife.kit.parts import Row
from branchlife.kit.problems import Refusal
from meetings.forms.motion import (
    AgendaRows,
    MotionForm,
    SpeechRows,
    agenda_lines,
    speech_lines,
    stored_speeches,
)
from meetings.lifecycle import recording
from meetings.models import AgendaItem, Meeting, Motion
from meetings.views.flow import MINUTES, blame, crumbs, editing, user_of
from meetings.vocabulary import BALLOT_METHODS, VoteMethod, VoteProfile

BLANK_ROWS = 3


def vote_parts(motion: Motion) -> dict[str, Any]:
    """A vote for the component that shows it."""
    pairs: list[tuple[str, int | None]] = [
        ("应到有表决权", motion.eligible_count),
        ("实到有表决权", motion.present_voters),
        ("赞成", motion.yes),
        ("反对", motion.no),
        ("弃权", motion.abstain),
    ]
    if motion.method in BALLOT_METHODS:
        pairs += [("发出", motion.issued), ("收回", motion.collected), ("无效", motion.invalid)]
    return {
        "rows": [Row(label, value) for label, value in pairs],
        "result": motion.get_result_display(),
        "verdict": motion.verdict,
        "method": motion.get_method_display(),
    }


def item_of(meeting: Meeting, item: int) -> AgendaItem:
    """A topic of this meeting, else Http404."""
    row = meeting.agenda.filter(pk=item).first()
    if row is None:
        raise Http404
    return row


@editing
def motion(request: HttpRequest, meeting: Meeting, item: int) -> HttpResponse:
    """Enter a vote on a topic; how many were entitled and there is taken from the roll."""
    topic = item_of(meeting, item)
    form = MotionForm(
        request.POST or None, initial={"method": VoteMethod.SHOW_OF_HANDS, "no": 0, "abstain": 0}
    )
    if request.method == "POST" and form.is_valid():
        try:
            vote = recording.put_motion(
                topic,
                form.vote_method,
                form.tally(),
                user_of(request),
                form.cleaned_data["teller"],
            )
        except Refusal as refusal:
            blame(form, refusal)
        else:
            messages.success(request, f"“{topic.title}”{vote.get_result_display()}：{vote.verdict}。")
            return redirect(f"{reverse(MINUTES, args=[meeting.pk])}#votes")
    count = recording.count_of(meeting, recording.Tally(0, 0, 0))
    context = {
        "form": form,
        "heading": "登记表决",
        "lead": topic.title,
        "crumbs": crumbs(meeting, "登记表决"),
        "submit": "保存表决",
        "back": reverse(MINUTES, args=[meeting.pk]),
        "facts": [Row(f"应到{voters_of(meeting)}", count.eligible), Row("实到", count.present)],
    }
    return render(request, "meetings/motion.html", context, status=422 if form.errors else 200)


def voters_of(meeting: Meeting) -> str:
    """Who is counted."""
    return "委员" if meeting.spec.profile is VoteProfile.C_COMMITTEE else "有表决权党员"


@editing
def agenda(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The topics as rows, with who presents them and which are important."""
    stored = [
        {"pk": row.pk, "title": row.title, "presenter": row.presenter, "is_important": row.is_important}
        for row in meeting.agenda.order_by("order", "pk")
    ]
    rows = AgendaRows(
        request.POST or None, initial=[*stored, *({} for _ in range(BLANK_ROWS))], prefix="agenda"
    )
    problems: tuple[Any, ...] = ()
    if request.method == "POST" and rows.is_valid():
        try:
            recording.set_agenda(meeting, agenda_lines(rows), user_of(request))
        except Refusal as refusal:
            problems = refusal.problems
        else:
            return redirect(f"{reverse(MINUTES, args=[meeting.pk])}#votes")
    return _rows_page(request, meeting, rows, "议题", "按会上的次序，一行一个；不要的清空。", problems)


@editing
def speeches(request: HttpRequest, meeting: Meeting, item: int) -> HttpResponse:
    """Who said what on a topic; a dissenting opinion is always written down."""
    topic = item_of(meeting, item)
    initial = [*stored_speeches(topic), *({} for _ in range(BLANK_ROWS))]
    rows = SpeechRows(request.POST or None, initial=initial, prefix="speech")
    if request.method == "POST" and rows.is_valid():
        recording.set_speeches(topic, speech_lines(rows), user_of(request))
        return redirect(f"{reverse(MINUTES, args=[meeting.pk])}#votes")
    return _rows_page(
        request, meeting, rows, "发言要点", f"议题：{topic.title}。可以不填；有不同意见的要记下来。"
    )


def _rows_page(
    request: HttpRequest, meeting: Meeting, rows: Any, heading: str, lead: str, problems: Any = ()
) -> HttpResponse:
    context = {
        "formset": rows,
        "heading": heading,
        "lead": lead,
        "problems": problems,
        "crumbs": crumbs(meeting, heading),
        "back": reverse(MINUTES, args=[meeting.pk]),
    }
    is_bad = bool(problems) or (rows.is_bound and not rows.is_valid())
    return render(request, "meetings/rows.html", context, status=422 if is_bad else 200)
