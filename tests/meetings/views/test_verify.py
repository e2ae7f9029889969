"""The public page: yes or no and the head, no names, not for ever."""

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from branchlife.kit import exports
from meetings.chain import lookup, verifier
from meetings.chain.document import printed_link
from meetings.kinds import MeetingKind as K
from meetings.lifecycle import filing
from meetings.models import Filing, LedgerLink, Meeting
from meetings.vocabulary import ReturnReason
from tests.cast import Cast
from tests.meetings.lifecycle import make

YES, NO = "有这份记录", "没有查到"


@pytest.fixture(autouse=True)
def fresh_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("meetings.views.verify.LIMIT", lookup.Limit(30, 600))


def ask(**query: str) -> Any:
    return Client().get(reverse("verify"), query)


def link_of(filed: Filing) -> LedgerLink:
    return filed.meeting.links.order_by("-number")[0]


def test_a_printed_page_is_known_by_its_number_and_its_sixteen_digits(cast: Cast) -> None:
    link = link_of(make.filed(cast))
    for record, code in (
        ("2026-DH-01", link.short),
        ("２０２６－dh－01", " ".join(link.short[at : at + 4] for at in range(0, 16, 4)).upper()),
        ("2026-DH-01", link.link_digest),
    ):
        page = ask(record=record, code=code)
        assert YES in page.text, (record, code)
    assert f'到第 1 环，末环校验码 <strong class="nowrap">{link.short}</strong>' in page.text


def test_the_code_on_the_page_needs_no_typing(cast: Cast) -> None:
    link = link_of(make.filed(cast))
    assert YES in ask(digest=link.link_digest).text
    assert "请输入编号" not in ask(digest=link.link_digest).text


def test_no_name_and_no_word_of_the_record_is_told(cast: Cast) -> None:
    link = link_of(make.filed(cast))
    page = ask(digest=link.link_digest).text
    assert not [word for word in ("韦晓㛃", "柳湾", "清理河道", "党员大会", "secretary") if word in page]


WRONG = [
    ({"record": "2026-DH-02"}, NO),
    ({"code": "0" * 16}, NO),
    ({"record": ""}, "请输入编号"),
    ({"code": "123"}, "校验码是 16 位"),
    ({"code": "zzzzzzzzzzzzzzzz"}, "校验码是 16 位"),
    ({"record": "", "code": "", "digest": "12"}, "二维码里的摘要不完整"),
    ({"record": "", "code": "", "digest": "0" * 64}, NO),
    ({"record": "%", "code": "_" * 16}, "校验码是 16 位"),
]


@pytest.mark.parametrize(("changed", "words"), WRONG, ids=[words + str(changed) for changed, words in WRONG])
def test_what_does_not_agree_is_not_known(cast: Cast, changed: dict[str, str], words: str) -> None:
    link = link_of(make.filed(cast))
    page = ask(**({"record": "2026-DH-01", "code": link.short} | changed))
    assert words in page.text
    assert YES not in page.text


@pytest.mark.parametrize("column", ["content", "body", "minutes"])
def test_a_record_that_was_changed_is_no_longer_known(cast: Cast, column: str) -> None:
    filed = make.filed(cast)
    link = link_of(filed)
    if column == "content":
        Filing.objects.filter(pk=filed.pk).update(content=filed.content | {"实到": 99})
    elif column == "body":
        LedgerLink.objects.filter(pk=link.pk).update(body=link.body.replace("党员大会", "党员大會"))
    else:
        filed.meeting.minutes_versions.update(body="别的话")
    assert NO in ask(digest=link.link_digest).text


def test_an_answer_is_printed_on_no_page_and_so_is_not_known(cast: Cast) -> None:
    filed = make.filed(cast)
    filing.acknowledge(filed, cast.officer)
    assert NO in ask(digest=link_of(filed).link_digest).text
    assert YES in ask(digest=printed_link(Meeting.objects.get()).link_digest).text


def test_who_asks_too_often_is_asked_to_wait(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("meetings.views.verify.LIMIT", lookup.Limit(2, 600))
    assert [ask(code="0" * 16, record="x").status_code for _ in range(3)] == [200, 200, 429]
    assert ask().status_code == 200
    assert "十分钟" in ask(code="0" * 16, record="x").text


def test_the_limit_forgets_after_its_span_and_never_grows_without_end() -> None:
    now = [0.0]
    limit = lookup.Limit(1, 10, lambda: now[0])
    assert [limit.passes("a"), limit.passes("a"), limit.passes("b")] == [True, False, True]
    now[0] = 10.0
    assert limit.passes("a")
    limit.MOST_ADDRESSES = 3  # type: ignore[misc]
    for number in range(9):
        limit.passes(str(number))
    assert len(limit.asked) == 3


# --- The paper ---


def paper(meeting: Meeting, form: str = "record") -> PdfReader:
    return PdfReader(io.BytesIO(exports.get(form).render(Meeting.objects.get(pk=meeting.pk))))


def words_on(document: PdfReader) -> str:
    return re.sub(r"\s", "", "".join(page.extract_text() for page in document.pages))


@pytest.mark.parametrize("form", ["record", "filing_form"])
def test_a_filed_record_tells_at_its_foot_how_it_can_be_checked(cast: Cast, form: str) -> None:
    meeting = make.filed(cast).meeting
    text = words_on(paper(meeting, form))
    assert f"校验码{meeting.links.get().short}第1环本页可核验，不证明内容属实" in text


def test_its_links_are_embedded_and_sound_by_themselves(cast: Cast, tmp_path: Path) -> None:
    filed = make.filed(cast, K.THEME_DAY)
    filing.acknowledge(filed, cast.officer)
    filing.correct(filed.meeting, "地点", "村文化礼堂", "河边", "笔误", cast.secretary)
    [(name, [content])] = paper(filed.meeting).attachments.items()
    assert name == "body.json"
    document = json.loads(content)
    assert [one["kind"] for one in document["links"]] == ["filed", "decision", "correction"]
    assert list(verifier.faults_of_chain(document)) == []
    assert f"校验码{link_of(filed).short}第3环" in words_on(paper(filed.meeting))


def test_what_is_not_on_file_claims_nothing(cast: Cast) -> None:
    meeting = make.recorded(cast)
    assert "校验码" not in words_on(paper(meeting))
    filed = make.filed(cast, K.THEME_DAY)
    filing.send_back(filed, ReturnReason.REFILL, ["minutes"], "太简", cast.officer)
    document = paper(filed.meeting)
    assert "校验码" not in words_on(document)
    assert not document.attachments
