"""表决 on paper and on the screen: the numbers as counted, the verdict and the rule it rests on, who was left out."""

from collections.abc import Iterator
from datetime import date

from django.db.models import prefetch_related_objects
from django.utils import timezone

from branchlife.kit.templatetags.words import cn_plain
from meetings.exports.blocks import Vote, Votes
from meetings.exports.common import by_strokes, name_words, ordinal_words
from meetings.lifecycle.electorate import Electorate, vote_rules
from meetings.lifecycle.verdicts import house_of, verdict_of
from meetings.models import AgendaItem, Meeting, Motion
from meetings.rules.majority import Verdict
from meetings.rules.profiles import rule_of
from meetings.vocabulary import BALLOT_METHODS, BaseKind, Certainty, MotionResult, Stance, VoteProfile
from members.models import DenominatorExclusion, Member
from members.vocabulary import MemberCategory

P = VoteProfile
NUMERALS = "一二三四五六七八九十"
SURE = {
    Certainty.VERIFIED: "条文已核对",
    Certainty.SECONDARY: "据二手资料",
    Certainty.MEMORY: "条文待核对",
}
WAY = "表决方式"
Cells = list[tuple[str, str]]


def numeral(number: int) -> str:
    """（一）, （二）…; beyond ten in figures."""
    return f"（{NUMERALS[number - 1] if number <= len(NUMERALS) else number}）"


def votes(meeting: Meeting) -> Votes:
    """表决 of a meeting that was `read`. At most two queries more; none where no vote was taken."""
    found = read_votes(meeting)
    numbers = [numeral(at) if len(found) > 1 else "" for at in range(1, len(found) + 1)]
    blocks = [vote_of(motion, house, number) for number, (motion, house) in zip(numbers, found, strict=True)]
    by_members = any(motion.profile not in (P.C_COMMITTEE, P.H_VILLAGERS) for motion, _ in found)
    return Votes("表　　决", blocks, left_out(meeting) if by_members else ())


def read_votes(meeting: Meeting) -> list[tuple[Motion, Electorate]]:
    """The votes in the order of the agenda, each with the roll as it stood then. One query, for the rules."""
    motions = in_order(meeting)
    if not motions:
        return []
    usual = Electorate(
        rule_of(P(motions[0][1].profile), meeting.day),
        by_strokes(meeting.attendances.all()),
        None,
        vote_rules(meeting),
        meeting.day,
    )
    for item, motion in motions:
        motion.agenda_item = item  # spares a query
    return [(motion, house_of(motion, usual)) for _, motion in motions]


def in_order(meeting: Meeting) -> list[tuple[AgendaItem, Motion]]:
    """The votes in the order of the agenda, of a meeting that was `read`."""
    items = sorted(meeting.agenda.all(), key=lambda row: (row.order, row.pk))
    return [(item, row) for item in items for row in sorted(item.motions.all(), key=lambda row: row.pk)]


def topic_of(item: AgendaItem, motion: Motion) -> str:
    """The topic, with the person voted on unless the topic names them."""
    about = motion.subject_words
    return f"{item.title}（{about}）" if about and about not in item.title else item.title


def vote_of(motion: Motion, house: Electorate, number: str = "") -> Vote:
    """One vote with everything that is said of it."""
    verdict = verdict_of(motion, house)
    return Vote(
        number,
        topic_of(motion.agenda_item, motion),
        motion.get_method_display(),
        motion.get_result_display(),
        motion.verdict,
        rule_words(verdict),
        list(table(motion, house, verdict)),
        remarks(motion, verdict),
    )


def rule_words(verdict: Verdict) -> str:
    """规则档, whose rule it is, how surely it is known."""
    version = f"，{verdict.version}版" if verdict.version else ""
    return f"{verdict.profile.label}（{verdict.level.label}规定{version}，{SURE[verdict.certainty]}）"


def table(motion: Motion, house: Electorate, verdict: Verdict) -> Iterator[Cells]:
    """The numbers, line by line; what does not belong to this vote is not there."""
    count, voters = verdict.count, house.rule.voters
    if motion.profile == P.H_VILLAGERS:
        voters = BaseKind(motion.base_kind).label
    yield [
        (WAY, motion.get_method_display()),
        (f"应到{voters}", f"{count.eligible} 名"),
        ("实到", f"{count.present} 名"),
        ("赞成", f"{count.yes} 票"),
        ("反对", f"{count.no} 票"),
        ("弃权", f"{count.abstain} 票"),
    ]
    if motion.profile == P.E_VILLAGE_MAJOR:
        yield [("党员总数", f"{count.everybody} 名"), ("到会党员", f"{count.everybody_present} 名")]
    papers = [("发出", count.issued), ("收回", count.collected), ("无效", count.invalid)]
    more = [(label, f"{number} 张") for label, number in papers if number is not None]
    if count.written:
        written = (count.written_yes, count.written_no, count.written_abstain)
        more += [(f"书面{one.label}", f"{number} 份") for one, number in zip(Stance, written, strict=True)]
    if more:
        yield more


def remarks(motion: Motion, verdict: Verdict) -> list[str]:
    """What else is to be said: the presence, the moment, the names, who counted, what became of it."""
    at, teller = motion.taken_at, "计票、监票" if motion.method in BALLOT_METHODS else "计票"
    answered = cn_plain(motion.referral_answered_on)
    said = [
        (motion.result != MotionResult.NO_QUORUM, f"到会：{verdict.quorum}"),
        (at, f"表决时间 {timezone.localtime(at):%H:%M}，实到按当时在场的人数计" if at else ""),
        (motion.quorum_note, f"人数变动后继续表决的理由：{motion.quorum_note}"),
        (motion.teller, f"{teller}：{motion.teller}"),
        (True, by_name(motion)),
        (motion.deferred_to, f"再议：{when_words(motion.deferred_to.meeting)}" if motion.deferred_to else ""),
        (motion.referral_doc, f"请示文号：{motion.referral_doc}"),
        (motion.referral_answer, f"上级答复（{answered}）：{motion.referral_answer}"),
    ]
    return [text for is_so, text in said if is_so and text]


def when_words(meeting: Meeting) -> str:
    """2026年第4次党员大会, or for a meeting without a number its day and name."""
    if meeting.ordinal:
        return ordinal_words(meeting)
    return f"{cn_plain(meeting.start)}{name_words(meeting).removeprefix(f'{meeting.year}年')}"


def by_name(motion: Motion) -> str:
    """Who was against and who abstained, where the vote was by name."""
    rows = sorted(motion.named_votes.all(), key=lambda row: row.pk)
    if not rows:
        return ""
    parts = [
        f"{stance.label}：{'、'.join(names)}"
        for stance in (Stance.NO, Stance.ABSTAIN)
        if (names := [row.member.name for row in rows if row.stance == stance])
    ]
    return "逐人表决，" + "；".join([*parts, "其余赞成" if parts else "全部赞成"])


# --- Who was left out ------------------------------------------------------------------------------------------------


def left_out(meeting: Meeting) -> list[str]:
    """Full members not counted among the voters, each with both papers (domain 4). One query."""
    rows = by_strokes(meeting.attendances.all())
    people = [row.member for row in rows if not row.can_vote and row.category == MemberCategory.FULL]
    prefetch_related_objects(people, "exclusions")
    return [member.name + "".join(map(_papers, _valid(member, meeting.day)[:1])) for member in people]


def _valid(member: Member, day: date) -> list[DenominatorExclusion]:
    return [
        paper
        for paper in member.exclusions.all()
        if paper.is_complete and paper.start <= day and (paper.end is None or paper.end > day)
    ]


def _papers(paper: DenominatorExclusion) -> str:
    return f"（{paper.get_ground_display()}；批文 {paper.superior_doc}；大会决议 {paper.resolution}）"


# --- In one line -----------------------------------------------------------------------------------------------------


def verdicts(meeting: Meeting) -> list[str]:
    """讨论鱼塘续包：通过，2×16 = 32 > 30 …, for the register. No query once the agenda is read."""
    return [
        f"{topic_of(item, motion)}：{motion.get_result_display()}，{motion.verdict}"
        for item, motion in in_order(meeting)
    ]
