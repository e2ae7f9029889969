"""What people type into table cells, made plain: text, dates, times, identity numbers, headers."""

import datetime
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from branchlife.kit.workbook import Cell, Row

FULL_WIDTH = {
    code: code - 0xFEE0
    for first, last in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A))
    for code in range(first, last + 1)
}
INVISIBLE = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD])
CONTROL = dict.fromkeys(code for code in [*range(32), *range(0x7F, 0xA0)] if chr(code) not in "\t\n\r")
BLANK_MARKS = {"", "-", "—", "——", "－", "/", "无", "空"}
HEADER_ROWS = 8

EXCEL_EPOCH = datetime.date(1899, 12, 30)
FIRST_SERIAL, LAST_SERIAL = (
    3654,
    73050,
)  # 1910 to 2099, so that a bare year is not taken for a day
FIRST_YEAR, LAST_YEAR = 1900, 2100

DATE = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?(?:T?\d{1,2}:\d{2}(?::\d{2}(?:\.0+)?)?)?")
COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
MONTH_ONLY = re.compile(r"\d{4}[-./年](?:0?[1-9]|1[0-2])月?|(?:19|20)\d{2}(?:0[1-9]|1[0-2])")
YEAR_ONLY = re.compile(r"(?:19|20)\d{2}年?")
BRACKETED = re.compile(r"（[^）]*）|\([^)]*\)|【[^】]*】|\[[^\]]*\]|［[^］]*］")

DAY_PART = "凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚"
CLOCK = rf"(?P<part{{0}}>{DAY_PART})?(?P<hour{{0}}>\d\d?):(?P<minute{{0}}>\d\d)(?::\d\d)?"
SPAN = re.compile(CLOCK.format(1) + r"(?:-+|—+|–|―|─|~+|至|到)" + CLOCK.format(2) + "$")
SINGLE = re.compile(CLOCK.format(1) + "$")

ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECK = "10X98765432"

Header = tuple[int, dict[int, str]]


@dataclass(frozen=True)
class Fault:
    """Why a cell could not be read: a code for the program, a short Chinese text for the person."""

    code: str
    text: str


class DateFault(Fault):
    """Codes: empty, month_only, year_only, no_such_day, unreadable."""


class TimeFault(Fault):
    """Codes: empty, single, backwards, no_such_time, unreadable."""


def clean_text(value: Cell) -> str:
    """The cell as text: full-width letters and digits become half-width, outer blanks and controls go.

    Whole numbers lose their ".0"; dates become 2020-07-01; CJK characters, `·` and punctuation stay.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M")
    return str(value).translate(INVISIBLE).translate(CONTROL).translate(FULL_WIDTH).strip()


def without_blanks(text: str) -> str:
    """The text without any blank, full-width ones included ("王　芳" → "王芳")."""
    return "".join(text.split())


def is_blank(value: Cell) -> bool:
    """Whether a cell says nothing: empty, blanks, a dash, or 无."""
    return without_blanks(clean_text(value)) in BLANK_MARKS


def header_key(value: Cell) -> str:
    """A header for comparison: without blanks, line breaks, asterisks and bracketed notes."""
    text = BRACKETED.sub("", without_blanks(clean_text(value)))
    return text.translate(dict.fromkeys(map(ord, "*＊※:：")))


def find_header(
    rows: Sequence[Row], known: Mapping[str, str], least: int
) -> tuple[int, dict[int, str]] | None:
    """Where the header is: (index into `rows`, {column from 0: field}); None if no row of 1–8 fits.

    `known` maps header keys to fields. The row with most fields wins, the upper one when equal; a field that
    appears twice is taken from the left column. At least `least` fields must be there.
    """
    best: Header | None = None
    for index, row in enumerate(rows):
        if row.number > HEADER_ROWS:
            break
        columns = _known_columns(row, known)
        if len(columns) >= max(least, 1) and (best is None or len(columns) > len(best[1])):
            best = index, columns
    return best


def _known_columns(row: Row, known: Mapping[str, str]) -> dict[int, str]:
    columns: dict[int, str] = {}
    for column, cell in enumerate(row.cells):
        field = known.get(header_key(cell))
        if field and field not in columns.values():
            columns[column] = field
    return columns


def parse_date(value: Cell) -> datetime.date | DateFault:
    """A day from a true date, an Excel serial number or text; a missing day is never invented."""
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if isinstance(value, int | float) and FIRST_SERIAL <= value < LAST_SERIAL + 1:
        return EXCEL_EPOCH + datetime.timedelta(days=int(value))
    if is_blank(value):
        return DateFault("empty", "没有填日期")
    return _date_of_text(_plain(clean_text(value)))


def _plain(text: str) -> str:
    return without_blanks(BRACKETED.sub("", unicodedata.normalize("NFKC", text)))


def _date_of_text(text: str) -> datetime.date | DateFault:
    found = DATE.fullmatch(text) or COMPACT_DATE.fullmatch(text)
    if found:
        return _day(text, *map(int, found.groups()[:3]))
    if MONTH_ONLY.fullmatch(text):
        return DateFault("month_only", f"“{text}”只有年月，请补日")
    if YEAR_ONLY.fullmatch(text):
        return DateFault("year_only", f"“{text}”只有年份，请补月和日")
    if text.isascii() and text.isdigit() and len(text) == 5 and FIRST_SERIAL <= int(text) <= LAST_SERIAL:
        return EXCEL_EPOCH + datetime.timedelta(days=int(text))
    return DateFault("unreadable", f"“{text[:20]}”看不出是哪一天，请写成 2020-7-1 的样子")


def _day(text: str, year: int, month: int, day: int) -> datetime.date | DateFault:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return DateFault("no_such_day", f"“{text}”的年份不对，请核对")
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return DateFault("no_such_day", f"“{text}”没有这一天，请核对")


def parse_time(value: Cell) -> datetime.time | TimeFault:
    """One time of day: a true time, or text such as 14:30, 下午2:30, 9时05分, 晚上7点半."""
    if isinstance(value, datetime.datetime):
        return value.time()
    if isinstance(value, datetime.time):
        return value
    if is_blank(value):
        return TimeFault("empty", "没有填时间")
    text = _clock_text(value)
    found = SINGLE.search(text)
    if not found:
        return TimeFault("unreadable", f"“{text[:20]}”看不出时间，请写成 14:30 的样子")
    return _time(text, found["part1"] or "", int(found["hour1"]), int(found["minute1"]))


def parse_time_span(value: Cell) -> tuple[datetime.time, datetime.time] | TimeFault:
    """Start and end from text such as 14:30-16:05, 14:30至16:05, 晚上7:30—8:40, 下午2:30-4:10.

    The part of the day said for the start holds for the end too. An end not after the start is a fault.
    """
    if is_blank(value):
        return TimeFault("empty", "没有填时间")
    text = _clock_text(value)
    found = SPAN.search(text)
    if not found:
        if SINGLE.search(text):
            return TimeFault("single", f"“{text[:20]}”只有一个时间，请写成 14:30-16:05 的样子")
        return TimeFault("unreadable", f"“{text[:20]}”看不出起止时间，请写成 14:30-16:05 的样子")
    said = found["part1"] or ""
    start = _time(text, said, int(found["hour1"]), int(found["minute1"]))
    end = _time(text, found["part2"] or said, int(found["hour2"]), int(found["minute2"]))
    if isinstance(start, TimeFault) or isinstance(end, TimeFault):
        return start if isinstance(start, TimeFault) else end  # type: ignore[return-value]
    if end <= start and said and not found["part2"] and end.hour < 12:
        end = end.replace(hour=end.hour + 12)  # 上午10:00-1:30 runs past noon
    if end <= start:
        return TimeFault("backwards", f"“{text}”结束时间不晚于开始时间，请核对")
    return start, end


def _clock_text(value: Cell) -> str:
    text = _plain(clean_text(value)).translate({ord("时"): ":", ord("点"): ":", ord("分"): None})
    text = re.sub(r":半", ":30", text)
    return re.sub(r":(?!\d)", ":00", text)


def _time(text: str, part: str, hour: int, minute: int) -> datetime.time | TimeFault:
    afternoon = part in {"下午", "傍晚", "晚上", "晚"} or (part == "中午" and hour < 6)
    if afternoon and hour < 12:
        hour += 12
    try:
        return datetime.time(hour, minute)
    except ValueError:
        return TimeFault("no_such_time", f"“{text}”里没有这个时间，请核对")


def clean_id_number(value: Cell) -> str:
    """An identity number as it is stored: half-width, without blanks, X in upper case."""
    return without_blanks(unicodedata.normalize("NFKC", clean_text(value))).upper()


def id_number_birth(text: str) -> datetime.date | None:
    """The day of birth inside an 18-digit number, None if there is no such day."""
    digits = clean_id_number(text)[6:14]
    if len(digits) != 8 or not (digits.isascii() and digits.isdigit()):
        return None
    try:
        return datetime.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def id_number_fault(text: str) -> str | None:
    """What is wrong with an 18-character identity number, None if nothing is.

    Check digit after GB 11643. An unknown region code is no error: codes are withdrawn and new ones given.
    """
    number = clean_id_number(text)
    if len(number) != 18:
        return f"应为 18 位，现为 {len(number)} 位，请核对"
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return "前 17 位应为数字，末位为数字或 X，请核对"
    birth = id_number_birth(number)
    if birth is None or birth.year < FIRST_YEAR:
        return "其中的出生日期没有这一天，请核对"
    total = sum(weight * int(digit) for weight, digit in zip(ID_WEIGHTS, number, strict=False))
    if ID_CHECK[total % 11] != number[17]:
        return "校验码不对，请核对是否输错数字"
    return None
