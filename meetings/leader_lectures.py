"""Reads the lectures of leading cadres in a year: who gave which, in time or not, and what is wanting.

A leader is a member with that trait, or somebody from outside whom this body, or one above it, has registered as one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from branchlife.kit import clock
from meetings import regulations
from meetings.kinds import MeetingKind
from meetings.models import GuestLecturer, Lecture, Meeting
from meetings.rules.catalogue.rules import Rules
from meetings.rules.leaders import Given, report_words, shortfall
from meetings.vocabulary import MeetingState
from members.access import Action, Actor, paths_above
from members.models import Membership, Organisation, TraitPeriod
from members.vocabulary import MemberTrait

Key = tuple[str, int]


@dataclass(frozen=True)
class Leader:
    """A leader, with the body whose rules say how often to lecture. `branch` is the own one of a member."""

    key: Key
    name: str
    title: str
    home: Organisation
    branch: int | None
    rules: Rules


@dataclass(frozen=True)
class Entry:
    """A lecture of a leader. `number` counts those held this year, 0 for one still to come."""

    leader: Leader
    lecture: Lecture
    number: int
    report: str

    @property
    def meeting(self) -> Meeting:
        """The meeting at which it is given."""
        return self.lecture.meeting


@dataclass(frozen=True)
class Account:
    """What one leader gave in the year beside what is asked."""

    leader: Leader
    given: Given

    @property
    def short(self) -> str:
        """What is wanting, in words; "" for nothing."""
        return shortfall(
            self.given, self.leader.rules.leader_lecture_min, self.leader.rules.visiting_lecture_min
        )


@dataclass(frozen=True)
class LeaderYear:
    """The lectures of a year by day, and the account of each leader by home and name."""

    entries: Sequence[Entry]
    accounts: Sequence[Account]


def leader_year(actor: Actor, place: Organisation, year: int) -> LeaderYear:
    """The leaders' lectures held or called at the branches below a place that this person may read. Five queries."""
    lectures = _lectures(actor, place, year)
    members, guests = _members(place, year), _guests(place)
    homes = [*(one.branch for one in members), *(one.organisation for one in guests)]
    day = min(clock.today(), date(year, 12, 31))
    book = regulations.rulebook(homes)
    own = {
        one.member_id: Leader(
            ("member", one.member_id), one.member.name, one.member.job, one.branch, one.branch_id,
            book.on(one.branch, day),
        )
        for one in members
    }  # fmt: skip
    outside = [
        Leader(("guest", one.pk), one.name, one.title, one.organisation, None, book.on(one.organisation, day))
        for one in guests
    ]
    entries = _entries(lectures, own, outside)
    leaders = [*own.values(), *(one for one in outside if _below(one, place) or _has(one, entries))]
    return LeaderYear(entries, [_account(one, entries) for one in leaders])


def _below(leader: Leader, place: Organisation) -> bool:
    return leader.home.path.startswith(place.path)


def _has(leader: Leader, entries: Iterable[Entry]) -> bool:
    return any(entry.leader == leader for entry in entries)


def _lectures(actor: Actor, place: Organisation, year: int) -> list[Lecture]:
    rows = Meeting.seen.allowed(actor, Action.MEETING_VIEW).filter(
        kind=MeetingKind.PARTY_LECTURE, year=year, branch__path__startswith=place.path
    )
    found = Lecture.objects.filter(meeting__in=rows.exclude(state=MeetingState.NOT_HELD).values("pk"))
    found = found.select_related("lecturer", "meeting__branch", "meeting__group", "meeting__gathering")
    return list(found.order_by("meeting__start", "pk"))


def _members(place: Organisation, year: int) -> list[Membership]:
    """Members of the branches below who were leading cadres on a day of the year, with their branch."""
    traits = TraitPeriod.objects.crossing(date(year, 1, 1), date(year + 1, 1, 1))
    leaders = traits.filter(trait=MemberTrait.LEADING_CADRE).values("member")
    rows = Membership.objects.on(min(clock.today(), date(year, 12, 31))).filter(
        member__in=leaders, branch__path__startswith=place.path
    )
    ordered = rows.select_related("member", "branch").order_by(
        "branch__path", "member__stroke_order", "member"
    )
    return list({row.member_id: row for row in ordered}.values())


def _guests(place: Organisation) -> list[GuestLecturer]:
    rows = GuestLecturer.objects.filter(is_leader=True).select_related("organisation")
    near = rows.filter(organisation__path__startswith=place.path)
    above = rows.filter(organisation__path__in=paths_above(place.path))
    return list((near | above).order_by("organisation__path", "name", "pk"))


def _entries(
    lectures: Sequence[Lecture], own: Mapping[int, Leader], outside: Sequence[Leader]
) -> list[Entry]:
    entries, given = [], dict[Key, int]()
    for lecture in lectures:
        leader = _leader_of(lecture, own, outside)
        if leader is None:
            continue
        number = 0
        if lecture.meeting.is_held:
            number = given[leader.key] = given.get(leader.key, 0) + 1
        entries.append(Entry(leader, lecture, number, _report(leader, lecture)))
    return entries


def _leader_of(lecture: Lecture, own: Mapping[int, Leader], outside: Sequence[Leader]) -> Leader | None:
    """By the roll, else by the name that was written: a registered leader of a body over the branch."""
    if lecture.lecturer_id is not None:
        return own.get(lecture.lecturer_id)
    path, name = lecture.meeting.branch.path, lecture.lecturer_name.strip()
    return next((one for one in outside if one.name == name and path.startswith(one.home.path)), None)


def _report(leader: Leader, lecture: Lecture) -> str:
    at = lecture.pre_reported_at
    reported = clock.local_date(at) if at else None
    return report_words(lecture.meeting.day, reported, leader.rules.lecture_report_days, clock.today())


def _account(leader: Leader, entries: Iterable[Entry]) -> Account:
    held = [entry.meeting for entry in entries if entry.leader.key == leader.key and entry.number]
    return Account(leader, Given(len(held), sum(meeting.branch_id != leader.branch for meeting in held)))
