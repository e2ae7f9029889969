"""党员名册 as of a day: a workbook, and the same table printed. Phones are masked; no ID number, no address."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, TypeVar

from branchlife.kit import clock
from branchlife.kit.exports import Export, Media, Subject, register, safe_filename
from branchlife.kit.models import Dated
from branchlife.kit.templatetags.words import cn_plain, cn_time
from branchlife.kit.xlsx import Column, Sheet, Value, write_workbook
from members.access import Action, Actor
from members.exports.printing import print_sheets
from members.models import Member, Organisation
from members.vocabulary import MemberStatus, Post

COLUMNS = (
    Column("序号", 6, "int"),
    Column("姓名", 8),
    Column("性别", 6),
    Column("民族", 8),
    Column("出生日期", 12, "date"),
    Column("学历", 12),
    Column("学位", 10),
    Column("人员类别", 10),
    Column("所在党支部", 24),
    Column("党小组", 14),
    Column("党内职务", 12),
    Column("入党日期", 12, "date"),
    Column("转正日期", 12, "date"),
    Column("党龄", 6, "int"),
    Column("工作岗位", 16),
    Column("联系电话", 14),
    Column("党籍状态", 10),
    Column("是否失联", 14),
    Column("是否流动", 18),
    Column("备注", 18),
)
PARTS = (
    "categories",
    "statuses",
    "group_memberships__group",
    "appointments__organisation",
    "exemptions",
)
RANK = {post.value: number for number, post in enumerate(Post)}
NONE = "—"
MANAGED = (MemberStatus.LOST_CONTACT, MemberStatus.FLOATING)
D = TypeVar("D", bound=Dated)


def holding(rows: Iterable[D], day: date) -> list[D]:
    """The dated rows that hold on a day, of rows read before."""
    return [row for row in rows if row.start <= day and (row.end is None or row.end > day)]


def people(branch: Organisation, actor: Actor, day: date) -> list[Member]:
    """Whoever belonged to the branch on that day, by strokes; as far as this person may export them."""
    rows = Member.seen.allowed(actor, Action.ROSTER_EXPORT).of_branch(branch.pk, day)
    return list(rows.by_strokes().prefetch_related(*PARTS))


def row_of(number: int, member: Member, branch: Organisation, day: date) -> list[Value]:
    """One line of the roster; what is not known is a dash."""
    age = member.party_age(day)
    statuses = {row.status: row for row in holding(member.statuses.all(), day)}
    return [
        number,
        member.name,
        member.get_gender_display() or NONE,
        member.ethnicity or NONE,
        member.birth_date or NONE,
        member.education or NONE,
        member.degree or "无",
        _category(member, day),
        branch.full_name,
        "、".join(row.group.name for row in holding(member.group_memberships.all(), day)) or NONE,
        _posts(member, branch, day),
        member.joined_on or NONE,
        member.full_on if member.full_on and member.full_on <= day else NONE,
        NONE if age is None else age,
        member.job or NONE,
        member.masked_phone or NONE,
        "、".join(row.get_status_display() for key, row in statuses.items() if key not in MANAGED) or "正常",
        _yes(statuses.get(MemberStatus.LOST_CONTACT)),
        _yes(statuses.get(MemberStatus.FLOATING)),
        _remark(member, day),
    ]


def _category(member: Member, day: date) -> str:
    return "、".join(row.get_category_display() for row in holding(member.categories.all(), day)) or NONE


def _posts(member: Member, branch: Organisation, day: date) -> str:
    """Posts in the branch and its groups on that day, by rank."""
    held = [
        row
        for row in holding(member.appointments.all(), day)
        if branch.pk in (row.organisation_id, row.organisation.parent_id)
    ]
    return "、".join(row.get_post_display() for row in sorted(held, key=lambda row: RANK[row.post])) or NONE


def _yes(row: Any) -> str:
    """是（since when, and where to）."""
    if row is None:
        return "否"
    return f"是（{row.start:%Y-%m-%d}{'，' + row.note if row.note else ''}）"


def _remark(member: Member, day: date) -> str:
    grounds = [f"出勤豁免：{row.get_ground_display()}" for row in holding(member.exemptions.all(), day)]
    return "；".join(filter(None, [*grounds, member.remark])) or "无"


def roster_sheet(branch: Organisation, actor: Actor, day: date) -> Sheet:
    """The whole roster. Seven queries however many members."""
    rows = [row_of(at, member, branch, day) for at, member in enumerate(people(branch, actor, day), start=1)]
    return Sheet(
        title=f"{branch.full_name}党员名册",
        subtitle=f"截至{cn_plain(day)}　党员 {len(rows)} 名",
        columns=COLUMNS,
        rows=rows,
        name="党员名册",
    )


class BranchExport(Export):
    """A table about one organisation."""

    subject: ClassVar[Subject] = "branch"


class RosterExport(BranchExport):
    """What the workbook and the paper of the roster share. Options: `actor`, `day` (today unless named)."""

    title = "党员名册"
    action = Action.ROSTER_EXPORT

    def filename(self, subject: Organisation, **options: Any) -> str:
        """年度-支部简称-党员名册-截至日."""
        day: date = options.get("day") or clock.today()
        return safe_filename([day.year, subject.short_name, self.title, f"截至{day:%Y%m%d}"], self.media)

    def sheet(self, subject: Organisation, options: dict[str, Any]) -> Sheet:
        """The table."""
        return roster_sheet(subject, options["actor"], options.get("day") or clock.today())


@register
class Roster(RosterExport):
    """党员名册, a workbook."""

    identifier = "roster"
    media: ClassVar[Media] = "xlsx"

    def render(self, subject: Organisation, **options: Any) -> bytes:
        """One sheet."""
        sheet = self.sheet(subject, options)
        return write_workbook([sheet], sheet.title)


@register
class RosterPdf(RosterExport):
    """党员名册, printed."""

    identifier = "roster_pdf"
    media: ClassVar[Media] = "pdf"

    def render(self, subject: Organisation, **options: Any) -> bytes:
        """A4 landscape."""
        sheet = self.sheet(subject, options)
        moment = clock.now()
        return print_sheets([sheet], sheet.title, [f"生成时间 {cn_plain(moment)} {cn_time(moment)}"])
