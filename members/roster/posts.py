"""Appointments (sheet 任职) and the division into groups (sheet 党小组编组): read, resolve, save."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from branchlife.kit import clock
from branchlife.kit.cells import DateFault, clean_text, find_header, is_blank, parse_date, without_blanks
from branchlife.kit.problems import Refusal
from branchlife.kit.refusal import Refused
from branchlife.kit.workbook import Cell, Table
from members import transfers
from members.access import Action
from members.log import note
from members.models import Appointment, Member, Organisation, User
from members.roster.faults import Notes, Slip, letters
from members.roster.headers import GROUPS, POSTS, known
from members.roster.names import plain_name
from members.roster.places import (
    Finder,
    below,
    find_group,
    is_places,
    plant_group,
    read_places,
    save_places,
    words_of,
)
from members.roster.terms import enter_terms, last_days
from members.vocabulary import AppointmentMode, Post

NO_POSTS = (
    "没有找到“任职”或“党小组编组”的表头（姓名、职务、党组织、任职日期；姓名、党组织、党小组）。"
    "请核对是否选错了文件。"
)
POST_SIGNS = (
    (r"副书记$", Post.DEPUTY_SECRETARY),
    (r"纪(检|委)(委员|书记)$", Post.DISCIPLINE_COMMISSIONER),
    (r"组织委员$", Post.ORGANISATION_COMMISSIONER),
    (r"宣传委员$", Post.PUBLICITY_COMMISSIONER),
    (r"书记$", Post.SECRETARY),
    (r"小?组长$", Post.GROUP_LEADER),
    (r"委员$", Post.COMMITTEE_MEMBER),
)
MODE_SIGNS = (
    ("指定", AppointmentMode.DESIGNATED),
    ("补选", AppointmentMode.BY_ELECTED),
    ("代理", AppointmentMode.ACTING),
)
Outcome = str  # "created", "updated" or "unchanged"


@dataclass
class PostRow:
    """One row of either sheet with what it was resolved to."""

    notes: Notes
    name: str
    tail: str
    organisation: str
    group: str = ""
    posts: list[Post] = field(default_factory=list)
    mode: AppointmentMode = AppointmentMode.ELECTED
    start: date | None = None
    last_day: date | None = None
    doc: str = ""
    place: Organisation | None = None
    member: Member | None = None

    @property
    def is_appointment(self) -> bool:
        """A row of 任职."""
        return bool(self.posts)

    @property
    def words(self) -> str:
        """What the row says, for the preview."""
        if not self.is_appointment:
            return f"编入{self.group}"
        posts = "、".join(post.label for post in self.posts)
        place = self.group or (self.place.short_name if self.place else "")
        since = f"{self.start:%Y-%m-%d} 起" if self.start else ""
        return f"{place}{posts}，{since}" + (f"，{self.last_day:%Y-%m-%d} 届满" if self.last_day else "")


@dataclass
class Assigned:
    """What became of the file."""

    posts: int = 0
    groups: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    errors: list[Slip] = field(default_factory=list)
    outcomes: list[tuple[PostRow, Outcome]] = field(default_factory=list)

    def told(self, outcome: Outcome) -> list[tuple[str, int, str, str]]:
        """Sheet, row, name and words of the rows with an outcome."""
        return [
            (row.notes.sheet, row.notes.row, row.name, row.words)
            for row, became in self.outcomes
            if became == outcome
        ]


def read_posts(tables: list[Table]) -> list[PostRow]:
    """The rows of all sheets of both sorts; Refused when there is none."""
    rows, found_any = [], False
    for table in tables:
        for fields, needed, read in (
            (POSTS, {"name", "post", "organisation", "start"}, _read_post),
            (GROUPS, {"name", "organisation", "group"}, _read_group),
        ):
            found = find_header(table.rows, known(fields), 3)
            if found is not None and needed <= set(found[1].values()):
                found_any = True
                rows += _read_sheet(table, found, read)
                break
    if not found_any:
        raise Refused(NO_POSTS)
    return rows


def _read_sheet(
    table: Table,
    found: tuple[int, dict[int, str]],
    read: Callable[[Notes, dict[str, Cell]], PostRow],
) -> list[PostRow]:
    index, columns = found
    where = letters(columns)
    rows = []
    for row in table.rows[index + 1 :]:
        cells = {name: row.cell(column) for column, name in columns.items()}
        if not is_blank(cells["name"]) and not is_blank(cells["organisation"]):
            rows.append(read(Notes(table.name, row.number, where), cells))
    return rows


def _base(notes: Notes, cells: dict[str, Cell]) -> PostRow:
    row = PostRow(
        notes,
        plain_name(cells["name"]),
        without_blanks(clean_text(cells.get("tail"))).upper(),
        without_blanks(clean_text(cells["organisation"])),
        doc=clean_text(cells.get("doc"))[:60],
    )
    row.start = _day(notes, "start", "任职日期", cells.get("start"))
    return row


def _read_group(notes: Notes, cells: dict[str, Cell]) -> PostRow:
    row = _base(notes, cells)
    row.group = without_blanks(clean_text(cells["group"]))
    if not row.group:
        notes.error("group", "没有填党小组")
    return row


def _read_post(notes: Notes, cells: dict[str, Cell]) -> PostRow:
    row = _base(notes, cells)
    words = without_blanks(clean_text(cells["post"]))
    row.mode = next((mode for sign, mode in MODE_SIGNS if sign in words), AppointmentMode.ELECTED)
    row.posts = [post for part in re.split("[兼、，,]", _bare(words)) if (post := post_of(part)) is not None]
    row.last_day = _day(notes, "end", "届满日期", cells.get("end"))
    if not row.posts:
        notes.error("post", f"看不出是什么职务：“{words[:20]}”；可填{'、'.join(post.label for post in Post)}")
    if Post.GROUP_LEADER in row.posts:
        row.group = _bare(words).removesuffix("组长")
        row.group += "" if row.group.endswith("组") else "组"
    if row.start is None and not notes.errors:
        notes.error("start", "没有填任职日期")
    if row.start and row.last_day and row.last_day <= row.start:
        notes.error("end", "届满日期须晚于任职日期，请核对")
    return row


def _bare(words: str) -> str:
    return re.sub(r"[（(][^）)]*[）)]", "", words)


def post_of(words: str) -> Post | None:
    """支部书记、党委书记 → 书记; 总支委员 → 委员; 第一党小组组长 → 党小组组长."""
    return next((post for sign, post in POST_SIGNS if re.search(sign, words)), None)


def _day(notes: Notes, name: str, label: str, cell: Cell) -> date | None:
    day = parse_date(cell)
    if not isinstance(day, DateFault):
        return day
    if day.code != "empty":
        notes.error(name, f"{label}{day.text}")
    return None


class People:
    """Members below an organisation by name, past ones included, with the paths of their branches."""

    def __init__(self, organisation: Organisation) -> None:
        tree = Organisation.objects.below(organisation).branches().order_by("path")
        self.by_name: dict[str, list[tuple[str, Member]]] = defaultdict(list)
        members = (
            Member.objects.filter(memberships__branch__in=tree)
            .distinct()
            .prefetch_related("memberships__branch")
            .order_by("pk")
        )
        for member in members:
            for path in {row.branch.path for row in member.memberships.all()}:
                self.by_name[member.name].append((path, member))

    def find(self, row: PostRow, place: Organisation) -> Member | None:
        """The one member below the organisation with this name; an error on the row otherwise."""
        same = self.by_name[row.name]
        fits = {member.pk: member for path, member in same if path.startswith(place.path)}
        found = list(fits.values())
        if len(found) > 1 and row.tail:
            found = [member for member in found if member.id_number.endswith(row.tail)]
        if len(found) == 1:
            return found[0]
        if not found:
            row.notes.error("name", f"{place.short_name}的名册里没有{row.name}，请核对姓名，或先导入名册")
        else:
            row.notes.error("name", f"{place.short_name}有 {len(found)} 名{row.name}，请补填身份证后四位")
        return None


def _resolve(rows: Sequence[PostRow], organisation: Organisation) -> None:
    finder = Finder(Organisation.objects.below(organisation).order_by("path"))
    people = People(organisation)
    for row in rows:
        place = finder.find(row.organisation)
        if place is None:
            where = organisation.short_name
            row.notes.error("organisation", f"在{where}范围内没有找到“{row.organisation[:40]}”，请核对名称")
            continue
        if row.group and not place.is_branch:
            row.notes.error("organisation", f"{place.short_name}不是党支部，不设党小组")
            continue
        row.place = place
        row.member = people.find(row, place)


@transaction.atomic
def save_posts(
    tables: list[Table],
    organisation: Organisation,
    by: User | None = None,
    request: HttpRequest | None = None,
    *,
    with_places: bool = False,
) -> Assigned:
    """Save every right row; the same file twice changes nothing. Groups that are missing are planted.

    `with_places` also plants the organisations of a sheet 党组织: for the command, whose hand is the administrator's.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    done = Assigned()
    if with_places and any(is_places(table) for table in tables):
        rows_below = below(read_places(tables), organisation)
        done.errors += save_places(rows_below, organisation, by).errors
    rows = read_posts(tables)
    _resolve(rows, organisation)
    ends = last_days([row for row in rows if row.is_appointment])
    for row in rows:
        outcome = _save(row, ends.get(id(row)), by)
        if outcome:
            done.outcomes.append((row, outcome))
            setattr(done, outcome, getattr(done, outcome) + 1)
    enter_terms([row for row in rows if row.is_appointment and not row.notes.errors], by)
    done.posts = sum(row.is_appointment for row in rows)
    done.groups = len(rows) - done.posts
    done.errors += [slip for row in rows for slip in row.notes.errors]
    note(request, Action.ROSTER_IMPORT, organisation, rows=done.created + done.updated, user=by)
    return done


def preview_posts(tables: list[Table], organisation: Organisation) -> Assigned:
    """What `save_posts` would do, by doing it and taking everything back."""
    with transaction.atomic():
        done = save_posts(tables, organisation)
        transaction.set_rollback(True)
    return done


def _save(row: PostRow, end: date | None, by: User | None) -> Outcome:
    if row.notes.errors or row.member is None or row.place is None:
        return ""
    try:
        with transaction.atomic():
            if row.is_appointment:
                return _appoint(row, row.member, row.place, end, by)
            return _assign(row, row.member, row.place, by)
    except (Refusal, ValidationError) as refusal:
        row.notes.error("name", words_of(refusal))
        return ""


def _appoint(row: PostRow, member: Member, place: Organisation, end: date | None, by: User | None) -> Outcome:
    outcomes = []
    for post in row.posts:
        where = plant_group(place, row.group, by) if post is Post.GROUP_LEADER else place
        outcomes.append(_one_post(row, member, where, post, end, by))
    return next((word for word in ("created", "updated") if word in outcomes), "unchanged")


def _one_post(
    row: PostRow, member: Member, where: Organisation, post: Post, end: date | None, by: User | None
) -> Outcome:
    if row.start is None:
        return "unchanged"
    stored = Appointment.objects.filter(member=member, organisation=where, post=post, start=row.start).first()
    if stored is not None and (stored.end == end or end is None):
        return "unchanged"
    if stored is not None and stored.end is None and end is not None:
        transfers.end_period(stored, end, by)
        return "updated"
    transfers.appoint(member, where, post, row.start, end, by, row.mode, row.doc)
    return "created"


def _assign(row: PostRow, member: Member, branch: Organisation, by: User | None) -> Outcome:
    group = plant_group(branch, row.group, by)
    current = member.group_memberships.open().select_related("group").first()
    if current is not None and find_group([current.group], row.group) == group:
        return "unchanged"
    membership = member.memberships.filter(branch=branch).open().first()
    if membership is None:
        raise Refusal.because("not-on-roll", f"{member.name}已不在{branch.short_name}的名册上，不能编组")
    start = row.start or (clock.today() if current else membership.start)
    transfers.assign_group(member, group, start, by)
    return "updated" if current else "created"
