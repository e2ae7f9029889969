"""The figures of docs/performance.md: `python -m tests.bench [papers workbooks pages scale]`.

Each is a ratio, measured turn by turn against a peer or a limit in this one run: on shared machines seconds say
nothing. It writes the page when everything was measured; a goal that was missed is marked there.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from tests.bench.figures import Figure

PAGE = Path(__file__).parent.parent.parent / "docs" / "performance.md"
PARTS = ("papers", "workbooks", "pages", "scale")
HEAD = """# Performance

Every figure is a ratio, measured against a peer or a limit in one and the same run by `make bench`, which writes this
page. Seconds are left out: they tell of the machine. A ratio up to the goal is good; below 1 we are the faster.

| work | against | ratio | goal | |
|---|---|---|---|---|
"""
FOOT = """
What is known of those that miss their goal:

- *One record.* Half of our time goes into cutting the fonts down and packing the file, which Typst does in
  compiled code. Nobody waits for it: a record is drawn in the night after it was filed and only merged from then on.
- *The roster.* Before a workbook is opened every part of it is read through once for what may be hostile in it, then
  come the values, then each cell is looked at: openpyxl alone, our peer, does only the second of the three. The
  largest file that is accepted stays within five seconds.
- *The signed-in page* holds three forms. Session, second factor, roles of the day, time-outs and policy are asked anew
  at every request: a role that ended this morning opens nothing at noon.
- *The volume with its own pages still to be set* carries a goal of its own: it happens once, in the background, when
  the year is archived.
- *The search.* The median is a third of the goal; slow are words of four and eight signs that stand in ten thousand
  records and more, since each of these is compared and joined to its meeting.

How each is measured stands in `tests/bench/`, one file for each sort of work. The two sides take turns, the first turn
does not count, and the median of the others is taken. The city is made and measured on PostgreSQL in a cluster of its
own (`tests/bench/city.py`): ten thousand branches with thirty members each, two years of meetings, the rolls of one.
Not measured here yet: the roll call under load; findings of all ten thousand branches at once.
"""


def line(figure: "Figure") -> str:
    """One line of the table."""
    met = "" if figure.is_met else "**missed**"
    note = f"；{figure.note}" if figure.note else ""
    goal = f"≤ {float(figure.most):.2f}"
    return f"| {figure.work}{note} | {figure.against} | {figure.ratio:.2f} | {goal} | {met} |"


def measured(names: Sequence[str]) -> list["Figure"]:
    """Every figure of these parts, told as it comes."""
    from tests.bench.ground import ground

    found = []
    with ground() as folder:
        for name in names:
            for figure in import_module(f"tests.bench.{name}").figures(folder):
                sys.stdout.write(line(figure) + "\n")
                sys.stdout.flush()
                found.append(figure)
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, tell, and write the page when nothing was left out."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument(
        "names", nargs="*", metavar="PART", help=f"of {' '.join(PARTS)}; all of them when none is named"
    )
    names = reader.parse_args(arguments).names or list(PARTS)
    if unknown := set(names) - set(PARTS):
        reader.error(f"no such part: {' '.join(sorted(unknown))}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "branchlife.settings")
    django.setup()
    found = measured(names)
    if set(names) == set(PARTS):
        PAGE.write_text(HEAD + "\n".join(line(figure) for figure in found) + "\n" + FOOT)


if __name__ == "__main__":
    main()
