"""A hundred chains made by chance: sound ones, and ones in which one thing was changed; with what was changed."""

import copy
import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from branchlife.kit.canonical import BEGINNING, canonical, digests, instant, link

KINDS = ("filed", "decision", "correction", "clock_anomaly", "key_change")
SIGNS = '柳湾村第一支部韦晓㛃祝春犇柯䶮谢𬱖abcABC 019\n\t"\\/é…—“”\u0007\u2028'
Document = dict[str, Any]


def sound(chance: random.Random) -> Document:
    """A chain of some links whose bodies hold whatever may stand in a record."""
    before, moment, links = BEGINNING, datetime(2026, 1, 1, tzinfo=UTC), []
    for number in range(1, chance.randint(2, 8)):
        kind = chance.choice(KINDS)
        step = timedelta(microseconds=chance.choice((0, 1, 10**6, 86_400 * 10**6)))
        moment = moment - timedelta(days=400) if kind == "clock_anomaly" else moment + step
        body = canonical(_body(chance, number))
        of_body = digests(body)
        at, account = instant(moment), chance.choice(("", "secretary", "hlsq"))
        made = link(before, number, of_body, at, account, kind)
        links.append(
            {
                "account": account, "at": at, "body": body, "body_digest": of_body.sha256, "body_sm3": of_body.sm3,
                "kind": kind, "link_digest": made.sha256, "link_sm3": made.sm3, "number": number,
                "previous_digest": before.sha256, "previous_sm3": before.sm3,
            }
        )  # fmt: skip
        before = made
    return {"branch": "CX-HL-LW1", "format": 1, "links": links, "part": False}


def _body(chance: random.Random, number: int) -> dict[str, Any]:
    def text() -> str:
        return "".join(chance.choices(SIGNS, k=chance.randint(0, 40)))

    content = [
        {"name": f"栏目{n}", "value": chance.choice((text(), [text()], n, None, True))} for n in range(4)
    ]
    return {"branch": "CX-HL-LW1", "content": content, "meeting": f"2026-DH-{number:02d}", "version": 1}


def _flip(text: str, chance: random.Random) -> str:
    """One bit of one character, so that it stays a character."""
    at = chance.randrange(len(text))
    return text[:at] + chr(ord(text[at]) ^ 1) + text[at + 1 :]


def spoil(document: Document, how: str, chance: random.Random) -> Document:
    """The chain with one thing changed."""
    links = document["links"]
    one = links[chance.randrange(len(links))]
    match how:
        case "drop":
            links.pop(chance.randrange(len(links) - 1))  # the last one is told by the signed head alone
        case "swap":
            at = chance.randrange(len(links) - 1)
            links[at], links[at + 1] = links[at + 1], links[at]
        case "number":
            one["number"] += 1
        case "rewritten":  # body and its digests changed together, the chain not
            body = json.loads(one["body"])
            body["version"] = 2
            one["body"] = canonical(body)
            one["body_digest"], one["body_sm3"] = digests(one["body"]).sha256, digests(one["body"]).sm3
        case "spaced":  # the same value in another spelling
            one["body"] = json.dumps(json.loads(one["body"]))
        case _:
            one[how] = _flip(one[how] or "x", chance) if one[how] else "x"
    return document


WAYS = (
    "body", "at", "account", "kind", "body_digest", "body_sm3", "previous_digest", "previous_sm3", "link_digest",
    "link_sm3", "drop", "swap", "number", "rewritten", "spaced",
)  # fmt: skip


def hundred() -> Iterator[tuple[str, Document]]:
    """(how it was spoilt, "" for not at all; the chain)."""
    chance = random.Random(20261124)
    for number in range(100):
        document = sound(chance)
        while len(document["links"]) < 2:
            document = sound(chance)
        how = WAYS[number % len(WAYS)] if number % 4 else ""
        yield how, spoil(copy.deepcopy(document), how, chance) if how else document
