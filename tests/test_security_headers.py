"""What every answer carries, and what no page and no template contains; all pages are asked in test_access_matrix."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.http import HttpRequest, HttpResponse
from django.test import Client

from members.access import public
from tests.addresses import TABLE
from tests.cast import Cast
from tests.faults import directives, faults_of, faults_of_page
from tests.furniture import address

pytestmark = [pytest.mark.once, pytest.mark.no_cover, pytest.mark.usefixtures("paperless")]
TEMPLATES = Path(__file__).parent.parent / "templates"


@pytest.mark.parametrize("where", ["/login/", "/nowhere/", "/meetings/", "/admin/"])
def test_before_signing_in_too(client: Client, db: None, where: str) -> None:
    assert not list(faults_of(client.get(where), signed_in=False))


def test_an_error_page_too(cast: Cast, settings: Any) -> None:
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post("/login/", {"username": "secretary"})
    assert answer.status_code == 403
    assert "这一页已过期" in answer.content.decode()
    assert not list(faults_of(answer, signed_in=False))


def test_a_nonce_that_a_page_asks_for_stands_in_the_policy(rf: Any, client: Client) -> None:
    from csp.middleware import CSPMiddleware

    @public
    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse(f'<script nonce="{request.csp_nonce}">x</script>')

    seen = set()
    for _ in range(2):
        answer = CSPMiddleware(page)(rf.get("/"))
        [nonce] = re.findall(rb'nonce="([^"]+)"', answer.content)
        assert f"'nonce-{nonce.decode()}'" in directives(answer)["script-src"]
        assert not list(faults_of_page(answer.content.decode()))
        seen.add(nonce)
    assert len(seen) == 2


def test_the_finder_of_inline_code_finds_it() -> None:
    bad = (
        '<a onclick="x()">',
        '<p style="color:red">',
        "<script>x</script>",
        '<img src="https://cdn.example/x">',
    )
    assert all(list(faults_of_page(page)) for page in bad)
    good = '<script src="/a.js"></script><a href="/x" class="style">on=</a><script nonce="a">x</script>'
    assert not list(faults_of_page(good))


def test_no_template_writes_a_handler_or_a_style() -> None:
    wrong = []
    for file in TEMPLATES.rglob("*.html"):
        if file.is_relative_to(TEMPLATES / "exports"):
            continue  # printed on paper, never sent to a browser
        text = re.sub(r"\{#.*?#\}", "", file.read_text())
        wrong += [f"{file.relative_to(TEMPLATES)}: {fault}" for fault in faults_of_page(text)]
    assert not wrong, "\n".join(wrong)


def test_pages_are_kept_by_no_cache_of_ours() -> None:
    assert not [name for name in site.MIDDLEWARE if "cache" in name.lower()]


def test_our_scripts_store_nothing_in_the_browser() -> None:
    folder = TEMPLATES.parent / "static/js"
    words = re.compile(r"(?:localStorage|sessionStorage|indexedDB|document\.cookie)")
    assert not [file.name for file in folder.glob("*.js") if words.search(file.read_text())]


def test_the_token_against_forged_forms_is_asked_for_everywhere(cast: Cast) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.secretary, backend="django.contrib.auth.backends.ModelBackend")
    wrong = []
    for name, line in TABLE.items():
        if not line.row and line.post and browser.post(address(name, None)).status_code != 403:
            wrong.append(name)
    assert not wrong
