"""What came of the inspection: rectifications and remarks in sight, those that wait first."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from branchlife.kit import clock
from branchlife.kit.paging import page_of
from branchlife.kit.parts import Link
from meetings.inspection.models import Rectification, Remark
from meetings.inspection.vocabulary import RectificationState
from meetings.views.flow import name_of
from members.access import Action, Actor, needs

PER_PAGE = 20
REMARKS = "remarks"


@dataclass(frozen=True)
class Line:
    """A rectification: by how many days it is over, and the one step open to this person."""

    row: Rectification
    over: int
    step: Link | None


@dataclass(frozen=True)
class Noted:
    """A remark: the record it is about, and the one step open to this person."""

    row: Remark
    meeting: Link
    step: Link | None


@needs(Action.FINDING_VIEW)
@require_GET
def follow(request: HttpRequest) -> HttpResponse:
    """Two lists, each with how many of it wait. The inspector looks again, the branch answers; everybody else reads."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    rows = Rectification.seen.allowed(actor, Action.FINDING_VIEW)
    remarks = Remark.seen.allowed(actor, Action.MEETING_VIEW)
    shows = request.GET.get("show") == REMARKS
    page = page_of(request, (remarks if shows else rows).with_places().in_order(), PER_PAGE)
    here = reverse("inspection-follow")
    context = {
        "page": page,
        "shows_remarks": shows,
        "lines": [(_noted if shows else _line)(actor, row) for row in page.object_list],
        "tabs": [
            Link("整改", here, not shows, rows.unsettled().count()),
            Link("批注", f"{here}?show={REMARKS}", shows, remarks.unanswered().count()),
        ],
        "crumbs": [Link("检查", reverse("inspection")), Link("整改和批注")],
    }
    return render(request, "inspection/follow.html", context)


def _line(actor: Actor, row: Rectification) -> Line:
    return Line(row, row.days_over(clock.today()), _step(actor, row))


def _step(actor: Actor, row: Rectification) -> Link | None:
    """A page that refuses whoever may not is the guard; this only spares them the way."""
    if row.state == RectificationState.REPORTED and actor.may(Action.FINDING_DECIDE):
        return Link("复核", reverse("rectification-verify", args=[row.pk]))
    own = row.finding.organisation_id in actor.own_organisations(Action.FINDING_EXPLAIN)
    if own and row.state != RectificationState.VERIFIED:
        return Link("回复整改", reverse("rectification-report", args=[row.pk]))
    return None


def _noted(actor: Actor, row: Remark) -> Noted:
    meeting = Link(name_of(row.meeting), reverse("meeting", args=[row.meeting_id]))
    own = row.meeting.branch_id in actor.own_organisations(Action.REMARK_ANSWER)
    step = Link("答复", reverse("remark-answer", args=[row.pk])) if own and not row.answer else None
    return Noted(row, meeting, step)
