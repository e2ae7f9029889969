"""One organisation and one year: its findings, and what every check says."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

import meetings.inspection.exports  # noqa: F401 (importing makes the forms known)
from branchlife.kit import clock
from branchlife.kit.paging import page_of
from branchlife.kit.parts import Command, Link
from meetings.inspection.checks import CHECKS
from meetings.inspection.checks.base import Check
from meetings.inspection.lifecycle.running import inspect
from meetings.inspection.models import DECIDED, CheckRun, Finding, FindingQuerySet
from meetings.inspection.views.parts import shown
from meetings.inspection.vocabulary import OPEN, FindingState, Word
from meetings.views.exporting import FIRST_YEAR, LAST_YEAR
from meetings.views.flow import user_of
from meetings.views.subtree import link_to_export
from members.access import Action, Actor, needs
from members.models import Organisation

PER_PAGE = 20
SHELVES: dict[str, tuple[str, Sequence[str]]] = {
    "": ("待认定", OPEN),
    "decided": ("已认定", DECIDED),
    "lapsed": ("已消失", (FindingState.LAPSED,)),
}
TONES = {Word.FOUND: "wait", Word.CLEAR: "done", Word.NOT_APPLICABLE: "none", Word.NO_DATA: "plan"}


@dataclass(frozen=True)
class Said:
    """What a check said in the last run, in words with their tone."""

    check: Check
    word: str
    tone: str
    reason: str


@needs(Action.FINDING_VIEW, Organisation)
@require_GET
def branch_findings(request: HttpRequest, branch: Organisation, year: int) -> HttpResponse:
    """What waits, what was decided, what has lapsed; under it each check with its answer."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    rows = Finding.seen.allowed(actor, Action.FINDING_VIEW).of_year(branch, checked_year(branch, year))
    shelf = request.GET.get("show", "")
    shelf = shelf if shelf in SHELVES else ""
    page = page_of(
        request,
        rows.filter(state__in=SHELVES[shelf][1]).select_related("run", "rectification").in_order(),
        PER_PAGE,
    )
    run = CheckRun.seen.allowed(actor, Action.FINDING_VIEW).filter(
        organisation=branch, period_start__year=year
    )
    context = {
        "branch": branch,
        "year": year,
        "crumbs": [Link("检查", reverse("inspection")), Link(f"{branch.short_name}{year}年")],
        "years": [
            Link(f"{one}年", _url(branch, one), one == year)
            for one in range(year - 1, max(year, min(year + 1, clock.today().year)) + 1)
        ],
        "tabs": _tabs(rows, branch, year, shelf),
        "page": page,
        "lines": shown(actor, page.object_list, answers_of(actor, branch)),
        **_last_run(run.first(), branch.pk in actor.own_organisations(Action.FINDING_PERSONAL)),
        "commands": commands_of(branch, year),
        "papers": papers_of(branch, year),
    }
    return render(request, "inspection/branch.html", context)


def commands_of(branch: Organisation, year: int) -> list[Command]:
    """Look again; take everything along for an inspection on site."""
    return [
        Command("重新检查", reverse("branch-inspect", args=[branch.pk, year])),
        Command("生成检查包（PDF）", reverse("inspection-dossier", args=[branch.pk, year])),
    ]


def papers_of(branch: Organisation, year: int) -> list[Link]:
    """The duty ledger, report and workbook of a year."""
    return [
        Link("应开义务", reverse("duty-ledger", args=[branch.pk, year])),
        Link("检查报告（PDF）", link_to_export(branch, "inspection_report", year)),
        Link("检查底稿（Excel）", link_to_export(branch, "inspection_workbook", year)),
    ]


def checked_year(branch: Organisation, year: int) -> int:
    """404 for what is no year, and for a party group."""
    if branch.is_group or not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return year


def _url(branch: Organisation, year: int) -> str:
    return reverse("branch-findings", args=[branch.pk, year])


def _tabs(rows: FindingQuerySet, branch: Organisation, year: int, shelf: str) -> list[Link]:
    states = list(rows.order_by().values_list("state", flat=True))
    return [
        Link(
            title,
            _url(branch, year) + (f"?show={name}" if name else ""),
            name == shelf,
            sum(state in wanted for state in states),
        )
        for name, (title, wanted) in SHELVES.items()
    ]


def answers_of(actor: Actor, branch: Organisation) -> list[Action]:
    """What this person may do about the findings of an organisation. Two queries."""
    return [
        action
        for action in (Action.FINDING_DECIDE, Action.FINDING_EXPLAIN)
        if actor.may(action) and Organisation.seen.allowed(actor, action).filter(pk=branch.pk).exists()
    ]


def _last_run(run: CheckRun | None, keeps_roll: bool) -> dict[str, Any]:
    """The run, and what every check said in it. Whether somebody was found stays with who keeps the roll."""
    said = run.outcomes if run else {}
    known = [(CHECKS[code], Word(word), reason) for code, (word, reason) in said.items() if code in CHECKS]
    return {
        "run": run,
        "said": [
            Said(check, "不外传", "none", "涉及个人，只在本支部内核对")
            if check.is_personal and word != Word.NO_DATA and not keeps_roll
            else Said(check, word.label, TONES[word], reason)
            for check, word, reason in known
        ],
    }


@needs(Action.FINDING_VIEW, Organisation)
@require_POST
def look_again(request: HttpRequest, branch: Organisation, year: int) -> HttpResponse:
    """Run the checks now: after something was mended, without waiting for the night."""
    inspect(branch, checked_year(branch, year), user_of(request))
    messages.success(request, "已重新检查。")
    return redirect("branch-findings", branch.pk, year)
