"""A plugin for whole runs, `pytest -p tests.exercised`: every address has answered somebody, every template was drawn.

Each worker notes what its tests came by; at the end the run fails over what none of them did.
"""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.test.signals import template_rendered

TEMPLATES = Path(__file__).parent.parent / "templates"
ANSWERED = {200, 204, 302}


class Notes:
    """Names of addresses that answered and of templates that were drawn."""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self.lacking: list[str] = []

    def drawn(self, template: Any, **_: Any) -> None:
        """Told by every template as it is drawn."""
        self.seen.add(f"template {template.name}")

    def answered(self, response: Any) -> None:
        """Told of every answer; one that leads to the log-in is none."""
        if response.status_code in ANSWERED and not response.get("Location", "").startswith("/login/?"):
            self.seen.add(f"address {response.resolver_match.view_name}")

    def wanted(self) -> set[str]:
        """Everything there is."""
        from tests.addresses import PUBLIC, TABLE

        templates = {f"template {file.relative_to(TEMPLATES)}" for file in TEMPLATES.rglob("*.html")}
        return templates | {f"address {name}" for name in {*TABLE, *PUBLIC}}


NOTES = Notes()


def pytest_sessionstart() -> None:
    """Listen to every template and every client."""
    template_rendered.connect(NOTES.drawn)
    ask = Client.request

    def request(self: Client, **given: Any) -> Any:
        response = ask(self, **given)
        NOTES.answered(response)
        return response

    Client.request = request  # type: ignore[method-assign]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what a worker noted."""
    NOTES.seen |= set(getattr(node, "workeroutput", {}).get("exercised", ()))


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker hands its notes over; the run itself fails over what is lacking."""
    handed = getattr(session.config, "workeroutput", None)
    if handed is not None:
        handed["exercised"] = sorted(NOTES.seen)
        return
    NOTES.lacking = sorted(NOTES.wanted() - NOTES.seen)
    if NOTES.lacking and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Name what no test came by."""
    for name in NOTES.lacking:
        terminalreporter.write_line(f"never exercised: {name}", red=True)
