"""检查包: what takes too long for a page."""

from collections.abc import Mapping
from typing import Any

from branchlife.kit import clock
from branchlife.kit.exports import safe_filename
from branchlife.kit.jobs.registry import Result, Run, job
from meetings.inspection.dossier import dossier
from members import log
from members.access import Action
from members.models import Organisation

DOSSIER = "inspection-dossier"


def may_view(owner: Any, arguments: Mapping[str, Any]) -> bool:
    """Whether this account may (still) see the findings of that organisation."""
    actor = owner.actor(clock.today())
    rows = Organisation.seen.allowed(actor, Action.FINDING_VIEW)
    return bool(rows.filter(pk=arguments["branch"]).exists())


@job(DOSSIER, may_view)
def make_dossier(run: Run, branch: int, year: int) -> Result:
    """Read with the eyes of whoever asked for it, as they see today."""
    place = Organisation.objects.get(pk=branch)
    bound = dossier(place, year, run.owner.actor(clock.today()), run.progress)
    log.note(None, f"生成{year}年检查包", place, rows=bound.pages, user=run.owner)
    return Result(safe_filename([year, place.short_name, "检查包"], "pdf"), bound.content)
