"""请假登记, and what the planned meeting and the desk make of it."""

import pytest
from django.urls import reverse

from meetings.kinds import MeetingKind
from meetings.lifecycle import leave, pages, recording
from meetings.models import NoticeReceipt
from meetings.vocabulary import LeaveReason, NoticeChannel, VoteProfile
from tests.cast import moment
from tests.meetings.lifecycle.make import called, held
from tests.meetings.views.walk import address, press

LEAVE = "meeting-leave"


@pytest.fixture
def sitting(cast):
    return called(cast, start=moment(11, 27), end=moment(11, 27, 16))


@pytest.fixture
def meeting(sitting):
    return sitting.meetings.get()


def taps(browser, meeting, **more):
    page = browser.get(address(LEAVE, meeting))
    return {"stamp": page.context["stamp"]} | more


def ask(cast, sitting, *people):
    asked = {one.pk: LeaveReason.ILLNESS for one in people}
    leave.set_leave(sitting, asked, pages.roll_stamp(sitting), cast.secretary)


def test_who_is_tapped_has_asked_for_leave(cast, sign_in, sitting, meeting):
    browser = sign_in(cast.secretary)
    sent = taps(browser, meeting, absent=[cast.erin.pk, cast.dan.pk], **{f"reason-{cast.erin.pk}": "illness"})
    answer = browser.post(address(LEAVE, meeting), sent, follow=True)
    assert "已登记请假 2 人" in answer.text
    assert leave.asked_leave(sitting) == {cast.erin.pk: LeaveReason.ILLNESS, cast.dan.pk: LeaveReason.OTHER}
    people = browser.get(address(LEAVE, meeting)).context["people"]
    assert {one.name: one.reason for one in people if one.absent} == {"李建国": "illness", "柯䶮": "other"}


def test_without_leave_is_no_reason_for_leave(cast, sign_in, meeting):
    page = sign_in(cast.secretary).get(address(LEAVE, meeting))
    assert "absent" not in dict(page.context["reasons"])
    assert {one.name for one in page.context["people"]}.isdisjoint({"岑𠅤", "甘小峰"})


def test_another_who_saved_meanwhile_is_not_overwritten(cast, sign_in, sitting, meeting):
    browser = sign_in(cast.secretary)
    sent = taps(browser, meeting, absent=[cast.erin.pk])
    ask(cast, sitting, cast.dan)
    answer = browser.post(address(LEAVE, meeting), sent)
    assert answer.status_code == 409
    assert [one.name for one in answer.context["people"] if one.absent] == ["李建国"]
    assert list(leave.asked_leave(sitting)) == [cast.dan.pk]


def test_once_the_roll_is_called_it_is_mended_there(cast, sign_in):
    meeting = held(cast)
    browser = sign_in(cast.secretary)
    assert browser.get(address(LEAVE, meeting))["Location"] == address("meeting", meeting)
    assert browser.post(address(LEAVE, meeting), {})["Location"] == address("meeting", meeting)


def test_the_roll_opens_with_those_on_leave_tapped(cast, sign_in, clock):
    sitting = called(cast, start=moment(11, 24, 9), end=None)
    ask(cast, sitting, cast.erin)
    browser = sign_in(cast.secretary)
    page = browser.get(address("meeting-roll", sitting.meetings.get()))
    assert [(one.name, one.reason) for one in page.context["people"] if one.absent] == [("李建国", "illness")]
    press(browser, "meeting-roll", sitting.meetings.get(), absent=[cast.erin.pk, cast.dan.pk])
    assert sitting.meetings.get().absent_count == 2


def test_the_plan_says_who_is_expected_and_what_the_vote_needs(cast, sign_in, sitting, meeting):
    lines = [recording.AgendaLine("接收卓一凡", planned_profile=VoteProfile.B_ADMISSION)]
    recording.set_agenda(meeting, lines, cast.secretary)
    ask(cast, sitting, cast.erin)
    page = sign_in(cast.secretary).get(address("meeting", meeting))
    rows = {row.label: (row.value, row.url) for row in page.context["prospect"]["rows"]}
    counts = address("meeting-counts", meeting)
    assert rows["应到"] == ("8 人", f"{counts}#due")
    assert rows["已请假"] == ("1 人", f"{counts}#leave")
    assert rows["预计到会"] == ("7 人", f"{counts}#coming")
    assert rows["拟表决“接收卓一凡”（发展党员）"][0] == "已请假 1，预计到会 6/9，需 ≥ 5"
    assert page.context["prospect"]["short"] == []


def test_too_few_are_warned_of_on_the_plan_and_on_the_desk_with_the_way_to_another_day(
    cast, sign_in, sitting, meeting
):
    ask(cast, sitting, cast.erin, cast.dan, cast.frank)
    browser = sign_in(cast.secretary)
    assert "预计到会 4/9，需 ≥ 5，还差 1" in browser.get(address("meeting", meeting)).text
    cards = {card.state: card for card in browser.get("/").context["cards"]}
    card = cards["预计人数不够"]
    assert (card.title, card.when) == ("11月27日（周五）党员大会", "11月27日（周五），还有 3 天")
    assert (card.url, card.action) == (address("meeting-postpone", meeting), "延期")
    assert "已请假 3，预计到会 4/9，需 ≥ 5，还差 1" in card.note


def test_with_enough_there_is_no_such_card_but_the_next_meeting_with_its_totals(
    cast, sign_in, sitting, meeting
):
    ask(cast, sitting, cast.erin)
    page = sign_in(cast.secretary).get("/")
    assert "预计人数不够" not in {card.state for card in page.context["cards"]}
    [coming] = page.context["coming"]
    assert [(total.label, total.count) for total in coming["totals"]] == [
        ("应到", 8),
        ("已请假", 1),
        ("预计到会", 7),
    ]
    assert f'href="{address("meeting-counts", meeting)}#due"' in page.text
    assert address(LEAVE, meeting) in page.text


def test_who_keeps_no_record_is_shown_no_totals_on_the_desk(cast, sign_in, sitting):
    assert sign_in(cast.discipline).get("/").context["coming"] == []


def test_the_desk_asks_a_fixed_number_of_questions_more(cast, sign_in, django_assert_max_num_queries):
    browser = sign_in(cast.secretary)
    browser.get("/")
    for day in (26, 27, 28, 30):
        called(cast, MeetingKind.BRANCH_COMMITTEE, start=moment(11, day), end=None)
    with django_assert_max_num_queries(28):
        browser.get(reverse("desk"))


def cards(browser):
    return {card.title: card.url for card in browser.get("/").context["cards"]}


def test_leave_that_waits_is_a_card_of_the_desk_until_it_is_decided(cast, sign_in, sitting, meeting):
    browser, words = sign_in(cast.secretary), "11月27日（周五）党员大会：2 人请假待批"
    row = leave.ask(sitting, cast.dan, LeaveReason.AWAY)
    other = leave.ask(sitting, cast.erin, LeaveReason.ILLNESS)
    assert cards(browser)[words] == address(LEAVE, meeting)
    assert words not in cards(sign_in(cast.neighbour))
    leave.decide(row, True, cast.secretary)
    leave.decide(other, False, cast.secretary)
    assert not [title for title in cards(browser) if "待批" in title]


def test_of_two_meetings_in_one_sitting_the_card_is_one(cast, sign_in):
    kinds = (MeetingKind.BRANCH_ASSEMBLY, MeetingKind.PARTY_LECTURE)
    leave.ask(called(cast, *kinds, start=moment(11, 27), end=moment(11, 27, 16)), cast.dan, LeaveReason.AWAY)
    assert len([title for title in cards(sign_in(cast.secretary)) if "1 人请假待批" in title]) == 1


def test_a_notice_that_did_not_arrive_is_a_card_until_the_member_is_told(cast, sign_in, sitting, meeting):
    pages.notify_sitting(sitting, NoticeChannel.EMAIL, "请带笔记本。", cast.secretary)
    rows = NoticeReceipt.objects.filter(member=cast.dan)
    rows.update(failed_at=moment(11, 23), failed_reason="信箱不存在", delivered_at=None)
    browser, words = sign_in(cast.secretary), "11月27日（周五）党员大会：1 份通知没有送到"
    assert cards(browser)[words] == address("meeting-notices", meeting)
    rows.update(confirmed_at=moment(11, 24, 9))
    assert words not in cards(browser)
