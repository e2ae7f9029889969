"""Reads plans: the table of one with what came of each line, which are owed and when, who has not reported."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Q, When

from branchlife.kit import clock
from branchlife.kit.templatetags.words import cn_day
from meetings import regulations, theme_days
from meetings.models import Meeting, Plan, PlanItem
from meetings.models.plan import QUARTERS, PlanQuerySet
from meetings.regulations import RulesOn
from meetings.rules import plan as rule
from meetings.rules import schedule
from meetings.rules.frequency import Sitting
from meetings.vocabulary import MeetingState, PlanPeriod, PlanState
from members.access import Action, Actor
from members.models import Organisation

LEAD = {
    PlanPeriod.QUARTER: timedelta(days=15),
    PlanPeriod.YEAR: timedelta(days=31),
}  # shown so long before it is due
REPORTED = (PlanState.SUBMITTED, PlanState.ACCEPTED)


@dataclass(frozen=True)
class Row:
    """A line of a plan with the meeting that answers it. `words` is 执行情况."""

    item: PlanItem
    meeting: Meeting | None
    words: str
    may_call: bool

    @property
    def state(self) -> str:
        """The state of the meeting in one word, 没有记录 when the day has gone by without one."""
        if self.meeting is not None:
            return str(self.meeting.get_state_display())
        return "没有记录" if self.item.scheduled_on < clock.today() else ""


def rows_of(actor: Actor, plan: Plan) -> list[Row]:
    """The lines by day, each with its meeting. Three queries.

    Every meeting of the branch counts; `meeting.readable` says whether this person may open it.
    """
    items = list(plan.items.select_related("group").order_by("scheduled_on", "pk"))
    found: Any = Meeting.seen.allowed(actor, Action.PLAN_VIEW).filter(
        Q(year=plan.year) | Q(start__year=plan.year) | Q(plan_item__plan=plan), branch=plan.branch_id
    )
    meetings = {
        row.pk: row for row in found.with_readable(actor).select_related("group").order_by("start", "pk")
    }
    sittings = [
        Sitting(row.kind, row.day, row.state, row.group_id, row.pk)
        for row in meetings.values()
        if row.day.month in plan.months or row.pk in {item.meeting_id for item in items}
    ]
    lines = [rule.Item(i.pk, i.kind, i.scheduled_on, i.group_id, i.meeting_id) for i in items]
    rules = regulations.rules_for(plan.branch, date(plan.year, plan.months[0], 1))
    matched = rule.matched(lines, sittings, rules)
    today = clock.today()
    return [
        _row(item, meetings.get(matched[item.pk].pk) if item.pk in matched else None, today) for item in items
    ]


def _row(item: PlanItem, meeting: Meeting | None, today: date) -> Row:
    return Row(item, meeting, execution_words(meeting), meeting is None and item.scheduled_on >= today)


def execution_words(meeting: Meeting | None) -> str:
    """执行情况：the number and the day, or 延期/未召开 with the reason; "" while there is nothing to say."""
    if meeting is None:
        return ""
    match meeting.state:
        case MeetingState.NOT_HELD:
            return f"未召开：{meeting.not_held_reason}"
        case MeetingState.POSTPONED:
            return f"延期：{meeting.postpone_reason}"
        case MeetingState.PLANNED | MeetingState.NOTICED:
            return f"{cn_day(meeting.start)}，{meeting.get_state_display()}"
    return f"{meeting.number} {cn_day(meeting.start)}".strip()


def tally(rows: list[Row]) -> list[tuple[str, int]]:
    """How many lines were held, called, put off, not held, left without a record; facts, no rate."""
    held = sum(row.meeting is not None and row.meeting.is_held for row in rows)
    called = sum(
        row.meeting is not None and row.meeting.state in (MeetingState.PLANNED, MeetingState.NOTICED)
        for row in rows
    )
    off = sum(
        row.meeting is not None and row.meeting.state in (MeetingState.POSTPONED, MeetingState.NOT_HELD)
        for row in rows
    )
    none = sum(row.state == "没有记录" for row in rows)
    return [
        ("计划", len(rows)),
        ("已开", held),
        ("已召集", called),
        ("延期、未召开", off),
        ("过期没有记录", none),
    ]


def provisional_months(plan: Plan) -> frozenset[int]:
    """The months of a plan whose theme day is 暂定."""
    slots = theme_days.year_of(plan.branch, plan.year)
    return frozenset(slot.month for slot in slots if slot.is_provisional)


# --- what is owed ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Term:
    """A plan that is owed: its period, and by when it is to be reported."""

    year: int
    quarter: int | None
    due: date

    @property
    def title(self) -> str:
        """四季度计划, 2026年度计划."""
        return f"{QUARTERS[self.quarter - 1]}季度计划" if self.quarter else f"{self.year}年度计划"

    @property
    def key(self) -> tuple[int, int | None]:
        """Year and quarter."""
        return self.year, self.quarter


def terms(rules_on: RulesOn, today: date) -> list[Term]:
    """The plans owed on a day: of the present quarter or year, and of the next when it is soon due."""
    kind = PlanPeriod(rules_on(today).plan_period)
    if kind is PlanPeriod.YEAR:
        periods: list[tuple[int, int | None]] = [(today.year, None), (today.year + 1, None)]
    else:
        quarter = (today.month - 1) // 3 + 1
        periods = [(today.year, quarter), (today.year + quarter // 4, quarter % 4 + 1)]
    found = [term_of(year, quarter, rules_on) for year, quarter in periods]
    return [found[0], *(term for term in found[1:] if today >= term.due - LEAD[kind])]


def term_of(year: int, quarter: int | None, rules_on: RulesOn) -> Term:
    """A period with its due day, by the rules of its first day."""
    rules = rules_on(date(year, 3 * quarter - 2 if quarter else 1, 1))
    return Term(year, quarter, schedule.plan_due(year, quarter, rules))


def plans_by_term(branch: Organisation, found: list[Term]) -> Mapping[tuple[int, int | None], Plan]:
    """The plans of a branch for some periods, and any that was sent back, by year and quarter. One query."""
    wanted = Q(year__in={term.year for term in found}) | Q(state=PlanState.RETURNED)
    rows = Plan.objects.filter(wanted, branch=branch).order_by("pk")
    return {(row.year, row.quarter): row for row in rows}


def in_order(actor: Actor) -> PlanQuerySet:
    """All plans in sight: those that wait first, the oldest of them on top, then the newest periods."""
    waits = Case(When(state=PlanState.SUBMITTED, then="submitted_at"))
    rows = Plan.seen.allowed(actor, Action.PLAN_VIEW).with_places()
    return rows.order_by(waits.asc(nulls_last=True), "-year", "-quarter", "branch__path")


def unreported(actor: Actor, today: date) -> Iterator[tuple[Organisation, Term]]:
    """The branches below a superior that have not reported what was due, with the day it was due. Three queries."""
    branches = list(
        Organisation.seen.allowed(actor, Action.SUBTREE_VIEW).branches().alive(today).order_by("path")
    )
    book = regulations.rulebook(branches)
    rows = Plan.objects.filter(branch__in=branches, year=today.year, state__in=REPORTED)
    done = set(rows.order_by().values_list("branch_id", "year", "quarter"))
    for branch in branches:
        term = terms(book.of(branch), today)[0]
        is_young = branch.founded_on is not None and branch.founded_on > term.due
        if term.due < today and not is_young and (branch.pk, *term.key) not in done:
            yield branch, term
