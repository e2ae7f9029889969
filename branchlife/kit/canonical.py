"""One spelling for a value (RFC 8785), its digests, and the link by which a chain of them holds together.

The formula is that of docs/decisions/0017-the-chain.md and is written down a second time in meetings/chain/verifier.py,
which must stand alone. It is never changed: what was chained once is checked by it for good.
"""

import hashlib
import json
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives import hashes

EXACT = 2**53 - 1  # beyond it a JSON number means different things to different readers
START = "0" * 64  # stands before the first link


class NotCanonical(TypeError):  # noqa: N818
    """A value that has more than one spelling: a float, a key that is not ASCII, half a character."""


def canonical(value: Any) -> str:
    """The value as JSON after RFC 8785, texts in NFC. Raises `NotCanonical` for what cannot be spelt in one way."""
    return json.dumps(_clean(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _clean(value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        if abs(value) > EXACT:
            raise NotCanonical(f"{value} is too large a number")
        return int(value)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list | tuple):
        return [_clean(one) for one in value]
    if isinstance(value, dict):
        return {_key(name): _clean(one) for name, one in value.items()}
    raise NotCanonical(f"{type(value).__name__} has no canonical spelling")


def _text(value: str) -> str:
    if any("\ud800" <= sign <= "\udfff" for sign in value):
        raise NotCanonical("half a character")
    return unicodedata.normalize("NFC", str(value))


def _key(name: Any) -> str:
    if not isinstance(name, str) or not name.isascii():
        raise NotCanonical(f"the key {name!r} is not ASCII")
    return name


@dataclass(frozen=True)
class Digests:
    """The same bytes digested in two ways, as 64 hex digits each."""

    sha256: str
    sm3: str


BEGINNING = Digests(START, START)


def digests(text: str) -> Digests:
    """SHA-256 and SM3 (GB/T 32905) of a text in UTF-8."""
    raw = text.encode()
    return Digests(hashlib.sha256(raw).hexdigest(), sm3(raw))


def sm3(raw: bytes) -> str:
    """SM3 as 64 hex digits."""
    if "sm3" in hashlib.algorithms_available:
        return hashlib.new("sm3", raw).hexdigest()
    found = hashes.Hash(hashes.SM3())
    found.update(raw)
    return found.finalize().hex()


def instant(moment: datetime) -> str:
    """2026-11-24T02:00:00.000000Z: UTC to the microsecond, as a database keeps it."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"


def link(previous: Digests, number: int, body: Digests, at: str, by: str, kind: str) -> Digests:
    """H(previous ‖ number ‖ H(body) ‖ at ‖ by ‖ kind), a line for each, by either digest."""
    return Digests(
        digests("\n".join((previous.sha256, str(number), body.sha256, at, by, kind))).sha256,
        digests("\n".join((previous.sm3, str(number), body.sm3, at, by, kind))).sm3,
    )
