"""党员点题: what members want to have talked about is put on an agenda or answered; nothing is lost on the way."""

from datetime import date

from django.db import transaction

from branchlife.kit import clock
from branchlife.kit.problems import Refusal
from meetings.lifecycle.agenda import add_topic, still_to_come
from meetings.models import Meeting, TopicSuggestion
from meetings.vocabulary import AgendaCategory
from members.models import Member, Organisation, User


@transaction.atomic
def enter(
    branch: Organisation,
    content: str,
    by: User | None,
    *,
    raised_by: Member | None = None,
    raised_on: date | None = None,
) -> TopicSuggestion:
    """Put a concern into the box of a branch, as secretary or recorder; without `raised_by` it bears no name."""
    day, words = raised_on or clock.today(), content.strip()
    if not words:
        raise Refusal.because("empty", "请写明想议什么。", field="content")
    if day > clock.today():
        raise Refusal.because("future", "提出日期不能晚于今天。", field="raised_on")
    if not branch.is_branch:
        raise Refusal.because("no-branch", "点题登记在党支部。")
    same = TopicSuggestion.objects.filter(branch=branch, content=words, raised_on=day, raised_by=raised_by)
    before = same.order_by("pk").first()
    return before or TopicSuggestion.objects.create(
        branch=branch, content=words, raised_by=raised_by, raised_on=day, created_by=by, changed_by=by
    )


def enter_own(member: Member, content: str, by: User | None, *, is_named: bool) -> TopicSuggestion:
    """As a member oneself. Without a name neither the member nor the account is kept: nobody can tell afterwards."""
    place = member.memberships.on(clock.today()).select_related("branch").first()
    if place is None:
        raise Refusal.because("no-branch", "您的组织关系眼下不在一个支部，请联系支部书记。")
    if is_named:
        return enter(place.branch, content, by, raised_by=member)
    return enter(place.branch, content, None)


def _locked(suggestion: TopicSuggestion) -> TopicSuggestion:
    rows = TopicSuggestion.objects.select_for_update(of=("self",))
    return rows.select_related("branch", "agenda_item__meeting__group").get(pk=suggestion.pk)


@transaction.atomic
def adopt(suggestion: TopicSuggestion, meeting: Meeting, by: User | None, title: str = "") -> TopicSuggestion:
    """Put a concern on the agenda of a meeting of its branch that is still to come. Pressed twice, adopted once.

    `title` are the words of the topic; empty, those of the member.
    """
    meeting_row, row = still_to_come(meeting), _locked(suggestion)
    if meeting_row.branch_id != row.branch_id:
        raise Refusal.because("other-branch", "只能列入本支部的会议。")
    if row.agenda_item is not None and row.is_on_agenda:
        if row.agenda_item.meeting_id == meeting_row.pk:
            return row
        raise Refusal.because("adopted", f"这一条已经列在{row.agenda_item.meeting}的议题里。")
    row.agenda_item = add_topic(meeting_row, title.strip() or row.content, AgendaCategory.OTHER, by)
    row.changed_by = by
    row.save(update_fields=["agenda_item", "changed_by", "changed_at"])
    return row


@transaction.atomic
def answer(
    suggestion: TopicSuggestion, words: str, by: User | None, answered_on: date | None = None
) -> TopicSuggestion:
    """Answer with words, adopted or not; a later answer replaces the one before."""
    row, day, text = _locked(suggestion), answered_on or clock.today(), words.strip()
    if not text:
        raise Refusal.because("empty", "请写明答复的内容。", field="answer")
    if not row.raised_on <= day <= clock.today():
        raise Refusal.because("day", "答复日期须在提出以后、今天以前。", field="answered_on")
    row.answer, row.answered_on, row.changed_by = text, day, by
    row.save(update_fields=["answer", "answered_on", "changed_by", "changed_at"])
    return row
