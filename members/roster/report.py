"""What the import commands print and how they end."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import OutputWrapper

from branchlife.kit.refusal import Refused
from branchlife.kit.workbook import Table, read_tables
from members.models import Organisation
from members.roster.faults import Slip
from members.roster.places import find_organisation

ERRORS, REFUSED = 1, 2  # how a command ends; 0 when everything was right


def print_json(out: OutputWrapper, **report: Any) -> None:
    """One JSON document, Chinese as it is."""
    out.write(json.dumps(report, ensure_ascii=False, indent=2))


def print_slips(out: OutputWrapper, slips: Iterable[Slip], word: str = "错误") -> None:
    """One line for each: where, what, how to mend it."""
    for slip in slips:
        place = f"“{slip.sheet}”第 {slip.row} 行" + (f" {slip.column} 列" if slip.column else "")
        out.write(f"  {word}：{place}：{slip.message}")


def tables_of(path: Path) -> list[Table]:
    """The sheets of a file named on the command line; Refused when it is not there or is no table."""
    try:
        return read_tables(path, path.name)
    except OSError as error:
        raise Refused(f"打不开文件“{path.name}”，请核对路径和权限。") from error


def organisation_of(words: str) -> Organisation:
    """The organisation named on the command line; Refused when there is none."""
    organisation = find_organisation(words)
    if organisation is None:
        raise Refused(f"没有代码或全称为“{words}”的党组织。")
    return organisation
