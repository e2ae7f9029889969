"""The rows a printed table is made of. A form lists them in printed order; each names the template that draws it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）")


@dataclass(frozen=True)
class Line:
    """A label and what stands beside it, over the whole width. `names` is the total of which it speaks (names.py)."""

    template: ClassVar[str] = "exports/blocks/line.html"
    label: str
    value: str
    names: str = ""


@dataclass(frozen=True)
class Pair:
    """Two labels and two values in one row. `names` and `second_names` are the totals of which they speak."""

    template: ClassVar[str] = "exports/blocks/pair.html"
    label: str
    value: str
    second_label: str
    second_value: str
    names: str = ""
    second_names: str = ""


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; headings are printed in 黑体."""

    text: str
    is_heading: bool = False


@dataclass(frozen=True)
class Text:
    """Running text. The row may go on over the page; `least` is its height in millimetres on an empty form."""

    template: ClassVar[str] = "exports/blocks/text.html"
    label: str
    paragraphs: Sequence[Paragraph]
    least: int = 24


@dataclass(frozen=True)
class Items:
    """A numbered list."""

    template: ClassVar[str] = "exports/blocks/items.html"
    label: str
    items: Sequence[str]


@dataclass(frozen=True)
class Grid:
    """A table inside the table. `widths` are in per cent."""

    template: ClassVar[str] = "exports/blocks/grid.html"
    label: str
    headers: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Vote:
    """One vote; `number` only where there are several. `table` are lines of (label, number), `remarks` sentences."""

    number: str
    topic: str
    method: str
    result: str
    verdict: str
    rule: str
    table: Sequence[Sequence[tuple[str, str]]]
    remarks: Sequence[str] = ()


@dataclass(frozen=True)
class Votes:
    """表决: one block for each motion; without any the line that says so.

    `left_out` are full members who are not counted, with the papers for it.
    """

    template: ClassVar[str] = "exports/blocks/votes.html"
    label: str
    votes: Sequence[Vote]
    left_out: Sequence[str] = ()


@dataclass(frozen=True)
class Round:
    """One round of an election: `facts` are labels with numbers, `people` name, three counts, both bases, result.

    `bases` are the heads of the two bases, the one that decides marked as such.
    """

    title: str
    topic: str
    facts: Sequence[tuple[str, str]]
    bases: tuple[str, str]
    people: Sequence[Sequence[str]]
    verdict: str
    hands: str
    answer: str


@dataclass(frozen=True)
class Elections:
    """选举: every round that was counted."""

    template: ClassVar[str] = "exports/blocks/elections.html"
    label: str
    rounds: Sequence[Round]


@dataclass(frozen=True)
class Signature:
    """Blank places for hands and dates; the system makes no picture of a signature."""

    template: ClassVar[str] = "exports/blocks/signature.html"
    labels: Sequence[str]


Block = Line | Pair | Text | Items | Grid | Votes | Elections | Signature


def paragraphs(text: str, empty: str = "无") -> list[Paragraph]:
    """The lines of a text that are not empty; a text without any becomes `empty`."""
    lines = [line.strip() for line in text.splitlines() if line.strip()] or [empty]
    return [Paragraph(line, is_heading(line)) for line in lines]


def is_heading(line: str) -> bool:
    """一、… or （一）…, short and without a full stop."""
    return bool(HEADING.match(line)) and len(line) <= 25 and not line.endswith("。")
