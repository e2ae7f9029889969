"""核对 and 备案: what is missing with its article and the way to its field, one press, the number."""

import pytest

from meetings.kinds import MeetingKind as K
from meetings.lifecycle import filing, planning, resolutions
from meetings.models import Filing, Meeting
from meetings.rules.rollcall import Mark
from meetings.vocabulary import AttendanceState, ReturnReason
from tests.cast import moment
from tests.meetings.lifecycle.make import called, filed, held, recorded
from tests.meetings.views.walk import address

CHECK, FILE, FILED = "meeting-check", "meeting-file", "meeting-filed"


@pytest.fixture
def browser(cast, sign_in):
    return sign_in(cast.secretary)


def found(browser, meeting):
    """What the page lists: words → article, and words → address, the blocking ones first."""
    page = browser.get(address(CHECK, meeting))
    lines = page.context["blocking"] + page.context["odd"]
    assert all(line["text"] in page.text for line in lines)
    return {line["text"]: (line["basis"], line["url"]) for line in lines}


def leads_to_a_field(browser, url):
    """Whether the address opens, and what it points at stands on the page."""
    where, _, anchor = url.partition("#")
    page = browser.get(where)
    return page.status_code == 200 and (not anchor or f'id="{anchor}"' in page.text)


def facts_of(page):
    """What the page of the number says, by label."""
    return {one.label: str(one.value) for one in page.context["facts"]}


# --- the list ---


def test_what_is_missing_is_named_with_its_article_and_blocks(cast, browser):
    meeting = called(cast, place="", recorder=None, host=None).meetings.get()
    lines = found(browser, meeting)
    page = browser.get(address(CHECK, meeting))
    assert len(page.context["blocking"]) == len(lines) > 3
    assert {basis for basis, _ in lines.values()} == {meeting.spec.basis}
    assert f"还有 {len(lines)} 处要补上，才能备案" in page.text
    assert address(FILE, meeting) not in page.text


def gaps(cast):
    """Meetings that lack, between them, most of what can be lacking."""
    unknown = {cast.grace.pk: Mark(AttendanceState.ABSENT)}
    yield called(cast, place="", recorder=None, host=None, end=None, theme="").meetings.get()
    yield called(cast, K.THEME_DAY, theme="", scheduled_on=moment(11, 6).date()).meetings.get()
    yield called(cast, K.PARTY_LECTURE).meetings.get()
    yield held(cast, marks=unknown)
    few = {one.pk: Mark(AttendanceState.ABSENT) for one in (cast.bob, cast.carol)}
    yield recorded(cast, K.BRANCH_COMMITTEE, marks=few, host=cast.erin, recorder=cast.erin)
    late = recorded(cast, start=moment(11, 3), end=moment(11, 3, 14, 31))
    resolutions.set_resolutions(late, [resolutions.ResolutionLine("整修鱼塘")], cast.secretary)
    yield late


def test_every_line_leads_to_a_field_that_is_there(cast, browser):
    lines = [line for meeting in gaps(cast) for line in found(browser, meeting).items()]
    assert len({text for text, _ in lines}) > 14
    lost = [(text, url) for text, (_, url) in lines if not leads_to_a_field(browser, url)]
    assert not lost


def test_what_is_only_odd_is_shown_and_stands_in_no_ones_way(cast, browser):
    meeting = recorded(cast, K.THEME_DAY, recorder=cast.alice, end=moment(11, 20, 14, 35))
    page = browser.get(address(CHECK, meeting))
    assert page.context["blocking"] == []
    assert [line["text"] for line in page.context["odd"]] == [
        "韦晓㛃既主持又记录，一般应由两人担任",
        "会议开了 5 分钟，请核对起止时间",
        "会后 4 天才录入，请标明补录并写原因（补录是正常情况）",
    ]
    assert "依据：检查惯例" in page.text
    assert "应报日 2026年11月25日" in page.text
    assert address(FILE, meeting) in page.text


def test_of_a_sitting_of_two_each_line_says_which_meeting_it_speaks_of(cast, browser):
    meeting = held(cast, K.THEME_DAY, K.PARTY_LECTURE)
    lines = found(browser, meeting)
    assert any(text.startswith("主题党日：") for text in lines)
    assert any(text.startswith("党课：") for text in lines)
    recorded_page = browser.get(address(CHECK, recorded(cast, K.THEME_DAY, K.PARTY_LECTURE)))
    assert "主题党日、党课 一并备案。" in recorded_page.text
    assert len(recorded_page.context["sheets"]) == 2


# --- the press ---


def test_one_press_files_the_whole_sitting_and_shows_its_numbers(cast, browser):
    meeting = recorded(cast, K.THEME_DAY, K.PARTY_LECTURE)
    answer = browser.post(address(FILE, meeting))
    assert answer["Location"] == address(FILED, meeting)
    page = browser.get(answer["Location"])
    assert "已报送备案，编号 2026-ZR-01" in page.text
    assert "一并备案的党课" in page.text
    assert "2026-DK-01" in page.text
    assert facts_of(page)["应报日"].endswith("，按时")
    assert set(Meeting.objects.values_list("state", flat=True)) == {"filed"}


def test_pressed_twice_it_is_filed_once(cast, browser):
    meeting = recorded(cast)
    first, second = browser.post(address(FILE, meeting)), browser.post(address(FILE, meeting))
    assert first["Location"] == second["Location"]
    assert Filing.objects.count() == 1


def test_a_press_too_early_leads_back_to_what_is_missing(cast, browser):
    meeting = held(cast)
    answer = browser.post(address(FILE, meeting), follow=True)
    assert answer.redirect_chain == [(address(CHECK, meeting), 302)]
    assert "还不能备案：还没有写内容记录，不能备案。" in answer.text
    assert not Filing.objects.exists()


def test_nothing_is_filed_by_a_link(cast, browser):
    assert browser.get(address(FILE, recorded(cast))).status_code == 405


def test_the_page_of_the_number_is_there_only_while_the_record_is_filed(cast, browser):
    meeting = recorded(cast)
    assert browser.get(address(FILED, meeting))["Location"] == address("meeting", meeting)
    row = filing.file_gathering(meeting.gathering, cast.secretary)[0]
    assert browser.get(address(FILED, meeting)).status_code == 200
    filing.send_back(row, ReturnReason.REFILL, ["minutes"], "太简。", cast.officer)
    assert browser.get(address(FILED, meeting))["Location"] == address("meeting", meeting)


def test_a_record_filed_late_says_so_and_when_it_was_seen(cast, browser):
    row = filed(cast, start=moment(10, 9), end=moment(10, 9, 16), late_reason="停电")
    filing.acknowledge(row, cast.officer)
    facts = facts_of(browser.get(address(FILED, row.meeting)))
    assert facts["应报日"].endswith("，迟报（只作标注）")
    assert facts["上级处理"] == "阅知"
    assert facts["处理时间"].startswith("2026年11月24日")


def test_what_was_not_held_does_not_keep_the_rest_from_being_filed(cast, browser):
    meeting = recorded(cast, K.THEME_DAY)
    lecture = planning.add_kind(meeting.gathering, K.PARTY_LECTURE, cast.secretary)
    assert "还没有" in browser.post(address(FILE, meeting), follow=True).text
    planning.not_held(lecture, "授课人因公外出", cast.secretary)
    assert browser.post(address(FILE, meeting))["Location"] == address(FILED, meeting)


# --- who ---


@pytest.mark.parametrize("name", [CHECK, FILE])
def test_who_does_not_keep_the_record_neither_checks_nor_files(cast, sign_in, name):
    meeting = recorded(cast)
    asked = {"inspector": 403, "discipline": 403, "neighbour": 404, "stranger": 404}
    for account, status in asked.items():
        assert sign_in(cast.users[account]).post(address(name, meeting)).status_code == status
    assert not Filing.objects.exists()


def test_a_leader_files_the_group_meeting_alone(cast, sign_in):
    meeting = recorded(cast, K.GROUP_MEETING)
    assert sign_in(cast.leader).post(address(FILE, meeting))["Location"] == address(FILED, meeting)
    together = recorded(cast, K.THEME_DAY)
    group = planning.add_kind(together.gathering, K.GROUP_MEETING, cast.secretary, cast.west)
    assert sign_in(cast.leader).post(address(FILE, group)).status_code == 403
