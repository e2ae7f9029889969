"""The page 会议通知 and the ledger 送达登记."""

import pytest

from meetings.lifecycle import leave, notices, pages
from meetings.vocabulary import LeaveReason, NoticeChannel
from members import transfers
from members.vocabulary import MemberCategory
from tests.cast import SINCE, moment
from tests.meetings.lifecycle.make import called
from tests.meetings.views.walk import address, press

NOTIFY, LEDGER, TELL, LEAVE = "meeting-notify", "meeting-notices", "meeting-notices-tell", "meeting-leave"


@pytest.fixture
def sitting(cast):
    return called(cast, start=moment(11, 27), end=moment(11, 27, 16))


@pytest.fixture
def meeting(sitting):
    return sitting.meetings.get()


@pytest.fixture
def browser(cast, sign_in):
    return sign_in(cast.secretary)


def told(cast, sitting, channel=NoticeChannel.PAPER):
    return pages.notify_sitting(sitting, channel, "请参加", cast.secretary)


def test_one_press_tells_everybody(browser, meeting):
    page = browser.get(address(NOTIFY, meeting))
    assert "通知全部 8 人" in page.text
    answer = press(browser, NOTIFY, meeting)
    assert answer["Location"] == address("meeting", meeting)
    text = browser.get(address("meeting", meeting)).text
    assert "已通知 8 人 · 已确认 0 人 · 未通知 0 人" in text


def test_who_gets_what_is_seen_before_and_may_be_changed(cast, browser, meeting, sitting):
    transfers.mend(cast.erin, {"email": "jianguo@example.org"})
    page = browser.get(address(NOTIFY, meeting))
    assert {one["name"]: one["address"] for one in page.context["people"]}["李建国"] == "j***@example.org"
    answer = press(browser, NOTIFY, meeting, **{f"way-{cast.erin.pk}": "paper"})
    assert answer["Location"] == address(LEDGER, meeting)
    assert notices.receipts_of(sitting).get(member=cast.erin).channel == "paper"
    again = browser.get(address(NOTIFY, meeting))
    assert {one["name"]: one["way"] for one in again.context["people"] if one["way"]} == {"李建国": "paper"}


def test_somebody_else_cannot_be_slipped_in(cast, browser, meeting, sitting):
    press(browser, NOTIFY, meeting, **{f"way-{cast.karl.pk}": "paper", f"way-{cast.henry.pk}": "paper"})
    assert notices.receipts_of(sitting).count() == 8


def test_a_short_notice_is_told_with_its_basis_and_goes_out_all_the_same(cast, browser):
    today = called(cast, start=moment(11, 24, 19), end=None).meetings.get()
    assert "会前 0 天通知，应提前 1 天" in browser.get(address(NOTIFY, today)).text
    press(browser, NOTIFY, today)
    today.refresh_from_db()
    assert today.state == "noticed"


def test_the_ledger_notes_who_told_whom(cast, browser, meeting, sitting, clock):
    told(cast, sitting)
    clock.move_to(moment(11, 25, 9))
    data = {
        "who": [cast.erin.pk, cast.dan.pk],
        "way": "phone",
        "told_by": "闭秀兰",
        "day": "2026-11-25",
        "at": "08:15",
    }
    answer = browser.post(address(TELL, meeting), data, follow=True)
    assert "已登记告知 2 人" in answer.text
    assert "已通知 2 人 · 已确认 0 人 · 未通知 6 人" in answer.text
    row = notices.receipts_of(sitting).get(member=cast.dan)
    assert (row.told_by, row.delivered_at) == ("闭秀兰", moment(11, 25, 8, 15))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"who": [], "way": "phone"}, "请先点选"),
        ({"way": "pigeon"}, "怎样告知的"),
        ({"way": "phone", "day": "2026-11-24"}, "请填写几点告知的"),
        ({"way": "phone", "day": "2026-11-25", "at": "09:00"}, "不能晚于现在"),
    ],
)
def test_what_cannot_be_noted_is_said(cast, browser, meeting, sitting, data, words):
    told(cast, sitting)
    answer = browser.post(address(TELL, meeting), {"who": [cast.erin.pk]} | data)
    assert answer.status_code == 422
    assert words in answer.text
    assert notices.receipts_of(sitting).counted()["told"] == 0


def test_a_link_that_was_passed_on_is_replaced(cast, browser, meeting, sitting):
    told(cast, sitting)
    browser.post(address(TELL, meeting), {"who": [cast.erin.pk], "way": "renew"})
    assert notices.receipts_of(sitting).get(member=cast.erin).link_edition == 2


def test_an_empty_ledger_says_what_to_do(browser, meeting):
    assert "还没有发通知" in browser.get(address(LEDGER, meeting)).text


def test_leave_that_was_asked_is_decided_with_one_press(cast, browser, meeting, sitting):
    told(cast, sitting)
    row = leave.ask(sitting, cast.erin, LeaveReason.AWAY)
    assert "请假待批" in browser.get(address(LEDGER, meeting)).text
    assert "请假待批" in browser.get(address("meeting", meeting)).text
    page = browser.get(address(LEAVE, meeting))
    assert "待批的请假" in page.text
    answer = browser.post(address("meeting-leave-decide", meeting, row.pk), {"grant": "1"}, follow=True)
    assert "李建国：准假" in answer.text
    assert leave.asked_leave(sitting) == {cast.erin.pk: LeaveReason.AWAY}
    refused = browser.post(address("meeting-leave-decide", meeting, row.pk), {"grant": "0"}, follow=True)
    assert "不能再改" in refused.text


def test_leave_of_another_sitting_is_not_found_here(cast, browser, meeting):
    elsewhere = called(cast, start=moment(12, 4), end=None)
    row = leave.ask(elsewhere, cast.erin, LeaveReason.AWAY)
    assert browser.post(address("meeting-leave-decide", meeting, row.pk), {"grant": "1"}).status_code == 404


def test_the_ledger_takes_as_many_questions_for_many_as_for_few(
    cast, browser, meeting, sitting, django_assert_max_num_queries
):
    told(cast, sitting)
    with django_assert_max_num_queries(40) as few:
        browser.get(address(LEDGER, meeting))
    for number in range(20):
        transfers.admit(cast.first, {"name": f"农{number}"}, MemberCategory.FULL, SINCE)
    pages.notify_sitting(sitting, NoticeChannel.PAPER, "再发", cast.secretary)
    with django_assert_max_num_queries(len(few.captured_queries)):
        browser.get(address(LEDGER, meeting))
