"""Hostile and broken tables are refused in under 5 seconds and 64 MB, measured in a process of their own."""

import json
import random
import re
import struct
import subprocess
import sys

import pytest

from branchlife.kit.workbook import Refused, read_tables
from tests.kit.odd_files import HEAD, MAIN, ole, text_cell, xls, xlsx, xlsx_parts, zipped

pytestmark = pytest.mark.slow

SECONDS = 5
MEGABYTES = 64

MEASURE = """
import json, os, pathlib, resource, sys
from branchlife.kit.workbook import Refused, read_tables
warm, data = (pathlib.Path(name).read_bytes() for name in sys.argv[1:3])
read_tables(warm, "a.xlsx")
spent = lambda: sum(os.times()[:4])  # of the processor, its children's included: others may keep it waiting
peak = lambda who: resource.getrusage(who).ru_maxrss / 1024
before, began = peak(resource.RUSAGE_SELF), spent()
try:
    read_tables(data, sys.argv[3])
    message = ""
except Refused as refused:
    message = refused.message
took, more = spent() - began, peak(resource.RUSAGE_SELF) - before
print(json.dumps([message, took, max(more, peak(resource.RUSAGE_CHILDREN))]))
"""

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BILLION = f'{HEAD}<!DOCTYPE x [<!ENTITY l0 "lol">{LAUGHS}]>'


def with_part(name, content):
    return zipped(xlsx_parts("<sheetData/>") | {name: content})


def sheet_with_laughs():
    cell = text_cell("A1", "&l9;")
    return with_part("xl/worksheets/sheet1.xml", f'{BILLION}<worksheet xmlns="{MAIN}">{cell}</worksheet>')


def noise(size):
    return random.Random(7).randbytes(size)


def sparse_rows(inside):
    return xlsx(
        "<sheetData>" + "".join(f'<row r="{n}">{inside}</row>' for n in range(1, 1_000_000)) + "</sheetData>"
    )


def many_texts(count):
    return xlsx("<sheetData/>", "".join(f"<si><t>{n}</t></si>" for n in range(count)))


def crowded_directory():
    return zipped({f"{n}": b"" for n in range(20_000)})


def flipped(data):
    """The same with one byte in the middle of the first packed part changed."""
    return data[:120] + bytes([data[120] ^ 0xFF]) + data[121:]


def endless_chain():
    data = bytearray(ole({"Workbook": b"\0" * 4096}))
    struct.pack_into("<I", data, 512 + 3 * 4, 3)  # the fourth sector follows itself
    return bytes(data)


HOSTILE = {
    "zip bomb, one part": lambda: ("a.xlsx", with_part("xl/media/image1.png", b"\0" * 60_000_000)),
    "zip bomb, ratio": lambda: ("a.xlsx", with_part("xl/worksheets/sheet1.xml", b" " * 20_000_000)),
    "zip bomb, many parts": lambda: ("a.xlsx", zipped({f"{n}.xml": b" " * 900_000 for n in range(150)})),
    "too many entries": lambda: ("a.xlsx", crowded_directory()),
    "one cell at XFD1048576": lambda: (
        "a.xlsx",
        xlsx(
            '<dimension ref="A1"/><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        ),
    ),
    "a million styled rows": lambda: ("a.xlsx", sparse_rows('<c r="A1" s="0"/>')),
    "a million rows": lambda: ("a.xlsx", sparse_rows("<c><v>1</v></c>")),
    "huge shared strings": lambda: ("a.xlsx", many_texts(400_000)),
    "one endless string": lambda: (
        "a.xlsx",
        xlsx("<sheetData/>", f"<si><t>{noise(2_000_000).hex()}</t></si>"),
    ),
    "one endless attribute": lambda: ("a.xlsx", xlsx(f'<sheetData a="{noise(4_000_000).hex()}"/>')),
    "huge styles": lambda: (
        "a.xlsx",
        with_part("xl/styles.xml", f'{HEAD}<styleSheet xmlns="{MAIN}">{"<xf/>" * 100_000}</styleSheet>'),
    ),
    "billion laughs in a sheet": lambda: ("a.xlsx", sheet_with_laughs()),
    "billion laughs in the texts": lambda: (
        "a.xlsx",
        with_part("xl/sharedStrings.xml", f'{BILLION}<sst xmlns="{MAIN}"><si><t>&l9;</t></si></sst>'),
    ),
    "billion laughs in the types": lambda: (
        "a.xlsx",
        with_part("[Content_Types].xml", f"{BILLION}<Types>spreadsheetml.sheet.main+xml&l9;</Types>"),
    ),
    "deep nesting": lambda: ("a.xlsx", xlsx("<a>" * 200_000 + "</a>" * 200_000)),
    "truncated zip": lambda: ("a.xlsx", xlsx("<sheetData/>")[:-200]),
    "flipped bytes": lambda: ("a.xlsx", flipped(xlsx("<sheetData/>"))),
    "web page called .xls": lambda: ("a.xls", b"<html><table><tr><td>1</td></tr></table></html>"),
    "web page called .xlsx": lambda: ("a.xlsx", b"\xef\xbb\xbf <html></html>"),
    "noise called .xlsx": lambda: ("a.xlsx", noise(4_000_000)),
    "noise called .xls": lambda: ("a.xls", noise(4_000_000)),
    "noise called .csv": lambda: ("a.csv", noise(4_000_000)),
    "noise behind a zip signature": lambda: ("a.xlsx", b"PK\x03\x04" + noise(4_000_000)),
    "noise behind an OLE signature": lambda: (
        "a.xls",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + noise(4_000_000),
    ),
    "empty file": lambda: ("a.xlsx", b""),
    "Word document called .xls": lambda: ("a.xls", ole({"WordDocument": b"text"})),
    "password, new format": lambda: (
        "a.xlsx",
        ole({"EncryptionInfo": b"x", "EncryptedPackage": noise(8192)}),
    ),
    "password, called .xls": lambda: (
        "a.xls",
        ole({"EncryptionInfo": b"x", "EncryptedPackage": noise(8192)}),
    ),
    "endless chain": lambda: ("a.xls", endless_chain()),
    "old sheet to its last cell": lambda: ("a.xls", xls({(0, 0): 1.0, (65535, 255): 1.0})),
    "old workbook of empty records": lambda: ("a.xls", ole({"Workbook": b"\0" * 60_000})),
    "one endless line": lambda: ("a.csv", b"a," * 2_000_000),
    "one endless quotation": lambda: ("a.csv", b'"' * 4_000_001),
}


def measure(tmp_path, filename, data):
    (tmp_path / "warm").write_bytes(xlsx(f'<sheetData><row r="1">{text_cell("A1", "甲")}</row></sheetData>'))
    (tmp_path / "data").write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, tmp_path / "warm", tmp_path / "data", filename],
        capture_output=True,
        check=True,
        timeout=60,
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize("case", HOSTILE)
def test_it_is_refused_quickly_and_without_much_memory(tmp_path, case):
    filename, data = HOSTILE[case]()
    message, seconds, megabytes = measure(tmp_path, filename, data)
    with pytest.raises(Refused, match=re.escape(message)):
        read_tables(data, filename)
    assert message.endswith("。")
    assert seconds < SECONDS
    assert megabytes < MEGABYTES


def test_the_largest_accepted_text_table_stays_within_the_memory(tmp_path):
    """What passes the scan of the shared texts is what openpyxl then holds."""
    _, seconds, megabytes = measure(tmp_path, "a.xlsx", many_texts(240_000))
    assert seconds < SECONDS
    assert megabytes < MEGABYTES
