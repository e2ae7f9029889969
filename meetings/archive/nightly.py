"""What the archive does at night, so that nobody waits by day: papers of what was filed, front matter of years."""

from datetime import timedelta

from branchlife.kit import clock
from branchlife.kit.nightly import nightly
from branchlife.kit.problems import Refusal
from meetings.archive import papers
from meetings.archive.models import ArchiveItem
from meetings.archive.volume import volume
from members.models import Organisation

A_NIGHT = 500  # papers; what is left comes the next night
VOLUMES_A_NIGHT = 200  # what is left is set when somebody asks for it


@nightly("draw-papers", "生成已报备记录的版式文件", whole=False)
def draw_papers() -> str:
    """Newest first: last month's records are asked for soonest."""
    done = faulty = 0
    for meeting in papers.undrawn(A_NIGHT):
        try:
            papers.paper_of(meeting)
            done += 1
        except Refusal:  # sent back in the meantime
            faulty += 1
    return f"{done} 份" + (f"，{faulty} 份未成" if faulty else "")


@nightly("set-volumes", "排好新归档年度的封面、目录和页码", whole=False)
def set_volumes() -> str:
    """Of the years archived since yesterday what a volume has of its own: who binds one the next day does not wait."""
    since = clock.now() - timedelta(days=1, hours=1)
    fresh = ArchiveItem.objects.filter(created_at__gte=since).order_by()
    years = sorted(set(fresh.values_list("meeting__branch", "year")))[:VOLUMES_A_NIGHT]
    branches = Organisation.objects.in_bulk([pk for pk, _ in years])
    done = faulty = 0
    for pk, year in years:
        try:
            volume(branches[pk], year)
            done += 1
        except Refusal:  # a paper that was tampered with: whoever binds it is told
            faulty += 1
    return f"{done} 册" + (f"，{faulty} 册未成" if faulty else "")
