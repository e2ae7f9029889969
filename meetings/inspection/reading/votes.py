"""Reads votes, elections and resolutions of a year, in ten queries however many."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Max, Q

from branchlife.kit import clock
from meetings.inspection.votes import (
    Decision,
    Exclusion,
    Franchise,
    Mention,
    Poll,
    Runner,
    Topic,
    Vote,
    Votes,
)
from meetings.models import (
    AgendaItem,
    Attendance,
    BallotIssue,
    Candidate,
    Election,
    Motion,
    Resolution,
    WrittenOpinion,
)
from meetings.models.resolution import owners_of
from meetings.rules.frequency import Life
from meetings.rules.votes import Count
from meetings.vocabulary import HELD_STATES, BaseKind
from members.models import DenominatorExclusion, Membership, Organisation

TOPIC = (
    "agenda_item_id", "agenda_item__title", "agenda_item__category", "agenda_item__is_important",
    "agenda_item__topic_key",
)  # fmt: skip
COUNTED = {
    "eligible_count": "eligible", "present_voters": "present", "yes": "yes", "no": "no", "abstain": "abstain",
    "issued": "issued", "collected": "collected", "invalid": "invalid", "written_yes": "written_yes",
    "written_no": "written_no", "written_abstain": "written_abstain",
}  # fmt: skip
POLLED = {
    "pk": "pk", "post": "post", "seats": "seats", "round": "round", "state": "state", "eligible_count": "eligible",
    "voters_present": "present", "issued": "issued", "collected": "collected", "valid": "valid", "invalid": "invalid",
}  # fmt: skip
AT = "agenda_item__meeting_id"


def votes_of(organisation: Organisation, year: int) -> Votes:
    """What the checks may know of them."""
    inside = Q(agenda_item__meeting__branch=organisation, agenda_item__meeting__start__year=year)
    votes = list(_votes(inside))
    polls = list(_polls(inside))
    return Votes(
        votes,
        polls,
        list(_decisions(organisation, year)),
        list(_mentions(organisation, year)),
        list(_exclusions(organisation, year)),
        _franchise({one.meeting for one in votes} | {one.meeting for one in polls}),
        organisation.approval_doc,
    )


def _topic(row: Mapping[str, Any]) -> Topic:
    pk, title, category, important, key = (row[name] for name in TOPIC)
    return Topic(pk or 0, title or "", category or "other", bool(important), key or "")


def _votes(inside: Q) -> Iterable[Vote]:
    opinions = _by(
        WrittenOpinion.objects.filter(motion__in=Motion.objects.filter(inside)), "motion_id", "received_at"
    )
    drawn = _by(
        BallotIssue.objects.filter(motion__in=Motion.objects.filter(inside)), "motion_id", "member_id"
    )
    about = ("subject_id", "subject_name")
    rest = ("profile", "method", "result", "is_urgent", "referral_doc", "base_kind")
    rows = Motion.objects.filter(inside).order_by("agenda_item__meeting__start", "pk")
    for row in rows.values("pk", AT, *TOPIC, *COUNTED, *about, *rest):
        count = Count(
            **{ours: row[name] for name, ours in COUNTED.items()},
            base_kind=BaseKind(row["base_kind"] or BaseKind.ADULTS),
        )
        yield Vote(
            pk=row["pk"],
            meeting=row[AT],
            topic=_topic(row),
            count=count,
            profile=row["profile"],
            method=row["method"],
            result=row["result"],
            subjects=1 if row["subject_id"] else len(owners_of(row["subject_name"])),
            is_urgent=row["is_urgent"],
            referral_doc=row["referral_doc"],
            drawn=frozenset(drawn.get(row["pk"], ())),
            opinions=opinions.get(row["pk"], ()),
        )


def _polls(inside: Q) -> Iterable[Poll]:
    chosen = Election.objects.filter(inside)
    people: dict[int, list[Runner]] = defaultdict(list)
    names = ("election_id", "member_id", "yes", "no", "abstain", "is_elected", "is_write_in")
    runners = Candidate.objects.filter(election__in=chosen).order_by("pk").values_list(*names)
    for poll, member, yes, no, abstain, is_elected, is_write_in in runners:
        people[poll].append(Runner(member, yes or 0, no or 0, abstain or 0, is_elected, is_write_in))
    drawn = _by(BallotIssue.objects.filter(election__in=chosen), "election_id", "member_id")
    rows = chosen.order_by("agenda_item__meeting__start", "pk").values(AT, *TOPIC, *POLLED)
    for row in rows:
        yield Poll(
            **{ours: row[name] for name, ours in POLLED.items()},
            meeting=row[AT],
            topic=_topic(row),
            people=people.get(row["pk"], ()),
            drawn=frozenset(drawn.get(row["pk"], ())),
        )


def _decisions(organisation: Organisation, year: int) -> Iterable[Decision]:
    rows = (
        Resolution.objects.standing()
        .filter(meeting__branch=organisation, meeting__start__year=year)
        .annotate(noted_on=Max("follow_ups__noted_on"))
        .order_by("meeting__start", "pk")
    )
    for row in rows.values("pk", "meeting_id", "text", "responsible", "due_on", "state", "noted_on", *TOPIC):
        topic = _topic(row) if row["agenda_item_id"] else None
        yield Decision(
            row["pk"],
            row["meeting_id"],
            row["text"],
            topic,
            row["responsible"],
            row["due_on"],
            row["state"],
            row["noted_on"],
        )


def _mentions(organisation: Organisation, year: int) -> Iterable[Mention]:
    """Topics of meetings that were held, from a year before on: matters come up again."""
    rows = AgendaItem.objects.filter(
        Q(topic_key__gt="") | Q(carried_from__isnull=False),
        meeting__branch=organisation,
        meeting__state__in=HELD_STATES,
        meeting__start__gte=clock.at(date(year - 1, 1, 1), 0),
    )
    names = ("meeting__kind", "meeting__start", "topic_key", "carried_from_id", "meeting__group_id")
    for row in rows.order_by("meeting__start", "pk").values_list(*names):
        yield Mention(*row)


def _exclusions(organisation: Organisation, year: int) -> Iterable[Exclusion]:
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    roll = Membership.objects.crossing(first, after).filter(branch=organisation)
    rows = DenominatorExclusion.objects.crossing(first, after).filter(member__in=roll.values("member"))
    for row in rows.order_by("start", "pk"):
        yield Exclusion(row.member_id, Life(row.start, row.end), row.lacking)


def _franchise(meetings: set[int]) -> Mapping[int, Franchise]:
    """By the rolls as they were frozen; nothing of a meeting whose roll was never called."""
    voters: dict[int, set[int]] = defaultdict(set)
    electors: dict[int, set[int]] = defaultdict(set)
    rows = Attendance.objects.called().filter(meeting__in=meetings).order_by("pk")
    for meeting, member, votes, elects in rows.values_list(
        "meeting_id", "member_id", "can_vote", "can_elect"
    ):
        voters[meeting] |= {member} if votes else set()
        electors[meeting] |= {member} if elects else set()
    return {pk: Franchise(frozenset(voters[pk]), frozenset(electors[pk])) for pk in voters}


def _by(rows: Any, key: str, value: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for one, said in rows.order_by("pk").values_list(key, value):
        found[one].append(said)
    return found
