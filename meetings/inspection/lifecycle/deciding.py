"""What people say of a finding: the inspector decides, the branch explains."""

from django.db import transaction

from branchlife.kit import clock
from branchlife.kit.problems import Refusal
from meetings.inspection.models import Finding, Rectification
from meetings.inspection.vocabulary import DECISIONS, EXPLAINABLE, FindingState, RectificationState
from members.models import User

LONGEST = 1000  # characters of an explanation


def decisions_for(finding: Finding) -> list[FindingState]:
    """What may be decided now. Nothing once it no longer holds."""
    if finding.lapsed_on is not None:
        return []
    return [decision for decision, states in DECISIONS.items() if finding.state in states]


def may_explain(finding: Finding) -> bool:
    """Whether the branch may still add its words."""
    return finding.lapsed_on is None and finding.state in EXPLAINABLE


@transaction.atomic
def decide(finding: Finding, decision: FindingState, by: User) -> Finding:
    """属实、不属实、已整改. Refuses what does not follow from how it stands."""
    row = Finding.objects.select_for_update().get(pk=finding.pk)
    if decision not in decisions_for(row):
        raise Refusal.because("decision", f"这一条{row.get_state_display()}，不能改为“{decision.label}”。")
    if decision is FindingState.RECTIFIED and _is_under_way(row):
        raise Refusal.because("rectification", "已经要求整改，请等支部回复，再在整改里复核。")
    row.state, row.decided_by, row.decided_at, row.changed_by = decision, by, clock.now(), by
    row.save(update_fields=["state", "decided_by", "decided_at", "changed_by", "changed_at"])
    return row


def _is_under_way(finding: Finding) -> bool:
    """Whether something was asked for that has not been looked at again."""
    rows = Rectification.objects.filter(finding=finding)
    return rows.exclude(state=RectificationState.VERIFIED).exists()


@transaction.atomic
def explain(finding: Finding, words: str, by: User) -> Finding:
    """已说明: the words of the branch. Refuses an empty one, and one after the inspector has decided."""
    row = Finding.objects.select_for_update().get(pk=finding.pk)
    if not words.strip():
        raise Refusal.because("explanation", "请写明情况。", field="explanation")
    if not may_explain(row):
        raise Refusal.because("decided", f"这一条{row.get_state_display()}，不用再说明。")
    row.state, row.explanation, row.changed_by = FindingState.EXPLAINED, words.strip()[:LONGEST], by
    row.save(update_fields=["state", "explanation", "changed_by", "changed_at"])
    return row
