"""What the inspection will say of a record, told to the secretary before it is filed, by the same checks."""

from collections.abc import Iterator, Sequence

from branchlife.kit import clock
from branchlife.kit.problems import Problem
from meetings.inspection.checks import outcomes
from meetings.inspection.checks.base import Check, Found
from meetings.inspection.reading import snapshot
from meetings.inspection.snapshot import Snapshot
from meetings.inspection.vocabulary import SubjectType
from meetings.models import Meeting
from meetings.vocabulary import HELD_STATES
from members.access import Action, Actor

# Where most of what a check finds is mended: steps of the record by the field of which they know.
FIELDS = {"ATT": "roll", "HOST": "host"}
# That it is late is said beside the button that files, and filing is what is about to be done.
BY_FILING = ("AUTH-01", "FILE-05", "FILE-12")


def of_meeting(meeting: Meeting, actor: Actor) -> Sequence[Problem]:
    """The findings about this very record, worded as suspicions; those about a person only for who keeps the roll."""
    if meeting.state not in HELD_STATES:
        return ()
    keeps_roll = meeting.branch_id in actor.own_organisations(Action.FINDING_PERSONAL)
    seen = snapshot(meeting.branch, meeting.day.year, clock.today())
    return [
        Problem(
            check.code,
            words(check, found, seen),
            check.basis_words,
            FIELDS.get(check.family, ""),
            blocks=False,
        )
        for check, found in _about(seen, meeting)
        if (keeps_roll or not check.is_personal) and not (found.excuse or check.code in BY_FILING)
    ]


def words(check: Check, found: Found, seen: Snapshot) -> str:
    """疑似：主持人不符：主持人当日不是书记，不是委员（应当：书记主持，或受书记委托的委员主持）."""
    who = seen.names.get(found.subject.pk, "") if found.subject.kind is SubjectType.MEMBER else ""
    return f"{check.words}：{who}{found.actual}（应当：{found.expected}）"


def _about(seen: Snapshot, meeting: Meeting) -> Iterator[tuple[Check, Found]]:
    """Of all that is found in the year of the branch what speaks of this record alone."""
    for check, outcome in outcomes(seen):
        for found in outcome.findings:
            if _speaks_of(found, meeting):
                yield check, found


def _speaks_of(found: Found, meeting: Meeting) -> bool:
    if found.subject.kind is SubjectType.MEETING:
        return found.subject.pk == meeting.pk
    here = (SubjectType.MEETING, meeting.pk) in [(one.kind, one.pk) for one in found.evidence]
    return here and found.window.first == found.window.last
