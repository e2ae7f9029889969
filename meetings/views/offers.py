"""What is offered where a meeting is called: prompts of its month, concerns that wait, whose turn it is, venues."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest

from branchlife.kit.templatetags.words import cn_plain
from meetings.kinds import MeetingKind
from meetings.lifecycle.calling import TakenUp
from meetings.lifecycle.lecturers import Place, rota_of
from meetings.models import GuestLecturer, TopicPrompt, TopicSuggestion, Venue
from members.access import Action, Actor
from members.models import Organisation

AT_MOST = 12  # of each sort on the page; the rest is found under 选题
VENUES, GUESTS = 60, 60  # names in a list to choose from


@dataclass(frozen=True)
class Offers:
    """What may be ticked; `chosen` are those that the address asked for."""

    prompts: Sequence[TopicPrompt] = ()
    suggestions: Sequence[TopicSuggestion] = ()
    turn: Place | None = None
    venues: Sequence[str] = ()
    chosen_prompts: Sequence[str] = ()
    chosen_suggestions: Sequence[str] = ()

    def taken_up(self, prompts: Sequence[str], suggestions: Sequence[str], takes_turn: bool) -> TakenUp:
        """The rows behind what was ticked."""
        return TakenUp(
            [row for row in self.prompts if str(row.pk) in prompts],
            [row for row in self.suggestions if str(row.pk) in suggestions],
            takes_turn,
        )


def numbers(values: Sequence[str]) -> list[int]:
    """Those of some words that may be primary keys."""
    return [int(value) for value in values if value.isdecimal() and len(value) < 19]


def offers(request: HttpRequest, branch: Organisation, kinds: Sequence[str], day: date) -> Offers:
    """What the page offers; once sent, exactly what was ticked, so that a second press finds it again."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    venues = venue_names(actor, branch, day)
    is_lecture = MeetingKind.PARTY_LECTURE in kinds
    if not branch.is_branch or branch.pk not in actor.own_organisations(Action.PROMPT_ADOPT):
        return Offers(venues=venues)
    prompts = TopicPrompt.seen.allowed(actor, Action.PROMPT_ADOPT).standing().reaching(branch).newest()
    waiting = TopicSuggestion.seen.allowed(actor, Action.SUGGESTION_EDIT).filter(branch=branch)
    turn = rota_of(branch, day).next if is_lecture else None
    if request.method == "POST":
        found = prompts.filter(pk__in=numbers(request.POST.getlist("prompts")))
        ticked = waiting.filter(pk__in=numbers(request.POST.getlist("suggestions"))).oldest()
        return Offers(list(found), list(ticked), turn, venues)
    asked = [request.GET.get("prompt", ""), request.GET.get("suggestion", "")]
    timely = prompts.timely(day) | prompts.filter(pk__in=numbers(asked[:1]))
    open_ones = timely.not_taken_by(branch).distinct()[:AT_MOST]
    fitting = [row for row in open_ones if not kinds or any(row.suits(kind) for kind in kinds)]
    return Offers(fitting, list(waiting.waiting().oldest()[:AT_MOST]), turn, venues, asked[:1], asked[1:])


def venue_names(actor: Actor, branch: Organisation, day: date) -> list[str]:
    """The venues a branch may use, the own ones first. One query."""
    rows = Venue.seen.allowed(actor, Action.MEETING_EDIT).of_use_to(branch).open_on(day).nearest_first()
    return list(dict.fromkeys(rows.values_list("name", flat=True)[:VENUES]))


def guest_titles(actor: Actor, branch: Organisation, day: date) -> dict[str, str]:
    """Lecturers from outside whom a branch may invite, by name, with their titles. One query."""
    rows = GuestLecturer.seen.allowed(actor, Action.MEETING_EDIT).of_use_to(branch).open_on(day)
    return dict(rows.order_by("organisation__path", "pk").values_list("name", "title")[:GUESTS])


def turn_words(place: Place) -> str:
    """请柯䶮讲（轮到；上次2026年5月12日）."""
    last = f"上次{cn_plain(place.last.meeting.start)}" if place.last else "还没有讲过"
    return f"请{place.row.member}讲（轮到；{last}）"
