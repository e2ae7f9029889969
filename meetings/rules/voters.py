"""Who may cast a vote: on the frozen roll, with a vote, in the room at that moment, in person, once. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from branchlife.kit.problems import Problem
from meetings.rules.profiles import ProfileRule
from meetings.vocabulary import Stance

NAMES_APART = re.compile(r"[\s、，,；;/]+")
IN_PERSON = "表决须由本人到会进行"


@dataclass(frozen=True)
class Voter:
    """A line of the roll as a vote sees it: why there is no vote, and why not in the room; both empty for a voter."""

    pk: int
    name: str
    barred: str = ""
    away: str = ""


@dataclass(frozen=True)
class Opinion:
    """会前书面意见 of one member, and when it was delivered."""

    member: int
    stance: Stance
    received_at: datetime


Roll = Mapping[int, Voter]


def cast_problems(roll: Roll, cast: Iterable[int], rule: ProfileRule, field: str) -> Iterator[Problem]:
    """Votes and slips of people who may not vote, or were not there to do it themselves."""
    for pk in cast:
        voter = roll.get(pk)
        if voter is None:
            text = "有一票的投票人不在本次会议的名册上，不能表决，请核对"
            yield Problem("stranger", text, str(rule.basis), field)
        elif voter.barred:
            yield Problem(
                "no-vote", f"{voter.name}{voter.barred}，没有表决权，不能表决", str(rule.basis), field
            )
        elif voter.away:
            text = f"{voter.name}{voter.away}，不能表决，也不得委托他人代投"
            yield Problem("proxy", text, IN_PERSON, field)


def written_problems(
    roll: Roll, opinions: Iterable[Opinion], opens: datetime, rule: ProfileRule
) -> Iterator[Problem]:
    """Opinions that are too late, by somebody without a vote, by somebody who came, or given twice."""
    seen: set[int] = set()
    for opinion in opinions:
        voter = roll.get(opinion.member)
        text = _refused(voter, opinion, opens, opinion.member in seen)
        seen.add(opinion.member)
        if text:
            yield Problem("written", text, str(rule.basis), "written")


def _refused(voter: Voter | None, opinion: Opinion, opens: datetime, is_second: bool) -> str:
    if voter is None:
        return "有一份书面意见的提出人不在本次会议的名册上，不能计入"
    if voter.barred:
        return f"{voter.name}{voter.barred}，没有表决权，书面意见不能计入"
    if not voter.away:
        return f"{voter.name}已到会，应当场投票，不再计书面意见"
    if is_second:
        return f"{voter.name}的书面意见写了两次，只能计一份"
    if opinion.received_at >= opens:
        return f"{voter.name}的书面意见须在会议开始以前送达，迟到的不能计入"
    return ""


def names_in(text: str) -> list[str]:
    """The names in 甘小峰、柯䶮."""
    return [name for name in NAMES_APART.split(text) if name]


def teller_problems(teller: str, subject: str) -> Iterator[Problem]:
    """Nobody counts the votes on himself."""
    if subject and subject in names_in(teller):
        yield Problem("teller", f"{subject}是表决对象，不能监票、计票，请另推他人", "回避", "teller")
