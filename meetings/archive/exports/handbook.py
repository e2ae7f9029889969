"""“我是共产党员”纪实手册: one booklet for a member and a year, from what the records say (forms.md, section 10).

Dates and facts only: no marks, no comparison, no photographs, no identity or telephone number. A part of which nothing
is recorded prints 无. Both sign on paper.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from branchlife.kit import clock
from branchlife.kit.exports import safe_filename
from branchlife.kit.pdf import ARCHIVAL, render_pdf
from branchlife.kit.periods import Span
from branchlife.kit.templatetags.words import cn_plain, or_none
from meetings.exports.common import ordinal_words, stamp
from meetings.kinds import KINDS, MeetingKind
from meetings.models import Attendance, Lecture, Resolution
from meetings.models.meeting import CLOSE_KINDS
from meetings.regulations import rules_for
from meetings.vocabulary import THERE, AttendanceState, ResolutionState
from members.access import Action, Actor
from members.models import Member, Organisation
from members.vocabulary import Post

OATH = (
    "我志愿加入中国共产党，拥护党的纲领，遵守党的章程，履行党员义务，执行党的决定，严守党的纪律，保守党的秘密，"
    "对党忠诚，积极工作，为共产主义奋斗终身，随时准备为党和人民牺牲一切，永不叛党。"
)
COUNTED = (
    ("到会", THERE),
    ("请假", (AttendanceState.LEAVE,)),
    ("缺席", (AttendanceState.ABSENT,)),
    ("豁免及其他", (AttendanceState.EXEMPT, AttendanceState.HOME_STUDY, AttendanceState.ELSEWHERE)),
)
Line = tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """One part: its heads with their widths in per cent, its lines, and a line of sums."""

    title: str
    heads: tuple[tuple[str, int], ...]
    lines: Sequence[Line] = ()
    sums: str = ""


def rolls_of(actor: Actor, action: Action, member: Member, year: int) -> list[Attendance]:
    """The member's lines on the rolls of a year, as far as this person may see them. Two queries."""
    rows = Attendance.seen.allowed(actor, action).called().filter(member=member, meeting__year=year)
    rows = rows.select_related("meeting__branch", "meeting__group", "meeting__gathering", "meeting__lecture")
    return list(rows.order_by("meeting__start", "pk").distinct())


def branch_of(member: Member, year: int) -> Organisation | None:
    """The branch of the last day of the year (of today, while it runs), else the last one there was."""
    span = Span.year(year)
    day = min(span.last, clock.today())
    rows = member.memberships.filter(start__lte=day).select_related("branch").order_by("-start")
    found = rows.first()
    return found.branch if found else None


def booklet(member: Member, year: int, rolls: list[Attendance]) -> bytes:
    """The booklet as PDF/A."""
    branch = branch_of(member, year)
    words = {
        "member": member,
        "year": year,
        "branch": branch,
        "oath": OATH,
        "basics": basics(member, year, branch),
        "sections": sections(member, year, branch, rolls),
        "summary": summary(rolls, member, year, branch),
        "footer": [f"{year}年纪实手册　生成时间 {stamp(clock.now())}"],
    }
    title = f"{member.name}{year}年党员纪实手册"
    return render_pdf("exports/handbook.html", words, title=title, variant=ARCHIVAL)


def file_name(member: Member, year: int, branch: Organisation | None) -> str:
    """年度-支部简称-党员纪实手册-姓名: the only paper that bears a name (forms.md, section 3)."""
    place = branch.short_name if branch else ""
    return safe_filename([year, place, "党员纪实手册", member.name], "pdf")


def basics(member: Member, year: int, branch: Organisation | None) -> list[tuple[str, str]]:
    """一、基本信息, as on the last day of the year."""
    span = Span.year(year)
    day = min(span.last, clock.today())
    group = member.group_memberships.on(day).select_related("group").first()
    posts = member.appointments.crossing(span.first, span.last).in_order()
    age = member.party_age(day)
    return [
        ("姓名", member.name),
        ("性别", or_none(member.get_gender_display())),
        ("民族", or_none(member.ethnicity)),
        ("出生日期", cn_plain(member.birth_date) or "无"),
        ("学历", or_none(member.education)),
        ("入党日期", cn_plain(member.joined_on) or "无"),
        ("转正日期", cn_plain(member.full_on) or "无"),
        ("党龄", "无" if age is None else f"{age} 年"),
        ("党支部", branch.full_name if branch else "无"),
        ("党小组", group.group.name if group else "无"),
        ("党内职务", "、".join(dict.fromkeys(Post(row.post).label for row in posts)) or "无"),
        ("工作岗位", or_none(member.job)),
    ]


def sections(
    member: Member, year: int, branch: Organisation | None, rolls: list[Attendance]
) -> list[Section]:
    """Parts two to twelve, in the order of the form."""
    taught = lectures_of(member, year)
    return [
        life(rolls),
        study(rolls, branch, year),
        Section(
            "四、讲党课",
            (("日期", 20), ("课题", 44), ("听课对象", 24), ("学时", 12)),
            [
                (
                    cn_plain(row.meeting.start),
                    or_none(row.topic),
                    row.meeting.branch.short_name,
                    _hours(row.hours),
                )
                for row in taught
            ],
        ),
        Section("五、谈心谈话", (("日期", 24), ("谈话类别", 36), ("对方", 40))),
        owned(member, year, branch),
        Section("七、设岗定责", (("岗位", 24), ("职责", 40), ("述职", 18), ("考核", 18))),
        Section("八、目标管理", (("目标项", 40), ("时限", 20), ("半年", 20), ("年终", 20))),
        Section("九、为民服务", (("日期", 20), ("事项", 44), ("结果", 36))),
        Section("十、反映群众意见", (("收到日期", 20), ("内容", 50), ("答复日期", 30))),
        Section("十一、党费", (("缴至年月", 100),)),
        Section("十二、民主评议", (("等次", 30), ("帮改措施", 40), ("反馈日期", 30))),
    ]


def life(rolls: list[Attendance]) -> Section:
    """二、参加组织生活: a line for each meeting, sums by kind."""
    heads = (("日期", 20), ("会议", 22), ("主题", 28), ("本人", 13), ("补课日期", 17))
    lines = [
        (
            cn_plain(row.meeting.start),
            ordinal_words(row.meeting).removeprefix(f"{row.meeting.year}年"),
            or_none(row.meeting.gathering.theme),
            row.get_state_display(),
            cn_plain(row.makeup_on) or "—",
        )
        for row in rolls
    ]
    by_kind: dict[str, list[Attendance]] = {}
    for row in rolls:
        by_kind.setdefault(row.meeting.kind, []).append(row)
    sums = "；".join(
        f"{KINDS[kind].short}：{counts(by_kind[kind])}" for kind in MeetingKind if kind in by_kind
    )
    return Section("二、参加组织生活", heads, lines, sums)


def counts(rolls: Iterable[Attendance]) -> str:
    """应参加 5，到会 4，请假 1，缺席 0: facts, no rate."""
    rows = list(rolls)
    found = Counter(row.state for row in rows)
    due = sum(row.is_due for row in rows)
    return f"应参加 {due}，" + "，".join(
        f"{word} {sum(found[state] for state in states)}" for word, states in COUNTED
    )


def study(rolls: list[Attendance], branch: Organisation | None, year: int) -> Section:
    """三、学习与学时: the lectures heard whose hours were kept."""
    heard = [row for row in rolls if row.is_there and _lecture(row) is not None]
    lines = [
        (cn_plain(row.meeting.start), or_none(_lecture(row).topic), "党课", _hours(_lecture(row).hours))
        for row in heard
    ]
    due = rules_for(branch, date(year, 12, 31)).study_hours_member if branch else None
    sums = f"合计 {_hours(hours_of(heard)) if heard else '0'} 学时" + (
        f"；全年应有 {due} 学时" if due else ""
    )
    return Section("三、学习与学时", (("日期", 20), ("内容", 48), ("形式", 18), ("学时", 14)), lines, sums)


def _lecture(row: Attendance) -> Any:
    return getattr(row.meeting, "lecture", None)


def hours_of(rows: Iterable[Attendance]) -> Decimal:
    """The hours that were kept of the lectures heard."""
    return sum((_lecture(row).hours or Decimal() for row in rows if _lecture(row)), Decimal())


def _hours(hours: Decimal | None) -> str:
    return f"{hours:.1f}" if hours else "无"


def lectures_of(member: Member, year: int) -> list[Lecture]:
    """What the member taught."""
    rows = member.lectures.filter(meeting__year=year, meeting__due_count__isnull=False)
    return list(rows.select_related("meeting__branch").order_by("meeting__start", "pk"))


def owned(member: Member, year: int, branch: Organisation | None) -> Section:
    """六、承办决议. Resolutions name people in words: where there is a namesake the part is left to the hand."""
    heads = (("事项", 52), ("时限", 18), ("办到哪一步", 14), ("完成日期", 16))
    if branch is None:
        return Section("六、承办决议", heads)
    if Member.seen.filter(name=member.name, memberships__branch=branch).exclude(pk=member.pk).exists():
        return Section("六、承办决议", heads, sums="支部有同名党员，系统分不清，请手填。")
    lines = [
        (row.text, cn_plain(row.due_on) or "无", row.get_state_display(), cn_plain(row.done_on) or "—")
        for row in resolutions_of(member, year, branch)
    ]
    return Section("六、承办决议", heads, lines)


def resolutions_of(member: Member, year: int, branch: Organisation) -> list[Resolution]:
    """Those of the branch's records of a year in which the member is named, the small circle's apart."""
    rows = Resolution.seen.standing().filter(meeting__branch=branch, meeting__year=year)
    rows = rows.filter(responsible__contains=member.name).exclude(meeting__kind__in=CLOSE_KINDS)
    return [row for row in rows.order_by("meeting__start", "pk") if member.name in row.owners]


def summary(rolls: list[Attendance], member: Member, year: int, branch: Organisation | None) -> str:
    """十三、全年小结: the facts in one line."""
    heard = [row for row in rolls if row.is_there]
    parts = [counts(rolls), f"听课 {_hours(hours_of(heard))} 学时".replace("无 学时", "0 学时")]
    parts.append(f"讲党课 {len(lectures_of(member, year))} 次")
    if branch is not None:
        found = resolutions_of(member, year, branch)
        done = sum(row.state == ResolutionState.DONE for row in found)
        parts.append(f"承办决议 {len(found)} 件，办结 {done} 件")
    return "；".join(parts) + "。"


def members_of(branch: Organisation, year: int, actor: Actor) -> list[Member]:
    """Who belonged to the branch in the year, in stroke order, as far as this person keeps the roll."""
    span = Span.year(year)
    held = branch.memberships.crossing(span.first, span.last).values("member")
    return list(
        Member.seen.allowed(actor, Action.ATTENDANCE_NAMES).filter(pk__in=held).distinct().by_strokes()
    )
