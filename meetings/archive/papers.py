"""The paper of a filed record: drawn once as PDF/A for exactly what was filed, kept, and from then on only merged.

Drawing takes half a second and does not belong into the press of a button that files: it happens at night, or when a
stamp or a volume first needs it.
"""

import hashlib
import json
from collections.abc import Callable, Iterable

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from branchlife.kit import clock
from branchlife.kit.binding import page_count
from branchlife.kit.pdf import ARCHIVAL, render_pdf
from branchlife.kit.problems import Refusal
from meetings.archive.models import ArchiveItem, RecordPaper
from meetings.exports.common import body_name, ordinal_words, read
from meetings.exports.record import Record
from meetings.models import Meeting
from meetings.vocabulary import LOCKED_STATES

Progress = Callable[[int, int, str], None]
RECORD = Record()


def quietly(done: int, total: int, what: str) -> None:
    """For whoever does not watch."""


def source_of(meeting: Meeting) -> str:
    """SHA-256 of what the paper is drawn from: the version on file and the corrections appended since."""
    last = meeting.filings.order_by("-version").first()
    if last is None or not meeting.is_locked:
        raise Refusal.because("not-filed", "记录还没有报备，没有可以归档的文件。")
    corrections = list(
        meeting.corrections.order_by("pk").values_list("field", "old_value", "new_value", "reason")
    )
    text = json.dumps([last.content_digest, last.version, corrections], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def paper_of(meeting: Meeting) -> RecordPaper:
    """The stored paper, drawn now if there is none yet. Without page numbers: those are laid over.

    Asked for twice at a time, one is kept.
    """
    source = source_of(meeting)
    stored = RecordPaper.objects.filter(meeting=meeting, source_digest=source).first()
    paper = stored or _keep(meeting, source, draw(meeting))
    counted = ArchiveItem.objects.filter(meeting=meeting, page_count__isnull=True)
    counted.update(page_count=paper.page_count)
    return paper


def content_for(meeting: Meeting) -> bytes:
    """The paper's bytes, drawn for this once where none is stored: a page that is only looked at stores nothing."""
    stored = RecordPaper.objects.filter(meeting=meeting, source_digest=source_of(meeting)).first()
    return content_of(stored) if stored else draw(meeting)


def loaded(meeting: Meeting) -> Meeting:
    """With its filings read, as names of files want it."""
    return read(meeting, ("filings",))


def draw(meeting: Meeting) -> bytes:
    """The record as PDF/A-2b, without page numbers."""
    row = read(meeting, Record.reads)
    words = {"meeting": row, "footer": RECORD.foot(row), "unnumbered": True, **RECORD.context(row)}
    title = f"{body_name(row)}{ordinal_words(row)}{RECORD.title}"
    return render_pdf(Record.template, words, title=title, variant=ARCHIVAL)


def _keep(meeting: Meeting, source: str, content: bytes) -> RecordPaper:
    digest = hashlib.sha256(content).hexdigest()
    paper = RecordPaper(
        meeting=meeting,
        source_digest=source,
        digest=digest,
        page_count=page_count(content),
        made_at=clock.now(),
    )
    paper.file.save("record.pdf", ContentFile(content), save=False)
    try:
        with transaction.atomic():
            paper.save(force_insert=True)
    except IntegrityError:  # somebody else was quicker
        paper.file.delete(save=False)
        return RecordPaper.objects.get(meeting=meeting, source_digest=source)
    return paper


def content_of(paper: RecordPaper) -> bytes:
    """The stored bytes; refused when they are no longer those that were stored."""
    with paper.file.open("rb") as stream:
        content: bytes = stream.read()
    if hashlib.sha256(content).hexdigest() != paper.digest:
        text = f"“{paper.meeting}”的版式文件与登记的摘要不符，可能被改动过，请从备份恢复。"
        raise Refusal.because("paper-changed", text)
    return content


def prepare(meetings: Iterable[Meeting], progress: Progress = quietly) -> int:
    """Draw what is not drawn yet; says how many were looked at."""
    rows = list(meetings)
    for number, meeting in enumerate(rows, start=1):
        paper_of(meeting)
        progress(number, len(rows), "生成版式文件")
    return len(rows)


def undrawn(limit: int) -> list[Meeting]:
    """Filed records without any paper, or filed again since the last; the newest first."""
    papers = RecordPaper.objects.filter(meeting=OuterRef("pk"), made_at__gte=OuterRef("filed_at"))
    rows = Meeting.objects.filter(state__in=LOCKED_STATES, filings__isnull=False).exclude(Exists(papers))
    return list(rows.distinct().with_places().newest()[:limit])
