"""人数名单: the branch reads the names, superiors the numbers and what the record itself prints."""

import pytest

from meetings.kinds import MeetingKind
from meetings.models import Meeting
from meetings.rules.rollcall import Mark
from meetings.vocabulary import AttendanceState, LeaveReason
from tests.cast import moment
from tests.meetings.lifecycle.make import called, held, recorded
from tests.meetings.views.walk import address

COUNTS = "meeting-counts"


@pytest.fixture
def meeting(cast):
    return held(cast, marks={cast.erin.pk: Mark(AttendanceState.LEAVE, LeaveReason.ILLNESS)})


def shown(browser, meeting):
    page = browser.get(address(COUNTS, meeting))
    return {section["key"]: section for section in page.context["sections"]}


def names(section):
    return [line.name for _, lines in section["groups"] for line in lines]


@pytest.mark.parametrize("account", ["secretary", "recorder"])
def test_the_keepers_of_the_branch_read_every_name(cast, sign_in, meeting, account):
    sections = shown(sign_in(getattr(cast, account)), meeting)
    assert all(len(names(section)) == section["count"] for section in sections.values())
    assert [line.name for line in sections["voters"]["left_out"]] == ["卓一凡"]


def test_whoever_calls_the_roll_of_a_group_reads_its_names(cast, sign_in):
    sections = shown(sign_in(cast.leader), held(cast, MeetingKind.GROUP_MEETING))
    assert "闭秀兰" in names(sections["present"])


@pytest.mark.parametrize("account", ["general", "officer", "inspector", "discipline"])
def test_others_read_numbers_with_reasons_and_the_names_that_the_record_prints(
    cast, sign_in, meeting, account
):
    browser = sign_in(getattr(cast, account))
    sections = shown(browser, meeting)
    assert (sections["due"]["count"], names(sections["due"])) == (8, [])
    assert names(sections["leave"]) == ["李建国"]
    assert set(names(sections["exempt"])) == {"岑𠅤", "甘小峰"}
    assert sections["voters"]["left_out"] == []
    assert sections["voters"]["reasons"] == [("预备党员，无表决权（选举条例第五条）", 1)]
    text = browser.get(address(COUNTS, meeting)).text
    assert "谢𬱖" not in text
    assert "卓一凡" not in text


def test_before_the_meeting_superiors_read_no_name_at_all(cast, sign_in):
    meeting = called(cast, start=moment(11, 27), end=None).meetings.get()
    assert not any(map(names, shown(sign_in(cast.officer), meeting).values()))


@pytest.mark.parametrize(("account", "status"), [("neighbour", 404), ("member", 404), ("stranger", 404)])
def test_nobody_else_finds_it(cast, sign_in, meeting, account, status):
    assert sign_in(getattr(cast, account)).get(address(COUNTS, meeting)).status_code == status


def test_a_record_from_a_ledger_without_names_says_so(cast, sign_in, meeting):
    meeting.attendances.all().delete()
    Meeting.objects.filter(pk=meeting.pk).update(is_imported=True)
    assert "这里没有名单" in sign_in(cast.secretary).get(address(COUNTS, meeting)).text


def test_the_totals_of_the_record_and_of_the_check_lead_to_their_names(cast, sign_in):
    meeting = recorded(cast)
    browser = sign_in(cast.secretary)
    for name in ("meeting", "meeting-check"):
        text = browser.get(address(name, meeting)).text
        for key in ("due", "present", "exempt"):
            assert f'href="{address(COUNTS, meeting)}#{key}"' in text


def test_the_total_of_the_roll_opens_beside_the_taps(cast, sign_in):
    meeting = called(cast).meetings.get()
    text = sign_in(cast.secretary).get(address("meeting-roll", meeting)).text
    assert f'href="{address(COUNTS, meeting)}#due" target="_blank"' in text


def test_a_sitting_of_two_has_a_tab_for_each(cast, sign_in):
    meeting = held(cast, MeetingKind.THEME_DAY, MeetingKind.BRANCH_COMMITTEE)
    tabs = sign_in(cast.secretary).get(address(COUNTS, meeting)).context["tabs"]
    assert [tab.current for tab in tabs] == [True, False]


def test_the_page_asks_the_same_questions_whatever_the_number_of_names(
    cast, sign_in, meeting, django_assert_max_num_queries
):
    browser = sign_in(cast.secretary)
    browser.get(address(COUNTS, meeting))
    with django_assert_max_num_queries(18):
        browser.get(address(COUNTS, meeting))
