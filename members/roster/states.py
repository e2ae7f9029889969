"""The sheet 特殊情况: dated states for which the roster has no column, as facts that `members.transfers` can enter."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from branchlife.kit.cells import (
    DateFault,
    clean_id_number,
    clean_text,
    find_header,
    parse_date,
    without_blanks,
)
from branchlife.kit.workbook import Cell, Row, Table
from members import transfers
from members.models import Member, User
from members.roster.faults import Notes, letters
from members.roster.headers import STATES, known
from members.roster.names import plain_name
from members.vocabulary import ExclusionGround, ExemptionGround, MemberStatus, MemberTrait

STATUS_WORDS = {
    "流动党员": MemberStatus.FLOATING,
    "流动": MemberStatus.FLOATING,
    "失联": MemberStatus.LOST_CONTACT,
    "失联党员": MemberStatus.LOST_CONTACT,
    "停止党籍": MemberStatus.MEMBERSHIP_SUSPENDED,
    "留党察看": MemberStatus.PARTY_PROBATION,
    "中止党员权利": MemberStatus.RIGHTS_SUSPENDED,
    "权利中止": MemberStatus.RIGHTS_SUSPENDED,
    "限期改正": MemberStatus.CORRECTION,
    "出国（境）": MemberStatus.ABROAD,
    "出国": MemberStatus.ABROAD,
}
TRAIT_WORDS = {"党员领导干部": MemberTrait.LEADING_CADRE, "村组干部": MemberTrait.VILLAGE_CADRE}
EXEMPTION_SIGNS = (
    ("流动", ExemptionGround.FLOATING_ELSEWHERE),
    ("行动不便", ExemptionGround.MOBILITY),
    ("患病|重病|失能|卧床|不能自理", ExemptionGround.INCAPACITATED),
    ("年老|体弱|高龄", ExemptionGround.ELDERLY_INFIRM),
)
EXCLUSION_SIGNS = (
    ("不能表达意志|丧失意识", ExclusionGround.NO_CAPACITY),
    ("卧床|不能自理", ExclusionGround.BEDRIDDEN),
    ("出国|出境|国外", ExclusionGround.ABROAD_LONG),
    ("留党察看|留置|逮捕|停止党籍|服刑", ExclusionGround.RIGHTS_LOST),
    ("流动", ExclusionGround.FLOATING_APPLIED),
    ("未转|原籍", ExclusionGround.NOT_TRANSFERRED),
)
KINDS = (
    "出勤豁免",
    "不计入应到会",
    *dict.fromkeys(status.label for status in STATUS_WORDS.values()),
    *TRAIT_WORDS,
)
DECIDED = re.compile(r"[\d年月日.\-]*(?:支部)?(?:党员)?大会(?:决议|讨论)?(?:通过|同意)?")
Ground = ExemptionGround | ExclusionGround


@dataclass(frozen=True)
class Fact:
    """A state for a span of days: which set of rows of the member it belongs to, what is the same, what comes along."""

    rows: str
    same: tuple[tuple[str, str], ...]
    start: date
    end: date | None
    more: tuple[tuple[str, Any], ...]
    words: str

    def until(self, left_on: date | None) -> date | None:
        """Exemptions and exclusions end with the membership at the latest; a status may outlive it (停止党籍)."""
        if self.end is None and self.rows in ("exemptions", "exclusions"):
            return left_on
        return self.end

    def is_entered(self, member: Member, left_on: date | None) -> bool:
        """Whether exactly this is stored."""
        rows = getattr(member, self.rows).filter(start=self.start, end=self.until(left_on))
        return bool(rows.filter(**dict(self.same), **dict(self.more)).exists())

    def stored(self, member: Member) -> Any:
        """The row of the same sort that began on the same day, if there is one."""
        return getattr(member, self.rows).filter(start=self.start, **dict(self.same)).first()

    def enter(self, member: Member, left_on: date | None, by: User | None) -> None:
        """Store it; a running row that now has an end gets its end. Refusals of transfers pass through."""
        end = self.until(left_on)
        row = self.stored(member)
        if row is not None and row.end is None and end is not None:
            transfers.end_period(row, end, by)
            return
        write: Callable[..., Any] = WRITERS[self.rows]
        write(member, self.same[0][1], self.start, end, by, **dict(self.more))


WRITERS: dict[str, Callable[..., Any]] = {
    "statuses": transfers.mark_status,
    "exemptions": transfers.exempt,
    "exclusions": transfers.exclude,
    "traits": transfers.give_trait,
}


@dataclass
class StateRow:
    """One row of the sheet with the person it speaks of."""

    notes: Notes
    name: str
    id_number: str
    branch: str
    fact: Fact | None


def is_states(table: Table) -> bool:
    """Whether a sheet is one of dated states."""
    found = find_header(table.rows, known(STATES), 3)
    return found is not None and {"name", "kind", "start"} <= set(found[1].values())


def read_states(table: Table) -> list[StateRow]:
    """Every row of the sheet; rows that cannot be read carry their errors."""
    found = find_header(table.rows, known(STATES), 3)
    if found is None:
        return []
    index, columns = found
    where = letters(columns)
    return [
        _read(table.name, row, {name: row.cell(column) for column, name in columns.items()}, where)
        for row in table.rows[index + 1 :]
        if any(clean_text(row.cell(column)) for column in columns)
    ]


def _read(sheet: str, row: Row, cells: dict[str, Cell], where: dict[str, str]) -> StateRow:
    notes = Notes(sheet, row.number, where)
    state = StateRow(
        notes,
        plain_name(cells["name"]),
        clean_id_number(cells.get("id_number")),
        without_blanks(clean_text(cells.get("branch"))),
        None,
    )
    span = _span(cells, notes)
    if span is not None:
        state.fact = _fact(cells, span, notes)
    return state


def _span(cells: dict[str, Cell], notes: Notes) -> tuple[date, date | None] | None:
    """From the first day to the day after the last: the sheet names the last day itself."""
    start, last = parse_date(cells["start"]), parse_date(cells.get("end"))
    if isinstance(start, DateFault):
        notes.error("start", f"起始日期：{start.text}")
        return None
    if isinstance(last, DateFault):
        if last.code == "empty":
            return start, None
        notes.error("end", f"终止日期：{last.text}")
        return None
    if last < start:
        notes.error("end", "终止日期早于起始日期，请核对")
        return None
    return start, last + timedelta(days=1)


def _fact(cells: dict[str, Cell], span: tuple[date, date | None], notes: Notes) -> Fact | None:
    kind = without_blanks(clean_text(cells["kind"]))
    doc, note = clean_text(cells.get("doc"))[:60], clean_text(cells.get("note"))
    if kind in STATUS_WORDS:
        more = (("basis_doc", doc), ("note", note[:120]))
        return Fact("statuses", (("status", STATUS_WORDS[kind]),), *span, more, kind)
    if kind in TRAIT_WORDS:
        return Fact("traits", (("trait", TRAIT_WORDS[kind]),), *span, (), kind)
    if kind.startswith("出勤豁免"):
        ground = _ground(EXEMPTION_SIGNS, note, notes)
        return ground and Fact("exemptions", (("ground", ground),), *span, (("approved_by", doc),), kind)
    if kind.startswith("不计入应到"):
        ground = _ground(EXCLUSION_SIGNS, note, notes)
        return ground and Fact("exclusions", (("ground", ground),), *span, _papers(doc, note), kind)
    notes.error("kind", f"不认识情况类别“{kind[:20]}”，可填：{'、'.join(KINDS)}")
    return None


def _ground(signs: tuple[tuple[str, Any], ...], note: str, notes: Notes) -> Any:
    """The category of a reason; its wording, which may name an illness, is not kept."""
    for sign, ground in signs:
        if re.search(sign, note):
            return ground
    notes.error("note", f"看不出理由，请在说明里写明：{'、'.join(ground.label for _, ground in signs)}")
    return None


def _papers(doc: str, note: str) -> tuple[tuple[str, Any], ...]:
    decided = DECIDED.search(note)
    return (
        ("superior_doc", doc),
        ("resolution", decided.group()[:120] if decided else ""),
        ("applied_by_member", "本人申请" in note),
    )
