"""Organisations in uploaded tables: found by what people call them, and planted from the sheet 党组织."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from branchlife.kit.cells import DateFault, clean_text, find_header, is_blank, parse_date, without_blanks
from branchlife.kit.problems import Refusal
from branchlife.kit.refusal import Refused
from branchlife.kit.workbook import Cell, Table
from members import places
from members.models import Organisation, User
from members.roster.faults import Notes, Slip, letters
from members.roster.headers import PLACES, known
from members.vocabulary import OrganisationKind, OrganisationSector

KIND_WORDS = {
    "党委": OrganisationKind.COMMITTEE,
    "党工委": OrganisationKind.WORK_COMMITTEE,
    "党组": OrganisationKind.LEADING_GROUP,
    "党总支": OrganisationKind.GENERAL_BRANCH,
    "总支": OrganisationKind.GENERAL_BRANCH,
    "党支部": OrganisationKind.BRANCH,
    "支部": OrganisationKind.BRANCH,
    "联合党支部": OrganisationKind.JOINT_BRANCH,
    "联合支部": OrganisationKind.JOINT_BRANCH,
    "临时党支部": OrganisationKind.TEMPORARY_BRANCH,
    "临时支部": OrganisationKind.TEMPORARY_BRANCH,
    "党小组": OrganisationKind.PARTY_GROUP,
}
FORM_WORDS = {"临时": OrganisationKind.TEMPORARY_BRANCH, "联合": OrganisationKind.JOINT_BRANCH}
SECTOR_SIGNS = (
    ("党政机关|机关", OrganisationSector.GOVERNMENT),
    ("农村|村", OrganisationSector.RURAL),
    ("非公", OrganisationSector.NON_PUBLIC),
    ("国有|国企", OrganisationSector.STATE_ENTERPRISE),
    ("学校", OrganisationSector.SCHOOL),
    ("事业", OrganisationSector.OTHER_INSTITUTION),
    ("社区|街道", OrganisationSector.COMMUNITY),
    ("社会组织", OrganisationSector.SOCIAL_ORGANISATION),
)
NO_PLACES = "没有找到“党组织全称”“组织类型”的表头。请在前 8 行之内写明表头后再导入。"
LONGEST_CODE = 20
NUMERALS = "一二三四五六七八九十"


@dataclass
class PlaceRow:
    """One row of the sheet 党组织."""

    notes: Notes
    parent: str
    fields: dict[str, Any]

    @property
    def full_name(self) -> str:
        """公章全称."""
        return str(self.fields["full_name"])


@dataclass
class Planted:
    """What became of the sheet."""

    rows: int = 0
    created: list[Organisation] = field(default_factory=list)
    updated: list[Organisation] = field(default_factory=list)
    unchanged: int = 0
    errors: list[Slip] = field(default_factory=list)


def is_places(table: Table) -> bool:
    """Whether a sheet lists organisations."""
    found = find_header(table.rows, known(PLACES), 3)
    return found is not None and {"full_name", "kind"} <= set(found[1].values())


def find_organisation(words: str, within: Iterable[Organisation] | None = None) -> Organisation | None:
    """By code, full name, short name, in this order; None for none or for several."""
    rows = list(Organisation.objects.order_by("path") if within is None else within)
    plain = without_blanks(clean_text(words))
    for name in ("code", "full_name", "short_name", "name"):
        found = [row for row in rows if without_blanks(getattr(row, name)) == plain]
        if len(found) == 1:
            return found[0]
        if found:
            return None
    return None


class Finder:
    """`find_organisation` among the same places for many rows."""

    def __init__(self, places_: Iterable[Organisation]) -> None:
        self.places = list(places_)
        self.known: dict[str, Organisation | None] = {}

    def find(self, words: str) -> Organisation | None:
        """The place that the words name."""
        if words not in self.known:
            self.known[words] = find_organisation(words, self.places)
        return self.known[words]


def find_group(groups: Iterable[Organisation], words: str) -> Organisation | None:
    """第一党小组, also written 一组, 第一小组, 第1党小组."""
    wanted = _group_key(words)
    return next((row for row in groups if _group_key(row.short_name) == wanted), None)


def _group_key(words: str) -> str:
    text = without_blanks(clean_text(words))
    found = re.fullmatch(r"第?([一二三四五六七八九十\d]{1,3})(?:党小组|小组|组)(?:会)?", text)
    if not found:
        return text
    number = found[1]
    return NUMERALS[int(number) - 1] if number.isdigit() and 1 <= int(number) <= len(NUMERALS) else number


def plant_group(branch: Organisation, words: str, by: User | None) -> Organisation:
    """A party group of a branch, made when it is not there yet; its code follows those that are."""
    groups = list(branch.children.filter(kind=OrganisationKind.PARTY_GROUP).order_by("path"))
    there = find_group(groups, words)
    if there is not None:
        return there
    name = without_blanks(clean_text(words))
    taken = set(Organisation.objects.filter(parent=branch).order_by("pk").values_list("code", flat=True))
    return places.plant(
        by,
        kind=OrganisationKind.PARTY_GROUP,
        code=_free_code(f"{branch.code}-G", taken),
        name=name,
        short_name=name,
        full_name=f"{branch.full_name}{name}",
        parent=branch,
        founded_on=branch.founded_on,
    )


def _free_code(stem: str, taken: set[str], pattern: str = "{}") -> str:
    number = 1
    while f"{stem}{pattern.format(number)}" in taken:
        number += 1
    return f"{stem}{pattern.format(number)}"


def read_places(tables: list[Table]) -> list[PlaceRow]:
    """The rows of every sheet that lists organisations; Refused when there is none."""
    sheets = [table for table in tables if is_places(table)]
    if not sheets:
        raise Refused(NO_PLACES)
    return [row for table in sheets for row in _read_sheet(table)]


def _read_sheet(table: Table) -> list[PlaceRow]:
    found = find_header(table.rows, known(PLACES), 3)
    if found is None:
        return []
    index, columns = found
    where = letters(columns)
    rows = []
    for row in table.rows[index + 1 :]:
        cells = {name: row.cell(column) for column, name in columns.items()}
        if not is_blank(cells["full_name"]):
            rows.append(_read(Notes(table.name, row.number, where), cells))
    return rows


def _read(notes: Notes, cells: dict[str, Cell]) -> PlaceRow:
    full_name = without_blanks(clean_text(cells["full_name"]))
    short = without_blanks(clean_text(cells.get("short_name"))) or full_name
    fields: dict[str, Any] = {"full_name": full_name, "short_name": short, "name": short}
    kind = _kind(cells, notes)
    if kind:
        fields["kind"] = kind
    _read_more(fields, cells, notes)
    return PlaceRow(notes, without_blanks(clean_text(cells.get("parent"))), fields)


def _kind(cells: dict[str, Cell], notes: Notes) -> OrganisationKind | None:
    text = without_blanks(clean_text(cells["kind"]))
    kind = KIND_WORDS.get(text)
    if kind is None:
        notes.error(
            "kind",
            f"不认识组织类型“{text[:20]}”，可填：{'、'.join(OrganisationKind(k).label for k in OrganisationKind)}",
        )
    if kind is OrganisationKind.BRANCH:
        return FORM_WORDS.get(without_blanks(clean_text(cells.get("form"))).removesuffix("支部"), kind)
    return kind


def _read_more(fields: dict[str, Any], cells: dict[str, Cell], notes: Notes) -> None:
    sector = clean_text(cells.get("sector"))
    if sector:
        found = (value for signs, value in SECTOR_SIGNS if re.search(signs, sector))
        fields["sector"] = next(found, OrganisationSector.OTHER)
    founded = parse_date(cells.get("founded_on"))
    if not isinstance(founded, DateFault):
        fields["founded_on"] = founded
    elif founded.code != "empty":
        notes.error("founded_on", f"成立日期{founded.text}")
    remark, code = clean_text(cells.get("remark")), clean_text(cells.get("code")).upper()
    if remark:
        fields["remark"] = remark
        units = re.search(r"覆盖(\d+)个", remark)
        if units:
            fields["unit_count"] = int(units[1])
    if code:
        fields["code"] = code


def below(rows: list[PlaceRow], organisation: Organisation) -> list[PlaceRow]:
    """The rows that come to stand below an organisation, by the superiors they name."""
    names = {
        name for row in Organisation.objects.below(organisation) for name in (row.full_name, row.short_name)
    }
    kept: list[PlaceRow] = []
    waiting = list(rows)
    while nearer := [row for row in waiting if row.parent in names]:
        kept += nearer
        names |= {name for row in nearer for name in (row.full_name, str(row.fields["short_name"]))}
        waiting = [row for row in waiting if row not in nearer]
    return kept


@transaction.atomic
def save_places(rows: list[PlaceRow], top: Organisation | None, by: User | None) -> Planted:
    """Plant what is new, mend what is there (by full name); superiors may stand below their subordinates.

    `top` is the superior of rows that name none. Rows that cannot be placed are reported, the rest is saved.
    """
    done = Planted(rows=len(rows))
    tree = {row.full_name: row for row in Organisation.objects.select_for_update().order_by("path")}
    waiting = list(rows)
    while ready := [row for row in waiting if _is_ready(row, tree)]:
        settled = {id(row) for row in ready}
        waiting = [row for row in waiting if id(row) not in settled]
        for row in ready:
            _place(row, tree, top, by, done)
    for row in waiting:
        row.notes.error("parent", f"没有找到上级党组织“{row.parent}”，请核对名称，或先导入它")
    done.errors = [slip for row in rows for slip in row.notes.errors]
    return done


def _is_ready(row: PlaceRow, tree: dict[str, Organisation]) -> bool:
    """Level by level, so that codes among siblings follow the order of the file."""
    return (
        bool(row.notes.errors) or not row.parent or find_organisation(row.parent, tree.values()) is not None
    )


def _place(
    row: PlaceRow, tree: dict[str, Organisation], top: Organisation | None, by: User | None, done: Planted
) -> None:
    if row.notes.errors:
        return
    parent = find_organisation(row.parent, tree.values()) if row.parent else top
    there = tree.get(row.full_name)
    try:
        with transaction.atomic():
            if there is None:
                tree[row.full_name] = _plant(row, parent, tree, by, done)
            else:
                _mend(row, there, parent, by, done)
    except (Refusal, ValidationError) as refusal:
        row.notes.error("full_name", words_of(refusal))


def _plant(
    row: PlaceRow,
    parent: Organisation | None,
    tree: dict[str, Organisation],
    by: User | None,
    done: Planted,
) -> Organisation:
    fields = dict(row.fields)
    taken = {other.code for other in tree.values()}
    fields.setdefault("code", _free_code(f"{parent.code}-" if parent else "", taken, "{:02d}"))
    if len(fields["code"]) > LONGEST_CODE:
        raise Refusal.because(
            "code", f"代码“{fields['code']}”超过 {LONGEST_CODE} 位，请在“代码”一栏另填一个。"
        )
    planted = places.plant(by, parent=parent, **fields)
    done.created.append(planted)
    return planted


def _mend(
    row: PlaceRow, there: Organisation, parent: Organisation | None, by: User | None, done: Planted
) -> None:
    fields = dict(row.fields) | ({"parent": parent} if row.parent else {})
    changed = {name: value for name, value in fields.items() if getattr(there, name) != value}
    if not changed:
        done.unchanged += 1
        return
    for name, value in changed.items():
        setattr(there, name, value)
    places.settle(there, by)
    done.updated.append(there)


def words_of(refusal: Refusal | ValidationError) -> str:
    """The sentence of a refused write, for a line of the report."""
    return "；".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
