"""党员点题登记 and the slips."""

import io

from openpyxl import load_workbook
from pypdf import PdfReader

from branchlife.kit import exports
from meetings.lifecycle import suggestions
from tests.cast import TODAY, Cast
from tests.meetings.exports.test_resolutions import text_of, values
from tests.meetings.lifecycle.test_prompts import coming
from tests.meetings.lifecycle.test_suggestions import entered


def test_the_register_tells_what_came_of_each(cast: Cast) -> None:
    suggestions.adopt(entered(cast), coming(cast), None, "研究路灯维修")
    suggestions.enter(cast.first, "=1+1", None)
    suggestions.answer(entered(cast, "夜校几时开"), "下月开", None)
    suggestions.enter(cast.second, "邻支部的事", None)
    options = {"year": 2026, "actor": cast.secretary.actor(TODAY)}
    sheet = load_workbook(io.BytesIO(exports.get("suggestions").render(cast.first, **options))).active
    assert sheet is not None
    rows = [values(row) for row in sheet.iter_rows(min_row=4, max_row=7)]
    assert [row[2:5] for row in rows[:3]] == [
        ["谢𬱖", "村口的路灯该修了", "已列入议题"],
        ["未署名", "=1+1", "待处理"],
        ["谢𬱖", "夜校几时开", "已答复"],
    ]
    assert rows[0][5:7] == ["2026年12月18日主题党日", "研究路灯维修"]
    assert rows[3][3] == "合计 3 条：已列入议题 1 条，已答复 1 条，待处理 1 条"
    paper = text_of(exports.get("suggestions_pdf").render(cast.first, **options))
    assert "下月开" in paper
    assert "邻支部" not in paper


def test_two_slips_on_one_sheet_bear_no_number(cast: Cast) -> None:
    paper = exports.get("suggestion_slips").render(cast.first)
    assert len(PdfReader(io.BytesIO(paper)).pages) == 1
    text = text_of(paper)
    assert text.count("党员点题") == 2
    assert "第1页" not in text
    assert "姓名（可不写）" in text
