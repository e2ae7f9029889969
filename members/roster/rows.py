"""A whole roster file: its sheets, its header wherever it stands, and one RosterRow for every person."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from branchlife.kit.cells import clean_text, find_header, header_key, is_blank, without_blanks
from branchlife.kit.refusal import Refused
from branchlife.kit.workbook import Cell, Row, Table
from members.roster.faults import Notes, letters
from members.roster.fields import READERS, check_lengths, check_order, settle_category
from members.roster.headers import ROSTER, known
from members.roster.names import plain_name
from members.roster.person import RosterRow
from members.roster.states import StateRow, is_states, read_states

NO_ROSTER = (
    "没有找到名册的表头。表头须在前 8 行之内，并有“姓名”和“人员类别”（或“入党日期”“公民身份号码”）等栏；"
    "请核对是否选错了文件。"
)
PLAIN = ("ethnicity", "education", "degree", "job", "address", "native_place", "remark")


@dataclass
class Reading:
    """A whole file: the rows, the dated states, the columns nobody asked for."""

    rows: list[RosterRow] = field(default_factory=list)
    states: list[StateRow] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    has_branch: bool = False


def read_roster(tables: list[Table]) -> Reading:
    """Every roster sheet and every sheet of dated states. Raises Refused when there is no roster at all."""
    reading, found_any = Reading(), False
    for table in tables:
        if is_states(table):
            reading.states += read_states(table)
        elif (found := _header(table)) is not None:
            found_any = True
            _read_sheet(table, found, reading)
        else:
            reading.ignored.append(f"工作表“{table.name}”")
    if not found_any:
        raise Refused(NO_ROSTER)
    return reading


def _header(table: Table) -> tuple[int, dict[int, str]] | None:
    found = find_header(table.rows, known(ROSTER), 2)
    if found is None:
        return None
    fields = set(found[1].values())
    return found if "name" in fields and fields & {"category", "joined_on", "id_number", "full_on"} else None


def _read_sheet(table: Table, found: tuple[int, dict[int, str]], reading: Reading) -> None:
    index, columns = found
    where = letters(columns)
    header = table.rows[index]
    reading.has_branch |= "branch" in where
    for column, cell in enumerate(header.cells):
        key = header_key(cell)
        if column not in columns and key and key != "序号" and key not in reading.ignored:
            reading.ignored.append(key)
    for row in table.rows[index + 1 :]:
        cells = {name: row.cell(column) for column, name in columns.items()}
        if _is_person(cells):
            reading.rows.append(read_row(table.name, row, cells, where))


def _is_person(cells: Mapping[str, Cell]) -> bool:
    """Notes, totals and signature lines below a table fill a cell or two; a repeated header is no person."""
    filled = [name for name, cell in cells.items() if not is_blank(cell)]
    name = without_blanks(clean_text(cells["name"]))
    if not filled or header_key(name) in known(ROSTER) or re.match(r"[合总小]计|说明|注[:：]|填表", name):
        return False
    return "name" in filled or len(filled) >= 3


def read_row(sheet: str, row: Row, cells: Mapping[str, Cell], where: dict[str, str]) -> RosterRow:
    """Read the cells of one person."""
    result = RosterRow(Notes(sheet, row.number, where), plain_name(cells["name"]))
    if not result.name:
        result.notes.error("name", "没有填姓名")
    result.details["name"] = result.name
    for name in PLAIN:
        text = clean_text(cells.get(name))
        if not is_blank(text):
            result.details[name] = text
    for name, read in READERS.items():
        if name in cells and not is_blank(cells[name]):
            read(result, cells[name])
    settle_category(result)
    check_lengths(result)
    check_order(result)
    return result
