"""Enumerations with a Chinese word beside each value, free of the database layer so that rules may use them."""

import enum
from typing import Self


class Words(enum.StrEnum):
    """Members are written `NAME = "value", "中文"`; `.choices` serves a Django field."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def pairs(cls) -> list[tuple[str, str]]:
        """(value, label) pairs, in the order written."""
        return [(member.value, member.label) for member in cls]
