"""The tree of organisations in sight, and one organisation: facts, committee, groups, terms, what may be fetched."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from branchlife.kit import clock
from branchlife.kit.paging import page_of
from branchlife.kit.parts import Command, Link, Row
from branchlife.kit.templatetags.words import cn_plain
from members import lookup
from members.access import Action, Actor, needs
from members.forms.filters import PlaceFilter
from members.models import Organisation

PER_PAGE = 50
IMPORTS = (
    (Action.ROSTER_IMPORT, "roster-import", "导入名册"),
    (Action.ROSTER_IMPORT, "posts-import", "导入任职"),
    (Action.LEDGER_IMPORT, "ledger-import", "导入往年台账"),
)
EXPORTS = ((Action.REGISTER_EXPORT, "register", "全年台账"), (Action.ROSTER_EXPORT, "roster", "党员名册"))


@needs(Action.ORGANISATION_VIEW)
def organisations(request: HttpRequest) -> HttpResponse:
    """The tree, fifty a page."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    day = clock.today()
    filters = PlaceFilter(request.GET)
    rows = Organisation.seen.allowed(actor, Action.ORGANISATION_VIEW).alive(day).order_by("path")
    page = page_of(request, filters.narrow(rows), PER_PAGE)
    context = {
        "filter": filters,
        "page": page,
        "places": lookup.places(list(page.object_list), day),
        "is_narrowed": bool(request.GET),
    }
    return render(request, "members/organisations.html", context)


@needs(Action.ORGANISATION_VIEW, Organisation)
def organisation(request: HttpRequest, row: Organisation) -> HttpResponse:
    """One organisation as of today."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    day = clock.today()
    groups = lookup.groups_of([row], day) if row.is_branch else []
    crumbs = [Link("组织", reverse("organisations")), Link(row.short_name)]
    context = {
        "organisation": row,
        "crumbs": crumbs,
        "facts": _facts(row, day),
        "committee": lookup.committee(row, day),
        "groups": lookup.places(groups, day),
        "terms": lookup.terms(row),
        "shares": _shares(actor, row),
        "imports": _imports(actor, row),
        "exports": _exports(actor, row, day),
    }
    return render(request, "members/organisation.html", context)


def _facts(row: Organisation, day: date) -> list[Row]:
    [place] = lookup.places([row], day)
    facts = [
        Row("种类", row.get_kind_display()),
        Row("代码", row.code),
        Row("上级党组织", row.parent.short_name if row.parent else ""),
        Row("类别", row.get_sector_display()),
        Row("成立日期", cn_plain(row.founded_on)),
        Row("批准文号", row.approval_doc),
    ]
    if place.members is not None:
        facts.append(Row("今天在册", f"{place.members} 人", f"{reverse('members')}?branch={row.pk}"))
    if row.dissolved_on:
        facts.append(Row("撤销日期", cn_plain(row.dissolved_on)))
    return facts


def _may(actor: Actor, action: Action, row: Organisation) -> bool:
    return Organisation.seen.allowed(actor, action).filter(pk=row.pk).exists()


def _shares(actor: Actor, row: Organisation) -> str:
    """Where the calendar of this place is shared; "" for whoever may not. One query."""
    may = Organisation.seen.allowed(actor, Action.CALENDAR_SHARE).filter(pk=row.pk).exists()
    return reverse("feed", args=[row.pk]) if may else ""


def _imports(actor: Actor, row: Organisation) -> list[Command]:
    if not row.is_branch:
        return []
    return [
        Command(label, reverse(name, args=[row.pk]), method="get")
        for action, name, label in IMPORTS
        if _may(actor, action, row)
    ]


def _exports(actor: Actor, row: Organisation, day: date) -> list[Link]:
    if not row.is_branch:
        return []
    return [
        Link(f"{year}年{label}", f"{reverse('branch-export', args=[row.pk, form])}?year={year}")
        for action, form, label in EXPORTS
        if _may(actor, action, row)
        for year in ((day.year, day.year - 1) if form == "register" else (day.year,))
    ]
