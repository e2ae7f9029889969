"""Putting a motion: who was entitled and there comes from the frozen roll, the result from the rules, not a form.

What does not add up, or was cast by somebody who may not, is refused with the inequality in words: nothing is stored.
"""

from dataclasses import asdict

from django.db import transaction

from branchlife.kit.problems import Refusal
from meetings.lifecycle import deferral
from meetings.lifecycle.electorate import Electorate, electorate
from meetings.lifecycle.entries import Entry, count_of, problems_of, settled
from meetings.lifecycle.table import editable, touched
from meetings.models import AgendaItem, BallotIssue, Meeting, Motion, NamedVote, WrittenOpinion
from meetings.rules.majority import Verdict, judge
from meetings.rules.votes import Count
from meetings.vocabulary import MotionResult, VoteMethod, VoteProfile
from members.models import User

P = VoteProfile


@transaction.atomic
def put_motion(item: AgendaItem, entry: Entry, by: User | None, *, motion: Motion | None = None) -> Motion:
    """Enter a vote. The same count entered twice on one topic is one vote: a button pressed twice."""
    row = editable(item.meeting)
    profile = _profile(row, entry)
    house = electorate(row, profile, entry.taken_at)
    entry = settled(entry, house)
    count = count_of(house, entry)
    found = list(problems_of(row, house, entry, count))
    if found:
        raise Refusal(*found)
    motion = motion or _before(item, profile, entry, count) or Motion(agenda_item=item, created_by=by)
    _fill(motion, profile, entry, count, _judged(house, item, entry, count))
    motion.changed_by = by
    motion.save()
    _write_names(motion, house, entry, by)
    touched(row, by)
    deferral.follow(motion, row, by)
    return motion


def _profile(row: Meeting, entry: Entry) -> VoteProfile:
    spec = row.spec
    if spec.profile is None:
        raise Refusal.because("no-vote", f"{spec.name}不进行表决。", spec.basis, "motion")
    profile = entry.profile or spec.profile
    if profile not in spec.profiles:
        allowed = "、".join(one.label for one in spec.profiles)
        raise Refusal.because(
            "profile", f"{spec.name}不按“{profile.label}”表决，可以按{allowed}。", spec.basis, "profile"
        )
    if row.due_count is None and profile is not P.H_VILLAGERS:
        raise Refusal.because("roll-first", "请先点名，再登记表决：应到、实到从点名取得。", field="roll")
    return profile


def _before(item: AgendaItem, profile: VoteProfile, entry: Entry, count: Count) -> Motion | None:
    return item.motions.filter(
        profile=profile,
        method=entry.method,
        teller=entry.teller,
        subject=entry.subject,
        subject_name=entry.subject_name,
        eligible_count=count.eligible,
        present_voters=count.present,
        **asdict(entry.tally),
    ).first()


def _judged(house: Electorate, item: AgendaItem, entry: Entry, count: Count) -> Verdict:
    return judge(
        house.rule.profile,
        count,
        house.rules,
        on=house.day,
        is_important=item.is_important,
        is_urgent=entry.is_urgent,
        is_special=entry.is_special,
    )


def _fill(motion: Motion, profile: VoteProfile, entry: Entry, count: Count, verdict: Verdict) -> None:
    motion.profile, motion.method = profile, entry.method
    motion.eligible_count, motion.present_voters = count.eligible, count.present
    for name, value in asdict(entry.tally).items():
        setattr(motion, name, value)
    for name in ("written_yes", "written_no", "written_abstain"):
        setattr(motion, name, getattr(count, name))
    for name in ("teller", "subject", "subject_name", "taken_at", "quorum_note"):
        setattr(motion, name, getattr(entry, name))
    motion.base_kind = entry.base.kind if entry.base else ""
    motion.is_urgent = entry.is_urgent and profile is P.F_DELIBERATION
    motion.result, motion.verdict = verdict.decided, verdict.sentence
    motion.referral_doc = entry.referral_doc if verdict.result is MotionResult.REFERRED_UP else ""


def _write_names(motion: Motion, house: Electorate, entry: Entry, by: User | None) -> None:
    """Who voted how, where that was open; who drew a slip, in the order of the roll, where it was secret."""
    for rows in (motion.named_votes, motion.ballot_issues, motion.written_opinions):
        rows.all().delete()
    said = entry.stances or {}
    ordered = [row.member_id for row in house.present]
    NamedVote.objects.bulk_create(
        NamedVote(motion=motion, member_id=pk, stance=said[pk], created_by=by) for pk in ordered if pk in said
    )
    if motion.method == VoteMethod.SECRET_BALLOT and motion.profile != P.H_VILLAGERS:
        BallotIssue.objects.bulk_create(
            BallotIssue(motion=motion, member_id=pk) for pk in ordered if pk not in entry.undrawn
        )
    WrittenOpinion.objects.bulk_create(
        WrittenOpinion(
            motion=motion, member_id=one.member, stance=one.stance, received_at=one.received_at, created_by=by
        )
        for one in entry.written
    )


@transaction.atomic
def drop_motion(motion: Motion, by: User | None) -> None:
    """Take back a vote that was entered by mistake, before filing; what it put off comes off the next agenda."""
    row = editable(motion.agenda_item.meeting)
    deferral.withdraw(motion, by)
    motion.delete()
    touched(row, by)
