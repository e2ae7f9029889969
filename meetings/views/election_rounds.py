"""One round of an election: who stands and the ballots, the result and what follows from it."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from branchlife.kit import exports
from branchlife.kit.parts import Command, Row
from branchlife.kit.problems import Refusal
from meetings.exports.election import Ballots
from meetings.forms.election import AgainForm, CopiesForm, FewerForm
from meetings.lifecycle import ballot_count, elections
from meetings.lifecycle.electorate import vote_rules
from meetings.lifecycle.electors import electors, eligible
from meetings.models import Election, Meeting
from meetings.rules.ballots import CandidateStanding, ElectionOutcome
from meetings.rules.elections import ElectionVerdict
from meetings.rules.votes import PassBase, VoteRules
from meetings.views.elections import election_of, form_page, minutes_of, place_of
from meetings.views.flow import blame, counts_url, crumbs, editing, user_of
from meetings.vocabulary import ElectionState
from members import log
from members.access import Action, needs


@editing
def election(request: HttpRequest, meeting: Meeting, election: int) -> HttpResponse:
    """One round: who stands and the ballots to print; after the count the result and what follows from it."""
    row = election_of(meeting, election)
    people = list(row.candidates.select_related("member").order_by("pk"))
    verdict = elections.verdict_of(row)
    context = {
        "heading": str(row),
        "lead": row.agenda_item.title,
        "crumbs": crumbs(meeting, str(row)),
        "facts": facts_of(row, meeting),
        "people": people,
        "result": result_of(verdict, vote_rules(meeting)) if verdict else None,
        "commands": list(_commands(row, verdict)),
        "form": CopiesForm(initial={"copies": copies_for(meeting)}) if verdict is None else None,
        "ballots_url": place_of(row, "election-ballots"),
        "back": minutes_of(meeting),
    }
    return render(request, "meetings/election.html", context)


def facts_of(row: Election, meeting: Meeting) -> list[Row]:
    """Seats and voters; after the count the ballots as well."""
    called = meeting.due_count is not None
    due = (
        row.eligible_count
        if row.eligible_count is not None
        else eligible(meeting)
        if called
        else "点名后得出"
    )
    here = row.voters_present if row.voters_present is not None else len(electors(meeting)) if called else ""
    names = counts_url(meeting, "electors")
    found = [
        Row("职务", row.get_post_display()),
        Row("应选", f"{row.seats} 名"),
        Row("应到有选举权", due, names),
        Row("实到有选举权", here or "点名后得出", names),
    ]
    if row.state != ElectionState.PREPARED:
        pairs = (("发出", row.issued), ("收回", row.collected), ("有效", row.valid), ("无效", row.invalid))
        found += [Row(label, value) for label, value in pairs]
    return found


TONES = {
    ElectionOutcome.COMPLETE: "done",
    ElectionOutcome.REDUCED: "done",
    ElectionOutcome.SECOND_ROUND: "part",
    ElectionOutcome.TIE: "part",
    CandidateStanding.ELECTED: "done",
    CandidateStanding.TIED: "wait",
    CandidateStanding.RUNNER_UP: "moved",
    CandidateStanding.NOT_ELECTED: "none",
}


def result_of(verdict: ElectionVerdict, rules: VoteRules) -> dict[str, Any]:
    """What a round came to, for the page: each person by both bases, the rules, the conclusion."""
    return {
        "outcome": verdict.outcome.label,
        "tone": TONES.get(verdict.outcome, "due"),
        "conclusion": verdict.conclusion,
        "rules": [line.sentence for line in verdict.rules] + [one.text for one in verdict.warnings],
        "base": PassBase(rules.election_pass_base).label,
        "lines": [
            {
                "name": f"{line.candidate.name}{'（另选）' if line.candidate.is_write_in else ''}",
                "yes": line.candidate.yes,
                "no": line.candidate.no,
                "abstain": line.candidate.abstain,
                "by_due": "过半" if line.over_due else "不过半",
                "by_present": "过半" if line.over_present else "不过半",
                "standing": line.standing.label,
                "tone": TONES[line.standing],
            }
            for line in verdict.candidates
        ],
    }


def _commands(row: Election, verdict: ElectionVerdict | None) -> Iterator[Command]:
    """What can be done with a round now, the next step first."""

    def page(label: str, name: str, weight: str = "secondary") -> Command:
        return Command(label, place_of(row, name), weight, "get")

    if elections.follows(row) is not None:
        yield Command("看下一轮", place_of(elections.follows(row) or row), "primary", "get")
        return
    if verdict is None:
        yield page("登记计票结果", "election-count", "primary")
        if row.round == 1:
            address = reverse("election-new", args=[row.agenda_item.meeting_id])
            yield Command("改候选人", f"{address}?election={row.pk}", "secondary", "get")
    elif verdict.outcome is ElectionOutcome.SECOND_ROUND:
        yield page("另行选举", "election-again", "primary")
        yield page("减少名额", "election-fewer")
    elif verdict.outcome in elections.AGAIN:
        yield Command("再次投票", place_of(row, "election-again"), "primary", "post")
    if verdict is not None:
        yield page("改票数", "election-count")
    yield page("撤去这一轮", "election-drop", "danger")


def copies_for(meeting: Meeting) -> int:
    """A ballot for each voter present; before the roll for each who may come."""
    called = meeting.due_count is not None
    return max(len(electors(meeting) if called else elections.electable(meeting)), 1)


@needs(Action.MEETING_EXPORT, Meeting)
@require_GET
def ballots(request: HttpRequest, meeting: Meeting, election: int) -> HttpResponse:
    """The ballots of a round that is not counted yet, as many as asked for."""
    row = election_of(meeting, election)
    form = CopiesForm(request.GET if "copies" in request.GET else {"copies": copies_for(meeting)})
    if row.state != ElectionState.PREPARED or not form.is_valid():
        raise Http404("没有这样的选票：已经计票，或印数不是 1 到 500 的整数。")
    export = Ballots()
    content = export.render(meeting, election=row, copies=form.cleaned_data["copies"])
    log.note(request, f"导出{export.title}", meeting)
    return exports.file_response(content, export.filename(meeting), export.media)


# --- after the count -------------------------------------------------------------------------------------------------


@editing
def again(request: HttpRequest, meeting: Meeting, election: int) -> HttpResponse:
    """The next round. Where seats are left, others may be nominated besides; the tied stand as they are."""
    row = election_of(meeting, election)
    verdict = elections.verdict_of(row)
    asks = verdict is not None and verdict.outcome is ElectionOutcome.SECOND_ROUND
    form = _again_form(request, meeting, row, verdict)
    if request.method == "POST" and form.is_valid():
        try:
            following = elections.next_round(row, user_of(request), form.cleaned_data["also"])
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect("election", meeting.pk, row.pk)
        return redirect("election", meeting.pk, following.pk)
    if verdict is None or not asks:
        return redirect("election", meeting.pk, row.pk)
    names = "、".join(one.name for one in verdict.following) or "无"
    lead = f"还要选 {verdict.vacant} 名。得票多的列为候选人：{names}。"
    return form_page(request, meeting, form, "另行选举", "准备下一轮", place_of(row), lead=lead)


def _again_form(
    request: HttpRequest, meeting: Meeting, row: Election, verdict: ElectionVerdict | None
) -> AgainForm:
    """Who may be nominated besides: everybody electable who neither stands nor is elected."""
    stands = elections.elected_before(row)
    if verdict is not None:
        stands |= {one.key for one in (*verdict.following, *verdict.elected)}
    others = [member for member in elections.electable(meeting) if member.pk not in stands]
    data = request.POST if request.method == "POST" else None
    return AgainForm(data, people=others, short=verdict.nominees_short if verdict else 0)


@editing
def fewer(request: HttpRequest, meeting: Meeting, election: int) -> HttpResponse:
    """Leave the seats empty, if enough of the voters agreed."""
    row = election_of(meeting, election)
    form = FewerForm(request.POST or None, initial={"consent": row.consent})
    if request.method == "POST" and form.is_valid():
        try:
            verdict = ballot_count.reduce_seats(row, form.cleaned_data["consent"], user_of(request))
        except Refusal as refusal:
            blame(form, refusal)
        else:
            messages.info(request, f"{verdict.conclusion}。")
            return redirect("election", meeting.pk, row.pk)
    lead = "当选人数接近应选名额的，经半数以上选举人同意，可以减少名额，不再选举。"
    return form_page(request, meeting, form, "减少名额", "登记", place_of(row), lead=lead)


@editing
def drop(request: HttpRequest, meeting: Meeting, election: int) -> HttpResponse:
    """Ask, then take back a round entered by mistake."""
    row = election_of(meeting, election)
    if request.method == "POST":
        try:
            elections.drop(row, user_of(request))
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect("election", meeting.pk, row.pk)
        messages.info(request, f"已撤去{row}。")
        return redirect(minutes_of(meeting))
    names = [one.member.name for one in row.candidates.select_related("member").order_by("pk")]
    context = {
        "heading": "撤去这一轮选举",
        "rows": [Row("议题", row.agenda_item.title), Row("选举", str(row)), Row("候选人", "、".join(names))],
        "crumbs": crumbs(meeting, str(row)),
        "submit": "撤去",
        "danger": True,
        "back": place_of(row),
    }
    return render(request, "layouts/confirm.html", context)
