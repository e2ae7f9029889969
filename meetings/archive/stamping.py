"""One archived record by itself: its stored paper with the stamp and its own page numbers laid over."""

from branchlife.kit.binding import Part, bind, page_count
from meetings.archive import papers
from meetings.archive.exports.stamps import Sheet, overlay
from meetings.archive.models import ArchiveItem


def stamped(item: ArchiveItem) -> bytes:
    """PDF/A-2b. Stores nothing: a paper that is not drawn yet is drawn for this once."""
    content = papers.content_for(item.meeting)
    pages = page_count(content)
    sheets = [Sheet(number, item if number == 1 else None) for number in range(1, pages + 1)]
    if item.page_count is None:
        item.page_count = pages  # shown, not saved
    laid = overlay(sheets, item.archive_code)
    return bind([Part(content, item.title.strip("[]"))], title=item.title.strip("[]"), overlay=laid).content
