"""本支部适用的规则: every value in words, whose it is, since when, on what it rests."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from branchlife.kit import clock
from branchlife.kit.parts import Link
from meetings import regulations
from meetings.forms.rules import DayFilter
from meetings.rules.catalogue.shown import sections
from members.access import Action, needs
from members.models import Organisation


@needs(Action.ORGANISATION_VIEW, Organisation)
def branch_rules(request: HttpRequest, row: Organisation) -> HttpResponse:
    """The rules of an organisation today, or with ?day=2023-05-01 on another day."""
    today = clock.today()
    form = DayFilter(request.GET or None, today)
    day = form.chosen()
    groups = sections(regulations.rules_for(row, day))
    context = {
        "organisation": row,
        "crumbs": [
            Link("组织", reverse("organisations")),
            Link(row.short_name, reverse("organisation", args=[row.pk])),
            Link("适用的规则"),
        ],
        "filter": form,
        "day": day,
        "is_today": day == today,
        "sections": groups,
        "own": [line for group in groups for line in group.own],
    }
    return render(request, "meetings/branch_rules.html", context)
