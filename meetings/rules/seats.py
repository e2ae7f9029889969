"""Who takes the seats, who stands again, how many candidates there must be: by votes alone. Pure."""

from collections.abc import Sequence

from meetings.rules.ballots import CandidateCount
from meetings.rules.shares import percent, smallest
from meetings.rules.votes import DEFAULT, VoteRules

People = tuple[CandidateCount, ...]


def candidates_needed(seats: int, rules: VoteRules = DEFAULT) -> int:
    """The fewest candidates that exceed the seats by the percentage (差额): 4 for 3 seats, 6 for 5, 9 for 7."""
    share = percent(rules.election_surplus_percent)
    enough = rules.election_surplus_percent * seats  # one hundredth of it would do
    return seats + (smallest(lambda more: share.holds(more, seats), enough) or 0)


def by_votes(people: Sequence[CandidateCount]) -> People:
    """Most votes first; equals in the order of the ballot."""
    return tuple(sorted(people, key=lambda person: -person.yes))


def take(over: Sequence[CandidateCount], seats: int) -> tuple[People, People]:
    """Those who take seats among all who passed the line, and those whom equal votes keep from being told apart."""
    if len(over) <= seats:
        return tuple(over), ()
    edge = by_votes(over)[seats - 1].yes
    above = tuple(person for person in over if person.yes > edge)
    level = tuple(person for person in over if person.yes == edge)
    if len(above) + len(level) == seats:
        return above + level, ()
    return above, level


def runners_up(others: Sequence[CandidateCount], vacant: int, rules: VoteRules = DEFAULT) -> People:
    """The candidates of the next round: those with most votes, enough for a choice; equals at the edge all stand."""
    ranked, wanted = by_votes(others), candidates_needed(vacant, rules)
    if len(ranked) <= wanted:
        return ranked
    edge = ranked[wanted - 1].yes
    return tuple(person for person in ranked if person.yes >= edge)
