"""What is printed of a poll: slips to cut, the blank 测评票 for paper, the result in stroke order as PDF and Excel."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from branchlife.kit import clock, exports
from branchlife.kit.exports import Export, Media, Subject, register, safe_filename
from branchlife.kit.pdf import render_pdf
from branchlife.kit.templatetags.words import cn_date, percent1
from branchlife.kit.xlsx import Column, Sheet, Value, write_workbook
from meetings.exports.common import stamp
from meetings.models import Attendance
from meetings.regulations import rules_of
from meetings.slips import codes
from meetings.slips.lifecycle.opening import Printed
from meetings.slips.models import Poll, Question
from meetings.slips.vocabulary import PollState
from meetings.vocabulary import AppraisalGrade, VoteProfile
from members.access import Action
from members.exports.printing import print_sheets
from members.vocabulary import MemberCategory

MEDIA_WORDS = {"pdf": "PDF", "xlsx": "Excel"}
SIGNATURES = ("监票人签字", "计票人签字", "书记签字", "支部（盖章）", "日期")


def printed_slips(poll: Poll, made: Printed, address: str) -> bytes:
    """Slips to cut, and on a sheet of its own the key for the scrutineers. Neither is kept anywhere."""
    context = {
        "poll": poll,
        "branch": poll.meeting.branch.full_name,
        "address": address,
        "slips": [codes.grouped(code, 3) for code in made.codes],
        "key": codes.grouped(made.key, 4),
        "day": cn_date(poll.meeting.start),
        "footer": [],
    }
    return render_pdf("exports/slips.html", context, title=f"{poll.title}电子票")


def in_strokes(poll: Poll) -> list[Question]:
    """The questions: people in stroke order, anything else in the order asked. Never by votes."""
    rows = list(poll.questions.select_related("member").order_by("order"))
    return sorted(
        rows, key=lambda row: (row.member.stroke_order, row.order) if row.member else ("", row.order)
    )


def result_rows(poll: Poll) -> list[tuple[str, list[int]]]:
    """Each question with the votes for each option and the abstentions."""
    return [(row.text, [*(row.votes or []), row.abstain or 0]) for row in in_strokes(poll)]


def file_name(poll: Poll, title: str, media: str) -> str:
    """年度-支部简称-表名-日期, without any name of a person."""
    meeting = poll.meeting
    return safe_filename(
        [str(meeting.year), meeting.branch.short_name, title, f"{meeting.day:%Y%m%d}"], media
    )


class PollPaper(Export):
    """A form about one poll. `applies` says whether there is anything to print yet."""

    action: ClassVar[str] = Action.MEETING_EDIT
    subject: ClassVar[Subject] = "poll"

    @property
    def label(self) -> str:
        """As it stands on the page."""
        return f"{self.title}（{MEDIA_WORDS[self.media]}）"

    def applies(self, poll: Poll) -> bool:
        """Whether it can be made of this poll now."""
        return poll.state == PollState.CLOSED

    def filename(self, subject: Poll, **options: Any) -> str:
        """年度-支部简称-表名-日期."""
        return file_name(subject, self.title, self.media)


def forms_for(poll: Poll) -> list[PollPaper]:
    """The forms that can be made of a poll now."""
    known = [one for one in exports.all_for("poll") if isinstance(one, PollPaper)]
    return [one for one in known if one.applies(poll)]


@register
class PaperBallot(PollPaper):
    """民主测评票 for paper: A4 landscape, no number, no mark."""

    identifier = "appraisal_ballot"
    title = "民主测评票"
    media: ClassVar[Media] = "pdf"

    def applies(self, poll: Poll) -> bool:
        """Of a 测评, whatever its state: paper is the way out when the tablet fails."""
        return poll.profile == VoteProfile.G_APPRAISAL

    def render(self, subject: Poll, **options: Any) -> bytes:
        """One ballot, to be copied."""
        graded = in_strokes(subject)
        known = {row.member_id for row in graded}
        rows = subject.meeting.attendances.filter(category=MemberCategory.PROBATIONARY).select_related(
            "member"
        )
        probationary = [
            row.member for row in rows.order_by("member__stroke_order") if row.member_id not in known
        ]
        context = {
            "headline": [subject.meeting.branch.full_name, subject.title],
            "grades": subject.options,
            "graded": [row.text for row in graded],
            "ungraded": [member.name for member in probationary],
            "footer": [],
        }
        return render_pdf("exports/appraisal_ballot.html", context, title=f"{subject.title}测评票")


SUMMARY_TAIL = (
    Column("组织评定等次", 12),
    Column("主要问题、帮改措施", 30),
    Column("处置文号", 14),
    Column("反馈日期", 12),
)


def summary_sheet(poll: Poll) -> Sheet:
    """民主评议汇总表: the votes as counted; what the branch decides afterwards is left to be filled in."""
    roll = {row.member_id: row for row in poll.meeting.attendances.order_by("pk")}
    columns = [
        Column("序号", 6, "int"),
        Column("姓名", 12),
        Column("类别", 8),
        *(Column(f"{grade}票", 9, "int") for grade in poll.options),
        Column("弃权", 8, "int"),
        *SUMMARY_TAIL,
    ]
    rows: list[list[Value]] = [
        [
            number,
            row.text,
            _category(roll.get(row.member_id or 0)),
            *(row.votes or []),
            row.abstain,
            "",
            "",
            "",
            "",
        ]
        for number, row in enumerate(in_strokes(poll), start=1)
    ]
    return Sheet(_title(poll), _counted(poll) + _cap(poll, roll), columns, rows, name="民主评议汇总表")


def _category(row: Attendance | None) -> str:
    return MemberCategory(row.category).label[:2] if row else "—"


def _cap(poll: Poll, roll: dict[int, Attendance]) -> str:
    """优秀上限, in whole numbers: q×优秀 ≤ p×base. Only where that grade is given."""
    if AppraisalGrade.EXCELLENT.label not in poll.options:
        return ""
    rules = rules_of(poll.meeting)
    share = rules.review_excellent_cap
    words, base = {
        "expected": ("应参评", poll.eligible_count or 0),
        "roster": ("在册党员", len(roll)),
    }.get(rules.review_excellent_base, ("到会正式党员", _full_present(roll)))
    most = share.numerator * base // share.denominator
    return f"　优秀不超过 {most} 名（{words} {base} 名的 {share}）"


def _full_present(roll: Mapping[int, Attendance]) -> int:
    return sum(row.is_there and row.category == MemberCategory.FULL for row in roll.values())


def question_sheet(poll: Poll) -> Sheet:
    """Any other poll: the questions as asked."""
    columns = [
        Column("序号", 6, "int"),
        Column("问题", 48),
        *(Column(option, 12, "int") for option in poll.options),
        Column("弃权", 10, "int"),
    ]
    rows: list[list[Value]] = [
        [number, text, *votes] for number, (text, votes) in enumerate(result_rows(poll), start=1)
    ]
    return Sheet(_title(poll), _counted(poll), columns, rows, name="结果")


def _title(poll: Poll) -> str:
    return f"{poll.meeting.branch.full_name}{poll.title}结果汇总表"


def _counted(poll: Poll) -> str:
    words = [
        f"日期：{cn_date(poll.meeting.start)}", f"应参加 {poll.eligible_count}", f"到会 {poll.present_count}",
        f"发出 {poll.issued_count}", f"收回 {poll.cast_count}",
        f"有效 {poll.valid_count}", f"无效 {poll.invalid_count}",
    ]  # fmt: skip
    if poll.profile == VoteProfile.G_APPRAISAL:
        words.append(f"参评率 {percent1(poll.cast_count, poll.eligible_count)}")
    return "　".join([*words, f"监票人：{poll.scrutineers}"])


def sheet_of(poll: Poll) -> Sheet:
    """The table of a poll."""
    return summary_sheet(poll) if poll.profile == VoteProfile.G_APPRAISAL else question_sheet(poll)


def _to_be_filled_in(sheet: Sheet) -> Sheet:
    """On paper an empty cell gets a dash; these are left for a pen."""
    rows = [["\u3000" if value == "" else value for value in row] for row in sheet.rows]
    return replace(sheet, rows=rows)


@register
class SummaryPdf(PollPaper):
    """结果汇总表, printed with places for signatures."""

    identifier = "poll_summary_pdf"
    title = "结果汇总表"
    media: ClassVar[Media] = "pdf"

    def render(self, subject: Poll, **options: Any) -> bytes:
        """A4 landscape."""
        sheet = _to_be_filled_in(sheet_of(subject))
        foot = [f"无记名电子投票　生成时间 {stamp(clock.now())}"]
        return print_sheets([sheet], sheet.title, foot, signatures=SIGNATURES)


@register
class SummaryWorkbook(PollPaper):
    """The same as a workbook."""

    identifier = "poll_summary"
    title = "结果汇总表"
    media: ClassVar[Media] = "xlsx"

    def render(self, subject: Poll, **options: Any) -> bytes:
        """One sheet."""
        sheet = sheet_of(subject)
        return write_workbook([sheet], sheet.title)
