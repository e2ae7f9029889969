"""Uploaded photos and documents: what is kept of them, and in which words the rest is refused."""

import hashlib
import io
import re

import docx
import pytest
from PIL import Image

from branchlife.kit import files
from branchlife.kit.files import check_document, check_photo, stored_name
from branchlife.kit.pdf import pdf_of
from branchlife.kit.refusal import Refused
from tests.kit.odd_files import ole, text_cell, xlsx, xlsx_parts, zipped

ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F


def picture(kind="JPEG", size=(640, 480), mode="RGB", **more):
    """A picture whose left half is red, as bytes."""
    image = Image.new(mode, size, "blue" if mode == "RGB" else 0)
    image.paste("red" if mode == "RGB" else 128, (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def taken_on_its_side():
    """A photo with the place, the camera and orientation 6, as telephones make them."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = 6, "Camera"
    exif.get_ifd(GPS)[2] = (30.0, 15.0, 0.0)
    return picture(exif=exif)


def word():
    out = io.BytesIO()
    made = docx.Document()
    made.add_paragraph("会议记录")
    made.save(out)
    return out.getvalue()


def workbook():
    return xlsx(f'<sheetData><row r="1">{text_cell("A1", "甲")}</row></sheetData>')


def refusal(check, data, filename):
    with pytest.raises(Refused) as caught:
        check(io.BytesIO(data), filename)
    assert caught.value.message.endswith("。")
    return caught.value.message


def opened(clean):
    return Image.open(io.BytesIO(clean.content))


def test_a_photo_stands_upright_and_says_nothing_of_place_or_camera():
    data = taken_on_its_side()
    assert Image.open(io.BytesIO(data)).getexif().get_ifd(GPS)
    clean = check_photo(io.BytesIO(data), "现场.JPG")
    assert (clean.kind, clean.extension) == ("photo", "jpg")
    image = opened(clean)
    assert (image.format, image.size) == ("JPEG", (480, 640))
    assert dict(image.getexif()) == {}
    assert "exif" not in image.info
    assert image.getpixel((240, 10))[0] > 200


def test_digest_and_size_are_those_of_what_is_kept():
    clean = check_photo(picture(), "a.jpg")
    assert clean.size == len(clean.content)
    assert clean.digest == hashlib.sha256(clean.content).hexdigest()


def test_a_large_photo_is_made_smaller():
    assert opened(check_photo(picture(size=(4000, 1000)), "a.jpg")).size == (2000, 500)


@pytest.mark.parametrize(("kind", "name"), [("PNG", "a.png"), ("WEBP", "a.webp"), ("JPEG", "a.jpeg")])
def test_other_kinds_become_jpeg(kind, name):
    assert opened(check_photo(picture(kind), name)).format == "JPEG"


@pytest.mark.parametrize("mode", ["L", "P", "CMYK"])
def test_grey_indexed_and_print_colours_are_accepted(mode):
    kind = "JPEG" if mode != "P" else "PNG"
    assert opened(check_photo(picture(kind, mode=mode), f"a.{kind.lower()}")).mode == "RGB"


def test_transparency_becomes_white():
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    assert min(opened(check_photo(out.getvalue(), "a.png")).getpixel((5, 5))) > 250


def test_what_hangs_behind_a_photo_is_not_kept():
    assert b"<script>" not in check_photo(picture() + b"<script>alert(1)</script>", "a.jpg").content


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.jpg", "0 字节"),
        (b"GIF89a....", "a.gif", "JPG、PNG、WebP"),
        (b"....ftypheic", "a.heic", "兼容性最佳"),
        (picture("PNG"), "a.jpg", "扩展名与内容不符"),
        (b"<svg/>", "a.png", "扩展名与内容不符"),
        (picture()[:800], "a.jpg", "损坏"),
        (b"\xff\xd8\xff" + b"\0" * files.MAX_PHOTO, "a.jpg", "10 MB"),
    ],
)
def test_photos_that_are_refused(data, name, words):
    assert words in refusal(check_photo, data, name)


@pytest.mark.parametrize("size", [(8000, 7000), (10_000, 10_000), (20_000, 20_000)])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(size):
    assert "像素过多" in refusal(check_photo, picture("PNG", size, "1"), "a.png")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (word(), "记录.docx"),
        (workbook(), "表.XLSX"),
        ("记录\r\n".encode("gb18030"), "a.txt"),
        ("\ufeff记录".encode(), "a.txt"),
    ],
)
def test_documents_are_kept_as_they_are(data, name):
    clean = check_document(io.BytesIO(data), name)
    assert clean.content == data
    assert (clean.kind, clean.extension) == ("document", name[-4:].lstrip(".").lower())
    assert clean.digest == hashlib.sha256(data).hexdigest()


def test_a_pdf_is_kept_as_it_is():
    data = pdf_of("<p>甲", {})
    assert check_document(data, "a.pdf").content == data


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.pdf", "0 字节"),
        (b"MZ", "a.exe", "只收 PDF"),
        (b"x", "a", "只收 PDF"),
        (word(), "a.docm", "宏"),
        (b"\xd0\xcf\x11\xe0", "a.doc", "不收 .doc"),
        (word(), "a.xlsx", "内容却不是"),
        (workbook(), "a.docx", "内容却不是"),
        (b"text", "a.docx", "内容却不是"),
        (word(), "a.pdf", "内容却不是"),
        (b"a\0b", "a.txt", "内容却不是"),
        (b"a\x01b", "a.txt", "内容却不是"),
        (word()[:-300], "a.docx", "损坏"),
        (b"%PDF-1.7\nrubbish", "a.pdf", "损坏"),
        (b"%PDF-1.7\nstartxref\n9\n%%EOF", "a.pdf", "损坏"),
        (ole({"EncryptionInfo": b"x", "EncryptedPackage": b"x"}), "a.docx", "密码"),
        (ole({"WordDocument": b"x"}), "a.docx", "内容却不是"),
        (b"%PDF-1.7\nxref\ntrailer <</Encrypt 5 0 R>>\nstartxref\n9\n%%EOF", "a.pdf", "密码"),
        (zipped(xlsx_parts("") | {"xl/vbaProject.bin": b"x"}), "a.xlsx", "宏"),
        (zipped(xlsx_parts("") | {"xl/media/a.png": b"\0" * 60_000_000}), "a.xlsx", "过大"),
        (zipped(xlsx_parts("") | {"xl/x.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a/>'}), "a.xlsx", "不正常"),
    ],
)
def test_documents_that_are_refused(data, name, words):
    assert words in refusal(check_document, data, name)


def test_stored_names_are_random_and_keep_the_ending():
    first, second = stored_name("jpg"), stored_name("jpg")
    assert re.fullmatch(r"[0-9a-f-]{36}\.jpg", first)
    assert first != second
