"""Who came late or left early: minutes that fit into the sitting. Pure; times are local moments."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from branchlife.kit.problems import Problem
from meetings.rules.rollcall import Mark
from meetings.vocabulary import THERE, AttendanceState, LeaveReason

RIGHT = "到会人数须如实记录"


@dataclass(frozen=True)
class Presence:
    """When somebody came, if late, and went, if early."""

    arrived: datetime | None = None
    left: datetime | None = None

    def within(self, start: datetime, end: datetime | None) -> "Presence":
        """The same as one meeting of the sitting sees it: who came before it began was not late for it."""
        late = self.arrived is not None and self.arrived > start
        early = self.left is not None and (end is None or self.left < end)
        return Presence(self.arrived if late else None, self.left if early else None)

    def missed(self, start: datetime, end: datetime | None) -> Mark | None:
        """How somebody is entered who came when that meeting was over, or had gone before it began."""
        if self.arrived is not None and end is not None and self.arrived >= end:
            return Mark(AttendanceState.ABSENT, LeaveReason.OTHER, "到会时本会已散")
        if self.left is not None and self.left <= start:
            return Mark(AttendanceState.ABSENT, LeaveReason.OTHER, "本会开始前已离会")
        return None


def presence_problems(
    name: str, presence: Presence, start: datetime, end: datetime | None, state: AttendanceState
) -> Iterator[Problem]:
    """What cannot be in the times of one person, each with what to do."""
    arrived, left = presence.arrived, presence.left
    if state not in THERE:
        yield _wrong(f"{name}登记为{state.label}，不填到会、离会时间；到了会的，请先改为到会")
        return
    if arrived is not None and left is not None and arrived >= left:
        yield _wrong(f"{name}的离会时间 {left:%H:%M} 须晚于到会时间 {arrived:%H:%M}，请核对")
    if arrived is not None and arrived <= start:
        yield _wrong(f"{name} {arrived:%H:%M} 到会，会议 {start:%H:%M} 才开始；没有迟到的不用填")
    if left is not None and left <= start:
        yield _wrong(f"{name} {left:%H:%M} 离会时会议还没有开始；没有参加的，请登记请假或缺席")
    if end is None:
        return
    if arrived is not None and arrived >= end:
        yield _wrong(f"{name} {arrived:%H:%M} 到会时会议已于 {end:%H:%M} 散会；没有参加的，请登记请假或缺席")
    if left is not None and left >= end:
        yield _wrong(f"{name} {left:%H:%M} 离会，会议 {end:%H:%M} 散会；没有早退的不用填")


def _wrong(text: str) -> Problem:
    return Problem("presence", text, RIGHT, "moves")
