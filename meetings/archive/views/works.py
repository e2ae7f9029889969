"""Work in the background: put it into the queue and go to where its progress is shown."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from branchlife.kit.jobs import queue
from branchlife.kit.jobs.models import Job
from meetings.archive import jobs
from meetings.archive.views.year import checked_year
from meetings.views.flow import user_of
from members.access import Action, needs
from members.models import Organisation, User


@needs(Action.ARCHIVE_VIEW, Organisation)
@require_POST
def volume(request: HttpRequest, branch: Organisation, year: int) -> HttpResponse:
    """年度合订本."""
    return redirect("job", bind_volume(user_of(request), branch, checked_year(branch, year)).pk)


def bind_volume(user: User | None, branch: Organisation, year: int) -> Job:
    """Let the volume be bound in the background."""
    asked = {"branch": branch.pk, "year": year}
    return queue.enqueue(jobs.VOLUME, user, f"{branch.short_name}{year}年合订本", asked)


@needs(Action.ARCHIVE_VIEW, Organisation)
@require_POST
def dossier(request: HttpRequest, branch: Organisation, year: int) -> HttpResponse:
    """封存包."""
    asked = {"branch": branch.pk, "year": checked_year(branch, year)}
    row = queue.enqueue(jobs.DOSSIER, user_of(request), f"{branch.short_name}{year}年封存包", asked)
    return redirect("job", row.pk)
