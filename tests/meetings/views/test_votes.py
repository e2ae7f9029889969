"""A vote on demand: counted by people, judged by the rule, refused when it does not add up."""

import pytest

from meetings.kinds import MeetingKind
from tests.meetings.lifecycle.make import called, held
from tests.meetings.views.walk import address, press, rows

MOTION = "meeting-motion"
HANDS = {"method": "show_of_hands", "yes": 7, "no": 0, "abstain": 0}
BALLOT = {
    "method": "secret_ballot",
    "yes": 5,
    "no": 1,
    "abstain": 0,
    "issued": 7,
    "collected": 7,
    "invalid": 1,
}


@pytest.fixture
def meeting(cast):
    return held(cast)


@pytest.fixture
def item(meeting):
    return meeting.agenda.first()


def put(browser, meeting, item, **changes):
    return browser.post(address(MOTION, meeting, item.pk), HANDS | changes)


def test_the_page_takes_who_may_vote_from_the_roll(cast, sign_in, meeting, item):
    page = sign_in(cast.recorder).get(address(MOTION, meeting, item.pk))
    assert [(row.label, row.value) for row in page.context["facts"]] == [("应到有表决权党员", 9), ("实到", 7)]


def test_a_vote_is_stored_with_its_verdict_in_words(cast, sign_in, meeting, item):
    browser = sign_in(cast.recorder)
    answer = put(browser, meeting, item, teller="甘小峰")
    page = browser.get(answer["Location"]).content.decode()
    assert "2×7 = 14 &gt; 9，赞成超过应到会有表决权党员半数" in page
    assert item.motions.get().teller == "甘小峰"


def test_a_ballot_is_stored_with_what_was_issued_and_collected(cast, sign_in, meeting, item):
    sign_in(cast.recorder).post(address(MOTION, meeting, item.pk), BALLOT)
    motion = item.motions.get()
    assert (motion.issued, motion.collected, motion.invalid, motion.result) == (7, 7, 1, "passed")


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"yes": 5}, "yes", "赞成 5 + 反对 0 + 弃权 0 = 5，与实到有表决权党员 7 人不符"),
        ({"yes": ""}, "yes", "请填写赞成"),
        ({"yes": "-1"}, "yes", "赞成不能小于 0"),
        ({"yes": "七"}, "yes", "赞成请填整数"),
        ({"yes": "9" * 30}, "yes", "赞成填得太大"),
        ({"method": "secret_ballot"}, "issued", "票决须写明发出、收回和无效的票数"),
        (BALLOT | {"issued": 8}, "issued", "发出 8 张票，多于到会有表决权党员的 7 人"),
        (BALLOT | {"issued": 6}, "collected", "收回 7 张票，多于发出的 6 张"),
        ({"method": "telepathy"}, "method", "telepathy"),
    ],
)
def test_a_count_that_does_not_add_up_is_refused_beside_its_field(
    cast, sign_in, meeting, item, changes, field, words
):
    answer = put(sign_in(cast.recorder), meeting, item, teller="甘小峰", **changes)
    assert answer.status_code == 422
    assert any(words in text for text in answer.context["form"].errors[field])
    assert "甘小峰" in answer.content.decode()
    assert not item.motions.exists()


def test_the_result_is_computed_and_not_sent(cast, sign_in, meeting, item):
    put(
        sign_in(cast.recorder),
        meeting,
        item,
        yes=4,
        no=3,
        result="passed",
        eligible_count=4,
        present_voters=4,
    )
    motion = item.motions.get()
    assert (motion.result, motion.eligible_count) == ("rejected", 9)


def test_a_vote_pressed_twice_is_one_vote(cast, sign_in, meeting, item):
    browser = sign_in(cast.recorder)
    for _ in range(2):
        assert put(browser, meeting, item).status_code == 302
    assert item.motions.count() == 1


def test_before_the_roll_no_vote_is_taken(cast, sign_in):
    meeting = called(cast).meetings.get()
    answer = put(sign_in(cast.recorder), meeting, meeting.agenda.first())
    assert "请先点名，再登记表决" in answer.content.decode()


def test_at_a_lecture_there_is_no_vote(cast, sign_in):
    lecture = held(cast, MeetingKind.PARTY_LECTURE)
    browser = sign_in(cast.recorder)
    assert "登记表决" not in browser.get(address("meeting-minutes", lecture)).content.decode()
    assert "党课不进行表决" in put(browser, lecture, lecture.agenda.first()).content.decode()


def test_a_topic_of_another_meeting_is_not_there(cast, sign_in, meeting):
    other = held(cast, MeetingKind.BRANCH_COMMITTEE)
    browser = sign_in(cast.recorder)
    for name in (MOTION, "meeting-speeches"):
        assert browser.get(address(name, meeting, other.agenda.first().pk)).status_code == 404


def test_a_vote_entered_by_mistake_is_taken_back_and_the_text_is_kept(cast, sign_in, meeting, item):
    browser = sign_in(cast.recorder)
    put(browser, meeting, item)
    press(browser, "meeting-minutes", meeting, body="正文还在", drop=item.motions.get().pk)
    assert not item.motions.exists()
    assert meeting.minutes_versions.get().body == "正文还在"


@pytest.mark.parametrize(("button", "name"), [("vote", MOTION), ("speeches", "meeting-speeches")])
def test_the_buttons_of_a_topic_save_the_page_before_they_leave_it(
    cast, sign_in, meeting, item, button, name
):
    answer = press(sign_in(cast.recorder), "meeting-minutes", meeting, body="正文", **{button: item.pk})
    assert answer["Location"] == address(name, meeting, item.pk)
    assert meeting.minutes_versions.get().body == "正文"


def test_speeches_are_rows_and_a_dissent_is_marked(cast, sign_in, meeting, item):
    browser = sign_in(cast.recorder)
    place = address("meeting-speeches", meeting, item.pk)
    given = rows(browser.get(place).context["formset"])
    given |= {
        "speech-0-speaker": "祝春犇",
        "speech-0-gist": "同意续包",
        "speech-1-speaker": "周海",
        "speech-1-gist": "再议一次",
        "speech-1-is_dissent": "on",
    }
    assert browser.post(place, given).status_code == 302
    found = [(row.speaker, row.speaker_name, row.is_dissent) for row in item.speeches.order_by("pk")]
    assert found == [(cast.bob, "", False), (None, "周海", True)]
    assert "请写发言人" in browser.post(place, given | {"speech-0-speaker": ""}).content.decode()


def test_the_agenda_is_rows_and_a_topic_with_a_vote_stays(cast, sign_in, meeting, item):
    browser = sign_in(cast.recorder)
    place = address("meeting-agenda", meeting)
    given = rows(browser.get(place).context["formset"])
    changed = given | {
        "agenda-0-is_important": "on",
        "agenda-2-title": "其他事项",
        "agenda-2-presenter": "祝春犇",
    }
    assert browser.post(place, changed).status_code == 302
    assert list(meeting.agenda.values_list("title", "is_important")) == [
        ("讨论鱼塘续包", True),
        ("通报党费", False),
        ("其他事项", False),
    ]
    put(browser, meeting, item)
    answer = browser.post(place, given | {"agenda-0-title": ""})
    assert "已有表决，不能删去" in answer.content.decode()
    assert meeting.agenda.count() == 3
