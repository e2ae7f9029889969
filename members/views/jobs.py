"""Work done in the background for an account: what there is, how far it is, its result. Nobody sees another's."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from branchlife.kit import exports, paging
from branchlife.kit.jobs import queue, registry
from branchlife.kit.jobs.models import Job, JobState
from branchlife.kit.parts import Link
from members import log
from members.access import signed_in
from members.middleware import WAITING

BY_SCRIPT, BY_ITSELF = 2, 5  # seconds between two looks, with a script and without


def own(request: HttpRequest, pk: int) -> Job:
    """A job of this account; 404 for anybody else's."""
    row: Job = get_object_or_404(queue.of(request.user), pk=pk)
    return row


@require_GET
@signed_in
def jobs(request: HttpRequest) -> HttpResponse:
    """One's own jobs, the newest first."""
    page = paging.page_of(request, queue.of(request.user))
    return render(request, "members/jobs.html", {"page": page, "days": settings.JOB_RESULT_DAYS})


@require_GET
@signed_in
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """How far one is. While it is not done the page renews itself, with or without a script."""
    row = own(request, pk)
    return render(request, "members/job.html", _page(row))


def _page(row: Job) -> dict[str, Any]:
    renew = f"{reverse('job', args=[row.pk])}?{WAITING}=1"
    return {
        "job": row,
        "word": row.get_state_display(),
        "crumbs": [Link("后台任务", reverse("jobs")), Link(row.title)],
        "renew_url": renew,
        "every": f"every {BY_SCRIPT}s",
        "refresh": f"{BY_ITSELF};url={renew}",
        "ahead": _ahead(row),
        "days": settings.JOB_RESULT_DAYS,
    }


def _ahead(row: Job) -> int:
    """How many wait before it, anybody's: a number tells nothing of them."""
    return queue.ahead_of(row) if row.state == JobState.WAITING else 0


@require_POST
@signed_in
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Try once more what failed."""
    row = own(request, pk)
    if row.state != JobState.FAILED:
        return redirect("job", row.pk)
    if not registry.allows(row):
        raise PermissionDenied
    return redirect("job", queue.again(row).pk)


@require_GET
@signed_in
def result(request: HttpRequest, pk: int) -> FileResponse:
    """The file, while it is kept and its owner may still do what they asked for."""
    row = own(request, pk)
    if not row.has_result:
        raise Http404("这件后台任务没有可以下载的结果。")
    if not registry.allows(row):
        raise PermissionDenied
    try:
        answer = exports.stored_response(row.result, row.result_name, row.result_name.rsplit(".", 1)[-1])
    except FileNotFoundError as error:
        raise Http404("结果的文件不在库中，请重新提交。") from error
    log.note(request, f"下载{row.title}"[:40], row)
    return answer
