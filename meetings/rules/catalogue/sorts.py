"""What sort of value a rule has: how it is read from storage, said in words, and compared for strictness. Pure.

`read` takes what is stored (plain JSON) and raises ValueError with a sentence that says what is expected.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Generic, TypeVar

from branchlife.kit.choices import Words
from meetings.vocabulary import ThemeDayRuleKind

V = TypeVar("V")
WEEKDAYS = "一二三四五六日"


class Sort(ABC, Generic[V]):
    """A sort of value."""

    @abstractmethod
    def read(self, raw: object) -> V:
        """The value that is stored as `raw`. Raises ValueError with a Chinese sentence."""

    def stored(self, value: V) -> object:
        """The value as plain JSON."""
        return value

    @abstractmethod
    def words(self, value: V) -> str:
        """The value as a person reads it."""

    def at_least(self, value: V, other: V) -> bool:
        """Whether a value is at least as much as another; without an order only the same is."""
        return value == other

    def at_most(self, value: V, other: V) -> bool:
        """Whether a value is at most as much as another."""
        return self.at_least(other, value)


@dataclass(frozen=True)
class Number(Sort[int]):
    """A whole number. `zero` says what 0 means where it is no number; `no_limit` that 0 is then the most."""

    unit: str = ""
    zero: str = ""
    most: int = 1000
    least: int = 0
    no_limit: bool = False

    def read(self, raw: object) -> int:
        """A whole number within its bounds."""
        if isinstance(raw, bool) or not isinstance(raw, int) or not self.least <= raw <= self.most:
            raise ValueError(f"请填 {self.least} 到 {self.most} 的整数")
        return raw

    def words(self, value: int) -> str:
        """3 天."""
        return self.zero if self.zero and not value else f"{value} {self.unit}".strip()

    def at_least(self, value: int, other: int) -> bool:
        """Larger or equal; no limit is larger than any."""
        if self.no_limit and not (value and other):
            return not value
        return value >= other


@dataclass(frozen=True)
class YesNo(Sort[bool]):
    """Yes or no; yes is the more."""

    yes: str = "是"
    no: str = "否"

    def read(self, raw: object) -> bool:
        """True or false."""
        if not isinstance(raw, bool):
            raise ValueError(f"请选“{self.yes}”或“{self.no}”")
        return raw

    def words(self, value: bool) -> str:
        """是."""
        return self.yes if value else self.no

    def at_least(self, value: bool, other: bool) -> bool:
        """Yes is more than no."""
        return value or not other


@dataclass(frozen=True)
class Choice(Sort[str]):
    """One of several words, the strictest first where there is an order."""

    options: tuple[tuple[str, str], ...]
    ordered: bool = False

    def read(self, raw: object) -> str:
        """A known word."""
        if not isinstance(raw, str) or raw not in dict(self.options):
            raise ValueError(f"请选{'、'.join(f'“{word}”' for _, word in self.options)}之一")
        return raw

    def words(self, value: str) -> str:
        """Its Chinese."""
        return dict(self.options)[value]

    def at_least(self, value: str, other: str) -> bool:
        """As strict, where there is an order."""
        names = [name for name, _ in self.options]
        return names.index(value) <= names.index(other) if self.ordered else value == other


@dataclass(frozen=True)
class Choices(Sort[tuple[str, ...]]):
    """Any of several words, in the order of the options; a set with more is more. `never` may not be among them."""

    options: tuple[tuple[str, str], ...]
    empty: str = "无"
    never: tuple[str, ...] = ()

    def read(self, raw: object) -> tuple[str, ...]:
        """Known words, each once."""
        names = [name for name, _ in self.options]
        if not isinstance(raw, list | tuple) or not all(isinstance(one, str) and one in names for one in raw):
            raise ValueError("有不认识的选项，请在列出的里面选")
        if forbidden := [word for name, word in self.options if name in raw and name in self.never]:
            raise ValueError(f"{'、'.join(forbidden)}永远不可选")
        return tuple(name for name in names if name in raw)

    def stored(self, value: tuple[str, ...]) -> object:
        """A list of plain words."""
        return [str(one) for one in value]

    def words(self, value: tuple[str, ...]) -> str:
        """党课、主题党日."""
        return "、".join(word for name, word in self.options if name in value) or self.empty

    def at_least(self, value: tuple[str, ...], other: tuple[str, ...]) -> bool:
        """Has all that the other has."""
        return set(value) >= set(other)


@dataclass(frozen=True)
class Months(Sort[tuple[int, ...]]):
    """Months of the year."""

    def read(self, raw: object) -> tuple[int, ...]:
        """1 to 12, each once."""
        if not isinstance(raw, list | tuple):
            raise ValueError("请选月份")
        months = {one for one in raw if isinstance(one, int) and not isinstance(one, bool) and 1 <= one <= 12}
        if len(months) != len(raw):
            raise ValueError("月份请填 1 到 12，不要重复")
        return tuple(sorted(months))

    def stored(self, value: tuple[int, ...]) -> object:
        """A list."""
        return list(value)

    def words(self, value: tuple[int, ...]) -> str:
        """7月、8月."""
        return "、".join(f"{month}月" for month in value) or "无"


@dataclass(frozen=True)
class DayOfYear(Sort[str]):
    """A day of the year as MM-DD, of this year or the next. 29 February is none."""

    next_year: bool = False
    latest: str = "12-31"

    def read(self, raw: object) -> str:
        """A day that every year has."""
        try:
            month, day = (int(part) for part in str(raw).split("-"))
            found = date(2023, month, day)
        except ValueError:
            raise ValueError("请填月日，如 03-31") from None
        if raw != f"{found:%m-%d}":
            raise ValueError("请填月日，如 03-31")
        if raw > self.latest:
            raise ValueError(f"不能晚于 {self.latest}")
        return f"{found:%m-%d}"

    def words(self, value: str) -> str:
        """次年3月31日."""
        month, day = value.split("-")
        return f"{'次年' if self.next_year else ''}{int(month)}月{int(day)}日"


@dataclass(frozen=True)
class Text(Sort[str]):
    """A short word, such as a code."""

    longest: int = 20

    def read(self, raw: object) -> str:
        """Not empty, not long."""
        if not isinstance(raw, str) or not 0 < len(raw.strip()) <= self.longest:
            raise ValueError(f"请填 1 到 {self.longest} 个字")
        return raw.strip()

    def words(self, value: str) -> str:
        """As it is."""
        return value


@dataclass(frozen=True)
class Part(Sort[Fraction]):
    """A part of a whole, stored as 1/3."""

    def read(self, raw: object) -> Fraction:
        """More than nothing, at most the whole."""
        above, slash, below = str(raw).partition("/")
        if not (isinstance(raw, str) and slash and above.isdecimal() and below.isdecimal()):
            raise ValueError("请填分数，如 1/3")
        if not 0 < int(above) <= int(below) <= 1000:
            raise ValueError("分数须大于 0，不大于 1，如 1/3")
        return Fraction(int(above), int(below))

    def stored(self, value: Fraction) -> object:
        """1/3."""
        return f"{value.numerator}/{value.denominator}"

    def words(self, value: Fraction) -> str:
        """1/3."""
        return f"{value.numerator}/{value.denominator}"

    def at_least(self, value: Fraction, other: Fraction) -> bool:
        """Larger or equal."""
        return value >= other


Pairs = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Table(Sort[Pairs]):
    """A number for each of some words: years of a term by sector, points by grade."""

    rows: tuple[tuple[str, str], ...]
    unit: str = ""
    most: int = 100

    def read(self, raw: object) -> Pairs:
        """Every word with its number, none else."""
        if not isinstance(raw, Mapping) or set(raw) != {name for name, _ in self.rows}:
            raise ValueError(f"请逐项写明{'、'.join(word for _, word in self.rows)}，不多不少")
        numbers = [(name, raw[name]) for name, _ in self.rows]
        if not all(type(number) is int and 0 <= number <= self.most for _, number in numbers):
            raise ValueError(f"每项请填 0 到 {self.most} 的整数")
        return tuple(numbers)

    def stored(self, value: Pairs) -> object:
        """An object."""
        return dict(value)

    def words(self, value: Pairs) -> str:
        """合格 70，基本合格 51."""
        return "，".join(f"{dict(self.rows)[name]} {number} {self.unit}".strip() for name, number in value)


@dataclass(frozen=True)
class Terms(Sort[tuple[tuple[str, str], ...]]):
    """A choice for each of some words, the least first: how long which papers are kept."""

    rows: tuple[tuple[str, str], ...]
    options: tuple[tuple[str, str], ...]

    def read(self, raw: object) -> tuple[tuple[str, str], ...]:
        """Every word with its choice, none else."""
        known, chosen = dict(self.rows), dict(self.options)
        if not isinstance(raw, Mapping) or set(raw) != set(known):
            raise ValueError(f"请逐项写明{'、'.join(known.values())}，不多不少")
        if not all(isinstance(one, str) and one in chosen for one in raw.values()):
            raise ValueError(f"每项请选{'、'.join(f'“{word}”' for word in chosen.values())}之一")
        return tuple((name, raw[name]) for name in known)

    def stored(self, value: tuple[tuple[str, str], ...]) -> object:
        """An object."""
        return dict(value)

    def words(self, value: tuple[tuple[str, str], ...]) -> str:
        """永久：发展党员、选举；30 年：会议记录."""
        lines = [
            (word, [dict(self.rows)[row] for row, chosen in value if chosen == name])
            for name, word in reversed(self.options)
        ]
        return "；".join(f"{word}：{'、'.join(rows)}" for word, rows in lines if rows)

    def at_least(self, value: tuple[tuple[str, str], ...], other: tuple[tuple[str, str], ...]) -> bool:
        """No row is less."""
        order = [name for name, _ in self.options]
        less = dict(other)
        return all(order.index(chosen) >= order.index(less[row]) for row, chosen in value)


@dataclass(frozen=True)
class ThemeDay:
    """On which day of the month: see ThemeDayRuleKind. Weekdays as in ISO, Monday 1 … Sunday 7."""

    kind: ThemeDayRuleKind = ThemeDayRuleKind.NTH_WEEKDAY
    n: int = 3
    weekday: int = 5
    count_partial: bool = False
    day: int = 0

    @property
    def words(self) -> str:
        """每月第 3 个星期五."""
        weekday = f"星期{WEEKDAYS[self.weekday - 1]}"
        match self.kind:
            case ThemeDayRuleKind.NTH_WEEKDAY:
                return f"每月第 {self.n} 个{weekday}"
            case ThemeDayRuleKind.WEEKDAY_OF_NTH_WEEK:
                partial = "残周算第一周" if self.count_partial else "残周不算"
                return f"每月第 {self.n} 周的{weekday}（{partial}）"
            case ThemeDayRuleKind.DAY_OF_MONTH:
                return f"每月 {self.day} 日"
            case ThemeDayRuleKind.LAST_WEEKDAY:
                return f"每月最后一个{weekday}"
        return "手工逐月确定"


_PARTS: dict[ThemeDayRuleKind, tuple[str, ...]] = {
    ThemeDayRuleKind.NTH_WEEKDAY: ("n", "weekday"),
    ThemeDayRuleKind.WEEKDAY_OF_NTH_WEEK: ("n", "weekday", "count_partial"),
    ThemeDayRuleKind.DAY_OF_MONTH: ("day",),
    ThemeDayRuleKind.LAST_WEEKDAY: ("weekday",),
    ThemeDayRuleKind.MANUAL: (),
}
_BOUNDS = {"n": (1, 4), "weekday": (1, 7), "day": (1, 28)}


@dataclass(frozen=True)
class ThemeDays(Sort[ThemeDay]):
    """The rule of the theme day, stored as {"kind": "nth_weekday", "n": 3, "weekday": 5}."""

    def read(self, raw: object) -> ThemeDay:
        """A kind with exactly the parts it needs."""
        if not isinstance(raw, Mapping) or raw.get("kind") not in set(ThemeDayRuleKind):
            raise ValueError('请写明哪一种，如 {"kind": "nth_weekday", "n": 3, "weekday": 5}')
        kind = ThemeDayRuleKind(raw["kind"])
        parts = _PARTS[kind]
        if set(raw) != {"kind", *parts}:
            raise ValueError(f"{kind.label}要写明且只写 {'、'.join(('kind', *parts))}")
        for name in parts:
            _check_part(name, raw[name])
        return ThemeDay(kind, **{"n": 0, "weekday": 1, **{name: raw[name] for name in parts}})

    def stored(self, value: ThemeDay) -> object:
        """The kind with its parts."""
        return {"kind": str(value.kind)} | {name: getattr(value, name) for name in _PARTS[value.kind]}

    def words(self, value: ThemeDay) -> str:
        """每月第 3 个星期五."""
        return value.words


def _check_part(name: str, value: object) -> None:
    if name == "count_partial":
        if not isinstance(value, bool):
            raise ValueError("count_partial 请写 true 或 false")
        return
    least, most = _BOUNDS[name]
    if type(value) is not int or not least <= value <= most:
        raise ValueError(f"{name} 请写 {least} 到 {most} 的整数")


def options_of(words: type[Words], names: Sequence[str] | None = None) -> tuple[tuple[str, str], ...]:
    """The options of an enumeration, all or some."""
    return tuple((one.value, one.label) for one in words if names is None or one.value in names)
