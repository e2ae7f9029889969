"""归档章, 45 × 16 mm, two rows of three cells, red: laid over a record, or printed alone onto signed paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from branchlife.kit.exports import Media, register
from branchlife.kit.pdf import ARCHIVAL, render_pdf
from meetings.archive.exports.catalogue import YearPaper, items_of
from meetings.archive.models import ArchiveItem
from members.models import Organisation

BLANKS = 36  # three columns of twelve fill an A4 sheet


@dataclass(frozen=True)
class Sheet:
    """What is laid over one page: its number (None for none) and, on the first of a record, the stamp."""

    number: int | None = None
    stamp: ArchiveItem | None = None


def overlay(sheets: Iterable[Sheet], title: str, *, once: bool = False) -> bytes:
    """Empty A4 pages with numbers where GB/T 9704 wants them, and stamps at the upper edge; as PDF/A."""
    words = {"sheets": list(sheets)}
    return render_pdf("exports/archive_overlay.html", words, title=title, variant=ARCHIVAL, once=once)


@register
class Stamps(YearPaper):
    """归档章套印页: one page for each item with nothing but its stamp; signed papers go through the printer again."""

    identifier = "archive_stamps"
    title = "归档章套印页"
    media: ClassVar[Media] = "pdf"

    def render(self, subject: Organisation, **options: Any) -> bytes:
        """In the order of the catalogue; an empty page while nothing is archived."""
        items = items_of(subject, options["year"], options["actor"])
        sheets = [Sheet(stamp=item) for item in items] or [Sheet()]
        return overlay(sheets, f"{subject.full_name}归档章")


@register
class BlankStamps(YearPaper):
    """空白归档章: a sheet of empty stamps, to be cut or filled in by hand."""

    identifier = "archive_blank_stamps"
    title = "空白归档章"
    media: ClassVar[Media] = "pdf"

    def render(self, subject: Organisation, **options: Any) -> bytes:
        """One sheet."""
        return render_pdf("exports/archive_blank_stamps.html", {"blanks": range(BLANKS)}, title=self.title)
