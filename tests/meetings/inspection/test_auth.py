"""AUTH: for every check a year in which it reports, one in which it must not, one to which it does not apply."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from time import perf_counter
from typing import Any

from meetings.inspection.papers import Filed, Papers, Photo, Sheet, Trace
from meetings.inspection.snapshot import Held, Snapshot
from meetings.rules.frequency import Window
from tests.cast import moment
from tests.meetings.inspection.family import Family, look
from tests.meetings.inspection.years import MONTHLY, day, held, year

MAY = day(5, 10)
FILED_AT = moment(5, 12, 9, 0, 2025)


def one(kind: str = "branch_assembly", on: date = MAY, **facts: Any) -> list[Held]:
    return held(kind, on, **facts)


def traced(rows: list[Held], **facts: Any) -> dict[int, Trace]:
    """Every one of some meetings came about the same way."""
    return {m.pk: Trace(**facts) for m in rows}


def with_traces(rows: list[Held], *, more: list[Held] | None = None, **facts: Any) -> Snapshot:
    return year(rows, more or [], papers=Papers(traces=traced(rows, **facts)))


def written(*pairs: tuple[Held, datetime], by: int = 3, **facts: Any) -> Snapshot:
    """Records with the moment at which each was first written."""
    traces = {m.pk: Trace(entered_at=at, entered_by=by, **facts) for m, at in pairs}
    return year([m for m, _ in pairs], papers=Papers(traces=traces))


def after(days: int, **facts: Any) -> Snapshot:
    """The assembly of 10 May, written so many days later."""
    late = {"late_reason": facts.pop("late_reason", "")}
    return written((one(**late)[0], moment(5, 10, 20, 0, 2025) + timedelta(days=days)), **facts)


# --- AUTH-02: an evening in December ---

EVENING = moment(12, 3, 20, 5, 2025)
FOUR = held("branch_committee", *(day(month) for month in (8, 9, 10, 11)))


def evening(rows: list[Held], step: int = 13, **facts: Any) -> Snapshot:
    return written(*((m, EVENING + timedelta(minutes=step * n)) for n, m in enumerate(rows)), **facts)


# --- AUTH-03: minutes ---


def words(first: int, count: int) -> str:
    """So many characters that no other stretch of them repeats."""
    return "".join(chr(0x4E00 + number) for number in range(first, first + count))


OWN, QUOTE = words(0, 200), words(6000, 400)
SEPTEMBER, DECEMBER = one(on=day(9), gathering=9)[0], one(on=day(12), gathering=12)[0]


def texts(*pairs: tuple[Held, str]) -> Snapshot:
    return year([m for m, _ in pairs], papers=Papers(traces={m.pk: Trace(text=text) for m, text in pairs}))


# --- AUTH-07, -09, -10 and photos ---

ASSEMBLY, LECTURE = one(gathering=5), one("party_lecture", gathering=5)
GOOD = Sheet("标准是一条线", "莫怀远", has_outline=True, hours=Decimal(1))


def lecture(sheet: Sheet | None, rows: list[Held] = ASSEMBLY, **facts: Any) -> Snapshot:
    return year(rows, LECTURE, papers=Papers(traces=traced(LECTURE, lecture=sheet, **facts)))


CONTENT = {"内容记录": "逐项讨论", "应到": 8, "实到": 7}


def filed(trace: dict[str, Any], digest: str = "a", **facts: Any) -> Snapshot:
    rows = one(**({"due": 8, "present": 7} | facts))
    given = {"digest": "a", "text": "逐项讨论"} | trace
    version = Filed(2, FILED_AT, digest=digest, content=CONTENT)
    return year(rows, papers=Papers(traces=traced(rows, **given), filings={rows[0].pk: [version]}))


def numbered(*numbers: int | None, state: str = "accepted", **facts: Any) -> Snapshot:
    rows = held(
        "branch_committee", *(day(month) for month in range(1, len(numbers) + 1)), state=state, **facts
    )
    traces = {m.pk: Trace(year=2025, ordinal=number) for m, number in zip(rows, numbers, strict=True)}
    return year(rows, papers=Papers(traces=traces))


def photos(*pairs: tuple[Held, Photo]) -> Snapshot:
    return year([m for m, _ in pairs], papers=Papers(photos={m.pk: [photo] for m, photo in pairs}))


MARCH, JUNE = one(on=day(3), gathering=3)[0], one(on=day(6), gathering=6)[0]
SAME_SITTING = one("party_lecture", on=day(3), gathering=3)[0]
CROWD = Photo("f" * 64)

FINDS = [
    ("AUTH-01", after(12)),
    ("AUTH-01", after(4)),
    ("AUTH-01", after(12, late_reason="停电", is_late=True)),
    ("AUTH-02", evening(FOUR)),
    ("AUTH-03", texts((SEPTEMBER, OWN), (DECEMBER, OWN[:196] + words(900, 4)))),
    ("AUTH-06", photos((MARCH, Photo("a", day(2))))),
    ("AUTH-07", lecture(replace(GOOD, has_outline=False))),
    ("AUTH-07", lecture(replace(GOOD, hours=Decimal(0)))),
    ("AUTH-07", lecture(None)),
    ("AUTH-08", with_traces(one("branch_committee"), topics=["business"])),
    ("AUTH-09", filed({"digest": "b"})),
    ("AUTH-09", filed({"text": "没有讨论"})),
    ("AUTH-09", filed({}, present=8)),
    ("AUTH-09", filed({"text": "没有讨论", "corrected_at": FILED_AT - timedelta(days=1)})),
    ("AUTH-10", numbered(1, 2, 4)),
    ("AUTH-10", numbered(1, 2, 2)),
    ("AUTH-12", photos((MARCH, CROWD), (JUNE, CROWD))),
]
CLEAR = [
    ("AUTH-01", after(3)),
    ("AUTH-02", evening(FOUR[:2])),
    ("AUTH-02", evening(FOUR, step=40)),
    (
        "AUTH-02",
        evening([*one(gathering=5), *one("party_lecture", gathering=5), *one("theme_day", gathering=5)]),
    ),
    ("AUTH-03", texts((SEPTEMBER, OWN), (DECEMBER, OWN[:100] + words(900, 100)))),
    ("AUTH-03", texts((SEPTEMBER, OWN + f"“{QUOTE}”"), (DECEMBER, words(900, 200) + f"“{QUOTE}”"))),
    ("AUTH-03", texts((SEPTEMBER, OWN), (one("party_lecture", on=day(9), gathering=9)[0], OWN))),
    ("AUTH-03", texts((SEPTEMBER, OWN), (one("party_lecture", on=day(9), gathering=8)[0], OWN))),
    ("AUTH-06", photos((MARCH, Photo("a", day(3, 11))))),
    ("AUTH-07", lecture(GOOD)),
    ("AUTH-07", lecture(replace(GOOD, hours=None))),
    ("AUTH-08", with_traces(one("branch_committee"), topics=["business", "admission"])),
    ("AUTH-09", filed({})),
    ("AUTH-09", filed({"digest": "b", "corrected_at": FILED_AT + timedelta(days=1)})),
    ("AUTH-10", numbered(1, 2, 3)),
    ("AUTH-10", numbered(1, 2, None)),
    ("AUTH-12", photos((MARCH, CROWD), (SAME_SITTING, CROWD))),
    ("AUTH-12", photos((MARCH, CROWD), (JUNE, Photo("e" * 64)))),
]
NOT_APPLICABLE = [
    ("AUTH-01", after(40, is_imported=True)),
    ("AUTH-01", year(one())),
    ("AUTH-02", evening(FOUR, is_imported=True)),
    ("AUTH-02", year(FOUR)),
    ("AUTH-03", texts((SEPTEMBER, OWN[:99]), (DECEMBER, OWN[:99]))),
    ("AUTH-03", texts((SEPTEMBER, OWN))),
    ("AUTH-06", photos((MARCH, CROWD))),
    ("AUTH-07", lecture(None, rows=one(gathering=4))),
    ("AUTH-07", lecture(None, is_imported=True)),
    ("AUTH-08", with_traces(one("theme_day"), topics=["business"])),
    ("AUTH-08", with_traces(one("branch_committee"))),
    ("AUTH-09", filed({"digest": "b"}, state="returned")),
    ("AUTH-09", with_traces(one(), digest="b")),
    ("AUTH-10", numbered(None)),
    ("AUTH-10", numbered(2, state="not_held")),
    ("AUTH-12", year(one())),
]
NO_DATA = ["AUTH-04", "AUTH-05", "AUTH-11"]


class TestAuth(Family):
    prefix, size = "AUTH", 12
    finds, clear, not_applicable, no_data = FINDS, CLEAR, NOT_APPLICABLE, NO_DATA


# --- What the words say ---


def test_a_reason_accounts_for_a_record_written_late() -> None:
    [found] = look("AUTH-01", after(12, late_reason="停电", is_late=True)).findings
    assert (found.actual, found.excuse) == ("会后 12 天首次录入", "补录：停电")


def test_long_after_it_is_advised_to_say_so() -> None:
    [found] = look("AUTH-01", after(31)).findings
    assert found.actual == "会后 31 天首次录入，建议标明补录并写原因"
    assert not found.excuse


def test_an_evening_is_told_of_by_its_numbers_and_by_nobodys_name() -> None:
    [found] = look("AUTH-02", evening(FOUR)).findings
    assert found.reckoning == "12月3日（周三）20:05 起 39 分钟内录入 4 场、4 个日期的会，达到 3 个日期。"
    assert found.window == Window(day(12, 3), day(12, 3))
    assert [row.kind for row in found.evidence] == ["meeting"] * 4


def test_two_accounts_on_one_evening_are_one_finding() -> None:
    both = {m.pk: Trace(entered_at=EVENING, entered_by=by) for by in (3, 4) for m in rows_of(by)}
    s = year(rows_of(3), rows_of(4), papers=Papers(traces=both))
    [found] = look("AUTH-02", s).findings
    assert found.actual == "；".join(["20:05 起 0 分钟内录入 3 场、3 个日期的会"] * 2)


def rows_of(account: int) -> list[Held]:
    kind = "branch_committee" if account == 3 else "branch_assembly"
    return held(kind, day(8), day(9), day(10))


def test_all_marked_late_account_for_the_batch_one_does_not() -> None:
    marked = [replace(m, late_reason="停电") for m in FOUR]
    [found] = look("AUTH-02", evening(marked)).findings
    assert found.excuse == "补录：停电"
    [found] = look("AUTH-02", evening([*marked[:3], FOUR[3]])).findings
    assert not found.excuse


def test_what_is_common_is_counted() -> None:
    [found] = look("AUTH-03", texts((SEPTEMBER, OWN), (DECEMBER, OWN[:196] + words(900, 4)))).findings
    assert found.subject.pk == DECEMBER.pk
    assert found.actual == "与9月10日（周三）的记录相同 96%"
    assert "两份共 200 段，相同 192 段，达到 85%" in found.reckoning


def test_just_below_the_line_is_left_alone() -> None:
    """Of 196 shingles each 180 are common: 180 of 212 are 84 in a hundred."""
    line = texts((SEPTEMBER, OWN), (DECEMBER, OWN[:184] + words(900, 16)))
    assert not look("AUTH-03", line).findings
    assert look("AUTH-03", texts((SEPTEMBER, OWN), (DECEMBER, OWN[:185] + words(900, 15)))).findings


def test_of_several_the_most_alike_is_named_and_blanks_do_not_matter() -> None:
    march, near, same = one(on=day(3), gathering=3)[0], OWN[:190] + words(900, 10), "\n".join(OWN)
    found = {
        row.subject.pk: row.actual
        for row in look("AUTH-03", texts((march, near), (SEPTEMBER, same), (DECEMBER, OWN))).findings
    }
    assert found[DECEMBER.pk] == "与9月10日（周三）的记录相同 100%"
    assert len(found) == 2
    _, found_again = look("AUTH-03", texts((march, same), (SEPTEMBER, near), (DECEMBER, OWN))).findings
    assert found_again.actual == "与3月10日（周一）的记录相同 100%"


def test_sixty_long_records_are_compared_in_no_time() -> None:
    """Each shares two fifths of its words with every other, as records of one branch do."""
    days = [day(month, number) for month in MONTHLY for number in (3, 8, 13, 18, 23)]
    common = words(0, 1200)
    rows = [one(on=on, gathering=place)[0] for place, on in enumerate(days, start=1)]
    s = texts(*((m, common + words(1200 + 300 * n, 1800)) for n, m in enumerate(rows)))
    start = perf_counter()
    look("AUTH-03", s)
    assert perf_counter() - start < 0.3


def test_what_a_lecture_lacks_is_named() -> None:
    [found] = look("AUTH-07", lecture(Sheet(hours=Decimal(0)))).findings
    assert found.actual == "与党员大会同一次集会，3 项空：课题、授课人、讲稿；学时为 0"


def test_what_differs_from_the_filing_is_named() -> None:
    [found] = look("AUTH-09", filed({"digest": "b", "text": "没有讨论"}, due=9)).findings
    assert found.expected == "与报备的第 2 版一致"
    assert found.actual == "3 处不一致：内容摘要、内容记录、应到，没有更正单"


def test_holes_and_doubles_are_named_a_group_is_its_own_subject() -> None:
    branch, group = numbered(1, 2, 4).meetings, held("group_meeting", day(5), day(6), group=2)
    traces = {m.pk: Trace(2025, number) for m, number in zip((*branch, *group), (1, 2, 4, 1, 1), strict=True)}
    s = year(branch, group, papers=Papers(traces=traces), group_names={2: "第二党小组"})
    found = {row.subject.pk: row.reckoning for row in look("AUTH-10", s).findings}
    assert found == {
        7: "2025年支委会缺第 3 次（已编 3 场）。",
        2: "2025年第二党小组党小组会重第 1 次（已编 2 场）。",
    }


def test_the_earlier_of_two_meetings_keeps_its_photo() -> None:
    [found] = look("AUTH-12", photos((MARCH, CROWD), (JUNE, CROWD))).findings
    assert found.subject.pk == JUNE.pk
    assert found.actual == "1 张也附在3月10日（周一）的会里"
