"""The page of a vote shows what its rule and its way need; what is sent is counted by the roll, judged by the rules."""

from datetime import date

import pytest

from meetings import reminders
from meetings.kinds import MeetingKind as K
from meetings.lifecycle import filing, recording
from meetings.lifecycle.entries import Entry, Tally
from meetings.lifecycle.motions import put_motion
from meetings.models import Attendance
from meetings.rules.rollcall import Mark
from meetings.vocabulary import AgendaCategory, AttendanceState, LeaveReason, VoteMethod
from tests.cast import TODAY, moment
from tests.meetings.lifecycle.make import called, held, recorded
from tests.meetings.views.walk import address, rows, typed

MOTION, REFERRAL = "meeting-motion", "meeting-referral"
ADMIT = {
    "profile": "b_admission",
    "method": "secret_ballot",
    "yes": 5,
    "no": 2,
    "abstain": 0,
    "issued": 7,
    "collected": 7,
    "invalid": 0,
    "teller": "柯䶮、谢𬱖",
}


@pytest.fixture
def browser(cast, sign_in):
    return sign_in(cast.recorder)


def page(browser, meeting, item, **query):
    return browser.get(address(MOTION, meeting, item.pk), query)


def fields(answer):
    return {name for name in answer.context["form"].fields if not name.startswith("stance_")}


def labels(links):
    return [(link.label, link.current) for link in links]


HIDDEN = {"profile", "method", "by"}
COUNTED = HIDDEN | {"yes", "no", "abstain", "teller"}
ON_PAPER = COUNTED | {"issued", "collected", "invalid"}


@pytest.mark.parametrize(
    ("kind", "query", "shown"),
    [
        (K.BRANCH_ASSEMBLY, {}, COUNTED),
        (K.BRANCH_ASSEMBLY, {"method": "show_of_hands", "by": "name"}, HIDDEN | {"teller"}),
        (K.BRANCH_ASSEMBLY, {"method": "secret_ballot"}, ON_PAPER | {"undrawn"}),
        (K.BRANCH_ASSEMBLY, {"method": "named_ballot"}, HIDDEN | {"teller"}),
        (K.BRANCH_ASSEMBLY, {"profile": "b_admission"}, ON_PAPER | {"undrawn", "subject", "subject_name"}),
        (K.BRANCH_ASSEMBLY, {"profile": "f_deliberation"}, COUNTED | {"way_out", "referral_doc"}),
        (K.BRANCH_COMMITTEE, {}, COUNTED),
        (K.DELIBERATION, {}, COUNTED | {"way_out", "referral_doc"}),
        (K.VILLAGERS_MEETING, {}, COUNTED | {"base_kind", "base_total", "base_present"}),
        (K.VILLAGERS_MEETING, {"method": "secret_ballot"}, ON_PAPER | {"base_kind", "base_total", "base_present"}),
        (K.BRANCH_ASSEMBLY, {"profile": "h_villagers", "method": "telepathy"}, COUNTED),
    ],
)  # fmt: skip
def test_only_what_the_rule_and_the_way_need_is_on_the_page(cast, browser, kind, query, shown):
    meeting = held(cast, kind)
    answer = page(browser, meeting, meeting.agenda.first(), **query)
    assert fields(answer) == shown


def test_the_rule_is_chosen_where_more_than_one_is_possible(cast, browser):
    meeting = held(cast)
    answer = page(browser, meeting, meeting.agenda.first())
    assert labels(answer.context["profiles"]) == [
        ("党员大会一般表决", True),
        ("发展党员", False),
        ("村重大事项", False),
        ("民主议事", False),
    ]
    assert ("举手，逐人记", False) in labels(answer.context["ways"])
    committee = held(cast, K.BRANCH_COMMITTEE)
    assert page(browser, committee, committee.agenda.first()).context["profiles"] == []


@pytest.mark.parametrize(
    ("line", "profile"),
    [
        ({"planned_profile": "e_village_major"}, "e_village_major"),
        ({"category": AgendaCategory.ADMISSION}, "b_admission"),
        ({"title": "讨论接收小梅为预备党员"}, "b_admission"),
        ({"title": "重温入党誓词的安排"}, "a_assembly"),
        ({"planned_profile": "d_election"}, "a_assembly"),
        ({}, "a_assembly"),
    ],
)
def test_the_rule_planned_for_the_topic_is_chosen_beforehand(cast, browser, line, profile):
    meeting = held(cast)
    item = meeting.agenda.first()
    given = {"title": item.title, "pk": item.pk} | line
    recording.set_agenda(meeting, [recording.AgendaLine(**given)], cast.secretary)
    assert page(browser, meeting, item).context["form"]["profile"].value() == profile


def test_category_and_planned_vote_are_set_with_the_agenda(cast, browser):
    meeting = held(cast)
    place = address("meeting-agenda", meeting)
    given = rows(browser.get(place).context["formset"])
    given |= {"agenda-0-category": "admission", "agenda-0-planned_profile": "b_admission"}
    assert browser.post(place, given).status_code == 302
    item = meeting.agenda.first()
    assert (item.category, item.planned_profile) == ("admission", "b_admission")


# --- Admission -------------------------------------------------------------------------------------------------------


def test_two_are_admitted_one_after_the_other(cast, browser):
    meeting = held(cast)
    item = meeting.agenda.first()
    answer = browser.post(address(MOTION, meeting, item.pk), ADMIT | {"subject_name": "莫小满", "again": "1"})
    assert answer["Location"].endswith("?profile=b_admission&method=secret_ballot")
    following = browser.get(answer["Location"])
    assert following.context["entered"] == ["莫小满 赞成 5、反对 2、弃权 0，通过"]
    assert following.context["form"]["yes"].value() is None
    browser.post(address(MOTION, meeting, item.pk), ADMIT | {"subject": cast.judy.pk, "yes": 4, "no": 3})
    assert [(one.subject_words, one.result) for one in item.motions.all()] == [
        ("莫小满", "passed"),
        ("卓一凡", "rejected"),
    ]


def test_whoever_is_named_by_the_topic_is_chosen_beforehand(cast, browser):
    meeting = held(cast)
    item = meeting.agenda.first()
    recording.set_agenda(meeting, [recording.AgendaLine("卓一凡同志转正", item.pk)], cast.secretary)
    answer = page(browser, meeting, item, profile="b_admission")
    assert answer.context["form"]["subject"].value() == cast.judy.pk


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ({"written-0-received_at": "2026-11-20T14:30"}, "柯䶮的书面意见须在会议开始以前送达"),
        ({"written-0-received_at": ""}, "请写书面意见的送达时间"),
        ({"written-0-stance": ""}, "请选这份书面意见的意见"),
    ],
)
def test_an_opinion_that_cannot_count_is_refused_and_nothing_is_stored(cast, browser, written, words):
    meeting = held(cast, marks={cast.dan.pk: Mark(AttendanceState.LEAVE, LeaveReason.ILLNESS)})
    item = meeting.agenda.first()
    answer = browser.post(address(MOTION, meeting, item.pk), opinion(cast, browser, meeting, item) | written)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not item.motions.exists()


def opinion(cast, browser, meeting, item):
    """What the page sends with one opinion in writing."""
    sent = rows(page(browser, meeting, item, profile="b_admission").context["formset"])
    six = ADMIT | {"yes": 4, "issued": 6, "collected": 6, "subject_name": "莫小满"}
    first = {"member": cast.dan.pk, "stance": "yes", "received_at": "2026-11-19T09:00"}
    return sent | six | {f"written-0-{name}": value for name, value in first.items()}


def test_an_opinion_in_time_counts(cast, browser):
    meeting = held(cast, marks={cast.dan.pk: Mark(AttendanceState.LEAVE, LeaveReason.ILLNESS)})
    item = meeting.agenda.first()
    browser.post(address(MOTION, meeting, item.pk), opinion(cast, browser, meeting, item))
    assert (item.motions.get().written_yes, item.motions.get().result) == (1, "passed")


def test_only_whoever_did_not_come_is_offered_for_an_opinion(cast, browser):
    meeting = held(cast, marks={cast.dan.pk: Mark(AttendanceState.LEAVE, LeaveReason.ILLNESS)})
    answer = page(browser, meeting, meeting.agenda.first(), profile="b_admission")
    names = {label for _, label in answer.context["formset"].forms[0].fields["member"].choices}
    assert names == {"—", "柯䶮", "甘小峰", "岑𠅤"}


# --- By name, by slips -----------------------------------------------------------------------------------------------


def test_by_name_everybody_is_in_favour_until_changed(cast, browser):
    meeting = held(cast)
    item = meeting.agenda.first()
    form = page(browser, meeting, item, method="show_of_hands", by="name").context["form"]
    sent = typed(form) | {f"stance_{cast.dan.pk}": "no"}
    assert len(form.each()) == 7
    browser.post(address(MOTION, meeting, item.pk), sent)
    motion = item.motions.get()
    assert (motion.yes, motion.no) == (6, 1)
    assert motion.named_votes.get(member=cast.dan).stance == "no"


def test_who_drew_no_slip_is_named_when_slips_are_missing(cast, browser):
    meeting = held(cast)
    item = meeting.agenda.first()
    six = ADMIT | {"yes": 4, "issued": 6, "collected": 6, "subject": cast.judy.pk}
    answer = browser.post(address(MOTION, meeting, item.pk), six)
    assert "请在领票名单里点出没有领票的 1 人" in answer.context["form"].errors["undrawn"][0]
    browser.post(address(MOTION, meeting, item.pk), six | {"undrawn": [cast.grace.pk]})
    assert cast.grace.pk not in item.motions.get().ballot_issues.values_list("member", flat=True)


# --- Sent by hand ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"yes": 700, "no": 0, "issued": 700, "collected": 700}, "发出 700 张票，多于到会有表决权正式党员的 7 人"),
        ({"method": "show_of_hands", "yes": 7, "no": 0}, "请写明表决的是谁"),
        ({"subject": "999999", "subject_name": ""}, "选择一个有效的选项"),
        ({"teller": "莫小满"}, "莫小满是表决对象，不能监票、计票"),
        ({"undrawn": ["999999"]}, "选择一个有效的选项"),
        ({"profile": "h_villagers", "method": "show_of_hands", "yes": 801, "no": 0}, "与实到有表决权党员 7 人不符"),
        ({"yes": 8, "no": 0, "collected": 8}, "收回 8 张票，多于发出的 7 张"),
    ],
)  # fmt: skip
def test_a_forged_vote_is_refused_in_words_and_nothing_is_stored(cast, browser, sent, words):
    meeting = held(cast)
    item = meeting.agenda.first()
    forged = {"result": "passed", "eligible_count": 1, "present_voters": 1, "verdict": "通过"}
    given = {"subject_name": "莫小满"} if "show_of_hands" not in str(sent) else {}
    answer = browser.post(address(MOTION, meeting, item.pk), ADMIT | given | forged | sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not item.motions.exists()


def test_passed_is_never_taken_from_what_is_sent(cast, browser):
    meeting = held(cast)
    item = meeting.agenda.first()
    forged = {
        "subject": cast.judy.pk,
        "yes": 1,
        "no": 6,
        "result": "passed",
        "written_yes": 9,
        "is_urgent": "on",
    }
    browser.post(address(MOTION, meeting, item.pk), ADMIT | forged)
    motion = item.motions.get()
    assert (motion.result, motion.written_yes, motion.eligible_count) == ("rejected", 0, 9)


# --- The moment ------------------------------------------------------------------------------------------------------


def test_the_time_is_asked_for_when_somebody_left_early(cast, browser):
    meeting = held(cast)
    Attendance.objects.filter(meeting=meeting, member=cast.dan).update(left_at=moment(11, 20, 15, 0))
    item = meeting.agenda.first()
    assert {"taken_at", "quorum_note"} <= fields(page(browser, meeting, item))
    hands = {"method": "show_of_hands", "yes": 6, "no": 0, "abstain": 0}
    answer = browser.post(address(MOTION, meeting, item.pk), hands)
    assert "请写明表决的时间" in answer.context["form"].errors["taken_at"][0]
    browser.post(address(MOTION, meeting, item.pk), hands | {"taken_at": "15:10"})
    assert (item.motions.get().present_voters, item.motions.get().taken_at) == (6, moment(11, 20, 15, 10))


# --- Put off, and before the superior --------------------------------------------------------------------------------


def test_a_topic_that_was_put_off_brings_what_was_said_of_it(cast, browser):
    meeting = recorded(cast, K.DELIBERATION)
    item = meeting.agenda.first()
    recording.set_speeches(item, [("祝春犇", "租金偏低", True)], cast.secretary)
    put_motion(item, Entry(VoteMethod.SHOW_OF_HANDS, Tally(4, 3)), cast.secretary)
    later = called(cast, K.DELIBERATION, start=moment(11, 24, 8), end=None).meetings.get()
    again = later.agenda.get(carried_from=item)
    before = page(browser, later, again).context["before"]
    assert before["speeches"] == ["祝春犇：租金偏低"]
    assert before["votes"][0].startswith("赞成 4、反对 3、弃权 0，暂缓。赞成 4、反对 3 相差 1")
    shown = browser.get(address("meeting-minutes", later)).content.decode()
    assert "上次议过，暂缓" in shown
    assert "祝春犇：租金偏低" in shown


@pytest.mark.parametrize("is_filed", [False, True])
def test_the_answer_of_the_superior_is_noted_before_and_after_filing(cast, browser, is_filed):
    meeting = recorded(cast, K.DELIBERATION)
    item = meeting.agenda.first()
    sent = {"method": "show_of_hands", "yes": 4, "no": 3, "abstain": 0, "way_out": "special"}
    browser.post(address(MOTION, meeting, item.pk), sent)
    motion = item.motions.get()
    assert motion.result == "referred_up"
    if is_filed:
        filing.file_gathering(meeting.gathering, cast.secretary)
        steps = browser.get(address("meeting", meeting)).context["correction"]
        assert [step.label for step in steps] == ["登记上级裁决：讨论鱼塘续包", "更正"]
    place = address(REFERRAL, meeting, motion.pk)
    assert "请写上级答复的日期" in browser.post(place, {"answer": "同意"}).content.decode()
    browser.post(place, {"doc": "柳支请〔2026〕2号", "answer": "同意续包", "answered_on": "2026-11-24"})
    motion.refresh_from_db()
    assert (motion.referral_answer, motion.referral_answered_on) == ("同意续包", date(2026, 11, 24))
    assert meeting.corrections.count() == int(is_filed)
    assert "上级答复（2026年11月24日）：同意续包" in browser.get(address("meeting", meeting)).content.decode()


def test_the_desk_asks_for_the_ruling_until_it_has_come(cast, browser):
    meeting = recorded(cast, K.DELIBERATION)
    item = meeting.agenda.first()
    sent = {"method": "show_of_hands", "yes": 4, "no": 3, "abstain": 0, "way_out": "special"}
    browser.post(address(MOTION, meeting, item.pk), sent)
    place = address(REFERRAL, meeting, item.motions.get().pk)
    [card] = [card for card in browser.get("/").context["cards"] if card.state == "待裁决"]
    assert (card.title, card.url) == (f"{item.title}待上级裁决", place)
    assert card.note == "请示文号还没有登记"
    [told] = [
        one.card
        for one in reminders.items(cast.secretary.actor(TODAY), TODAY)
        if one.card.owed.state == "待裁决"
    ]
    assert told.about == "报上级裁决的事项待登记答复", "a mail names no topic"
    browser.post(place, {"doc": "柳支请〔2026〕2号", "answer": "", "answered_on": ""})
    [card] = [card for card in browser.get("/").context["cards"] if card.state == "待裁决"]
    assert card.note == "请示文号 柳支请〔2026〕2号"
    browser.post(place, {"doc": "柳支请〔2026〕2号", "answer": "同意续包", "answered_on": "2026-11-24"})
    assert not [card for card in browser.get("/").context["cards"] if card.state == "待裁决"]


def test_a_vote_that_was_not_referred_has_no_such_page(cast, browser):
    meeting = held(cast)
    motion = put_motion(meeting.agenda.first(), Entry(VoteMethod.SHOW_OF_HANDS, Tally(7)), cast.secretary)
    for pk in (motion.pk, motion.pk + 1):
        assert browser.get(address(REFERRAL, meeting, pk)).status_code == 404


def test_the_page_needs_few_queries(cast, browser, django_assert_max_num_queries):
    meeting = held(cast)
    item = meeting.agenda.first()
    page(browser, meeting, item)
    with django_assert_max_num_queries(20):
        page(browser, meeting, item, profile="b_admission")
