"""AUTH-03: minutes of different days that read alike (checks.md 6). Pure.

Texts are cut into shingles; the share of common ones among all of both is compared in whole numbers.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

from meetings.inspection.checks.base import Check, Evidence, Found, Outcome, Subject, clear_or, day_words
from meetings.inspection.snapshot import Held, RulesOn, Snapshot
from meetings.inspection.vocabulary import Severity, SubjectType
from meetings.rules.catalogue.documents import INSPECTION
from meetings.rules.catalogue.rules import Rules
from meetings.rules.frequency import Window

QUOTED = re.compile("“[^”]*”")


@dataclass(frozen=True)
class Text:
    """The minutes of a meeting in shingles. `some` of them are looked at first: they tell most pairs apart."""

    meeting: Held
    pieces: frozenset[str]
    some: frozenset[str]


@dataclass(frozen=True)
class Alike:
    """Two texts, the later beside the earlier: how many shingles are common, among how many."""

    later: Held
    earlier: Held
    common: int
    union: int

    @property
    def percent(self) -> int:
        """The share in whole percent."""
        return 100 * self.common // self.union


def plain(body: str) -> str:
    """Without what it quotes, and without blanks."""
    return "".join(QUOTED.sub("", body).split())


def shingles(text: str, size: int) -> frozenset[str]:
    """Every run of so many characters."""
    return frozenset(text[start : start + size] for start in range(max(1, len(text) - size + 1)))


def overlap(one: Text, other: Text, percent: int) -> int:
    """How many shingles are common; 0 as soon as it is sure that the share is below so many percent."""
    small, large = sorted((one, other), key=lambda text: len(text.pieces))
    total = len(small.pieces) + len(large.pieces)
    needed = -(-percent * total // (100 + percent))  # common >= percent * (total - common) / 100
    spare = len(small.pieces) - needed
    if spare < 0 or len(small.some - large.pieces) > spare:
        return 0
    common = len(small.pieces & large.pieces)
    return common if common >= needed else 0


class ReadAlike(Check):
    """AUTH-03. Within the branch and the year; each later text is told of once, beside the one it is most like."""

    code = "AUTH-03"
    title = "记录雷同"
    severity = Severity.WARNING
    basis = (INSPECTION,)
    keys = ("similarity_shingle", "similarity_percent", "similarity_min_chars")
    formula = "不同日子的两场会，内容记录去掉引号里的原文以后，相同的比例达到提示线"
    exempt = "够长的内容记录不足两份；同一次集会、同一天的不比"

    def find(self, s: Snapshot, cfg: RulesOn) -> Outcome:
        """One finding at most for each meeting."""
        last = min(s.today, s.whole_year.last)
        rules, texts = cfg(last), list(_texts(s, cfg(last)))
        best: dict[int, Alike] = {}
        for pair in alike(texts, rules.similarity_percent):
            known = best.get(pair.later.pk)
            if known is None or pair.common * known.union > known.common * pair.union:
                best[pair.later.pk] = pair
        found = [self._found(one, rules) for one in best.values()]
        return clear_or(found, len(texts) if len(texts) > 1 else 0, self.exempt)

    def _found(self, one: Alike, rules: Rules) -> Found:
        said = f"与{day_words(one.earlier.day)}的记录相同 {one.percent}%"
        return Found(
            Subject(SubjectType.MEETING, one.later.pk),
            Window(one.later.day, one.later.day),
            f"不同日子的记录，相同的不到 {rules.similarity_percent}%",
            said,
            f"{day_words(one.later.day)}的记录{said}：按每 {rules.similarity_shingle} 字一段比，"
            f"两份共 {one.union} 段，相同 {one.common} 段，达到 {rules.similarity_percent}%。",
            [Evidence(SubjectType.MEETING, m.pk) for m in (one.earlier, one.later)],
        )


def _texts(s: Snapshot, rules: Rules) -> Iterator[Text]:
    for one in s.held:
        text = plain(s.papers.trace(one.pk).text)
        if text and len(text) >= rules.similarity_min_chars:
            pieces = shingles(text, rules.similarity_shingle)
            yield Text(one, pieces, frozenset(islice(pieces, len(pieces) // 4)))


def alike(texts: Sequence[Text], percent: int) -> Iterator[Alike]:
    """Every pair of different sittings and days that is alike by so many percent; texts come by day."""
    for one, other in combinations(texts, 2):
        earlier, later = one.meeting, other.meeting
        is_same = earlier.gathering == later.gathering != 0
        if is_same or earlier.day == later.day:
            continue
        common = overlap(one, other, percent)
        if common:
            yield Alike(later, earlier, common, len(one.pieces) + len(other.pieces) - common)
