"""会议通知: an official letter with agenda, who is to come, how to ask for leave, and a slip to answer with."""

from typing import Any

from branchlife.kit import clock
from branchlife.kit.exports import register
from branchlife.kit.templatetags.words import cn_date, cn_plain, cn_until
from meetings.exports.common import MeetingPdf, body_name, listed, ordinal_words, stamp
from meetings.kinds import Scope
from meetings.models import Meeting, Notice
from meetings.vocabulary import GatheringMode, LeaveReason
from members.vocabulary import Post

ADDRESSED = {
    Scope.ROSTER: "支部全体党员",
    Scope.GROUP: "本组全体党员",
    Scope.COMMITTEE: "各位委员",
    Scope.SUBTREE: "所属各支部全体党员",
    Scope.SECRETARIES: "各总支、支部书记",
    Scope.OPEN: "各位同志",
}


def latest_notice(meeting: Meeting) -> Notice | None:
    """The newest notice that was sent."""
    return max(meeting.notices.all(), key=lambda row: (row.sent_at, row.pk), default=None)


def leave_words(meeting: Meeting) -> str:
    """To whom, and until when. One query."""
    place, post = (meeting.group, Post.GROUP_LEADER) if meeting.group else (meeting.branch, Post.SECRETARY)
    rows = place.appointments.on(meeting.day).filter(post=post).select_related("member")
    names = [row.member.name for row in rows]
    whom = f"{post.label}{listed(names)}" if names else post.label
    return f"因故不能参加的，请于会前向{whom}同志请假，只说明事由类别，不用写病情；未经请假的，按缺席登记。"


def mode_words(meeting: Meeting) -> str:
    """How to take part from elsewhere; empty when everybody meets in the room."""
    if meeting.gathering.mode == GatheringMode.ON_SITE:
        return ""
    return f"{GatheringMode(meeting.gathering.mode).label}。不能到现场的，请在会前与记录人联系接入。"


@register
class MeetingNotice(MeetingPdf):
    """会议通知."""

    identifier = "notice"
    title = "会议通知"
    template = "exports/notice.html"
    reads = (
        "branch",
        "group",
        "host",
        "gathering__meetings__group",
        "agenda",
        "lecture",
        "filings",
        "notices",
    )

    def foot(self, meeting: Meeting) -> list[str]:
        """A letter has no version; only when it was made."""
        return [f"生成时间 {stamp(clock.now())}"]

    def context(self, meeting: Meeting) -> dict[str, Any]:
        """The letter in its parts; what is not known yet is left out, not made up."""
        notice = latest_notice(meeting)
        lecture = getattr(meeting, "lecture", None)
        items = sorted(meeting.agenda.all(), key=lambda row: (row.order, row.pk))
        return {
            "about": body_name(meeting),
            "what": f"关于召开{ordinal_words(meeting)}的通知",
            "kind": meeting.spec.short,
            "to": ADDRESSED[meeting.spec.scope],
            "when": cn_until(meeting.start, meeting.end),
            "day": cn_date(meeting.start),
            "theme": meeting.gathering.theme,
            "topic": lecture.topic if lecture else "",
            "agenda": [item.title for item in items],
            "scope": meeting.spec.scope.label,
            "mode": mode_words(meeting),
            "leave": leave_words(meeting),
            "also": notice.body if notice else "",
            "signed": body_name(meeting),
            "dated": cn_plain(notice.sent_at if notice else clock.now()),
            "reasons": " / ".join(reason.label for reason in LeaveReason),
        }
