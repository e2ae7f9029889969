"""The count of a round, typed once as the tellers read it out."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from branchlife.kit.parts import Row
from branchlife.kit.problems import Refusal
from branchlife.kit.templatetags.words import cn_plain
from meetings.forms.election import CountForm, initial_of
from meetings.lifecycle import ballot_count, elections
from meetings.lifecycle.electorate import electorate, vote_rules
from meetings.lifecycle.electors import electors, eligible
from meetings.models import Election, Meeting
from meetings.rules.majority import quorum_of
from meetings.rules.votes import Count
from meetings.views.elections import election_of, place_of
from meetings.views.flow import blame, counts_url, crumbs, editing, user_of
from meetings.vocabulary import VoteProfile


@editing
def count(request: HttpRequest, meeting: Meeting, election: int) -> HttpResponse:
    """Enter the count; who was entitled and there is taken from the roll."""
    row = election_of(meeting, election)
    form = _form(request, meeting, row)
    if request.method == "POST" and form.is_valid():
        try:
            verdict = ballot_count.count(row, form.papers(), form.votes(), form.write_ins(), user_of(request))
        except Refusal as refusal:
            blame(form, refusal)
        else:
            messages.success(request, f"{row}：{verdict.conclusion}。")
            return redirect("election", meeting.pk, row.pk)
    context = {
        "form": form,
        "heading": "登记计票结果",
        "lead": f"{row.agenda_item.title} · {row}",
        "crumbs": crumbs(meeting, "登记计票结果"),
        "facts": _facts(meeting, row),
        "quorum": _quorum(meeting)
        if meeting.due_count is not None
        else "还没有点名：应到、实到从点名取得，请先点名。",
        "submit": "算出结果",
        "back": place_of(row),
    }
    return render(request, "meetings/election_count.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, meeting: Meeting, row: Election) -> CountForm:
    nominees = [
        one.member for one in row.candidates.filter(is_write_in=False).select_related("member").order_by("pk")
    ]
    known = {member.pk for member in nominees} | elections.elected_before(row)
    present = electors(meeting)
    return CountForm(
        request.POST or None,
        meeting=meeting,
        nominees=nominees,
        others=[member for member in elections.electable(meeting) if member.pk not in known],
        present=present,
        moves=electorate(meeting, VoteProfile.D_ELECTION).has_moves,
        initial=initial_of(row, len(present)),
    )


def _facts(meeting: Meeting, row: Election) -> list[Row]:
    found: list[Any] = [("应选", f"{row.seats} 名")]
    if meeting.due_count is not None:
        found += [("应到有选举权", eligible(meeting)), ("实到有选举权", len(electors(meeting)))]
    names = counts_url(meeting, "electors")
    rows = [Row(label, value, names if label.endswith("有选举权") else "") for label, value in found]
    return [*rows, Row("会议", cn_plain(meeting.start))]


def _quorum(meeting: Meeting) -> str:
    """Whether enough came for an election at all, before anything is typed."""
    count = Count(eligible(meeting), len(electors(meeting)))
    return quorum_of(VoteProfile.D_ELECTION, count, vote_rules(meeting)).sentence
