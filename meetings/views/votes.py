"""Agenda and speeches: small pages beside the minutes, opened when they are needed."""

from collections import defaultdict
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from branchlife.kit import clock
from branchlife.kit.parts import Row
from branchlife.kit.problems import Refusal
from branchlife.kit.templatetags.words import cn_day
from meetings.exports.blocks import Vote
from meetings.exports.vote_parts import WAY, vote_of
from meetings.forms.motion import (
    AgendaRow,
    AgendaRows,
    SpeechRows,
    agenda_lines,
    speech_lines,
    stored_speeches,
)
from meetings.lifecycle import recording, topics
from meetings.lifecycle.electorate import Electorate, electorate
from meetings.lifecycle.verdicts import house_of, motions_of
from meetings.models import AgendaItem, Meeting, Motion
from meetings.views.flow import MINUTES, counts_url, crumbs, editing, user_of
from meetings.vocabulary import MotionResult, VoteProfile

BLANK_ROWS = 3
OF_ROLL = ("应到", "实到")


def votes_of(meeting: Meeting) -> dict[int, list[dict[str, Any]]]:
    """The votes by topic, each for the component that shows it. One query where no vote was taken."""
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    house: Electorate | None = None
    for motion in motions_of(meeting):
        house = house or electorate(meeting, VoteProfile(motion.profile))
        found[motion.agenda_item_id].append(_shown(motion, vote_of(motion, house_of(motion, house)), meeting))
    return found


def _shown(motion: Motion, vote: Vote, meeting: Meeting) -> dict[str, Any]:
    is_referred = motion.result == MotionResult.REFERRED_UP
    return {
        "pk": motion.pk,
        "title": f"表决：{motion.subject_words}" if motion.subject_words else "表决",
        "rows": [_row(motion, meeting, *cell) for cells in vote.table for cell in cells if cell[0] != WAY],
        "method": vote.method,
        "result": vote.result,
        "verdict": vote.verdict,
        "rule": vote.rule,
        "remarks": vote.remarks,
        "referral_url": reverse("meeting-referral", args=[meeting.pk, motion.pk]) if is_referred else "",
    }


def _row(motion: Motion, meeting: Meeting, label: str, value: str) -> Row:
    """A number of a vote; those of the roll lead to their names."""
    of_roll = label.startswith(OF_ROLL) and motion.profile != VoteProfile.H_VILLAGERS
    return Row(label, value, counts_url(meeting, "voters") if of_roll else "")


def in_short(vote: Motion) -> str:
    """卓一凡 赞成 6、反对 1、弃权 0，通过."""
    about = f"{vote.subject_words} " if vote.subject_words else ""
    return f"{about}赞成 {vote.yes}、反对 {vote.no}、弃权 {vote.abstain}，{vote.get_result_display()}"


def earlier(topic: AgendaItem) -> dict[str, Any] | None:
    """What was said and counted the last time, of a topic that was put off; None for any other."""
    source = topic.carried_from
    if source is None:
        return None
    speeches = source.speeches.select_related("speaker").order_by("pk")
    return {
        "url": reverse("meeting", args=[source.meeting_id]),
        "when": source.meeting.start,
        "votes": [f"{in_short(one)}。{one.verdict}" for one in source.motions.order_by("pk")],
        "speeches": [f"{row.speaker or row.speaker_name}：{row.gist}" for row in speeches],
    }


def item_of(meeting: Meeting, item: int) -> AgendaItem:
    """A topic of this meeting, else Http404."""
    row = meeting.agenda.filter(pk=item).first()
    if row is None:
        raise Http404
    return row


@editing
def agenda(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The topics as rows, with who presents them and which are important."""
    ties = {pk: row.pk for pk, row in (topics.suggested(meeting) | topics.discussed(meeting)).items()}
    names = [name for name in AgendaRow.base_fields if name != "tied_to"]
    stored = [
        {name: getattr(row, name) for name in names} | {"tied_to": ties.get(row.pk, "")}
        for row in meeting.agenda.order_by("order", "pk")
    ]
    rows = AgendaRows(
        request.POST or None,
        initial=[*stored, *({} for _ in range(BLANK_ROWS))],
        prefix="agenda",
        form_kwargs={"profiles": planned_profiles(meeting), "discussed": committee_choices(meeting)},
    )
    problems: tuple[Any, ...] = ()
    if request.method == "POST" and rows.is_valid():
        try:
            recording.set_agenda(meeting, agenda_lines(rows), user_of(request))
        except Refusal as refusal:
            problems = refusal.problems
        else:
            return redirect(_after_agenda(meeting))
    return _rows_page(request, meeting, rows, "议题", "按会上的次序，一行一个；不要的清空。", problems)


def _after_agenda(meeting: Meeting) -> str:
    """Back to the minutes; before the meeting to its page, where the forecast stands."""
    if meeting.due_count is None and meeting.day > clock.today():
        return f"{reverse('meeting', args=[meeting.pk])}#prospect"
    return f"{reverse(MINUTES, args=[meeting.pk])}#votes"


def committee_choices(meeting: Meeting) -> list[tuple[int, str]]:
    """What the committee discussed lately, for the topics of an assembly; nothing for other meetings."""
    if not topics.may_be_tied(meeting):
        return []
    return [(row.pk, f"{cn_day(row.meeting.start)}：{row.title}") for row in topics.committee_topics(meeting)]


def planned_profiles(meeting: Meeting) -> list[VoteProfile]:
    """What may be planned for a topic: the votes of the kind, and elections where posts are filled."""
    spec = meeting.spec
    return [*spec.profiles, *([VoteProfile.D_ELECTION] if spec.can_elect else [])]


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
