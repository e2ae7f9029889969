"""记录: saves itself, takes text over, keeps both of two texts, and stores a whole page or nothing."""

import io
import re

import docx
import pytest
from django.test import Client
from django.urls import reverse

from meetings.kinds import MeetingKind
from meetings.lifecycle import recording
from meetings.models import Meeting
from tests.meetings.lifecycle.make import called, filed, held
from tests.meetings.views.walk import address, press, shown

MINUTES, SAVE, COMPARE = "meeting-minutes", "meeting-autosave", "meeting-compare"


@pytest.fixture
def meeting(cast):
    return held(cast)


def text_of(meeting):
    latest = recording.latest_minutes(meeting)
    return latest.body if latest else ""


def test_text_and_resolutions_are_stored_at_one_press_and_the_meeting_is_recorded(cast, sign_in, meeting):
    answer = press(
        sign_in(cast.recorder),
        MINUTES,
        meeting,
        body="一、报告到会情况。\r\n\r\n二、逐项讨论。",
        resolution__0__text="清淤",
        resolution__0__responsible="祝春犇",
        resolution__0__due_on="2026-12-31",
        next="1",
    )
    assert answer["Location"] == address("meeting-files", meeting)
    meeting.refresh_from_db()
    assert meeting.state == "recorded"
    assert text_of(meeting) == "一、报告到会情况。\n\n二、逐项讨论。"
    row = meeting.resolutions.get()
    assert (row.text, row.responsible, f"{row.due_on}") == ("清淤", "祝春犇", "2026-12-31")


def test_resolutions_are_changed_and_dropped_in_their_rows(cast, sign_in, meeting):
    browser = sign_in(cast.recorder)
    press(browser, MINUTES, meeting, body="正文", resolution__0__text="清淤", resolution__1__text="修路")
    kept = meeting.resolutions.get(text="修路").pk
    press(browser, MINUTES, meeting, resolution__0__text="", resolution__1__text="修桥")
    assert list(meeting.resolutions.values_list("pk", "text")) == [(kept, "修桥")]


def test_an_owner_without_a_matter_is_said_and_the_text_stays_on_the_page(cast, sign_in, meeting):
    answer = press(
        sign_in(cast.recorder), MINUTES, meeting, body="写了很久的正文", resolution__0__responsible="祝春犇"
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请把决议的事项也写上" in page
    assert "写了很久的正文" in page


def test_the_headings_of_the_kind_are_inserted_where_they_are_missing(cast, sign_in, meeting):
    press(sign_in(cast.recorder), MINUTES, meeting, body="一、报告到会情况\n应到 8 人。", headings="1")
    lines = [line for line in text_of(meeting).splitlines() if line]
    assert lines == [
        "一、报告到会情况",
        "应到 8 人。",
        "二、议题与讨论",
        "三、表决情况",
        "四、形成的决议",
    ]


def word_file(*lines):
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    out.seek(0)
    out.name = "会议记录.docx"
    return out


def test_the_text_of_a_file_is_put_behind_what_is_there(cast, sign_in, meeting):
    browser = sign_in(cast.recorder)
    answer = press(
        browser, MINUTES, meeting, body="已有的一句。", document=word_file("一、学习", "二、讨论"), take="1"
    )
    assert answer["Location"].startswith(address(MINUTES, meeting))
    assert text_of(meeting) == "已有的一句。\n\n一、学习\n二、讨论"


def test_a_file_that_is_none_is_refused_in_words_and_the_text_stays(cast, sign_in, meeting):
    upload = io.BytesIO(b"MZ\x90\x00")
    upload.name = "记录.docx"
    answer = press(sign_in(cast.recorder), MINUTES, meeting, body="已有的一句。", document=upload, take="1")
    assert answer.status_code == 422
    assert "已有的一句。" in answer.content.decode()
    assert answer.context["form"].errors["document"]


def test_the_discussion_of_a_lecture_is_kept(cast, sign_in):
    lecture = held(cast, MeetingKind.PARTY_LECTURE)
    recording.set_lecture(lecture, cast.secretary, cast.carol, topic="标准")
    press(sign_in(cast.recorder), MINUTES, lecture, body="正文", discussion="三人发言。")
    lecture.lecture.refresh_from_db()
    assert (lecture.lecture.discussion, lecture.lecture.lecturer) == ("三人发言。", cast.carol)


# --- saving by itself ------------------------------------------------------------------------------------------------


def saved(browser, meeting, given):
    return browser.post(address(SAVE, meeting), given, headers={"Accept": "application/json"})


def test_a_draft_is_stored_and_the_answer_says_when(cast, sign_in, meeting):
    browser = sign_in(cast.recorder)
    given = shown(browser, MINUTES, meeting) | {"body": "刚写到这里", "resolution-0-text": "清淤"}
    answer = saved(browser, meeting, given)
    assert answer.json()["saved_at"] == "10:00"
    assert text_of(meeting) == "刚写到这里"
    assert meeting.resolutions.get().text == "清淤"
    again = saved(
        browser,
        meeting,
        given
        | {
            "version": answer.json()["version"],
            "body": "刚写到这里，又写",
            "resolution-0-text": "清淤和修路",
        },
    )
    assert again.status_code == 200
    assert meeting.resolutions.get().text == "清淤和修路"
    final = given | {"version": again.json()["version"], "body": "写完了", "next": "1"}
    assert browser.post(address(MINUTES, meeting), final).status_code == 302
    assert text_of(meeting) == "写完了"


def test_an_empty_page_saves_nothing(cast, sign_in, meeting):
    browser = sign_in(cast.recorder)
    assert saved(browser, meeting, shown(browser, MINUTES, meeting)).status_code == 200
    assert recording.latest_minutes(meeting) is None


def test_signed_out_is_told_in_json_so_that_the_text_stays(cast, sign_in, meeting):
    given = shown(sign_in(cast.recorder), MINUTES, meeting) | {"body": "会话过期"}
    answer = saved(Client(), meeting, given)
    assert answer.status_code == 401
    assert answer.json()["login_url"] == reverse("login")
    assert recording.latest_minutes(meeting) is None


def test_who_signed_in_again_is_handed_a_token_that_works(cast, meeting, sign_in):
    given = shown(sign_in(cast.recorder), MINUTES, meeting) | {"body": "又登录了"}
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.recorder, backend="django.contrib.auth.backends.ModelBackend")
    assert saved(browser, meeting, given).status_code == 403
    token = browser.get(address(SAVE, meeting)).json()["token"]
    assert saved(browser, meeting, given | {"csrfmiddlewaretoken": token}).status_code == 200


def test_what_is_not_valid_is_no_save(cast, sign_in, meeting):
    browser = sign_in(cast.recorder)
    for change in (
        {"version": "x"},
        {"version": ""},
        {"resolution-0-due_on": "明天"},
        {"resolution-TOTAL_FORMS": "x"},
    ):
        assert (
            saved(browser, meeting, shown(browser, MINUTES, meeting) | {"body": "甲"} | change).status_code
            == 400
        )
    assert recording.latest_minutes(meeting) is None


def test_a_filed_record_takes_no_draft(cast, sign_in):
    meeting = filed(cast).meeting
    before = text_of(meeting)
    management = {"resolution-TOTAL_FORMS": 0, "resolution-INITIAL_FORMS": 0}
    answer = saved(sign_in(cast.recorder), meeting, {"body": "改了", "version": "1."} | management)
    assert answer.status_code == 400
    assert text_of(meeting) == before


# --- two editors -----------------------------------------------------------------------------------------------------


@pytest.fixture
def two(cast, sign_in, meeting):
    """Two people have the page open; the second has stored already."""
    first, second = sign_in(cast.secretary), sign_in(cast.recorder)
    mine = shown(first, MINUTES, meeting)
    press(second, MINUTES, meeting, body="对方写的。", resolution__0__text="对方的决议")
    return first, mine


def test_two_texts_are_both_shown_and_the_stored_one_is_not_overwritten(two, meeting):
    first, mine = two
    answer = first.post(
        address(MINUTES, meeting), mine | {"body": "我写的。", "resolution-0-text": "我的决议", "next": "1"}
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    for words in ("对方写的。", "我写的。", "对方的决议", "我的决议"):
        assert words in page
    assert text_of(meeting) == "对方写的。"
    again = {
        "version": re.search(r'name="version" value="([^"]+)"', page)[1],
        "body": "我写的。",
        "next": "1",
    }
    stored = first.post(address(MINUTES, meeting), mine | again | {"resolution-0-text": "我的决议"})
    assert stored.status_code == 302
    assert text_of(meeting) == "我写的。"
    assert "对方写的。" in meeting.minutes_versions.values_list("body", flat=True)


def test_resolutions_alone_are_not_overwritten_either(cast, sign_in, meeting):
    first = sign_in(cast.secretary)
    press(first, MINUTES, meeting, body="共同的正文")
    mine = shown(first, MINUTES, meeting)
    press(sign_in(cast.recorder), MINUTES, meeting, resolution__0__text="对方的决议")
    answer = first.post(address(MINUTES, meeting), mine | {"resolution-0-text": "我的决议"})
    assert answer.status_code == 409
    assert "对方的决议" in answer.content.decode()
    assert meeting.resolutions.get().text == "对方的决议"


def test_a_draft_that_collides_is_put_aside_and_compared(two, meeting):
    first, mine = two
    answer = saved(first, meeting, mine | {"body": "我写的。"})
    assert answer.status_code == 409
    page = first.get(answer.json()["compare_url"])
    assert (page.context["theirs"], page.context["mine"]) == ("对方写的。", "我写的。")
    first.post(address(COMPARE, meeting), {"body": "合在一起的。", "version": page.context["version"]})
    assert text_of(meeting) == "合在一起的。"
    assert first.get(address(COMPARE, meeting)).status_code == 302


def test_theirs_may_be_kept(two, meeting):
    first, mine = two
    saved(first, meeting, mine | {"body": "我写的。"})
    first.post(address(COMPARE, meeting), {"theirs": "1"})
    assert text_of(meeting) == "对方写的。"


def test_a_comparison_that_is_overtaken_is_shown_again(two, meeting, cast):
    first, mine = two
    saved(first, meeting, mine | {"body": "我写的。"})
    answer = first.post(address(COMPARE, meeting), {"body": "合在一起的。", "version": "x"})
    assert answer["Location"] == address(COMPARE, meeting)
    assert text_of(meeting) == "对方写的。"
    assert first.get(address(COMPARE, meeting)).context["mine"] == "合在一起的。"


def test_the_same_page_pressed_twice_is_one_version(cast, sign_in, meeting):
    browser = sign_in(cast.recorder)
    given = shown(browser, MINUTES, meeting) | {"body": "正文", "resolution-0-text": "清淤", "next": "1"}
    for _ in range(2):
        assert browser.post(address(MINUTES, meeting), given).status_code == 302
    assert meeting.minutes_versions.count() == 1
    assert meeting.resolutions.count() == 1


def test_words_that_look_like_markup_stay_words(cast, sign_in, meeting):
    browser = sign_in(cast.recorder)
    press(browser, MINUTES, meeting, body="<script>alert(1)</script>", resolution__0__text="<b>粗</b>")
    for name in (MINUTES, "meeting-check", "meeting"):
        page = browser.get(address(name, meeting)).content.decode()
        assert "<script>alert" not in page
        assert "<b>粗" not in page


def test_each_meeting_of_a_sitting_has_its_tab(cast, sign_in):
    sitting = called(cast, MeetingKind.THEME_DAY, MeetingKind.PARTY_LECTURE)
    day, lecture = sitting.meetings.order_by("pk")
    tabs = sign_in(cast.recorder).get(address(MINUTES, lecture)).context["tabs"]
    assert [(tab.label, tab.url, tab.current) for tab in tabs] == [
        ("主题党日", address(MINUTES, day), False),
        ("党课", address(MINUTES, lecture), True),
    ]


def test_minutes_written_before_the_roll_make_it_recorded_when_the_roll_is_called(cast, sign_in):
    meeting = called(cast).meetings.get()
    browser = sign_in(cast.recorder)
    press(browser, MINUTES, meeting, body="先写的记录")
    press(browser, "meeting-roll", meeting)
    assert Meeting.objects.get(pk=meeting.pk).state == "recorded"


def test_the_page_needs_few_queries(cast, sign_in, meeting, django_assert_max_num_queries):
    recording.set_agenda(meeting, [recording.AgendaLine(f"议题{n}") for n in range(20)], cast.secretary)
    browser = sign_in(cast.recorder)
    with django_assert_max_num_queries(70):
        browser.get(address(MINUTES, meeting))
