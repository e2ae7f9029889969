"""选举结果批复：after filing the superior approves 书记、副书记, takes note of 委员; only then do posts change."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from branchlife.kit import clock
from branchlife.kit.problems import Problem, Refusal
from meetings.lifecycle.elections import APPROVED_POSTS, BASIS
from meetings.lifecycle.table import locked
from meetings.models import Candidate, Election, Meeting, MeetingEvent
from meetings.regulations import rules_for
from members import succession
from members.models import Appointment, User
from members.vocabulary import AppointmentMode, Post


def needs_approval(post: Post) -> bool:
    """书记、副书记 are approved; 委员 are reported for the record."""
    return post in APPROVED_POSTS


def awaiting(meetings: QuerySet[Meeting]) -> QuerySet[Election]:
    """The first rounds of the elections of some meetings whose elected have not taken office yet."""
    elected = Candidate.objects.filter(
        is_elected=True, appointment=None, election__agenda_item__meeting__in=meetings
    )
    rows = Election.objects.filter(agenda_item__meeting__in=meetings, previous=None, approved_on=None)
    return (
        rows.filter(agenda_item__elections__in=elected.values("election"))
        .select_related("agenda_item__meeting")
        .order_by("agenda_item__meeting__start", "pk")
        .distinct()
    )


def all_elected(election: Election) -> list[Candidate]:
    """Everybody elected to the post under this topic, round by round."""
    rows = Candidate.objects.filter(
        election__agenda_item=election.agenda_item_id, election__post=election.post, is_elected=True
    )
    return list(rows.select_related("member", "appointment").order_by("election__round", "pk"))


@transaction.atomic
def approve(
    election: Election,
    doc: str,
    day: date,
    by: User | None,
    mode: AppointmentMode = AppointmentMode.ELECTED,
) -> list[Appointment]:
    """Enter the answer from above; the elected take office and those before them leave it.

    书记、副书记 begin on the day of approval, 委员 on that of the election, and with 换届 a new term. The filed record
    stays as it is: the answer is appended to it. The same answer pressed twice is one.
    """
    meeting = locked(election.agenda_item.meeting)
    rounds = list(
        Election.objects.select_for_update().filter(agenda_item=election.agenda_item_id, post=election.post)
    )
    elected, post = all_elected(election), Post(election.post)
    _refuse_early(meeting, elected)
    answered = next((row for row in rounds if row.approved_on), None)
    if answered is not None:
        return _once_more(answered, elected, doc, day)
    _refuse_answer(post, meeting, doc, day)
    start = day if needs_approval(post) else meeting.day
    people = [one.member for one in elected]
    made = succession.take_office(meeting.branch, post, people, start, by, mode, doc)
    for one, appointment in zip(elected, made, strict=True):
        one.appointment, one.changed_by = appointment, by
        one.save(update_fields=["appointment", "changed_by", "changed_at"])
    if mode is AppointmentMode.ELECTED:
        _begin_term(meeting, post, max(row.seats for row in rounds), by)
    for row in rounds:
        row.approval_doc, row.approved_on, row.changed_by = doc, day, by
        row.save(update_fields=["approval_doc", "approved_on", "changed_by", "changed_at"])
    _leave_trace(meeting, post, elected, doc, by)
    return made


def _begin_term(meeting: Meeting, post: Post, seats: int, by: User | None) -> None:
    """换届：任期 by the rules of the day and the sort of branch; the seats are those of the commissioners."""
    years = dict(rules_for(meeting.branch, meeting.day).term_years)
    known = seats if post is Post.COMMITTEE_MEMBER else None
    succession.begin_term(meeting.branch, meeting.day, years.get(meeting.branch.sector, 0), known, by)


def _refuse_early(meeting: Meeting, elected: Sequence[Candidate]) -> None:
    if not meeting.is_locked:
        raise Refusal.because("not-filed", "请先把会议记录备案，再登记选举结果的批复。")
    if not elected:
        raise Refusal.because("nobody", "这次选举没有人当选，不用登记批复。")


def _once_more(row: Election, elected: Iterable[Candidate], doc: str, day: date) -> list[Appointment]:
    """The appointments that were made, for the same answer given again; another answer is refused."""
    if (row.approval_doc, row.approved_on) != (doc, day):
        known = f"{row.approval_doc or '报备'} {row.approved_on:%Y-%m-%d}"
        text = f"已登记批复（{known}），任职已更新；有误的请用“更正”追加说明。"
        raise Refusal.because("approved", text, field="doc")
    return [one.appointment for one in elected if one.appointment is not None]


def _refuse_answer(post: Post, meeting: Meeting, doc: str, day: date) -> None:
    found = []
    if needs_approval(post) and not doc:
        found.append(Problem("doc", f"{post.label}须经上级批准，请填写批复文号", BASIS, "doc"))
    if not meeting.day <= day <= clock.today():
        text = f"日期须在选举那天（{meeting.day:%Y-%m-%d}）到今天之间"
        found.append(Problem("day", text, "", "day"))
    if found:
        raise Refusal(*found)


def _leave_trace(
    meeting: Meeting, post: Post, elected: Sequence[Candidate], doc: str, by: User | None
) -> None:
    names = "、".join(one.member.name for one in elected)
    word = "上级批复" if needs_approval(post) else "报上级备案"
    note = f"选举结果{word}：{post.label}{names}{f'（{doc}）' if doc else ''}"
    MeetingEvent.objects.create(
        meeting=meeting,
        from_state=meeting.state,
        to_state=meeting.state,
        by=by,
        at=clock.now(),
        note=note[:300],
    )
