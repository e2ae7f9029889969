"""A chain, or the links about one record, as a document that can be checked anywhere (see verifier.py beside it)."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from branchlife.kit.canonical import canonical, instant
from meetings.models import LedgerLink, Meeting
from members.models import Organisation

FORMAT = 1
VERIFIER = Path(__file__).with_name("verifier.py")  # to be handed out with a chain


def line(row: LedgerLink) -> dict[str, Any]:
    """One link; `body` is the text that was digested."""
    return {
        "account": row.account,
        "at": instant(row.at),
        "body": row.body,
        "body_digest": row.body_digest,
        "body_sm3": row.body_sm3,
        "kind": row.kind,
        "link_digest": row.link_digest,
        "link_sm3": row.link_sm3,
        "number": row.number,
        "previous_digest": row.previous_digest,
        "previous_sm3": row.previous_sm3,
    }


def _document(branch: Organisation, rows: Iterable[LedgerLink], *, is_part: bool) -> dict[str, Any]:
    return {"branch": branch.code, "format": FORMAT, "links": [line(row) for row in rows], "part": is_part}


def chain_document(branch: Organisation) -> dict[str, Any]:
    """The whole chain of an organisation."""
    rows = LedgerLink.objects.filter(branch=branch).order_by("number")
    return _document(branch, rows, is_part=False)


def record_document(meeting: Meeting) -> dict[str, Any]:
    """The links about one record: each can be checked by itself, their order only within the whole chain."""
    return _document(meeting.branch, meeting.links.order_by("number"), is_part=True)


def written(document: dict[str, Any]) -> bytes:
    """The document in its one spelling."""
    return canonical(document).encode()


def printed_link(meeting: Meeting) -> LedgerLink | None:
    """The link whose digits stand at the foot of a printed record: its last filing or correction."""
    if not meeting.is_locked:
        return None
    return meeting.links.filter(kind__in=("filed", "correction")).order_by("-number").first()
