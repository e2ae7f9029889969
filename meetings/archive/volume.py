"""年度合订本: cover, catalogue with page numbers, the records in the order of their numbers, statistics, 备考表.

Nothing that is filed is drawn anew: stored papers are merged, and stamps and running numbers laid over; what a volume
has of its own is set once and kept as long as it reads the same. Numbers begin
at 1 on the first record; catalogue, footer, bookmarks and page labels all come from the same list of `Entry`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from branchlife.kit import clock
from branchlife.kit.binding import Bound, Part, bind, page_count
from branchlife.kit.pdf import ARCHIVAL, render_pdf
from branchlife.kit.problems import Refusal
from branchlife.kit.templatetags.words import cn_plain, percent1
from meetings.archive import papers
from meetings.archive.exports.catalogue import by_retention
from meetings.archive.exports.stamps import Sheet, overlay
from meetings.archive.lifecycle.fonds import fonds_of
from meetings.archive.models import ArchiveItem
from meetings.archive.papers import Progress, quietly
from meetings.kinds import KINDS, MeetingKind
from meetings.models import Meeting
from members.models import Organisation

KEPT_APART = "内部资料，另册保管"
TAIL = ("统计", "备考表")


@dataclass(frozen=True)
class Entry:
    """A record in the volume: its first page (from 1) and how many it has. `page` None: it is kept apart."""

    item: ArchiveItem
    content: bytes = b""
    page: int | None = None
    pages: int = 0

    @property
    def title(self) -> str:
        """As the catalogue prints it."""
        return self.item.title if self.page else f"[{KEPT_APART}]"

    @property
    def remark(self) -> str:
        """What the catalogue adds: kept apart, or longer than when it was stamped."""
        if self.page and self.item.page_count not in (None, self.pages):
            return f"归档后更正，现 {self.pages} 页"
        return self.item.remark

    @property
    def span(self) -> str:
        """The pages it fills, 3—5."""
        if not self.page:
            return "—"
        last = self.page + self.pages - 1
        return f"{self.page}" if last == self.page else f"{self.page}—{last}"


def entries_of(branch: Organisation, year: int, progress: Progress = quietly) -> list[Entry]:
    """The items of a year in order, each with its paper and the page on which it begins."""
    items = list(ArchiveItem.objects.of_year(branch, year).with_meetings())
    found, page = [], 1
    for number, item in enumerate(items, start=1):
        if item.meeting.spec.is_close:
            found.append(Entry(item))
        else:
            paper = papers.paper_of(item.meeting)
            item.page_count = item.page_count or paper.page_count
            found.append(Entry(item, papers.content_of(paper), page, paper.page_count))
            page += paper.page_count
        progress(number, len(items) + 2, "取出各份记录")
    return found


def volume(branch: Organisation, year: int, progress: Progress = quietly) -> Bound:
    """The volume as PDF/A-2b. Refused while nothing of the year is archived."""
    entries = entries_of(branch, year, progress)
    inside = [entry for entry in entries if entry.page]
    if not inside:
        raise Refusal.because("nothing", f"{year}年还没有归档的记录，不能装订。请先归档。")
    total = len(entries) + 2
    progress(total - 2, total, "编目录、统计")
    front = front_parts(branch, year, entries)
    tail = tail_parts(branch, year, inside)
    progress(total - 1, total, "装订、编页码")
    title = f"{branch.full_name}{year}年组织生活记录合订本"
    bound = bind(
        [*front, *(Part(one.content, bookmark_of(one), depth=1) for one in inside), *tail],
        title=title,
        overlay=overlay(sheets_of(inside, tail), title, once=True),
        unnumbered=sum(page_count(part.content) for part in front),
    )
    progress(total, total, "装订好了")
    return bound


def bookmark_of(entry: Entry) -> str:
    """12 ××党支部2026年第3次党员大会记录（第31页）."""
    return f"{entry.item.item_number} {entry.item.title.strip('[]')}（第{entry.page}页）"


def sheets_of(inside: Sequence[Entry], tail: Sequence[Part]) -> list[Sheet]:
    """What is laid over each page from the first record on: numbers without a break, stamps on first pages."""
    firsts = {entry.page: entry.item for entry in inside}
    last = sum(entry.pages for entry in inside) + sum(page_count(part.content) for part in tail)
    return [Sheet(number, firsts.get(number)) for number in range(1, last + 1)]


def front_parts(branch: Organisation, year: int, entries: Sequence[Entry]) -> list[Part]:
    """Cover and catalogue."""
    items = [entry.item for entry in entries]
    by_item = {entry.item.pk: entry for entry in entries}
    series = [
        {
            "retention": rows[0].get_retention_display(),
            "org_code": rows[0].org_code,
            "fonds_code": rows[0].fonds_code,
            "entries": [by_item[row.pk] for row in rows],
        }
        for rows in by_retention(items)
    ]
    words = {
        "branch": branch,
        "year": year,
        "series": series,
        "fonds_name": fonds_of(branch).name,
        "items": len(items),
        "pages": sum(entry.pages for entry in entries),
        "archived": cn_plain(max(clock.local_date(item.created_at) for item in items)),
        "unnumbered": True,
    }
    return [
        Part(
            _drawn("exports/archive_volume_cover.html", words, f"{branch.full_name}{year}年合订本封面"),
            "封面",
        ),
        Part(
            _drawn("exports/archive_volume_catalogue.html", words, f"{branch.full_name}{year}年合订本目录"),
            "目录",
        ),
    ]


def tail_parts(branch: Organisation, year: int, inside: Sequence[Entry]) -> list[Part]:
    """Statistics and 备考表, numbered on after the records."""
    words: dict[str, Any] = {"branch": branch, "year": year, "unnumbered": True}
    words |= {"lines": statistics(inside), "total": whole(inside), "months": by_month(inside)}
    words |= {"boxes": list(branch.archive_boxes.filter(year=year).order_by("retention", "box_number"))}
    names = ("exports/archive_volume_statistics.html", "exports/archive_volume_note.html")
    return [
        Part(_drawn(name, words, f"{branch.full_name}{year}年合订本{title}"), title)
        for name, title in zip(names, TAIL, strict=True)
    ]


def _drawn(template: str, words: dict[str, Any], title: str) -> bytes:
    return render_pdf(template, words, title=title, variant=ARCHIVAL, once=True)


def statistics(inside: Sequence[Entry]) -> list[tuple[str, int, int, int, str, int]]:
    """For each kind: records, due, present, rate, pages. Sums over meetings, never over persons."""
    return [
        (KINDS[kind].name, *_sums([entry for entry in inside if entry.item.meeting.kind == kind]))
        for kind in MeetingKind
        if any(entry.item.meeting.kind == kind for entry in inside)
    ]


def whole(inside: Sequence[Entry]) -> tuple[int, int, int, str, int]:
    """The line at the foot of the table."""
    return _sums(inside)


def _sums(rows: Sequence[Entry]) -> tuple[int, int, int, str, int]:
    meetings: list[Meeting] = [row.item.meeting for row in rows]
    due = sum(row.due_count or 0 for row in meetings)
    present = sum(row.present_count or 0 for row in meetings)
    return len(rows), due, present, percent1(present, due), sum(row.pages for row in rows)


def by_month(inside: Sequence[Entry]) -> list[tuple[int, int]]:
    """How many meetings there were in each month."""
    days = [entry.item.dated_on for entry in inside]
    return [(month, sum(day.month == month for day in days)) for month in range(1, 13)]
