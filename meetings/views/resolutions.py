"""The register of resolutions, one resolution with what came of it, and what is heard of them at a meeting."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from branchlife.kit import clock
from branchlife.kit.paging import page_of
from branchlife.kit.parts import Link, Row
from branchlife.kit.problems import Refusal
from branchlife.kit.templatetags.words import cn_date
from meetings import overview
from meetings.forms.resolutions import FollowUpForm, ResolutionFilter, reports_sent, reports_stored
from meetings.lifecycle import carrying
from meetings.lifecycle import resolutions as step
from meetings.models import Meeting, Resolution
from meetings.views.flow import blame, user_of
from meetings.views.subtree import link_to_export
from meetings.vocabulary import ResolutionState
from members.access import Action, Actor, needs
from members.models import Organisation

PER_PAGE = 20
REGISTERS = (("resolutions", "落实台账（Excel）"), ("resolutions_pdf", "落实台账（PDF）"))


@dataclass(frozen=True)
class Shown:
    """A resolution as a list shows it; `over` are the days past its term."""

    row: Resolution
    over: int


def shown(row: Resolution, today: date) -> Shown:
    """With what today makes of it."""
    return Shown(row, row.days_over(today))


@needs(Action.MEETING_VIEW)
def resolutions(request: HttpRequest) -> HttpResponse:
    """Newest first, twenty a page, narrowed by the query."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    today = clock.today()
    branches = overview.offered_branches(actor, Action.MEETING_VIEW)
    filters = ResolutionFilter(request.GET, branches=branches, today=today)
    rows = filters.narrow(Resolution.seen.allowed(actor, Action.MEETING_VIEW).standing())
    page = page_of(request, rows.with_meetings().newest(), PER_PAGE)
    context = {
        "filter": filters,
        "page": page,
        "rows": [shown(row, today) for row in page],
        "shows_branch": len(branches) > 1,
        "is_narrowed": bool(request.GET),
        "registers": registers(actor, filters, branches, today),
    }
    return render(request, "meetings/resolutions.html", context)


def registers(
    actor: Actor, filters: ResolutionFilter, branches: list[Organisation], today: date
) -> list[Link]:
    """The register of the branch and the year on the screen, once it is clear which branch."""
    if not actor.may(Action.REGISTER_EXPORT):
        return []
    asked = filters.cleaned_data.get("branch", "")
    chosen = [row for row in branches if len(branches) == 1 or str(row.pk) == asked]
    year = int(filters.cleaned_data.get("year") or today.year)
    return [
        Link(f"{year}年{words}", link_to_export(row, form, year))
        for row in chosen
        for form, words in REGISTERS
    ]


@needs(Action.MEETING_VIEW, Resolution)
def resolution(request: HttpRequest, row: Resolution) -> HttpResponse:
    """One resolution with everything that was noted about it; whoever keeps the record may add a note."""
    return _page(request, row, FollowUpForm(resolution=row))


@require_POST
@needs(Action.MEETING_EDIT, Resolution)
def follow_up(request: HttpRequest, row: Resolution) -> HttpResponse:
    """Add a note, filed or not."""
    form = FollowUpForm(request.POST, resolution=row)
    if not form.is_valid():
        return _page(request, row, form)
    data = form.cleaned_data
    state = ResolutionState(data["state"])
    try:
        step.follow_up(
            row, data["note"], state, user_of(request), noted_on=data["noted_on"], evidence=data["evidence"]
        )
    except Refusal as refusal:
        blame(form, refusal)
        return _page(request, row, form)
    messages.success(request, f"已登记：{state.label}。")
    return redirect("resolution", row.pk)


def _page(request: HttpRequest, row: Resolution, form: FollowUpForm) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    keeps = Resolution.seen.allowed(actor, Action.MEETING_EDIT).filter(pk=row.pk).exists()
    over = row.days_over(clock.today())
    context = {
        "row": row,
        "over": over,
        "heading": "决议落实",
        "lead": row.text,
        "crumbs": [Link("决议", reverse("resolutions")), Link(row.text[:16])],
        "state": row.get_state_display(),
        "facts": _facts(row, over),
        "unheard": step.unheard(row),
        "notes": list(row.follow_ups.select_related("meeting__group", "created_by")),
        "form": form if keeps else None,
        "follow_url": reverse("resolution-follow", args=[row.pk]),
    }
    return render(request, "meetings/resolution.html", context, status=422 if form.errors else 200)


def _facts(row: Resolution, over: int) -> list[Row]:
    meeting = row.meeting
    term = f"{cn_date(row.due_on)}，超期 {over} 天" if over else cn_date(row.due_on)
    rows = [
        Row("作出决议", f"{cn_date(meeting.start)} {_short(meeting)}", reverse("meeting", args=[meeting.pk])),
        Row("责任人", "、".join(row.owners)),
        Row("时限", term),
    ]
    if row.done_on:
        rows.append(Row("完成日期", cn_date(row.done_on)))
    if row.cancel_reason:
        rows.append(Row("取消原因", row.cancel_reason))
    return rows


def _short(meeting: Meeting) -> str:
    return f"{meeting.group.short_name if meeting.group else ''}{meeting.spec.short}"


# --- on the page on which a meeting is recorded ----------------------------------------------------------------------


def reports_on_page(request: HttpRequest, meeting: Meeting, *, sent: bool) -> dict[str, Any]:
    """上次决议落实情况: the resolutions this meeting may hear of, each with its line. Nothing when there is none."""
    found = carrying.reportable(meeting)
    if not found:
        return {"reports": None, "heard": [], "is_heard_open": False}
    stored = carrying.reports_of(meeting)
    rows = (reports_sent(request.POST) if sent else None) or reports_stored(found, stored)
    by_pk = {str(one.pk): one for one in found}
    heard = [
        {"form": form, "row": by_pk[str(form["pk"].value())]}
        for form in rows
        if str(form["pk"].value()) in by_pk
    ]
    is_open = bool(stored) or any(one["form"].errors or one["form"]["note"].value() for one in heard)
    return {"reports": rows, "heard": heard, "is_heard_open": is_open}
