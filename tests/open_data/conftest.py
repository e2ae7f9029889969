"""The open test data lies beside the repository or where BRANCHLIFE_OPEN_DATA says; without it nothing is collected."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("BRANCHLIFE_OPEN_DATA", "../shared/data"))
FOLDER = FOLDER if FOLDER.is_absolute() else ROOT / FOLDER
collect_ignore: list[str] = []
if not (FOLDER / "roster-national.xlsx").is_file():
    collect_ignore.append("test_open_data.py")
    sys.stderr.write(
        f"\nopen data not found in {FOLDER}: tests/open_data is left out (set BRANCHLIFE_OPEN_DATA)\n"
    )
