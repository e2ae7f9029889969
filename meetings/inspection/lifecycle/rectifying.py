"""整改: the inspector asks for it by a day, the branch answers, the inspector looks again."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from branchlife.kit import clock
from branchlife.kit.problems import Refusal
from meetings.inspection.lifecycle.deciding import decide
from meetings.inspection.models import Finding, Rectification
from meetings.inspection.vocabulary import OWED, FindingState, RectificationState
from members.models import User


@dataclass(frozen=True)
class Answer:
    """What the branch says it did, who answers for it, when it was done, and by what that is seen."""

    measure: str
    responsible: str
    done_on: date
    evidence: str = ""


def may_demand(finding: Finding) -> bool:
    """Whether something may be asked for: it was confirmed, and nothing is asked yet."""
    return finding.state == FindingState.CONFIRMED and not hasattr(finding, "rectification")


@transaction.atomic
def demand(finding: Finding, words: str, due_on: date, by: User) -> Rectification:
    """要求整改 of a finding that was confirmed (属实), once. Refuses a day that lies behind us."""
    row = Finding.objects.select_for_update().get(pk=finding.pk)
    if not words.strip():
        raise Refusal.because("demand", "请写明要改什么、改成怎样。", field="demand")
    if due_on < clock.today():
        raise Refusal.because("due", "整改期限不能早于今天。", field="due_on")
    if not may_demand(row):
        raise Refusal.because(
            "state", f"这一条{row.get_state_display()}，只有认定属实、还没有要求过的才能要求整改。"
        )
    return Rectification.objects.create(
        finding=row, demand=words.strip(), due_on=due_on, created_by=by, changed_by=by
    )


@transaction.atomic
def report(rectification: Rectification, answer: Answer, by: User) -> Rectification:
    """回复整改. May be given again until the inspector has looked; refuses a day that has not come."""
    row = Rectification.objects.select_for_update().get(pk=rectification.pk)
    if row.state == RectificationState.VERIFIED:
        raise Refusal.because("verified", "这一条已经复核，不用再回复。")
    if answer.done_on > clock.today():
        raise Refusal.because("done", "完成日期不能晚于今天；还没有改完的，改完再回复。", field="done_on")
    row.measure, row.responsible = answer.measure.strip(), answer.responsible.strip()
    row.done_on, row.evidence = answer.done_on, answer.evidence.strip()
    row.verified_by = row.verified_at = None
    row.state, row.reported_at, row.changed_by = RectificationState.REPORTED, clock.now(), by
    row.save()
    return row


@transaction.atomic
def verify(rectification: Rectification, opinion: str, by: User) -> Rectification:
    """复核: it is put right, and so is the finding (已整改)."""
    row = _reported(rectification)
    row.state, row.opinion = RectificationState.VERIFIED, opinion.strip()
    _looked(row, by)
    finding = Finding.objects.select_for_update().get(pk=row.finding_id)
    if finding.lapsed_on is None:
        decide(finding, FindingState.RECTIFIED, by)
    return row


@transaction.atomic
def send_back(rectification: Rectification, opinion: str, by: User) -> Rectification:
    """退回再改, with words."""
    row = _reported(rectification)
    if not opinion.strip():
        raise Refusal.because("opinion", "退回再改须写明意见。", field="opinion")
    row.state, row.opinion = RectificationState.SENT_BACK, opinion.strip()
    _looked(row, by)
    return row


def _reported(rectification: Rectification) -> Rectification:
    row = Rectification.objects.select_for_update().get(pk=rectification.pk)
    if row.state != RectificationState.REPORTED:
        why = "支部还没有回复，没有可以复核的。" if row.state in OWED else "这一条已经复核过了。"
        raise Refusal.because("state", why)
    return row


def _looked(row: Rectification, by: User) -> None:
    row.verified_by, row.verified_at, row.changed_by = by, clock.now(), by
    row.save()
