"""What comes back when a near-tie was put before the superior, perhaps long after the record was filed."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from branchlife.kit.problems import Refusal
from meetings.lifecycle.filing import correct
from meetings.lifecycle.table import locked, touched
from meetings.models import Meeting, Motion
from meetings.vocabulary import MotionResult
from members.models import User


def unanswered(meetings: QuerySet[Meeting]) -> QuerySet[Motion]:
    """The votes of these meetings that lie before the superior, without an answer; with topic and meeting."""
    rows = Motion.objects.filter(agenda_item__meeting__in=meetings, result=MotionResult.REFERRED_UP)
    return (
        rows.filter(referral_answer="")
        .select_related("agenda_item__meeting")
        .order_by("agenda_item__meeting__start", "agenda_item__order", "pk")
    )


@transaction.atomic
def answer_referral(motion: Motion, doc: str, answer: str, on: date | None, by: User | None) -> Motion:
    """Note the document by which a near-tie was put before the superior, and what came back.

    After filing the record itself stays as it was filed: the answer is appended to it as a dated correction as well.
    """
    row = locked(motion.agenda_item.meeting)
    motion = Motion.objects.select_related("agenda_item").get(pk=motion.pk)
    if motion.result != MotionResult.REFERRED_UP:
        raise Refusal.because("not-referred", "这次表决没有报上级裁决，不用登记答复。", field="answer")
    if answer.strip() and on is None:
        raise Refusal.because("answered-on", "请写上级答复的日期。", field="answered_on")
    was = _answer_words(motion)
    motion.referral_doc, motion.referral_answer = doc.strip(), answer.strip()
    motion.referral_answered_on, motion.changed_by = (on if answer.strip() else None), by
    now = _answer_words(motion)
    if now == was:
        return motion
    _tell(row, motion, was, now, by)
    motion.save()
    return motion


def _tell(row: Meeting, motion: Motion, was: str, now: str, by: User | None) -> None:
    if not row.is_locked:
        touched(row, by)
        return
    if not now:
        raise Refusal.because(
            "emptied", "备案后已登记的请示和答复不能清空；写错的，请改成对的。", field="answer"
        )
    field = f"“{motion.agenda_item.title}”的上级裁决"[:40]
    correct(row, field, was, now, "备案后收到请示文号或上级答复", by)


def _answer_words(motion: Motion) -> str:
    doc = f"请示文号 {motion.referral_doc}" if motion.referral_doc else ""
    day = motion.referral_answered_on
    answer = f"{day:%Y-%m-%d} 上级答复：{motion.referral_answer}" if motion.referral_answer and day else ""
    return "；".join(filter(None, (doc, answer)))
