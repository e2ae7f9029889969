"""What is counted in an election, and the words for what it came to. Pure."""

from dataclasses import dataclass

from branchlife.kit.choices import Words
from meetings.rules.votes import Count


class ElectionOutcome(Words):
    """一轮选举的结局，由票数算出."""

    COMPLETE = "complete", "选足"
    REDUCED = "reduced", "减少名额"
    SECOND_ROUND = "second_round", "另行选举"
    TIE = "tie", "同票，再次投票"
    VOID = "void", "选举无效"
    NO_QUORUM = "no_quorum", "人数不足"


class CandidateStanding(Words):
    """候选人在一轮选举后的情况，由票数算出."""

    ELECTED = "elected", "当选"
    TIED = "tied", "同票，再次投票"
    RUNNER_UP = "runner_up", "列入另行选举"
    NOT_ELECTED = "not_elected", "未当选"


@dataclass(frozen=True)
class CandidateCount:
    """The votes of one person; `key` tells namesakes apart. Of a write-in (另选他人) only `yes` is counted."""

    key: int
    name: str
    yes: int
    no: int = 0
    abstain: int = 0
    is_write_in: bool = False

    @property
    def votes(self) -> int:
        """All votes on this person."""
        return self.yes + self.no + self.abstain


@dataclass(frozen=True)
class ElectionCount:
    """One round for one post. `may_be_equal`: as many candidates as seats will do (书记、副书记).

    `consent` are the voters who agreed to fewer seats; None when they were not asked.
    """

    seats: int
    eligible: int
    present: int
    issued: int
    collected: int
    valid: int
    invalid: int
    candidates: tuple[CandidateCount, ...]
    round: int = 1
    may_be_equal: bool = False
    consent: int | None = None

    @property
    def nominated(self) -> int:
        """Candidates on the ballot."""
        return sum(not candidate.is_write_in for candidate in self.candidates)

    def of(self, candidate: CandidateCount) -> Count:
        """The count of one candidate, as the inequalities read it."""
        return Count(self.eligible, self.present, candidate.yes, candidate.no, candidate.abstain)
