"""What is wrong, or worth knowing, in an uploaded table: which sheet, row and column, and how to mend it."""

import string
from collections.abc import Mapping
from dataclasses import dataclass, field

LETTERS = string.ascii_uppercase


@dataclass(frozen=True)
class Slip:
    """One remark on one cell (`column` is its letter, "" for the whole row)."""

    sheet: str
    row: int
    column: str
    message: str

    def as_dict(self) -> dict[str, str | int]:
        """For the JSON of the commands."""
        return {"sheet": self.sheet, "row": self.row, "column": self.column, "message": self.message}


@dataclass
class Notes:
    """Collects the errors (the row is not saved) and the remarks (it is) of one row."""

    sheet: str
    row: int
    columns: Mapping[str, str] = field(default_factory=dict)
    errors: list[Slip] = field(default_factory=list)
    remarks: list[Slip] = field(default_factory=list)

    def error(self, name: str, message: str) -> None:
        """The cell of a field keeps the row from being saved."""
        self.errors.append(self._slip(name, message))

    def remark(self, name: str, message: str) -> None:
        """Something to look at; the row is saved."""
        self.remarks.append(self._slip(name, message))

    def _slip(self, name: str, message: str) -> Slip:
        return Slip(self.sheet, self.row, self.columns.get(name, ""), message)


def letter(column: int) -> str:
    """The letter of a column counted from 0: 0 → A, 26 → AA."""
    high, low = divmod(column, len(LETTERS))
    return (LETTERS[high - 1] if high else "") + LETTERS[low]


def letters(columns: Mapping[int, str]) -> dict[str, str]:
    """Field → letter, from the header that was found."""
    return {name: letter(column) for column, name in columns.items()}
