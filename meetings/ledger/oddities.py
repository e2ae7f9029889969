"""Contradictions inside one row of a ledger. They are stored as written and said as remarks. Pure but for the clock."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from meetings.kinds import MeetingKind
from meetings.ledger.rows import LedgerRow
from meetings.vocabulary import AWAY, THERE, AttendanceState

PREFIX = "台账原有出入："
VOTERS = re.compile(r"应到会?有表决权党员(\d+)名?.*?实到(\d+)名?")
ISSUED = re.compile(r"发出(\d+)张.*?收回(\d+)张")
YES = re.compile(r"赞成(\d+)[票名人]")
RATE_TOLERANCE = 0.0006  # a rate printed with one decimal of a percent
MOST = 2 / 3  # so many theme days on one weekday of the month make it the habit


def mark_oddities(rows: Sequence[LedgerRow]) -> None:
    """Add a remark for everything that does not fit within the file itself."""
    for row in rows:
        _counts(row)
        _rate(row)
        _people(row)
        _votes(row)
        if not row.place:
            _odd(row, "place", "没有写会议地点")
    _twins(rows)
    _theme_days(rows)


def _odd(row: LedgerRow, name: str, text: str) -> None:
    row.notes.remark(name, PREFIX + text)


def _counts(row: LedgerRow) -> None:
    if row.due is None or row.present is None:
        return
    away = (row.leave or 0) + (row.absent or 0)
    if row.present + away != row.due:
        _odd(row, "present", f"应到 {row.due}，实到 {row.present} 加请假、缺席 {away}，人数不平")
        return
    there, gone = len(row.named(*THERE)), len(row.named(*AWAY))
    if row.names and there + gone != row.due:
        _odd(row, "due", f"应到写 {row.due} 人，名单上（不含列席）有 {there + gone} 人")
    elif row.names and there != row.present:
        _odd(row, "present", f"实到写 {row.present} 人，名单上到会的有 {there} 人")


def _rate(row: LedgerRow) -> None:
    if row.rate is None or not row.due or row.present is None:
        return
    right = row.present / row.due
    if abs(row.rate - right) > RATE_TOLERANCE:
        _odd(row, "rate", f"出勤率写 {row.rate:.1%}，按人数应为 {right:.1%}")


def _people(row: LedgerRow) -> None:
    if row.host and row.host == row.recorder:
        _odd(row, "recorder", "主持人兼记录人")
    silent = [n.name for n in row.named(AttendanceState.LEAVE) if n.reason is None]
    if silent:
        _odd(row, "names", f"{'、'.join(silent)}请假没有写事由")
    is_committee = row.kind is MeetingKind.BRANCH_COMMITTEE
    if is_committee and row.due and row.present is not None and 2 * row.present <= row.due:
        _odd(row, "present", f"到会 {row.present} 人，不过委员 {row.due} 人的半数")


def _votes(row: LedgerRow) -> None:
    voters = VOTERS.search(row.resolution)
    if row.kind is not MeetingKind.BRANCH_ASSEMBLY or not voters:
        return
    eligible, there = int(voters[1]), int(voters[2])
    for issued, collected in ISSUED.findall(row.resolution):
        if int(issued) > there or int(collected) > int(issued):
            _odd(row, "resolution", f"发出 {issued} 张、收回 {collected} 张，多于到会有表决权党员 {there} 名")
            return
    for piece in re.split("。", row.resolution):
        yes = YES.search(piece)
        if yes and re.search(r"(?<!未)(?<!不予)通过", piece) and 2 * int(yes[1]) <= eligible:
            _odd(
                row, "resolution", f"赞成 {yes[1]}，未超过应到会有表决权党员 {eligible} 名的半数，却写“通过”"
            )


def _twins(rows: Sequence[LedgerRow]) -> None:
    seen: dict[tuple[object, ...], LedgerRow] = {}
    for row in rows:
        if row.start is None:
            continue
        first = seen.setdefault((row.kind, row.group, row.start, row.agenda, row.resolution), row)
        if first is not row:
            _odd(first, "day", f"与第 {row.notes.row} 行日期、内容相同，像是同一次会议记了两次")


def _theme_days(rows: Sequence[LedgerRow]) -> None:
    """主题党日 that leave the weekday of the month on which the others are held."""
    days = [(row, day) for row in rows if row.kind is MeetingKind.THEME_DAY and (day := row.day)]
    if not days:
        return
    habit, times = Counter(_place_in_month(day) for _, day in days).most_common(1)[0]
    if times < 3 or times < MOST * len(days):
        return
    for row, day in days:
        if _place_in_month(day) != habit:
            weekday, number = habit
            words = f"每月第 {number} 个星期{'一二三四五六日'[weekday]}"
            _odd(row, "day", f"其余主题党日都在{words}，这次在 {day:%Y-%m-%d}，没有说明")


def _place_in_month(day: date) -> tuple[int, int]:
    return day.weekday(), (day.day - 1) // 7 + 1
