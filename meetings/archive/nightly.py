"""What the archive does at night, so that nobody waits by day: papers of what was filed, front matter of years."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import TypeVar

from branchlife.kit import clock
from branchlife.kit.nightly import nightly
from branchlife.kit.problems import Refusal
from meetings.archive import papers
from meetings.archive.models import ArchiveItem
from meetings.archive.volume import volume
from members.models import Organisation

Row = TypeVar("Row")
A_NIGHT = 500  # papers; what is left comes the next night
VOLUMES_A_NIGHT = 200  # what is left is set when somebody asks for it


@nightly("draw-papers", "生成已报备记录的版式文件", whole=False)
def draw_papers() -> str:
    """Newest first: last month's records are asked for soonest."""
    return _each(papers.undrawn(A_NIGHT), papers.paper_of, "份")


@nightly("set-volumes", "排好新归档年度的封面、目录和页码", whole=False)
def set_volumes() -> str:
    """Of the years archived since yesterday what a volume has of its own: who binds one the next day does not wait."""
    since = clock.now() - timedelta(days=1, hours=1)
    fresh = ArchiveItem.objects.filter(created_at__gte=since).order_by()
    years = sorted(set(fresh.values_list("meeting__branch", "year")))[:VOLUMES_A_NIGHT]
    branches = Organisation.objects.in_bulk([pk for pk, _ in years])
    return _each(years, lambda one: volume(branches[one[0]], one[1]), "册")


def _each(rows: Iterable[Row], work: Callable[[Row], object], unit: str) -> str:
    """Whatever is refused (sent back in the meantime, a paper that was tampered with) stops no other."""
    done = faulty = 0
    for row in rows:
        try:
            work(row)
            done += 1
        except Refusal:
            faulty += 1
    return f"{done} {unit}" + (f"，{faulty} {unit}未成" if faulty else "")
