"""Put items into boxes, one run of numbers each, and fill in the 备考表."""

from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from django.db import transaction
from django.db.models import Max

from branchlife.kit.problems import Refusal
from meetings.archive.lifecycle.fonds import fonds_of, hold_fonds
from meetings.archive.models import ArchiveBox, ArchiveItem
from meetings.vocabulary import RetentionPeriod
from members.models import Organisation, User


@dataclass(frozen=True)
class BoxNote:
    """备考表: what is to be said of the box, who arranged and who checked it."""

    remark_text: str = ""
    arranged_by: str = ""
    arranged_on: date | None = None
    checked_by: str = ""
    checked_on: date | None = None


def unboxed(branch: Organisation, year: int, retention: str) -> list[ArchiveItem]:
    """What waits for a box: one run of numbers of one organisation's code, for no box has a hole or two codes."""
    rows = list(
        ArchiveItem.objects.filter(
            meeting__branch=branch, year=year, retention=retention, box__isnull=True
        ).order_by("org_code", "item_number")
    )
    run = takewhile(
        lambda pair: (
            (pair[1].org_code, pair[1].item_number - pair[0]) == (rows[0].org_code, rows[0].item_number)
        ),
        enumerate(rows),
    )
    return [row for _, row in run]


@transaction.atomic
def fill_box(
    branch: Organisation, year: int, retention: RetentionPeriod, last: int, spine_mm: int, by: User | None
) -> ArchiveBox:
    """A new box with what waits, up to the number `last`. Refuses a number that does not wait, and a hole."""
    waiting = unboxed(branch, year, retention)
    if not waiting:
        raise Refusal.because("nothing", f"{year}年{retention.label}的都已装盒。", field="last_item")
    head = waiting[0]
    hold_fonds(head.fonds_code)
    waiting = unboxed(branch, year, retention)
    if last not in {row.item_number for row in waiting}:
        text = (
            f"第 {last} 件不在待装盒的件里，请填 {head.item_number} 至 {waiting[-1].item_number} 之间的件号。"
        )
        raise Refusal.because("last-item", text, field="last_item")
    inside = list(takewhile(lambda row: row.item_number <= last, waiting))
    box = ArchiveBox.objects.create(
        branch=branch,
        fonds_code=head.fonds_code,
        fonds_name=fonds_of(branch).name or branch.full_name,
        year=year,
        retention=retention,
        org_code=head.org_code,
        box_number=_next_box(head),
        first_item=head.item_number,
        last_item=last,
        spine_mm=spine_mm,
        created_by=by,
        changed_by=by,
    )
    ArchiveItem.objects.filter(pk__in=[row.pk for row in inside]).update(box=box)
    return box


def _next_box(item: ArchiveItem) -> int:
    rows = ArchiveBox.objects.filter(
        fonds_code=item.fonds_code, year=item.year, retention=item.retention, org_code=item.org_code
    )
    last: int | None = rows.aggregate(last=Max("box_number"))["last"]
    return (last or 0) + 1


@transaction.atomic
def note_box(box: ArchiveBox, spine_mm: int, note: BoxNote, by: User | None) -> ArchiveBox:
    """Write the 备考表 and the width of the spine. Refuses a check before the arranging."""
    row = ArchiveBox.objects.select_for_update().get(pk=box.pk)
    if note.arranged_on and note.checked_on and note.checked_on < note.arranged_on:
        raise Refusal.because("checked-on", "检查日期不能早于整理日期。", field="checked_on")
    row.spine_mm, row.changed_by = spine_mm, by
    for name, value in vars(note).items():
        setattr(row, name, value)
    row.save(update_fields=["spine_mm", *vars(note), "changed_by", "changed_at"])
    return row


@transaction.atomic
def empty_box(box: ArchiveBox) -> None:
    """Take the items out again and do away with the box. Only the last of its series, else numbers would tear."""
    row = ArchiveBox.objects.select_for_update().get(pk=box.pk)
    later = ArchiveBox.objects.filter(
        fonds_code=row.fonds_code,
        year=row.year,
        retention=row.retention,
        org_code=row.org_code,
        box_number__gt=row.box_number,
    )
    if later.exists():
        raise Refusal.because("not-last", "只能拆最后一盒：先拆后面的，盒号和件号才连得上。")
    row.delete()
