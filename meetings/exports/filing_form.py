"""备案表（纪实报告表）: what a superior reads of one meeting, derived from the record; nothing is filled in twice."""

from typing import Any

from branchlife.kit.exports import register
from branchlife.kit.templatetags.words import cn_datetime, cn_plain, or_none
from meetings.exports import record_parts as parts
from meetings.exports.blocks import Block, Grid, Line, Pair, Paragraph, Text
from meetings.exports.common import MeetingPdf, body_name, latest_filing, name_words, stamp
from meetings.models import Filing, Meeting
from meetings.vocabulary import FilingDecision

NOTHING = parts.NOTHING


def subject_words(meeting: Meeting) -> str:
    """The topic of the lecture, the theme, or the first topic of the agenda."""
    lecture = getattr(meeting, "lecture", None)
    items = sorted(meeting.agenda.all(), key=lambda row: (row.order, row.pk))
    words = [lecture.topic if lecture else "", meeting.gathering.theme, *(item.title for item in items[:1])]
    return next(filter(None, words), "无")


def summary(meeting: Meeting) -> Block:
    """内容摘要: taken from the agenda and the resolutions, never written a second time."""
    items = sorted(meeting.agenda.all(), key=lambda row: (row.order, row.pk))
    decided_on = sorted(meeting.resolutions.all(), key=lambda row: row.pk)
    found = [Paragraph(f"议题：{'；'.join(row.title for row in items) or '无'}。")]
    if decided_on:
        found.append(Paragraph(f"决议：{'；'.join(row.text for row in decided_on)}。"))
    return Text("内容摘要", found, 20)


def vote_results(meeting: Meeting) -> Block:
    """What was voted on and how it went, a line for each."""
    rows = [
        (
            item.title,
            f"应到 {motion.eligible_count}，实到 {motion.present_voters}；赞成 {motion.yes}，反对 {motion.no}，"
            f"弃权 {motion.abstain}",
            motion.get_result_display(),
        )
        for item in sorted(meeting.agenda.all(), key=lambda row: (row.order, row.pk))
        for motion in sorted(item.motions.all(), key=lambda row: row.pk)
    ]
    if not rows:
        return Line("表决结果", "本次会议未进行表决")
    return Grid("表决结果", (("事项", 36), ("票数", 46), ("结果", 18)), rows)


def remarks(meeting: Meeting) -> str:
    """补录、延期、调整的说明."""
    found = [parts.late_words(meeting)]
    if meeting.postponed_from:
        found.append(
            f"延期：原定{cn_datetime(meeting.postponed_from)}，{meeting.postpone_reason}{meeting.postpone_doc}"
        )
    if meeting.gathering.shift_reason:
        found.append(f"调整：{meeting.gathering.shift_reason}")
    return "；".join(filter(None, found)) or "无"


def filed(filing: Filing | None) -> list[Block]:
    """报送人、报送时间、版本、时限判定."""
    if filing is None:
        return [Pair("报 送 人", NOTHING, "报送时间", "尚未报送")]
    late = "超期" if filing.is_late else "按期"
    if filing.late_reason:
        late += f"（{filing.late_reason}）"
    limit = f"应于 {cn_plain(filing.due_on)}前报，{late}" if filing.due_on else NOTHING
    return [
        Pair("报 送 人", or_none(filing.submitted_by), "报送时间", stamp(filing.submitted_at)),
        Pair("版　　本", f"第{filing.version}版", "时限判定", limit),
    ]


def decided(filing: Filing | None) -> list[Block]:
    """上级：方式、意见、经办人、时间."""
    if filing is None or filing.decision == FilingDecision.PENDING:
        return [Pair("方　　式", NOTHING, "经 办 人", NOTHING)]
    return [
        Pair("方　　式", filing.get_decision_display(), "经 办 人", or_none(filing.decided_by)),
        Line("处理时间", stamp(filing.decided_at)),
    ]


def opinion(filing: Filing | None) -> str:
    """The words of the superior; empty until somebody writes or says them."""
    return filing.return_note if filing else ""


@register
class FilingForm(MeetingPdf):
    """纪实报告（备案）表."""

    identifier = "filing_form"
    title = "纪实报告（备案）表"
    template = "exports/filing_form.html"
    is_sealed = True

    def context(self, meeting: Meeting) -> dict[str, Any]:
        """Rows in printed order, then the part of the superior."""
        filing = latest_filing(meeting)
        return {
            "headline": ["组织生活纪实报告（备案）表"],
            "number": meeting.number or NOTHING,
            "blocks": self._rows(meeting, filing),
            "decided": decided(filing),
            "opinion": opinion(filing),
        }

    def _rows(self, meeting: Meeting, filing: Filing | None) -> list[Block]:
        photos = sum(row.kind == "photo" for row in meeting.attachments.all())
        files = len(meeting.attachments.all())
        return [
            Line("支部全称", body_name(meeting)),
            Pair("编　　号", meeting.number or NOTHING, "会议名称", name_words(meeting)),
            *parts.head(meeting)[1:],
            Line("主题、议题", subject_words(meeting)),
            *parts.attendance(meeting),
            summary(meeting),
            vote_results(meeting),
            parts.resolutions(meeting, "决议与时限"),
            Line("附　　件", f"{files} 件（其中照片 {photos} 张）"),
            Line("说　　明", remarks(meeting)),
            *filed(filing),
        ]
