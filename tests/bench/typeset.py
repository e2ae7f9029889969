"""The rows of a printed form in the language of Typst: it sets the same words in the same tables."""

import re
from collections.abc import Iterable, Sequence

from meetings.exports.blocks import Block, Elections, Grid, Items, Line, Pair, Signature, Text, Votes
from meetings.exports.common import read
from meetings.exports.record import Record
from meetings.models import Meeting

PREAMBLE = """
#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm),
  footer: context [#align(center)[— #counter(page).display() —]])
#set text(font: ("FandolFang", "LXGW WenKai", "Noto Serif CJK SC"), size: 12pt, lang: "zh")
#set par(leading: 0.8em)
#set heading(numbering: none)
"""
SIGNS = re.compile(r"([\\#\[\]*_`$<>@~=/\"'+-])")
RECORD = Record()


def words(text: object) -> str:
    """A text in which nothing is a sign of the language."""
    return SIGNS.sub(r"\\\1", str(text)).replace("\n", " \\ ")


def cell(content: str, span: int = 1) -> str:
    """One cell of a table."""
    return f"table.cell(colspan: {span})[{content}]"


def table(columns: str, cells: Iterable[str]) -> str:
    """A ruled table."""
    return f"#table(columns: ({columns}), stroke: 0.5pt, {', '.join(cells)})\n"


def inner(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table inside a cell."""
    cells = [cell(words(text)) for row in (headers, *rows) for text in row]
    return table(", ".join(["1fr"] * len(headers)), cells)


def rows_of(block: Block) -> Iterable[str]:
    """The cells of one row of a form: label, value, and the rest over three columns."""
    match block:
        case Pair():
            four = (block.label, block.value, block.second_label, block.second_value)
            return [cell(words(text)) for text in four]
        case Signature():
            return [cell(" #h(3em) ".join(words(label) for label in block.labels) + " #v(2em)", 4)]
    return [cell(words(block.label)), cell(body_of(block), 3)]


def body_of(block: Block) -> str:
    """What stands beside the label."""
    match block:
        case Line():
            return words(block.value)
        case Text():
            return " #parbreak() ".join(
                f"*{words(one.text)}*" if one.is_heading else words(one.text) for one in block.paragraphs
            )
        case Items():
            return " \\ ".join(words(item) for item in block.items)
        case Grid():
            return inner([header for header, _ in block.headers], block.rows)
        case Votes():
            return " #parbreak() ".join(words(line) for line in _voted(block)) or words("无")
        case Elections():
            return " #parbreak() ".join(words(line) for line in _elected(block))
    raise TypeError(block)


def _voted(block: Votes) -> Iterable[str]:
    for vote in block.votes:
        yield from (f"{vote.number}{vote.topic}", vote.method, vote.result, vote.verdict, vote.rule)
        yield from ("　".join(f"{label}{number}" for label, number in line) for line in vote.table)
        yield from vote.remarks
    yield from block.left_out


def _elected(block: Elections) -> Iterable[str]:
    for one in block.rounds:
        yield from (one.title, one.topic, one.verdict, one.hands, one.answer, "　".join(one.bases))
        yield from (f"{label}{number}" for label, number in one.facts)
        yield from ("　".join(person) for person in one.people)


def record(meeting: Meeting) -> str:
    """One record: its headline, its table, its foot."""
    row = read(meeting, Record.reads)
    said = RECORD.context(row)
    headline = " \\ ".join(words(line) for line in said["headline"])
    cells = [one for block in said["blocks"] for one in rows_of(block)]
    foot = " \\ ".join(words(line) for line in RECORD.foot(row) if isinstance(line, str))
    notes = " \\ ".join(words(line) for line in (said["late"], *said["corrections"]) if line)
    return (
        f"= #align(center)[{headline}]\n{notes}\n"
        + table("2.4cm, 1fr, 2.4cm, 1fr", cells)
        + f"#text(size: 9pt)[{foot}]\n"
    )


def document(records: Iterable[str], front: str = "") -> str:
    """A whole source: what stands in front, then every record on a page of its own."""
    return PREAMBLE + front + "\n#pagebreak()\n".join(records)
