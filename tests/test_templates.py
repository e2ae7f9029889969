"""Every page draws itself without naming a variable that is not there."""

import inspect
from pathlib import Path
from typing import Any

import pytest
from django.template import Template, engines
from django.template.base import Node

from tests.addresses import ADMINISTRATORS, EVERYBODY, TABLE, address, furnish
from tests.cast import Cast

pytestmark = [pytest.mark.once, pytest.mark.no_cover, pytest.mark.usefixtures("paperless")]
OURS = Path(__file__).parent.parent / "templates"


class Missing(str):
    """Stands for what is not there, and notes which of our templates asked for it."""

    found: set[str]

    def __new__(cls) -> "Missing":
        made = super().__new__(cls, "%s")
        made.found = set()
        return made

    def __contains__(self, key: object) -> bool:
        return key == "%s"

    def __mod__(self, name: object) -> str:  # type: ignore[override]
        origin = _origin()
        if origin and Path(origin).is_relative_to(OURS) and not origin.startswith(str(OURS / "bootstrap5")):
            self.found.add(f"{Path(origin).relative_to(OURS)}: {name}")
        return ""


def _origin() -> str:
    """The template of the node that is being drawn."""
    frame = inspect.currentframe()
    while frame is not None:
        drawn = frame.f_locals.get("self")
        if isinstance(drawn, Node) and getattr(drawn, "origin", None) is not None:
            return str(drawn.origin.name)
        frame = frame.f_back
    return ""


@pytest.fixture
def missing(monkeypatch: Any) -> Missing:
    made = Missing()
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", made)
    return made


@pytest.mark.parametrize("account", ["secretary", "leader", "officer", "inspector", "member"])
def test_no_page_names_what_is_not_there(cast: Cast, sign_in: Any, missing: Missing, account: str) -> None:
    rows = furnish(cast)
    browser = sign_in(cast.users[account])
    for name, line in TABLE.items():
        for key, meeting in rows.meetings.items():
            if (
                line.get
                and key[0] in ("first", "group")
                and (not line.row or key in rows.places_of(line.row))
            ):
                pk = rows.pk_of(line.row, key) if line.row else None
                where = address(name, pk, meeting)
                browser.get(where).close()
                if line.post and name not in ("logout", "meeting-file", "election-drop"):
                    browser.post(where, {})
    assert not missing.found


@pytest.mark.parametrize("account", sorted(ADMINISTRATORS))
def test_nor_do_the_pages_of_administrators(cast: Cast, sign_in: Any, missing: Missing, account: str) -> None:
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
