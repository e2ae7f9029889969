"""The list of names in a ledger: 张三、李四(请假)[农忙]、李建国（一组）、王五(列席). Pure."""

import re
from dataclasses import dataclass

from meetings.vocabulary import AttendanceState, LeaveReason

ENTRY = re.compile(r"(?P<name>[^、，,；;（(\[【\s）)\]】]+)(?P<marks>(?:\s*[（(\[【][^）)\]】]*[）)\]】])*)")
MARK = re.compile(r"[（(\[【]([^）)\]】]*)[）)\]】]")
GROUP = re.compile(r"第?[一二三四五六七八九十\d]{1,3}(?:党小组|小组|组)$")
STATES = (
    ("请假", AttendanceState.LEAVE),
    ("缺席|未到|缺勤", AttendanceState.ABSENT),
    ("线上", AttendanceState.ONLINE),
    ("豁免|送学", AttendanceState.EXEMPT),
)
# Only categories are kept; the words themselves only where they cannot name an illness.
REASONS = (
    (r"病|就医|不适|住院|手术|治疗|体检", LeaveReason.ILLNESS, False),
    (r"公|培训|出差|值班|开会|参会", LeaveReason.OFFICIAL_DUTY, True),
    (r"务工|外出|外地|流动", LeaveReason.AWAY, True),
    (r"事|农忙|走亲|家", LeaveReason.PERSONAL, True),
    (r"失联", LeaveReason.OTHER, True),
)
NOTE = 60


@dataclass(frozen=True)
class Named:
    """One name of the list with what stands behind it. `state` None means 列席."""

    name: str
    state: AttendanceState | None = AttendanceState.PRESENT
    group: str = ""
    reason: LeaveReason | None = None
    note: str = ""

    @property
    def is_guest(self) -> bool:
        """列席."""
        return self.state is None


def read_names(text: str) -> list[Named]:
    """Every name in the order of the list."""
    return [_named(found["name"], MARK.findall(found["marks"])) for found in ENTRY.finditer(text)]


def _named(name: str, marks: list[str]) -> Named:
    state: AttendanceState | None = AttendanceState.PRESENT
    group, words = "", ""
    for mark in marks:
        bare = mark.strip()
        if GROUP.fullmatch(bare):
            group = bare
        elif "列席" in bare:
            state = None
        elif (told := _state(bare)) is not None:
            state = told
            words = words or re.sub(r"请假|缺席|未到|缺勤|[：:、，\s]", "", bare)
        else:
            words = bare
    reason, note = (
        reason_of(words) if state in (AttendanceState.LEAVE, AttendanceState.ABSENT) else (None, "")
    )
    return Named(name, state, group, reason, note)


def _state(words: str) -> AttendanceState | None:
    return next((state for signs, state in STATES if re.search(signs, words)), None)


def reason_of(words: str) -> tuple[LeaveReason | None, str]:
    """The category of a reason, and the words when they may be kept."""
    if not words:
        return None, ""
    for signs, reason, may_keep in REASONS:
        if re.search(signs, words):
            return reason, words[:NOTE] if may_keep else ""
    return LeaveReason.OTHER, ""
