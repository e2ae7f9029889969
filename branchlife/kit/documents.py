"""Plain text out of .docx and .txt files: paragraphs kept, styles dropped."""

import io
import re
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import IO, Any

import docx
from docx.oxml.ns import qn

from branchlife.kit.archives import DAMAGED, TOO_BIG_INSIDE, open_archive, read_limited, xml_parts
from branchlife.kit.files import MAX_DOCUMENT, check_office
from branchlife.kit.refusal import Refused
from branchlife.kit.workbook.delimited import decode

MAX_CHARACTERS = 200_000
MAX_PART = 8 * 1024 * 1024  # python-docx holds each part as a tree, several times its size
ADVICE = "请用 WPS 或 Word 打开，另存为 .docx 后再导入。"

PARAGRAPH, TABLE, ROW, CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
TEXT, TAB, BREAKS = qn("w:t"), qn("w:tab"), {qn("w:br"), qn("w:cr")}
PASSED_OVER = {
    qn("w:del"),  # struck out in a tracked change
    qn("w:moveFrom"),
    qn("w:pPr"),
    qn("w:rPr"),
    qn("w:txbxContent"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}

LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


def text_of(source: IO[bytes] | Path | str | bytes, filename: str) -> str:
    """The text of a .docx (paragraphs and tables in their order, a table row as one line with tabs) or .txt file.

    A .txt may be UTF-8, with or without BOM, or GB18030. Numbers that Word makes by itself (automatic lists) are
    no text and are not included. Raises `Refused`; at most 20 MB and 200,000 characters.
    """
    ending = PurePath(filename).suffix.lower()
    if ending not in {".docx", ".txt"}:
        raise Refused(f"只能从 .docx 或 .txt 文件取文字。{ADVICE}")
    data = read_limited(source, MAX_DOCUMENT)
    text = clean_minutes(_text_of_docx(data) if ending == ".docx" else _text_of_txt(data))
    if not text:
        raise Refused("这个文件里没有文字。请核对是否选错了文件；扫描件、图片里的文字不能导入。")
    if len(text) > MAX_CHARACTERS:
        raise Refused(f"文字超过 {MAX_CHARACTERS // 10_000} 万字。请分成几个文件导入。")
    return text


def clean_minutes(text: str) -> str:
    """The text with line ends as \\n, without control and invisible characters and without blank ends of lines.

    Paragraphs stay; of several empty lines one is kept. Tabs and full-width indents stay.
    """
    lines = [line.rstrip() for line in UNSEEN.sub("", LINE_ENDS.sub("\n", text)).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _text_of_txt(data: bytes) -> str:
    text = decode(data)
    if text is None:
        raise Refused(
            f"这个 .txt 文件不是普通文本，或编码不认识。请在记事本中另存为 UTF-8，或{ADVICE.removeprefix('请')}"
        )
    return text


def _text_of_docx(data: bytes) -> str:
    check_office(data, ".docx")
    with open_archive(data) as archive:
        if any(entry.file_size > MAX_PART for entry in xml_parts(archive)):
            raise Refused(TOO_BIG_INSIDE)
    try:
        body = docx.Document(io.BytesIO(data)).element.body
        return "\n".join(_lines(body))
    except Exception as error:  # python-docx answers broken packages with errors of every kind
        raise Refused(DAMAGED) from error


def _lines(block: Any) -> Iterator[str]:
    """Paragraphs and table rows below a block, in document order; wrappers such as content controls are opened."""
    for child in block:
        if child.tag == PARAGRAPH:
            yield "".join(_pieces(child))
        elif child.tag == TABLE:
            yield from map(_row, _inside(child, ROW))
        elif child.tag not in PASSED_OVER:
            yield from _lines(child)


def _row(row: Any) -> str:
    return "\t".join(" ".join(filter(None, _lines(cell))) for cell in _inside(row, CELL))


def _inside(node: Any, tag: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, also those wrapped in content controls, not those of inner tables."""
    for child in node:
        if child.tag == tag:
            yield child
        elif child.tag not in PASSED_OVER:
            yield from _inside(child, tag)


def _pieces(node: Any) -> Iterator[str]:
    for child in node:
        if child.tag in PASSED_OVER:
            continue
        if child.tag == TEXT:
            yield child.text or ""
        elif child.tag == TAB:
            yield "\t"
        elif child.tag in BREAKS:
            yield "\n"
        else:
            yield from _pieces(child)
