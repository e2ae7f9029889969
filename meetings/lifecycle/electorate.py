"""Who is counted at a vote: the roll as it was frozen, and who of it was in the room at that moment."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone

from branchlife.kit.problems import Problem, Refusal
from meetings.models import Attendance, Meeting, Motion
from meetings.regulations import rules_of
from meetings.rules.profiles import ProfileRule, rule_of
from meetings.rules.voters import Voter
from meetings.rules.votes import DEFAULT, VoteRules
from meetings.vocabulary import AttendanceState, VoteProfile
from members.vocabulary import MemberCategory


def vote_rules(meeting: Meeting) -> VoteRules:
    """The values that decide over the votes of a meeting: those of its day, once filed the frozen ones. One query."""
    return rules_of(meeting).votes


@dataclass(frozen=True)
class Electorate:
    """The frozen roll of a meeting as one profile counts it: at the moment of the vote, or (None) as it was called."""

    rule: ProfileRule
    rows: Sequence[Attendance]
    at: datetime | None = None
    rules: VoteRules = DEFAULT
    day: date | None = None

    @property
    def voters(self) -> list[Attendance]:
        """D: those entitled, there or not."""
        return [row for row in self.rows if not barred(self.rule.profile, row)]

    @property
    def present(self) -> list[Attendance]:
        """P: those of them who were in the room."""
        return [row for row in self.voters if is_there(row, self.at)]

    @property
    def everybody_present(self) -> int:
        """All members in the room, with a vote or without."""
        return sum(is_there(row, self.at) for row in self.rows)

    @property
    def called(self) -> "Electorate":
        """The same as the roll was called, whoever came late or left."""
        return replace(self, at=None)

    @property
    def has_moves(self) -> bool:
        """Whether somebody came late or left early, so that the moment matters."""
        return any(row.is_there and (row.arrived_at or row.left_at) for row in self.rows)

    @property
    def roll(self) -> dict[int, Voter]:
        """Everybody on the roll by primary key, with the reason for whoever may not vote."""
        return {
            row.member_id: Voter(
                row.member_id, row.member.name, barred(self.rule.profile, row), away_words(row, self.at)
            )
            for row in self.rows
        }


def electorate(
    meeting: Meeting, profile: VoteProfile, at: datetime | None = None, rules: VoteRules | None = None
) -> Electorate:
    """Who is counted at a vote of this profile (domain 4 and 5), in the order of the roll. Two queries at most."""
    rows = meeting.attendances.select_related("member")
    ordered = rows.order_by("member__stroke_order", "member__name", "member_id")
    day = meeting.day
    return Electorate(rule_of(profile, day), list(ordered), at, rules or vote_rules(meeting), day)


def is_there(row: Attendance, at: datetime | None) -> bool:
    """Whether somebody was in the room at a moment; without one, whether the roll counts them as come."""
    if not row.is_there or at is None:
        return row.is_there
    return (row.arrived_at is None or row.arrived_at <= at) and (row.left_at is None or row.left_at > at)


def barred(profile: VoteProfile, row: Attendance) -> str:
    """Why a person on the roll has no vote by a profile; "" for who has. In a committee every member has."""
    if profile is VoteProfile.C_COMMITTEE or row.can_vote:
        return ""
    if row.category == MemberCategory.PROBATIONARY:
        return "当日是预备党员"
    return "当日不计入有表决权的应到"


def away_words(row: Attendance, at: datetime | None) -> str:
    """Why a person was not in the room at a moment; "" for who was."""
    if not row.is_there:
        return f"登记为{AttendanceState(row.state).label}"
    if is_there(row, at):
        return ""
    if row.arrived_at is not None and at is not None and row.arrived_at > at:
        return f"{timezone.localtime(row.arrived_at):%H:%M} 才到会"
    return f"{timezone.localtime(row.left_at):%H:%M} 已离会"


def check_votes(meeting: Meeting, before: Sequence[Attendance]) -> None:
    """Refuses a changed roll with which a vote already entered no longer agrees, naming whom it would drop or add.

    `before` is the roll by which the votes were counted. Call it after the new roll is written, in the transaction.
    """
    motions = Motion.objects.filter(agenda_item__meeting=meeting).exclude(profile=VoteProfile.H_VILLAGERS)
    for motion in motions.select_related("agenda_item").order_by("pk"):
        now = electorate(meeting, VoteProfile(motion.profile), motion.taken_at, DEFAULT)
        was = replace(now, rows=before)
        found = list(_disagreements(motion, was, now))
        if found:
            raise Refusal(*found)


def _disagreements(motion: Motion, was: Electorate, now: Electorate) -> list[Problem]:
    mend = f"；点名确有差错的，请先撤去“{motion.agenda_item.title}”的表决，改好点名再登记"
    gone = _names(was.present, now.present)
    if gone:
        text = f"{gone}已在“{motion.agenda_item.title}”的表决中计票，不能改为未到会{mend}"
        return [Problem("voted", text, "表决人数须相符", "roll")]
    if (len(now.voters), len(now.present)) == (motion.eligible_count, motion.present_voters):
        return []
    more = _names(now.present, was.present)
    who = f"点名多出{more}，" if more else ""
    text = (
        f"{who}有表决权的应到 {len(now.voters)}、实到 {len(now.present)}，与已登记的表决"
        f"（应到 {motion.eligible_count}、实到 {motion.present_voters}）不符{mend}"
    )
    return [Problem("voted", text, "表决人数须相符", "roll")]


def _names(rows: Sequence[Attendance], others: Sequence[Attendance]) -> str:
    known = {row.member_id for row in others}
    return "、".join(row.member.name for row in rows if row.member_id not in known)
