"""Shares of a whole — a half, two thirds, 95 % — compared in whole numbers: never a quotient, never a rounding."""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from math import gcd


@dataclass(frozen=True)
class Share:
    """`part` of `whole`. A strict one must be exceeded (过半数), any other may be met exactly (半数以上)."""

    part: int
    whole: int
    is_strict: bool = False

    def holds(self, counted: int, base: int) -> bool:
        """Whether so many are the share of a base."""
        left, right = self.whole * counted, self.part * base
        return left > right if self.is_strict else left >= right

    def needed(self, base: int) -> int | None:
        """The smallest number that is the share of a base; None when even all of them are not."""
        return smallest(lambda counted: self.holds(counted, base), base)

    def words(self, counted: int, base: int, shown: str = "") -> str:
        """2×9 = 18 > 16, or 5×12 = 60 ≥ 4×15 = 60; `shown` stands for what was counted where it is a sum."""
        left = f"{self.whole}×{shown or counted} = {self.whole * counted}"
        right = f"{base}" if self.part == 1 else f"{self.part}×{base} = {self.part * base}"
        return f"{left} {self._sign(self.holds(counted, base))} {right}"

    def formula(self, counted: str, base: str) -> str:
        """2×Y > D."""
        right = base if self.part == 1 else f"{self.part}×{base}"
        return f"{self.whole}×{counted} {self._sign(True)} {right}"

    def verb(self, holds: bool) -> str:
        """超过 or 未超过, 达到 or 不足."""
        if self.is_strict:
            return "超过" if holds else "未超过"
        return "达到" if holds else "不足"

    def _sign(self, holds: bool) -> str:
        if self.is_strict:
            return ">" if holds else "≤"
        return "≥" if holds else "<"


def smallest(holds: Callable[[int], bool], most: int) -> int | None:
    """The smallest number from 0 to `most` for which something holds that then holds for every greater one too."""
    found = bisect_left(range(most + 1), True, key=holds)
    return found if found <= most else None


def percent(number: int) -> Share:
    """So many per cent, in lowest terms: 20 % is one of five."""
    shared = gcd(number, 100)
    return Share(number // shared, 100 // shared)


HALF = Share(1, 2)
MORE_THAN_HALF = Share(1, 2, is_strict=True)
TWO_THIRDS = Share(2, 3)
FOUR_FIFTHS = Share(4, 5)
MORE_THAN_FOUR_FIFTHS = Share(4, 5, is_strict=True)
