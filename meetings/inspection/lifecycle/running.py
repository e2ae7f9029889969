"""Run the checks over a year of an organisation and bring its findings up to date."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction

from branchlife.kit import clock
from branchlife.kit.problems import Refusal
from meetings.inspection import reading
from meetings.inspection.checks import outcomes
from meetings.inspection.checks.base import Check, Found, Outcome
from meetings.inspection.models import CheckRun, Finding
from meetings.inspection.snapshot import Snapshot
from meetings.inspection.vocabulary import FindingState
from members.models import Organisation, User
from members.vocabulary import OrganisationKind

Key = tuple[str, str, int, date, date]


@transaction.atomic
def inspect(organisation: Organisation, year: int, by: User | None = None) -> CheckRun:
    """Look, and bring findings up to date by (check, subject, period).

    What a person decided stays; what no longer holds lapses with its day; what comes back is suspected again.
    """
    row = Organisation.objects.select_for_update().get(pk=organisation.pk)
    seen = reading.snapshot(row, year, clock.today())
    said = list(outcomes(seen))
    run = _run(row, seen, said, by)
    known = {_key(one): one for one in Finding.objects.select_for_update().filter(run=run).order_by("pk")}
    holding = set()
    for check, outcome in said:
        for found in outcome.findings:
            holding.add(_write(run, seen, check, found, known))
    for key, finding in known.items():
        if key not in holding:
            _lapse(finding)
    return run


def _run(row: Organisation, s: Snapshot, said: Iterable[tuple[Check, Outcome]], by: User | None) -> CheckRun:
    words = {check.code: [str(outcome.word), outcome.reason] for check, outcome in said}
    run, _ = CheckRun.objects.update_or_create(
        organisation=row,
        period_start=s.whole_year.first,
        defaults={
            "period_end": s.whole_year.last,
            "started_at": clock.now(),
            "started_by": by,
            "outcomes": words,
        },
    )
    return run


def _key(one: Finding) -> Key:
    return one.code, one.subject_type, one.subject_id, one.period_start, one.period_end


def _write(run: CheckRun, s: Snapshot, check: Check, found: Found, known: Mapping[Key, Finding]) -> Key:
    key = (check.code, str(found.subject.kind), found.subject.pk, found.window.first, found.window.last)
    told = _told(s, check, found)
    row = known.get(key)
    if row is None:
        _born(run, key, found, told)
    else:
        _again(row, found, told)
    return key


def _told(s: Snapshot, check: Check, found: Found) -> dict[str, object]:
    """What the machine says of a finding, anew with each run."""
    return {
        "severity": check.severity,
        "expected": found.expected[:200],
        "actual": found.actual[:200],
        "reckoning": found.reckoning,
        "evidence": [[str(one.kind), one.pk] for one in found.evidence],
        "basis": check.basis_words[:200],
        "rule_source": check.rule_source(s.rules_on, found.rule_day or found.window.first)[:400],
    }


def _born(run: CheckRun, key: Key, found: Found, told: Mapping[str, object]) -> None:
    """New: suspected, or explained where the records already give the reason (诚实优先)."""
    code, kind, pk, first, last = key
    Finding.objects.create(
        run=run,
        organisation_id=run.organisation_id,
        code=code,
        subject_type=kind,
        subject_id=pk,
        period_start=first,
        period_end=last,
        state=FindingState.EXPLAINED if found.excuse else FindingState.SUSPECTED,
        explanation=found.excuse,
        **told,
    )


def _again(row: Finding, found: Found, told: Mapping[str, object]) -> None:
    """Still there, or there again: then it is suspected anew. Only what changed is written."""
    new = dict(told) | {"lapsed_on": None}
    if row.lapsed_on is not None and row.state in (FindingState.LAPSED, FindingState.RECTIFIED):
        new["state"] = FindingState.SUSPECTED
    if found.excuse and new.get("state", row.state) == FindingState.SUSPECTED:
        new |= {"state": FindingState.EXPLAINED, "explanation": row.explanation or found.excuse}
    changed = [name for name, value in new.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, new[name])
    if changed:
        row.save(update_fields=[*changed, "changed_at"])


def _lapse(row: Finding) -> None:
    """It no longer holds, from today. A person's word stays beside it."""
    if row.lapsed_on is not None:
        return
    row.lapsed_on = clock.today()
    if row.state in (FindingState.SUSPECTED, FindingState.EXPLAINED):
        row.state = FindingState.LAPSED
    row.save(update_fields=["lapsed_on", "state", "changed_at"])


def inspected_places(code: str = "") -> list[Organisation]:
    """The organisations that are looked at: all that stand but party groups, or those from one of them down."""
    rows = Organisation.objects.exclude(kind=OrganisationKind.PARTY_GROUP).alive(clock.today())
    if code:
        top = Organisation.objects.filter(code=code).first()
        if top is None:
            raise Refusal.because("organisation", f"没有代码为 {code} 的党组织。")
        rows = rows.below(top)
    return list(rows.order_by("path"))
