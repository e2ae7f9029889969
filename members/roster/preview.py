"""What an import would do, before it does it: new, changed (old → new), unchanged, in conflict, wrong."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from branchlife.kit import clock
from branchlife.kit.crypto import mask_email, mask_id, mask_phone
from branchlife.kit.parts import Change
from branchlife.kit.refusal import Refused
from branchlife.kit.workbook import Table
from members.models import Member, Organisation
from members.roster.faults import Slip
from members.roster.headers import LABELS
from members.roster.matching import Ambiguous, Stored, last, running
from members.roster.person import RosterRow, column_of
from members.roster.places import Finder, find_group
from members.roster.rows import Reading, read_roster
from members.roster.states import Fact, StateRow
from members.vocabulary import MemberCategory

NO_BRANCH = "名册没有“所在党支部”一栏，无法知道党员归哪个支部。请补上这一栏，或分支部导入。"
MASKS = {"id_number": mask_id, "phone": mask_phone, "email": mask_email}


@dataclass
class Item:
    """One person of the file: the row, the branch, the stored member if any, and what changes."""

    row: RosterRow
    branch: Organisation
    member: Member | None = None
    changes: list[Change] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    is_listed: bool = True

    @property
    def is_new(self) -> bool:
        """Not stored yet."""
        return self.member is None


@dataclass
class Plan:
    """The groups of the preview. `wrong` and `conflicts` are not saved; `remarks` do not stand in the way."""

    organisation: Organisation
    members: int = 0
    items: list[Item] = field(default_factory=list)
    wrong: list[Slip] = field(default_factory=list)
    conflicts: list[Slip] = field(default_factory=list)
    remarks: list[Slip] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)

    @property
    def new(self) -> list[Item]:
        """People to be entered."""
        return [item for item in self.items if item.is_new]

    @property
    def changed(self) -> list[Item]:
        """Members about whom something changes."""
        return [item for item in self.items if not item.is_new and item.changes]

    @property
    def unchanged(self) -> list[Item]:
        """Members of the roster about whom everything is stored already."""
        return [item for item in self.items if not item.is_new and not item.changes and item.is_listed]

    @property
    def errors(self) -> list[Slip]:
        """Everything that keeps a row from being saved, in the order of the file."""
        return sorted([*self.wrong, *self.conflicts], key=lambda slip: (slip.sheet, slip.row, slip.column))


def plan_roster(tables: list[Table], organisation: Organisation) -> Plan:
    """Read a file against what is stored below an organisation. Writes nothing; Refused when it is no roster."""
    reading = read_roster(tables)
    return _Planner(reading, organisation).plan()


class _Planner:
    def __init__(self, reading: Reading, organisation: Organisation) -> None:
        self.reading, self.organisation = reading, organisation
        if not reading.has_branch and not organisation.is_branch:
            raise Refused(NO_BRANCH)
        self.tree = list(Organisation.objects.below(organisation).order_by("path"))
        self.branches = [row for row in self.tree if row.is_branch]
        self.finder = Finder(self.branches)
        numbers = [row.id_number for row in reading.rows] + [state.id_number for state in reading.states]
        self.stored = Stored(self.branches, numbers)
        self.result = Plan(organisation, len(reading.rows), ignored=reading.ignored)
        self.seen: dict[str, RosterRow] = {}
        self.taken: dict[int, RosterRow] = {}
        self.persons: dict[str, Item] = {}

    def plan(self) -> Plan:
        for row in self.reading.rows:
            item = self._item(row)
            if item is not None:
                self.result.items.append(item)
        for item in reversed(self.result.items):
            self.persons[item.row.name] = item
            self.persons[item.row.id_number or item.row.name] = item
        for state in self.reading.states:
            self._attach(state)
        for item in self.result.items:
            self._compare(item)
        self.result.items = [item for item in self.result.items if not item.row.is_wrong]
        for notes in [row.notes for row in self.reading.rows] + [s.notes for s in self.reading.states]:
            self.result.wrong += notes.errors
            self.result.remarks += notes.remarks
        return self.result

    def _item(self, row: RosterRow) -> Item | None:
        branch = self._branch(row)
        self._check_twice(row, branch)
        if row.is_wrong or branch is None:
            return None
        try:
            member = self.stored.find(row, branch)
        except Ambiguous as several:
            row.notes.error("name", str(several))
            return None
        if member is not None and not self._take(member, row):
            return None
        item = Item(row, branch, member)
        if member is not None and (conflict := self._conflict(item, member)):
            self.result.conflicts.append(conflict)
            return None
        return item

    def _branch(self, row: RosterRow) -> Organisation | None:
        if not row.branch:
            if self.organisation.is_branch:
                return self.organisation
            row.notes.error("branch", "没有填所在党支部")
            return None
        branch = self.finder.find(row.branch)
        if branch is None:
            where = self.organisation.short_name
            row.notes.error(
                "branch", f"在{where}范围内没有找到“{row.branch[:40]}”，请核对支部名称，或先建立这个支部"
            )
        return branch

    def _check_twice(self, row: RosterRow, branch: Organisation | None) -> None:
        """Within the file: the same number twice, or the same name twice with nothing to tell them apart."""
        born, joined = row.details.get("birth_date"), row.details.get("joined_on")
        key = row.id_number or f"{branch and branch.pk}|{row.name}|{born}|{joined}"
        other = self.seen.setdefault(key, row)
        if other is row or not row.name:
            return
        if row.id_number:
            row.notes.error("id_number", f"与{other.name}的证件号码相同（第 {other.notes.row} 行），请核对")
        else:
            row.notes.error("name", f"与第 {other.notes.row} 行同名，又都没有证件号码，无法分清，请补填")

    def _take(self, member: Member, row: RosterRow) -> bool:
        other = self.taken.setdefault(member.pk, row)
        if other is not row:
            row.notes.error("name", f"与第 {other.notes.row} 行{other.name}是同一名党员，请删去多余的一行")
        return other is row

    def _conflict(self, item: Item, member: Member) -> Slip | None:
        """What the file says against what is stored, and an import may not decide."""
        row, current = item.row, running(member)
        if current is not None and current.branch_id != item.branch.pk:
            within = any(branch.pk == current.branch_id for branch in self.branches)
            where = current.branch.short_name if within else "另一个支部"
            return _slip(row, "branch", f"{row.name}已在{where}的名册上，请先办理组织关系转接")
        if current is None and row.left_on is None:
            return _slip(row, "name", f"{row.name}已不在名册上；如是转回或恢复党籍，请到党员页面办理")
        before = last(member)
        if current is None and before is not None and before.end != row.left_on:
            return _slip(row, "exit", f"库中减少日期是 {before.end:%Y-%m-%d}，与表中不同，请核对")
        stored = _category(member)
        if stored == MemberCategory.FULL and row.category is MemberCategory.PROBATIONARY:
            return _slip(row, "category", f"库中{row.name}已是正式党员，表中写预备党员，请核对")
        return None

    def _attach(self, state: StateRow) -> None:
        """Give a dated state to the person it speaks of: a row of the file, else a stored member."""
        if state.fact is None:
            return
        item = self.persons.get(state.id_number) or self.persons.get(state.name)
        if item is not None and item.row.id_number in ("", state.id_number or item.row.id_number):
            item.facts.append(state.fact)
            return
        row = RosterRow(state.notes, state.name, {"name": state.name}, branch=state.branch)
        if state.id_number:
            row.details["id_number"] = state.id_number
        branch = self._branch(row)
        try:
            member = self.stored.find(row, branch) if branch else None
        except Ambiguous as several:
            state.notes.error("name", str(several))
            return
        if branch and member:
            facts = [state.fact]
            item = Item(RosterRow(state.notes, state.name), branch, member, facts=facts, is_listed=False)
            self.result.items.append(item)
        elif branch:
            state.notes.error("name", f"没有导入{state.name}本人（名册里没有或那一行有错），这一条也没有存入")

    def _compare(self, item: Item) -> None:
        if item.is_listed:
            self._add_running(item)
        if item.member is None:
            return
        item.changes = list(_changes(item, item.member))
        left_on = _left_on(item)
        missing = [fact for fact in item.facts if not fact.is_entered(item.member, left_on)]
        item.facts = missing
        item.changes += [Change(fact.words, "", _span_words(fact.start, fact.end)) for fact in missing]

    def _add_running(self, item: Item) -> None:
        """是否失联、是否流动 say nothing of a day: when no dated state does, the day of the import is taken."""
        if item.row.left_on:
            return
        for status in item.row.running:
            told = any(fact.same == (("status", status),) for fact in item.facts)
            stored = item.member is not None and any(
                row.status == status and row.end is None for row in item.member.statuses.all()
            )
            if not told and not stored:
                today = clock.today()
                item.facts.append(Fact("statuses", (("status", status),), today, None, (), status.label))
                name = "floating" if status == "floating" else "lost_contact"
                item.row.notes.remark(
                    name, f"{status.label}没有起始日期，暂按导入当日 {today:%Y-%m-%d} 登记，请到党员页面改正"
                )


def _slip(row: RosterRow, name: str, message: str) -> Slip:
    return Slip(row.notes.sheet, row.notes.row, row.notes.columns.get(name, ""), message)


def _category(member: Member) -> str:
    rows = sorted(member.categories.all(), key=lambda row: row.start)
    return rows[-1].category if rows else ""


def _full_since(member: Member) -> date | None:
    rows = (row.start for row in member.categories.all() if row.category == MemberCategory.FULL)
    return next(rows, None)


def _left_on(item: Item) -> date | None:
    if item.row.left_on:
        return item.row.left_on
    before = last(item.member) if item.member else None
    return before.end if before else None


def _changes(item: Item, member: Member) -> Iterator[Change]:
    for name, value in item.row.details.items():
        was = getattr(member, name)
        if was != value:
            label = str(column_of(name).verbose_name)
            yield Change(label, _words(name, was), _words(name, value))
    category = item.row.category
    if category is not None and (was_category := _category(member)) != category:
        yield Change(LABELS["category"], MemberCategory(was_category).label, category.label)
    if item.row.approved_on and (since := _full_since(member)) not in (None, item.row.approved_on):
        yield Change(LABELS["approved_on"], _words("", since), _words("", item.row.approved_on))
    if item.row.group:
        held = next((row.group for row in member.group_memberships.all() if row.end is None), None)
        if held is None or find_group([held], item.row.group) is None:
            yield Change(LABELS["group"], held.short_name if held else "", item.row.group)
    if item.row.left_on and running(member) is not None and item.row.exit_kind:
        yield Change(LABELS["exit"], "", f"{item.row.exit_kind.label} {item.row.left_on:%Y-%m-%d}")


def _words(name: str, value: Any) -> str:
    if value in (None, ""):
        return ""
    if name in MASKS:
        return MASKS[name](str(value))
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    return getattr(value, "label", None) or _choice(name, value)


def _choice(name: str, value: Any) -> str:
    return str(dict(column_of(name).flatchoices).get(value, value))


def _span_words(start: date, end: date | None) -> str:
    return f"{start:%Y-%m-%d} 起" if end is None else f"{start:%Y-%m-%d} 至 {end:%Y-%m-%d}（不含）"
