"""FILE: for every check a year in which it reports, one in which it must not, one to which it does not apply."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from meetings.inspection.papers import Filed, Papers, Planned, Sheet, Told, Trace
from meetings.inspection.snapshot import Held, Snapshot
from meetings.rules.frequency import Life
from meetings.rules.plan import Item
from tests.cast import moment
from tests.meetings.inspection.family import Family, look
from tests.meetings.inspection.years import day, held, year

FRIDAY = day(5, 9)


def one(kind: str = "branch_assembly", on: date = FRIDAY, **facts: Any) -> list[Held]:
    return held(kind, on, **facts)


# --- Plans ---

IN_TIME = [Planned(2025, number, day(3 * number - 2, 3), day(3 * number - 2, 5)) for number in (1, 2, 3, 4)]


def planned(*plans: Planned, **facts: Any) -> Snapshot:
    """The plans of the year: those given, the others reported in time and without lines."""
    given = {plan.quarter for plan in plans}
    rest = [plan for plan in IN_TIME if plan.quarter not in given]
    return year(*facts.pop("meetings", ()), papers=Papers(plans=[*plans, *rest]), **facts)


def second(reported_on: date | None, due_on: int = 5) -> Planned:
    return Planned(2025, 2, reported_on, day(4, due_on) if reported_on else None)


def with_lines(*days: date, kind: str = "branch_committee", quarter: int | None = 2, **facts: Any) -> Planned:
    lines = [Item(number, kind, on, **facts) for number, on in enumerate(days, start=1)]
    return Planned(2025, quarter, day(1, 3), day(1, 31), lines)


TEN = [day(4 + number // 4, 2 + 7 * (number % 4)) for number in range(10)]


def ten(done: int, **facts: Any) -> Snapshot:
    """Ten meetings planned in the second quarter, so many of them held."""
    rows = held("branch_committee", *TEN[:done])
    plan = with_lines(*TEN)
    lines = [replace(line, meeting=m.pk) for line, m in zip(plan.lines, rows, strict=False)]
    return planned(replace(plan, lines=[*lines, *plan.lines[done:]]), meetings=(rows,), **facts)


MID_MAY, FIRST_OF_JUNE = day(5, 15), day(6, 1)


def lapsed(*rows: Held, today: date = FIRST_OF_JUNE) -> Snapshot:
    """A committee planned for 15 May, looked at on 1 June."""
    plan = with_lines(MID_MAY, meeting=rows[0].pk if rows else None)
    return planned(plan, meetings=(rows,), today=today)


def on_15_may(state: str, **facts: Any) -> Held:
    return one("branch_committee", MID_MAY, state=state, **facts)[0]


# --- Notices, filings, lectures, late entries ---


def told(days_before: int | None, kind: str = "branch_assembly", **facts: Any) -> Snapshot:
    """A meeting that was called a week ahead, with a notice so many days before it."""
    rows = one(kind, gathering=5)
    due, reached, hurry = facts.pop("due", 8), facts.pop("told", 8), facts.pop("is_urgent", False)
    notices = (
        {} if days_before is None else {5: Told(FRIDAY - timedelta(days=days_before), due, reached, hurry)}
    )
    trace = Trace(**({"called_on": FRIDAY - timedelta(days=7)} | facts.pop("trace", {})))
    return year(rows, papers=Papers(traces={rows[0].pk: trace}, notices=notices), **facts)


def filings(*versions: Filed, kind: str = "branch_assembly", **facts: Any) -> Snapshot:
    rows = one(kind, **facts.pop("held", {}))
    trace = {rows[0].pk: Trace(**facts.pop("trace", {}))}
    return year(
        rows, papers=Papers(traces=trace, filings={rows[0].pk: versions} if versions else {}), **facts
    )


def first(number: int, **facts: Any) -> Filed:
    """Filed on a day of May; the meeting was on Friday the 9th."""
    return Filed(1, moment(5, number, 10, 0, 2025), **facts)


RETURNED = first(12, decision="returned", decided_on=day(5, 13), return_reason="refill")
REHOLD = replace(RETURNED, return_reason="rehold")
AGAIN = Filed(2, moment(5, 16, 10, 0, 2025))
FIFTEEN_LATER = day(5, 28)


NEW_YEARS_EVE = day(12, 31)


def lecture(sheet: Sheet | None, today: date = NEW_YEARS_EVE, **facts: Any) -> Snapshot:
    rows = one("party_lecture", state=facts.pop("state", "accepted"))
    trace = Trace(lecture=sheet, is_imported=facts.pop("is_imported", False))
    return year(rows, papers=Papers(traces={rows[0].pk: trace}), today=today, **facts)


BY_LEADER = Sheet("标准是一条线", "莫怀远", has_outline=True, by_leader=True)


def entered(days: int, **facts: Any) -> Snapshot:
    rows = one(late_reason=facts.pop("late_reason", ""))
    at = moment(5, 9, 20, 0, 2025) + timedelta(days=days)
    return year(rows, papers=Papers(traces={rows[0].pk: Trace(entered_at=at, **facts)}))


FINDS = [
    ("FILE-01", planned(second(day(4, 12)))),
    ("FILE-01", planned(second(None))),
    ("FILE-01", year(rules={"plan_period": "year"})),
    ("FILE-02", ten(6)),
    ("FILE-04", told(0)),
    ("FILE-04", told(None)),
    ("FILE-04", told(1, told=7)),
    ("FILE-04", told(5, "villagers_meeting")),
    ("FILE-05", filings(first(15))),
    ("FILE-05", filings(today=day(5, 15))),
    ("FILE-05", filings(first(15, due_on=day(5, 14)))),
    ("FILE-06", filings(RETURNED, today=FIFTEEN_LATER)),
    ("FILE-06", filings(REHOLD, today=FIFTEEN_LATER)),
    (
        "FILE-06",
        filings(replace(RETURNED, return_reason=""), replace(RETURNED, version=2), today=FIFTEEN_LATER),
    ),
    ("FILE-09", lecture(replace(BY_LEADER, reported_on=FRIDAY))),
    ("FILE-09", lecture(BY_LEADER)),
    ("FILE-10", lecture(Sheet("标准是一条线", "莫怀远"))),
    ("FILE-10", lecture(None)),
    ("FILE-10", lecture(BY_LEADER, today=day(4, 1, 2026))),
    ("FILE-11", lapsed(on_15_may("planned"))),
    ("FILE-11", lapsed(on_15_may("noticed"))),
    ("FILE-11", lapsed()),
    ("FILE-11", lapsed(on_15_may("postponed"))),
    ("FILE-12", entered(45)),
    ("FILE-12", entered(45, is_late=True)),
]
CLEAR = [
    ("FILE-01", planned(second(day(4, 3)))),
    ("FILE-01", planned(second(day(4, 12), 15))),
    ("FILE-01", planned(Planned(2025, None, day(1, 20), day(1, 31)), rules={"plan_period": "year"})),
    ("FILE-02", ten(9)),
    ("FILE-02", ten(8)),
    ("FILE-04", told(1)),
    ("FILE-04", told(10, "villagers_meeting")),
    ("FILE-05", filings(first(14))),
    ("FILE-05", filings(first(14), rules={"filing_due_unit": "day", "filing_due": 5})),
    ("FILE-06", filings(RETURNED, AGAIN, today=FIFTEEN_LATER)),
    ("FILE-06", filings(REHOLD, today=FIFTEEN_LATER, trace={"is_reheld": True})),
    ("FILE-09", lecture(replace(BY_LEADER, reported_on=day(5, 7)))),
    ("FILE-10", lecture(BY_LEADER)),
    ("FILE-10", lecture(replace(BY_LEADER, archived_on=FRIDAY), today=day(4, 1, 2026))),
    ("FILE-11", lapsed(on_15_may("not_held", reason="防汛"))),
    ("FILE-11", lapsed(on_15_may("postponed", reason="防汛"))),
    ("FILE-11", lapsed(on_15_may("accepted"))),
    ("FILE-12", entered(45, is_late=True, late_reason="停电")),
    ("FILE-12", entered(30)),
]
NOT_APPLICABLE = [
    ("FILE-01", year(kind="general_branch")),
    ("FILE-01", year(life=Life(day(10, 8)))),
    ("FILE-01", year(today=day(1, 5))),
    ("FILE-02", ten(6, today=day(6, 30))),
    ("FILE-02", planned()),
    ("FILE-02", planned(replace(with_lines(*TEN), reported_on=None))),
    ("FILE-04", told(0, rules={"notice_days": 0})),
    ("FILE-04", told(None, trace={"called_on": FRIDAY})),
    ("FILE-04", told(0, trace={"is_imported": True})),
    ("FILE-05", filings(kind="oath_renewal")),
    ("FILE-05", filings(today=day(5, 14))),
    ("FILE-05", filings(trace={"is_imported": True})),
    ("FILE-06", filings(first(12))),
    ("FILE-06", filings(RETURNED, today=day(5, 20))),
    ("FILE-09", lecture(replace(BY_LEADER, by_leader=False))),
    ("FILE-09", lecture(BY_LEADER, rules={"lecture_report_days": 0})),
    ("FILE-10", lecture(None, state="held")),
    ("FILE-10", lecture(None, is_imported=True)),
    ("FILE-11", lapsed(today=day(5, 22))),
    ("FILE-11", planned()),
    ("FILE-12", entered(45, is_imported=True)),
    ("FILE-12", year(one())),
]
NO_DATA = ["FILE-03", "FILE-07", "FILE-08"]


class TestFile(Family):
    prefix, size = "FILE", 12
    finds, clear, not_applicable, no_data = FINDS, CLEAR, NOT_APPLICABLE, NO_DATA


# --- What the words say ---


def test_a_late_plan_is_told_of_by_its_days() -> None:
    [found] = look("FILE-01", planned(second(day(4, 12)))).findings
    assert found.reckoning == "2025年二季度计划应在4月5日（周六）前报送，4月12日（周六）报送，晚 7 天。"
    assert (found.window.first, found.window.last) == (day(4, 1), day(6, 30))


def test_what_was_planned_held_and_held_besides_is_counted() -> None:
    s = ten(6)
    besides = held("party_lecture", day(5, 20))
    [found] = look("FILE-02", replace(s, meetings=[*s.meetings, *besides])).findings
    assert found.reckoning == "2025年二季度计划 10 次，已开 6 次，低于 80%；计划外另开 1 次。"


def test_a_meeting_of_the_month_answers_a_line_from_which_none_was_called() -> None:
    s = lapsed(on_15_may("accepted"))
    bare = replace(s, papers=Papers(plans=[with_lines(MID_MAY)]), meetings=s.meetings)
    assert not look("FILE-11", bare).findings


def test_lines_that_lapsed_are_named_by_the_month() -> None:
    plan = with_lines(MID_MAY, day(5, 20), day(4, 10), kind="group_meeting", group=2)
    s = planned(plan, with_lines(MID_MAY, kind="group_meeting", group=2, quarter=None), today=day(7, 1))
    april, may = look("FILE-11", replace(s, group_names={2: "第二党小组"})).findings
    assert april.actual == "1 次既没有开也没有说明：第二党小组党小组会（4月10日）"
    assert may.reckoning.startswith("5月到期的计划 2 次，2 次既没有开也没有说明：")


def test_a_short_notice_is_told_of_by_what_it_lacks() -> None:
    [found] = look("FILE-04", told(0, told=6)).findings
    assert found.actual == "会前 0 天通知；应通知 8 人，2 人没有登记送达"
    assert not found.excuse


def test_an_urgent_matter_accounts_for_a_short_notice() -> None:
    [found] = look("FILE-04", told(0, is_urgent=True)).findings
    assert found.excuse


def test_the_meetings_of_one_sitting_are_one_finding() -> None:
    rows = [*one(gathering=5), *one("villagers_meeting", gathering=5)]
    s = year(rows, papers=Papers(notices={5: Told(day(5, 4))}))
    [found] = look("FILE-04", s).findings
    assert found.subject.pk == rows[1].pk
    assert found.actual == "会前 5 天通知"


def test_a_filing_is_late_by_working_days_and_its_reason_accounts_for_it() -> None:
    """Friday to Thursday are four working days, to Wednesday three."""
    [found] = look("FILE-05", filings(first(15, late_reason="停电"))).findings
    assert found.reckoning == (
        "5月9日（周五）开会，应在5月14日（周三）前报备，5月15日（周四）报备，晚 1 天。"
    )
    assert found.excuse == "迟报：停电"
    [found] = look("FILE-05", filings(first(15), held={"late_reason": "防汛"})).findings
    assert found.excuse == "补录：防汛"


def test_long_overdue_is_said() -> None:
    [found] = look("FILE-05", filings(today=day(6, 13))).findings
    assert found.actual == "还没有报备"
    [found] = look("FILE-05", filings(today=day(6, 14))).findings
    assert found.actual == "还没有报备，超过应报日 30 天以上"


def test_what_was_asked_for_by_the_return_is_said() -> None:
    [found] = look("FILE-06", filings(REHOLD, today=FIFTEEN_LATER)).findings
    assert found.expected == "5月20日（周二）前重开"
    assert found.actual == "第 1 版5月13日（周二）退回，没有重开"


def test_a_report_of_the_day_is_not_beforehand() -> None:
    [found] = look("FILE-09", lecture(replace(BY_LEADER, reported_on=FRIDAY))).findings
    assert (found.expected, found.actual) == ("讲课前 1 天报告内容", "讲课前 0 天报告")
