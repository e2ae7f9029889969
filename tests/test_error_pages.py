"""What is shown when nothing else can be: pages that ask nothing of anybody, in words."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from django.views.defaults import bad_request, server_error

from tests.cast import Cast


def at_fault(request: HttpRequest) -> Any:
    return server_error(request)


def at_a_loss(request: HttpRequest) -> Any:
    return bad_request(request, ValueError("half a form"))


@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [
        (at_fault, 500, "系统出了差错"),
        (at_a_loss, 400, "这个请求没有被接受"),
    ],
)
def test_the_page_says_what_became_of_the_work_and_asks_no_database(
    answer: Callable[[HttpRequest], Any], status: int, words: str
) -> None:
    response = answer(RequestFactory().get("/"))
    page = response.content.decode()
    assert response.status_code == status
    assert words in page
    assert "保存" in page
    assert "half a form" not in page


def test_an_address_that_only_takes_a_form_says_so_when_it_is_opened(cast: Cast, sign_in: Any) -> None:
    response = sign_in(cast.secretary).get("/logout/")
    assert response.status_code == 405
    assert response.headers["Allow"] == "POST, OPTIONS"
    page = response.content.decode()
    assert "什么也没有改动" in page
    assert "回到工作台" in page
