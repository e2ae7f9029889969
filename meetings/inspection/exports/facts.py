"""What report, workbook and dossier tell of: which organisations, what was owed and held, what was found and said.

Read through the eyes of whoever asks. What is about persons is in none of them: it stays in the branch.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from branchlife.kit import clock
from meetings import overview
from meetings.inspection.models import CheckRun, Finding, FindingQuerySet, Rectification, Remark
from meetings.inspection.vocabulary import SubjectType
from meetings.kinds import KINDS
from meetings.models import Meeting
from meetings.overview import MONTHS, Year
from meetings.rules.frequency import Duty
from meetings.views.subtree import drawn
from members.access import Action, Actor
from members.models import Organisation


@dataclass(frozen=True)
class Sample:
    """抽查: so many organisations by lot, out of how many; the same seed draws the same again."""

    wanted: int
    seed: str
    out_of: int = 0


@dataclass(frozen=True)
class DutyLine:
    """What an organisation owes of a kind in a year: periods that do not apply are counted apart."""

    place: Organisation
    kind: str
    basis: str
    owed: int
    held: int
    missing: int
    ahead: int
    not_applicable: int


@dataclass(frozen=True)
class Facts:
    """A year of some organisations below `top`."""

    top: Organisation
    year: int
    today: date
    places: Sequence[Organisation]
    sample: Sample | None = None
    duties: Sequence[DutyLine] = ()
    findings: Sequence[Finding] = ()
    rectifications: Sequence[Rectification] = ()
    remarks: Sequence[Remark] = ()
    runs: Sequence[CheckRun] = ()
    numbers: Mapping[int, str] = field(default_factory=dict)  # of the meetings found to be odd

    @property
    def title(self) -> str:
        """关于××党支部2026年度组织生活的检查情况."""
        whole = "所辖党支部" if self.places and self.places[0] != self.top else ""
        return f"关于{self.top.full_name}{whole}{self.year}年度组织生活的检查情况"


def facts_of(top: Organisation, year: int, actor: Actor, sample: Sample | None = None) -> Facts:
    """Everything of a year, in a fixed number of queries however many organisations."""
    places, sample = places_of(top, actor, sample)
    within = {"organisation__in": [one.pk for one in places]}
    found = Finding.seen.allowed(actor, Action.FINDING_VIEW).exclude(subject_type=SubjectType.MEMBER)
    rows = found.filter(run__period_start__year=year, lapsed_on__isnull=True, **within)
    asked = Rectification.seen.allowed(actor, Action.FINDING_VIEW).filter(
        finding__in=found.filter(run__period_start__year=year, **within).values("pk")
    )
    remarks = Remark.seen.allowed(actor, Action.MEETING_VIEW).filter(
        meeting__branch__in=[one.pk for one in places], meeting__year=year
    )
    runs = CheckRun.seen.allowed(actor, Action.FINDING_VIEW).filter(period_start__year=year, **within)
    today, findings = clock.today(), list(_with_all(rows))
    return Facts(
        top,
        year,
        today,
        places,
        sample,
        list(duty_lines(overview.years(actor, Action.FINDING_VIEW, places, year), today)),
        findings,
        list(asked.with_places().in_order()),
        list(remarks.with_places().order_by("meeting__branch__path", "at", "pk")),
        list(runs.select_related("started_by", "organisation").order_by("organisation__path", "pk")),
        _numbers(findings, actor),
    )


def _with_all(rows: FindingQuerySet) -> FindingQuerySet:
    return rows.select_related("organisation", "run", "decided_by", "rectification").in_order()


def _numbers(findings: Iterable[Finding], actor: Actor) -> dict[int, str]:
    """编号 of the meetings that findings are about. One query."""
    pks = [row.subject_id for row in findings if row.subject_type == SubjectType.MEETING]
    rows = Meeting.seen.allowed(actor, Action.MEETING_VIEW).filter(pk__in=pks).select_related("group")
    return {row.pk: f"{row.number or row.day} {row.spec.short}" for row in rows.order_by("pk")}


def places_of(
    top: Organisation, actor: Actor, sample: Sample | None
) -> tuple[list[Organisation], Sample | None]:
    """The branch itself, or the branches below a superior: all of them, or those drawn by lot."""
    if top.is_branch:
        return [top], None
    rows = Organisation.seen.allowed(actor, Action.FINDING_VIEW).branches().below(top)
    branches = list(rows.alive(clock.today()).order_by("path"))
    if sample is None:
        return branches, None
    chosen = sorted(drawn(branches, sample.wanted, sample.seed), key=lambda one: one.path)
    return chosen, Sample(sample.wanted, sample.seed, len(branches))


def duty_lines(years: Iterable[Year], today: date) -> Iterable[DutyLine]:
    """One line for each organisation and kind that it owes."""
    for one in years:
        for duty in one.duties:
            yield _line(one, duty, today)


def _line(one: Year, duty: Duty, today: date) -> DutyLine:
    windows = sorted({w for month in MONTHS if (w := one.window(duty, month))}, key=lambda w: w.first)
    judged = [(window, one.judge(duty, window, today)) for window in windows]
    return DutyLine(
        one.place,
        KINDS[duty.kind].name,
        duty.words,
        sum(verdict.owed for _, verdict in judged),
        sum(verdict.held for _, verdict in judged),
        sum(verdict.missing for _, verdict in judged),
        sum(max(0, v.owed - v.held) for window, v in judged if window.last >= today),
        sum(not verdict.owed for _, verdict in judged),
    )
