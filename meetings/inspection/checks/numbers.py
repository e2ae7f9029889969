"""Numbers that should run from 1 without a hole. Pure."""

from collections import Counter
from collections.abc import Iterable

from meetings.archive.codes import missing_numbers


def odd_numbers(numbers: Iterable[int], unit: str) -> str:
    """缺第 3 次，重第 2 次; "" when they run from 1 without a hole and none is there twice."""
    counted = Counter(numbers)
    double = sorted(number for number, times in counted.items() if times > 1)
    parts = {"缺": missing_numbers(counted), "重": double}
    return "，".join(f"{word}{_listed(found, unit)}" for word, found in parts.items() if found)


def _listed(numbers: Iterable[int], unit: str) -> str:
    return "、".join(f"第 {number} {unit}" for number in numbers)
