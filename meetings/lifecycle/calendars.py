"""The calendar from the notice of the State Council's office: read from a table, compared, stored whole or not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from branchlife.kit.cells import Fault, clean_text, find_header, parse_date, without_blanks
from branchlife.kit.refusal import Refused
from branchlife.kit.workbook import Row, Table
from meetings.lifecycle import theme_days
from meetings.models import CalendarDay, CalendarYear
from members.models import User
from members.roster.faults import Notes, Slip, letters

HEADS = {
    "日期": "date",
    "上班/放假": "works",
    "上班放假": "works",
    "安排": "works",
    "类型": "works",
    "名称": "name",
    "节日": "name",
    "节假日": "name",
    "来源": "source",
    "文号": "source",
    "依据": "source",
}
WORKS, FREE = {"上班", "班", "补班", "调休上班", "工作日"}, {"放假", "休", "休息", "假", "节假日"}
HOLIDAYS = ("元旦", "春节", "清明", "劳动", "端午", "中秋", "国庆")
LONGEST = {"name": 20, "source": 60}
NAMES = {"name": "名称", "source": "来源"}
NO_HEADER = "没有找到表头。表头写在前 8 行之内，至少有“日期”“上班/放假”“名称”三栏。"


@dataclass(frozen=True)
class Line:
    """One day as the table has it."""

    day: date
    is_workday: bool
    name: str
    source: str

    @property
    def words(self) -> str:
        """放假 春节."""
        return f"{'上班' if self.is_workday else '放假'} {self.name}"


@dataclass
class Comparison:
    """What an import would change. `lacking` names, by year, the holidays still missing: such a year stays 暂定.

    `kept` are days of these years in the calendar that the table does not name; they stay as they are. `moved` is the
    number of stored theme days that became others, known after saving.
    """

    added: list[Line] = field(default_factory=list)
    changed: list[tuple[Line, CalendarDay]] = field(default_factory=list)
    unchanged: int = 0
    kept: list[CalendarDay] = field(default_factory=list)
    lacking: dict[int, list[str]] = field(default_factory=dict)
    errors: list[Slip] = field(default_factory=list)
    moved: int = 0

    @property
    def complete(self) -> list[int]:
        """The years that are complete with this import."""
        return [year for year, lacking in self.lacking.items() if not lacking]

    @property
    def savable(self) -> int:
        """How many days would be written."""
        return 0 if self.errors else len(self.added) + len(self.changed)


def compare(tables: Sequence[Table]) -> Comparison:
    """What the tables would change, without writing. Refused where there is no header."""
    found = Comparison()
    lines: dict[date, Line] = {}
    for line, notes in _lines(tables):
        if line is not None and line.day in lines:
            notes.error("date", f"{line.day:%Y-%m-%d}写了两次，请只留一行。")
        found.errors += notes.errors
        if line is not None:
            lines[line.day] = line
    years = sorted({day.year for day in lines})
    rows = CalendarDay.objects.filter(date__year__in=years).order_by("date")
    stored = {row.date: row for row in rows}
    for day, line in sorted(lines.items()):
        row = stored.pop(day, None)
        if row is None:
            found.added.append(line)
        elif _as_line(row) != line:
            found.changed.append((line, row))
        else:
            found.unchanged += 1
    found.kept = list(stored.values())
    found.lacking = {year: _lacking(year, lines, found.kept) for year in years}
    return found


def _as_line(row: CalendarDay) -> Line:
    return Line(row.date, row.is_workday, row.name, row.source_doc)


def _lacking(year: int, lines: Mapping[date, Line], kept: Sequence[CalendarDay]) -> list[str]:
    """Which of the seven holidays have no free day in the calendar of a year."""
    names = [line.name for line in lines.values() if line.day.year == year and not line.is_workday]
    names += [row.name for row in kept if row.date.year == year and not row.is_workday]
    return [holiday for holiday in HOLIDAYS if not any(holiday in name for name in names)]


def _lines(tables: Sequence[Table]) -> Iterator[tuple[Line | None, Notes]]:
    is_found = False
    for table in tables:
        header = find_header(table.rows, HEADS, 3)
        if header is None:
            continue
        is_found = True
        index, columns = header
        places = {name: column for column, name in columns.items()}
        for row in table.rows[index + 1 :]:
            notes = Notes(table.name, row.number, letters(columns))
            yield _line(row, places, notes), notes
    if not is_found:
        raise Refused(NO_HEADER)


def _line(row: Row, places: Mapping[str, int], notes: Notes) -> Line | None:
    day = parse_date(row.cell(places["date"])) if "date" in places else Fault("empty", "没有“日期”这一栏")
    if isinstance(day, Fault):
        notes.error("date", f"{day.text}。")
    word = without_blanks(clean_text(row.cell(places["works"]))) if "works" in places else ""
    if word not in WORKS | FREE:
        notes.error("works", f"“{word or '空'}”看不出上班还是放假，请写“上班”或“放假”。")
    texts = {name: clean_text(row.cell(places[name])) if name in places else "" for name in NAMES}
    for name, text in texts.items():
        if len(text) > LONGEST[name]:
            notes.error(name, f"{NAMES[name]}超过 {LONGEST[name]} 字。")
    if not texts["name"]:
        notes.error("name", "没有填名称，如“春节”。")
    if notes.errors or isinstance(day, Fault):
        return None
    return Line(day, word in WORKS, texts["name"], texts["source"])


@transaction.atomic
def save(tables: Sequence[Table], by: User | None) -> Comparison:
    """Store what the tables say, all of it or, where a row is wrong, nothing; then reckon the theme days anew.

    A year with a free day for each of the seven holidays is complete from now on, another one stays 暂定.
    """
    found = compare(tables)
    if found.errors:
        return found
    for line in found.added:
        CalendarDay.objects.create(
            date=line.day, is_workday=line.is_workday, name=line.name, source_doc=line.source
        )
    for line, row in found.changed:
        row.is_workday, row.name, row.source_doc = line.is_workday, line.name, line.source
        row.save(update_fields=["is_workday", "name", "source_doc"])
    for year, lacking in found.lacking.items():
        CalendarYear.objects.update_or_create(year=year, defaults={"is_complete": not lacking})
    found.moved = recompute(found.lacking, by)
    return found


def recompute(years: Mapping[int, object] | Sequence[int], by: User | None = None) -> int:
    """Reckon the stored theme days of some years anew, with those of the year before: December may run over."""
    return theme_days.refresh_stored(min(years) - 1, max(years), by=by) if years else 0
