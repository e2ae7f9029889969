"""A plan: drafted, edited at one table, reported, acknowledged or sent back; a meeting called from one of its lines."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from branchlife.kit import clock
from branchlife.kit.problems import Conflict, Refusal
from meetings.kinds import KINDS, MeetingKind
from meetings.lifecycle import planning, recording, theme_days
from meetings.lifecycle.plan_draft import drafted_items
from meetings.models import Gathering, Meeting, Plan, PlanItem, PlanReport
from meetings.regulations import rules_for
from meetings.rules import plan as rule
from meetings.rules import schedule
from meetings.vocabulary import FilingDecision, PlanPeriod, PlanState
from members.models import Member, Organisation, User
from members.standing import branch_roll, committee_roll

S = PlanState
TRANSITIONS: dict[S, frozenset[S]] = {
    S.DRAFT: frozenset({S.SUBMITTED}),
    S.SUBMITTED: frozenset({S.RETURNED, S.ACCEPTED}),
    S.RETURNED: frozenset({S.SUBMITTED}),
    S.ACCEPTED: frozenset({S.SUBMITTED}),  # reported again after changes
}
USUAL_START = time(14, 30)
WORDS = ("theme", "place", "host", "lecturer_name", "scope", "responsible")


@dataclass(frozen=True)
class Line:
    """One line of the table; `pk` names the one it changes, None is a new one."""

    kind: MeetingKind
    scheduled_on: date
    group: Organisation | None = None
    theme: str = ""
    place: str = ""
    host: str = ""
    lecturer_name: str = ""
    scope: str = ""
    responsible: str = ""
    pk: int | None = None


def due_on(plan: Plan) -> date:
    """应报日, by the rules of the first day of its period."""
    first = date(plan.year, plan.months[0], 1)
    return schedule.plan_due(plan.year, plan.quarter, rules_for(plan.branch, first))


def locked(plan: Plan, revision: int | None = None) -> Plan:
    """The stored row, held until the transaction ends. A stale `revision` raises Conflict."""
    row = Plan.objects.select_for_update(of=("self",)).select_related("branch").filter(pk=plan.pk).first()
    if row is None:
        raise Refusal.because("gone", "这份计划的草稿已经删去。")
    if revision is not None and row.revision != revision:
        raise Conflict(row)
    return row


def _touched(row: Plan, by: User | None, *fields: str) -> Plan:
    row.revision += 1
    row.changed_by = by
    row.save(update_fields=[*fields, "revision", "changed_by", "changed_at"])
    return row


@transaction.atomic
def draft(branch: Organisation, year: int, quarter: int | None, by: User | None) -> Plan:
    """A new plan with its lines; the one that is there already, when pressed twice."""
    if not branch.is_branch:
        raise Refusal.because("wrong-body", f"计划由支部编制，{branch.get_kind_display()}不用编。")
    before = Plan.objects.filter(branch=branch, year=year, quarter=quarter).first()
    if before is not None:
        return before
    kind = PlanPeriod.YEAR if quarter is None else PlanPeriod.QUARTER
    plan = Plan(branch=branch, year=year, quarter=quarter, period_kind=kind, created_by=by, changed_by=by)
    try:
        with transaction.atomic():
            plan.save()
    except IntegrityError:  # the same press, answered by another worker a moment earlier
        return Plan.objects.get(branch=branch, year=year, quarter=quarter)
    theme_days.refresh(branch, year)
    for item in drafted_items(plan):
        item.created_by = item.changed_by = by
        item.save()
    return plan


@transaction.atomic
def discard(plan: Plan) -> None:
    """Throw a draft away that was never reported and from which nothing was called."""
    row = locked(plan)
    if row.state != S.DRAFT:
        raise Refusal.because("reported", "计划已经报过，不能删去；不再开展的，请删去那几行，再报一次。")
    if row.items.filter(meeting__isnull=False).exists():
        raise Refusal.because("called", "已按这份计划召集过会议，不能整份删去。")
    row.delete()


@transaction.atomic
def edit(plan: Plan, lines: Sequence[Line], removed: Collection[int], revision: int, by: User | None) -> Plan:
    """Write the lines that were changed or added, take away those that were removed; all others stay as they are."""
    row = locked(plan, revision)
    stored = {item.pk: item for item in row.items.select_for_update(of=("self",)).order_by("pk")}
    for line in lines:
        item = stored.get(line.pk or 0) if line.pk else PlanItem(plan=row, created_by=by)
        if item is not None and line.pk not in removed:
            _write(row, item, line, by)
    for pk in set(removed) & set(stored):
        _remove(stored[pk])
    return _touched(row, by)


@transaction.atomic
def add_item(plan: Plan, line: Line, by: User | None) -> PlanItem:
    """One more line, as when a prompt of the committee is adopted; the plan may have been reported."""
    row = locked(plan)
    item = _write(row, PlanItem(plan=row, created_by=by), line, by)
    _touched(row, by)
    return item


@transaction.atomic
def set_theme(item: PlanItem, theme: str, by: User | None) -> PlanItem:
    """Give a line its theme, as when a prompt of the committee is adopted for it."""
    row = locked(item.plan)
    stored = row.items.select_for_update(of=("self",)).get(pk=item.pk)
    stored.theme, stored.changed_by = theme.strip()[:120], by
    stored.save(update_fields=["theme", "changed_by", "changed_at"])
    _touched(row, by)
    return stored


def _write(plan: Plan, item: PlanItem, line: Line, by: User | None) -> PlanItem:
    _check(plan, line)
    if item.meeting_id and (item.kind, item.group_id) != (line.kind, line.group.pk if line.group else None):
        raise Refusal.because("called", f"{item}已召集会议，类型不能再改。", field="items")
    item.kind, item.scheduled_on, item.changed_by = line.kind, line.scheduled_on, by
    item.group = line.group if line.kind is MeetingKind.GROUP_MEETING else None
    for name in WORDS:
        setattr(item, name, getattr(line, name).strip())
    item.scope = item.scope or KINDS[line.kind].scope.label
    item.save()
    return item


def _check(plan: Plan, line: Line) -> None:
    spec = KINDS[line.kind]
    if plan.branch.kind not in spec.held_by:
        raise Refusal.because(
            "wrong-body", f"{spec.name}不由{plan.branch.get_kind_display()}召开。", field="items"
        )
    if line.kind is MeetingKind.GROUP_MEETING and (
        line.group is None or line.group.parent_id != plan.branch_id
    ):
        raise Refusal.because("no-group", "党小组会请选择本支部的一个党小组。", field="items")
    if not _is_within(plan, line.scheduled_on):
        raise Refusal.because(
            "outside", f"拟定时间{line.scheduled_on:%Y-%m-%d}不在{plan.period_words}内。", field="items"
        )


def _is_within(plan: Plan, day: date) -> bool:
    return day.year == plan.year and day.month in plan.months


def _remove(item: PlanItem) -> None:
    if item.meeting_id:
        raise Refusal.because(
            "called", f"{item}已召集会议，不能删去；不开了的，请在会议上登记延期或未召开。", field="items"
        )
    item.delete()


# --- upward and back -------------------------------------------------------------------------------------------------


def content(plan: Plan) -> list[dict[str, Any]]:
    """The table in plain values, as it is reported."""
    return [
        {
            rule.PK: item.pk,
            "拟定时间": f"{item.scheduled_on:%Y-%m-%d}",
            "类型": kind_words(item),
            "主题、内容": item.theme,
            "地点": item.place,
            "主持": item.host,
            "主讲": item.lecturer_name,
            "参加范围": item.scope,
            "责任人": item.responsible,
        }
        for item in plan.items.select_related("group").order_by("scheduled_on", "pk")
    ]


def kind_words(item: PlanItem) -> str:
    """党小组会（第一党小组）."""
    return f"{item.spec.name}（{item.group.short_name}）" if item.group else item.spec.name


def last_report(plan: Plan) -> PlanReport | None:
    """The newest version that was reported."""
    return plan.reports.order_by("-version").first()


def changes_since_report(plan: Plan) -> list[rule.Difference]:
    """报后改动: what differs from the last report; nothing before the first."""
    last = last_report(plan)
    return rule.differences(last.content, content(plan)) if last else []


def changes_between(report: PlanReport) -> list[rule.Difference]:
    """What a report changed against the one before; nothing for the first."""
    before = report.plan.reports.filter(version__lt=report.version).order_by("-version").first()
    return rule.differences(before.content, report.content) if before else []


@transaction.atomic
def report(plan: Plan, by: User | None) -> PlanReport:
    """报送：keep the table as it is now. Pressed twice it is reported once; nothing new is not reported again."""
    row = locked(plan)
    last = last_report(row)
    if row.state == S.SUBMITTED and last is not None:
        return last
    now = content(row)
    if not now:
        raise Refusal.because("empty", "计划里还没有一行，不能报送。")
    if last is not None and not rule.differences(last.content, now) and row.state == S.ACCEPTED:
        raise Refusal.because("same", "上次报送以后没有改动，不用再报。")
    made = PlanReport.objects.create(
        plan=row,
        version=last.version + 1 if last else 1,
        submitted_at=clock.now(),
        submitted_by=by,
        due_on=last.due_on if last else due_on(row),
        content=now,
    )
    _move(row, S.SUBMITTED, by, submitted_at=made.submitted_at, decided_at=None, decided_by=None, opinion="")
    return made


@transaction.atomic
def acknowledge(plan: Plan, by: User | None, opinion: str = "") -> Plan:
    """阅知：the superior has seen it. Seen twice is seen once."""
    row = locked(plan)
    if row.state == S.ACCEPTED:
        return row
    return _decide(row, S.ACCEPTED, FilingDecision.ACKNOWLEDGED, by, opinion)


@transaction.atomic
def send_back(plan: Plan, opinion: str, by: User | None) -> Plan:
    """退回：the words are required; every line stays."""
    if not opinion.strip():
        raise Refusal.because("opinion", "请写明退回的意见：哪里要改，怎样改。", field="opinion")
    return _decide(locked(plan), S.RETURNED, FilingDecision.RETURNED, by, opinion)


def _decide(row: Plan, to: S, decision: FilingDecision, by: User | None, opinion: str) -> Plan:
    pending = row.reports.filter(decision=FilingDecision.PENDING).first()
    if row.state != S.SUBMITTED or pending is None:
        raise Refusal.because("decided", f"这份计划已处理：{row.get_state_display()}。")
    moment, words = clock.now(), opinion.strip()
    pending.decision, pending.decided_at, pending.decided_by, pending.opinion = decision, moment, by, words
    pending.save(update_fields=["decision", "decided_at", "decided_by", "opinion"])
    return _move(row, to, by, decided_at=moment, decided_by=by, opinion=words)


def _move(row: Plan, to: S, by: User | None, **fields: Any) -> Plan:
    if to not in TRANSITIONS[S(row.state)]:
        raise Refusal.because("jump", f"计划{row.get_state_display()}，不能直接改为{to.label}。")
    for name, value in fields.items():
        setattr(row, name, value)
    row.state = to
    return _touched(row, by, "state", *fields)


# --- from a line to its meeting --------------------------------------------------------------------------------------


@transaction.atomic
def call_from(item: PlanItem, by: User | None) -> Meeting:
    """召集：a meeting with everything the line and the last meeting of the kind know. Pressed twice, called once."""
    locked(item.plan)
    row = PlanItem.objects.select_for_update(of=("self",)).select_related("plan__branch", "group", "meeting")
    line = row.get(pk=item.pk)
    if line.meeting is not None:
        return line.meeting
    if line.scheduled_on < clock.today():
        raise Refusal.because("past", "拟定的日子已经过了；开过的请补录，没有开的请先改拟定时间。")
    kind = MeetingKind(line.kind)
    gathering = planning.call(
        line.plan.branch, [kind], _facts(line), by, group=line.group, agenda=_agenda(line), token=None
    )
    meeting = gathering.meetings.get()
    if kind is MeetingKind.PARTY_LECTURE:
        _give_lecture(line, meeting, gathering, by)
    line.meeting, line.changed_by = meeting, by
    line.save(update_fields=["meeting", "changed_by", "changed_at"])
    return meeting


def _facts(line: PlanItem) -> planning.Facts:
    rows = Meeting.objects.filter(
        branch=line.plan.branch_id, kind=line.kind, group=line.group_id
    ).with_places()
    last = rows.held().newest().first()
    usual = timezone.localtime(last.start).time() if last else USUAL_START
    start: datetime = clock.at(line.scheduled_on, usual.hour, usual.minute)
    facts = planning.repeated(last, start) if last else planning.Facts(start)
    facts.scheduled_on = line.scheduled_on
    facts.place = line.place or facts.place
    facts.theme = line.theme if line.kind in THEMED else ""
    people = _people(line.plan.branch, line.scheduled_on)
    facts.host = people.get(line.host) or (None if line.host else _still_here(facts.host, people))
    facts.host_name = "" if facts.host else line.host
    facts.recorder = _still_here(facts.recorder, people)
    return facts


THEMED = (MeetingKind.THEME_DAY, MeetingKind.ORGANISATIONAL_LIFE, MeetingKind.DEMOCRATIC_LIFE)


def _people(branch: Organisation, day: date) -> dict[str, Member]:
    """Those on the roll or the committee of a day by name; a name that two bear is left to the hand."""
    rows = {one.member.pk: one.member for one in (*branch_roll(branch, day), *committee_roll(branch, day))}
    found: dict[str, list[Member]] = {}
    for member in rows.values():
        found.setdefault(member.name, []).append(member)
    return {name: members[0] for name, members in found.items() if len(members) == 1}


def _still_here(member: Member | None, people: dict[str, Member]) -> Member | None:
    return member if member in people.values() else None


def _agenda(line: PlanItem) -> list[str]:
    if line.kind in (*THEMED, MeetingKind.PARTY_LECTURE):
        return []
    return [part for part in line.theme.replace("；", ";").split(";") if part.strip()]


def _give_lecture(line: PlanItem, meeting: Meeting, gathering: Gathering, by: User | None) -> None:
    lecturer = _people(line.plan.branch, line.scheduled_on).get(line.lecturer_name)
    recording.set_lecture(
        meeting, by, lecturer, topic=line.theme, lecturer_name="" if lecturer else line.lecturer_name
    )
