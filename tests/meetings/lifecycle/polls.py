"""Elections for tests: nine electors in the first branch, eight of whom come; four of five suffice."""

from typing import Any

from meetings.kinds import MeetingKind
from meetings.lifecycle import ballot_count, elections
from meetings.lifecycle.ballot_count import Papers, Votes
from meetings.models import Election, Meeting
from meetings.rules.elections import ElectionVerdict
from meetings.rules.rollcall import Mark
from meetings.vocabulary import AttendanceState
from members.vocabulary import Post
from tests.cast import Cast
from tests.meetings.lifecycle import make

FOUR = ("alice", "bob", "carol", "dan")


def assembly(cast: Cast, *kinds: MeetingKind, come: tuple[str, ...] = ("henry",), **facts: Any) -> Meeting:
    """Held, with some who are exempt and came all the same."""
    marks = {cast.people[name].pk: Mark(AttendanceState.PRESENT) for name in come}
    return make.held(cast, *kinds, marks=marks, **facts)


def prepared(
    cast: Cast,
    meeting: Meeting,
    names: tuple[str, ...] = FOUR,
    seats: int = 3,
    post: Post = Post.COMMITTEE_MEMBER,
) -> Election:
    """Three commissioners out of four."""
    keys = [cast.people[name].pk for name in names]
    return elections.prepare(meeting.agenda.first(), post, seats, keys, cast.secretary)


def count(
    cast: Cast,
    election: Election,
    yes: dict[str, int],
    valid: int = 8,
    written: dict[str, int] | None = None,
    **papers: Any,
) -> ElectionVerdict:
    """So many in favour of each, the rest of the valid votes against."""
    given = {"issued": 8, "collected": 8, "invalid": 0, "scrutineers": "谢𬱖", "tellers": "李建国"} | papers
    votes = {cast.people[name].pk: Votes(number, valid - number) for name, number in yes.items()}
    write_ins = {cast.people[name].pk: number for name, number in (written or {}).items()}
    verdict = ballot_count.count(election, Papers(**given), votes, write_ins, cast.secretary)
    election.refresh_from_db()
    return verdict


def names(election: Election, *, elected: bool = False) -> list[str]:
    """Those on the list, or those elected."""
    rows = election.candidates.filter(is_elected=True) if elected else election.candidates.all()
    return [one.member.name for one in rows.order_by("pk")]
