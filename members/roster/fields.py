"""How each column of a roster is read, and what must fit together within a row."""

import re
from collections.abc import Callable
from datetime import date

from branchlife.kit.cells import (
    DateFault,
    clean_id_number,
    clean_text,
    id_number_birth,
    id_number_fault,
    parse_date,
    without_blanks,
)
from branchlife.kit.workbook import Cell
from members.roster.person import RosterRow, column_of
from members.vocabulary import EntryKind, ExitKind, Gender, MemberCategory, MemberStatus

CATEGORIES = {
    "正式党员": MemberCategory.FULL,
    "正式": MemberCategory.FULL,
    "中共党员": MemberCategory.FULL,
    "中共正式党员": MemberCategory.FULL,
    "预备党员": MemberCategory.PROBATIONARY,
    "预备": MemberCategory.PROBATIONARY,
    "中共预备党员": MemberCategory.PROBATIONARY,
}
YES = {"是", "1", "√", "✓", "有", "Y"}
ENTRIES = (
    ("新发展", EntryKind.ADMITTED),
    ("转入", EntryKind.TRANSFERRED_IN),
    ("恢复", EntryKind.RESTORED),
)
EXITS = (
    ("停止党籍", ExitKind.SUSPENDED),
    ("转出", ExitKind.TRANSFERRED_OUT),
    ("死亡|去世|病故|逝世", ExitKind.DECEASED),
    ("开除", ExitKind.EXPELLED),
    ("除名|脱党", ExitKind.REMOVED),
    ("退党", ExitKind.WITHDRAWN),
    ("取消预备", ExitKind.CANDIDACY_CANCELLED),
)
STATUS_WORDS = {
    "停止党籍": MemberStatus.MEMBERSHIP_SUSPENDED,
    "留党察看": MemberStatus.PARTY_PROBATION,
    "限期改正": MemberStatus.CORRECTION,
}
DAY = re.compile(r"\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?")
MONTH = re.compile(r"((?:19|20)\d{2})[-./年]?(\d{1,2})月?$")


def _gender(row: RosterRow, cell: Cell) -> None:
    text = clean_text(cell).removesuffix("性")
    for gender in Gender:
        if gender.label == text:
            row.details["gender"] = gender
            return
    row.notes.error("gender", f"性别只能填男或女，现为“{text[:10]}”")


def _id_number(row: RosterRow, cell: Cell) -> None:
    number = clean_id_number(cell)
    if isinstance(cell, int | float) and len(number) > 15:
        row.notes.error("id_number", "这一格是数字，末几位已被表格软件改成 0；请改为文本后重新填写")
        return
    fault = id_number_fault(number)
    if fault:
        row.notes.error("id_number", fault)
        return
    row.details["id_number"] = number
    row.details.setdefault("birth_date", id_number_birth(number))


def _birth_date(row: RosterRow, cell: Cell) -> None:
    day = parse_date(cell)
    inside = row.details.get("birth_date")
    if isinstance(day, DateFault):
        if inside is None:
            row.notes.remark("birth_date", f"出生日期{day.text}，暂未存入")
    elif inside is not None and day != inside:
        row.notes.remark("birth_date", f"出生日期与证件号码中的 {inside:%Y-%m-%d} 不一致，已按证件号码存入")
    else:
        row.details["birth_date"] = day


def _date(name: str, label: str) -> Callable[[RosterRow, Cell], None]:
    def read(row: RosterRow, cell: Cell) -> None:
        day = parse_date(cell)
        if not isinstance(day, DateFault):
            row.details[name] = day
        elif day.code in ("month_only", "year_only"):
            row.notes.remark(name, f"{label}{day.text}；其余各栏已收，这一栏暂空")
            setattr(row, f"{name.removesuffix('_on')}_month_over", _month_over(cell))
        else:
            row.notes.error(name, f"{label}{day.text}")

    return read


def _month_over(cell: Cell) -> date | None:
    """The day after a month that was given without its day: by then the fact certainly holds."""
    found = MONTH.search(without_blanks(clean_text(cell)).replace("．", "."))
    if not found or not 1 <= int(found[2]) <= 12:
        return None
    year, month = int(found[1]), int(found[2])
    return date(year + month // 12, month % 12 + 1, 1)


def _approved_on(row: RosterRow, cell: Cell) -> None:
    day = parse_date(cell)
    if isinstance(day, DateFault):
        row.notes.error("approved_on", f"转正批准日期{day.text}")
    else:
        row.approved_on = day


def _category(row: RosterRow, cell: Cell) -> None:
    text = without_blanks(clean_text(cell))
    row.category = CATEGORIES.get(text)
    if row.category is None:
        row.notes.error("category", f"人员类别只能填正式党员或预备党员，现为“{text[:20]}”")


def _offset(row: RosterRow, cell: Cell) -> None:
    text = clean_text(cell)
    if re.fullmatch(r"-?\d{1,3}", text):
        row.details["party_age_offset"] = int(text)
    else:
        row.notes.remark("party_age_offset", f"党龄校正值“{text[:10]}”不是整数，未存入")


def _phone(row: RosterRow, cell: Cell) -> None:
    text = re.sub(r"[\s\-—－]", "", clean_text(cell))
    row.details["phone"] = text
    if not re.fullmatch(r"\+?\d{7,15}", text):
        row.notes.remark("phone", f"电话“{text[:20]}”不像号码，已照样存入，请核对")


def _email(row: RosterRow, cell: Cell) -> None:
    text = without_blanks(clean_text(cell))
    if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text):
        row.details["email"] = text
    else:
        row.notes.remark("email", f"邮箱“{text[:20]}”不像地址，未存入")


def _branch(row: RosterRow, cell: Cell) -> None:
    row.branch = without_blanks(clean_text(cell))


def _group(row: RosterRow, cell: Cell) -> None:
    row.group = without_blanks(clean_text(cell))


def _yes(status: MemberStatus) -> Callable[[RosterRow, Cell], None]:
    def read(row: RosterRow, cell: Cell) -> None:
        if clean_text(cell).upper() in YES:
            row.running.append(status)

    return read


def _status(row: RosterRow, cell: Cell) -> None:
    text = without_blanks(clean_text(cell))
    if text in STATUS_WORDS:
        row.running.append(STATUS_WORDS[text])
    elif text != "正常":
        row.notes.error("status", f"党籍状态只能填正常、停止党籍、留党察看、限期改正，现为“{text[:20]}”")


def _entry(row: RosterRow, cell: Cell) -> None:
    text = clean_text(cell)
    for sign, kind in ENTRIES:
        if sign in text:
            row.entry_kind = kind
            break
    row.entered_on = _day_inside(row, "entry", text)


def _exit(row: RosterRow, cell: Cell) -> None:
    text = clean_text(cell)
    row.exit_kind = next((kind for signs, kind in EXITS if re.search(signs, text)), None)
    if row.exit_kind is None:
        row.notes.error(
            "exit", f"看不出减少的原因：“{text[:20]}”；可填组织关系转出、死亡、停止党籍等，并写日期"
        )
        return
    row.left_on = _day_inside(row, "exit", text)
    if row.left_on is None and not row.notes.errors:
        row.notes.error("exit", f"“{text[:20]}”没有日期，请写成“组织关系转出 2025-09-12”的样子")


def _day_inside(row: RosterRow, name: str, text: str) -> date | None:
    found = DAY.search(text)
    if not found:
        return None
    day = parse_date(found.group())
    if isinstance(day, DateFault):
        row.notes.error(name, day.text)
        return None
    return day


def _extension(row: RosterRow, cell: Cell) -> None:
    said = f"延长预备期{clean_text(cell)}"
    row.details["remark"] = "；".join(filter(None, (row.details.get("remark", ""), said)))


READERS: dict[str, Callable[[RosterRow, Cell], None]] = {
    "gender": _gender,
    "id_number": _id_number,
    "birth_date": _birth_date,
    "category": _category,
    "branch": _branch,
    "group": _group,
    "joined_on": _date("joined_on", "入党日期"),
    "full_on": _date("full_on", "转正日期"),
    "approved_on": _approved_on,
    "party_age_offset": _offset,
    "phone": _phone,
    "email": _email,
    "status": _status,
    "lost_contact": _yes(MemberStatus.LOST_CONTACT),
    "floating": _yes(MemberStatus.FLOATING),
    "entry": _entry,
    "exit": _exit,
    "extension": _extension,
}


def settle_category(row: RosterRow) -> None:
    """A row without a category is one of a full member when it has the day of becoming one."""
    if row.category is not None or any(
        slip.column == row.notes.columns.get("category") for slip in row.notes.errors
    ):
        return
    if "full_on" in row.details:
        row.category = MemberCategory.FULL
    else:
        row.notes.error("category", "没有填人员类别，请填正式党员或预备党员")


def check_lengths(row: RosterRow) -> None:
    """Nothing longer than its column in the database."""
    for name, value in row.details.items():
        longest = column_of(name).max_length
        if longest and isinstance(value, str) and len(value) > longest:
            row.notes.error(name, f"超过 {longest} 字，请缩短")


def check_order(row: RosterRow) -> None:
    """Dates in the order in which they can happen."""
    joined, full = row.details.get("joined_on"), row.details.get("full_on")
    if joined and full and full < joined:
        row.notes.error(
            "full_on", f"转正早于入党：转正日期 {full:%Y-%m-%d}，入党日期 {joined:%Y-%m-%d}，请核对"
        )
    if full and row.category is MemberCategory.PROBATIONARY:
        row.notes.error("full_on", "预备党员不应有转正日期；如已转正，请把人员类别改为正式党员")
    if full and row.approved_on and row.approved_on < full:
        row.notes.error("approved_on", "转正批准日期早于预备期满之日，请核对")
    if row.left_on and row.entered_on and row.left_on <= row.entered_on:
        row.notes.error("exit", "减少日期须晚于增加日期，请核对")
