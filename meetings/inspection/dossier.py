"""检查包: the report and every record that may be read, bound into one file with bookmarks. Its tables are the
workbook beside it (检查底稿).

Read-only and made of what is there: the branch uploads nothing for an inspection.
"""

from branchlife.kit.binding import Bound, Part, bind, page_count
from branchlife.kit.jobs.registry import Progress
from branchlife.kit.pdf import ARCHIVAL
from meetings.archive import papers
from meetings.archive.exports.stamps import Sheet, overlay
from meetings.exports.register import meetings_of
from meetings.inspection.exports.facts import facts_of
from meetings.inspection.exports.report import draw
from meetings.models import Meeting
from members.access import Actor
from members.models import Organisation


def dossier(branch: Organisation, year: int, actor: Actor, progress: Progress = papers.quietly) -> Bound:
    """As PDF/A-2b, numbered from the first page to the last. Close records only for those who may read them."""
    meetings = [row for row in meetings_of(branch, year, actor) if row.is_held]
    total = len(meetings) + 2
    progress(0, total, "编写检查报告")
    facts = facts_of(branch, year, actor)
    parts = [Part(draw(facts, actor.name, variant=ARCHIVAL, unnumbered=True), "检查报告")]
    for number, meeting in enumerate(meetings, start=1):
        parts.append(Part(content_of(meeting), bookmark_of(meeting)))
        progress(number, total, "取出各份记录")
    progress(total - 1, total, "装订、编页码")
    title = f"{branch.full_name}{year}年检查包"
    pages = sum(page_count(part.content) for part in parts)
    laid = overlay([Sheet(number) for number in range(1, pages + 1)], title)
    bound = bind(parts, title=title, overlay=laid)
    progress(total, total, "装订好了")
    return bound


def content_of(meeting: Meeting) -> bytes:
    """The stored paper of a filed record; one that is not filed is drawn as it stands and says so in its foot."""
    return papers.content_for(meeting) if meeting.is_locked else papers.draw(meeting)


def bookmark_of(meeting: Meeting) -> str:
    """2026-DH-03 党员大会."""
    return f"{meeting.number or meeting.day} {meeting.spec.short}"
