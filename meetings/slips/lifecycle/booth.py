"""In the booth: a code is exchanged for one ballot. Nothing here knows who votes, from where or when."""

from collections.abc import Sequence

from django.db import transaction

from branchlife.kit.problems import Refusal
from meetings.slips import codes, sealing
from meetings.slips.models import Code, Poll, SealedBallot
from meetings.slips.vocabulary import PollState

UNUSABLE = "这张票不能用：还没有开始，已经投过，或者投票已经结束。请问监票人。"


def poll_of(code: str) -> Poll | None:
    """The open poll for which a code is good, else None. Reads only."""
    found = Code.objects.filter(digest=codes.digest(code), poll__state=PollState.OPEN)
    row = found.select_related("poll").first()
    return row.poll if row else None


@transaction.atomic
def cast(code: str, choices: Sequence[int | None]) -> None:
    """Put a sealed ballot in the box and take the code away. The row of the code is locked: two hands, one ballot.

    A choice is the place of an option, counted from 0, or None for 弃权. Refuses a code that is not good any more.
    """
    rows = Code.objects.select_for_update(of=("self",)).select_related("poll")
    row = rows.filter(digest=codes.digest(code), poll__state=PollState.OPEN).first()
    if row is None:
        raise Refusal.because("code", UNUSABLE, field="code")
    content = bytes(0 if choice is None else choice + 1 for choice in choices)
    SealedBallot.objects.create(poll=row.poll, sealed=sealing.seal(row.poll.public_key, content))
    row.delete()
