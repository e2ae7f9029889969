"""退回意见单 and 更正单: what was sent back and why, field by field; what was put right after filing."""

from datetime import timedelta
from typing import Any

from branchlife.kit.clock import local_date
from branchlife.kit.exports import register
from branchlife.kit.templatetags.words import cn_date, cn_plain, or_none
from meetings import regulations
from meetings.exports.common import MeetingPdf, body_name, name_words, stamp
from meetings.kinds import Field
from meetings.models import Filing, Meeting
from meetings.vocabulary import FilingDecision, ReturnReason

FIELD_WORDS = {field.value: field.label for field in Field} | {
    "vote": "表决",
    "resolutions": "决议",
    "attachments": "附件",
    "other": "其他",
}
DEMANDS = {
    ReturnReason.REFILL: "按意见补充后再报",
    ReturnReason.REHOLD: "重新召开后另行记录、报备",
}
FEW = (
    "branch",
    "group",
    "host",
    "gathering__meetings__group",
    "filings__submitted_by",
    "filings__decided_by",
)


def last_return(meeting: Meeting) -> Filing | None:
    """The newest version that was sent back."""
    returned = [row for row in meeting.filings.all() if row.decision == FilingDecision.RETURNED]
    return max(returned, key=lambda row: row.version, default=None)


def reply(meeting: Meeting, returned: Filing) -> Filing | None:
    """The version filed after it, if any."""
    later = [row for row in meeting.filings.all() if row.version > returned.version]
    return min(later, key=lambda row: row.version, default=None)


@register
class ReturnNote(MeetingPdf):
    """退回意见单 of the last time the record was sent back."""

    identifier = "return_note"
    title = "退回意见单"
    template = "exports/return_note.html"
    reads = FEW

    def applies(self, meeting: Meeting) -> bool:
        """Whether it was ever sent back."""
        return last_return(meeting) is not None

    def context(self, meeting: Meeting) -> dict[str, Any]:
        """Field by field what is to be mended, on which article, and by when."""
        filing = last_return(meeting)
        if filing is None or filing.decided_at is None:
            raise ValueError("a meeting that was never sent back has no such note")
        later = reply(meeting, filing)
        reason = ReturnReason(filing.return_reason)
        names = [FIELD_WORDS.get(name, name) for name in filing.return_fields] or ["整次会议"]
        decided = local_date(filing.decided_at)
        days = regulations.rules_for(meeting.branch, decided).rework_days
        return {
            "headline": ["退 回 意 见 单"],
            "number": f"{meeting.number}-退-{filing.version:02d}",
            "body_name": body_name(meeting),
            "name": f"{meeting.number}　{name_words(meeting)}",
            "reason": reason.label,
            "filing": filing,
            "fields": names,
            "basis": meeting.spec.basis,
            "demand": DEMANDS[reason],
            "deadline": cn_plain(decided + timedelta(days=days)),
            "decided_by": or_none(filing.decided_by),
            "decided_at": stamp(filing.decided_at),
            "reply": later,
            "resubmitted": stamp(later.submitted_at if later else None),
        }


@register
class CorrectionNote(MeetingPdf):
    """更正单: every correction appended to the record."""

    identifier = "correction_note"
    title = "更正单"
    template = "exports/correction_note.html"
    reads = (*FEW, "corrections__by")

    def applies(self, meeting: Meeting) -> bool:
        """Whether anything was corrected."""
        return bool(meeting.corrections.all())

    def context(self, meeting: Meeting) -> dict[str, Any]:
        """The corrections in the order they were made, both values of each."""
        rows = sorted(meeting.corrections.all(), key=lambda row: (row.at, row.pk))
        return {
            "headline": ["会 议 记 录 更 正 单"],
            "body_name": body_name(meeting),
            "name": f"{meeting.number}　{name_words(meeting)}",
            "held_on": cn_date(meeting.start),
            "corrections": [
                (f"{meeting.number}-更-{at:02d}", stamp(row.at), row) for at, row in enumerate(rows, start=1)
            ],
        }
