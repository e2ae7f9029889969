"""The tables of a workbook as a printed PDF, so that paper and workbook never differ."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from branchlife.kit.pdf import render_pdf
from branchlife.kit.xlsx import Column, Sheet, Value

EMPTY = "—"


def printed(value: Value, column: Column) -> str:
    """A cell in the words of a paper table; nothing is left blank."""
    if value is None or value == "":
        return EMPTY
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, str):
        return value
    return _number(value, column)


def _number(value: float, column: Column) -> str:
    match column.kind:
        case "ratio":
            return f"{value * 100:.1f}%"
        case "hours":
            return f"{value:.1f}"
        case "money":
            return f"{value:,.2f}"
        case _:
            return str(value)


def _row(row: Sequence[Value], columns: Sequence[Column]) -> list[dict[str, Any]]:
    filled = [*row, *[None] * (len(columns) - len(row))]
    return [
        {"text": printed(value, column), "is_text": column.kind == "text"}
        for value, column in zip(filled, columns, strict=True)
    ]


LEAST: dict[str, float] = {"date": 17, "ratio": 11, "int": 8}


def weight(column: Column) -> float:
    """The share of the line on paper, where letters are small: a date and a name of three characters stay whole."""
    if column.kind != "text":
        return LEAST.get(column.kind, column.width)
    if 6 < column.width < 11:
        return 11
    return column.width + 3 if column.width <= 14 else column.width * 0.9


def _table(sheet: Sheet) -> dict[str, Any]:
    whole = sum(map(weight, sheet.columns))
    return {
        "title": sheet.title,
        "subtitle": sheet.subtitle,
        "columns": [(column.header, f"{100 * weight(column) / whole:.2f}%") for column in sheet.columns],
        "rows": [_row(row, sheet.columns) for row in sheet.rows],
        "total": _row(sheet.total_row, sheet.columns) if sheet.total_row is not None else None,
    }


def print_sheets(
    sheets: Sequence[Sheet], title: str, footer: Sequence[str], *, signatures: Sequence[str] = ()
) -> bytes:
    """A4 landscape, each table beginning on a page of its own, its head repeated on every page; places to sign."""
    words = {"tables": map(_table, sheets), "footer": footer, "signatures": signatures}
    return render_pdf("exports/tables.html", words, title=title)
