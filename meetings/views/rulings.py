"""上级裁决: what comes back when a near-tie was put before the superior; asked for on the desk until it has come."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from branchlife.kit.parts import Command, Owed
from branchlife.kit.problems import Refusal
from branchlife.kit.templatetags.words import cn_day
from meetings.forms.vote import ReferralForm
from meetings.lifecycle.referrals import answer_referral, unanswered
from meetings.lifecycle.verdicts import motions_of
from meetings.models import Meeting, Motion
from meetings.views.cards import Card
from meetings.views.flow import blame, crumbs, user_of
from meetings.vocabulary import MotionResult
from members.access import Action, Actor, needs
from members.models import Organisation


def ruling_cards(actor: Actor, place: Organisation) -> list[Card]:
    """On the desk, after all else: matters before the superior that have no answer yet. One query.

    A mail names no topic.
    """
    rows = Meeting.seen.allowed(actor, Action.MEETING_CORRECT).filter(branch=place)
    return [
        Card(9, vote.agenda_item.meeting.day, _owed(vote), about="报上级裁决的事项待登记答复")
        for vote in unanswered(rows)
    ]


def _owed(vote: Motion) -> Owed:
    doc = f"请示文号 {vote.referral_doc}" if vote.referral_doc else "请示文号还没有登记"
    return Owed(
        f"{vote.agenda_item.title}待上级裁决",
        "待裁决",
        _referral_url(vote),
        "登记裁决",
        f"{cn_day(vote.agenda_item.meeting.start)}报上级",
        doc,
        "wait",
    )


def rulings_awaited(meeting: Meeting) -> list[Command]:
    """One step for each matter before the superior that has no answer yet. One query."""
    return [
        Command(f"登记上级裁决：{vote.agenda_item.title}", _referral_url(vote), "secondary", "get")
        for vote in unanswered(Meeting.seen.filter(pk=meeting.pk))
    ]


def _referral_url(vote: Motion) -> str:
    return reverse("meeting-referral", args=[vote.agenda_item.meeting_id, vote.pk])


@needs(Action.MEETING_CORRECT, Meeting)
def referral(request: HttpRequest, meeting: Meeting, motion: int) -> HttpResponse:
    """请示文号 and 上级答复 of a matter put before the superior; after filing the answer is appended."""
    vote = next((one for one in motions_of(meeting) if one.pk == motion), None)
    if vote is None or vote.result != MotionResult.REFERRED_UP:
        raise Http404
    stored = {
        "doc": vote.referral_doc,
        "answer": vote.referral_answer,
        "answered_on": vote.referral_answered_on,
    }
    form = ReferralForm(request.POST or None, initial=stored)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            answer_referral(vote, data["doc"], data["answer"], data["answered_on"], user_of(request))
        except Refusal as refusal:
            blame(form, refusal)
        else:
            messages.success(
                request, "已登记。" if not meeting.is_locked else "已登记，并作为更正附在记录后面。"
            )
            return redirect("meeting", meeting.pk)
    context = {
        "form": form,
        "heading": "上级裁决",
        "lead": f"{vote.agenda_item.title}：{vote.verdict}",
        "crumbs": crumbs(meeting, "上级裁决"),
        "submit": "保存",
        "back": reverse("meeting", args=[meeting.pk]),
    }
    return render(request, "meetings/referral.html", context, status=422 if form.errors else 200)
