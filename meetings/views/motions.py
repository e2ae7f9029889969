"""A vote on a topic, on a page that shows only what its rule and its way of voting need."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from branchlife.kit import exports
from branchlife.kit.parts import Link, Row
from branchlife.kit.problems import Refusal
from meetings.exports.common import MeetingForm
from meetings.forms.vote import Booth, OpinionRows, VoteForm, Way, opinions, ways_of
from meetings.lifecycle.electorate import Electorate, electorate, vote_rules
from meetings.lifecycle.motions import put_motion
from meetings.lifecycle.verdicts import motions_of
from meetings.models import AgendaItem, Meeting, Motion
from meetings.rules.votes import VoteRules
from meetings.views.flow import MINUTES, blame, counts_url, crumbs, editing, user_of
from meetings.views.votes import earlier, in_short, item_of
from meetings.vocabulary import AgendaCategory, VoteMethod, VoteProfile
from members.vocabulary import MemberCategory

P = VoteProfile
BLANK_OPINIONS = 2
ADMISSION_WORDS = ("转正", "预备党员", "预备期", "发展对象")
PAPERS = ("admission_slips", "admission_vote")


@editing
def motion(request: HttpRequest, meeting: Meeting, item: int) -> HttpResponse:
    """Enter a vote on a topic; how many were entitled and there is taken from the roll."""
    topic = item_of(meeting, item)
    rules = vote_rules(meeting)
    profile = profile_asked(request, meeting, topic)
    house = electorate(meeting, profile, rules=rules)
    booth = booth_of(meeting, house, way_asked(request, ways_of(profile, rules)))
    form = VoteForm(_sent(request), booth=booth, initial=_initial(booth, topic))
    rows = _opinion_rows(request, booth)
    is_sent = rows is not None and rows.is_bound
    if request.method == "POST" and form.is_valid() & (not is_sent or rows.is_valid()):
        try:
            vote = put_motion(topic, form.entry(opinions(rows) if is_sent else ()), user_of(request))
        except Refusal as refusal:
            blame(form, refusal)
        else:
            return _onward(request, meeting, topic, vote)
    context = _page(meeting, topic, house, form, rows, rules)
    is_bad = bool(form.errors) or (is_sent and not rows.is_valid())
    return render(request, "meetings/motion.html", context, status=422 if is_bad else 200)


def _sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, even if it is empty; None when the page is only opened."""
    return request.POST if request.method == "POST" else None


def _onward(request: HttpRequest, meeting: Meeting, topic: AgendaItem, vote: Motion) -> HttpResponse:
    about = f"{vote.subject_words}：" if vote.subject_words else f"“{topic.title}”"
    messages.success(request, f"{about}{vote.get_result_display()}。{vote.verdict}。")
    if "again" in request.POST:
        here = reverse("meeting-motion", args=[meeting.pk, topic.pk])
        return redirect(f"{here}?profile={vote.profile}&method={vote.method}")
    return redirect(f"{reverse(MINUTES, args=[meeting.pk])}#votes")


def profile_asked(request: HttpRequest, meeting: Meeting, topic: AgendaItem) -> VoteProfile:
    """The rule that was chosen on the page, else the one planned for the topic, else the usual one of the kind."""
    known = {str(one): one for one in meeting.spec.profiles}
    guesses = (
        request.POST.get("profile", ""),
        request.GET.get("profile", ""),
        topic.planned_profile,
        str(P.B_ADMISSION) if is_admission(topic) else "",
    )
    found = next((known[guess] for guess in guesses if guess in known), None)
    return found or meeting.spec.profile or P.A_ASSEMBLY


def is_admission(topic: AgendaItem) -> bool:
    """发展党员, as its category or its words say; the rule is only offered, another can be chosen."""
    named = any(word in topic.title for word in ADMISSION_WORDS)
    return topic.category == AgendaCategory.ADMISSION or named


def way_asked(request: HttpRequest, ways: list[Way]) -> Way:
    """The way of voting that was chosen on the page, else the usual one of the rule."""
    sent = request.POST if request.method == "POST" else request.GET
    wanted = (sent.get("method", ""), sent.get("by", ""))
    exact = next((way for way in ways if (way.method, way.words) == wanted), None)
    return exact or next((way for way in ways if way.method == wanted[0]), None) or first_of(ways)


def first_of(ways: list[Way]) -> Way:
    """The usual way; a kind without votes shows a plain count, which the lifecycle then refuses."""
    return ways[0] if ways else Way(VoteMethod.SHOW_OF_HANDS)


def booth_of(meeting: Meeting, house: Electorate, way: Way) -> Booth:
    """What the page is made for."""
    subjects = [row.member for row in house.rows if row.category == MemberCategory.PROBATIONARY]
    there = {row.member_id for row in house.present}
    return Booth(
        house.rule.profile,
        way,
        house.present,
        [row for row in house.voters if row.member_id not in there],
        subjects,
        timezone.localtime(meeting.start),
        house.has_moves,
    )


def _initial(booth: Booth, topic: AgendaItem) -> dict[str, Any]:
    named = next((one for one in booth.subjects if one.name in topic.title), None)
    return {
        "profile": booth.profile,
        "method": booth.way.method,
        "by": booth.way.words,
        "subject": named.pk if named else "",
        "base_kind": "adults",
        "no": 0,
        "abstain": 0,
        "issued": len(booth.present) or None,
        "invalid": 0,
        "way_out": "",
    }


def _opinion_rows(request: HttpRequest, booth: Booth) -> Any:
    """The rows for opinions in writing, where the rule takes them; else None."""
    if booth.profile is not P.B_ADMISSION:
        return None
    data = request.POST if "written-TOTAL_FORMS" in request.POST else None
    blank: list[dict[str, Any]] = [{} for _ in range(BLANK_OPINIONS)]
    return OpinionRows(data, initial=blank, prefix="written", form_kwargs={"people": booth.away})


def _page(
    meeting: Meeting, topic: AgendaItem, house: Electorate, form: VoteForm, rows: Any, rules: VoteRules
) -> dict[str, Any]:
    booth = form.booth
    lines = (
        form.several("subject", "subject_name"),
        form.several("base_kind"),
        form.several("base_total", "base_present"),
        form.several("taken_at"),
        form.several("yes", "no", "abstain"),
        form.several("issued", "collected", "invalid"),
    )
    return {
        "form": form,
        "formset": rows,
        "heading": "登记表决",
        "lead": topic.title,
        "crumbs": crumbs(meeting, "登记表决"),
        "submit": "保存表决",
        "back": reverse(MINUTES, args=[meeting.pk]),
        "facts": facts_of(meeting, house),
        "profiles": _profile_tabs(meeting, topic, booth),
        "ways": _way_tabs(meeting, topic, booth, rules),
        "lines": [line for line in lines if line],
        "each": form.each(),
        "undrawn": form.several("undrawn"),
        "under": form.several("teller", "way_out", "referral_doc", "quorum_note"),
        "is_each": booth.profile is P.B_ADMISSION,
        "entered": [in_short(one) for one in motions_of(meeting) if one.agenda_item_id == topic.pk],
        "before": earlier(topic),
        "papers": _papers(meeting) if booth.profile is P.B_ADMISSION else [],
    }


def facts_of(meeting: Meeting, house: Electorate) -> list[Row]:
    """Who was entitled and who came, from the roll; of villagers there is no roll."""
    if house.rule.profile is P.H_VILLAGERS:
        return []
    names = counts_url(meeting, "voters")
    found = [
        Row(f"应到{house.rule.voters}", len(house.voters), names),
        Row("实到", len(house.present), names),
    ]
    if house.rule.profile is P.E_VILLAGE_MAJOR:
        found += [Row("党员总数", len(house.rows)), Row("到会党员", house.everybody_present)]
    return found


def _profile_tabs(meeting: Meeting, topic: AgendaItem, booth: Booth) -> list[Link]:
    if len(meeting.spec.profiles) < 2:
        return []
    return [
        Link(one.label, f"{_here(meeting, topic)}?profile={one}", one is booth.profile)
        for one in meeting.spec.profiles
    ]


def _way_tabs(meeting: Meeting, topic: AgendaItem, booth: Booth, rules: VoteRules) -> list[Link]:
    ways = ways_of(booth.profile, rules)
    if len(ways) < 2:
        return []
    here = f"{_here(meeting, topic)}?profile={booth.profile}"
    return [Link(way.label, f"{here}&method={way.method}&by={way.words}", way == booth.way) for way in ways]


def _here(meeting: Meeting, topic: AgendaItem) -> str:
    return reverse("meeting-motion", args=[meeting.pk, topic.pk])


def _papers(meeting: Meeting) -> list[Link]:
    """What may be printed for an admission, once there is something to print."""
    known = [exports.get(name) for name in PAPERS]
    return [
        Link(one.title, reverse("meeting-export", args=[meeting.pk, one.identifier]))
        for one in known
        if isinstance(one, MeetingForm) and one.applies(meeting)
    ]
