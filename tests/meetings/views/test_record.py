"""The record to read: how it stands and what can be done, in each state; what was filed, corrected, and when."""

from datetime import timedelta

import pytest
from django.urls import reverse

from meetings.kinds import MeetingKind as K
from meetings.lifecycle import filing, pages, planning, recording
from meetings.lifecycle.entries import Entry, Tally
from meetings.lifecycle.motions import put_motion
from meetings.models import Meeting
from meetings.vocabulary import NoticeChannel, ReturnReason, VoteMethod
from tests.cast import moment
from tests.meetings.lifecycle.make import called, filed, held, recorded
from tests.meetings.views.walk import address


@pytest.fixture
def browser(cast, sign_in):
    return sign_in(cast.secretary)


def page_of(browser, meeting):
    return browser.get(address("meeting", meeting))


def commands(browser, meeting):
    return [one.label for one in page_of(browser, meeting).context["commands"]]


def move_to(meeting, place, by):
    meeting.refresh_from_db()
    facts = planning.facts_of(meeting)
    facts.place = place
    planning.amend(meeting, facts, meeting.revision, by)


AHEAD = {"start": moment(11, 27), "end": moment(11, 27, 16)}


# --- what can be done ---


def test_a_plan_shows_its_facts_and_asks_for_the_notice_first(cast, browser):
    meeting = called(cast, **AHEAD).meetings.get()
    page = page_of(browser, meeting)
    plan = {row.label: str(row.value) for row in page.context["plan"]}
    assert (plan["地点"], plan["主持人"], plan["议题"]) == (
        "村文化礼堂",
        "韦晓㛃",
        "讨论鱼塘续包；通报党费",
    )
    assert page.context["sheet"] is None
    assert commands(browser, meeting) == ["发通知", "基本情况", "延期", "未召开", "同时计入另一类"]
    asked = [one.label for one in page.context["prospect"]["commands"]]
    assert asked == ["请假登记", "议题和拟表决"]


def test_on_the_day_the_roll_is_asked_for(cast, browser):
    meeting = called(cast, start=moment(11, 24, 9), end=None).meetings.get()
    assert commands(browser, meeting)[0] == "点名"


@pytest.mark.parametrize(
    ("make", "labels"),
    [
        (held, ["写记录", "重新点名", "同时计入另一类"]),
        (recorded, ["核对、备案", "修改记录", "同时计入另一类"]),
        (lambda cast: filed(cast).meeting, []),
        (
            lambda cast: planning.postpone(called(cast).meetings.get(), "防汛", cast.secretary),
            ["定新的日期", "未召开"],
        ),
        (lambda cast: planning.not_held(called(cast).meetings.get(), "防汛", cast.secretary), []),
    ],
    ids=["held", "recorded", "filed", "postponed", "not held"],
)
def test_each_state_offers_its_own_steps(cast, browser, make, labels):
    meeting = make(cast)
    assert commands(browser, meeting) == labels
    assert all(
        browser.get(one.url).status_code == 200 for one in page_of(browser, meeting).context["commands"]
    )


def test_what_was_sent_back_is_mended_or_held_again(cast, browser):
    first, second = filed(cast), filed(cast, K.THEME_DAY)
    filing.send_back(first, ReturnReason.REFILL, ["minutes"], "太简。", cast.officer)
    filing.send_back(second, ReturnReason.REHOLD, [], "主题不明。", cast.officer)
    assert commands(browser, first.meeting) == ["改好再报"]
    assert "太简。" in page_of(browser, first.meeting).text
    [again] = page_of(browser, second.meeting).context["commands"]
    assert again.label == "另行召开"
    assert f"repeat={second.meeting_id}" in again.url
    assert browser.get(again.url).status_code == 200


def test_who_only_reads_is_offered_nothing_to_do(cast, sign_in):
    open_one, done = recorded(cast), filed(cast, K.THEME_DAY).meeting
    for account in (cast.inspector, cast.discipline):
        page = page_of(sign_in(account), open_one)
        assert (page.context["commands"], page.context["correction"]) == ([], [])
        assert page_of(sign_in(account), done).context["correction"] == []


# --- what it says ---


def test_the_record_reads_as_it_prints(cast, browser):
    meeting = held(cast)
    item = meeting.agenda.get(title="讨论鱼塘续包")
    put_motion(item, Entry(VoteMethod.SHOW_OF_HANDS, Tally(7)), cast.secretary)
    recording.set_speeches(
        item, [("李建国", "河道要清到桥头", False), ("周海", "先看预算", True)], cast.secretary
    )
    recording.save_minutes(meeting, "一、报告到会情况。", 0, cast.secretary)
    page = page_of(browser, meeting)
    assert "2026年第1次支部党员大会" in page.text
    for words in ("河道要清到桥头", "先看预算", "一、报告到会情况。", "赞成", "讨论鱼塘续包"):
        assert words in page.text
    assert any("会议记录" in one.label for one in page.context["prints"])


def test_a_sitting_of_two_has_a_tab_for_each(cast, browser):
    meeting = recorded(cast, K.THEME_DAY, K.PARTY_LECTURE)
    tabs = page_of(browser, meeting).context["tabs"]
    assert [(tab.label, tab.current) for tab in tabs] == [("主题党日", True), ("党课", False)]


def test_what_is_out_of_the_ordinary_is_told_as_a_fact(cast, browser):
    meeting = called(cast, start=moment(11, 3), end=moment(11, 3, 16), late_reason="停电").meetings.get()
    planning.postpone(meeting, "防汛", cast.secretary, moment(11, 10))
    Meeting.objects.filter(pk=meeting.pk).update(is_imported=True, reheld_from=filed(cast).meeting)
    assert page_of(browser, meeting).context["remarks"] == [
        "补录：停电",
        "延期：原定2026年11月3日（周二）14:30。防汛",
        "由历史台账导入。",
        "退回重开后另行召开。",
    ]


def test_states_and_notices_are_told_in_the_order_in_which_they_came(cast, browser, clock):
    sitting = called(cast)
    steps = (
        lambda: pages.notify_sitting(sitting, NoticeChannel.PHONE, "请参加", cast.recorder),
        lambda: pages.save_roll(sitting, {}, [], pages.roll_stamp(sitting), cast.secretary),
        lambda: recording.save_minutes(sitting.meetings.get(), "一、到会。", 0, cast.secretary),
        lambda: filing.file_gathering(sitting, cast.secretary),
        lambda: filing.acknowledge(sitting.meetings.get().filings.get(), cast.officer),
    )
    for step in steps:
        clock.shift(timedelta(minutes=5))
        step()
    events = page_of(browser, sitting.meetings.get()).context["events"]
    assert [event.what for event in events if not event.what.startswith("发出通知")] == [
        "计划",
        "已通知",
        "已召开",
        "已记录",
        "已报备",
        "已备案",
    ]
    assert [event.at for event in events] == sorted(event.at for event in events)
    [told] = [event for event in events if event.what == "发出通知（电话）"]
    assert told.who == "祝春犇"


def test_every_version_that_was_filed_stands_with_its_answer_and_what_changed(cast, browser):
    first = filed(cast, K.THEME_DAY)
    filing.send_back(first, ReturnReason.REFILL, ["minutes"], "太简。", cast.officer)
    recording.save_minutes(first.meeting, "一、报告到会情况。\n二、李建国发言。", 1, cast.secretary)
    move_to(first.meeting, "村部二楼", cast.secretary)
    filing.file_gathering(first.meeting.gathering, cast.secretary)
    page = page_of(browser, first.meeting)
    second, oldest = page.context["filings"]
    assert (second["title"], oldest["title"], oldest["note"]) == ("第2版", "第1版", "太简。")
    assert {change.label for change in second["changes"]} == {"地点", "内容记录"}
    assert oldest["changes"] == []
    assert "二、李建国发言。" in page.text


def test_lists_that_changed_between_versions_are_told_in_words(cast, browser):
    first = filed(cast)
    filing.send_back(first, ReturnReason.REFILL, ["agenda"], "缺议题。", cast.officer)
    lines = [recording.AgendaLine("讨论鱼塘续包"), recording.AgendaLine("推选代表")]
    recording.set_agenda(first.meeting, lines, cast.secretary)
    filing.file_gathering(first.meeting.gathering, cast.secretary)
    [change] = page_of(browser, first.meeting).context["filings"][0]["changes"]
    assert change.label == "议题"
    assert "通报党费" in change.was
    assert "推选代表" in change.now
    assert "[" not in change.was + change.now


def test_a_correction_stands_below_the_text_it_corrects(cast, browser):
    meeting = filed(cast).meeting
    [offer] = page_of(browser, meeting).context["correction"]
    assert offer.url == address("meeting-correct", meeting)
    filing.correct(meeting, "地点", "村文化礼堂", "村部二楼", "笔误", cast.secretary, "韦晓㛃")
    page = page_of(browser, meeting)
    [said] = page.context["sheet"].corrections
    assert all(words in said for words in ("地点", "村文化礼堂", "村部二楼", "笔误"))
    assert said in page.text


def test_the_way_back_is_the_list(cast, browser):
    crumbs = page_of(browser, recorded(cast)).context["crumbs"]
    assert crumbs[0].url == reverse("meetings")


def test_a_record_asks_the_same_number_of_questions_however_long_it_is(
    cast, browser, django_assert_max_num_queries
):
    meeting = recorded(cast)
    page_of(browser, meeting)
    with django_assert_max_num_queries(44) as few:
        page_of(browser, meeting)
    for item in meeting.agenda.all():
        lines = [(name, "同意", False) for name in ("李建国", "谢𬱖", "周海")]
        recording.set_speeches(item, lines, cast.secretary)
        put_motion(item, Entry(VoteMethod.SHOW_OF_HANDS, Tally(7)), cast.secretary)
    with django_assert_max_num_queries(len(few.captured_queries) + 3):
        page_of(browser, meeting)
