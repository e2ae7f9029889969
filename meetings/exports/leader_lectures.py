"""领导干部讲党课登记 (forms §13): the lectures of a year, and what is asked of each leader; workbook and paper."""

from typing import Any, ClassVar

from branchlife.kit import clock
from branchlife.kit.exports import Export, Media, Subject, register, safe_filename
from branchlife.kit.xlsx import Column, Sheet, Value, write_workbook
from meetings.exports.common import stamp
from meetings.leader_lectures import Account, Entry, LeaderYear, leader_year
from members.access import Action, Actor
from members.exports.printing import print_sheets
from members.models import Organisation

COLUMNS = (
    Column("序号", 6, "int"),
    Column("授课人及职务", 26),
    Column("课题", 32),
    Column("报告党委日期", 12, "date"),
    Column("报告对象", 16),
    Column("讲课日期", 12, "date"),
    Column("听课支部或小组", 20),
    Column("听课人数", 9, "int"),
    Column("学时", 7, "hours"),
    Column("讲稿存档", 12, "date"),
    Column("本年第几次", 10, "int"),
    Column("年度应讲次数", 12, "int"),
)
ACCOUNTS = (
    Column("序号", 6, "int"),
    Column("姓名", 10),
    Column("单位、职务", 30),
    Column("组织", 20),
    Column("应讲", 8, "int"),
    Column("已讲", 8, "int"),
    Column("到基层应讲", 11, "int"),
    Column("到基层已讲", 11, "int"),
    Column("还差", 24),
)


def row_of(number: int, entry: Entry) -> list[Value]:
    """One line of the register, its columns in the order of the form."""
    lecture, meeting, leader = entry.lecture, entry.meeting, entry.leader
    title = lecture.lecturer_title or leader.title
    reported = lecture.pre_reported_at
    return [
        number,
        f"{leader.name}（{title}）" if title else leader.name,
        lecture.topic,
        clock.local_date(reported) if reported else None,
        lecture.reported_to,
        meeting.day,
        str(meeting.group or meeting.branch),
        meeting.present_count,
        float(lecture.hours) if lecture.hours is not None else None,
        lecture.archived_on,
        entry.number or None,
        leader.rules.leader_lecture_min,
    ]


def account_row(number: int, one: Account) -> list[Value]:
    """What one leader owes and gave."""
    leader, rules = one.leader, one.leader.rules
    asked = [rules.leader_lecture_min, one.given.lectures, rules.visiting_lecture_min, one.given.visits]
    return [number, leader.name, leader.title, str(leader.home), *asked, one.short]


def sheets_of(place: Organisation, year: int, actor: Actor) -> list[Sheet]:
    """The register, and the accounts. A lecture still to come has no number yet."""
    found: LeaderYear = leader_year(actor, place, year)
    subtitle = f"填报单位：{place.full_name}　期间：{year}年　截至：{stamp(clock.now())[:-6]}"
    lines = [row_of(at, entry) for at, entry in enumerate(found.entries, start=1)]
    held = sum(bool(entry.number) for entry in found.entries)
    total: list[Value] = [None, f"合计 {held} 次", *[None] * 10]
    title, second = (f"{place.full_name}{year}年{words}" for words in (TITLE, "领导干部讲党课应讲与已讲"))
    rows = [account_row(at, one) for at, one in enumerate(found.accounts, start=1)]
    return [
        Sheet(title, subtitle, COLUMNS, lines, total, name="讲课登记", freeze="A4"),
        Sheet(second, subtitle, ACCOUNTS, rows, name="应讲与已讲", freeze="A4"),
    ]


TITLE = "领导干部讲党课登记"


class LeaderLectureExport(Export):
    """What the workbook and the paper share. Options: `actor`, `year`."""

    title = TITLE
    action: ClassVar[str] = Action.REGISTER_EXPORT
    subject: ClassVar[Subject] = "branch_year"

    def filename(self, subject: Organisation, **options: Any) -> str:
        """年度-组织简称-领导干部讲党课登记-全年."""
        return safe_filename([options["year"], subject.short_name, self.title, "全年"], self.media)


@register
class LeaderLectureRegister(LeaderLectureExport):
    """领导干部讲党课登记, a workbook."""

    identifier = "leader_lectures"
    media: ClassVar[Media] = "xlsx"

    def render(self, subject: Organisation, **options: Any) -> bytes:
        """Both sheets."""
        sheets = sheets_of(subject, options["year"], options["actor"])
        return write_workbook(sheets, sheets[0].title)


@register
class LeaderLectureRegisterPdf(LeaderLectureExport):
    """领导干部讲党课登记, printed on A4 landscape."""

    identifier = "leader_lectures_pdf"
    media: ClassVar[Media] = "pdf"

    def render(self, subject: Organisation, **options: Any) -> bytes:
        """The same tables as in the workbook."""
        sheets = sheets_of(subject, options["year"], options["actor"])
        return print_sheets(sheets, sheets[0].title, [f"生成时间 {stamp(clock.now())}"])
