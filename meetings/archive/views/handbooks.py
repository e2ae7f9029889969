"""纪实手册: for the keepers of a branch one by one or all at once, for a member their own."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from branchlife.kit import clock, exports
from branchlife.kit.jobs import queue
from branchlife.kit.paging import page_of
from branchlife.kit.parts import Link
from meetings.archive import jobs
from meetings.archive.exports import handbook as paper
from meetings.archive.views.places import crumbs
from meetings.archive.views.year import checked_year
from meetings.views.exporting import FIRST_YEAR
from meetings.views.flow import user_of
from members import log
from members.access import Action, Actor, needs
from members.models import Member, Organisation


@needs(Action.ATTENDANCE_NAMES, Organisation)
@require_GET
def handbooks(request: HttpRequest, branch: Organisation, year: int) -> HttpResponse:
    """Everybody who belonged to the branch in the year, in stroke order."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    people = paper.members_of(branch, checked_year(branch, year), actor)
    context = {
        "branch": branch,
        "year": year,
        "page": page_of(request, people),
        "crumbs": crumbs(actor, branch, Link("纪实手册")),
        "years": year_links_of(branch, year),
    }
    return render(request, "archive/handbooks.html", context)


def year_links_of(branch: Organisation, year: int) -> list[Link]:
    """The year before and, as long as it has begun, the year after."""
    return [
        Link(f"{one}年", reverse("handbooks", args=[branch.pk, one]), one == year)
        for one in range(year - 1, min(year + 1, clock.today().year) + 1)
    ]


@needs(Action.ATTENDANCE_NAMES, Member)
@require_GET
def handbook(request: HttpRequest, member: Member, year: int) -> HttpResponse:
    """One booklet, for those who keep the branch's roll."""
    return _given(request, member, year, Action.ATTENDANCE_NAMES)


@needs(Action.OWN_RECORD)
@require_GET
def own_handbook(request: HttpRequest, year: int) -> HttpResponse:
    """One's own booklet, nobody else's."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    member = Member.seen.allowed(actor, Action.OWN_RECORD).first()
    if member is None:
        raise Http404("这个账号没有对应的党员。")
    return _given(request, member, year, Action.OWN_RECORD)


def _given(request: HttpRequest, member: Member, year: int, action: Action) -> HttpResponse:
    if not FIRST_YEAR <= year <= clock.today().year:
        raise Http404
    actor: Actor = request.actor  # type: ignore[attr-defined]
    content = paper.booklet(member, year, paper.rolls_of(actor, action, member, year))
    log.note(request, f"导出{year}年纪实手册", member)
    name = paper.file_name(member, year, paper.branch_of(member, year))
    return exports.file_response(content, name, "pdf")


@needs(Action.ATTENDANCE_NAMES, Organisation)
@require_POST
def batch(request: HttpRequest, branch: Organisation, year: int) -> HttpResponse:
    """The booklets of a whole branch in one file, in the background."""
    asked = {"branch": branch.pk, "year": checked_year(branch, year)}
    row = queue.enqueue(jobs.HANDBOOKS, user_of(request), f"{branch.short_name}{year}年纪实手册", asked)
    return redirect("job", row.pk)
