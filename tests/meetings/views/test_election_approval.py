"""The answer from above to an election: asked for on the desk, entered once, shown with the record."""

from datetime import date

import pytest

from meetings.lifecycle import filing, recording
from meetings.models import Election
from members.models import Appointment
from members.vocabulary import Post
from tests.meetings.lifecycle import polls
from tests.meetings.views.rounds import YES, place
from tests.meetings.views.walk import address


@pytest.fixture
def browser(cast, sign_in):
    return sign_in(cast.recorder)


@pytest.fixture
def filed(cast):
    meeting = polls.assembly(cast)
    election = polls.prepared(cast, meeting, ("dan",), 1, Post.SECRETARY)
    polls.count(cast, election, {"dan": 7})
    recording.save_minutes(meeting, "一、选举书记。", 0, cast.secretary)
    filing.file_gathering(meeting.gathering, cast.secretary)
    return election


def answer_of(browser, election, **changes):
    given = {"mode": "elected", "doc": "禾党发〔2026〕31号", "day": "2026-11-23"}
    return browser.post(place("election-approve", election), given | changes)


def test_the_record_page_offers_the_answer_and_then_shows_it(cast, browser, filed):
    record = address("meeting", filed.agenda_item.meeting)
    page = browser.get(record).content.decode()
    assert "登记批复：书记" in page
    assert "2×7 = 14 &gt; 9" in page
    answer = answer_of(browser, filed)
    assert answer["Location"] == record
    page = browser.get(record).content.decode()
    assert "登记批复：书记" not in page
    assert "上级批复：禾党发〔2026〕31号" in page
    holders = Appointment.objects.on(date(2026, 11, 24)).filter(organisation=cast.first, post=Post.SECRETARY)
    assert holders.get().member == cast.dan


def test_pressed_twice_the_answer_is_one(cast, browser, filed):
    for _ in range(2):
        assert answer_of(browser, filed).status_code == 302
    assert Appointment.objects.filter(member=cast.dan, post=Post.SECRETARY).count() == 1


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"doc": ""}, "doc", "须经上级批准，请填写批复文号"),
        ({"day": "2026-11-19"}, "day", "日期须在选举那天"),
        ({"day": "2026-11-25"}, "day", "日期须在选举那天"),
        ({"day": "昨天"}, "day", "批复日期看不懂"),
        ({"mode": "designated"}, "mode", "designated"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(browser, filed, changes, field, words):
    answer = answer_of(browser, filed, **changes)
    assert answer.status_code == 422
    assert words in str(answer.context["form"].errors[field])
    assert not Election.objects.exclude(approved_on=None).exists()


def test_before_filing_no_answer_is_entered(cast, browser):
    election = polls.prepared(cast, polls.assembly(cast))
    polls.count(cast, election, YES)
    assert (
        "请先把会议记录备案" in browser.get(place("election-approve", election), follow=True).content.decode()
    )
    answer_of(browser, election)
    assert not Appointment.objects.filter(post=Post.COMMITTEE_MEMBER).exists()


def test_the_desk_asks_for_the_answer_until_it_has_come(cast, sign_in, filed):
    browser = sign_in(cast.secretary)
    [card] = [card for card in browser.get("/").context["cards"] if card.state == "待批复"]
    assert card.title == "书记选举结果待批复"
    assert card.url == place("election-approve", filed)
    answer_of(browser, filed)
    assert not [card for card in browser.get("/").context["cards"] if card.state == "待批复"]
