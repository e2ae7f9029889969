"""领导干部讲党课: the content reported beforehand, the outline kept, the day on which the papers were put away."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from branchlife.kit import clock
from branchlife.kit.problems import Problem, Refusal
from branchlife.kit.templatetags.words import cn_day
from meetings.lifecycle.table import editable, locked, touched
from meetings.models import GuestLecturer, Lecture, Meeting
from meetings.regulations import rules_of
from meetings.rules.leaders import BASIS, report_due
from members.models import TraitPeriod, User
from members.vocabulary import MemberTrait


@dataclass(frozen=True)
class LecturePapers:
    """What belongs to a lecture besides its topic: prior report (moment, to whom), outline."""

    pre_reported_at: datetime | None = None
    reported_to: str = ""
    outline: str = ""


def _lecture(row: Meeting) -> Lecture:
    lecture = Lecture.objects.select_for_update(of=("self",)).filter(meeting=row).first()
    if lecture is None:
        raise Refusal.because("no-lecture", "这次会议不是党课。")
    return lecture


@transaction.atomic
def set_papers(meeting: Meeting, papers: LecturePapers, by: User | None) -> Lecture:
    """Write the prior report and the outline before filing. A report is prior: before the lecture and not to come."""
    row = editable(meeting)
    lecture, at = _lecture(row), papers.pre_reported_at
    if at is not None and at >= row.start:
        raise Refusal.because(
            "report-late", "课前报告须在讲课以前；讲过以后才报的，不填课前报告。", field="pre_reported_at"
        )
    if at is not None and at > clock.now():
        raise Refusal.because("report-future", "报告时间还没有到，报过以后再填。", field="pre_reported_at")
    if at is not None and not papers.reported_to.strip():
        raise Refusal.because("report-whom", "请填写报告给谁。", field="reported_to")
    lecture.pre_reported_at, lecture.reported_to = at, papers.reported_to.strip() if at else ""
    lecture.outline, lecture.changed_by = papers.outline.strip(), by
    lecture.save(update_fields=["pre_reported_at", "reported_to", "outline", "changed_by", "changed_at"])
    touched(row, by)
    return lecture


@transaction.atomic
def put_away(meeting: Meeting, archived_on: date | None, by: User | None) -> Lecture:
    """Note the day on which the papers were put away; it is no part of what is filed and may come later."""
    row = locked(meeting)
    lecture = _lecture(row)
    if archived_on is not None and not row.is_held:
        raise Refusal.because("not-held", "还没有讲，讲过以后再填存档日期。", field="archived_on")
    if archived_on is not None and not row.day <= archived_on <= clock.today():
        raise Refusal.because("day", "存档日期须在讲课当天以后、今天以前。", field="archived_on")
    lecture.archived_on, lecture.changed_by = archived_on, by
    lecture.save(update_fields=["archived_on", "changed_by", "changed_at"])
    return lecture


def is_by_leader(lecture: Lecture, meeting: Meeting) -> bool:
    """Whether a leading cadre gives it: by trait of that day, or registered as one by this body or one above."""
    if lecture.lecturer_id is not None:
        rows = TraitPeriod.objects.on(meeting.day)
        return rows.filter(member=lecture.lecturer_id, trait=MemberTrait.LEADING_CADRE).exists()
    name = lecture.lecturer_name.strip()
    guests = GuestLecturer.objects.of_use_to(meeting.branch).filter(name=name, is_leader=True)
    return bool(name) and guests.exists()


def problems_of_lecture(meeting: Meeting) -> list[Problem]:
    """A leader's lecture whose content was not reported, or not in time. Never blocks. No query for other kinds."""
    lecture: Lecture | None = getattr(meeting, "lecture", None)
    if lecture is None or not lecture.lecturer_words or not is_by_leader(lecture, meeting):
        return []
    due = report_due(meeting.day, rules_of(meeting).lecture_report_days)
    if lecture.pre_reported_at is None:
        text = f"领导干部讲党课，课前报告没有填（应在{cn_day(due)}以前报告）"
    elif clock.local_date(lecture.pre_reported_at) > due:
        text = f"领导干部讲党课，内容应在{cn_day(due)}以前报告，实际{cn_day(lecture.pre_reported_at)}报告"
    else:
        return []
    return [Problem("lecture-report", text, BASIS, "lecture_topic", blocks=False)]
