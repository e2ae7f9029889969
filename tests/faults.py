"""What may be wrong with an answer, whoever asked: what it carries, what the page contains, what its templates name."""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.template.base import Node

OURS = Path(__file__).parent.parent / "templates"
OUTSIDE = re.compile(r"""(?:src|href|action)=["'](?:https?:)?//""")
HANDLER = re.compile(r"""<[^>]*\s(?:on[a-z]+|style)\s*=\s*["'][^>]*>""")
INLINE = re.compile(r"<(?:script|style)\b(?![^>]*\s(?:src|nonce)=)[^>]*>")


def directives(answer: Any) -> dict[str, list[str]]:
    parts = [part.split() for part in answer["Content-Security-Policy"].split(";")]
    return {part[0]: part[1:] for part in parts if part}


def faults_of(answer: Any, signed_in: bool = True) -> Iterator[str]:
    """What is wrong with an answer."""
    policy = directives(answer)
    if answer.get("Content-Disposition", "").startswith("attachment"):
        if "sandbox" not in policy:
            yield "a download without a sandbox"
    else:
        yield from faults_of_policy(policy)
    if answer["X-Content-Type-Options"] != "nosniff":
        yield "no nosniff"
    if answer["X-Frame-Options"] != "DENY":
        yield "may be framed"
    if answer["Referrer-Policy"] != "same-origin":
        yield "tells others where one comes from"
    if signed_in and answer.get("Cache-Control") != "no-store":
        yield f"may be kept: {answer.get('Cache-Control')}"
    if "text/html" in answer.get("Content-Type", ""):
        yield from faults_of_page(answer.content.decode())


def faults_of_policy(policy: dict[str, list[str]]) -> Iterator[str]:
    for name in ("object-src", "base-uri", "frame-ancestors"):
        if policy.get(name) != ["'none'"]:
            yield f"{name} {policy.get(name)}"
    for name in ("default-src", "script-src", "style-src", "form-action"):
        allowed = [word for word in policy.get(name, ["*"]) if not word.startswith("'nonce-")]
        if allowed != ["'self'"]:
            yield f"{name} {allowed}"


def faults_of_page(page: str) -> Iterator[str]:
    for name, pattern in (("from outside", OUTSIDE), ("inline attribute", HANDLER), ("inline", INLINE)):
        for found in pattern.findall(page):
            yield f"{name}: {found[:100]}"


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
