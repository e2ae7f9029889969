"""The one interface of a channel: deliver(notice, receipts) → results.

To add a channel: a file with one such function, a value in `NoticeChannel`, a line in `CHANNELS`. The function is
called after the notice has been stored, outside of any transaction, with receipts that all go this way (member and
notice read). It answers one result for each receipt, in any order; it does not write to the database, and does not
raise for one recipient who cannot be reached. What it does raise is noted as the failure of every receipt it was
given. It must return within seconds: a person waits for the page. The reason of a failure is said in Chinese, for the
secretary.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from meetings.models import Notice, NoticeReceipt


@dataclass(frozen=True)
class Result:
    """What became of one receipt; an empty `reason` means that it was handed over."""

    receipt: int
    reason: str = ""


Channel = Callable[[Notice, Sequence[NoticeReceipt]], Sequence[Result]]
