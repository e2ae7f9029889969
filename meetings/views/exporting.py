"""Downloads: one view for the forms of a meeting, one for the tables of an organisation."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

import meetings.exports  # noqa: F401 (importing makes the forms known)
import members.exports  # noqa: F401 (importing makes the forms known)
from branchlife.kit import clock, exports
from meetings.exports.common import MeetingForm
from meetings.models import Meeting
from members import log
from members.access import Action, needs
from members.models import Organisation

FIRST_YEAR, LAST_YEAR = 2000, 2100


def named(form: str) -> exports.Export:
    """The form of that name; 404 when there is none."""
    try:
        return exports.get(form)
    except KeyError as error:
        raise Http404(f"没有“{form}”这种表格。") from error


def year_asked(request: HttpRequest) -> int:
    """The year in the address, or this one; 404 for anything that is no year."""
    text = request.GET.get("year", "") or str(clock.today().year)
    if not text.isascii() or not text.isdigit() or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise Http404("年度须是四位数字，例如 2026。")
    return int(text)


def day_asked(request: HttpRequest) -> date:
    """The day in the address, or today; 404 for anything that is no day."""
    try:
        return date.fromisoformat(request.GET.get("day", "") or clock.today().isoformat())
    except ValueError as error:
        raise Http404("日期须写成 2026-11-20 的样子。") from error


def answer(
    request: HttpRequest, export: exports.Export, row: Meeting | Organisation, **options: object
) -> HttpResponse:
    """The file, and one line in the access log."""
    content = export.render(row, **options)
    log.note(request, f"导出{export.title}", row)
    return exports.file_response(content, export.filename(row, **options), export.media)


@needs(Action.MEETING_EXPORT, Meeting)
@require_GET
def meeting_export(request: HttpRequest, meeting: Meeting, form: str) -> HttpResponse:
    """A form about one meeting. What the meeting has nothing of (no correction, never sent back) is 404."""
    export = named(form)
    if not isinstance(export, MeetingForm) or not export.applies(meeting):
        raise Http404("这次会议没有这种表格。")
    return answer(request, export, meeting)


@needs(Action.ORGANISATION_VIEW, Organisation)
@require_GET
def branch_export(request: HttpRequest, organisation: Organisation, form: str) -> HttpResponse:
    """A table about one organisation. The form says what must be granted on it: seen but not granted is 403."""
    export = named(form)
    if export.subject not in ("branch", "branch_year") or organisation.is_group:
        raise Http404("党组织没有这种表格。")
    actor = request.actor  # type: ignore[attr-defined]
    place = Organisation.seen.reach(actor, Action(export.action), pk=organisation.pk)
    return answer(request, export, place, actor=actor, year=year_asked(request), day=day_asked(request))
