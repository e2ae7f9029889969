"""The papers of a sample, and the dossier of a branch, which is bound in the background."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

import meetings.inspection.exports  # noqa: F401 (importing makes the forms known)
from branchlife.kit.jobs import queue
from meetings.inspection import jobs
from meetings.inspection.exports.facts import Sample
from meetings.inspection.exports.report import InspectionPaper
from meetings.inspection.views.branch import checked_year
from meetings.views.exporting import answer, named
from meetings.views.flow import user_of
from meetings.views.subtree import number_of
from members.access import Action, needs
from members.models import Organisation


@needs(Action.FINDING_VIEW, Organisation)
@require_GET
def sample(request: HttpRequest, top: Organisation, year: int, form: str) -> HttpResponse:
    """Report or workbook of the branches that a seed draws below an organisation; of all of them without a draw."""
    export, seed = named(form), request.GET.get("seed", "")[:40]
    wanted = number_of(request.GET.get("draw", ""))
    if not isinstance(export, InspectionPaper) or (wanted and not seed):
        raise Http404("抽查的报告要写明随机种子（seed）。")
    actor = request.actor  # type: ignore[attr-defined]
    drawn = Sample(wanted, seed) if wanted else None
    return answer(request, export, top, actor=actor, year=checked_year(top, year), sample=drawn)


@needs(Action.FINDING_VIEW, Organisation)
@require_POST
def dossier(request: HttpRequest, branch: Organisation, year: int) -> HttpResponse:
    """检查包: report, register and every record of a year, to read on site; nothing is asked of the branch again."""
    asked = {"branch": branch.pk, "year": checked_year(branch, year)}
    row = queue.enqueue(jobs.DOSSIER, user_of(request), f"{branch.short_name}{year}年检查包", asked)
    return redirect("job", row.pk)
