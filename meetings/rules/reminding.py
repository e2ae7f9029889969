"""Whether a thing that is due is mentioned in the mail of a day. Pure.

It is mentioned when it comes within reach, once more on the last working day before its deadline, and when it is late
once a week, a few times; then only the desk tells of it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from branchlife.kit.choices import Words


class Mention(Words):
    """为什么写进今天的提醒邮件."""

    NEW = "new", "新"
    EVE = "eve", "快到期"
    LATE = "late", "逾期"


@dataclass(frozen=True)
class Pace:
    """Days before a deadline from which it is told of, days between two mentions of what is late, and how many."""

    ahead: int = 7
    again: int = 7
    times: int = 4


def mention(
    deadline: date | None, today: date, next_day: date, mentioned: Collection[date], pace: Pace
) -> Mention | None:
    """Why a thing is mentioned today, if it is. `next_day` is the next day on which a mail could go out."""
    if deadline is not None and deadline < today:
        return Mention.LATE if _late_again(deadline, today, mentioned, pace) else None
    if not mentioned:
        is_near = deadline is None or (deadline - today).days <= pace.ahead
        return Mention.NEW if is_near else None
    is_eve = deadline is not None and today < deadline <= next_day and max(mentioned) < today
    return Mention.EVE if is_eve else None


def _late_again(deadline: date, today: date, mentioned: Collection[date], pace: Pace) -> bool:
    since = [day for day in mentioned if day > deadline]
    if not since:
        return True
    return len(since) < pace.times and (today - max(since)).days >= pace.again
