"""Where the rounds of an election lie, and what their count sends."""

from typing import Any

from django.urls import reverse

from meetings.models import Election

YES = {"alice": 8, "bob": 7, "carol": 6, "dan": 3}
TIED = {"alice": 8, "bob": 5, "carol": 5, "dan": 6}


def place(name: str, election: Election) -> str:
    return reverse(name, args=[election.agenda_item.meeting_id, election.pk])


def counted(cast, yes: dict[str, int] = YES, valid: int = 8, **changes: Any) -> dict[str, Any]:
    """What the page of the count sends."""
    given: dict[str, Any] = {
        "issued": 8,
        "collected": 8,
        "invalid": 0,
        "scrutineers": "谢𬱖",
        "tellers": "李建国",
    }
    for name, number in yes.items():
        pk = cast.people[name].pk
        given |= {f"yes_{pk}": number, f"no_{pk}": valid - number, f"abstain_{pk}": 0}
    return given | changes
