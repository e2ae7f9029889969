"""What duties and findings of last year would have been under rules that are not stored yet. Writes nothing."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from branchlife.kit import clock
from meetings import regulations
from meetings.inspection import reading
from meetings.inspection.checks import CHECKS, outcomes
from meetings.inspection.snapshot import Snapshot
from meetings.kinds import KINDS, MeetingKind
from meetings.lifecycle import rulesets
from meetings.lifecycle.rulesets import Draft
from meetings.regulations import Rulebook
from meetings.rules.catalogue.documents import EVER
from meetings.views.asides import Aside
from meetings.views.owing import OWED_KINDS
from members.models import Organisation

MOST = 20  # organisations that are looked at
Sums = dict[MeetingKind, tuple[int, int]]  # owed, and missing for good
Keys = set[tuple[str, str, int, date, date]]


@dataclass(frozen=True)
class Difference:
    """An organisation for which last year would read otherwise, and how, a line each."""

    place: Organisation
    lines: list[str]


def of_draft(draft: Draft) -> Aside | None:
    """For the page that asks before rules are stored; nothing where no organisation is touched."""
    bodies = rulesets.effect(draft).bodies
    if not bodies:
        return None
    year, looked_at = clock.today().year - 1, bodies[:MOST]
    words = {
        "year": year,
        "looked_at": len(looked_at),
        "touched": len(bodies),
        "differences": list(differences(draft, looked_at, year)),
    }
    return Aside("inspection/_dry_run.html", words)


def differences(draft: Draft, places: Sequence[Organisation], year: int) -> Iterator[Difference]:
    """As if the draft had been in force all that year; what stands nearer to an organisation still goes before it."""
    before = regulations.rulebook_of([place.path for place in places])
    after = Rulebook(_with(draft, before, date(year, 12, 31)))
    for place in places:
        seen = reading.snapshot(place, year, clock.today())
        other = replace(seen, rules_on=after.of(place))
        lines = [
            *_duties(duties_of(seen), duties_of(other)),
            *_findings(findings_of(seen), findings_of(other)),
        ]
        if lines:
            yield Difference(place, lines)


def _with(draft: Draft, book: Rulebook, day: date) -> list[regulations.SetOfRules]:
    """The sets of a book with one in place of those of the body itself: what it had set that day, and the draft."""
    own = [one for one in book.sets if one.path == draft.path and one.on(day)]
    stored = draft.stored.pk if draft.stored else 0
    values = {key: value for one in own if one.pk != stored for key, value in one.values.items()}
    new = replace(draft.as_set, since=EVER, until=None, values={**values, **draft.as_set.values})
    return [*(one for one in book.sets if one.path != draft.path), new]


def duties_of(s: Snapshot) -> Sums:
    """What was owed of each kind in a year, and what is missing for good."""
    found: Sums = {}
    for kind in OWED_KINDS:
        lines = list(s.lines(kind, s.rules_on))
        if lines:
            missing = sum(max(0, line.owed - line.held) for line in lines if line.is_over)
            found[kind] = sum(line.owed for line in lines), missing
    return found


def _duties(before: Sums, after: Sums) -> Iterator[str]:
    for kind in OWED_KINDS:
        (owed, missing), (new_owed, new_missing) = before.get(kind, (0, 0)), after.get(kind, (0, 0))
        if (owed, missing) != (new_owed, new_missing):
            yield f"{KINDS[kind].name}：应开 {owed} → {new_owed}，应开未开 {missing} → {new_missing}"


def findings_of(s: Snapshot) -> Keys:
    """What would be found, but for what concerns a person."""
    return {
        (check.code, str(found.subject.kind), found.subject.pk, found.window.first, found.window.last)
        for check, outcome in outcomes(s)
        if not check.is_personal
        for found in outcome.findings
    }


def _findings(before: Keys, after: Keys) -> Iterator[str]:
    for word, keys in (("多出", after - before), ("不再有", before - after)):
        counts = Counter(key[0] for key in sorted(keys))
        if counts:
            said = "、".join(f"{CHECKS[code].title} {count} 处" for code, count in counts.items())
            yield f"疑似问题{word}：{said}"
