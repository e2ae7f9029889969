"""What the archive does at night: draw the papers of what was filed, so that nobody waits for them by day."""

from branchlife.kit.nightly import nightly
from branchlife.kit.problems import Refusal
from meetings.archive import papers

A_NIGHT = 500  # papers; what is left comes the next night


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
