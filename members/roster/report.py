"""What the import commands print and how they end."""

import json
from collections.abc import Iterable
from typing import Any

from django.core.management.base import OutputWrapper

from members.roster.faults import Slip

ERRORS, REFUSED = 1, 2  # how a command ends; 0 when everything was right


def print_json(out: OutputWrapper, **report: Any) -> None:
    """One JSON document, Chinese as it is."""
    out.write(json.dumps(report, ensure_ascii=False, indent=2))


def print_slips(out: OutputWrapper, slips: Iterable[Slip], word: str = "错误") -> None:
    """One line for each: where, what, how to mend it."""
    for slip in slips:
        place = f"“{slip.sheet}”第 {slip.row} 行" + (f" {slip.column} 列" if slip.column else "")
        out.write(f"  {word}：{place}：{slip.message}")
