"""Local rules: what a change would touch, and the one function that writes it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.db.models import Count

from branchlife.kit import clock
from branchlife.kit.problems import Problem, Refusal
from meetings import regulations
from meetings.lifecycle import theme_days
from meetings.models import Basis, Meeting, RuleSet, RuleValue
from meetings.regulations import CHANGES, Rulebook, SetOfRules
from meetings.rules.catalogue.rules import CATALOGUE, NATION, Rules
from meetings.vocabulary import RuleLevel
from members.models import Organisation, User
from members.vocabulary import OrganisationKind


@dataclass(frozen=True)
class Line:
    """One value as it would be stored, with the document it rests on."""

    key: str
    value: object
    basis: Basis | None = None


@dataclass(frozen=True)
class Draft:
    """A set of rules as somebody wants it; `stored` is the row it would replace, `organisation` None the nation."""

    organisation: Organisation | None
    effective_from: date
    effective_to: date | None
    note: str
    lines: tuple[Line, ...]
    stored: RuleSet | None = None

    @property
    def path(self) -> str:
        """Where in the tree; "" is the nation."""
        return self.organisation.path if self.organisation else ""

    @property
    def as_set(self) -> SetOfRules:
        """As resolution reads it."""
        body = self.organisation
        return SetOfRules(
            self.stored.pk if self.stored else 0,
            self.path,
            regulations.place_of(body.kind if body else None),
            body.short_name if body else NATION,
            self.effective_from,
            self.effective_to,
            {line.key: (line.value, regulations.basis_of(line.basis)) for line in self.lines},
        )


def problems(draft: Draft) -> list[Problem]:
    """Why a set may not be stored: `field` names the key, or a field of the set."""
    if draft.effective_to and draft.effective_to <= draft.effective_from:
        return [Problem("days", "失效日期须晚于生效日期。", field="effective_to")]
    above = _above(draft)
    found = [problem for line in draft.lines if (problem := _line_problem(draft, line, above))]
    keys = [line.key for line in draft.lines]
    return [*found, *(_twice(key) for key in dict.fromkeys(keys) if keys.count(key) > 1)]


def _twice(key: str) -> Problem:
    words = CATALOGUE[key].words if key in CATALOGUE else key
    return Problem("twice", f"“{words}”写了两次，请只留一条", field=key)


def _above(draft: Draft) -> list[tuple[date, Rules]]:
    """What holds above the body when the set begins, and when the nation changes a rule while it is in force."""
    path = draft.organisation.parent.path if draft.organisation and draft.organisation.parent else ""
    book = regulations.rulebook_of([path])
    end = draft.effective_to or date.max
    days = [draft.effective_from, *(day for day in CHANGES if draft.effective_from < day < end)]
    return [(day, book.at(path, day)) for day in days]


def _line_problem(draft: Draft, line: Line, above: list[tuple[date, Rules]]) -> Problem | None:
    for day, rules in above:
        _, words = regulations.checked(line.key, line.value, draft.as_set.place, rules)
        if words:
            since = "" if day == draft.effective_from else f"自{day:%Y-%m-%d}起，"
            return Problem("value", f"{since}{words}。", field=line.key)
    return None


@transaction.atomic
def save_ruleset(draft: Draft, by: User | None) -> RuleSet:
    """Store a set with exactly these values and reckon theme days anew. Refuses what resolution would pass over."""
    found = problems(draft)
    if found:
        raise Refusal(*found)
    row = draft.stored or RuleSet(created_by=by)
    if row.pk:
        row = RuleSet.objects.select_for_update(of=("self",)).get(pk=row.pk)
    row.organisation, row.note, row.changed_by = draft.organisation, draft.note, by
    row.effective_from, row.effective_to = draft.effective_from, draft.effective_to
    row.full_clean()
    row.save()
    since = min(draft.effective_from, draft.stored.effective_from) if draft.stored else draft.effective_from
    _save_values(row, draft.lines)
    theme_days.refresh_stored(since.year, below=draft.organisation, by=by)
    return row


def _save_values(row: RuleSet, lines: tuple[Line, ...]) -> None:
    kept = {value.key: value for value in row.values.order_by("pk")}
    for line in lines:
        value = kept.pop(line.key, None) or RuleValue(ruleset=row, key=line.key)
        sort = CATALOGUE[line.key].sort
        value.value, value.basis, value.level = (
            sort.stored(sort.read(line.value)),
            line.basis,
            _level(row, line),
        )
        value.save()
    for gone in kept.values():
        gone.delete()


def _level(row: RuleSet, line: Line) -> str:
    if line.basis:
        return line.basis.level
    return RuleLevel.UNIT if row.organisation_id else RuleLevel.NATIONAL


def changes(draft: Draft) -> list[str]:
    """What differs from what is stored, in words: 会后多久内备案：3 → 5."""
    before = {v.key: v.value for v in draft.stored.values.order_by("pk")} if draft.stored else {}
    after = {line.key: line.value for line in draft.lines}
    return [
        f"{CATALOGUE[key].words}：{_said(key, before)} → {_said(key, after)}"
        for key in CATALOGUE
        if _said(key, before) != _said(key, after)
    ]


def _said(key: str, values: Mapping[str, object]) -> str:
    if key not in values:
        return "不另定"
    sort = CATALOGUE[key].sort
    try:
        return sort.words(sort.read(values[key]))
    except ValueError:
        return "（原值看不懂）"


# --- What a change would touch ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class YearTouched:
    """Meetings of a year held so far; those filed before keep the rules of then."""

    year: int
    held: int
    filed: int

    @property
    def judged_anew(self) -> int:
        """Those that will be judged by the new rules."""
        return self.held - self.filed


@dataclass(frozen=True)
class Effect:
    """The bodies for which a rule becomes another on some day, and their meetings so far."""

    bodies: tuple[Organisation, ...]
    years: tuple[YearTouched, ...]

    @property
    def held(self) -> int:
        """All meetings so far."""
        return sum(year.held for year in self.years)

    @property
    def filed(self) -> int:
        """Those that stay as they are."""
        return sum(year.filed for year in self.years)


def effect(draft: Draft) -> Effect:
    """Reckon what a draft changes, without writing. A body whose own rule stands in the way is not touched."""
    rows = Organisation.objects.exclude(kind=OrganisationKind.PARTY_GROUP).order_by("path")
    bodies = list(rows.filter(path__startswith=draft.path))
    before = regulations.rulebook_of([body.path for body in bodies] or [draft.path])
    after = Rulebook([one for one in before.sets if one.pk != draft.as_set.pk] + [draft.as_set])
    touched: dict[int, Organisation] = {}
    years: dict[int, list[int]] = {}
    for first, last in _stretches(draft, before):
        changed = [body for body in bodies if _differ(before.on(body, first), after.on(body, first))]
        touched |= {body.pk: body for body in changed}
        everybody = len(changed) == len(bodies)
        for year, held, filed in _counted(changed, first, last, draft.path if everybody else None):
            sums = years.setdefault(year, [0, 0])
            sums[0], sums[1] = sums[0] + held, sums[1] + filed
    ordered = sorted(touched.values(), key=lambda body: body.path)
    return Effect(tuple(ordered), tuple(YearTouched(year, *years[year]) for year in sorted(years)))


@lru_cache(maxsize=1024)  # bodies with the same sets share their rules
def _differ(one: Rules, two: Rules) -> bool:
    return one is not two and one.values() != two.values()


def _stretches(draft: Draft, book: Rulebook) -> Iterator[tuple[date, date]]:
    """The days from the first on which the old or the new set is in force, cut wherever any rule changes."""
    old = draft.stored
    first = min(draft.effective_from, old.effective_from) if old else draft.effective_from
    ends = [draft.effective_to, *([old.effective_to] if old else [])]
    last = date.max if None in ends else max(end for end in ends if end)
    cuts = {draft.effective_from, draft.effective_to, *CHANGES}
    cuts |= {day for one in book.sets for day in (one.since, one.until)}
    inside = sorted({first, *(day for day in cuts if day and first < day < last)})
    for start, following in pairwise([*inside, last]):
        yield start, following - timedelta(days=1)


def _counted(
    bodies: list[Organisation], first: date, last: date, path: str | None
) -> Iterator[tuple[int, int, int]]:
    """Meetings held so far on some days by year, and how many of them are frozen. `path`: the whole subtree."""
    today = clock.today()
    if not bodies or first > today:
        return
    until = clock.at(min(last, today) + timedelta(days=1), 0)
    rows = Meeting.objects.held().filter(start__gte=clock.at(first, 0), start__lt=until)
    rows = rows.filter(branch__path__startswith=path) if path is not None else rows.filter(branch__in=bodies)
    found: Any = rows.order_by("year").values_list("year").annotate(held=Count("pk"), kept=Count("ruleset"))
    yield from found
