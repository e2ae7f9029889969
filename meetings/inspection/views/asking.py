"""What the pages that ask before a step of the inspection share."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from branchlife.kit.forms import HouseForm
from branchlife.kit.parts import Link, Row
from branchlife.kit.problems import Problem, Refusal
from meetings.inspection.models import Finding


def home_of(finding: Finding) -> str:
    """The year in which a finding stands."""
    return reverse("branch-findings", args=[finding.organisation_id, finding.year]) + finding.shelf


def finding_rows(finding: Finding) -> list[Row]:
    """What it is about."""
    return [
        Row("党组织", finding.organisation.full_name),
        Row("应当", finding.expected),
        Row("实际", finding.actual),
        Row("依据", finding.basis),
    ]


class Asked:
    """A page that asks before a step of the inspection: what it is about, the form, the button, the way back."""

    def __init__(self, heading: str, lead: str, rows: list[Row], submit: str, back: str) -> None:
        self.words: dict[str, Any] = {
            "heading": heading,
            "lead": lead,
            "crumbs": [Link("检查", reverse("inspection")), Link(heading)],
            "rows": rows,
            "submit": submit,
            "back": back,
        }

    def page(self, request: HttpRequest, form: HouseForm, work: Callable[[], None]) -> HttpResponse:
        """Show it; once it is sent and right, do the work and go back. What is refused stands above the form."""
        problems: tuple[Problem, ...] = ()
        if request.method == "POST" and form.is_valid():
            try:
                work()
            except Refusal as refusal:
                problems = refusal.problems
            else:
                return redirect(self.words["back"])
        words = self.words | {"form": form, "problems": problems}
        status = 422 if problems or form.errors else 200
        return render(request, "inspection/explain.html", words, status=status)
