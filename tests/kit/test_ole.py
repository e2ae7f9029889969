"""The old compound files: names and streams, small streams, and files that contradict themselves."""

import struct

import pytest

from branchlife.kit.ole import OleDamagedError, OleFile
from tests.kit.odd_files import ole

FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def entry(name, kind, start, size):
    raw = (name + "\0").encode("utf-16-le")
    head = raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw), kind, 1, FREE, FREE, FREE)
    return head + b"\0" * 36 + struct.pack("<III", start, size, 0)


def small(content, mini_table=(1, END)):
    """A file whose one stream is so small that it lies in pieces of 64 bytes. Sectors: table, names, pieces, theirs."""
    header = bytearray(ole({})[:512])
    struct.pack_into("<I", header, 60, 3)
    table = struct.pack("<4I", TABLE, END, END, END).ljust(512, b"\xff")
    names = (entry("Root Entry", 5, 2, 512) + entry("Note", 2, 0, len(content))).ljust(512, b"\0")
    pieces = content.ljust(512, b"\0")
    own = struct.pack(f"<{len(mini_table)}I", *mini_table).ljust(512, b"\xff")
    return bytes(header) + table + names + pieces + own


def patched(data, offset, *numbers):
    changed = bytearray(data)
    struct.pack_into(f"<{len(numbers)}I", changed, offset, *numbers)
    return bytes(changed)


def test_streams_are_found_by_name():
    file = OleFile(ole({"Workbook": b"one", "Other": b"two" * 2000}))
    assert file.names == {"Root Entry", "Workbook", "Other"}
    assert file.stream("Workbook").startswith(b"one")
    assert file.stream("Other")[:6000] == b"two" * 2000


def test_a_small_stream_is_put_together_from_its_pieces():
    assert OleFile(small(b"x" * 100)).stream("Note") == b"x" * 100


def test_a_table_of_tables_is_followed():
    data = patched(ole({"Workbook": b"one"}), 68, 10)  # sector 10 goes on with the list of tables
    data = data.ljust(512 * 11, b"\0") + struct.pack("<128I", *[FREE] * 127, END)
    assert OleFile(data).stream("Workbook").startswith(b"one")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK" * 400,
        ole({})[:512],
        patched(ole({}), 28, 0),
        patched(ole({}), 48, 77),
        patched(ole({}), 68, 1),
        patched(ole({}), 76, *[0] * 20),
        patched(ole({}), 512 + 4, 1),
    ],
)
def test_a_file_that_contradicts_itself_is_damaged(data):
    with pytest.raises(OleDamagedError):
        OleFile(data)


def test_a_stream_that_is_missing_or_broken_is_damaged():
    for data, name in [
        (ole({}), "Workbook"),
        (patched(ole({"Workbook": b"x"}), 1024 + 128 + 120, 99_999), "Workbook"),
        (patched(ole({"Workbook": b"x"}), 512 + 8, 2), "Workbook"),
        (small(b"x" * 100, mini_table=(0,)), "Note"),
        (small(b"x" * 100, mini_table=(500,)), "Note"),
    ]:
        with pytest.raises(OleDamagedError):
            OleFile(data).stream(name)
