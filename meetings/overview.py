"""Reads whole years at once, in a fixed number of queries however many organisations: the desk and the subtree."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, F, FilteredRelation, Q, QuerySet, When

from branchlife.kit import clock
from meetings import regulations, theme_days
from meetings.kinds import MeetingKind
from meetings.models import CalendarDay, Filing, Meeting
from meetings.models.duty import WHOLE_YEAR
from meetings.models.filing import FilingQuerySet
from meetings.regulations import Rulebook, RulesOn
from meetings.rules import schedule
from meetings.rules.catalogue.rules import Rules
from meetings.rules.frequency import (
    Duty,
    Facts,
    Life,
    Sitting,
    Verdict,
    Window,
    cell,
    duties,
    duties_for,
    judge,
    together,
    window_of,
)
from meetings.theme_days import Touched
from meetings.vocabulary import FilingDecision, MeetingState
from members.access import Action, Actor
from members.models import Appointment, Organisation
from members.vocabulary import OrganisationKind

MONTHS = range(1, 13)
MOST_OFFERED = 300  # organisations among which one chooses; with more one writes a name


def reach_of_year(year: int, back: bool = False) -> Window:
    """The days that may matter for a year: yearly meetings run on to the next June. `back` takes in last year's."""
    return Window(date(year - 1 if back else year, 1, 1), date(year + 1, 6, 30))


@dataclass(frozen=True)
class Year:
    """An organisation's year (or that of one of its party groups): its facts, and its meetings by kind.

    `rules_on` are the rules of the organisation by the day: a period is judged by those of its first day. `touched`
    are the theme days which the branch has named otherwise or waived.
    """

    place: Organisation
    year: int
    facts: Facts
    sittings: Mapping[str, Sequence[Sitting]]
    rules_on: RulesOn
    group: Organisation | None = None
    group_names: Mapping[int, str] = field(default_factory=dict)
    touched: Touched = field(default_factory=dict)

    @property
    def duties(self) -> list[Duty]:
        """What this organisation, or this group, owes by the rules of today, of a past year by its last."""
        rules = self.rules_on(min(clock.today(), date(self.year, 12, 31)))
        if self.group is not None:
            return [duties(rules)[MeetingKind.GROUP_MEETING]]
        return duties_for(self.place.kind, rules)

    def duty(self, kind: str, day: date) -> Duty | None:
        """What is owed of a kind by the rules of a day; None of a kind that is never owed."""
        return duties(self.rules_on(day)).get(MeetingKind(kind))

    def _then(self, duty: Duty, day: date) -> Duty:
        return duties(self.rules_on(day))[duty.kind]

    def window(self, duty: Duty, month: int) -> Window | None:
        """The period for which the cell of a month answers."""
        return window_of(self._then(duty, date(self.year, month, 1)), self.year, month)

    def of_kind(self, kind: str) -> Sequence[Sitting]:
        """The meetings of a kind, by day."""
        return self.sittings.get(kind, ())

    def cell(self, duty: Duty, month: int, today: date) -> Verdict:
        """What a month says of a duty."""
        window = self.window(duty, month)
        then = self._then(duty, window.first if window else date(self.year, month, 1))
        return cell(then, self.facts, self.of_kind(duty.kind), self.year, month, today)

    def judge(self, duty: Duty, window: Window, today: date) -> Verdict:
        """What a window says of a duty."""
        return judge(self._then(duty, window.first), self.facts, self.of_kind(duty.kind), window, today)

    def bodies(self, duty: Duty, window: Window, today: date) -> Iterator["Body"]:
        """What a window says of each body that owes: the organisation, or every one of its groups by itself."""
        then = self._then(duty, window.first)
        inside = [sitting for sitting in self.of_kind(duty.kind) if sitting.day in window]
        if not then.each_group:
            yield Body(None, judge(then, self.facts, inside, window, today), inside, then.basis)
            return
        for group, life in self.facts.groups.items():
            own = [sitting for sitting in inside if sitting.group == group]
            facts = replace(self.facts, groups={group: life})
            yield Body(group, judge(then, facts, own, window, today), own, then.basis)

    def month(self, month: int, today: date) -> Verdict:
        """All duties of a month in one cell."""
        return together(self.cell(duty, month, today) for duty in self.duties)

    def missing(self, today: date) -> int:
        """How many meetings of this year are missing for good."""
        return sum(self.month(month, today).missing for month in MONTHS)

    def within(self, duty: Duty, month: int) -> list[Sitting]:
        """The meetings a cell speaks of."""
        window = self.window(duty, month) or month_of(self.year, month)
        return [sitting for sitting in self.of_kind(duty.kind) if sitting.day in window]


@dataclass(frozen=True)
class Body:
    """One body that owes in a window (a group, else None), what is said of it, by which meetings, on what basis."""

    group: int | None
    verdict: Verdict
    sittings: Sequence[Sitting]
    basis: str


def month_of(year: int, month: int) -> Window:
    """A calendar month, across year ends."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return Window(date(year, month, 1), following - timedelta(days=1))


def years(
    actor: Actor, action: Action, places: Iterable[Organisation], year: int, back: bool = False
) -> list[Year]:
    """The year of each of the places, in their order. Four queries. A group stands for itself alone.

    `back` adds the meetings of the year before, so that what is still unsettled there is not forgotten.
    """
    wanted = list(places)
    branches = [place.parent if place.is_group and place.parent else place for place in wanted]
    names: dict[int, str] = {}
    window = reach_of_year(year, back)
    book = regulations.rulebook(branches)
    touched: dict[int, Touched] = {}
    facts = _facts({branch.pk: branch for branch in branches}, window, names, touched, book)
    sittings = _sittings(actor, action, [branch.pk for branch in branches], window)
    wholes = {
        b.pk: Year(b, year, facts[b.pk], sittings[b.pk], book.of(b), None, names, touched.get(b.pk, {}))
        for b in branches
    }
    return [_year(place, wholes[branch.pk]) for place, branch in zip(wanted, branches, strict=True)]


def _year(place: Organisation, whole: Year) -> Year:
    if not place.is_group:
        return whole
    own = replace(whole.facts, posts=(), groups={place.pk: whole.facts.groups.get(place.pk, Life())})
    rows = {kind: [s for s in found if s.group == place.pk] for kind, found in whole.sittings.items()}
    return replace(whole, facts=own, sittings=rows, group=place)


def _facts(
    branches: Mapping[int, Organisation],
    window: Window,
    names: dict[int, str],
    touched: dict[int, Touched],
    book: Rulebook,
) -> dict[int, Facts]:
    """Facts of each branch. Written down beside: the names of its groups, and the theme days it has touched."""
    groups: dict[int, dict[int, Life]] = defaultdict(dict)
    days: dict[int, dict[tuple[int, int], date | None]] = defaultdict(dict)
    for row in theme_days.groups_and_touched(branches, window.first.year, window.last.year):
        if row.month is None:
            groups[row.parent or 0][row.pk] = Life(row.founded_on, row.dissolved_on)
            names[row.pk] = row.short_name
        else:
            days[row.pk][row.year, row.month] = row.day
    touched |= days
    posts: dict[int, list[tuple[int, Life]]] = defaultdict(list)
    served = Appointment.objects.crossing(window.first, window.last).exclude(post="group_leader")
    for place, member, start, end in (
        served.filter(organisation__in=list(branches))
        .order_by()
        .values_list("organisation_id", "member_id", "start", "end")
    ):
        posts[place].append((member, Life(start, end)))
    today = clock.today()
    return {
        pk: replace(
            _fact(branch, posts[pk], groups[pk], book.on(branch, today)),
            waived=frozenset(month for month, day in days[pk].items() if day is None),
        )
        for pk, branch in branches.items()
    }


def _fact(
    branch: Organisation, posts: Sequence[tuple[int, Life]], groups: Mapping[int, Life], rules: Rules
) -> Facts:
    return Facts(
        branch.kind,
        Life(branch.founded_on, branch.dissolved_on),
        posts,
        groups,
        committee_size_min=rules.committee_size_min,
        min_alive_days=rules.min_alive_days,
    )


def _sittings(
    actor: Actor, action: Action, branches: Sequence[int], window: Window
) -> dict[int, dict[str, list[Sitting]]]:
    """Every meeting of the year by organisation and kind. A record held anew no longer stands for itself."""
    seen: Any = Meeting.seen.allowed(actor, action).with_readable(actor)  # a column that the stubs do not see
    rows = (
        seen.filter(branch__in=branches, start__gte=clock.at(window.first, 0))
        .filter(start__lt=clock.at(window.last + timedelta(days=1), 0))
        .exclude(Q(state=MeetingState.RETURNED) & Q(reheld_as__isnull=False))
        .order_by("start", "pk")
        .values_list("branch_id", "kind", "start", "state", "group_id", "pk", "readable")
    )
    found: dict[int, dict[str, list[Sitting]]] = defaultdict(lambda: defaultdict(list))
    for branch, kind, start, state, group, pk, may_read in rows:
        found[branch][kind].append(Sitting(kind, clock.local_date(start), state, group, pk, may_read))
    return found


def desk_places(actor: Actor) -> list[Organisation]:
    """The organisations whose own desk this person sits at: their branches, then their groups."""
    own = actor.own_organisations(Action.DESK)
    return list(
        Organisation.seen.allowed(actor, Action.DESK)
        .filter(pk__in=own)
        .select_related("parent")
        .order_by("path")
    )


def subtree_branches(actor: Actor) -> QuerySet[Organisation]:
    """The branches in the subtree of a superior that stand today."""
    return (
        Organisation.seen.allowed(actor, Action.SUBTREE_VIEW).branches().alive(clock.today()).order_by("path")
    )


def most_missing_first(branches: QuerySet[Organisation], year: int) -> QuerySet[Organisation]:
    """By how many meetings of a year are missing for good, as the duty ledger has it; no number is shown of it."""
    counts = FilteredRelation(
        "month_counts", condition=Q(month_counts__year=year, month_counts__month=WHOLE_YEAR)
    )
    return branches.annotate(count=counts).order_by(F("count__missing").desc(nulls_last=True), "path")


def pending_filings(actor: Actor) -> FilingQuerySet:
    """What waits for this superior, oldest first."""
    return (
        Filing.seen.allowed(actor, Action.FILING_VIEW)
        .pending()
        .with_meetings()
        .order_by("submitted_at", "pk")
    )


def filings_in_order(actor: Actor) -> FilingQuerySet:
    """All filings in sight: those that wait first, the oldest of them on top, then the decided, newest first."""
    waits = Case(When(decision=FilingDecision.PENDING, then="submitted_at"))
    return (
        Filing.seen.allowed(actor, Action.FILING_VIEW)
        .with_meetings()
        .order_by(waits.asc(nulls_last=True), "-decided_at", "-pk")
    )


def decides(actor: Actor, filing: Filing) -> bool:
    """Whether this person may answer a filing."""
    return Filing.seen.allowed(actor, Action.FILING_DECIDE).filter(pk=filing.pk).exists()


def decidable(actor: Actor, filings: Iterable[int]) -> set[int]:
    """Which of some filings this person may answer. One query."""
    rows = Filing.seen.allowed(actor, Action.FILING_DECIDE).filter(pk__in=list(filings))
    return set(rows.order_by().values_list("pk", flat=True))


def ticked(actor: Actor, keys: Iterable[str]) -> list[Filing]:
    """The filings of these keys that wait for this person, oldest first; anything else is passed over."""
    wanted = [int(key) for key in keys if key.isdecimal() and len(key) < 19]
    rows = Filing.seen.allowed(actor, Action.FILING_DECIDE).pending().filter(pk__in=wanted)
    return list(rows.with_meetings().order_by("submitted_at", "pk"))


def passing_place(actor: Actor, filing: Filing) -> Organisation | None:
    """The general branch for which this person may pass a filing on; None for anybody else."""
    path = filing.meeting.branch.path
    for grant in actor.granting(Action.FILING_PASS):
        if path.startswith(grant.path):
            return Organisation.seen.allowed(actor, Action.FILING_PASS).get(pk=grant.organisation_id)
    return None


def last_returns(actor: Actor, meetings: Iterable[int]) -> dict[int, Filing]:
    """The filing by which each of some meetings was sent back. One query."""
    rows = Filing.seen.allowed(actor, Action.FILING_VIEW).filter(
        meeting__in=list(meetings), decision=FilingDecision.RETURNED
    )
    return {row.meeting_id: row for row in rows.select_related("meeting__ruleset").order_by("version")}


@dataclass(frozen=True)
class Workdays:
    """The working days of a stretch of the calendar. One query, made by `workdays`."""

    is_workday: Callable[[date], bool]
    named: Mapping[date, bool]
    names: Mapping[date, str]

    def theme_day(self, year: int, month: int, rules_on: RulesOn, touched: Touched) -> date | None:
        """The theme day of a month: as the branch has named it, else by the rules of the first of the month.

        None in a month that is waived or left to the branch.
        """
        if (year, month) in touched:
            return touched[year, month]
        return schedule.theme_day(year, month, self.is_workday, rules_on(date(year, month, 1)))

    def filing_due(self, day: date, rules_on: RulesOn) -> date:
        """应报日 of a meeting held on a day."""
        return schedule.filing_due(day, self.is_workday, rules_on(day))

    def next(self, day: date) -> date:
        """The day itself or the next working day."""
        return schedule.next_workday(day, self.is_workday)


def workdays(first: date, last: date) -> Workdays:
    """Read the calendar of some days, and of the two weeks after them."""
    rows = CalendarDay.objects.filter(date__gte=first, date__lte=last + timedelta(days=14)).order_by("date")
    found = list(rows)
    named = {row.date: row.is_workday for row in found}
    names = {row.date: row.name for row in found}
    return Workdays(lambda day: named.get(day, day.isoweekday() < 6), named, names)


def meetings_between(actor: Actor, action: Action, first: date, last: date) -> Any:
    """Meetings on local days of a stretch, by time, each with `readable`."""
    return (
        Meeting.seen.allowed(actor, action)
        .filter(start__gte=clock.at(first, 0), start__lt=clock.at(last + timedelta(days=1), 0))
        .with_readable(actor)
        .select_related("branch", "group")
        .order_by("start", "pk")
    )


def rules_at_desk(actor: Actor) -> RulesOn:
    """The rules of the first organisation at whose desk this person sits. One query."""
    path = actor.granting(Action.DESK)[0].path
    book = regulations.rulebook_of([path])
    return lambda day: book.at(path, day)


def theme_days_at_desk(actor: Actor, year: int) -> Touched:
    """What the branch at whose desk this person sits has changed of its theme days. One query."""
    grant = actor.granting(Action.DESK)[0]
    return theme_days.touched_on_the_way(grant.path, year)


def is_superior(actor: Actor) -> bool:
    """Whether this person oversees branches."""
    return actor.may(Action.SUBTREE_VIEW)


def offered_branches(actor: Actor, action: Action) -> list[Organisation]:
    """The organisations other than groups among which a list may be narrowed; with very many some of them."""
    rows = Organisation.seen.allowed(actor, action).exclude(kind=OrganisationKind.PARTY_GROUP)
    return list(rows.only("pk", "short_name", "path").order_by("path")[: MOST_OFFERED + 1])


def keeps(actor: Actor, place: Organisation) -> bool:
    """Whether this person may record meetings of a place."""
    return place.pk in actor.own_organisations(Action.MEETING_EDIT)
