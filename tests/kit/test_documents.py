"""Text out of .docx and .txt files."""

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from branchlife.kit import documents
from branchlife.kit.documents import clean_minutes, text_of
from branchlife.kit.refusal import Refused
from tests.kit.odd_files import zipped


def word(*fill):
    """A .docx as bytes; each of `fill` adds something to it."""
    made = docx.Document()
    for add in fill:
        add(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def paragraph(text, **run):
    def add(made):
        piece = made.add_paragraph().add_run(text)
        piece.bold = run.get("bold")

    return add


def table(*rows):
    def add(made):
        grid = made.add_table(len(rows), len(rows[0]))
        for row, texts in zip(grid.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text

    return add


def raw(xml):
    """Markup that python-docx has no call for, put before the section's end."""

    def add(made):
        made.element.body.insert(-1, parse_xml(xml.replace(">", f" {nsdecls('w')}>", 1)))

    return add


def refusal(data, filename):
    with pytest.raises(Refused) as caught:
        text_of(io.BytesIO(data), filename)
    return caught.value.message


def test_paragraphs_and_tables_come_in_their_order():
    data = word(
        paragraph("一、议题", bold=True), table(["事项", "赞成"], ["接收苏雨𬱖", "32"]), paragraph("散会")
    )
    assert text_of(io.BytesIO(data), "记录.docx") == "一、议题\n事项\t赞成\n接收苏雨𬱖\t32\n散会"


def test_tabs_and_line_breaks_inside_a_paragraph_stay():
    assert text_of(word(paragraph("时间：\t9时\n地点：礼堂")), "a.docx") == "时间：\t9时\n地点：礼堂"


def test_several_paragraphs_in_a_cell_share_its_place():
    def add(made):
        cell = made.add_table(1, 2).rows[0].cells[0]
        cell.text = "甲"
        cell.add_paragraph("乙")
        cell.add_table(1, 1).rows[0].cells[0].text = "内"

    assert text_of(word(add, paragraph("完")), "a.docx") == "甲 乙 内\n完"


def test_tracked_changes_give_the_text_as_accepted():
    xml = "<w:p><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>"
    assert text_of(word(raw(xml)), "a.docx") == "新"


def test_content_controls_are_opened():
    xml = "<w:sdt><w:sdtContent><w:p><w:r><w:t>控件里的字</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    assert text_of(word(raw(xml)), "a.docx") == "控件里的字"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_plain_text_is_read_in_three_encodings(encoding):
    data = "第一段，柯䶮。\r\n第二段。\r\n".encode(encoding)
    assert text_of(io.BytesIO(data), "记录.TXT") == "第一段，柯䶮。\n第二段。"


def test_a_path_may_be_given(tmp_path):
    (tmp_path / "a.txt").write_text("甲", encoding="utf-8")
    assert text_of(tmp_path / "a.txt", "a.txt") == "甲"


@pytest.mark.parametrize(
    ("data", "filename", "words"),
    [
        (b"x", "a.doc", "另存为 .docx"),
        (b"x", "a.pdf", "另存为 .docx"),
        (b"", "a.txt", "0 字节"),
        (b"\r\n \n", "a.txt", "没有文字"),
        (word(), "a.docx", "没有文字"),
        (b"a\0b", "a.txt", "UTF-8"),
        (b"text", "a.docx", "内容却不是"),
        (word(paragraph("甲"))[:-300], "a.docx", "损坏"),
        (("字" * 200_001).encode(), "a.txt", "20 万字"),
        (word(paragraph("<" * 2_500_000)), "a.docx", "过大"),
    ],
)
def test_what_is_refused(data, filename, words):
    assert words in refusal(data, filename)


def test_a_package_without_a_body_is_damage():
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts = {
        "[Content_Types].xml": f'<Types><Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
    }
    assert "损坏" in refusal(zipped(parts), "a.docx")


def test_the_limit_counts_characters_not_bytes():
    assert len(text_of(("字" * documents.MAX_CHARACTERS).encode(), "a.txt")) == documents.MAX_CHARACTERS


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("甲\r\n乙\r丙\u2028丁\x0b戊", "甲\n乙\n丙\n丁\n戊"),
        ("甲 　\n\n\n\n乙\n\n", "甲\n\n乙"),
        ("　　首行缩进\t制表", "　　首行缩进\t制表"),
        ("甲\x00\x07\u200b\u202e\ufeff\ud800乙", "甲乙"),
        ("𬱖䶮㛃𠅤·", "𬱖䶮㛃𠅤·"),
        ("", ""),
    ],
)
def test_minutes_are_cleaned_and_keep_their_paragraphs(text, clean):
    assert clean_minutes(text) == clean
    assert clean_minutes(clean) == clean
