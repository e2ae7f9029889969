"""VOTE: votes and decisions (checks.md 4): the whole family in the order of its codes. Pure."""

from meetings.inspection.checks import vote_after, vote_counting, vote_elections, vote_majority, vote_presence
from meetings.inspection.checks.base import Check

CLASSES: tuple[type[Check], ...] = (
    vote_presence.AssemblyCame,
    vote_presence.CommitteeCame,
    vote_presence.AdmissionCame,
    vote_elections.ElectionCame,
    vote_majority.AssemblyPassed,
    vote_majority.AdmissionPassed,
    vote_majority.CommitteePassed,
    vote_counting.Unbalanced,
    vote_counting.Slips,
    vote_counting.NoVote,
    vote_counting.NotSecret,
    vote_counting.AllAtOnce,
    vote_counting.WrittenLate,
    vote_elections.ByProxy,
    vote_elections.TooFewNames,
    vote_elections.NotEnoughVotes,
    vote_after.NotFirst,
    vote_majority.NearlyEven,
    vote_after.NotFollowed,
    vote_after.BeyondTemporary,
    vote_after.NoResolution,
    vote_majority.VillageMajor,
    vote_majority.Villagers,
    vote_presence.DemocraticLifeCame,
    vote_after.Incomplete,
    vote_elections.TooManyElected,
    vote_after.NotAgain,
)
