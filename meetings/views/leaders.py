"""领导干部讲党课: the year of the leaders; at one lecture the prior report, the outline, the day of putting away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from branchlife.kit import clock
from branchlife.kit.paging import page_of
from branchlife.kit.parts import Link
from branchlife.kit.problems import Refusal
from branchlife.kit.templatetags.words import cn_day
from meetings.forms.lectures import LecturePapersForm
from meetings.leader_lectures import leader_year
from meetings.lifecycle import lectures as step
from meetings.lifecycle.pages import lecture_of
from meetings.models import Lecture, Meeting
from meetings.regulations import rules_of
from meetings.rules.leaders import report_due
from meetings.views.desk import chosen_year, year_links
from meetings.views.flow import blame, name_of, user_of
from meetings.views.subtree import link_to_export
from meetings.views.topic_room import place_asked, place_links, places, tabs
from meetings.vocabulary import MeetingState
from members.access import Action, Actor, needs

PER_PAGE = 30
REGISTERS = (
    ("leader_lectures", "领导干部讲党课登记（Excel）"),
    ("leader_lectures_pdf", "领导干部讲党课登记（PDF）"),
)


@needs(Action.TOPICS_VIEW)
def leader_lectures(request: HttpRequest) -> HttpResponse:
    """The lectures of a year by day, and of each leader what was given beside what is asked."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    own = places(actor, Action.TOPICS_VIEW)
    place = place_asked(request, own)
    year = chosen_year(request, clock.today())
    found = leader_year(actor, place, year) if place else None
    many = place.pk if place and len(own) > 1 else ""
    context = {
        "tabs": tabs(actor, "leader-lectures"),
        "places": place_links("leader-lectures", own, place),
        "years": year_links("leader-lectures", year, clock.today(), branch=many),
        "year": year,
        "page": page_of(request, found.entries if found else [], PER_PAGE),
        "accounts": found.accounts if found else [],
        "registers": [
            Link(f"{year}年{words}", link_to_export(place, form, year)) for form, words in REGISTERS
        ]
        if place
        else [],
    }
    return render(request, "meetings/leader_lectures.html", context)


@needs(Action.MEETING_EDIT, Meeting)
def lecture_papers(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """课前报告、讲稿、存档 of one lecture; of a filed one only the last."""
    lecture = lecture_of(meeting)
    if lecture is None or meeting.state == MeetingState.NOT_HELD:
        messages.info(request, "课前报告和讲稿只在党课里填。")
        return redirect("meeting", meeting.pk)
    form = LecturePapersForm(request.POST or None, meeting=meeting, lecture=lecture)
    if request.method == "POST" and form.is_valid() and _saved(request, meeting, form):
        messages.success(request, "已保存。")
        return redirect("meeting", meeting.pk)
    context = {
        "form": form,
        "heading": "课前报告和讲稿",
        "lead": f"{meeting.branch.short_name} · {name_of(meeting)}",
        "submit": "保存",
        "back": reverse("meeting", args=[meeting.pk]),
        "asked": asked_words(meeting, lecture),
    }
    return render(request, "meetings/lecture_papers.html", context, status=422 if form.errors else 200)


def _saved(request: HttpRequest, meeting: Meeting, form: LecturePapersForm) -> bool:
    try:
        if not form.is_locked:
            step.set_papers(meeting, form.papers(), user_of(request))
        if "archived_on" in form.fields:
            step.put_away(meeting, form.cleaned_data["archived_on"], user_of(request))
    except Refusal as refusal:
        blame(form, refusal)
        return False
    return True


def asked_words(meeting: Meeting, lecture: Lecture) -> str:
    """What the rule asks of a leader's lecture, "" for any other or where no days are asked."""
    if not lecture.lecturer_words or not step.is_by_leader(lecture, meeting):
        return ""
    days = rules_of(meeting).lecture_report_days
    due = report_due(meeting.day, days)
    return f"领导干部讲党课，内容须提前 {days} 天向上级报告，即{cn_day(due)}以前。"
