"""The calendar to subscribe to, read by a real client library: what moves, moves; what is off, stays off."""

from datetime import UTC, timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from meetings import links
from meetings.kinds import MeetingKind
from meetings.lifecycle import feeds, planning, recording
from meetings.models import CalendarFeed
from tests.cast import moment
from tests.meetings.lifecycle import make

PEOPLE = ("韦晓㛃", "祝春犇", "李建国", "柯䶮")


@pytest.fixture
def sitting(cast):
    return make.called(cast, start=moment(11, 27), end=moment(11, 27, 16))


@pytest.fixture
def feed(cast):
    return feeds.renew(cast.first, cast.secretary)


def address(feed):
    return links.calendar(feed).split("//", 1)[1].split("/", 1)[1]


def read(feed):
    """The events by summary, as a calendar on a telephone reads them."""
    answer = Client().get("/" + address(feed))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.content)
    assert not calendar.errors
    return {str(event["summary"]): event for event in calendar.walk("VEVENT")}


def test_a_meeting_is_an_event_with_its_time_in_utc_and_its_place(feed, sitting):
    event = read(feed)["党员大会"]
    assert event.decoded("dtstart") == moment(11, 27)
    assert event["dtstart"].dt.tzinfo in (UTC, event["dtstart"].dt.tzinfo)
    assert event["dtstart"].to_ical() == b"20261127T063000Z"
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(minutes=120)
    assert (str(event["location"]), str(event["status"])) == ("村文化礼堂", "CONFIRMED")
    assert event.decoded("dtstamp").utcoffset() == timedelta(0)


def test_it_says_no_name_no_topic_and_no_word_of_the_minutes(cast, feed, sitting):
    recorded = make.recorded(cast)
    recording.set_agenda(sitting.meetings.get(), [recording.AgendaLine("接收卓一凡")], cast.secretary)
    text = Client().get("/" + address(feed)).content.decode()
    assert recorded.gathering.theme in text
    assert not [name for name in (*PEOPLE, "卓一凡", "鱼塘", "逐项讨论") if name in text]


def test_a_sitting_of_two_kinds_is_one_event(cast, feed):
    make.called(cast, MeetingKind.BRANCH_ASSEMBLY, MeetingKind.PARTY_LECTURE, start=moment(12, 4), end=None)
    event = read(feed)["党员大会、党课"]
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(hours=2)


def test_meetings_of_the_groups_are_there_with_their_name(cast, feed):
    make.called(cast, MeetingKind.GROUP_MEETING, start=moment(12, 4), end=None)
    assert list(read(feed)) == ["第二党小组 党小组会"]


def test_a_meeting_that_moves_is_the_same_event_one_step_on(cast, feed, sitting):
    before = read(feed)["党员大会"]
    planning.postpone(sitting.meetings.get(), "防汛", cast.secretary, moment(12, 4, 9))
    after = read(feed)["党员大会"]
    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]
    assert after.decoded("dtstart") == moment(12, 4, 9)
    assert str(after["status"]) == "CONFIRMED"


def test_so_does_one_whose_facts_are_mended(cast, feed, sitting):
    before, meeting = read(feed)["党员大会"], sitting.meetings.get()
    facts = planning.facts_of(meeting)
    facts.place = "村部"
    planning.amend(meeting, facts, meeting.revision, cast.secretary)
    after = read(feed)["党员大会"]
    assert (after["uid"], str(after["location"])) == (before["uid"], "村部")
    assert after["sequence"] > before["sequence"]


def test_reading_again_changes_nothing(feed, sitting):
    first, second = (Client().get("/" + address(feed)).content for _ in range(2))
    assert first == second


@pytest.mark.parametrize("off", ["postpone", "not_held"])
def test_what_is_off_stays_and_is_struck_out(cast, feed, sitting, off):
    before = read(feed)["党员大会"]
    getattr(planning, off)(sitting.meetings.get(), "防汛", cast.secretary)
    for _ in range(2):
        after = read(feed)["党员大会"]
        assert (after["uid"], str(after["status"])) == (before["uid"], "CANCELLED")
        assert after["sequence"] > before["sequence"]


def test_a_committee_sees_every_branch_below_and_no_other(cast, sitting):
    town = feeds.renew(cast.town, cast.officer)
    assert list(read(town)) == ["柳湾村第一支部 党员大会"]
    assert read(feeds.renew(cast.other_town, None)) == {}
    assert read(feeds.renew(cast.second, cast.neighbour)) == {}


def test_a_title_that_would_break_the_file_is_escaped(cast, feed):
    make.called(cast, start=moment(12, 4), end=None, theme="一;二,三\\四", place="村部,二楼")
    event = read(feed)["党员大会"]
    assert str(event["location"]) == "村部,二楼"
    assert str(event["description"]) == "主题：一;二,三\\四"


def test_one_question_however_many_meetings(cast, feed, django_assert_max_num_queries):
    for day in range(1, 10):
        make.called(cast, start=moment(12, day), end=None)
    with django_assert_max_num_queries(3):
        Client().get("/" + address(feed))


# --- the address ---


def test_a_renewed_address_kills_the_old_one(cast, feed, sitting):
    old = "/" + address(feed)
    fresh = feeds.renew(cast.first, cast.recorder)
    assert Client().get(old).status_code == 404
    assert list(read(fresh)) == ["党员大会"]
    assert CalendarFeed.objects.count() == 1


def test_a_closed_calendar_shows_nothing(cast, feed):
    feeds.close(cast.first, cast.secretary)
    assert Client().get("/" + address(feed)).status_code == 404


@pytest.mark.parametrize("token", ["x", "1-1", "1-1.AAAA", "%00"])
def test_a_made_up_address_shows_nothing(feed, token):
    answer = Client().get(f"/ical/{token}.ics")
    assert (answer.status_code, answer.content) == (404, b"")
    assert answer["Cache-Control"] == "no-store"


def test_the_key_of_a_notice_opens_no_calendar(feed):
    assert Client().get(f"/ical/{links.NOTICE.make(feed.pk, 1)}.ics").status_code == 404


def test_the_secretary_opens_renews_and_closes_it_on_one_page(cast, sign_in):
    browser, where = sign_in(cast.secretary), f"/organisations/{cast.first.pk}/calendar/"
    assert "开通日历订阅" in browser.get(where).text
    text = browser.post(f"{where}renew/", follow=True).text
    assert links.calendar(CalendarFeed.objects.get()) in text
    browser.post(f"{where}renew/")
    assert CalendarFeed.objects.get().edition == 2
    assert "开通日历订阅" in browser.post(f"{where}close/", follow=True).text
    assert where in browser.get(f"/organisations/{cast.first.pk}/").text
    assert where in browser.get("/calendar/").text


def test_others_see_neither_page_nor_link(cast, sign_in):
    where = f"/organisations/{cast.first.pk}/calendar/"
    assert sign_in(cast.inspector).get(where).status_code == 403
    assert sign_in(cast.stranger).get(where).status_code == 404
    assert where not in sign_in(cast.inspector).get(f"/organisations/{cast.first.pk}/").text
