"""Two versions of a text side by side: what stays is quiet, what went and what came stands out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

FOLD_FROM = 3  # unchanged paragraphs in a row, beyond which only their number is said


@dataclass(frozen=True)
class Stretch:
    """Some words of one version. `folded` counts unchanged paragraphs that are left out."""

    text: str
    changed: bool = False
    folded: int = 0


def sides(was: str, now: str) -> tuple[list[Stretch], list[Stretch]]:
    """The paragraphs of both versions. A text of one line is one stretch, changed or not."""
    old, new = _paragraphs(was), _paragraphs(now)
    left: list[Stretch] = []
    right: list[Stretch] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            same = list(_quiet(old[i1:i2]))
            left += same
            right += same
        else:
            left += [Stretch(line, changed=True) for line in old[i1:i2]]
            right += [Stretch(line, changed=True) for line in new[j1:j2]]
    return left, right


def _paragraphs(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _quiet(lines: Sequence[str]) -> Iterator[Stretch]:
    if len(lines) <= FOLD_FROM:
        yield from (Stretch(line) for line in lines)
        return
    yield Stretch(lines[0])
    yield Stretch("", folded=len(lines) - 2)
    yield Stretch(lines[-1])
