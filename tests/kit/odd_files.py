"""Builders of small office files, sound and hostile ones, for the tests of the readers."""

import io
import struct
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
OVERRIDES = (
    '<Override PartName="/xl/workbook.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/sharedStrings.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)


def xlsx_parts(sheet, strings=""):
    """The parts of a workbook with one sheet: `sheet` is what stands inside <worksheet>."""
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels"'
        f' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{OVERRIDES}</Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"'
        f' Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="名册" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'{HEAD}<worksheet xmlns="{MAIN}">{sheet}</worksheet>',
        "xl/sharedStrings.xml": f'{HEAD}<sst xmlns="{MAIN}">{strings}</sst>',
    }


def zipped(parts):
    """A zip of {name: text or bytes}."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def xlsx(sheet, strings=""):
    """A workbook with one sheet as bytes."""
    return zipped(xlsx_parts(sheet, strings))


def text_cell(place, text):
    """An inline text cell."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def ole(streams):
    """A compound file with the named streams, each filled up to 4,096 bytes so that none is a mini stream."""
    directory = [_entry("Root Entry", 5, 0xFFFFFFFE, 0)]
    fat, body, sector = [0xFFFFFFFD, 0xFFFFFFFE], b"", 2
    for name, content in streams.items():
        padded = content.ljust(max(4096, -(-len(content) // 512) * 512), b"\0")
        count = len(padded) // 512
        directory.append(_entry(name, 2, sector, len(padded)))
        fat += [*range(sector + 1, sector + count), 0xFFFFFFFE]
        body, sector = body + padded, sector + count
    assert len(directory) <= 4
    assert len(fat) <= 128
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += b"\0" * 6 + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(512, b"\xff")
    return header + table + b"".join(directory).ljust(512, b"\0") + body


def _entry(name, kind, start, size):
    raw = (name + "\0").encode("utf-16-le")
    right = 0xFFFFFFFF
    child = 1 if kind == 5 else 0xFFFFFFFF
    entry = raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw), kind, 1, 0xFFFFFFFF, right, child)
    return entry + b"\0" * 36 + struct.pack("<III", start, size, 0)


def xls(cells, extra=b""):
    """An Excel 97 workbook with the sheet 名册; `cells` maps (row, column) from 0 to a text or a number."""
    name = "名册".encode("utf-16-le")
    bof = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0xDBB, 0x7CC, 0, 6))
    sheet_record = 4 + 8 + len(name)
    offset = len(bof) + len(extra) + sheet_record + 4
    bound = _record(0x85, struct.pack("<IHBB", offset, 0, 2, 1) + name)
    sheet = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0xDBB, 0x7CC, 0, 6))
    for (row, column), value in cells.items():
        sheet += _xls_cell(row, column, value)
    return ole({"Workbook": bof + extra + bound + _record(0x0A, b"") + sheet + _record(0x0A, b"")})


def _xls_cell(row, column, value):
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, str):
        raw = value.encode("utf-16-le")
        return _record(0x204, place + struct.pack("<HB", len(value), 1) + raw)
    return _record(0x203, place + struct.pack("<d", value))


def _record(kind, content):
    return struct.pack("<HH", kind, len(content)) + content
