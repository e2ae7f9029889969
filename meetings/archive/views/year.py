"""One year of an organisation: what is missing, what is archived, its boxes and papers."""

from collections import Counter
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

import meetings.archive.exports  # noqa: F401 (importing makes the forms known)
from branchlife.kit import clock, exports
from branchlife.kit.paging import page_of
from branchlife.kit.parts import Command, Link, Row
from branchlife.kit.problems import Refusal
from branchlife.kit.templatetags.words import cn_plain
from meetings.archive import papers, stamping
from meetings.archive.lifecycle.gaps import Gap, YearState, year_state
from meetings.archive.models import ArchiveBox, ArchiveItem
from meetings.archive.views.places import crumbs, stage
from meetings.exports.common import file_parts
from meetings.models import Meeting
from meetings.views.exporting import FIRST_YEAR, LAST_YEAR
from meetings.views.flow import name_of
from meetings.vocabulary import RetentionPeriod
from members import log
from members.access import Action, Actor, needs
from members.models import Organisation

PER_PAGE = 30
NAMED = 12  # meetings of one gap that are listed by name
YEAR_PAPERS = (
    ("archive_catalogue", "归档文件目录（Excel）"),
    ("archive_catalogue_pdf", "归档文件目录（PDF）"),
    ("archive_catalogue_cover", "目录封面"),
    ("archive_stamps", "归档章套印页"),
    ("archive_blank_stamps", "空白归档章"),
)


def checked_year(branch: Organisation, year: int) -> int:
    """404 for what is no year, and for a party group."""
    if branch.is_group or not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return year


@dataclass(frozen=True)
class ShownGap:
    """A gap with the meetings this person may read."""

    gap: Gap
    links: list[Link]
    more: int

    @property
    def word(self) -> str:
        """What it means for the archiving."""
        return "必须先办" if self.gap.blocks else "请核对"


@needs(Action.ARCHIVE_VIEW, Organisation)
@require_GET
def archive_year(request: HttpRequest, branch: Organisation, year: int) -> HttpResponse:
    """The checklist, the catalogue, the boxes and the papers of one year."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    state = year_state(branch, checked_year(branch, year))
    keeps = Organisation.seen.allowed(actor, Action.ARCHIVE_EDIT).filter(pk=branch.pk).exists()
    items = ArchiveItem.seen.allowed(actor, Action.ARCHIVE_VIEW).of_year(branch, year)
    word, tone = stage(sum(row.is_held for row in state.meetings), state.archived, year)
    context = {
        "branch": branch,
        "year": year,
        "crumbs": crumbs(actor, branch, Link(f"{year}年")),
        "word": word,
        "tone": tone,
        "facts": facts_of(state),
        "gaps": shown_gaps(actor, state),
        "page": page_of(request, items.with_meetings(), PER_PAGE),
        "boxes": boxes_of(branch, year),
        "keeps": keeps,
        "waiting": waiting_of(branch, year) if keeps else [],
        "commands": commands_of(state, keeps),
        "papers": papers_of(state),
    }
    return render(request, "archive/year.html", context)


def facts_of(state: YearState) -> list[Row]:
    """The codes, the deadline, the counts."""
    days = (clock.today() - state.closes_on).days
    over = f"，已超过 {days} 天" if days > 0 and not state.is_closed and state.meetings else ""
    return [
        Row("全宗", f"{state.fonds.code}　{state.fonds.name}" if state.fonds.code else "没有全宗号"),
        Row("机构（问题）代码", state.fonds.org_code or "没有"),
        Row("归档最迟", cn_plain(state.closes_on) + over),
        Row("已归档", f"{state.archived} 件"),
        Row("已备案、可归档", f"{len(state.ready)} 份"),
    ]


def shown_gaps(actor: Actor, state: YearState) -> list[ShownGap]:
    """The checklist; of meetings that this person may not read only the number is told. One query."""
    pks = {row.pk for gap in state.gaps for row in gap.meetings}
    readable = set(
        Meeting.seen.allowed(actor, Action.MEETING_VIEW).filter(pk__in=pks).values_list("pk", flat=True)
    )
    found = []
    for gap in state.gaps:
        rows = [row for row in gap.meetings if row.pk in readable][:NAMED]
        links = [Link(name_of(row), reverse("meeting", args=[row.pk])) for row in rows]
        found.append(ShownGap(gap, links, len(gap.meetings) - len(links)))
    return found


def boxes_of(branch: Organisation, year: int) -> list[ArchiveBox]:
    """The boxes of a year, by retention and number."""
    order = [str(retention) for retention in RetentionPeriod]
    rows = branch.archive_boxes.filter(year=year).order_by("box_number")
    return sorted(rows, key=lambda box: (-order.index(box.retention), box.box_number))


def waiting_of(branch: Organisation, year: int) -> list[Command]:
    """For each retention what waits for a box."""
    rows = ArchiveItem.seen.filter(meeting__branch=branch, year=year, box__isnull=True)
    counts = Counter(rows.order_by().values_list("retention", flat=True))
    return [
        Command(
            f"装盒：{RetentionPeriod(name).label} {count} 件",
            reverse("archive-box-new", args=[branch.pk, year, name]),
            method="get",
        )
        for name, count in sorted(counts.items())
    ]


def commands_of(state: YearState, keeps: bool) -> list[Command]:
    """What may be done about the year now."""
    where = [state.branch.pk, state.year]
    found = []
    if keeps and state.ready and not state.is_blocked:
        words = f"归档{state.year}年 {len(state.ready)} 份记录"
        found.append(Command(words, reverse("archive-close", args=where), weight="primary", method="get"))
    if state.archived:
        weight = "secondary" if found else "primary"
        found.append(Command("生成年度合订本（PDF）", reverse("archive-volume", args=where), weight=weight))
        found.append(Command("生成封存包（ZIP）", reverse("archive-dossier", args=where)))
    return found


def papers_of(state: YearState) -> list[Link]:
    """Downloads, once there is something to download."""
    if not state.archived:
        return []
    return [
        Link(label, f"{reverse('branch-export', args=[state.branch.pk, form])}?year={state.year}")
        for form, label in YEAR_PAPERS
    ]


@needs(Action.ARCHIVE_VIEW, ArchiveItem)
@require_GET
def stamped(request: HttpRequest, item: ArchiveItem) -> HttpResponse:
    """The record with its stamp and page numbers."""
    try:
        content = stamping.stamped(item)
    except Refusal as refusal:
        raise Http404(str(refusal)) from refusal
    log.note(request, "导出归档文件", item)
    name = exports.safe_filename([*file_parts(papers.loaded(item.meeting), "归档文件")], "pdf")
    return exports.file_response(content, name, "pdf")
