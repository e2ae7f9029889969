"""送达登记, 请假单 and 书面通知条, read back from the paper."""

import io
import re

import pytest
from pypdf import PdfReader

from branchlife.kit import exports
from meetings import links
from meetings.exports import delivery
from meetings.lifecycle import leave, notices, pages, personal
from meetings.vocabulary import LeaveReason, NoticeChannel
from members import transfers
from members.vocabulary import MemberCategory
from tests.cast import SINCE, moment
from tests.meetings.exports.test_papers import words
from tests.meetings.lifecycle import make

pytestmark = pytest.mark.slow


@pytest.fixture
def sitting(cast):
    return make.called(cast, start=moment(11, 27), end=moment(11, 27, 16))


@pytest.fixture
def meeting(sitting):
    return sitting.meetings.get()


def told(cast, sitting, channel=NoticeChannel.PAPER, **ways):
    given = {cast.people[name].pk: way for name, way in ways.items()}
    return pages.notify_sitting(sitting, channel, "请参加", cast.secretary, given)


def text_of(content):
    return [re.sub(r"\s", "", page.extract_text()) for page in PdfReader(io.BytesIO(content)).pages]


def test_the_ledger_prints_everybody_with_way_time_and_proof(cast, sitting, meeting):
    told(cast, sitting, erin=NoticeChannel.PHONE)
    row = notices.receipts_of(sitting).get(member=cast.dan)
    personal.confirm(links.NOTICE.make(row.pk, 1))
    leave.decide(leave.ask(sitting, cast.frank, LeaveReason.AWAY), True, cast.secretary)
    page = words("delivery", meeting)
    assert "2026年党员大会通知送达登记" in page
    assert "李建国电话2026年11月24日10:00—韦晓㛃告知" in page
    assert "柯䶮书面—2026年11月24日10:00无" in page
    assert "阿依古丽·买买提书面——请假（外出）" in page
    assert "应通知8已通知2已确认1未通知6" in page


def test_the_ledger_says_who_is_expected_until_the_roll_is_called(cast, sitting, meeting):
    told(cast, sitting)
    leave.decide(leave.ask(sitting, cast.frank, LeaveReason.AWAY), True, cast.secretary)
    assert "会前预计：已请假1，预计到会6/9，需≥5" in words("delivery", meeting)


def test_a_form_of_leave_has_the_category_and_who_granted_it(cast, sitting, meeting):
    leave.decide(leave.ask(sitting, cast.erin, LeaveReason.ILLNESS), True, cast.secretary)
    page = words("leave_slip", meeting)
    assert "请假人李建国事由类别病" in page
    assert "申请时间2026年11月24日10:00" in page
    assert "批准人韦晓㛃批准时间2026年11月24日10:00" in page


def test_what_there_is_nothing_of_is_not_offered(cast, sitting, meeting):
    assert not exports.get("delivery").applies(meeting)
    assert not exports.get("leave_slip").applies(meeting)
    told(cast, sitting)
    assert exports.get("delivery").applies(meeting)


def test_slips_go_to_those_told_on_paper_six_to_a_page(cast, sitting, meeting):
    for number in range(5):
        transfers.admit(cast.first, {"name": f"农{number}"}, MemberCategory.FULL, SINCE)
    told(cast, sitting, erin=NoticeChannel.PHONE)
    pages_of = text_of(delivery.slips(meeting))
    assert [page.count("同志：") for page in pages_of] == [6, 6]
    assert "李建国" not in "".join(pages_of)
    assert "时间：2026年11月27日（周五）14:30—16:30" in pages_of[0]


def test_where_nobody_is_told_on_paper_everybody_gets_one(cast, sitting, meeting):
    told(cast, sitting, NoticeChannel.PHONE)
    assert sum(page.count("同志：") for page in text_of(delivery.slips(meeting))) == 8


def test_a_slip_carries_the_link_of_its_owner(cast, sitting, meeting, monkeypatch):
    told(cast, sitting)
    drawn = []
    monkeypatch.setattr(delivery.qr, "picture", lambda text: drawn.append(text) or "data:,")
    monkeypatch.setattr(delivery, "render_pdf", lambda name, given, title: repr(given["slips"]).encode())
    delivery.slips(meeting)
    tokens = [re.search(r"/n/([^/]+)/", text)[1] for text in drawn]
    found = {personal.receipt_of(token).member.name for token in tokens}
    assert len(found) == len(tokens) == 8


def test_slips_are_for_the_hand_of_who_records_alone(cast, sign_in, sitting, meeting):
    where = f"/meetings/{meeting.pk}/notices/slips/"
    assert sign_in(cast.secretary).get(where)["Location"].endswith("/notify/")
    told(cast, sitting)
    answer = sign_in(cast.secretary).get(where)
    assert answer["Content-Type"] == "application/pdf"
    assert "同志" not in answer["Content-Disposition"]
    assert sign_in(cast.inspector).get(where).status_code == 403
    assert sign_in(cast.stranger).get(where).status_code == 404
    assert "书面通知条" not in sign_in(cast.inspector).get(f"/meetings/{meeting.pk}/").text
