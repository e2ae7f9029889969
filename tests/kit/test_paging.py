"""Pages of a long list."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.template import RequestContext, Template
from django.test import RequestFactory

from branchlife.kit import paging
from branchlife.kit.paging import page_at_once
from meetings.models import Basis


@pytest.mark.parametrize(
    ("number", "last", "shown"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (5, 14, [1, None, 4, 5, 6, None, 14]),
        (3, 14, [1, 2, 3, 4, None, 14]),
        (4, 14, [1, 2, 3, 4, 5, None, 14]),
        (12, 14, [1, None, 11, 12, 13, 14]),
        (14, 14, [1, None, 13, 14]),
    ],
)
def test_the_first_the_last_and_the_neighbours_are_shown(
    number: int, last: int, shown: Sequence[int | None]
) -> None:
    assert paging.window(number, last) == shown


def test_a_gap_never_hides_a_single_page() -> None:
    for number in range(1, 31):
        row = paging.window(number, 30)
        for before, after in zip(row, row[2:], strict=False):
            if row[row.index(before) + 1] is None and before is not None and after is not None:
                assert after - before > 2


def test_a_number_out_of_range_gives_the_last_page() -> None:
    page = paging.page_of(RequestFactory().get("/?page=99"), list(range(70)))
    assert page.number == 3
    assert list(page) == list(range(60, 70))


def test_words_instead_of_a_number_give_the_first_page() -> None:
    assert paging.page_of(RequestFactory().get("/?page=abc"), list(range(70))).number == 1


def _drawn(path: str, rows: int) -> str:
    request = RequestFactory().get(path)
    page = paging.page_of(request, list(range(rows)))
    template = Template('{% load ui %}{% pages page unit="次" %}')
    return template.render(RequestContext(request, {"page": page}))


def test_links_keep_the_rest_of_the_query() -> None:
    html = _drawn("/?kind=branch_assembly&page=2", 200)
    assert "?kind=branch_assembly&amp;page=3" in html
    assert "第 31—60 次" in html


def test_a_single_page_has_a_count_and_no_links() -> None:
    html = _drawn("/", 7)
    assert "共 7 次" in html
    assert "<a" not in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "number", "names"),
    [("", 1, "ab"), ("2", 2, "c"), ("9", 2, "c"), ("x", 1, "ab"), ("0", 1, "ab")],
)
def test_a_page_with_its_count_is_one_question(
    asked: str, number: int, names: str, rf: RequestFactory, django_assert_max_num_queries: Any
) -> None:
    for name in "abc":
        Basis.objects.create(title=name, level="unit", certainty="verified")
    rows = Basis.objects.filter(title__in="abc").order_by("title")
    with django_assert_max_num_queries(3 if asked == "9" else 1):
        page = page_at_once(rf.get("/", {"page": asked}), rows, 2)
        assert (page.number, "".join(row.title for row in page)) == (number, names)
        assert (page.paginator.count, page.paginator.num_pages) == (3, 2)
    assert list(page_at_once(rf.get("/"), rows.none(), 2)) == []


@pytest.mark.django_db
def test_very_many_rows_are_counted_so_far_and_no_further(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "abcde":
        Basis.objects.create(title=name, level="unit", certainty="verified")
    rows = Basis.objects.filter(title__in="abcde").order_by("title")
    assert not paging.page_of(rf.get("/"), rows, 2).paginator.is_capped
    monkeypatch.setattr(paging, "MOST", 3)
    page = paging.page_of(rf.get("/"), rows, 2)
    assert (page.paginator.count, page.paginator.num_pages, page.paginator.is_capped) == (3, 2, True)
    shown = Template("{% load ui %}{% pages page %}").render(RequestContext(rf.get("/"), {"page": page}))
    assert "共 3 条以上，只翻到这里，请缩小范围" in shown
