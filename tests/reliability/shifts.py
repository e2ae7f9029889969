"""Workers of the tests: `python -m tests.reliability.shifts work|enqueue|look`, with slow work to kill them in."""

import json
import sys
import time
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402

from branchlife.kit.jobs import queue, registry  # noqa: E402
from branchlife.kit.jobs.models import Job  # noqa: E402
from branchlife.kit.jobs.registry import Result, Run  # noqa: E402

DIARY = Path(settings.STATE_DIR) / "diary"


@registry.job("count", allows=lambda owner, arguments: True)
def count(run: Run, number: int, steps: int) -> Result:
    """Counts slowly and notes in a diary when it begins and ends."""
    with DIARY.open("a") as diary:
        diary.write(f"begin {number}\n")
    for step in range(steps):
        time.sleep(0.05)
        run.progress(step + 1, steps, f"第{step}步")
    with DIARY.open("a") as diary:
        diary.write(f"end {number}\n")
    return Result(f"{number}.txt", b"x" * steps)


def enqueue(jobs: str, steps: str) -> list[int]:
    """So many jobs of so many steps; their keys."""
    owner = get_user_model().objects.get(username="secretary")
    given = ({"number": number, "steps": int(steps)} for number in range(int(jobs)))
    return [queue.enqueue("count", owner, "数数", arguments).pk for arguments in given]


def look() -> dict[str, Any]:
    """What stands: state, attempts and size of each job, the diary, and the files in the store."""
    rows = Job.objects.order_by("pk")
    files = [path for path in (Path(settings.MEDIA_ROOT) / "jobs").rglob("*") if path.is_file()]
    return {
        "jobs": [[row.state, row.attempts, row.result.size if row.result else 0] for row in rows],
        "done": [row.done for row in rows],
        "diary": DIARY.read_text().split("\n")[:-1] if DIARY.exists() else [],
        "files": len(files),
    }


if __name__ == "__main__":
    act, *rest = sys.argv[1:]
    if act == "work":
        call_command("worker", *rest)
    else:
        sys.stdout.write(json.dumps({"enqueue": enqueue, "look": look}[act](*rest)))
