"""Years as tables of states: one organisation by kind, or many organisations by month."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from branchlife.kit.parts import Cell, Matrix, MatrixRow
from meetings.kinds import KINDS
from meetings.overview import MONTHS, Year, month_of
from meetings.rules.frequency import MISSING, NOT_YET, Cycle, Duty, Sitting, Verdict, Window

HEADS = [f"{month}月" for month in MONTHS]


def link(name: str, *args: object, **query: object) -> str:
    """The address of a page with a query; what is empty is left out."""
    address = reverse(name, args=args)
    given = {key: value for key, value in query.items() if value not in (None, "")}
    return f"{address}?{urlencode(given)}" if given else address


def of_group(group: str, title: str) -> str:
    """第二党小组会 rather than 第二党小组党小组会; without a group the title as it is."""
    return f"{group.removesuffix('党小组')}{title}" if "党小组会" in title else f"{group}{title}"


def call_link(one: Year, duty: Duty, day: date, group: int | None = None) -> str:
    """The page that calls a meeting, with what is known filled in."""
    own = one.group.pk if one.group else group
    return link("meeting-new", branch=one.place.pk, kind=duty.kind, day=day.isoformat(), group=own)


def list_link(one: Year, window: Window, kind: str = "") -> str:
    """The list of the meetings of a stretch of days."""
    return link(
        "meetings",
        branch=one.place.pk,
        kind=kind,
        first=window.first.isoformat(),
        last=window.last.isoformat(),
    )


def current_month(year: int, today: date) -> int | None:
    """The 0-based column of today."""
    return today.month - 1 if year == today.year else None


def year_matrix(one: Year, today: date, *, may_record: bool = False) -> Matrix:
    """The year of one organisation, a row for each kind. `may_record` makes an empty month a way to a new meeting."""
    name = one.group.short_name if one.group else one.place.short_name
    rows = [
        MatrixRow(
            KINDS[duty.kind].short,
            [_cell(one, duty, month, today, may_record) for month in MONTHS],
            link("meetings", branch=one.place.pk, kind=duty.kind, year=one.year),
            duty.words,
        )
        for duty in one.duties
    ]
    return Matrix(f"{name}{one.year}年组织生活一览", HEADS, rows, current=current_month(one.year, today))


def _cell(one: Year, duty: Duty, month: int, today: date, may_record: bool) -> Cell:
    verdict = one.cell(duty, month, today)
    window = one.window(duty, month) or month_of(one.year, month)
    sittings = one.within(duty, month)
    return Cell(
        verdict.word,
        _cell_link(one, duty, window, verdict, sittings, today if may_record else None),
        _cell_note(duty, window, verdict, sittings, today),
    )


def _cell_link(
    one: Year, duty: Duty, window: Window, verdict: Verdict, sittings: Sequence[Sitting], today: date | None
) -> str:
    if not sittings and today is not None and window.first <= today and verdict.word in (MISSING, NOT_YET):
        return call_link(one, duty, min(window.last, today))
    readable = [sitting for sitting in sittings if sitting.readable]
    if len(readable) == 1:
        return reverse("meeting", args=[readable[0].pk])
    return list_link(one, window, duty.kind) if readable else ""


def _cell_note(duty: Duty, window: Window, verdict: Verdict, sittings: Sequence[Sitting], today: date) -> str:
    if duty.each_group and verdict.owed > 1 and sittings:
        return f"{verdict.held}/{verdict.owed} 组"
    if len(sittings) == 1:
        day = sittings[0].day
        return f"{day.day}日" if duty.cycle is Cycle.MONTH else f"{day.month}月{day.day}日"
    if sittings:
        return f"{len(sittings)} 次"
    if verdict.word == NOT_YET and today in window:
        return f"余 {(window.last - today).days} 天"
    return ""


def subtree_matrix(rows: Sequence[Year], year: int, today: date) -> Matrix:
    """Many organisations over the months of a year. No number is printed that could be read as a score."""
    lines = [
        MatrixRow(
            one.place.short_name,
            [_month_cell(one, month, today) for month in MONTHS],
            reverse("branch-year", args=[one.place.pk, year]),
        )
        for one in rows
    ]
    caption = f"{year}年所辖支部组织生活一览"
    return Matrix(caption, HEADS, lines, corner="支部", current=current_month(year, today))


def _month_cell(one: Year, month: int, today: date) -> Cell:
    verdict = one.month(month, today)
    note = f"缺 {verdict.missing} 次" if verdict.missing else ""
    window = month_of(one.year, month)
    held = any(s.day in window and s.readable for found in one.sittings.values() for s in found)
    return Cell(verdict.word, list_link(one, window) if held else "", note)
