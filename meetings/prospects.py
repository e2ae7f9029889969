"""Before a meeting: who is due, who has asked for leave, and whether enough will come for what is to be voted on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from branchlife.kit import clock
from meetings.lifecycle.electorate import vote_rules
from meetings.lifecycle.holding import due_roll
from meetings.models import Meeting
from meetings.rules.forecast import Expected, Forecast, forecast
from meetings.rules.votes import VoteRules
from meetings.vocabulary import MeetingState, VoteProfile
from members.access import Action, Actor
from members.models import Organisation
from members.standing import Listed

BEFORE = (MeetingState.PLANNED, MeetingState.NOTICED)
AHEAD = 31  # days before a meeting from which the desk looks at it
BY_VILLAGERS = VoteProfile.H_VILLAGERS  # whose roll is not that of the branch
EVERYBODY = (VoteProfile.C_COMMITTEE, VoteProfile.G_APPRAISAL, VoteProfile.I_DEMOCRATIC_LIFE)


@dataclass(frozen=True)
class Planned:
    """A vote that is planned: on which topics, and what it needs. No topic: what any vote would need."""

    profile: VoteProfile
    topics: tuple[str, ...]
    forecast: Forecast

    @property
    def is_short(self) -> bool:
        """Whether those expected are too few to vote, or to pass with all of them in favour."""
        return not (self.forecast.can_meet and self.forecast.can_pass)


@dataclass(frozen=True)
class Prospect:
    """A meeting still to come as it stands today."""

    meeting: Meeting
    listed: Sequence[Listed]
    leave: frozenset[int]
    planned: Sequence[Planned]

    @property
    def due(self) -> int:
        """应到."""
        return sum(one.standing.is_due for one in self.listed)

    @property
    def on_leave(self) -> int:
        """已请假."""
        return len(self.leave)

    @property
    def coming(self) -> int:
        """预计到会."""
        return self.due - self.on_leave

    @property
    def short(self) -> list[Planned]:
        """The votes for which too few are expected."""
        return [one for one in self.planned if one.is_short]


def prospect(meeting: Meeting) -> Prospect:
    """Read how a meeting stands that is still to come. Nine queries."""
    rules = vote_rules(meeting)
    listed = due_roll(meeting)
    due = {one.member.pk for one in listed if one.standing.is_due}
    asked = frozenset(meeting.attendances.values_list("member_id", flat=True)) & due
    return Prospect(
        meeting, listed, asked, [_planned(meeting.day, rules, listed, asked, *one) for one in _votes(meeting)]
    )


def _votes(meeting: Meeting) -> list[tuple[VoteProfile, tuple[str, ...]]]:
    """Each profile with its topics; the usual one of the kind where nothing is said to be voted on."""
    topics: dict[VoteProfile, list[str]] = {}
    for title, profile in meeting.agenda.exclude(planned_profile="").values_list("title", "planned_profile"):
        topics.setdefault(VoteProfile(profile), []).append(title)
    usual = meeting.spec.profile
    if not topics and usual is not None:
        topics[usual] = []
    return [(profile, tuple(titles)) for profile, titles in topics.items() if profile != BY_VILLAGERS]


def _planned(
    day: date,
    rules: VoteRules,
    listed: Sequence[Listed],
    asked: frozenset[int],
    profile: VoteProfile,
    topics: tuple[str, ...],
) -> Planned:
    voters = [one for one in listed if _is_entitled(profile, one)]
    everybody = profile is VoteProfile.E_VILLAGE_MAJOR
    expected = Expected(
        due=len(voters),
        coming=_coming(voters, asked),
        on_leave=len(asked),
        everybody=len(listed) if everybody else None,
        everybody_coming=_coming(listed, asked) if everybody else None,
    )
    return Planned(profile, topics, forecast(profile, expected, rules, on=day))


def _is_entitled(profile: VoteProfile, one: Listed) -> bool:
    if profile in EVERYBODY:
        return True
    return one.standing.can_elect if profile is VoteProfile.D_ELECTION else one.standing.can_vote


def _coming(listed: Iterable[Listed], asked: frozenset[int]) -> int:
    return sum(one.standing.is_due and one.member.pk not in asked for one in listed)


def next_meetings(actor: Actor, place: Organisation) -> list[Meeting]:
    """The meetings of the next sitting of a branch, or of a group, that this person may record. One query."""
    today = clock.today()
    rows = Meeting.seen.allowed(actor, Action.MEETING_EDIT).filter(
        state__in=BEFORE,
        start__gte=clock.at(today + timedelta(days=1), 0),
        start__lt=clock.at(today + timedelta(days=AHEAD + 1), 0),
    )
    rows = rows.filter(group=place) if place.is_group else rows.filter(branch=place)
    found = list(rows.with_places().order_by("start", "pk")[:6])
    return [row for row in found if row.gathering_id == found[0].gathering_id]
