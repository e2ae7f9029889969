"""A ledger against the roster of each day: who the names are, what is already stored, what does not fit."""

import difflib
import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from branchlife.kit.refusal import Refused
from branchlife.kit.workbook import Table
from meetings import regulations
from meetings.kinds import KINDS, MeetingKind, Scope
from meetings.ledger.names import Named
from meetings.ledger.oddities import PREFIX, mark_oddities
from meetings.ledger.rows import LedgerRow, Reading, read_ledger
from meetings.models import Meeting
from meetings.vocabulary import THERE
from members.eligibility import Facts, Standing, standing
from members.models import Appointment, Member, Organisation
from members.roster.faults import Slip
from members.roster.names import plain_name
from members.roster.places import find_group
from members.standing import branch_roll, facts_of
from members.vocabulary import MemberCategory, Post

REGULAR_GROUP = re.compile(r"第[一二三四五六七八九十]{1,2}党小组")
BECOMES_FULL = re.compile(r"转正|转为正式党员")


@dataclass
class Listed:
    """A name of the list with the member it means and the standing of that day."""

    named: Named
    member: Member
    standing: Standing


@dataclass
class Item:
    """One meeting of the file, ready to be stored."""

    row: LedgerRow
    start: datetime
    group: Organisation | None = None
    roll: list[Listed] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    host: Member | None = None
    recorder: Member | None = None
    is_stored: bool = False


@dataclass
class Plan:
    """What an import would do."""

    organisation: Organisation
    year: int
    meetings: int = 0
    items: list[Item] = field(default_factory=list)
    errors: list[Slip] = field(default_factory=list)
    remarks: list[Slip] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)

    @property
    def new(self) -> list[Item]:
        """To be stored."""
        return [item for item in self.items if not item.is_stored]

    @property
    def unchanged(self) -> list[Item]:
        """Stored by an earlier import."""
        return [item for item in self.items if item.is_stored]


def plan_ledger(tables: list[Table], branch: Organisation, year: int) -> Plan:
    """Read a ledger for one branch and one year. Writes nothing; Refused for what is no ledger of a branch."""
    if not branch.is_branch:
        raise Refused(f"{branch.short_name}不是党支部，台账须分支部导入。")
    reading = read_ledger(tables, year)
    mark_oddities(reading.rows)
    return _Planner(reading, branch, year).plan()


class _Planner:
    def __init__(self, reading: Reading, branch: Organisation, year: int) -> None:
        self.reading, self.branch, self.year = reading, branch, year
        self.groups = list(branch.children.order_by("path"))
        self.by_name: dict[str, list[Member]] = defaultdict(list)
        members = Member.objects.filter(memberships__branch=branch).distinct()
        for member in members.prefetch_related("group_memberships__group", "memberships").order_by("pk"):
            self.by_name[plain_name(member.name)].append(member)
        self.rolls: dict[date, dict[int, Standing]] = {}
        self.rules_on = regulations.rulebook([branch]).of(branch)
        self.stored = {
            (row.kind, row.group_id, row.start, row.title): row.is_imported
            for row in Meeting.objects.filter(branch=branch, year=year).order_by("pk")
        }
        self.held = {(kind, group, start) for kind, group, start, _ in self.stored}

    def plan(self) -> Plan:
        result = Plan(self.branch, self.year, len(self.reading.rows), ignored=self.reading.ignored)
        for row in self.reading.rows:
            item = self._item(row)
            if item is not None and not row.notes.errors:
                result.items.append(item)
        for row in self.reading.rows:
            result.errors += row.notes.errors
            result.remarks += row.notes.remarks
        return result

    def _item(self, row: LedgerRow) -> Item | None:
        item = Item(row, row.start) if row.start and not row.notes.errors else None
        if row.kind is MeetingKind.GROUP_MEETING:
            group = find_group(self.groups, row.group)
            if group is None and not REGULAR_GROUP.match(row.group):
                row.notes.error("group", f"支部之下没有“{row.group[:20]}”，请核对党小组名称")
            elif item:
                item.group = group
        if item is None:
            return None
        item.is_stored = self._check_stored(item)
        self._resolve(item)
        return item

    def _check_stored(self, item: Item) -> bool:
        row, group = item.row, item.group.pk if item.group else None
        imported = self.stored.get((row.kind, group, item.start, row.title[:120]))
        if imported:
            return True
        if imported is False or ((row.kind, group, item.start) in self.held and not self._is_imported(item)):
            row.notes.error("title", "同一时间的同类会议已在系统里登记，不再从台账导入")
        return False

    def _is_imported(self, item: Item) -> bool:
        group = item.group.pk if item.group else None
        return all(
            imported
            for (kind, place, start, _), imported in self.stored.items()
            if (kind, place, start) == (item.row.kind, group, item.start)
        )

    def _resolve(self, item: Item) -> None:
        row, day = item.row, item.row.day
        if day is None:
            return
        roll = self._roll(day)
        guests = {named.name for named in row.names if named.is_guest}
        for named in row.names:
            if named.is_guest:
                continue
            member = self._member(named, item, roll)
            if member is None:
                item.unknown.append(named.name)
            elif all(listed.member.pk != member.pk for listed in item.roll):
                item.roll.append(Listed(named, member, self._standing(member, item, day)))
        item.host, item.recorder = self._one(row.host), self._one(row.recorder)
        self._check_names(item)
        self._check_due(item, roll, guests)
        self._check_host(item, day)

    def _roll(self, day: date) -> dict[int, Standing]:
        if day not in self.rolls:
            floating = self.rules_on(day).floating_is_due
            roll = branch_roll(self.branch, day, floating_is_due=floating)
            self.rolls[day] = {listed.member.pk: listed.standing for listed in roll}
        return self.rolls[day]

    def _one(self, name: str) -> Member | None:
        same = self.by_name.get(name, [])
        return same[0] if len(same) == 1 else None

    def _member(self, named: Named, item: Item, roll: dict[int, Standing]) -> Member | None:
        """The member of a name; namesakes are told apart by the group behind the name, or by the group that meets."""
        same = self.by_name.get(plain_name(named.name), [])
        if len(same) > 1 and (named.group or item.group):
            same = [member for member in same if self._group_of(member, named.group, item.group)]
        if len(same) > 1:
            same = [member for member in same if member.pk in roll]
        return same[0] if len(same) == 1 else None

    def _group_of(self, member: Member, words: str, meeting: Organisation | None) -> bool:
        groups = [row.group for row in member.group_memberships.all()]
        return find_group(groups, words) is not None if words else meeting in groups

    def _standing(self, member: Member, item: Item, day: date) -> Standing:
        """That of the roll; who is not on the roll that day counts nowhere; who is only being confirmed has no vote."""
        told = self._roll(day).get(member.pk)
        if told is None:
            facts = facts_of([member], day).get(member.pk) or Facts(MemberCategory.PROBATIONARY)
            return replace(standing(facts), is_due=False, can_vote=False, can_elect=False)
        if not told.is_full or not _decides_on(item.row, member.name):
            return told
        item.row.notes.remark(
            "agenda",
            f"名册上{member.name}此前已是正式党员，本次会议才讨论其转正：这次会议按预备党员存入；"
            "请在名册“转正批准日期”一栏补上级批准的日期后再导入一次名册",
        )
        return standing(Facts(MemberCategory.PROBATIONARY))

    def _check_names(self, item: Item) -> None:
        listed = {entry.named.name for entry in item.roll}
        for name in item.unknown:
            near = difflib.get_close_matches(
                name, [known for known in self.by_name if known not in listed], 1, 0.6
            )
            hint = f"，是否应为“{near[0]}”" if near else ""
            why = (
                "名册里有几名同名党员，请在名字后注明组别" if self.by_name.get(name) else "名册里没有这个名字"
            )
            item.row.notes.remark("names", f"{PREFIX}“{name}”{why}{hint}；会议照存，这个名字记在留痕里")
        gone = [
            e.member.name
            for e in item.roll
            if e.member.pk not in self._roll_of(item) and e.named.state in THERE
        ]
        if gone:
            item.row.notes.remark("names", f"{PREFIX}{'、'.join(gone)}当日不在名册上，仍写成到会")

    def _roll_of(self, item: Item) -> dict[int, Standing]:
        return self._roll(item.row.day) if item.row.day else {}

    def _check_due(self, item: Item, roll: dict[int, Standing], guests: set[str]) -> None:
        """应到 against the roster of that day, give or take those who joined on it and who came without being due."""
        row = item.row
        if KINDS[row.kind].scope is not Scope.ROSTER or row.due is None or not roll:
            return
        due = {pk for pk, told in roll.items() if told.is_due}
        extra = sum(entry.member.pk not in due for entry in item.roll)
        joined = {
            m.pk for same in self.by_name.values() for m in same if _began(m, row.day) or m.name in guests
        }
        least, most = len(due - joined), len(due) + extra
        if not least <= row.due <= most and not any("应到写" in slip.message for slip in row.notes.remarks):
            row.notes.remark("due", f"{PREFIX}应到写 {row.due} 人，按当日名册为 {least} 人")

    def _check_host(self, item: Item, day: date) -> None:
        row, host = item.row, item.host
        if host is None or row.kind not in (MeetingKind.BRANCH_COMMITTEE, MeetingKind.GROUP_MEETING):
            return
        by_right = Post.GROUP_LEADER if row.kind is MeetingKind.GROUP_MEETING else Post.SECRETARY
        place = item.group if row.kind is MeetingKind.GROUP_MEETING else self.branch
        holders = Appointment.objects.filter(organisation=place, post=by_right).on(day)
        chairs = set(holders.values_list("member_id", flat=True))
        there = {entry.member.pk for entry in item.roll if entry.named.state in THERE}
        if chairs & there and host.pk not in chairs:
            row.notes.remark(
                "host", f"{PREFIX}主持人{host.name}不是{by_right.label}，{by_right.label}到会，没有委托说明"
            )


def _decides_on(row: LedgerRow, name: str) -> bool:
    """Whether this assembly decides that the person becomes a full member (发展细则 2026 第三十二、三十三条)."""
    if row.kind is not MeetingKind.BRANCH_ASSEMBLY:
        return False
    pieces = re.split(r"[；;。\n]", row.agenda)
    return any(name in piece and BECOMES_FULL.search(piece) for piece in pieces)


def _began(member: Member, day: date | None) -> bool:
    return any(row.start == day for row in member.memberships.all())
