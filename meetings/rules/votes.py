"""What is counted in a vote, and the values that decide over it where regulations leave room or contradict. Pure."""

from dataclasses import dataclass

from branchlife.kit.choices import Words
from meetings.vocabulary import BaseKind, VoteProfile


class PassBase(Words):
    """过半数以谁为分母：各处写法不一，所以可以配置."""

    DUE = "due", "应到会"
    MEMBERS = "members", "全体委员"
    PRESENT = "present", "实到会"


@dataclass(frozen=True)
class VoteRules:
    """The values of domain 17.3 by their keys, with the national defaults."""

    quorum_inclusive: bool = False
    election_quorum_inclusive: bool = True
    election_pass_base: str = PassBase.DUE
    election_surplus_percent: int = 20
    committee_pass_base: str = PassBase.MEMBERS
    close_gap_min: int = 1
    close_gap_percent: int = 10
    secret_profiles: tuple[str, ...] = (
        VoteProfile.B_ADMISSION,
        VoteProfile.D_ELECTION,
        VoteProfile.G_APPRAISAL,
    )
    village_major_inclusive: bool = False
    review_participation_percent: int = 95


DEFAULT = VoteRules()


@dataclass(frozen=True)
class Count:
    """What was counted.

    `eligible` and `present` are those with a vote: members, commissioners, villagers — for 村民会议 `base_kind` says
    which. `issued` to `invalid` only for ballots on paper. `written_*` are opinions delivered before the meeting by
    members who did not come. `base_total` and `base_present` are all members of the branch, with a vote or without
    (四议两公开 only).
    """

    eligible: int
    present: int
    yes: int = 0
    no: int = 0
    abstain: int = 0
    issued: int | None = None
    collected: int | None = None
    invalid: int | None = None
    written_yes: int = 0
    written_no: int = 0
    written_abstain: int = 0
    base_kind: BaseKind = BaseKind.ADULTS
    base_total: int | None = None
    base_present: int | None = None

    @property
    def votes(self) -> int:
        """Valid votes and abstentions of those present."""
        return self.yes + self.no + self.abstain

    @property
    def written(self) -> int:
        """Opinions delivered before the meeting."""
        return self.written_yes + self.written_no + self.written_abstain

    @property
    def in_favour(self) -> int:
        """In favour at the meeting or in writing before it."""
        return self.yes + self.written_yes

    @property
    def everybody(self) -> int:
        """All members of the branch. Raises ValueError when they were not counted."""
        return _counted(self.base_total)

    @property
    def everybody_present(self) -> int:
        """All members who came. Raises ValueError when they were not counted."""
        return _counted(self.base_present)


def _counted(number: int | None) -> int:
    if number is None:
        raise ValueError("四议两公开须有党员总数和到会党员数")
    return number
