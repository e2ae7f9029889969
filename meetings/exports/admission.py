"""发展党员: the slips for a secret ballot on paper, all alike, and 票决登记, one sheet for each person."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from branchlife.kit.exports import register
from branchlife.kit.templatetags.words import cn_date, cn_plain, cn_time
from meetings.exports.blocks import Block, Line, Pair, Signature, Text, paragraphs
from meetings.exports.common import MeetingPdf, body_name, name_words
from meetings.exports.vote_parts import read_votes, rule_words
from meetings.lifecycle.electorate import Electorate
from meetings.lifecycle.holding import due_roll
from meetings.lifecycle.verdicts import verdict_of
from meetings.models import AgendaItem, Meeting, Motion
from meetings.vocabulary import AgendaCategory, MotionResult, Stance, VoteProfile

B = VoteProfile.B_ADMISSION
NEEDED = (
    "branch",
    "group",
    "gathering__meetings__group",
    "attendances__member",
    "agenda__motions__subject",
    "agenda__motions__written_opinions",
    "resolutions",
    "filings__submitted_by",
)
SORTS = (
    ("取消", "取消预备党员资格"),
    ("延长", "延长预备期"),
    ("转正", "预备党员转正"),
    ("转为正式", "预备党员转正"),
    ("接收", "接收预备党员"),
    ("入党", "接收预备党员"),
)


def sort_of(title: str) -> str:
    """接收、转正、延长 or 取消, as the topic says; a dash when it does not."""
    return next((words for sign, words in SORTS if sign in title), "—")


def may_admit(meeting: Meeting) -> bool:
    """Whether admissions may be voted on at this kind of meeting at all."""
    return B in meeting.spec.profiles


# --- 票决登记 ---------------------------------------------------------------------------------------------------------


@register
class AdmissionVote(MeetingPdf):
    """发展党员票决登记, one sheet for each person."""

    identifier = "admission_vote"
    title = "发展党员票决登记"
    template = "exports/admission_vote.html"
    reads = NEEDED

    def applies(self, meeting: Meeting) -> bool:
        """Whether an admission was voted on. At most one query."""
        return may_admit(meeting) and meeting.agenda.filter(motions__profile=B).exists()

    def context(self, meeting: Meeting) -> dict[str, Any]:
        """The sheets in the order of the votes."""
        found = [(motion, house) for motion, house in read_votes(meeting) if motion.profile == B]
        return {
            "headline": [body_name(meeting), "发展党员票决登记"],
            "sheets": [sheet(meeting, motion, house) for motion, house in found],
        }


def sheet(meeting: Meeting, motion: Motion, house: Electorate) -> list[Block]:
    """The rows of one sheet."""
    verdict = verdict_of(motion, house)
    return [
        Pair("姓　　名", motion.subject_words, "类　　型", sort_of(motion.agenda_item.title)),
        Line("事　　项", motion.agenda_item.title),
        Line("会　　议", f"{name_words(meeting)}　{cn_date(meeting.start)}"),
        Pair(
            "应　　到",
            f"{motion.eligible_count} 名（{house.rule.voters}）",
            "实　　到",
            f"{motion.present_voters} 名",
        ),
        Text("会前书面意见", paragraphs("\n".join(written_lines(motion))), 12),
        Pair("票　　决", ballot_words(motion), "选　　票", paper_words(motion)),
        Text("判　　定", paragraphs("\n".join(judged(motion, verdict.quorum, rule_words(verdict)))), 20),
        Text("决　　议", paragraphs(resolved(meeting, motion), "—"), 40),
        Line("监票、计票", motion.teller or "—"),
        Signature(("书记签字", "日　　期")),
    ]


def written_lines(motion: Motion) -> list[str]:
    """赞成 2 份（11月19日 09:00、… 送达）, stance by stance, without names."""
    rows = sorted(motion.written_opinions.all(), key=lambda row: (row.received_at, row.pk))
    found = []
    for stance in Stance:
        times = [
            f"{cn_plain(row.received_at)} {cn_time(row.received_at)}" for row in rows if row.stance == stance
        ]
        if times:
            found.append(f"{stance.label} {len(times)} 份（{'、'.join(times)} 送达）")
    return found


def ballot_words(motion: Motion) -> str:
    """赞成 6 票，反对 1 票，弃权 0 票."""
    return f"赞成 {motion.yes} 票，反对 {motion.no} 票，弃权 {motion.abstain} 票"


def paper_words(motion: Motion) -> str:
    """发出 7 张，收回 7 张，无效 0 张."""
    return f"发出 {motion.issued} 张，收回 {motion.collected} 张，无效 {motion.invalid} 张"


def judged(motion: Motion, quorum: str, rule: str) -> Iterable[str]:
    """The result with the sentences that say why."""
    if motion.result != MotionResult.NO_QUORUM:
        yield f"到会：{quorum}。"
    yield f"票决：{motion.verdict}。"
    yield f"结果：{motion.get_result_display()}。规则：{rule}。"


def resolved(meeting: Meeting, motion: Motion) -> str:
    """The resolutions under the topic, and those that name the person."""
    name, topic = motion.subject_words, motion.agenda_item_id
    rows = sorted(meeting.resolutions.all(), key=lambda row: row.pk)
    return "\n".join(row.text for row in rows if name in row.text or row.agenda_item_id == topic)


# --- 表决票 -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Slips:
    """One topic, and as many slips as there are voters."""

    topic: str
    slips: range


@register
class AdmissionSlips(MeetingPdf):
    """发展党员表决票: eight to a page, without a number, a mark or a foot."""

    identifier = "admission_slips"
    title = "发展党员表决票"
    template = "exports/admission_slips.html"
    reads = NEEDED

    def applies(self, meeting: Meeting) -> bool:
        """Whether an admission is on the agenda. At most one query."""
        return may_admit(meeting) and any(is_admission(item) for item in meeting.agenda.all())

    def foot(self, meeting: Meeting) -> list[str]:
        """Nothing: a slip carries nothing by which it could be known again."""
        return []

    def context(self, meeting: Meeting) -> dict[str, Any]:
        """The slips topic by topic: for every voter who came, or before the roll for every voter who is due."""
        items = sorted(meeting.agenda.all(), key=lambda row: (row.order, row.pk))
        count = voters_of(meeting)
        return {
            "body": meeting.branch.short_name,
            "kind": meeting.spec.short,
            "day": cn_plain(meeting.start),
            "topics": [Slips(item.title, range(count)) for item in items if is_admission(item)],
        }


def is_admission(item: AgendaItem) -> bool:
    """Whether a topic is marked as an admission, or planned to be voted on as one."""
    return item.category == AgendaCategory.ADMISSION or item.planned_profile == B


def voters_of(meeting: Meeting) -> int:
    """How many slips are needed."""
    if meeting.due_count is None:
        return sum(one.standing.can_vote for one in due_roll(meeting))
    return sum(row.can_vote and row.is_there for row in meeting.attendances.all())
