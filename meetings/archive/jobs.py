"""What of the archive takes too long for a page: binding a volume, sealing a dossier, booklets for a whole branch."""

from collections.abc import Mapping
from typing import Any

from branchlife.kit import clock
from branchlife.kit.binding import Part, bind
from branchlife.kit.exports import safe_filename
from branchlife.kit.jobs.registry import Result, Run, job
from branchlife.kit.problems import Refusal
from meetings.archive.dossier import dossier
from meetings.archive.exports import handbook
from meetings.archive.volume import volume
from members import log
from members.access import Action
from members.models import Organisation

VOLUME = "archive-volume"
DOSSIER = "archive-dossier"
HANDBOOKS = "handbooks"


def place_of(owner: Any, arguments: Mapping[str, Any], action: Action) -> Organisation | None:
    """The organisation, if its archive is (still) open to this account."""
    actor = owner.actor(clock.today())
    return Organisation.seen.allowed(actor, action).filter(pk=arguments["branch"]).first()


def may_view(owner: Any, arguments: Mapping[str, Any]) -> bool:
    """Whether this account may look into the archive of that organisation."""
    return place_of(owner, arguments, Action.ARCHIVE_VIEW) is not None


@job(VOLUME, may_view)
def make_volume(run: Run, branch: int, year: int) -> Result:
    """年度合订本. Run twice it draws nothing twice."""
    place = Organisation.objects.get(pk=branch)
    bound = volume(place, year, run.progress)
    log.note(None, f"生成{year}年合订本", place, rows=bound.pages, user=run.owner)
    return Result(safe_filename([year, place.short_name, "组织生活记录合订本"], "pdf"), bound.content)


@job(DOSSIER, may_view)
def make_dossier(run: Run, branch: int, year: int) -> Result:
    """封存包."""
    place = Organisation.objects.get(pk=branch)
    content = dossier(place, year, run.progress)
    log.note(None, f"生成{year}年封存包", place, user=run.owner)
    return Result(safe_filename([year, place.short_name, "封存包"], "zip"), content)


def may_keep(owner: Any, arguments: Mapping[str, Any]) -> bool:
    """Whether this account keeps the names of that branch."""
    return place_of(owner, arguments, Action.ATTENDANCE_NAMES) is not None


@job(HANDBOOKS, may_keep)
def make_handbooks(run: Run, branch: int, year: int) -> Result:
    """The 纪实手册 of everybody in one file, a bookmark for each person."""
    place, actor = Organisation.objects.get(pk=branch), run.owner.actor(clock.today())
    people = handbook.members_of(place, year, actor)
    if not people:
        raise Refusal.because("nobody", f"{place.short_name}{year}年没有党员，没有手册可印。")
    parts = []
    for number, member in enumerate(people, start=1):
        rolls = handbook.rolls_of(actor, Action.ATTENDANCE_NAMES, member, year)
        parts.append(Part(handbook.booklet(member, year, rolls), member.name))
        run.progress(number, len(people), "逐人编写")
    title = f"{place.full_name}{year}年党员纪实手册"
    log.note(None, f"成批导出{year}年纪实手册", place, rows=len(people), user=run.owner)
    return Result(
        safe_filename([year, place.short_name, "党员纪实手册"], "pdf"), bind(parts, title=title).content
    )
