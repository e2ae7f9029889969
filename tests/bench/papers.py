"""Paper: one record, and the volume of a year, against Typst setting the same words in the same tables."""

import io
import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import typst
from django.conf import settings
from django.core.cache import caches
from pypdf import PdfReader

from branchlife.kit.binding import page_count
from branchlife.kit.pdf import SHELF
from meetings.archive import papers
from meetings.archive.models import ArchiveItem
from meetings.archive.volume import volume
from tests.bench import ground, typeset
from tests.bench.figures import Figure, by_turns

FONTS = [str(settings.FONT_DIR), "/usr/share/fonts/opentype/noto", "/usr/share/fonts/truetype/lxgw-wenkai"]
PROCESS = """
import sys, typst
typst.compile(sys.argv[1], output=sys.argv[2], font_paths=sys.argv[3:], ignore_system_fonts=True)
"""


def figures(folder: Path) -> Iterator[Figure]:
    """The figures of paper."""
    yield one_record(folder)
    yield from whole_volume(folder)


def one_record(folder: Path) -> Figure:
    """The PDF of a record in a warm process, against `typst.compile` in the same one."""
    meeting = ground.items_meetings()[0]
    source = folder / "record.typ"
    source.write_text(typeset.document([typeset.record(meeting)]))
    ours, peer = by_turns(lambda: papers.draw(meeting), lambda: compiled(source), times=9)
    return Figure("会议记录 PDF，热进程", "typst.compile，同样内容", ours, peer, Fraction(3, 2))


def compiled(source: Path) -> bytes:
    """As `typst.compile` does it: with the fonts read, and without what it remembers of the time before."""
    content: bytes = typst.compile(str(source), font_paths=FONTS, ignore_system_fonts=True)
    return content


def whole_volume(folder: Path) -> Iterator[Figure]:
    """The volume of sixty records, as the job binds it, against a whole process of Typst.

    First with catalogue, statistics and numbers to be set, then with what was set when the year was archived.
    """
    branch = ground.branch()
    source, made = folder / "volume.typ", folder / "volume.pdf"
    front = f"= #align(center)[{branch.full_name}]\n#pagebreak()\n{catalogue()}\n#pagebreak()\n"
    records = [typeset.record(meeting) for meeting in ground.items_meetings()]
    source.write_text(typeset.document(records, front))
    command = [sys.executable, "-c", PROCESS, str(source), str(made), *FONTS]

    def ours() -> None:
        volume(branch, ground.last_year())

    def peer() -> None:
        subprocess.run(command, check=True)

    def anew() -> None:
        caches[SHELF].clear()
        ours()

    pages = volume(branch, ground.last_year()).pages
    for how, work, most in (
        ("目录、统计、页码现排", anew, Fraction(6)),
        ("归档时已排好", ours, Fraction(3, 2)),
    ):
        mine, others = by_turns(work, peer)
        against = f"Typst 整个进程（{page_count(made.read_bytes())} 页，{share_of_words(made)} % 的字）"
        yield Figure(f"年度合订本，{ground.RECORDS} 份记录（{pages} 页），{how}", against, mine, others, most)


def catalogue() -> str:
    """The catalogue of the volume."""
    items = ArchiveItem.objects.of_year(ground.branch(), ground.last_year()).with_meetings()
    rows = [
        [
            str(item.item_number),
            item.archive_code,
            item.responsible_party,
            item.title,
            f"{item.dated_on:%Y%m%d}",
            "",
        ]
        for item in items
    ]
    return typeset.inner(["件号", "档号", "责任者", "题名", "日期", "页数"], rows)


def share_of_words(made: Path) -> int:
    """How many characters Typst has printed for a hundred of ours: whether the peer did the same work."""
    mine = characters(volume(ground.branch(), ground.last_year()).content)
    return 100 * characters(made.read_bytes()) // mine


def characters(content: bytes) -> int:
    """How many characters a PDF shows."""
    return sum(len("".join(page.extract_text().split())) for page in PdfReader(io.BytesIO(content)).pages)
