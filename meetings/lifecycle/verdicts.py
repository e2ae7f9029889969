"""Stored votes read again: the verdict with its article, level and certainty, and what is odd about it."""

from collections.abc import Iterable
from dataclasses import replace

from branchlife.kit.problems import Problem
from meetings.lifecycle.electorate import Electorate, electorate
from meetings.models import Meeting, Motion
from meetings.rules.majority import Verdict, judge
from meetings.rules.profiles import rule_of
from meetings.rules.voters import names_in
from meetings.rules.votes import Count
from meetings.vocabulary import BALLOT_METHODS, BaseKind, MotionResult, VoteProfile

P = VoteProfile
TELLERS = 2
NUMBERS = (
    "yes",
    "no",
    "abstain",
    "issued",
    "collected",
    "invalid",
    "written_yes",
    "written_no",
    "written_abstain",
)


def motions_of(meeting: Meeting) -> list[Motion]:
    """The votes of a meeting in the order of the agenda. One query."""
    rows = Motion.objects.filter(agenda_item__meeting=meeting).select_related("agenda_item", "subject")
    return list(rows.order_by("agenda_item__order", "agenda_item", "pk"))


def motion_words(motion: Motion) -> str:
    """A vote in one line, as it is filed."""
    written = (
        f"，会前书面赞成 {motion.written_yes}、反对 {motion.written_no}、弃权 {motion.written_abstain}"
        if motion.written_yes or motion.written_no or motion.written_abstain
        else ""
    )
    about = f"（{motion.subject_words}）" if motion.subject_words else ""
    return (
        f"{motion.agenda_item.title}{about}：应到有表决权 {motion.eligible_count}，实到 {motion.present_voters}，"
        f"赞成 {motion.yes}，反对 {motion.no}，弃权 {motion.abstain}{written}，{motion.get_result_display()}"
    )


def stored_count(motion: Motion, house: Electorate) -> Count:
    """The count of a stored vote; of 四议两公开 all members come from the roll once more."""
    more: dict[str, int] = {}
    if motion.profile == P.E_VILLAGE_MAJOR:
        more = {"base_total": len(house.rows), "base_present": house.everybody_present}
    return Count(
        motion.eligible_count,
        motion.present_voters,
        **{name: getattr(motion, name) for name in NUMBERS},
        base_kind=BaseKind(motion.base_kind or BaseKind.ADULTS),
        **more,
    )


def verdict_of(motion: Motion, house: Electorate) -> Verdict:
    """The verdict of a stored vote in full, with its article, level and certainty. Result and sentence are stored."""
    return judge(
        P(motion.profile),
        stored_count(motion, house),
        house.rules,
        on=house.day,
        is_important=motion.agenda_item.is_important,
        is_urgent=motion.is_urgent,
        is_special=motion.result == MotionResult.REFERRED_UP,
    )


def warnings_of(motion: Motion, house: Electorate) -> list[Problem]:
    """What is odd about a stored vote and hinders nothing: a bare half, a near-tie, people gone, one teller."""
    found = [replace(one, field="vote") for one in verdict_of(motion, house).warnings]
    called = len(house.called.present)
    if motion.profile != P.H_VILLAGERS and motion.present_voters < called and not motion.quorum_note:
        text = (
            f"点名到会 {called} 人，表决时在场 {motion.present_voters} 人；请写一句人数变动后继续表决的理由"
        )
        found.append(Problem("fewer", text, "", "vote", blocks=False))
    if motion.method in BALLOT_METHODS and len(names_in(motion.teller)) < TELLERS:
        text = "投票一般由两人监票、计票，请补写监票人、计票人的姓名"
        found.append(Problem("tellers", text, "通行做法", "vote", blocks=False))
    return found


def odd_votes(meeting: Meeting, motions: Iterable[Motion]) -> list[Problem]:
    """What is odd about the votes of a meeting. Two queries, however many there are; none without a vote."""
    found: list[Problem] = []
    house: Electorate | None = None
    for motion in motions:
        house = house or electorate(meeting, P(motion.profile))
        found += warnings_of(motion, house_of(motion, house))
    return found


def house_of(motion: Motion, house: Electorate) -> Electorate:
    """The roll that was read for one vote as it stood at another."""
    return replace(house, rule=rule_of(P(motion.profile), house.day), at=motion.taken_at)
