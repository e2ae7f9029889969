"""Looking into zip-based office files without unpacking them: the directory, then each XML part as a stream."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any
from xml.parsers import expat

from branchlife.kit.refusal import Refused

MAX_ENTRIES = 200
MAX_UNPACKED = 50 * 1024 * 1024
MAX_RATIO = 100
RATIO_FREE = 1024 * 1024  # small parts may pack better than 1:100 without doing harm
MAX_DIRECTORY_MARKS = 1000  # entries of archives inside the archive look alike, hence more than MAX_ENTRIES
CHUNK = 64 * 1024
SILENT_CHUNKS = 16  # 1 MB without a single tag is not an office file
MAX_DEPTH = 100

DAMAGED = "文件已损坏，无法读取。请重新从原处复制一份，或用 WPS、Excel 打开后另存一次再试。"
TOO_BIG_INSIDE = "这个文件展开后过大，无法安全读取。请删去多余的工作表、图片和空行，另存后再试。"
MACROS = "这个文件带有宏。请另存为不带宏的格式（.xlsx 或 .docx）后再试。"
LOCKED = "这个文件设有打开密码。请先在 WPS 或 Excel、Word 中取消密码，保存后再试。"
UNSAFE = "这个文件的内部结构不正常，为安全起见没有读取。请用 WPS、Excel 或 Word 打开后另存一次再试。"

# What the parsers say of damage; ValueError and LookupError: a part that lies about its encoding or its numbers;
# NotImplementedError: what zipfile raises for a compression or an encryption it does not know.
BROKEN = (
    expat.ExpatError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,  # caught, never raised by us
    ValueError,
    LookupError,
    OSError,
)


def read_limited(source: IO[bytes] | Path | str | bytes, limit: int) -> bytes:
    """All bytes of an upload, a path or a byte string; refused when there are none or more than `limit`."""
    if isinstance(source, bytes):
        data = source
    elif isinstance(source, str | Path):
        with Path(source).open("rb") as stream:
            data = stream.read(limit + 1)
    else:
        data = source.read(limit + 1)
    if not data:
        raise Refused("这是一个空文件（0 字节）。请核对是否选错了文件。")
    if len(data) > limit:
        raise Refused(f"文件超过 {limit // (1024 * 1024)} MB。请拆分或删去多余内容后再试。")
    return data


def open_archive(data: bytes, *, entries: int = MAX_ENTRIES, unpacked: int = MAX_UNPACKED) -> zipfile.ZipFile:
    """The archive, once its directory has been found harmless; nothing has been unpacked.

    At most so many `entries` and bytes `unpacked`: the defaults are those of an office file.
    """
    if data.count(b"PK\x01\x02") > max(MAX_DIRECTORY_MARKS, 2 * entries):
        raise Refused(TOO_BIG_INSIDE)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as error:
        raise Refused(DAMAGED) from error
    _check_directory(archive.infolist(), len(data), entries, unpacked)
    return archive


def _check_directory(
    entries: list[zipfile.ZipInfo], packed: int, most: int = MAX_ENTRIES, room: int = MAX_UNPACKED
) -> None:
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused(LOCKED)
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > most or unpacked > room:
        raise Refused(TOO_BIG_INSIDE)
    if unpacked > RATIO_FREE and unpacked > MAX_RATIO * packed:
        raise Refused(TOO_BIG_INSIDE)
    for entry in entries:
        if entry.file_size > RATIO_FREE and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise Refused(TOO_BIG_INSIDE)
    if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
        raise Refused(MACROS)


class Scan:
    """One XML part read as a stream: no document type, no depth, not more elements than the budget.

    Subclasses look at `root` and `element`. Nothing is kept, so the memory used does not depend on the part.
    """

    def __init__(self, budget: int) -> None:
        self.budget = budget
        self.elements = 0
        self.depth = 0
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._first
        self.parser.EndElementHandler = self._end

    def root(self, name: str) -> None:
        """Called once with the root element; may change the budget."""

    def element(self, name: str, attributes: dict[str, str]) -> None:
        """Called for each element but the root."""

    def _doctype(self, *_: Any) -> None:
        raise Refused(UNSAFE)

    def _first(self, name: str, attributes: dict[str, str]) -> None:
        self.depth = self.elements = 1
        self.root(name)
        self.parser.StartElementHandler = self._start

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        self.depth += 1
        if self.elements > self.budget or self.depth > MAX_DEPTH:
            raise Refused(TOO_BIG_INSIDE if self.elements > self.budget else UNSAFE)
        self.element(name, attributes)

    def _end(self, _: str) -> None:
        self.depth -= 1

    def run(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> int:
        """Read the part to its end; returns the number of elements, raises `Refused`."""
        try:
            with archive.open(entry) as stream:
                self._feed(iter(lambda: stream.read(CHUNK), b""))
        except BROKEN as error:
            raise Refused(DAMAGED) from error
        return self.elements

    def _feed(self, chunks: Iterator[bytes]) -> None:
        silent = 0
        for chunk in chunks:
            before = self.elements
            self.parser.Parse(chunk)
            silent = silent + 1 if self.elements == before else 0
            if silent > SILENT_CHUNKS:
                raise Refused(TOO_BIG_INSIDE)
        self.parser.Parse(b"", True)


class PackageScan(Scan):
    """A part of an office package: XML that hides behind another ending would escape, so it is refused."""

    def element(self, name: str, attributes: dict[str, str]) -> None:
        """Refuse XML parts that are not called .xml, and macro-enabled content types."""
        if name.endswith("}Override"):
            kind, part = attributes.get("ContentType", ""), attributes.get("PartName", "")
            if "macroenabled" in kind.lower():
                raise Refused(MACROS)
            if kind.endswith("+xml") and not part.lower().endswith((".xml", ".rels", ".vml")):
                raise Refused(UNSAFE)
        elif name.endswith("}Relationship") and _hidden_part(attributes):
            raise Refused(UNSAFE)


HIDEABLE = ("/worksheet", "/sharedStrings", "/styles", "/theme", "/officeDocument")


def _hidden_part(attributes: dict[str, str]) -> bool:
    target = attributes.get("Target", "").lower()
    return attributes.get("Type", "").endswith(HIDEABLE) and not target.endswith(".xml")


def xml_parts(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The entries that hold XML by their name."""
    return [entry for entry in archive.infolist() if entry.filename.lower().endswith((".xml", ".rels"))]


def content_types(archive: zipfile.ZipFile) -> str:
    """The text of [Content_Types].xml; refused as damaged when it is missing or huge."""
    try:
        entry = archive.getinfo("[Content_Types].xml")
        if entry.file_size > RATIO_FREE:
            raise Refused(UNSAFE)
        return archive.read(entry).decode("utf-8", "replace")
    except BROKEN as error:
        raise Refused(DAMAGED) from error
