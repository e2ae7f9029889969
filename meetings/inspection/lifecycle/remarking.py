"""批注: an inspector's words beside a record, and the answer of the branch. Neither is ever rewritten."""

from django.db import transaction

from branchlife.kit import clock
from branchlife.kit.problems import Refusal
from meetings.inspection.models import Remark
from meetings.models import Meeting
from members.models import User


@transaction.atomic
def remark(meeting: Meeting, words: str, by: User) -> Remark:
    """Refuses a record that has not been held: there is nothing to remark yet."""
    if not words.strip():
        raise Refusal.because("text", "请写批注。", field="text")
    if not meeting.is_held:
        raise Refusal.because("not-held", "会议还没有开，没有记录可以批注。")
    return Remark.objects.create(meeting=meeting, text=words.strip(), by=by, at=clock.now())


@transaction.atomic
def answer(remark: Remark, words: str, by: User) -> Remark:
    """Once. Refuses an empty one."""
    row = Remark.objects.select_for_update().get(pk=remark.pk)
    if not words.strip():
        raise Refusal.because("answer", "请写答复。", field="answer")
    if row.answered_at is not None:
        raise Refusal.because("answered", "这一条已经答复过了。")
    row.answer, row.answered_by, row.answered_at = words.strip(), by, clock.now()
    row.save()
    return row
