"""What the public page may say of a printed page: yes or no, and the head of the chain. No names, no words."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from meetings.chain.verify import about, own_faults, record_of
from meetings.models import LedgerLink

DIGITS = 16
PRINTED = ("filed", "correction")


@dataclass(frozen=True)
class Answer:
    """Whether there is such a record as it was filed; `head` is the newest link of its chain, `number` its place."""

    is_so: bool
    number: int = 0
    head: str = ""


NO = Answer(is_so=False)


def look_up(record: str, digits: str) -> Answer:
    """Ask by 编号 and the first 16 hex digits, or by the whole digest alone, as the QR code holds it."""
    for row in LedgerLink.objects.filter(link_digest__startswith=digits, kind__in=PRINTED).order_by("pk")[:9]:
        if len(digits) < len(row.link_digest) and record_of(row) != record:
            continue
        if _is_sound(row):
            head = LedgerLink.objects.filter(branch=row.branch_id).order_by("-number")[0]
            return Answer(True, head.number, head.short)
    return NO


def _is_sound(row: LedgerLink) -> bool:
    """Whether the link and all that the tables say of its record agree."""
    if row.meeting is None or any(own_faults(row)):
        return False
    links = list(row.meeting.links.filter(kind__in=("filed", "decision", "correction")).order_by("number"))
    return not any(about(row.meeting, links))


class Limit:
    """How many questions an address may put in a span of seconds; remembered in this process alone, never stored."""

    MOST_ADDRESSES = 10_000

    def __init__(self, count: int, span: float, now: Callable[[], float] = time.monotonic) -> None:
        self.count, self.span, self.now = count, span, now
        self.asked: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def passes(self, address: str) -> bool:
        """Count one question; False when it is one too many."""
        began, count = self.asked.pop(address, (self.now(), 0))
        if self.now() - began >= self.span:
            began, count = self.now(), 0
        self.asked[address] = began, count + 1
        while len(self.asked) > self.MOST_ADDRESSES:
            self.asked.popitem(last=False)
        return count < self.count


LIMIT = Limit(count=30, span=600.0)
