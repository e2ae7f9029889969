"""Pages of a long list, and the links between them."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

PER_PAGE = 30
GAP = None


def page_of(request: HttpRequest, rows: Any, per_page: int = PER_PAGE) -> Page[Any]:
    """The page the query asks for; a number out of range gives the nearest, words give the first."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))


def window(number: int, last: int, around: int = 1) -> list[int | None]:
    """Page numbers to show: first, last and those around the current; `None` stands for a gap of two or more."""
    wanted = sorted({1, last, *range(max(1, number - around), min(last, number + around) + 1)})
    shown: list[int | None] = []
    for page in wanted:
        previous = shown[-1] if shown else 0
        if previous is not None and page - previous == 2:
            shown.append(page - 1)
        elif previous is not None and page - previous > 2:
            shown.append(GAP)
        shown.append(page)
    return shown


def links(page: Page[Any]) -> Sequence[int | None]:
    """The numbers `components/pages.html` prints for a page."""
    return window(page.number, page.paginator.num_pages)
