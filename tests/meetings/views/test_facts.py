"""基本情况: checked and saved, refused in words, never over another's work."""

import pytest

from meetings.kinds import MeetingKind
from meetings.lifecycle import planning
from tests.meetings.lifecycle.make import called, filed, held
from tests.meetings.views.walk import address, press, shown

FACTS = "meeting-facts"


@pytest.fixture
def meeting(cast):
    return called(cast).meetings.get()


def test_what_is_stored_is_shown_and_one_press_leads_to_the_roll(cast, sign_in, meeting):
    answer = press(sign_in(cast.secretary), FACTS, meeting)
    assert answer["Location"] == address("meeting-roll", meeting)
    meeting.refresh_from_db()
    assert (meeting.host, meeting.recorder, meeting.gathering.place) == (cast.alice, cast.bob, "村文化礼堂")
    assert list(meeting.agenda.values_list("title", flat=True)) == ["讨论鱼塘续包", "通报党费"]


def test_changes_are_stored(cast, sign_in, meeting):
    press(
        sign_in(cast.recorder),
        FACTS,
        meeting,
        place="村部二楼",
        host=cast.bob.pk,
        delegation_note="韦书记因公外出，委托祝春犇主持",
        recorder="",
        recorder_name="周海",
        agenda="通报党费\n\n学习文件",
    )
    meeting.refresh_from_db()
    assert (meeting.host, meeting.recorder, meeting.recorder_words) == (cast.bob, None, "周海")
    assert meeting.gathering.place == "村部二楼"
    assert list(meeting.agenda.values_list("title", flat=True)) == ["通报党费", "学习文件"]


def test_a_lecture_asks_for_topic_and_lecturer(cast, sign_in):
    lecture = called(cast, MeetingKind.PARTY_LECTURE).meetings.get()
    press(
        sign_in(cast.secretary),
        FACTS,
        lecture,
        lecture_topic="标准是一条线",
        lecturer_name="周海",
        hours="1.5",
    )
    row = lecture.lecture
    assert (row.topic, row.lecturer_words, str(row.hours)) == ("标准是一条线", "周海", "1.5")


def test_a_theme_day_asks_for_theme_and_contents(cast, sign_in):
    day = called(cast, MeetingKind.THEME_DAY).meetings.get()
    press(sign_in(cast.secretary), FACTS, day, theme="清河护岸", theme_contents=["study", "volunteering"])
    day.gathering.refresh_from_db()
    assert (day.gathering.theme, day.gathering.theme_contents) == ("清河护岸", ["study", "volunteering"])


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("day", "", "请填写日期"),
        ("day", "1200-01-01", "请核对年份"),
        ("end", "09:00", "散会时间须晚于开始时间"),
        ("place", "长" * 81, "地点"),
        ("agenda", "议" * 201, "第 1 行议题有 201 字"),
        ("mode", "tea", "tea"),
        ("host", "999999", "999999"),
    ],
)
def test_bad_values_are_named_and_what_was_typed_stays(cast, sign_in, meeting, field, value, words):
    answer = press(
        sign_in(cast.secretary),
        FACTS,
        meeting,
        late_reason="防汛",
        delegation_note="委托说明在此",
        **{field: value},
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "委托说明在此" in page
    meeting.refresh_from_db()
    assert meeting.delegation_note == ""


def test_the_day_stays_once_the_roll_is_called(cast, sign_in):
    meeting = held(cast)
    answer = press(sign_in(cast.secretary), FACTS, meeting, day="2026-11-21", late_reason="防汛")
    assert "已经点名，日期不能再改" in answer.content.decode()


def test_two_editors_see_both_and_nothing_is_overwritten(cast, sign_in, meeting):
    first, second = sign_in(cast.secretary), sign_in(cast.recorder)
    mine, theirs = shown(first, FACTS, meeting), shown(second, FACTS, meeting)
    second.post(address(FACTS, meeting), theirs | {"place": "老祠堂", "late_reason": "防汛"})
    answer = first.post(address(FACTS, meeting), mine | {"place": "村部二楼", "late_reason": "防汛"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "老祠堂" in page
    assert "村部二楼" in page
    meeting.gathering.refresh_from_db()
    assert meeting.gathering.place == "老祠堂"
    again = dict(answer.context["kept"]) | {"revision": answer.context["revision"]}
    assert first.post(address(FACTS, meeting), again).status_code == 302
    meeting.gathering.refresh_from_db()
    assert meeting.gathering.place == "村部二楼"


def test_the_same_page_pressed_twice_is_no_quarrel(cast, sign_in, meeting):
    browser = sign_in(cast.secretary)
    given = shown(browser, FACTS, meeting) | {"place": "村部二楼", "late_reason": "防汛"}
    assert browser.post(address(FACTS, meeting), given).status_code == 302
    assert browser.post(address(FACTS, meeting), given).status_code == 302


def test_work_on_other_steps_does_not_make_the_page_stale(cast, sign_in, meeting):
    browser = sign_in(cast.secretary)
    given = shown(browser, FACTS, meeting) | {"place": "村部二楼", "late_reason": "防汛"}
    press(sign_in(cast.recorder), "meeting-minutes", meeting, body="另一位同志写的。", next="1")
    assert browser.post(address(FACTS, meeting), given).status_code == 302


def test_what_is_shared_with_a_filed_record_stays(cast, sign_in):
    meeting = filed(cast).meeting
    browser = sign_in(cast.secretary)
    added = planning.add_kind(meeting.gathering, MeetingKind.THEME_DAY, cast.secretary)
    answer = press(browser, FACTS, added, place="别处", late_reason="防汛")
    assert "不能再改" in answer.content.decode()
    meeting.gathering.refresh_from_db()
    assert meeting.gathering.place == "村文化礼堂"


def test_a_filed_record_leads_back_to_reading(cast, sign_in):
    meeting = filed(cast).meeting
    browser = sign_in(cast.secretary)
    assert browser.get(address(FACTS, meeting))["Location"] == address("meeting", meeting)
    assert browser.post(address(FACTS, meeting), {"place": "别处"})["Location"] == address("meeting", meeting)


def test_extra_fields_change_nothing(cast, sign_in, meeting):
    press(
        sign_in(cast.secretary),
        FACTS,
        meeting,
        late_reason="防汛",
        state="accepted",
        kind="theme_day",
        ordinal=7,
    )
    meeting.refresh_from_db()
    assert (meeting.state, meeting.kind, meeting.ordinal) == ("planned", "branch_assembly", None)


def test_other_branches_do_not_find_it(cast, sign_in, meeting):
    for name in ("neighbour", "stranger", "leader"):
        assert sign_in(cast.users[name]).get(address(FACTS, meeting)).status_code == 404
    assert sign_in(cast.discipline).get(address(FACTS, meeting)).status_code == 403
