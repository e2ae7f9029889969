"""What belongs to a box: 备考表, the cover and, at its true size, the spine (DA/T 22-2015, 6.4)."""

from typing import Any, ClassVar

from branchlife.kit.exports import Export, Media, Subject, register, safe_filename
from branchlife.kit.pdf import render_pdf
from branchlife.kit.templatetags.words import cn_plain
from meetings.archive.codes import RETENTION_CODES
from meetings.archive.models import ArchiveBox
from meetings.vocabulary import RetentionPeriod
from members.access import Action


class BoxPaper(Export):
    """A paper about one box."""

    action: ClassVar[str] = Action.ARCHIVE_VIEW
    subject: ClassVar[Subject] = "box"
    media: ClassVar[Media] = "pdf"
    template: ClassVar[str]

    def filename(self, subject: ArchiveBox, **options: Any) -> str:
        """年度-支部简称-表名-期限第N盒."""
        which = f"{RETENTION_CODES[RetentionPeriod(subject.retention)]}第{subject.box_number:02d}盒"
        return safe_filename([subject.year, subject.branch.short_name, self.title, which], self.media)

    def render(self, subject: ArchiveBox, **options: Any) -> bytes:
        """One page."""
        words = {
            "box": subject,
            "count": subject.items.count(),
            "arranged_on": cn_plain(subject.arranged_on),
            "checked_on": cn_plain(subject.checked_on),
            "unnumbered": True,
            "height": 310,
            "width": 220,
        }
        return render_pdf(self.template, words, title=f"{subject.branch.full_name}{self.title}")


@register
class BoxNote(BoxPaper):
    """备考表, the last sheet in the box."""

    identifier = "archive_box_note"
    title = "备考表"
    template = "exports/archive_box_note.html"


@register
class BoxCover(BoxPaper):
    """档案盒封面: 全宗名称."""

    identifier = "archive_box_cover"
    title = "档案盒封面"
    template = "exports/archive_box_cover.html"


@register
class BoxSpine(BoxPaper):
    """盒脊, 1:1."""

    identifier = "archive_box_spine"
    title = "档案盒盒脊"
    template = "exports/archive_box_spine.html"
