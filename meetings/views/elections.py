"""An election from the list of candidates to the result: prepare, print the ballots, count, vote again."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from branchlife.kit.problems import Refusal
from meetings.forms.election import PrepareForm
from meetings.lifecycle import elections
from meetings.models import AgendaItem, Election, Meeting
from meetings.views.flow import MINUTES, blame, crumbs, editing, user_of
from meetings.vocabulary import AgendaCategory, ElectionState
from members.vocabulary import Post


def election_of(meeting: Meeting, election: int) -> Election:
    """An election of this meeting, else Http404."""
    row = elections.elections_of(meeting).filter(pk=election).first()
    if row is None:
        raise Http404
    return row


def place_of(row: Election, name: str = "election") -> str:
    """The address of a page of an election."""
    return reverse(name, args=[row.agenda_item.meeting_id, row.pk])


def minutes_of(meeting: Meeting) -> str:
    """The topics on the page of the minutes."""
    return f"{reverse(MINUTES, args=[meeting.pk])}#votes"


# --- on the page of the minutes --------------------------------------------------------------------------------------


def rounds_by_topic(meeting: Meeting, items: Iterable[AgendaItem]) -> dict[int, list[dict[str, Any]]]:
    """The rounds of each topic that is an election by its category or its title; no other topic is there."""
    if not meeting.spec.can_elect:
        return {}
    found: dict[int, list[dict[str, Any]]] = {item.pk: [] for item in items if is_election(item)}
    for row in elections.elections_of(meeting).prefetch_related("candidates__member") if found else ():
        elected = "、".join(one.member.name for one in row.candidates.all() if one.is_elected)
        word, tone = STATES[ElectionState(row.state)]
        note = f"当选：{elected or '无'}" if row.state != ElectionState.PREPARED else ""
        found.setdefault(row.agenda_item_id, []).append(
            {"pk": row.pk, "title": str(row), "state": word, "tone": tone, "note": note}
        )
    return found


STATES = {
    ElectionState.PREPARED: ("待计票", "wait"),
    ElectionState.COUNTED: ("已计票", "done"),
    ElectionState.VOID: ("无效", "due"),
}


def is_election(item: AgendaItem) -> bool:
    """By its category; by its words where nobody has given it one."""
    named = any(word in item.title for word in ("选举", "补选"))
    return item.category == AgendaCategory.ELECTION or (item.category == AgendaCategory.OTHER and named)


def onward(request: HttpRequest, meeting: Meeting) -> str:
    """Where the buttons of the page lead: to a round of this meeting, or to the list of candidates for a topic."""
    wanted = request.POST.get("round", "")
    if wanted.isdecimal() and len(wanted) < 19:
        row = elections.elections_of(meeting).filter(pk=int(wanted)).first()
        if row is not None:
            return place_of(row)
    item = request.POST.get("election", "")
    query = f"?item={item}" if item.isdecimal() and len(item) < 19 and int(item) else ""
    return reverse("election-new", args=[meeting.pk]) + query


# --- before the ballot -----------------------------------------------------------------------------------------------


@editing
def new(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Post, seats and candidates for a topic. Prepared before, the list is changed."""
    topics, people = list(meeting.agenda.order_by("order", "pk")), elections.electable(meeting)
    if not (meeting.spec.can_elect and topics):
        messages.info(
            request, "先把选举列为议题，再来准备。" if meeting.spec.can_elect else "这类会议不进行选举。"
        )
        return redirect(minutes_of(meeting))
    form = PrepareForm(
        request.POST or None, topics=topics, people=people, initial=_initial(request, meeting, topics)
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        topic = next(row for row in topics if row.pk == data["item"])
        try:
            made = elections.prepare(
                topic, Post(data["post"]), data["seats"], data["candidates"], user_of(request)
            )
        except Refusal as refusal:
            blame(form, refusal)
        else:
            return redirect("election", meeting.pk, made.pk)
    return form_page(request, meeting, form, "准备选举", "存为候选人名单", minutes_of(meeting))


def _initial(request: HttpRequest, meeting: Meeting, topics: list[Any]) -> dict[str, Any]:
    """The topic one came from; with `?election=` the list as it stands."""
    wanted = request.GET.get("election", "")
    rows = elections.elections_of(meeting)
    row = rows.filter(pk=int(wanted)).first() if wanted.isdecimal() and len(wanted) < 19 else None
    if row is None:
        item = next((topic.pk for topic in topics if str(topic.pk) == request.GET.get("item")), topics[0].pk)
        return {"item": item, "post": Post.COMMITTEE_MEMBER}
    names = [str(one.member_id) for one in row.candidates.order_by("pk")]
    return {"item": row.agenda_item_id, "post": row.post, "seats": row.seats, "candidates": names}


def form_page(
    request: HttpRequest, meeting: Meeting, form: Any, heading: str, submit: str, back: str, **more: Any
) -> HttpResponse:
    context = {
        "form": form,
        "heading": heading,
        "crumbs": crumbs(meeting, heading),
        "submit": submit,
        "back": back,
    } | more
    return render(request, "layouts/form.html", context, status=422 if form.errors else 200)
