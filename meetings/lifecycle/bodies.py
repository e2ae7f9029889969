"""What is chained of a filing, a decision, a correction: built from the rows, so that a check can build it again.

ASCII keys, no ID number, no telephone number, no address; files stand in it by their digests. `Filing.content` comes as
a list of names and values, sorted: a database may keep the keys of an object in an order of its own.
"""

import hashlib
from collections.abc import Iterable
from typing import Any

from branchlife.kit.canonical import canonical, instant

Body = dict[str, Any]
FORMAT = 1


def trail(events: Iterable[Any]) -> Body:
    """How many states a meeting went through, and the digest of who brought it there, when and why."""
    lines = [
        [row.from_state, row.to_state, instant(row.at), row.by.username if row.by else "", row.note]
        for row in events
    ]
    return {"count": len(lines), "digest": hashlib.sha256(canonical(lines).encode()).hexdigest()}


def _about(filing: Any, kind: str, events: Iterable[Any]) -> Body:
    return {
        "branch": filing.meeting.branch.code,
        "format": FORMAT,
        "kind": kind,
        "meeting": filing.content.get("编号", ""),
        "trail": trail(events),
        "version": filing.version,
    }


def filed(filing: Any, events: Iterable[Any]) -> Body:
    """A version of a record, word for word."""
    late = {"late_reason": filing.late_reason} if getattr(filing, "late_reason", "") else {}
    return (
        _about(filing, "filed", events)
        | late
        | {
            "content": [{"name": name, "value": filing.content[name]} for name in sorted(filing.content)],
            "content_digest": filing.content_digest,
            "due_on": filing.due_on.isoformat() if filing.due_on else "",
        }
    )


def decided(filing: Any, events: Iterable[Any]) -> Body:
    """What a superior answered."""
    return _about(filing, "decision", events) | {
        "decision": str(filing.decision),
        "fields": list(filing.return_fields),
        "note": filing.return_note,
        "reason": str(filing.return_reason),
    }


def corrected(correction: Any, filing: Any, events: Iterable[Any]) -> Body:
    """A correction, with the last version that it speaks of."""
    return _about(filing, "correction", events) | {
        "approved_by": correction.approved_by,
        "field": correction.field,
        "new_value": correction.new_value,
        "old_value": correction.old_value,
        "reason": correction.reason,
    }
