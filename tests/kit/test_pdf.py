"""PDFs: the text that goes in comes out, drawn with our fonts, on a GB/T 9704 page, with nothing fetched."""

import io
import logging
import re

import pytest
from django.template import engines
from pypdf import PdfReader
from weasyprint.urls import URLFetcher

from branchlife.kit import checks, printer
from branchlife.kit.pdf import ARCHIVAL, pdf_of, render_pdf
from branchlife.kit.printer import HouseFetcher, roots

RARE = "𬱖䶮㛃𠅤堃喆犇玥赟镕祎翀"
MM = 72 / 25.4


def printed(body, **context):
    """A PDF reader over a page that holds `body`."""
    source = '{% extends "exports/base.html" %}{% block body %}' + body + "{% endblock %}"
    return PdfReader(io.BytesIO(pdf_of(engines["django"].from_string(source).render(context), {})))


def text_of(page):
    return re.sub(r"\s", "", page.extract_text())


def boxes(caplog):
    """What the printer says of characters that no font has."""
    return [record.getMessage() for record in caplog.records if ".notdef" in record.getMessage()]


def placed(page, wanted):
    """(x, y) in points of the text piece that contains `wanted`."""
    places = []

    def visit(text, matrix, line_matrix, font, size):
        if wanted in text:
            at = [matrix[0] * line_matrix[4] + matrix[4], matrix[3] * line_matrix[5] + matrix[5]]
            places.append(at)

    page.extract_text(visitor_text=visit)
    return places[0]


@pytest.mark.parametrize("opening", ["<p>", "<h1>", "<h2>", "<h3>", "<table><tr><th>", "<table><tr><td>"])
def test_rare_characters_are_drawn_and_can_be_copied(caplog, opening):
    sentence = f"柯{RARE}于2026年9月18日（周五）14:30—16:05到会，赞成16票。"
    page = printed(opening + sentence).pages[0]
    assert sentence in text_of(page)
    assert boxes(caplog) == []


def test_a_character_no_font_has_would_be_noticed(caplog):
    printed("<p>甲\U0010fffd</p>")
    assert len(boxes(caplog)) == 1


def test_the_body_is_set_in_fangsong():
    fonts = printed("<p>会议记录</p>").pages[0]["/Resources"]["/Font"].values()
    assert any("FandolFang" in font.get_object()["/BaseFont"] for font in fonts)


def test_pages_carry_their_number_between_dashes_outside():
    document = printed("<p>甲</p><p style='break-before: page'>乙</p>")
    first, second = document.pages
    assert "—1—" in text_of(first)
    assert "—2—" in text_of(second)
    assert placed(first, "1")[0] > 150 * MM
    assert placed(second, "2")[0] < 60 * MM


def test_the_page_is_a4_and_the_text_begins_at_the_margins():
    page = printed("<p class='flush'>甲</p>").pages[0]
    assert [round(float(value) / MM) for value in page.mediabox[2:]] == [210, 297]
    x, y = placed(page, "甲")
    assert x / MM == pytest.approx(28, abs=0.5)
    assert 297 - y / MM == pytest.approx(37 + 7, abs=3)


def test_a_full_page_holds_22_lines_of_28_characters():
    document = printed(f"<p class='flush'>{'字' * 28 * 22}</p>")
    assert len(document.pages) == 1
    assert document.pages[0].extract_text().count("字" * 28) == 22
    assert len(printed(f"<p class='flush'>{'字' * (28 * 22 + 1)}</p>").pages) == 2


def test_wide_tables_lie_on_their_side():
    page = printed("甲{% endblock %}{% block page_class %}landscape").pages[0]
    assert [round(float(value) / MM) for value in page.mediabox[2:]] == [297, 210]
    assert "—1—" in text_of(page)


def test_the_head_of_a_table_is_repeated_on_each_page():
    rows = "<tr><td>议题</td></tr>" * 60
    document = printed(f"<table><thead><tr><th>表头</th></tr></thead><tbody>{rows}</tbody></table>")
    assert len(document.pages) > 1
    assert all("表头" in text_of(page) for page in document.pages)


def test_a_signature_row_never_stands_alone():
    for count in range(20, 30):
        rows = "<tr><td>末行</td></tr>" * count
        document = printed(f"<table><tbody>{rows}<tr class='signature'><td>签字</td></tr></tbody></table>")
        [page] = [page for page in document.pages if "签字" in text_of(page)]
        assert "末行" in text_of(page)


def test_the_foot_stands_below_the_number_on_every_page():
    document = printed(
        "<p>甲</p><p style='break-before: page'>乙</p>", footer=["编号 2026-DH-03", "本页可核验"]
    )
    for page, number in zip(document.pages, "12", strict=True):
        assert "编号2026-DH-03" in text_of(page)
        assert placed(page, "编号")[1] < placed(page, number)[1]
        assert placed(page, "编号")[1] > 5 * MM


def test_two_sided_print_swaps_the_margins_of_even_pages():
    body = "<p class='flush'>甲</p><p class='flush' style='break-before: page'>乙</p>"
    first, second = printed(body, duplex=True).pages
    assert placed(first, "甲")[0] / MM == pytest.approx(28, abs=0.5)
    assert placed(second, "乙")[0] / MM == pytest.approx(26, abs=0.5)


def test_a_template_becomes_a_pdf_with_title_and_attachment(settings, tmp_path):
    (tmp_path / "note.html").write_text(
        '{% extends "exports/base.html" %}{% block body %}{{ word }}{% endblock %}'
    )
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path]}]
    data = render_pdf("note.html", {"word": "<b>甲</b>"}, title="会议记录", attachments={"body.json": b"{}"})
    document = PdfReader(io.BytesIO(data))
    assert document.metadata.title == "会议记录"
    assert "<b>甲</b>" in text_of(document.pages[0])
    assert document.attachments["body.json"] == [b"{}"]


def test_no_style_is_unknown_to_the_printer(caplog):
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        printed("<h1>甲</h1><table><tr><td>乙</td></tr></table>", footer=["丙"], duplex=True)
    assert [record.getMessage() for record in caplog.records] == []


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/a.png",
        "https://example.com/a.png",
        "ftp://127.0.0.1/a",
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "file://host/etc/passwd",
        "a.png",
    ],
)
def test_the_fetcher_refuses_what_is_not_ours(tmp_path, url):
    with pytest.raises(ValueError, match=r"only data:|does not belong"):
        HouseFetcher([tmp_path]).fetch(url)


def test_the_fetcher_cannot_be_led_out_of_its_folders(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "secret").write_text("x")
    (tmp_path / "in" / "link").symlink_to(tmp_path / "secret")
    fetcher = HouseFetcher([tmp_path / "in"])
    for path in ("in/../secret", "in/%2e%2e/secret", "in/link"):
        with pytest.raises(ValueError, match="does not belong"):
            fetcher.fetch(f"file://{tmp_path}/{path}")


def test_the_fetcher_reads_our_files_and_data(tmp_path):
    (tmp_path / "甲.png").write_bytes(b"png")
    fetcher = HouseFetcher([tmp_path])
    found = fetcher.fetch((tmp_path / "甲.png").as_uri())
    assert (found.read(), found.content_type) == (b"png", "image/png")
    assert fetcher.fetch("data:text/plain;base64,eA==").read() == b"x"


def test_a_page_that_asks_for_the_outside_is_printed_without_it(monkeypatch):
    asked = []
    monkeypatch.setattr(URLFetcher, "open", lambda self, url, *rest, **more: asked.append(url))
    body = "<img src='http://127.0.0.1:9/a.png'><link rel=stylesheet href='file:///etc/passwd'><p>甲</p>"
    assert "甲" in text_of(printed(body).pages[0])
    assert asked == []


def test_only_folders_of_the_site_are_open(settings):
    assert {path.name for path in roots()} >= {"static", "fonts"}
    assert settings.MEDIA_ROOT not in roots()


def test_a_missing_library_or_font_is_told_at_start_up(settings, tmp_path, monkeypatch):
    monkeypatch.setattr(checks, "SUBSET_LIBRARIES", ("libnothing.so.0",))
    monkeypatch.setattr(checks.shutil, "which", lambda name: None)
    settings.FONT_DIR = tmp_path
    [slow] = checks.subset_library()
    assert "libharfbuzz-subset" in slow.msg
    assert "libharfbuzz-subset0" in slow.hint
    assert [warning.id for warning in checks.fonts()] == ["kit.W002"] * 4


def test_a_complete_machine_gives_no_warning():
    assert checks.subset_library() == checks.fonts() == []


# --- Set once ---


def test_what_reads_the_same_is_set_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def counted(page: str, attachments: object, variant: str) -> bytes:
        asked.append(page)
        return b"%PDF " + page.encode() + variant.encode()

    monkeypatch.setattr(printer, "set_page", counted)
    first = pdf_of("<p>目录甲", {}, ARCHIVAL, once=True)
    assert pdf_of("<p>目录甲", {}, ARCHIVAL, once=True) == first
    assert len(asked) == 1
    assert pdf_of("<p>目录乙", {}, ARCHIVAL, once=True) != first
    assert pdf_of("<p>目录甲", {}, "", once=True) != first
    pdf_of("<p>目录甲", {}, ARCHIVAL)
    assert len(asked) == 4
