"""Reads plans, notices, filings and the archive of a year, and how each record came about, in ten queries."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, Subquery
from django.utils import timezone

from branchlife.kit import clock
from meetings.archive.models import ArchiveItem
from meetings.inspection.papers import (
    Archived,
    Box,
    Filed,
    Papers,
    Photo,
    Planned,
    Series,
    Sheet,
    Told,
    Trace,
)
from meetings.models import (
    AgendaItem,
    Attachment,
    Correction,
    Filing,
    GuestLecturer,
    Lecture,
    Meeting,
    MeetingEvent,
    Minutes,
    Notice,
    Plan,
    PlanItem,
    PlanReport,
)
from meetings.rules.frequency import Life
from meetings.rules.plan import Item
from meetings.vocabulary import AttachmentKind, MeetingState
from members.models import Organisation, TraitPeriod
from members.vocabulary import MemberTrait

URGENT = ("临时", "紧急", "急事")  # words by which a notice says that it could not come earlier
TRACED = (
    "pk", "year", "ordinal", "start", "first_saved_at", "created_by", "late_entry", "is_imported", "is_reheld",
    "content_digest", "body", "written_at", "written_by", "recorded_at", "recorded_by", "corrected_at",
    "lecture__pk", "lecture__topic", "lecture__lecturer", "lecture__lecturer_name", "lecture__lecturer__name",
    "lecture__outline", "lecture__hours", "lecture__pre_reported_at", "lecture__archived_on",
)  # fmt: skip
ARCHIVED = (
    "meeting", "category", "fonds_code", "year", "retention", "org_code", "item_number", "archive_code", "title",
    "dated_on", "page_count",
)  # fmt: skip
BOXED = (
    "box", "box__year", "box__retention", "box__org_code", "box__remark_text", "box__arranged_by",
    "box__arranged_on", "box__checked_by", "box__checked_on",
)  # fmt: skip


def papers_of(organisation: Organisation, year: int, today: date) -> Papers:
    """What the checks may know of them."""
    first, after = clock.at(date(year, 1, 1), 0), clock.at(date(year + 1, 1, 1), 0)
    rows = Meeting.objects.filter(Q(year=year) | Q(start__gte=first, start__lt=after), branch=organisation)
    inside = rows.values("pk")
    photos, outlines = _files(inside)
    items, series = _archive(organisation, year)
    return Papers(
        traces=_traces(organisation, rows, outlines),
        filings=_filings(inside),
        photos=photos,
        notices=_notices(rows.values("gathering")),
        plans=_plans(organisation, year),
        items=items,
        series=series,
    )


def _local(moment: datetime | None) -> datetime | None:
    return timezone.localtime(moment) if moment else None


def _day(moment: datetime | None) -> date | None:
    return clock.local_date(moment) if moment else None


# --- How a record came about -----------------------------------------------------------------------------------------


def _traces(organisation: Organisation, rows: Any, outlines: set[int]) -> dict[int, Trace]:
    """Four queries."""
    inside = rows.values("pk")
    topics, leads = _topics(inside), _leads(organisation, inside)
    found = rows.annotate(**_writing()).order_by("start", "pk").values(*TRACED)
    return {
        row["pk"]: _trace(row, topics.get(row["pk"], ()), _sheet(row, outlines, leads)) for row in list(found)
    }


def _writing() -> dict[str, Any]:
    """The first and the newest minutes, the first time it was recorded, the last correction."""
    versions = Minutes.objects.filter(meeting=OuterRef("pk"))
    moves = MeetingEvent.objects.filter(meeting=OuterRef("pk"), to_state=MeetingState.RECORDED).order_by("pk")
    fixes = Correction.objects.filter(meeting=OuterRef("pk")).order_by("-at")
    return {
        "body": Subquery(versions.order_by("-version").values("body")[:1]),
        "written_at": Subquery(versions.order_by("version").values("saved_at")[:1]),
        "written_by": Subquery(versions.order_by("version").values("saved_by")[:1]),
        "recorded_at": Subquery(moves.values("at")[:1]),
        "recorded_by": Subquery(moves.values("by")[:1]),
        "corrected_at": Subquery(fixes.values("at")[:1]),
        "is_reheld": Exists(Meeting.objects.filter(reheld_from=OuterRef("pk"))),
    }


def _trace(row: dict[str, Any], topics: Sequence[str], sheet: Sheet | None) -> Trace:
    entered_at, entered_by = _entered(row)
    return Trace(
        year=row["year"],
        ordinal=row["ordinal"],
        called_on=_day(row["first_saved_at"]),
        entered_at=_local(entered_at),
        entered_by=entered_by,
        is_late=row["late_entry"],
        is_imported=row["is_imported"],
        is_reheld=row["is_reheld"],
        digest=row["content_digest"],
        text=row["body"] or "",
        topics=topics,
        corrected_at=_local(row["corrected_at"]),
        lecture=sheet,
    )


def _entered(row: dict[str, Any]) -> tuple[datetime | None, int | None]:
    """When the record was first written, and by whom. A draft that is carried on takes the later moment with it, the
    move to 已记录 does not."""
    written = [
        (row[f"{name}_at"], row[f"{name}_by"]) for name in ("written", "recorded") if row[f"{name}_at"]
    ]
    if written:
        moment, account = min(written, key=lambda one: one[0])
        return moment, account
    saved = row["first_saved_at"]
    return (saved, row["created_by"]) if saved and saved >= row["start"] else (None, None)


def _topics(meetings: Any) -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = AgendaItem.objects.filter(meeting__in=meetings).order_by("order", "pk")
    for meeting, category in rows.values_list("meeting_id", "category"):
        found[meeting].append(category)
    return found


Leads = Callable[[int | None, str, date], bool]


def _leads(organisation: Organisation, meetings: Any) -> Leads:
    """Who lectures as a leading cadre: by trait of the day, or registered by this body or one above. Two queries."""
    lecturers = Lecture.objects.filter(meeting__in=meetings).values("lecturer")
    traits = TraitPeriod.objects.filter(trait=MemberTrait.LEADING_CADRE, member__in=lecturers).order_by("pk")
    lives = [(one, Life(start, end)) for one, start, end in traits.values_list("member_id", "start", "end")]
    guests = GuestLecturer.objects.of_use_to(organisation).filter(is_leader=True).order_by()
    names = set(guests.values_list("name", flat=True))

    def leads(member: int | None, name: str, day: date) -> bool:
        if member is None:
            return name.strip() in names
        return any(one == member and life.on(day) for one, life in lives)

    return leads


def _sheet(row: dict[str, Any], outlines: set[int], leads: Leads) -> Sheet | None:
    if row["lecture__pk"] is None:
        return None
    member, name = row["lecture__lecturer"], row["lecture__lecturer_name"]
    return Sheet(
        topic=row["lecture__topic"],
        lecturer=row["lecture__lecturer__name"] or name,
        has_outline=bool(row["lecture__outline"]) or row["pk"] in outlines,
        hours=row["lecture__hours"],
        by_leader=leads(member, name, clock.local_date(row["start"])),
        reported_on=_day(row["lecture__pre_reported_at"]),
        archived_on=row["lecture__archived_on"],
    )


def _files(meetings: Any) -> tuple[Mapping[int, list[Photo]], set[int]]:
    """The photos by meeting, and which meetings have an outline as a file."""
    photos: dict[int, list[Photo]] = defaultdict(list)
    outlines: set[int] = set()
    rows = Attachment.objects.filter(
        meeting__in=meetings, kind__in=(AttachmentKind.PHOTO, AttachmentKind.OUTLINE)
    )
    for meeting, kind, digest, taken in rows.order_by("pk").values_list(
        "meeting_id", "kind", "digest", "taken_at"
    ):
        if kind == AttachmentKind.PHOTO:
            photos[meeting].append(Photo(digest, _day(taken)))
        else:
            outlines.add(meeting)
    return photos, outlines


# --- Filings, notices, plans -----------------------------------------------------------------------------------------


def _filings(meetings: Any) -> Mapping[int, list[Filed]]:
    found: dict[int, list[Filed]] = defaultdict(list)
    for row in Filing.objects.filter(meeting__in=meetings).order_by("meeting", "version").values():
        found[row["meeting_id"]].append(
            Filed(
                row["version"],
                timezone.localtime(row["submitted_at"]),
                row["due_on"],
                row["late_reason"],
                row["decision"],
                _day(row["decided_at"]),
                row["return_reason"],
                row["content_digest"],
                row["content"],
            )
        )
    return found


def _notices(gatherings: Any) -> Mapping[int, Told]:
    """The notices of the same sitting together: whoever is due at several meetings has one receipt."""
    current = Q(receipts__is_current=True)
    told = Q(receipts__delivered_at__isnull=False) | Q(receipts__confirmed_at__isnull=False)
    urgent = Q()
    for word in URGENT:
        urgent |= Q(body__contains=word)
    rows = Notice.objects.filter(meeting__gathering__in=gatherings).order_by()
    return {
        gathering: Told(clock.local_date(first), due, reached, bool(hurry))
        for gathering, first, due, reached, hurry in rows.values_list("meeting__gathering_id").annotate(
            first=Min("sent_at"),
            due=Count("receipts", filter=current),
            reached=Count("receipts", filter=current & told),
            hurry=Count("pk", filter=urgent),
        )
    }


def _plans(organisation: Organisation, year: int) -> list[Planned]:
    """The plans of the year with their lines. Two queries."""
    lines: dict[int, list[Item]] = defaultdict(list)
    items = PlanItem.objects.filter(plan__branch=organisation, plan__year=year).order_by("scheduled_on", "pk")
    for plan, pk, kind, day, group, meeting in items.values_list(
        "plan_id", "pk", "kind", "scheduled_on", "group_id", "meeting_id"
    ):
        lines[plan].append(Item(pk, kind, day, group, meeting))
    reports = PlanReport.objects.filter(plan=OuterRef("pk")).order_by("version")
    rows = Plan.objects.filter(branch=organisation, year=year).annotate(
        reported=Subquery(reports.values("submitted_at")[:1]), due=Subquery(reports.values("due_on")[:1])
    )
    return [
        Planned(year, quarter, _day(reported), due, lines[pk])
        for pk, quarter, reported, due in rows.order_by("quarter", "pk").values_list(
            "pk", "quarter", "reported", "due"
        )
    ]


# --- The archive -----------------------------------------------------------------------------------------------------


def _archive(organisation: Organisation, year: int) -> tuple[list[Archived], Mapping[Series, list[int]]]:
    """What is archived of the year, and the numbers of each series it belongs to, whoever else numbers in it."""
    own = ArchiveItem.objects.filter(meeting__branch=organisation, year=year)
    rows = ArchiveItem.objects.filter(
        year=year, fonds_code__in=own.values("fonds_code"), org_code__in=own.values("org_code")
    )
    items: list[Archived] = []
    series: dict[Series, list[int]] = defaultdict(list)
    for row in rows.order_by("pk").values("meeting__branch", *ARCHIVED, *BOXED):
        facts = [*(row[name] for name in ARCHIVED), _box(row)]
        one = Archived(*facts)
        series[one.series].append(one.number)
        if row["meeting__branch"] == organisation.pk:
            items.append(one)
    kept = {one.series for one in items}
    return items, {key: sorted(numbers) for key, numbers in series.items() if key in kept}


def _box(row: dict[str, Any]) -> Box | None:
    return Box(*(row[name] for name in BOXED)) if row["box"] else None
