"""A second verifier, written apart from the first: other libraries, another order of work, the same verdict.

It takes a chain document and says which links are damaged, by number.
"""

import hashlib
import json
import unicodedata
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def _spell(value: Any) -> str:
    """RFC 8785 by hand."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case str():
            return '"' + "".join(map(_sign, unicodedata.normalize("NFC", value))) + '"'
        case list():
            return "[" + ",".join(map(_spell, value)) + "]"
        case dict():
            keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
            return "{" + ",".join(f"{_spell(key)}:{_spell(value[key])}" for key in keys) + "}"
    raise ValueError(f"no spelling for {value!r}")


SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def _sign(sign: str) -> str:
    if sign in SHORT:
        return SHORT[sign]
    return f"\\u{ord(sign):04x}" if ord(sign) < 32 else sign


def _sm3(text: str) -> str:
    found = hashes.Hash(hashes.SM3())
    found.update(text.encode())
    return found.finalize().hex()


def _sha(text: str) -> str:
    return hashlib.new("sha256", text.encode()).hexdigest()


def damaged(document: dict[str, Any]) -> list[int]:
    """The numbers of the links that are not what they should be, as they stand in the document."""
    links, bad = document["links"], set()
    for place, one in enumerate(links, start=1):
        seal = "\n".join(
            str(one[name]) for name in ("previous_digest", "number", "body_digest", "at", "account", "kind")
        )
        national = "\n".join(
            str(one[name]) for name in ("previous_sm3", "number", "body_sm3", "at", "account", "kind")
        )
        try:
            body = json.loads(one["body"])
            reads = _spell(body) == one["body"] and body["branch"] == document["branch"]
        except (ValueError, KeyError, TypeError):
            reads = False
        wanted = {
            "body_digest": _sha(one["body"]),
            "body_sm3": _sm3(one["body"]),
            "link_digest": _sha(seal),
            "link_sm3": _sm3(national),
        }
        if not reads or any(one[name] != value for name, value in wanted.items()):
            bad.add(one["number"])
        if not document.get("part") and not _follows(links, place - 1):
            bad.add(one["number"])
    return sorted(bad)


def _follows(links: list[dict[str, Any]], at: int) -> bool:
    one = links[at]
    if at == 0:
        return (one["number"], one["previous_digest"], one["previous_sm3"]) == (1, "0" * 64, "0" * 64)
    before = links[at - 1]
    in_time = one["at"] >= before["at"] or one["kind"] == "clock_anomaly"
    holds = (one["previous_digest"], one["previous_sm3"]) == (before["link_digest"], before["link_sm3"])
    return in_time and holds and one["number"] == before["number"] + 1


def is_signed(head: dict[str, Any], key: str) -> bool:
    """Whether a head carries the signature of a key."""
    text = _spell({name: value for name, value in head.items() if name != "signature"}).encode()
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(head["signature"]), text)
    except (InvalidSignature, ValueError):
        return False
    return True
