"""ARCH: for every check a year in which it reports, one in which it must not, one to which it does not apply."""

from dataclasses import replace
from datetime import date
from typing import Any

from meetings.inspection.papers import Archived, Box, Papers, Series
from meetings.inspection.snapshot import Snapshot
from tests.meetings.inspection.family import Family, look
from tests.meetings.inspection.years import day, held, year

AUTUMN, APRIL, MARCH = day(9, 1, 2026), day(4, 1, 2026), day(3, 20, 2026)
FIVE = held("branch_assembly", *(day(month) for month in (3, 4, 5, 6, 7)))
BOX = Box(1, 2025, "years_30", "DQ1", "齐全", "祝春犇", day(4, 1, 2026), "韦晓㛃", day(4, 2, 2026))


def item(number: int = 1, **facts: Any) -> Archived:
    """An item of the series J001, D30, DQ1 that is whole."""
    given = {
        "meeting": 100 + number, "category": "minutes", "fonds": "J001", "year": 2025, "retention": "years_30",
        "org_code": "DQ1", "number": number, "code": f"J001-WS·2025-D30-DQ1-{number:04d}", "title": "[记录]",
        "dated_on": day(5), "pages": 3, "box": BOX,
    } | facts  # fmt: skip
    return Archived(**given)


def shelf(*items: Archived, series: dict[Series, list[int]] | None = None, **facts: Any) -> Snapshot:
    found: dict[Series, list[int]] = {}
    for one in items:
        found.setdefault(one.series, []).append(one.number)
    return year(papers=Papers(items=items, series=series or found), **facts)


def state(name: str, today: date = APRIL) -> Snapshot:
    return year([replace(one, state=name) for one in FIVE], today=today)


LOOSE = item(box=None)

FINDS = [
    ("ARCH-01", state("accepted")),
    ("ARCH-02", shelf(item(box=replace(BOX, checked_by="")))),
    ("ARCH-02", shelf(item(pages=None))),
    ("ARCH-03", shelf(item(retention="years_10"))),
    ("ARCH-03", shelf(item(org_code="DQ2"))),
    ("ARCH-03", shelf(item(box=replace(BOX, year=2024)))),
    ("ARCH-04", shelf(*(item(number) for number in (1, 2, 2, 4)))),
    ("ARCH-05", shelf(item(code="J001-WS·2025-D10-DQ1-0001"))),
    ("ARCH-06", shelf(item(category="election", retention="years_10"))),
    ("ARCH-06", shelf(item(category="election"))),
]
CLEAR = [
    ("ARCH-01", state("archived")),
    ("ARCH-02", shelf(item(), item(2))),
    ("ARCH-03", shelf(item(), item(2))),
    ("ARCH-04", shelf(*(item(number) for number in (1, 2, 3, 4)))),
    ("ARCH-04", shelf(item(2), series={item(2).series: [1, 2, 3]})),
    ("ARCH-05", shelf(item())),
    ("ARCH-05", shelf(item(year=2026, dated_on=day(5, 10, 2026), code="J001-WS·2026-D30-DQ1-0001"))),
    ("ARCH-06", shelf(item())),
    ("ARCH-06", shelf(item(retention="permanent"))),
]
NOT_APPLICABLE = [
    ("ARCH-01", state("accepted", MARCH)),
    ("ARCH-01", state("not_held")),
    ("ARCH-02", shelf(replace(LOOSE, pages=None))),
    ("ARCH-03", shelf(LOOSE)),
    ("ARCH-04", shelf()),
    ("ARCH-04", shelf(item(2, box=replace(BOX, remark="第 1 件销号")))),
    ("ARCH-05", shelf()),
    ("ARCH-06", shelf()),
]


class TestArch(Family):
    prefix, size = "ARCH", 6
    finds, clear, not_applicable, no_data = FINDS, CLEAR, NOT_APPLICABLE, ()


# --- What the words say ---


def test_what_is_left_of_a_year_is_counted() -> None:
    [found] = look("ARCH-01", state("accepted")).findings
    assert found.reckoning == "2025年的会应在2026年3月31日（周二）前归档，5 场已备案，5 场没有归档。"
    assert found.rule_day == day(12, 31)
    assert look("ARCH-01", state("accepted", AUTUMN)).findings[0].actual == found.actual


def test_what_lacks_is_counted_by_its_name() -> None:
    bare = replace(BOX, checked_by="", checked_on=None)
    [found] = look("ARCH-02", shelf(item(pages=None, box=bare), item(2, pages=None, box=bare))).findings
    assert found.actual == "缺页数 2 件；备考表缺检查人 1 盒；备考表缺检查日期 1 盒"
    assert found.reckoning.startswith("2025年装盒 2 件、1 盒：")
    assert [row.pk for row in found.evidence] == [101, 102]


def test_box_and_item_are_shown_side_by_side() -> None:
    [found] = look("ARCH-03", shelf(item(retention="years_10"))).findings
    assert (found.expected, found.actual) == ("与盒相同：2025、D30、DQ1", "2025、D10、DQ1")
    assert (found.subject.pk, found.window.first) == (101, day(5))


def test_holes_and_doubles_are_named() -> None:
    [found] = look("ARCH-04", shelf(*(item(number) for number in (1, 2, 2, 4)))).findings
    assert found.reckoning == "2025年D30 DQ1 缺第 3 件，重第 2 件（共 4 件）。"


def test_the_code_by_its_parts_is_shown() -> None:
    [found] = look("ARCH-05", shelf(item(code="J001-WS·2025-D10-DQ1-0001"))).findings
    assert found.expected == "按要素为 J001-WS·2025-D30-DQ1-0001"
    assert found.actual == "档号为 J001-WS·2025-D10-DQ1-0001"


def test_the_period_of_the_rules_is_named() -> None:
    [found] = look("ARCH-06", shelf(item(category="election", retention="years_10"))).findings
    assert (found.expected, found.actual) == ("选举保管 永久", "定为 10 年")
