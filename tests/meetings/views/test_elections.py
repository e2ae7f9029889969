"""Elections on the screen: from the topic to the ballots, the count and a second round."""

import pytest
from django.urls import reverse

from meetings.kinds import MeetingKind
from meetings.lifecycle import elections
from meetings.models import AgendaItem, Election, Meeting
from members.models import AccessLog
from tests.meetings.lifecycle import make, polls
from tests.meetings.views.rounds import TIED, YES, counted, place
from tests.meetings.views.walk import address, press, shown


@pytest.fixture
def meeting(cast):
    return polls.assembly(cast)


@pytest.fixture
def election(cast, meeting):
    return polls.prepared(cast, meeting)


@pytest.fixture
def browser(cast, sign_in):
    return sign_in(cast.recorder)


# --- the page of the minutes -----------------------------------------------------------------------------------------


def test_a_meeting_without_an_election_shows_one_quiet_button(browser, meeting):
    page = browser.get(address("meeting-minutes", meeting)).content.decode()
    assert page.count("准备选举") == 1
    assert "有选举的，准备选举" in page


def test_a_topic_that_is_an_election_by_its_words_has_a_button_of_its_own(browser, meeting):
    item = meeting.agenda.last()
    AgendaItem.objects.filter(pk=item.pk).update(title="补选组织委员")
    page = browser.get(address("meeting-minutes", meeting)).content.decode()
    assert "准备选举" in page
    assert "有选举的，准备选举" not in page
    answer = press(browser, "meeting-minutes", meeting, body="正文", election=item.pk)
    assert answer["Location"] == f"{address('election-new', meeting)}?item={item.pk}"
    assert meeting.minutes_versions.get().body == "正文"
    assert browser.get(answer["Location"]).context["form"]["item"].value() == item.pk


def test_the_quiet_button_leads_to_the_topics(browser, meeting):
    answer = press(browser, "meeting-minutes", meeting, election="0")
    assert answer["Location"] == address("election-new", meeting)


def test_a_round_stands_with_its_topic_and_opens_from_there(cast, browser, meeting, election):
    polls.count(cast, election, YES)
    page = browser.get(address("meeting-minutes", meeting)).content.decode()
    assert "委员选举第1轮" in page
    assert "当选：韦晓㛃、闭秀兰、祝春犇" in page
    answer = press(browser, "meeting-minutes", meeting, round=election.pk)
    assert answer["Location"] == place("election", election)


def test_a_round_of_another_meeting_is_not_opened_by_a_crafted_button(cast, browser, meeting):
    other = polls.prepared(cast, polls.assembly(cast))
    answer = press(browser, "meeting-minutes", meeting, round=other.pk)
    assert answer["Location"] == address("election-new", meeting)


def test_at_a_lecture_nothing_speaks_of_elections(cast, browser):
    lecture = make.held(cast, MeetingKind.PARTY_LECTURE)
    assert "准备选举" not in browser.get(address("meeting-minutes", lecture)).content.decode()
    assert browser.get(address("election-new", lecture)).status_code == 302


# --- preparing -------------------------------------------------------------------------------------------------------


def prepare(browser, meeting, names, **changes):
    given = {"item": meeting.agenda.first().pk, "post": "committee_member", "seats": 3, "candidates": names}
    return browser.post(address("election-new", meeting), given | changes)


def test_candidates_are_ticked_from_those_who_may_be_elected_by_strokes(cast, browser, meeting):
    form = browser.get(address("election-new", meeting)).context["form"]
    names = [label for _, label in form.fields["candidates"].choices]
    assert names[0] == "韦晓㛃"
    assert cast.judy.name not in names
    assert len(names) == 9


def test_prepared_the_ballots_can_be_printed_and_the_topic_is_an_election(cast, browser, meeting):
    answer = prepare(browser, meeting, [cast.people[name].pk for name in polls.FOUR])
    row = Election.objects.get()
    assert answer["Location"] == place("election", row)
    page = browser.get(answer["Location"])
    assert page.context["form"].initial == {"copies": 8}
    assert "登记计票结果" in page.content.decode()
    assert meeting.agenda.first().category == "election"


@pytest.mark.parametrize(
    ("people", "changes", "field", "words"),
    [
        (("alice", "bob", "carol"), {}, "candidates", "5×(3−3) = 0 &lt; 3"),
        ((*polls.FOUR, "judy"), {}, "candidates", "所选的人不在名单上"),
        ((*polls.FOUR, "karl"), {}, "candidates", "所选的人不在名单上"),
        ((), {}, "candidates", "请选择候选人"),
        (polls.FOUR, {"seats": 0}, "seats", "应选名额不能小于 1"),
        (polls.FOUR, {"seats": ""}, "seats", "请填写应选名额"),
        (polls.FOUR, {"post": "group_leader"}, "post", "group_leader"),
        (polls.FOUR, {"item": 0}, "item", "0"),
    ],
)
def test_a_list_that_will_not_do_is_refused_beside_its_field(
    cast, browser, meeting, people, changes, field, words
):
    answer = prepare(browser, meeting, [cast.people[name].pk for name in people], **changes)
    assert answer.status_code == 422
    assert answer.context["form"].errors[field]
    assert words in answer.content.decode()
    assert not Election.objects.exists()


def test_the_list_is_changed_until_the_count(cast, browser, meeting, election):
    where = f"{address('election-new', meeting)}?election={election.pk}"
    form = browser.get(where).context["form"]
    assert form["seats"].value() == 3
    assert len(form["candidates"].value()) == 4
    prepare(browser, meeting, [cast.alice.pk, cast.bob.pk], seats=1)
    assert (Election.objects.get().seats, Election.objects.get().candidates.count()) == (1, 2)


def test_without_a_topic_there_is_nothing_to_elect_under(cast, browser, meeting):
    meeting.agenda.all().delete()
    answer = browser.get(address("election-new", meeting), follow=True)
    assert "先把选举列为议题" in answer.content.decode()


# --- ballots ---------------------------------------------------------------------------------------------------------


def test_as_many_ballots_are_printed_as_asked_for_and_that_is_noted(cast, browser, election):
    answer = browser.get(place("election-ballots", election), {"copies": 5})
    assert answer["Content-Type"] == "application/pdf"
    assert AccessLog.objects.filter(action="导出选票").count() == 1


@pytest.mark.parametrize("copies", ["0", "501", "", "七", "9" * 30])
def test_no_number_no_ballots(browser, election, copies):
    assert browser.get(place("election-ballots", election), {"copies": copies}).status_code == 404


def test_after_the_count_no_more_ballots_are_printed(cast, browser, election):
    polls.count(cast, election, YES)
    assert browser.get(place("election-ballots", election), {"copies": 5}).status_code == 404


# --- the count -------------------------------------------------------------------------------------------------------


def test_the_page_knows_who_came_and_whether_that_is_enough(browser, election):
    page = browser.get(place("election-count", election))
    assert [(row.label, row.value) for row in page.context["facts"]][:3] == [
        ("应选", "3 名"),
        ("应到有选举权", 9),
        ("实到有选举权", 8),
    ]
    assert "5×8 = 40 ≥ 4×9 = 36" in page.context["quorum"]
    assert [page.context["form"][name].value() for name in ("issued", "collected", "invalid")] == [8, 8, 0]
    assert [member.name for member, _ in page.context["form"].rows] == ["韦晓㛃", "闭秀兰", "柯䶮", "祝春犇"]


def test_the_count_is_typed_once_and_says_who_is_elected(cast, browser, election):
    answer = browser.post(place("election-count", election), counted(cast))
    assert answer["Location"] == place("election", election)
    page = browser.get(answer["Location"])
    assert "韦晓㛃、闭秀兰、祝春犇当选" in page.content.decode()
    assert [line["standing"] for line in page.context["result"]["lines"]] == [
        "当选",
        "当选",
        "未当选",
        "当选",
    ]
    assert "两种算法都列出，按本支部的规则以应到会半数为准" in page.content.decode()


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"issued": 9, "collected": 9}, "issued", "多于到会有选举权党员的 8 人；不得委托代投"),
        ({"issued": 7, "collected": 7}, "without_ballot", "请点出没有领票的 1 人"),
        ({"invalid": 1}, None, "与有效票 7 张不符"),
        ({"issued": ""}, "issued", "请填写发出的票"),
        ({"invalid": "-1"}, "invalid", "无效票不能小于 0"),
        ({"scrutineers": ""}, "scrutineers", "请填写监票人"),
        ({"tellers": "柯䶮"}, "tellers", "柯䶮是候选人，不能担任计票人"),
        ({"voters_present": 20, "eligible_count": 5, "issued": 9}, "issued", "多于到会"),
    ],
)
def test_a_count_that_does_not_add_up_is_refused_beside_its_field(
    cast, browser, election, changes, field, words
):
    answer = browser.post(place("election-count", election), counted(cast, **changes))
    assert answer.status_code == 422
    errors = answer.context["form"].errors[field or "__all__"]
    assert any(words in text for text in errors)
    election.refresh_from_db()
    assert election.state == "prepared"


def test_more_votes_than_ballots_and_votes_for_no_number_are_refused_by_name(cast, browser, election):
    answer = browser.post(place("election-count", election), counted(cast, **{f"yes_{cast.alice.pk}": 9}))
    assert "韦晓㛃：赞成 9 + 反对 0 + 弃权 0 = 9，与有效票 8 张不符" in answer.content.decode()
    key = f"yes_{cast.alice.pk}"
    for value, words in (
        ("", "请填写韦晓㛃的赞成票"),
        ("八", "韦晓㛃的赞成票请填整数"),
        ("-1", "韦晓㛃的赞成票不能小于 0"),
    ):
        answer = browser.post(place("election-count", election), counted(cast, **{key: value}))
        assert answer.context["form"].errors[key] == [words]
    assert not Election.objects.exclude(state="prepared").exists()


def test_somebody_absent_is_no_holder_of_a_ballot(cast, browser, election):
    sent = counted(cast, valid=7, yes={"alice": 7, "bob": 6, "carol": 6, "dan": 2}, issued=7, collected=7)
    answer = browser.post(place("election-count", election), sent | {"without_ballot": [cast.ivan.pk]})
    assert "所选的人不在名单上" in answer.content.decode()
    answer = browser.post(place("election-count", election), sent | {"without_ballot": [cast.grace.pk]})
    assert answer.status_code == 302
    assert election.ballot_issues.count() == 7


@pytest.mark.parametrize(
    ("person", "votes", "field", "words"),
    [
        ("judy", 1, "written_0", "选择一个有效的选项"),
        ("erin", "", "written_yes_0", "请填写另选的人所得票数"),
        ("", 2, "written_0", "请选出这些票另选的是谁"),
    ],
)
def test_a_person_written_in_goes_with_votes_and_may_be_elected(
    cast, browser, election, person, votes, field, words
):
    pk = cast.people[person].pk if person else ""
    sent = counted(cast, {"alice": 8, "bob": 7, "carol": 2, "dan": 2}, written_0=pk, written_yes_0=votes)
    answer = browser.post(place("election-count", election), sent)
    assert words in str(answer.context["form"].errors[field])
    sent |= {"written_0": cast.erin.pk, "written_yes_0": 5}
    assert browser.post(place("election-count", election), sent).status_code == 302
    assert "李建国（另选）" in browser.get(place("election", election)).content.decode()
    kept = shown(browser, "election-count", election.agenda_item.meeting, election.pk)
    assert (kept["written_0"], kept["written_yes_0"]) == (cast.erin.pk, 5)


def test_a_person_written_in_twice_is_told_so(cast, browser, election):
    twice = {"written_0": cast.erin.pk, "written_yes_0": 1, "written_1": cast.erin.pk, "written_yes_1": 1}
    answer = browser.post(place("election-count", election), counted(cast, **twice))
    assert answer.context["form"].errors["written_1"] == ["这个人写了两行，请合成一行"]


def test_before_the_roll_the_page_says_what_comes_first(cast, browser):
    election = polls.prepared(cast, make.called(cast).meetings.get())
    assert "请先点名" in browser.get(place("election-count", election)).content.decode()
    answer = browser.post(place("election-count", election), counted(cast))
    assert answer.status_code == 422
    assert "请先点名，再登记选举" in answer.content.decode()


def test_what_was_counted_is_shown_again_to_be_mended(cast, browser, election):
    browser.post(place("election-count", election), counted(cast))
    sent = shown(browser, "election-count", election.agenda_item.meeting, election.pk)
    assert sent[f"yes_{cast.dan.pk}"] == 3
    dan = {f"yes_{cast.dan.pk}": 2, f"no_{cast.dan.pk}": 6}
    browser.post(place("election-count", election), sent | counted(cast, **dan))
    assert election.candidates.get(member=cast.dan).yes == 2


# --- what follows ----------------------------------------------------------------------------------------------------


def test_the_tied_are_voted_on_again_at_one_press(cast, browser, election):
    browser.post(place("election-count", election), counted(cast, TIED))
    page = browser.get(place("election", election)).content.decode()
    assert "再次投票" in page
    answer = browser.post(place("election-again", election))
    following = Election.objects.get(round=2)
    assert answer["Location"] == place("election", following)
    assert browser.post(place("election-again", election))["Location"] == place("election", following)
    assert "看下一轮" in browser.get(place("election", election)).content.decode()


def test_for_a_seat_that_is_left_others_may_be_nominated(cast, browser, election):
    browser.post(
        place("election-count", election), counted(cast, {"alice": 8, "bob": 7, "carol": 3, "dan": 2})
    )
    page = browser.get(place("election-again", election))
    assert "还要选 1 名" in page.context["lead"]
    assert cast.alice.name not in [label for _, label in page.context["form"].fields["also"].choices]
    browser.post(place("election-again", election), {"also": [cast.grace.pk]})
    assert polls.names(Election.objects.get(round=2)) == ["闭秀兰", "柯䶮", "谢𬱖"]


def test_a_crafted_nomination_is_refused(cast, browser, election):
    browser.post(
        place("election-count", election), counted(cast, {"alice": 8, "bob": 7, "carol": 3, "dan": 2})
    )
    answer = browser.post(place("election-again", election), {"also": [cast.judy.pk]})
    assert answer.status_code == 422
    assert not Election.objects.filter(round=2).exists()


def test_fewer_seats_by_consent(cast, browser, election):
    browser.post(
        place("election-count", election), counted(cast, {"alice": 8, "bob": 7, "carol": 3, "dan": 2})
    )
    answer = browser.post(place("election-fewer", election), {"consent": 9})
    assert "应在 0 与到会选举人 8 人之间" in answer.content.decode()
    answer = browser.post(place("election-fewer", election), {"consent": 5}, follow=True)
    assert "经选举人同意减少名额，不再选举" in answer.content.decode()


def test_a_round_is_taken_back_after_asking(cast, browser, election):
    page = browser.get(place("election-drop", election)).content.decode()
    assert "韦晓㛃、闭秀兰、柯䶮、祝春犇" in page
    browser.post(place("election-drop", election))
    assert not Election.objects.exists()


def test_a_filed_record_is_closed_to_all_of_it(cast, browser, election):
    Meeting.objects.update(state="filed")
    for name in ("election", "election-count", "election-again", "election-fewer", "election-drop"):
        answer = browser.post(place(name, election), counted(cast))
        assert answer["Location"] == address("meeting", election.agenda_item.meeting)
    election.refresh_from_db()
    assert election.state == "prepared"


def test_an_election_of_another_meeting_is_not_there(cast, browser, election):
    other = polls.assembly(cast)
    for name in ("election", "election-count", "election-ballots", "election-approve"):
        assert browser.get(reverse(name, args=[other.pk, election.pk])).status_code == 404


def test_two_rounds_cost_no_more_queries_on_the_page_of_the_minutes(
    cast, browser, meeting, election, django_assert_max_num_queries
):
    browser.post(place("election-count", election), counted(cast, TIED))
    where = address("meeting-minutes", meeting)
    with django_assert_max_num_queries(60) as before:
        browser.get(where)
    elections.next_round(election, cast.secretary)
    with django_assert_max_num_queries(len(before)):
        browser.get(where)
