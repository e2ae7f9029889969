"""Pages of a long list, and the links between them."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet, Window
from django.http import HttpRequest
from django.utils.functional import cached_property

PER_PAGE = 30
GAP = None
MOST = 2000  # rows that are counted and can be paged through; with more one narrows


class Counted(Paginator):  # type: ignore[type-arg]
    """Counts so far and no further: a list costs the same with a thousand rows and with a million."""

    is_capped = False

    @cached_property
    def count(self) -> int:
        """How many rows there are, at most `MOST`."""
        rows = self.object_list
        if not isinstance(rows, QuerySet) or rows.query.is_sliced:
            return len(rows)
        found = rows.order_by()[: MOST + 1].count()
        self.is_capped = found > MOST
        return min(found, MOST)


def page_of(request: HttpRequest, rows: Any, per_page: int = PER_PAGE) -> Page[Any]:
    """The page the query asks for; a number out of range gives the nearest, words give the first."""
    return Counted(rows, per_page).get_page(request.GET.get("page"))


def page_at_once(request: HttpRequest, rows: "QuerySet[Any]", per_page: int = PER_PAGE) -> Page[Any]:
    """As `page_of`, with the number of all rows in the same query. A page that is not there is asked for once more."""
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isdecimal() and 0 < len(asked) < 7 else 1
    first = (max(number, 1) - 1) * per_page
    found, whole = stretch(rows, first, per_page)
    if not found and number > 1:
        return page_of(request, rows, per_page)
    paginator = Counted(rows, per_page)
    paginator.__dict__["count"] = whole  # what the cached property would have asked
    return Page(found, max(number, 1), paginator)


def stretch(rows: "QuerySet[Any]", first: int, count: int) -> tuple[list[Any], int]:
    """Some rows from one on, and how many there are in all (0 where there are none from there on). One query."""
    found = list(rows.annotate(_whole=Window(Count("pk")))[first : first + count])
    return found, found[0]._whole if found else 0


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
