"""The tables of figures in the register: by person, by month, by kind. No score, no rank: people by strokes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from branchlife.kit import clock
from branchlife.kit.xlsx import Column, Sheet, Value
from meetings.kinds import KINDS, MeetingKind
from meetings.models import Attendance, Meeting
from meetings.overview import MONTHS, years
from meetings.vocabulary import AttendanceState
from members.access import Action, Actor
from members.models import Member, Organisation

BY_PERSON = (
    Column("序号", 6, "int"),
    Column("姓名", 8),
    Column("部室", 16),
    Column("支部", 24),
    Column("应参加次数", 12, "int"),
    Column("实际出席", 10, "int"),
    Column("请假", 8, "int"),
    Column("缺席", 8, "int"),
    Column("出勤率", 9, "ratio"),
)
BY_MONTH = (
    Column("月份", 12),
    Column("会议次数", 16, "int"),
    Column("累计应到", 16, "int"),
    Column("累计实到", 16, "int"),
    Column("平均出勤率", 16, "ratio"),
)
BY_KIND = (
    Column("类型", 20),
    Column("次数", 14, "int"),
    Column("占比", 14, "ratio"),
    Column("应开次数", 14, "int"),
    Column("差额", 14, "int"),
)


def rate(part: int | None, whole: int | None) -> float | str:
    """A true ratio; a dash where nobody was due."""
    return part / whole if part is not None and whole else "—"


def by_person(title: str, subtitle: str, branch: Organisation, meetings: Sequence[Meeting]) -> Sheet:
    """参会考勤统计, by strokes."""
    people: dict[int, Member] = {}
    found: dict[int, list[Attendance]] = defaultdict(list)
    for meeting in meetings:
        for row in meeting.attendances.all():
            people[row.member_id] = row.member
            if row.is_due or row.is_there:
                found[row.member_id].append(row)
    ordered = sorted(people.values(), key=lambda member: (member.stroke_order, member.name, member.pk))
    rows = [_person(at, member, branch, found[member.pk]) for at, member in enumerate(ordered, start=1)]
    return Sheet(title, subtitle, BY_PERSON, rows, name="参会考勤统计")


def _person(number: int, member: Member, branch: Organisation, rows: Sequence[Attendance]) -> list[Value]:
    there = sum(row.is_there for row in rows)
    leave = sum(row.state == AttendanceState.LEAVE for row in rows)
    absent = len(rows) - there - leave
    return [
        number,
        member.name,
        member.job or "—",
        branch.short_name,
        len(rows),
        there,
        leave,
        absent,
        rate(there, len(rows)),
    ]


def by_month(title: str, subtitle: str, meetings: Sequence[Meeting]) -> Sheet:
    """月度汇总, twelve months and the sum."""
    rows = [_sums(f"{month}月", [row for row in meetings if row.day.month == month]) for month in MONTHS]
    return Sheet(title, subtitle, BY_MONTH, rows, _sums("合计", meetings), name="月度汇总", freeze="A4")


def _sums(label: str, meetings: Sequence[Meeting]) -> list[Value]:
    due = sum(row.due_count or 0 for row in meetings)
    present = sum(row.present_count or 0 for row in meetings)
    return [label, len(meetings), due, present, rate(present, due)]


def owed(actor: Actor, branch: Organisation, year: int) -> dict[MeetingKind, int]:
    """How many of each kind are owed in the year. Three queries."""
    [one] = years(actor, Action.REGISTER_EXPORT, [branch], year)
    today = clock.today()
    return {duty.kind: sum(one.cell(duty, month, today).owed for month in MONTHS) for duty in one.duties}


def by_kind(
    title: str, subtitle: str, meetings: Sequence[Meeting], duties: Mapping[MeetingKind, int]
) -> Sheet:
    """会议类型统计: what was held beside what is owed; a close kind only where there is one to read."""
    counts: dict[str, int] = defaultdict(int)
    for meeting in meetings:
        counts[meeting.kind] += 1
    shown = [kind for kind in KINDS if counts[kind] or (duties.get(kind) and not KINDS[kind].is_close)]
    rows = [_kind(kind, counts[kind], len(meetings), duties.get(kind)) for kind in shown]
    whole = sum(counts.values())
    total: list[Value] = ["合计", whole, rate(whole, whole), "—", "—"]
    return Sheet(title, subtitle, BY_KIND, rows, total, name="会议类型统计", freeze="A4")


def _kind(kind: MeetingKind, count: int, whole: int, duty: int | None) -> list[Value]:
    missing: Value = "—" if duty is None else max(0, duty - count)
    return [kind.label, count, rate(count, whole), "—" if duty is None else duty, missing]
