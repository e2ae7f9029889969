"""Checks of uploaded photos and documents: ending, first bytes and a real parse must agree."""

import contextlib
import hashlib
import io
import re
import uuid
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import IO, Literal

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from branchlife.kit.archives import (
    DAMAGED,
    LOCKED,
    PackageScan,
    content_types,
    open_archive,
    read_limited,
    xml_parts,
)
from branchlife.kit.refusal import Refused
from branchlife.kit.workbook.delimited import decode

MEGABYTE = 1024 * 1024
MAX_PHOTO = 10 * MEGABYTE
MAX_DOCUMENT = 20 * MEGABYTE
MAX_SIDE = 2000
MAX_PIXELS = 50_000_000
MAX_ELEMENTS = 1_500_000
QUALITY = 85

PHOTO_FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
PHOTO_ADVICE = "请另存为 JPG 后再上传。"
DOCUMENT_ADVICE = "请另存为 .docx、.xlsx 或 .pdf 后再上传。"
OLD_ENDINGS = {".doc", ".wps", ".xls", ".et", ".ppt", ".pptx", ".rtf", ".odt", ".ods"}
MACRO_ENDINGS = {".docm", ".xlsm", ".dotm", ".xltm", ".pptm"}
MAIN_PART = {
    ".docx": "wordprocessingml.document.main+xml",
    ".xlsx": "spreadsheetml.sheet.main+xml",
}


@dataclass(frozen=True)
class CleanFile:
    """A file that may be stored: its bytes (photos re-encoded), their SHA-256 in hex, size, ending without dot."""

    content: bytes
    digest: str
    size: int
    extension: str
    kind: Literal["photo", "document"]


def stored_name(extension: str) -> str:
    """A name that says nothing and cannot be guessed: a random UUID with the ending (written without dot)."""
    return f"{uuid.uuid4()}.{extension}"


def check_photo(source: IO[bytes] | Path | str | bytes, filename: str) -> CleanFile:
    """A JPEG, PNG or WebP of at most 10 MB as an upright JPEG without EXIF, at most 2,000 pixels a side.

    Raises `Refused`.
    """
    ending = PurePath(filename).suffix.lower()
    if ending in {".heic", ".heif"}:
        raise Refused(
            f"不能用 HEIC 照片。请在手机相机设置中改为“兼容性最佳”，或{PHOTO_ADVICE.removeprefix('请')}"
        )
    if ending not in PHOTO_FORMATS:
        raise Refused(f"照片只收 JPG、PNG、WebP 格式。{PHOTO_ADVICE}")
    data = read_limited(source, MAX_PHOTO)
    with _strict_decoding():
        try:
            return _clean("photo", _encoded(data, PHOTO_FORMATS[ending]), "jpg")
        except UnidentifiedImageError as error:
            message = f"这个文件不是 {ending} 照片（扩展名与内容不符）。{PHOTO_ADVICE}"
            raise Refused(message) from error
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise Refused(_too_many_pixels()) from error
        except Refused:
            raise
        except Exception as error:  # decoders answer broken pictures with errors of every kind
            raise Refused("照片已损坏，无法读取。请重新从手机或相机导出后再上传。") from error


@contextlib.contextmanager
def _strict_decoding() -> Iterator[None]:
    """Too large pictures are errors, and so are cut ones: the PDF library switches that off for the whole process."""
    lenient = ImageFile.LOAD_TRUNCATED_IMAGES
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def _too_many_pixels() -> str:
    return f"照片的像素过多（超过 {MAX_PIXELS // 10_000} 万）。请缩小后再上传。"


def _encoded(data: bytes, wanted: str) -> bytes:
    with Image.open(io.BytesIO(data), formats=[wanted]) as image:
        if image.width * image.height > MAX_PIXELS:
            raise Refused(_too_many_pixels())
        image.draft("RGB", (MAX_SIDE, MAX_SIDE))  # JPEG is then decoded at a fraction of its size
        image.load()
        upright = _opaque(ImageOps.exif_transpose(image))
    upright.thumbnail((MAX_SIDE, MAX_SIDE))
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def _opaque(image: Image.Image) -> Image.Image:
    """The picture as plain RGB on white, free of everything a file may carry beside it."""
    if image.has_transparency_data:
        layered = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, layered)
    plain = Image.new("RGB", image.size)
    plain.paste(image.convert("RGB"))
    return plain


def check_document(source: IO[bytes] | Path | str | bytes, filename: str) -> CleanFile:
    """A PDF, .docx, .xlsx or .txt of at most 20 MB, unchanged. Raises `Refused`."""
    ending = PurePath(filename).suffix.lower()
    if ending in MACRO_ENDINGS:
        raise Refused("不收带宏的文件。请另存为不带宏的格式（.docx 或 .xlsx）后再上传。")
    if ending in OLD_ENDINGS:
        raise Refused(f"不收 {ending} 文件。{DOCUMENT_ADVICE}")
    if ending not in _CHECKS:
        raise Refused(f"文件只收 PDF、.docx、.xlsx、.txt 格式。{DOCUMENT_ADVICE}")
    data = read_limited(source, MAX_DOCUMENT)
    _CHECKS[ending](data, ending)
    return _clean("document", data, ending[1:])


def _clean(kind: Literal["photo", "document"], content: bytes, extension: str) -> CleanFile:
    return CleanFile(content, hashlib.sha256(content).hexdigest(), len(content), extension, kind)


def _mismatch(ending: str) -> Refused:
    return Refused(f"文件的扩展名是 {ending}，内容却不是。请用原来的程序打开，另存后再上传。")


def check_office(data: bytes, ending: str) -> None:
    """An office package whose directory is harmless, whose parts are sound XML, and which is what it is called."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(LOCKED) if b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0" in data else _mismatch(ending)
    if not data.startswith(b"PK\x03\x04"):
        raise _mismatch(ending)
    with open_archive(data) as archive:
        if MAIN_PART[ending] not in content_types(archive):
            raise _mismatch(ending)
        left = MAX_ELEMENTS
        for entry in xml_parts(archive):
            left -= PackageScan(left).run(archive, entry)


def _check_text(data: bytes, ending: str) -> None:
    text = decode(data)
    if text is None or re.search(r"[\x01-\x08\x0e-\x1f]", text):
        raise _mismatch(ending)


def _check_pdf(data: bytes, ending: str) -> None:
    """Head, end mark, and a cross-reference table where the file says it is."""
    if not data.startswith(b"%PDF-"):
        raise _mismatch(ending)
    places = re.findall(rb"startxref\s+(\d{1,10})\s+%%EOF", data[-4096:])
    if not places:
        raise Refused(DAMAGED)
    table = data[int(places[-1]) :][:64]
    if not re.match(rb"\s*(xref\b|\d+\s+\d+\s+obj\b)", table):
        raise Refused(DAMAGED)
    if re.search(rb"/Encrypt\s+\d+\s+\d+\s+R|/Encrypt\s*<<", data):
        raise Refused("这个 PDF 设有密码或权限限制。请先取消密码，另存后再上传。")


_CHECKS: dict[str, Callable[[bytes, str], None]] = {
    ".pdf": _check_pdf,
    ".docx": check_office,
    ".xlsx": check_office,
    ".txt": _check_text,
}
