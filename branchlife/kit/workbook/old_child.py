"""Run apart, never imported by the site: an .xls file on standard input, its visible sheets as JSON."""

import datetime
import io
import json
import resource
import sys

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

MEMORY = 1024 * 1024 * 1024
SECONDS = 5
ROWS = 5_000


def tagged(value: object) -> object:
    """A value JSON can carry; days and times go as [kind, text]."""
    if isinstance(value, datetime.timedelta):
        return str(value)
    if isinstance(value, datetime.datetime):
        return ["datetime", value.isoformat()]
    if isinstance(value, datetime.date):
        return ["date", value.isoformat()]
    if isinstance(value, datetime.time):
        return ["time", value.isoformat()]
    return value


def main() -> None:
    """Read, convert, print; any error ends the process with a code the caller takes for damage."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    sheets = []
    for sheet in book.sheets_metadata:
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible:
            rows = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False, nrows=ROWS)
            sheets.append([sheet.name, [[tagged(value) for value in row] for row in rows]])
    sys.stdout.write(json.dumps(sheets))


if __name__ == "__main__":
    main()
