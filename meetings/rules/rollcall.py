"""Calling the roll by exception: names pasted as text are found on the roll; what is not found is said. Pure."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from meetings.vocabulary import AttendanceState, LeaveReason

SEPARATORS = re.compile(r"[\s、，,；;。/\n\r\t]+")
MARKED = re.compile(r"^(?P<name>[^(（\[【:：]+)(?P<mark>.*)$")
REASONS = (
    (LeaveReason.ILLNESS, ("病", "住院", "就医")),
    (LeaveReason.OFFICIAL_DUTY, ("因公", "公", "出差", "值班", "培训", "开会")),
    (LeaveReason.PERSONAL, ("事",)),
    (LeaveReason.AWAY, ("外出", "流动", "务工", "外地")),
)
# A reason that stands apart from its name; anything else is taken for a name, lest a stranger vanish into a reason.
APART = re.compile(
    r"[病事公产年]?假|探亲假|请假|[病事]|因[公病事]|住院|就医|公出|出差|值班|培训|开会|外出|流动|务工|外地|缺席|未到"
)


@dataclass(frozen=True)
class Mark:
    """What is entered for one person."""

    state: AttendanceState
    reason: LeaveReason | None = None
    note: str = ""


@dataclass
class Pasted:
    """What a pasted text says: marks by key of the roll, names that are on it twice, names that are not on it."""

    marks: dict[int, Mark] = field(default_factory=dict)
    ambiguous: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def read_absentees(text: str, roll: Mapping[int, str]) -> Pasted:
    """Read “张三(病假)、李四 事假” against a roll of key → name. A name without a reason is 缺席, with one 请假."""
    keys: dict[str, list[int]] = {}
    for key, name in roll.items():
        keys.setdefault(_plain(name), []).append(key)
    result = Pasted()
    last: int | None = None
    for piece in filter(None, SEPARATORS.split(unicodedata.normalize("NFC", text))):
        last = _read_piece(piece, keys, result, last)
    return result


def _read_piece(piece: str, keys: Mapping[str, list[int]], result: Pasted, last: int | None) -> int | None:
    match = MARKED.match(piece)
    name, mark = (match["name"], match["mark"]) if match else (piece, "")
    found = keys.get(_plain(name), [])
    if len(found) == 1:
        result.marks[found[0]] = mark_of(mark)
        return found[0]
    if found:
        result.ambiguous.append(name)
        return None
    if last is not None and APART.fullmatch(piece):
        result.marks[last] = mark_of(piece)  # “李四 事假”: the reason stands apart from the name
        return last
    result.unknown.append(piece)
    return None


def mark_of(words: str) -> Mark:
    """The mark that words after a name mean."""
    bare = words.strip("()（）[]【】:： ")
    if not bare or "缺席" in bare or "未到" in bare:
        return Mark(AttendanceState.ABSENT)
    for reason, signs in REASONS:
        if any(sign in bare for sign in signs):
            return Mark(AttendanceState.LEAVE, reason)
    return Mark(AttendanceState.LEAVE, LeaveReason.OTHER)


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).replace(" ", "").replace("·", "")
