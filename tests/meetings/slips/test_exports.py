"""Slips to cut, the paper ballot, and the result by strokes: what goes in comes out, and no more."""

import io
import re
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from meetings.slips.exports import forms_for, printed_slips, result_rows
from meetings.slips.lifecycle import opening
from meetings.slips.models import Poll
from tests.cast import Cast
from tests.meetings.slips import make

MM = 72 / 25.4

pytestmark = pytest.mark.once


@pytest.fixture
def poll(cast: Cast) -> Poll:
    make.allow(cast.town)
    return make.prepared(cast)


def pages(content: bytes) -> list[Any]:
    return list(PdfReader(io.BytesIO(content)).pages)


def text_of(page: Any) -> str:
    return re.sub(r"\s", "", page.extract_text())


def made_by(poll: Poll, identifier: str) -> bytes:
    [form] = [one for one in forms_for(poll) if one.identifier == identifier]
    return form.render(poll)


def test_a_slip_carries_its_code_and_nothing_of_a_person(cast: Cast, poll: Poll) -> None:
    made = opening.print_slips(poll, cast.secretary)
    *slips, sheet = pages(printed_slips(poll, made, "http://house/vote/"))
    text = "".join(map(text_of, slips))
    found = re.findall(r"[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{3}", text)
    assert [code.replace("-", "") for code in found] == made.codes
    assert not [one.name for one in cast.people.values() if one.name in text]
    assert made.key not in text.replace("-", "")
    assert made.key in text_of(sheet).replace("-", "")


def test_slips_bear_no_number(cast: Cast, poll: Poll) -> None:
    made = opening.print_slips(poll, cast.secretary)
    text = "".join(map(text_of, pages(printed_slips(poll, made, "http://house/vote/"))[:-1]))
    plain = re.sub(r"[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{3}|2026年度民主评议党员测评", "", text)
    assert not re.findall(r"\d", plain)


def test_the_paper_ballot_is_a4_across_without_number_or_mark(poll: Poll) -> None:
    [page] = pages(made_by(poll, "appraisal_ballot"))
    assert (round(page.mediabox.width / MM), round(page.mediabox.height / MM)) == (297, 210)
    text = text_of(page)
    assert all(words in text for words in ("优秀", "合格", "基本合格", "不合格", "存在问题", "空白视为弃权"))
    assert all(question.text in text for question in poll.questions.order_by("order"))
    assert "编号" not in text
    assert "生成时间" not in text


def test_members_on_probation_stand_on_paper_as_not_graded(cast: Cast, poll: Poll) -> None:
    [page] = pages(made_by(poll, "appraisal_ballot"))
    assert f"{cast.judy.name}参加评议，不评定等次" in text_of(page)


def test_the_summary_stands_in_stroke_order_whatever_the_votes(cast: Cast, poll: Poll) -> None:
    best_last = [[min(3, 3 - at % 4) for at in range(11)]] * 12
    row = make.closed(cast, poll, best_last)
    names = [name for name, _ in result_rows(row)]
    people = sorted((one.member for one in row.questions.order_by("order")), key=lambda one: one.stroke_order)
    assert names == [one.name for one in people]
    book = load_workbook(io.BytesIO(made_by(row, "poll_summary")))
    cells = [[cell.value for cell in line] for line in book.active.iter_rows(min_row=4)]
    assert [line[1] for line in cells] == names
    votes: Any = row.questions.get(order=1).votes
    assert cells[0][:8] == [1, names[0], "正式", *votes, 0]


def test_paper_and_workbook_say_the_same(cast: Cast, poll: Poll) -> None:
    row = make.closed(cast, poll, [[at % 4 for at in range(11)]] * 12)
    text = "".join(map(text_of, pages(made_by(row, "poll_summary_pdf"))))
    sheet = load_workbook(io.BytesIO(made_by(row, "poll_summary"))).active
    head = re.sub(r"\s", "", sheet["A2"].value)
    assert head in text
    assert "发出12收回12有效12无效0参评率100.0%" in head
    assert "优秀不超过3名（到会正式党员11名的1/3）" in head
    assert "监票人签字" in text
    assert [cell.value for cell in sheet[3]] == [
        "序号", "姓名", "类别", "优秀票", "合格票", "基本合格票", "不合格票", "弃权",
        "组织评定等次", "主要问题、帮改措施", "处置文号", "反馈日期",
    ]  # fmt: skip


def test_questions_that_are_no_people_stay_in_the_order_asked(cast: Cast) -> None:
    make.allow(cast.town)
    poll = make.opinion(cast, make.twelve(cast), ["修渠", "护林", "建亭"])
    row = make.closed(cast, poll, [[0, 1, None]] * 11)
    assert result_rows(row) == [("修渠", [11, 0, 0]), ("护林", [0, 11, 0]), ("建亭", [0, 0, 11])]
    text = "".join(map(text_of, pages(made_by(row, "poll_summary_pdf"))))
    assert "修渠1100" in text
    assert [form.identifier for form in forms_for(row)] == ["poll_summary_pdf", "poll_summary"]


def test_before_the_close_only_the_paper_ballot_can_be_made(cast: Cast, poll: Poll) -> None:
    assert [form.identifier for form in forms_for(poll)] == ["appraisal_ballot"]
    make.opened(cast, poll)
    assert [form.identifier for form in forms_for(poll)] == ["appraisal_ballot"]


def test_no_name_of_a_person_stands_in_a_file_name(cast: Cast, poll: Poll) -> None:
    row = make.closed(cast, poll)
    names = [form.filename(row) for form in forms_for(row)]
    assert names[0] == "2026-柳湾村第一支部-民主测评票-20261120.pdf"
    assert not [one.name for one in cast.people.values() if any(one.name in name for name in names)]
