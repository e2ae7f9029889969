"""选举结果批复: entered on the record page after filing; the elected take office with it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from branchlife.kit import clock
from branchlife.kit.parts import Command, Owed, Row
from branchlife.kit.problems import Refusal
from branchlife.kit.templatetags.words import cn_day
from meetings.forms.election import ApprovalForm
from meetings.lifecycle import approval
from meetings.models import Election, Meeting
from meetings.views.cards import Card
from meetings.views.elections import election_of, place_of
from meetings.views.flow import blame, crumbs, user_of
from meetings.vocabulary import LOCKED_STATES
from members.access import Action, Actor, needs
from members.models import Organisation
from members.vocabulary import AppointmentMode, Post


@needs(Action.MEETING_CORRECT, Meeting)
def approve(request: HttpRequest, meeting: Meeting, election: int) -> HttpResponse:
    """Number and day of the answer; who holds the post changes from then on."""
    row = election_of(meeting, election)
    post = Post(row.post)
    elected = approval.all_elected(row)
    if not meeting.is_locked or not elected or row.approved_on:
        messages.info(request, _closed(meeting, row))
        return redirect("meeting", meeting.pk)
    is_approved = approval.needs_approval(post)
    form = ApprovalForm(
        request.POST or None,
        is_approved=is_approved,
        initial={"mode": AppointmentMode.ELECTED, "day": clock.today()},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            approval.approve(row, data["doc"], data["day"], user_of(request), AppointmentMode(data["mode"]))
        except Refusal as refusal:
            blame(form, refusal)
        else:
            names = "、".join(one.member.name for one in elected)
            messages.success(request, f"已登记，{names}任{post.label}，名册已更新。")
            return redirect("meeting", meeting.pk)
    heading = f"登记选举结果{answer_word(row)}"
    context = {
        "form": form,
        "heading": heading,
        "crumbs": crumbs(meeting, heading),
        "rows": [
            Row("选举", f"{cn_day(meeting.start)}{meeting.spec.short}，{row.agenda_item.title}"),
            Row("职务", post.label),
            Row("当选", "、".join(one.member.name for one in elected)),
            Row("任职起算", "批复之日" if is_approved else f"选举之日，{cn_day(meeting.start)}"),
        ],
        "submit": "登记，更新任职",
        "danger": False,
        "back": reverse("meeting", args=[meeting.pk]),
    }
    return render(request, "layouts/confirm.html", context, status=422 if form.errors else 200)


def _closed(meeting: Meeting, row: Election) -> str:
    if row.approved_on:
        return "选举结果已经登记过批复，任职已更新。"
    return "这次选举没有人当选。" if meeting.is_locked else "请先把会议记录备案，再登记选举结果的批复。"


def answer_word(row: Election) -> str:
    """批复 for 书记、副书记, 报备 for 委员."""
    return "批复" if approval.needs_approval(Post(row.post)) else "报备"


def answer_cards(actor: Actor, place: Organisation) -> list[Card]:
    """On the desk, after all else: elections of a branch whose answer from above has not come. One query."""
    filed = Meeting.seen.allowed(actor, Action.MEETING_CORRECT).filter(branch=place, state__in=LOCKED_STATES)
    return [Card(9, row.agenda_item.meeting.day, _answer_owed(row)) for row in approval.awaiting(filed)]


def _answer_owed(row: Election) -> Owed:
    word = answer_word(row)
    return Owed(
        f"{row.get_post_display()}选举结果待{word}",
        f"待{word}",
        place_of(row, "election-approve"),
        f"登记{word}",
        f"{cn_day(row.agenda_item.meeting.start)}选举",
        tone="wait",
    )


def answers_awaited(meeting: Meeting) -> list[Command]:
    """On the record page: one button for each post whose answer has not come."""
    if not meeting.is_locked:
        return []
    return [
        Command(
            f"登记{answer_word(row)}：{row.get_post_display()}",
            place_of(row, "election-approve"),
            "primary",
            "get",
        )
        for row in approval.awaiting(Meeting.seen.filter(pk=meeting.pk))
    ]
