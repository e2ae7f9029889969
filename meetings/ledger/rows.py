"""One row of a ledger becomes one meeting; what makes it impossible to store is said with its cell."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from branchlife.kit import clock
from branchlife.kit.cells import (
    DateFault,
    TimeFault,
    clean_text,
    find_header,
    header_key,
    is_blank,
    parse_date,
    parse_time,
    parse_time_span,
    without_blanks,
)
from branchlife.kit.refusal import Refused
from branchlife.kit.workbook import Cell, Row, Table
from meetings.kinds import MeetingKind
from meetings.ledger.headers import LEDGER, NEEDED, kind_of
from meetings.ledger.names import Named, read_names
from members.roster.faults import Notes, letters
from members.roster.headers import known
from members.roster.names import plain_name

NO_LEDGER = (
    "没有找到台账的表头。表头须在前 8 行之内，并有“会议名称”“会议日期”“应到人数”“实到人数”等栏；"
    "请核对是否选错了文件。"
)
ALL_SHEET = "全部"
DAY_INSIDE = re.compile(r"\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?")
COUNTS = {"due": "应到人数", "present": "实到人数", "leave": "请假人数", "absent": "缺席人数"}


@dataclass
class LedgerRow:
    """What one row says. `number` is its place among the meetings of its kind (and group) in the file."""

    notes: Notes
    title: str
    kind: MeetingKind
    group: str = ""
    start: datetime | None = None
    end: datetime | None = None
    place: str = ""
    host: str = ""
    recorder: str = ""
    agenda: str = ""
    resolution: str = ""
    due: int | None = None
    present: int | None = None
    leave: int | None = None
    absent: int | None = None
    rate: float | None = None
    names: list[Named] = field(default_factory=list)
    number: int = 0

    @property
    def day(self) -> date | None:
        """The local day."""
        return clock.local_date(self.start) if self.start else None

    def named(self, *states: object) -> list[Named]:
        """The names with one of these states."""
        return [named for named in self.names if named.state in states]


@dataclass
class Reading:
    """A whole ledger."""

    rows: list[LedgerRow] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)


def read_ledger(tables: list[Table], year: int) -> Reading:
    """Every sheet with the columns of a ledger. A sheet 全部 that repeats the others is left out.

    Raises Refused when no sheet is a ledger.
    """
    reading = Reading()
    for table, index, columns in _sheets(tables, reading):
        _read_sheet(table, index, columns, year, reading)
    _number(reading.rows)
    return reading


def year_told(tables: list[Table]) -> int:
    """The year that most days of a ledger name. Raises Refused when no sheet is a ledger or none names a day."""
    years: Counter[int] = Counter()
    for table, index, columns in _sheets(tables, Reading()):
        where = [column for column, name in columns.items() if name in ("day", "time")]
        for row in table.rows[index + 1 :]:
            days = (parse_date(row.cell(column)) for column in where)
            years.update(day.year for day in days if isinstance(day, date))
    if not years:
        raise Refused("看不出是哪一年的台账，请写明年度。")
    return years.most_common(1)[0][0]


def _sheets(tables: list[Table], reading: Reading) -> list[tuple[Table, int, dict[int, str]]]:
    sheets = []
    for table in tables:
        found = find_header(table.rows, known(LEDGER), 5)
        if (
            found is not None
            and set(found[1].values()) >= NEEDED
            and {"day", "time"} & set(found[1].values())
        ):
            sheets.append((table, *found))
        else:
            reading.ignored.append(f"工作表“{table.name}”")
    if not sheets:
        raise Refused(NO_LEDGER)
    if len(sheets) > 1:
        sheets = [sheet for sheet in sheets if sheet[0].name != ALL_SHEET]
    return sheets


def _read_sheet(table: Table, index: int, columns: dict[int, str], year: int, reading: Reading) -> None:
    where = letters(columns)
    for column, cell in enumerate(table.rows[index].cells):
        key = header_key(cell)
        if column not in columns and key and key not in reading.ignored:
            reading.ignored.append(key)
    for row in table.rows[index + 1 :]:
        cells = {name: row.cell(column) for column, name in columns.items()}
        if _is_meeting(cells):
            reading.rows.append(_read(table.name, row, cells, where, year))


def _is_meeting(cells: Mapping[str, Cell]) -> bool:
    """Totals, notes and signatures below the meetings fill only some of the cells."""
    first = without_blanks(clean_text(cells.get("number")))
    title = without_blanks(clean_text(cells["title"]))
    if re.match(r"[合总小]计", first) or re.match(r"[合总小]计", title):
        return False
    told = [name for name in ("day", "time", "names", "agenda") if not is_blank(cells.get(name))]
    return bool(title) and bool(told)


def _read(sheet: str, row: Row, cells: Mapping[str, Cell], where: dict[str, str], year: int) -> LedgerRow:
    notes = Notes(sheet, row.number, where)
    words = {name: clean_text(cells.get(name)) for name in LEDGER}
    kind = kind_of(words["kind"], sheet, words["title"])
    if kind is None:
        notes.error(
            "kind",
            f"看不出会议类型：“{(words['kind'] or sheet)[:20]}”，请写支部党员大会、支部委员会、党小组会等",
        )
    result = LedgerRow(notes, words["title"], kind or MeetingKind.BRANCH_ASSEMBLY)
    if kind is MeetingKind.GROUP_MEETING:
        result.group = without_blanks(words["group"]) or without_blanks(sheet)
    result.place, result.agenda, result.resolution = words["place"], words["agenda"], words["resolution"]
    result.host, result.recorder = plain_name(cells.get("host")), plain_name(cells.get("recorder"))
    result.names = read_names(words["names"])
    _read_when(result, cells, year)
    for name, label in COUNTS.items():
        setattr(result, name, _count(notes, name, label, cells.get(name)))
    result.rate = _rate(cells.get("rate"))
    return result


def _read_when(row: LedgerRow, cells: Mapping[str, Cell], year: int) -> None:
    day = _day(row, cells, year)
    span = parse_time_span(cells.get("time"))
    if isinstance(span, TimeFault):
        alone = parse_time(cells.get("time")) if span.code == "single" else span
        if isinstance(alone, TimeFault):
            row.notes.error("time", f"会议时间{span.text}" if span.code != "empty" else "没有填会议时间")
            return
        if day:
            row.start = clock.at(day, alone.hour, alone.minute)
            row.end = _end_by_duration(row.start, clean_text(cells.get("duration")))
    elif day:
        row.start = clock.at(day, span[0].hour, span[0].minute)
        row.end = clock.at(day, span[1].hour, span[1].minute)


def _day(row: LedgerRow, cells: Mapping[str, Cell], year: int) -> date | None:
    """From the column of days, else from the text of the time."""
    name, cell = ("day", cells.get("day"))
    if is_blank(cell):
        found = DAY_INSIDE.search(clean_text(cells.get("time")))
        name, cell = ("time", found.group() if found else None)
    day = parse_date(cell)
    if isinstance(day, DateFault):
        row.notes.error(name, f"会议日期{day.text}" if day.code != "empty" else "没有填会议日期")
        return None
    if day.year != year:
        row.notes.error(name, f"会议日期 {day:%Y-%m-%d} 不在 {year} 年，请核对年度")
        return None
    return day


def _end_by_duration(start: datetime, words: str) -> datetime | None:
    """会议时长: 90, 90分钟, 1.5小时."""
    found = re.search(r"(\d+(?:\.\d+)?)\s*(小时|时|h)?", words)
    if not found:
        return None
    minutes = float(found[1]) * (60 if found[2] else 1)
    return start + timedelta(minutes=minutes) if minutes else None


def _count(notes: Notes, name: str, label: str, cell: Cell) -> int | None:
    text = without_blanks(clean_text(cell)).removesuffix("人").removesuffix("名")
    if re.fullmatch(r"\d{1,5}", text):
        return int(text)
    if not is_blank(cell):
        notes.error(name, f"{label}“{text[:10]}”不是人数，请填整数")
    return None


def _rate(cell: Cell) -> float | None:
    """As a share of 1, from 85.7%, 85.7 or 0.857."""
    text = without_blanks(clean_text(cell))
    try:
        value = float(text.rstrip("%％"))
    except ValueError:
        return None
    return value / 100 if text.endswith(("%", "％")) or value > 1 else value


def _number(rows: list[LedgerRow]) -> None:
    """第几次: the order of the file; a row that cannot be stored keeps its number for when it is mended."""
    counted: dict[tuple[str, str], int] = defaultdict(int)
    for row in rows:
        counted[row.kind, row.group] += 1
        row.number = counted[row.kind, row.group]
