"""会议记录: one table form for each kind, its rows in printed order (KindSpec.form names which)."""

from collections.abc import Callable
from typing import Any

from branchlife.kit.exports import register
from branchlife.kit.templatetags.words import cn_date, cn_datetime, cn_plain, or_none
from meetings.chain.document import record_document, written
from meetings.exports import election, vote_parts
from meetings.exports import record_parts as parts
from meetings.exports.blocks import Block, Grid, Line, Pair, Signature, Text, paragraphs
from meetings.exports.common import MeetingPdf, body_name, ordinal_words
from meetings.kinds import KINDS, MeetingKind
from meetings.models import Lecture, Meeting
from meetings.vocabulary import ThemeDayContent
from members.vocabulary import Post

NOTHING = parts.NOTHING


def assembly(meeting: Meeting) -> list[Block]:
    """支部党员大会 and all that follow its form."""
    return [
        *parts.head(meeting),
        *parts.attendance(meeting),
        parts.agenda(meeting),
        parts.contents(meeting),
        *parts.speeches(meeting),
        *decided(meeting),
        parts.resolutions(meeting),
        *parts.reported(meeting),
        *parts.ending(meeting),
    ]


def decided(meeting: Meeting) -> list[Block]:
    """表决 and 选举; where there were elections and no vote, the line that there was no vote is left out."""
    elected, voted = election.block_of(meeting), vote_parts.votes(meeting)
    return [*elected] if elected and not voted.votes else [voted, *elected]


def committee(meeting: Meeting) -> list[Block]:
    """支部委员会: counted by members of the committee; decisions with who does what."""
    return [
        *parts.head(meeting),
        *parts.attendance(meeting),
        parts.agenda(meeting),
        parts.contents(meeting),
        *parts.speeches(meeting),
        *decided(meeting),
        parts.resolutions(meeting, "决定事项", "分工（责任人）"),
        *parts.reported(meeting),
        *parts.ending(meeting),
    ]


def group(meeting: Meeting) -> list[Block]:
    """党小组会: group and leader on top, no vote."""
    return [
        Pair("党 小 组", meeting.group.name if meeting.group else NOTHING, "组　　长", leader(meeting)),
        *parts.head(meeting),
        *parts.attendance(meeting),
        parts.agenda(meeting),
        parts.contents(meeting, "会议内容"),
        *parts.speeches(meeting),
        parts.resolutions(meeting, "议定事项"),
        *parts.reported(meeting),
        *parts.ending(meeting),
    ]


def leader(meeting: Meeting) -> str:
    """The leader of the group on that day. One query."""
    if meeting.group is None:
        return NOTHING
    rows = meeting.group.appointments.on(meeting.day).filter(post=Post.GROUP_LEADER).select_related("member")
    return "、".join(row.member.name for row in rows) or NOTHING


def lecture(meeting: Meeting) -> list[Block]:
    """党课记录."""
    row: Lecture | None = getattr(meeting, "lecture", None)
    return [
        *(_lecture_head(row) if row else []),
        *parts.head(meeting),
        *parts.attendance(meeting),
        parts.contents(meeting, "内容概要"),
        Text("讲稿、教案", paragraphs(row.outline if row else ""), 12),
        Text("讨论或测试情况", paragraphs(row.discussion if row else ""), 16),
        Signature(("主持人签字", "记录人签字")),
        Line("存档日期", cn_plain(row.archived_on if row else None) or NOTHING),
        parts.files(meeting),
    ]


def _lecture_head(row: Lecture) -> list[Block]:
    title = f"（{row.lecturer_title}）" if row.lecturer_title else ""
    found: list[Block] = [
        Line("课　　题", or_none(row.topic)),
        Pair(
            "授课人及职务",
            or_none(row.lecturer_words) + title,
            "学　　时",
            f"{row.hours} 学时" if row.hours else NOTHING,
        ),
    ]
    if row.pre_reported_at:
        found.append(
            Line("课前报告", f"{cn_datetime(row.pre_reported_at)}　报告对象：{or_none(row.reported_to)}")
        )
    return found


def theme_day(meeting: Meeting) -> list[Block]:
    """主题党日活动记录."""
    return [
        Line("主　　题", or_none(meeting.gathering.theme)),
        *parts.head(meeting),
        *_theme_plan(meeting),
        *parts.attendance(meeting),
        parts.contents(meeting, "活动经过"),
        *parts.speeches(meeting),
        parts.resolutions(meeting, "议定事项及落实"),
        *parts.reported(meeting),
        *parts.ending(meeting),
    ]


def _theme_plan(meeting: Meeting) -> list[Block]:
    gathering = meeting.gathering
    chosen = set(gathering.theme_contents)
    ticks = "　".join(f"{'☑' if item in chosen else '☐'} {item.label}" for item in ThemeDayContent)
    others = sorted((row for row in gathering.meetings.all() if row.pk != meeting.pk), key=lambda row: row.pk)
    found: list[Block] = [
        Pair(
            "计 划 日",
            cn_date(gathering.scheduled_on) or NOTHING,
            "实 际 日",
            cn_date(meeting.start),
        ),
        Line("内容构成", ticks),
        Line("含其他类型", "、".join(map(_other, others)) or "无"),
    ]
    if gathering.shift_reason:
        found.insert(1, Line("调整原因", gathering.shift_reason))
    return found


def _other(meeting: Meeting) -> str:
    return f"{parts.other_words(meeting)}（{meeting.number or '未编号'}，另有记录）"


def organisational_life(meeting: Meeting) -> list[Block]:
    """组织生活会、民主生活会: kept in a small circle."""
    form = KINDS[MeetingKind(meeting.form_kind)].name if meeting.form_kind else ""
    return [
        Line("主　　题", or_none(meeting.gathering.theme)),
        *parts.head(meeting),
        Pair("形　　式", form or meeting.spec.name, "会前报告及批复", "无"),
        Line("会前准备", "　".join(f"☐ {step}" for step in meeting.spec.procedure)),
        *parts.attendance(meeting),
        parts.contents(meeting, "对照检查与批评"),
        *parts.speeches(meeting, "个人发言"),
        _mending(meeting),
        *parts.reported(meeting),
        *parts.ending(meeting),
    ]


def _mending(meeting: Meeting) -> Block:
    rows = sorted(meeting.resolutions.all(), key=lambda row: row.pk)
    headers = (("问题、措施", 44), ("责任人", 16), ("时限", 20), ("销号", 20))
    cells = [
        (
            row.text,
            or_none(row.responsible),
            cn_plain(row.due_on) or NOTHING,
            cn_plain(row.done_on) or NOTHING,
        )
        for row in rows
    ]
    return Grid("整改清单", headers, cells)


FORMS: dict[str, Callable[[Meeting], list[Block]]] = {
    "assembly": assembly,
    "committee": committee,
    "group": group,
    "lecture": lecture,
    "theme_day": theme_day,
    "organisational_life": organisational_life,
}


@register
class Record(MeetingPdf):
    """会议记录."""

    identifier = "record"
    title = "会议记录"
    template = "exports/record.html"
    is_sealed = True

    def attachments(self, meeting: Meeting) -> dict[str, bytes]:
        """Of a filed record its links, so that the file alone can be checked (meetings/chain/verifier.py)."""
        return {"body.json": written(record_document(meeting))} if meeting.is_locked else {}

    def context(self, meeting: Meeting) -> dict[str, Any]:
        """Headline, notes above the table, and the rows of this kind's form."""
        ending = "活动记录" if meeting.spec.form == "theme_day" else "记录"
        return {
            "headline": [body_name(meeting), ordinal_words(meeting) + ending],
            "is_close": meeting.spec.is_close,
            "late": parts.late_words(meeting),
            "corrections": parts.corrections(meeting),
            "blocks": FORMS[meeting.spec.form](meeting),
        }
