"""Pages draw themselves without naming a variable that is not there; most are asked in test_access_matrix."""

from typing import Any

import pytest
from django.template import Template, engines

from tests.addresses import ADMINISTRATORS, EVERYBODY
from tests.cast import Cast
from tests.faults import Missing

pytestmark = [pytest.mark.once, pytest.mark.no_cover, pytest.mark.usefixtures("paperless")]


@pytest.mark.parametrize("account", sorted(ADMINISTRATORS))
def test_no_page_of_an_administrator_names_what_is_not_there(
    cast: Cast, sign_in: Any, missing: Missing, account: str
) -> None:
    browser = sign_in(cast.users[account])
    for where in ("/admin/", "/account/", "/account/password/", "/nowhere/", "/meetings/"):
        browser.get(where)
    assert not missing.found


def test_nor_does_the_door(client: Any, cast: Cast, missing: Missing, settings: Any, sign_in: Any) -> None:
    for _ in range(6):
        client.get("/login/?next=/meetings/")
        client.post("/login/", {"username": "secretary", "password": "a wrong password"})
    settings.TWO_FACTOR = True
    browser = sign_in(cast.inspector)
    for data in (None, {"begin": "1"}, None, {"code": "x"}):
        browser.get("/account/code/") if data is None else browser.post("/account/code/", data)
    browser.post("/logout/")
    assert not missing.found


def test_a_missing_variable_would_be_noted(missing: Missing, rf: Any) -> None:
    page = engines["django"].engine.get_template("registration/locked_out.html")
    assert isinstance(page, Template)
    from django.template import Context

    assert "以后再试" in page.render(Context({}))
    assert missing.found == {"registration/locked_out.html: until"}


def test_everybody_in_the_table_is_on_stage(cast: Cast) -> None:
    assert set(cast.users) == EVERYBODY
