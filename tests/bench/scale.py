"""A city on PostgreSQL: measured by `tests.bench.city` in a cluster of its own, told here line by line."""

import json
import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from tests.bench.figures import Figure

HOUSE = Path(__file__).parent.parent.parent
WITH_POSTGRES = HOUSE / "deploy" / "with-postgres.sh"


def figures(folder: Path) -> Iterator[Figure]:
    """Whatever the city tells."""
    command = [str(WITH_POSTGRES), sys.executable, "-m", "tests.bench.city"]
    with subprocess.Popen(command, cwd=HOUSE, stdout=subprocess.PIPE, text=True) as city:
        for line in city.stdout or ():
            told = json.loads(line)
            yield Figure(**{**told, "most": Fraction(told["most"])})
    if city.returncode:
        raise RuntimeError("the city was not measured to its end")
