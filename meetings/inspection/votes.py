"""Votes, elections and resolutions of the meetings of a year, as the checks know them. Pure: numbers as they were
frozen, by meeting; who had a vote comes from the roll of the day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from meetings.rules.frequency import Life
from meetings.rules.votes import Count
from meetings.vocabulary import (
    AgendaCategory,
    ElectionState,
    MotionResult,
    ResolutionState,
    VoteMethod,
    VoteProfile,
)
from members.vocabulary import Post


@dataclass(frozen=True)
class Topic:
    """A topic of an agenda; topics of one matter carry the same key."""

    pk: int = 0
    title: str = ""
    category: str = AgendaCategory.OTHER
    is_important: bool = False
    key: str = ""


@dataclass(frozen=True)
class Vote:
    """A vote on a topic. `drawn` are the members who drew a slip, `opinions` the moments at which they came in."""

    pk: int
    meeting: int
    topic: Topic
    count: Count
    profile: str = VoteProfile.A_ASSEMBLY
    method: str = VoteMethod.SHOW_OF_HANDS
    result: str = MotionResult.PASSED
    subjects: int = 0  # how many people it was about
    is_urgent: bool = False
    referral_doc: str = ""
    drawn: frozenset[int] = frozenset()
    opinions: Sequence[datetime] = ()

    @property
    def title(self) -> str:
        """The topic."""
        return self.topic.title


@dataclass(frozen=True)
class Runner:
    """A candidate, or somebody written in, with the votes."""

    member: int
    yes: int = 0
    no: int = 0
    abstain: int = 0
    is_elected: bool = False
    is_write_in: bool = False

    @property
    def votes(self) -> int:
        """All of them together."""
        return self.yes + self.no + self.abstain


@dataclass(frozen=True)
class Poll:
    """One round of an election to a post. Without numbers before the count."""

    pk: int
    meeting: int
    topic: Topic
    post: str = Post.COMMITTEE_MEMBER
    seats: int = 1
    round: int = 1
    state: str = ElectionState.COUNTED
    eligible: int | None = None
    present: int | None = None
    issued: int | None = None
    collected: int | None = None
    valid: int | None = None
    invalid: int | None = None
    people: Sequence[Runner] = ()
    drawn: frozenset[int] = frozenset()

    @property
    def title(self) -> str:
        """The topic, the post and the round."""
        return f"{self.topic.title}·{Post(self.post).label}第{self.round}轮"

    @property
    def is_counted(self) -> bool:
        """Whether there are numbers to look at."""
        return None not in (self.eligible, self.present, self.issued, self.collected)

    @property
    def is_void(self) -> bool:
        """Declared void: too few had come, or more slips came back than were given out."""
        return self.state == ElectionState.VOID

    @property
    def count(self) -> Count:
        """Who was entitled and who came."""
        return Count(self.eligible or 0, self.present or 0)

    @property
    def nominated(self) -> list[Runner]:
        """Those who stood on the slip."""
        return [one for one in self.people if not one.is_write_in]

    @property
    def elected(self) -> list[Runner]:
        """Those elected."""
        return [one for one in self.people if one.is_elected]


@dataclass(frozen=True)
class Decision:
    """A resolution, where it stands today, and the day on which something was last noted of it."""

    pk: int
    meeting: int
    title: str
    topic: Topic | None = None
    responsible: str = ""
    due_on: date | None = None
    state: str = ResolutionState.OPEN
    noted_on: date | None = None


@dataclass(frozen=True)
class Mention:
    """A topic of a meeting that was held, whenever: on the matter of a key, or carried on from another topic."""

    kind: str
    at: datetime
    key: str = ""
    source: int | None = None
    group: int | None = None

    def is_of(self, topic: Topic) -> bool:
        """Whether it is the same matter."""
        return self.source == topic.pk or bool(topic.key and topic.key == self.key)


@dataclass(frozen=True)
class Exclusion:
    """不计入应到 of a member for a time, and which of its papers are lacking."""

    member: int
    life: Life
    lacking: Sequence[str] = ()


@dataclass(frozen=True)
class Franchise:
    """Who of the frozen roll had a vote, and who could elect, there or not."""

    voters: frozenset[int] = frozenset()
    electors: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Votes:
    """All of them, in the order of the meetings; `franchise` by meeting, of those at which there was a vote."""

    votes: Sequence[Vote] = ()
    polls: Sequence[Poll] = ()
    decisions: Sequence[Decision] = ()
    mentions: Sequence[Mention] = ()
    exclusions: Sequence[Exclusion] = ()
    franchise: Mapping[int, Franchise] = field(default_factory=dict)
    approval_doc: str = ""  # the words of the organisation's approval

    def at(self, meeting: int) -> list[Vote]:
        """The votes of a meeting."""
        return [one for one in self.votes if one.meeting == meeting]

    def polls_at(self, meeting: int) -> list[Poll]:
        """The elections of a meeting."""
        return [one for one in self.polls if one.meeting == meeting]

    def decided_at(self, meeting: int) -> list[Decision]:
        """What a meeting resolved."""
        return [one for one in self.decisions if one.meeting == meeting]
