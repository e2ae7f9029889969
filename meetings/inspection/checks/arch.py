"""ARCH 归档: what is archived of a year, its numbers and codes, the boxes (checks.md 8). Pure."""

from abc import abstractmethod
from collections import Counter
from collections.abc import Iterator

from meetings.archive.codes import LONGEST_FIRST, RETENTION_CODES, archive_code, close_of
from meetings.inspection.checks.base import (
    Check,
    Evidence,
    Found,
    Outcome,
    Subject,
    clear_or,
    day_words,
)
from meetings.inspection.checks.each import Odd
from meetings.inspection.checks.numbers import odd_numbers
from meetings.inspection.papers import Archived, Box, Series
from meetings.inspection.snapshot import RulesOn, Snapshot
from meetings.inspection.vocabulary import Severity, SubjectType
from meetings.rules.catalogue.documents import (
    ARCHIVE_RULES,
    ARCHIVE_STANDARD,
    CODE_STANDARD,
    PRACTICE,
    USAGE,
)
from meetings.rules.catalogue.rules import Rules
from meetings.rules.frequency import Window
from meetings.vocabulary import ArchiveCategory, MeetingState, RetentionPeriod

DONE = (MeetingState.ACCEPTED, MeetingState.ARCHIVED)
STRUCK = ("销号", "跳号", "缺号")  # words by which the 备考表 accounts for a number
NO_ITEMS = "没有归档文件"


class EachItem(Check):
    """One finding at most for each archived item, by the rules of the day of its meeting."""

    def find(self, s: Snapshot, cfg: RulesOn) -> Outcome:
        """Item by item."""
        rows = [one for one in s.papers.items if self.applies(one)]
        odd = ((one, said) for one in rows if (said := self.odd(one, cfg(one.dated_on))))
        return clear_or((_found_of(one, said) for one, said in odd), len(rows), self.exempt)

    def applies(self, item: Archived) -> bool:
        """Whether it looks at an item at all."""
        return True

    @abstractmethod
    def odd(self, item: Archived, rules: Rules) -> Odd | None:
        """What is odd about it, if anything."""


def _found_of(item: Archived, said: Odd) -> Found:
    return Found(
        Subject(SubjectType.MEETING, item.meeting),
        Window(item.dated_on, item.dated_on),
        said.expected,
        said.actual,
        f"{item.code}：{said.expected}；{said.actual}。",
        [Evidence(SubjectType.MEETING, item.meeting)],
    )


class NotArchived(Check):
    """ARCH-01."""

    code = "ARCH-01"
    title = "年度未归档"
    severity = Severity.WARNING
    basis = (PRACTICE.article("（泰安）"), USAGE)
    keys = ("archive_close",)
    formula = "过了归档期限，年度里还有已备案而没有归档的会"
    exempt = "还没有过归档期限，或没有已备案的会；未召开的不算"

    def find(self, s: Snapshot, cfg: RulesOn) -> Outcome:
        """One finding for the year."""
        last = s.whole_year.last
        close = close_of(s.year, cfg(last).archive_close)
        rows = [one for one in s.held if one.state in DONE]
        if s.today <= close:
            return clear_or((), 0, self.exempt)
        left = [one for one in rows if one.state == MeetingState.ACCEPTED]
        if not left:
            return clear_or((), len(rows), self.exempt)
        said = f"{len(rows)} 场已备案，{len(left)} 场没有归档"
        found = Found(
            Subject(SubjectType.ORGANISATION, s.organisation),
            s.whole_year,
            f"{s.year}年的会在{close.year}年{day_words(close)}前归档",
            said,
            f"{s.year}年的会应在{close.year}年{day_words(close)}前归档，{said}。",
            [Evidence(SubjectType.MEETING, one.pk) for one in left],
            rule_day=last,
        )
        return clear_or([found], len(rows), self.exempt)


class LacksParts(Check):
    """ARCH-02. One finding for the year: what lacks is counted by its name."""

    code = "ARCH-02"
    title = "归档要素缺"
    severity = Severity.WARNING
    basis = (ARCHIVE_STANDARD.article(),)
    formula = "装盒的件缺件号、期限、档号、题名、页数，或备考表缺说明、整理人、整理日期、检查人、检查日期"
    exempt = "还没有装盒"

    def find(self, s: Snapshot, cfg: RulesOn) -> Outcome:
        """Items in boxes, and the boxes."""
        items = [one for one in s.papers.items if one.box]
        boxes = {one.box.pk: one.box for one in items if one.box}
        rows = {one.meeting: _lacking_of_item(one) for one in items}
        of_items = Counter(name for lacking in rows.values() for name in lacking)
        of_boxes = Counter(name for box in boxes.values() for name in _lacking_of_box(box))
        if not of_items and not of_boxes:
            return clear_or((), len(items), self.exempt)
        said = [f"缺{name} {count} 件" for name, count in of_items.items()]
        said += [f"备考表缺{name} {count} 盒" for name, count in of_boxes.items()]
        found = Found(
            Subject(SubjectType.ORGANISATION, s.organisation),
            s.whole_year,
            "每件五项、每盒备考表五项都填写",
            "；".join(said),
            f"{s.year}年装盒 {len(items)} 件、{len(boxes)} 盒：{'；'.join(said)}。",
            [Evidence(SubjectType.MEETING, pk) for pk, lacking in rows.items() if lacking],
        )
        return clear_or([found], len(items), self.exempt)


def _lacking_of_item(item: Archived) -> list[str]:
    parts = {
        "件号": item.number,
        "保管期限": item.retention,
        "档号": item.code,
        "题名": item.title,
        "页数": item.pages,
    }
    return [name for name, value in parts.items() if not value]


def _lacking_of_box(box: Box) -> list[str]:
    parts = {
        "情况说明": box.remark,
        "整理人": box.arranged_by,
        "整理日期": box.arranged_on,
        "检查人": box.checked_by,
        "检查日期": box.checked_on,
    }
    return [name for name, value in parts.items() if not value]


class MixedBox(EachItem):
    """ARCH-03."""

    code = "ARCH-03"
    title = "同盒混装"
    severity = Severity.ERROR
    basis = (ARCHIVE_STANDARD.article(" 6.4.1"),)
    formula = "盒内的件，年度、保管期限、机构代码与盒不同"
    exempt = "还没有装盒"

    def applies(self, item: Archived) -> bool:
        """Once it lies in one."""
        return item.box is not None

    def odd(self, item: Archived, rules: Rules) -> Odd | None:
        """Three parts of the code."""
        own, that = _place(item), _place(item.box or item)
        return Odd(f"与盒相同：{that}", own) if own != that else None


def _place(one: Archived | Box) -> str:
    return f"{one.year}、{_kept(one.retention)}、{one.org_code}"


def _kept(retention: str) -> str:
    """D30."""
    return RETENTION_CODES[RetentionPeriod(retention)]


class OddItemNumbers(Check):
    """ARCH-04. A series may be shared by branches under one code: it is looked at whole."""

    code = "ARCH-04"
    title = "件号断号或重号"
    severity = Severity.WARNING
    basis = (ARCHIVE_STANDARD.reported(),)
    keys = ("item_number_width",)
    formula = "同一年度、期限、机构的件号不是从 1 起连续"
    exempt = "没有归档文件，或备考表注明了销号"

    def find(self, s: Snapshot, cfg: RulesOn) -> Outcome:
        """One finding for the year."""
        struck = {one.series for one in s.papers.items if one.box and _is_struck(one.box)}
        series = {key: numbers for key, numbers in s.papers.series.items() if key not in struck}
        words = {key: odd_numbers(numbers, "件") for key, numbers in series.items()}
        odd = {key: said for key, said in words.items() if said}
        if not odd:
            return clear_or((), len(series), self.exempt)
        said = "；".join(f"{_kept(key[2])} {key[3]} {words}" for key, words in odd.items())
        counts = "、".join(f"{len(series[key])} 件" for key in odd)
        found = Found(
            Subject(SubjectType.ORGANISATION, s.organisation),
            s.whole_year,
            "件号从第 1 件起连续",
            said,
            f"{s.year}年{said}（共 {counts}）。",
            list(_evidence(s, odd)),
        )
        return clear_or([found], len(series), self.exempt)


def _is_struck(box: Box) -> bool:
    return any(word in box.remark for word in STRUCK)


def _evidence(s: Snapshot, odd: dict[Series, str]) -> Iterator[Evidence]:
    return (Evidence(SubjectType.MEETING, one.meeting) for one in s.papers.items if one.series in odd)


class OddCode(EachItem):
    """ARCH-05. The code is put together as at archiving (meetings/archive/codes.py)."""

    code = "ARCH-05"
    title = "档号与要素不符"
    severity = Severity.ERROR
    basis = (CODE_STANDARD.article(),)
    keys = ("archive_category_code", "item_number_width")
    formula = "档号不是按全宗号、门类、年度、期限、机构、件号拼出的串"
    exempt = NO_ITEMS

    def odd(self, item: Archived, rules: Rules) -> Odd | None:
        """By the rules of the day of the meeting."""
        made = archive_code(
            item.fonds,
            rules.archive_category_code,
            item.year,
            RetentionPeriod(item.retention),
            item.org_code,
            item.number,
            rules.item_number_width,
        )
        return None if item.code == made else Odd(f"按要素为 {made}", f"档号为 {item.code}")


class KeptTooShort(EachItem):
    """ARCH-06."""

    code = "ARCH-06"
    title = "保管期限短于规定"
    severity = Severity.WARNING
    basis = (ARCHIVE_RULES.reported(),)
    keys = ("retention_map",)
    formula = "保管期限短于规则里这种材料的期限"
    exempt = NO_ITEMS

    def odd(self, item: Archived, rules: Rules) -> Odd | None:
        """By the order of the periods."""
        least = RetentionPeriod(dict(rules.retention_map)[item.category])
        kept = RetentionPeriod(item.retention)
        if LONGEST_FIRST.index(kept) <= LONGEST_FIRST.index(least):
            return None
        return Odd(f"{ArchiveCategory(item.category).label}保管 {least.label}", f"定为 {kept.label}")


CLASSES: tuple[type[Check], ...] = (
    NotArchived,
    LacksParts,
    MixedBox,
    OddItemNumbers,
    OddCode,
    KeptTooShort,
)
