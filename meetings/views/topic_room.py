"""选题: what its pages have in common — the tabs, the branch that is spoken of, the meetings still to come."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest
from django.urls import reverse

from branchlife.kit import clock
from branchlife.kit.parts import Link
from meetings.lifecycle.agenda import STILL_TO_COME
from meetings.models import Meeting
from meetings.views.matrix import link
from members.access import Action, Actor
from members.models import Organisation
from members.vocabulary import OrganisationKind

TABS = (
    (Action.TOPICS_VIEW, "提示", "prompts"),
    (Action.SUGGESTION_VIEW, "党员点题", "suggestions"),
    (Action.TOPICS_VIEW, "场所", "venues"),
    (Action.TOPICS_VIEW, "轮流讲党课", "lecturers"),
    (Action.TOPICS_VIEW, "领导干部讲党课", "leader-lectures"),
)
SOONEST = 12  # meetings still to come that are offered


def tabs(actor: Actor, here: str) -> list[Link]:
    """The rooms of 选题 that are open to a person."""
    return [Link(label, reverse(name), name == here) for action, label, name in TABS if actor.may(action)]


def places(actor: Actor, action: Action) -> list[Organisation]:
    """The organisations, groups apart, at which somebody may do something on the spot. One query."""
    held = [grant.organisation_id for grant in actor.granting(action)]
    rows = Organisation.seen.allowed(actor, action).filter(pk__in=held)
    return list(rows.exclude(kind=OrganisationKind.PARTY_GROUP).alive(clock.today()).order_by("path"))


def place_asked(request: HttpRequest, found: Sequence[Organisation]) -> Organisation | None:
    """The one the query names, else the first; None when there is none. Http404 for one out of reach."""
    asked = request.GET.get("branch", "")
    for row in found:
        if not asked or asked == str(row.pk):
            return row
    if found and asked:
        raise Http404
    return None


def place_links(
    name: str, found: Sequence[Organisation], here: Organisation | None, *args: object
) -> list[Link]:
    """A way to each of several branches; none where there is one only."""
    if len(found) < 2:
        return []
    return [Link(row.short_name, link(name, *args, branch=row.pk), row == here) for row in found]


def still_to_come(actor: Actor, branch: Organisation) -> list[Meeting]:
    """The meetings of a branch on whose agenda this person may still put something, the next first. One query."""
    rows = Meeting.seen.allowed(actor, Action.MEETING_EDIT).filter(
        branch=branch, state__in=STILL_TO_COME, start__gte=clock.at(clock.today(), 0)
    )
    return list(rows.with_places().order_by("start", "pk")[:SOONEST])
