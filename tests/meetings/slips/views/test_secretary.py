"""From the list of a meeting to the table of results, as the secretary goes."""

import io
import re
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from meetings.lifecycle import filing, recording
from meetings.slips.models import Poll
from meetings.slips.views.parts import LIMITS
from tests.cast import Cast
from tests.meetings.lifecycle import make as meetings
from tests.meetings.slips import make


@pytest.fixture
def desk(cast: Cast, sign_in: Any) -> Client:
    make.allow(cast.town)
    return sign_in(cast.secretary)


def said(answer: Any) -> str:
    return re.sub(r"\s+|<[^>]+>", "", answer.content.decode())


def paper(answer: Any) -> str:
    reader = PdfReader(io.BytesIO(answer.content))
    return "".join(page.extract_text() for page in reader.pages)


def test_where_it_is_not_allowed_the_page_says_so_and_offers_nothing(cast: Cast, sign_in: Any) -> None:
    page = sign_in(cast.secretary).get(f"/meetings/{meetings.held(cast).pk}/slips/")
    assert "没有开通电子票" in said(page)
    assert "准备民主测评" not in said(page)


def test_a_committee_that_allows_it_for_opinions_only_gets_no_appraisals(cast: Cast, sign_in: Any) -> None:
    make.allow(cast.town, make.VoteProfile.F_DELIBERATION)
    page = sign_in(cast.secretary).get(f"/meetings/{meetings.held(cast).pk}/slips/")
    assert "准备表决、征求意见" in said(page)
    assert "准备民主测评" not in said(page)


def test_an_appraisal_from_the_form_to_the_result(desk: Client, cast: Cast) -> None:
    meeting = make.twelve(cast)
    form = desk.get(f"/meetings/{meeting.pk}/slips/new/appraisal/")
    people = re.findall(r'name="people"[^>]*value="(\d+)"', form.content.decode())
    assert len(people) == 11
    given = {
        "title": "2026年度测评", "people": people, "grades": ["excellent", "qualified"],
        "first_scrutineer": "莫怀远", "second_scrutineer": "侬小梅",
    }  # fmt: skip
    where = desk.post(f"/meetings/{meeting.pk}/slips/new/appraisal/", given)["Location"]
    poll = Poll.objects.get()
    assert where == f"/slips/{poll.pk}/"
    assert "印票（PDF）" in said(desk.get(where))
    text = paper(desk.post(f"{where}print/"))
    found = re.findall(r"\b[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{3}\b", text)
    [key] = re.findall(r"\b(?:[2-9A-Z]{4}-){3}[2-9A-Z]{4}\b", text)
    assert len(set(found)) == 12
    assert "http://testserver/vote/" in text
    assert desk.post(f"{where}open/")["Location"] == where
    assert "http://testserver/vote/" in said(desk.get(where))
    for code in found:
        make.vote(Client(), code, **{f"q{order}": "0" for order in range(1, 12)})
    assert desk.post(f"{where}close/", {"key": key, "left_over": "0"})["Location"] == where
    page = said(desk.get(where))
    assert "已结束" in page
    assert "达到应参评党员的95%" in page
    rows = re.findall(
        r'<th scope="row">(\S+)</th>\s*<td class="num" data-label="优秀">(\d+)</td>',
        desk.get(where).content.decode(),
    )
    names = [name for name, _ in rows]
    assert rows == [(name, "12") for name in names]
    assert names == [question.text for question in poll.questions.order_by("order")]


def test_a_vote_on_a_topic_leads_on_to_where_it_is_entered(desk: Client, cast: Cast) -> None:
    meeting = make.twelve(cast)
    item = meeting.agenda.first()
    given = {
        "title": item.title, "profile": "a_assembly", "agenda_item": str(item.pk), "questions": item.title,
        "options": "赞成\r\n反对\r\n", "first_scrutineer": "莫怀远", "second_scrutineer": "侬小梅",
    }  # fmt: skip
    assert desk.post(f"/meetings/{meeting.pk}/slips/new/opinion/", given).status_code == 302
    poll = make.closed(cast, Poll.objects.get(), [[0]] * 9 + [[1]])
    assert (
        f'href="/meetings/{meeting.pk}/agenda/{item.pk}/motion/"'
        in desk.get(f"/slips/{poll.pk}/").content.decode()
    )


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"profile": "b_admission"}, "选择一个有效的选项"),
        ({"profile": "d_election"}, "选择一个有效的选项"),
        ({"options": "赞成"}, "可选的项至少两个"),
        ({"options": "\n".join(str(number) for number in range(13))}, "可选的项最多12个"),
        ({"questions": "\n".join(["问"] * 61)}, "问题最多60个"),
        ({"second_scrutineer": "莫怀远"}, "监票人须是两个不同的人"),
        ({"title": ""}, "请填写名称"),
    ],
)
def test_what_cannot_be_is_told_beside_the_field(
    desk: Client, cast: Cast, changed: dict[str, str], words: str
) -> None:
    meeting = make.twelve(cast)
    given = {
        "title": "征求意见", "profile": "f_deliberation", "agenda_item": "",
        "questions": "修渠", "options": "赞成\n反对",
        "first_scrutineer": "莫怀远", "second_scrutineer": "侬小梅",
    }  # fmt: skip
    answer = desk.post(f"/meetings/{meeting.pk}/slips/new/opinion/", given | changed)
    assert answer.status_code == 422
    assert words in said(answer)
    assert not Poll.objects.exists()


def test_another_sort_of_poll_there_is_none(desk: Client, cast: Cast) -> None:
    assert desk.get(f"/meetings/{make.twelve(cast).pk}/slips/new/election/").status_code == 404


def test_the_limits_are_said_before_anybody_votes(desk: Client, cast: Cast) -> None:
    poll = make.prepared(cast)
    page = said(desk.get(f"/slips/{poll.pk}/open/"))
    assert all(re.sub(r"\s", "", line) in page for line in LIMITS)
    assert len(LIMITS) == 6


def test_a_poll_that_cannot_be_opened_yet_says_why(desk: Client, cast: Cast) -> None:
    poll = make.prepared(cast)
    answer = desk.post(f"/slips/{poll.pk}/open/")
    assert answer.status_code == 422
    assert "请先印票" in said(answer)


def test_a_poll_that_cannot_be_printed_says_why(desk: Client, cast: Cast) -> None:
    poll = make.prepared(cast)
    make.opened(cast, poll)
    answer = desk.post(f"/slips/{poll.pk}/print/")
    assert answer.status_code == 422
    assert "正在投票，不能再印票" in said(answer)


def test_a_wrong_key_is_told_beside_the_field(desk: Client, cast: Cast) -> None:
    poll = make.prepared(cast)
    make.opened(cast, poll)
    answer = desk.post(f"/slips/{poll.pk}/close/", {"key": "ABCD", "left_over": "0"})
    assert answer.status_code == 422
    assert "开箱钥匙抄错了" in said(answer)


def test_a_poll_is_given_up_with_a_reason(desk: Client, cast: Cast) -> None:
    poll = make.prepared(cast)
    make.opened(cast, poll)
    assert desk.post(f"/slips/{poll.pk}/void/", {"reason": ""}).status_code == 422
    assert desk.post(f"/slips/{poll.pk}/void/", {"reason": "平板坏了"}).status_code == 302
    page = said(desk.get(f"/slips/{poll.pk}/"))
    assert "已作废" in page
    assert "平板坏了" in page
    assert desk.post(f"/slips/{poll.pk}/void/", {"reason": "再来"}).status_code == 422


def test_the_result_stays_readable_after_filing(desk: Client, cast: Cast) -> None:
    meeting = make.twelve(cast)
    poll = make.closed(cast, make.prepared(cast, meeting))
    recording.save_minutes(meeting, "一、报告到会情况。", 0, cast.secretary)
    filing.file_gathering(meeting.gathering, cast.secretary)
    assert "优秀" in said(desk.get(f"/slips/{poll.pk}/"))
    assert "准备民主测评" not in said(desk.get(f"/meetings/{meeting.pk}/slips/"))


def test_a_form_that_is_not_there_yet_is_not_found(desk: Client, cast: Cast) -> None:
    poll = make.prepared(cast)
    assert desk.get(f"/slips/{poll.pk}/export/poll_summary/").status_code == 404
    assert desk.get(f"/slips/{poll.pk}/export/record/").status_code == 404
    assert desk.get(f"/slips/{poll.pk}/export/nothing/").status_code == 404


def test_the_list_takes_the_same_queries_however_many(
    desk: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    meeting = make.twelve(cast)
    for number in range(6):
        make.opinion(cast, meeting, ["修渠"], title=f"第{number}次")
    with django_assert_max_num_queries(14):
        page = desk.get(f"/meetings/{meeting.pk}/slips/")
    assert page.content.decode().count("第5次") == 1
