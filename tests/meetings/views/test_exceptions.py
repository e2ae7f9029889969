"""Out of the ordinary, and normal: 通知, 延期, 未召开, 补录, one more kind, 更正; who is refused, and when."""

import pytest
from django.urls import reverse

from branchlife.kit.problems import Refusal
from meetings.kinds import MeetingKind
from meetings.lifecycle import filing, planning
from meetings.models import Meeting, MeetingEvent
from meetings.vocabulary import NoticeChannel
from members import transfers
from tests.cast import TODAY, moment
from tests.meetings.lifecycle.make import called, filed, held, recorded
from tests.meetings.views.walk import address, press, typed

NOTIFY, POSTPONE, NOT_HELD = "meeting-notify", "meeting-postpone", "meeting-not-held"
ADD, CORRECT = "meeting-add-kind", "meeting-correct"
PAGES = (NOTIFY, POSTPONE, NOT_HELD, ADD)


@pytest.fixture
def meeting(cast):
    return called(cast, start=moment(11, 27), end=moment(11, 27, 16)).meetings.get()


@pytest.fixture
def browser(cast, sign_in):
    return sign_in(cast.secretary)


def state_of(meeting):
    return Meeting.objects.get(pk=meeting.pk).state


# --- 通知 ---


def test_the_notice_is_drafted_from_the_facts_and_one_press_notes_it(browser, meeting):
    page = browser.get(address(NOTIFY, meeting))
    body = page.context["form"]["body"].value().splitlines()
    assert body[:2] == ["各位党员：", "定于2026年11月27日（周五）14:30在村文化礼堂召开支部党员大会。"]
    assert body[2:5] == ["主题：清理河道。", "1．讨论鱼塘续包", "2．通报党费"]
    assert body[-2:] == ["柳湾村第一支部", "2026年11月24日"]
    assert "会议通知（PDF）" in page.text
    answer = press(browser, NOTIFY, meeting, channel="phone")
    assert answer["Location"] == address("meeting", meeting)
    assert state_of(meeting) == "noticed"
    told = meeting.notices.get()
    assert (told.channel, told.body.splitlines()[0], told.created_by.username) == (
        NoticeChannel.PHONE,
        "各位党员：",
        "secretary",
    )


def test_a_committee_is_spoken_to_as_committee_and_a_group_signs_for_itself(cast, browser):
    committee = called(cast, MeetingKind.BRANCH_COMMITTEE, theme="", place="").meetings.get()
    group = called(cast, MeetingKind.GROUP_MEETING).meetings.get()
    spoken = browser.get(address(NOTIFY, committee)).context["form"]["body"].value()
    assert spoken.startswith("各位委员：\n定于2026年11月20日（周五）14:30召开支部委员会。\n1．")
    assert "\n第二党小组\n" in browser.get(address(NOTIFY, group)).context["form"]["body"].value()


def test_a_notice_without_words_or_way_is_refused(browser, meeting):
    answer = press(browser, NOTIFY, meeting, channel="pigeon", body=" ")
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"channel", "body"}
    assert (state_of(meeting), meeting.notices.count()) == ("planned", 0)


def test_nobody_is_told_of_a_meeting_that_was_held(cast, browser):
    meeting = held(cast)
    answer = press(browser, NOTIFY, meeting, channel="phone")
    assert answer.status_code == 422
    assert "会议已召开，不用再发通知" in answer.text
    assert not meeting.notices.exists()


# --- 延期 ---


def test_a_meeting_is_put_off_to_a_new_day(browser, meeting):
    answer = browser.post(
        address(POSTPONE, meeting),
        {"reason": "防汛值守", "day": "2026-12-04", "start": "09:00", "doc": "禾委〔2026〕9号"},
        follow=True,
    )
    assert "已改到2026年12月4日（周五）09:00" in answer.text
    assert "延期：原定2026年11月27日（周五）14:30。防汛值守" in answer.text
    meeting.refresh_from_db()
    assert (meeting.state, meeting.start, meeting.end) == (
        "planned",
        moment(12, 4, 9, 0),
        moment(12, 4, 11, 0),
    )
    assert meeting.postpone_doc == "禾委〔2026〕9号"


def test_a_meeting_is_put_off_first_and_gets_its_day_later(browser, meeting):
    answer = browser.post(address(POSTPONE, meeting), {"reason": "防汛值守"}, follow=True)
    assert "已登记延期，定了日期再来写。" in answer.text
    assert state_of(meeting) == "postponed"
    assert typed(browser.get(address(POSTPONE, meeting)).context["form"]) == {"reason": "防汛值守"}
    again = press(browser, POSTPONE, meeting)
    assert again.status_code == 422
    assert "请写明改到哪一天、几点" in str(again.context["form"].errors["day"])
    press(browser, POSTPONE, meeting, day="2026-12-04", start="14:30")
    assert state_of(meeting) == "planned"


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"reason": ""}, "reason", "请填写延期原因"),
        ({"day": "2026-12-04"}, "start", "日期和时间要一起填"),
        ({"start": "14:30"}, "day", "日期和时间要一起填"),
        ({"day": "2026-11-23", "start": "14:30"}, "day", "请写今天或以后的日期"),
        ({"day": "2099-01-01", "start": "14:30"}, "day", "请写今天或以后的日期"),
        ({"day": "2026-11-27", "start": "14:30"}, "day", "延期后的时间须晚于原定时间"),
        ({"day": "十二月", "start": "14:30"}, "day", "改到哪一天看不懂"),
        ({"day": "2026-12-04", "start": "下午"}, "start", "几点看不懂"),
    ],
)
def test_a_putting_off_that_cannot_be_is_said_at_its_field(browser, meeting, changes, field, words):
    answer = browser.post(address(POSTPONE, meeting), {"reason": "防汛值守"} | changes)
    assert answer.status_code == 422
    [said] = answer.context["form"].errors[field]
    assert words in said
    assert said in answer.text
    assert (state_of(meeting), MeetingEvent.objects.count()) == ("planned", 1)


def test_a_meeting_that_was_held_is_not_put_off(cast, browser):
    meeting = held(cast)
    answer = browser.post(address(POSTPONE, meeting), {"reason": "防汛值守"})
    assert answer.status_code == 422
    assert "会议已召开，不能直接改为延期" in answer.text
    assert state_of(meeting) == "held"


# --- 未召开 ---


def test_not_held_is_entered_with_its_reason_and_closes_the_record(browser, meeting):
    answer = press(browser, NOT_HELD, meeting, reason="全体党员参加防汛")
    assert answer["Location"] == address("meeting", meeting)
    page = browser.get(answer["Location"])
    assert "未召开：全体党员参加防汛" in page.text
    assert page.context["commands"] == []
    for name in (*PAGES, "meeting-facts", "meeting-roll", "meeting-minutes"):
        assert "这份记录未召开，不能再改" in browser.get(address(name, meeting), follow=True).text


@pytest.mark.parametrize("reason", ["", "   ", "长" * 121])
def test_without_a_reason_of_a_fit_length_nothing_is_entered(browser, meeting, reason):
    answer = press(browser, NOT_HELD, meeting, reason=reason)
    assert answer.status_code == 422
    assert "reason" in answer.context["form"].errors
    assert state_of(meeting) == "planned"


def test_what_was_put_off_may_turn_out_not_held(cast, browser, meeting):
    planning.postpone(meeting, "防汛", cast.secretary)
    press(browser, NOT_HELD, meeting, reason="任务合并到十二月")
    assert state_of(meeting) == "not_held"


def test_what_was_held_cannot_be_called_not_held(cast, browser):
    meeting = recorded(cast)
    answer = press(browser, NOT_HELD, meeting, reason="记错了")
    assert answer.status_code == 422
    assert "不能直接改为未召开" in answer.text
    assert state_of(meeting) == "recorded"


# --- 补录 ---


def test_a_late_entry_says_so_with_its_reason_wherever_it_is_shown(cast, browser):
    browser.post(
        reverse("meeting-new"),
        {"kinds": ["theme_day"], "day": "2026-10-16", "start": "14:30", "late_reason": "书记参加防汛"},
    )
    meeting = Meeting.objects.get()
    assert (meeting.late_entry, meeting.late_reason) == (True, "书记参加防汛")
    assert "补录：书记参加防汛" in browser.get(address("meeting", meeting)).text
    assert "补录" in browser.get(reverse("meetings")).text


# --- one more kind ---


def test_a_sitting_may_count_as_one_more_kind(cast, browser):
    meeting = called(cast, MeetingKind.THEME_DAY).meetings.get()
    offered = dict(browser.get(address(ADD, meeting)).context["form"].fields["kind"].choices)
    assert "party_lecture" in offered
    assert "theme_day" not in offered
    answer = press(browser, ADD, meeting, kind="party_lecture")
    added = Meeting.objects.get(kind="party_lecture")
    assert answer["Location"] == address("meeting-facts", added)
    assert added.gathering == meeting.gathering
    said = browser.get(answer["Location"]).text
    assert "这次集会同时计入党课：请核对基本情况。" in said


def test_a_kind_added_after_the_roll_asks_for_the_roll_once_more(cast, browser):
    meeting = held(cast, MeetingKind.THEME_DAY)
    answer = press(browser, ADD, meeting, kind="party_lecture")
    assert "并再确认一次点名" in browser.get(answer["Location"]).text


def test_a_group_meeting_is_added_with_its_group(cast, browser):
    meeting = called(cast, MeetingKind.THEME_DAY).meetings.get()
    answer = press(browser, ADD, meeting, kind="group_meeting")
    assert answer.status_code == 422
    assert "请选择本支部的一个党小组" in answer.text
    press(browser, ADD, meeting, kind="group_meeting", group=cast.west.pk)
    assert Meeting.objects.get(kind="group_meeting").group == cast.west


def test_a_kind_the_sitting_holds_already_or_the_branch_never_holds_is_not_offered(cast, browser):
    meeting = called(cast, MeetingKind.THEME_DAY).meetings.get()
    for kind in ("theme_day", "general_assembly", "nonsense", ""):
        assert press(browser, ADD, meeting, kind=kind).status_code == 422
    assert Meeting.objects.count() == 1


def test_a_kind_that_another_hand_added_meanwhile_is_said(cast, browser, monkeypatch):
    meeting = called(cast, MeetingKind.THEME_DAY).meetings.get()
    add_kind = planning.add_kind

    def twice(*given):
        add_kind(*given)
        return add_kind(*given)

    monkeypatch.setattr(planning, "add_kind", twice)
    answer = press(browser, ADD, meeting, kind="party_lecture")
    assert answer.status_code == 422
    assert "这次集会已含党课" in str(answer.context["form"].errors["kind"])


def test_in_a_branch_without_groups_no_group_is_asked_for(cast, sign_in):
    facts = planning.Facts(start=moment(11, 20))
    sitting = planning.call(cast.second, [MeetingKind.THEME_DAY], facts, cast.neighbour)
    page = sign_in(cast.neighbour).get(address(ADD, sitting.meetings.get()))
    assert list(page.context["form"].fields) == ["kind"]


def test_a_group_leader_adds_nothing_for_the_branch(cast, sign_in):
    meeting = called(cast, MeetingKind.GROUP_MEETING).meetings.get()
    assert sign_in(cast.leader).get(address(ADD, meeting)).status_code == 403
    assert sign_in(cast.secretary).get(address(ADD, meeting)).status_code == 200


# --- 更正 ---


@pytest.fixture
def done(cast):
    return filed(cast, MeetingKind.THEME_DAY).meeting


CORRECTION = {
    "field": "内容记录",
    "old_value": "大家逐项讨论",
    "new_value": "大家逐项讨论并通过",
    "reason": "漏记结果",
}


def test_a_correction_is_appended_and_the_filed_text_stays(browser, done):
    before = (done.content_digest, done.filings.get().content, done.minutes_versions.get().body)
    answer = press(browser, CORRECT, done, **CORRECTION, approved_by="韦晓㛃")
    assert answer["Location"] == address("meeting", done)
    page = browser.get(answer["Location"])
    assert "已更正“内容记录”；原记录不动" in page.text
    assert "大家逐项讨论并通过" in page.text
    assert page.context["sheet"].corrections
    done.refresh_from_db()
    assert (done.content_digest, done.filings.get().content, done.minutes_versions.get().body) == before
    assert (done.state, done.corrections.get().approved_by) == ("filed", "韦晓㛃")


def test_the_same_correction_pressed_twice_is_one(browser, done):
    for _ in range(2):
        assert press(browser, CORRECT, done, **CORRECTION).status_code == 302
    assert done.corrections.count() == 1


def test_without_the_old_words_the_whole_field_is_taken_as_it_was_filed(browser, done):
    press(browser, CORRECT, done, field="应到", new_value="9", reason="漏计一人")
    press(browser, CORRECT, done, field="附件", new_value="会议照片一张", reason="漏登")
    assert [row.old_value for row in done.corrections.order_by("pk")] == ["8", ""]


def test_the_field_that_a_link_names_is_chosen_and_the_number_cannot_be_corrected(browser, done):
    form = browser.get(address(CORRECT, done), {"field": "地点"}).context["form"]
    assert form["field"].value() == "地点"
    assert "编号" not in dict(form.fields["field"].choices)


@pytest.mark.parametrize("name", ["field", "new_value", "reason"])
def test_a_correction_lacking_something_is_not_kept(browser, done, name):
    answer = press(browser, CORRECT, done, **CORRECTION | {name: " "})
    assert answer.status_code == 422
    assert name in answer.context["form"].errors
    assert not done.corrections.exists()


def test_what_has_not_been_filed_is_mended_not_corrected(cast, browser):
    meeting = recorded(cast)
    answer = browser.get(address(CORRECT, meeting), follow=True)
    assert "记录还没有备案，直接修改即可，不用更正" in answer.text


def test_a_record_sent_back_meanwhile_is_said(browser, done, monkeypatch):
    def sent_back(*_):
        raise Refusal.because("not-locked", "记录还没有备案，直接修改即可，不用更正。")

    monkeypatch.setattr(filing, "correct", sent_back)
    answer = press(browser, CORRECT, done, **CORRECTION)
    assert answer.status_code == 422
    assert "直接修改即可" in answer.text


# --- locked, strange ---


@pytest.mark.parametrize("name", PAGES)
def test_a_filed_record_takes_none_of_it(browser, done, name):
    before = MeetingEvent.objects.count()
    data = {"reason": "改", "channel": "phone", "body": "改", "kind": "party_lecture"}
    answer = browser.post(address(name, done), data, follow=True)
    assert answer.redirect_chain[0][0] == address("meeting", done)
    assert "这份记录已报备，不能再改。确有错误的，请用“更正”追加说明。" in answer.text
    assert (state_of(done), MeetingEvent.objects.count(), done.notices.count()) == ("filed", before, 0)


@pytest.mark.parametrize("name", [*PAGES, CORRECT])
@pytest.mark.parametrize("account", ["stranger", "neighbour", "member"])
def test_a_meeting_of_another_branch_is_not_there(cast, sign_in, done, name, account):
    stranger = sign_in(cast.users[account])
    assert stranger.get(address(name, done)).status_code == 404
    assert stranger.post(address(name, done), {"reason": "改", **CORRECTION}).status_code == 404
    assert not done.corrections.exists()


@pytest.mark.parametrize("name", [*PAGES, CORRECT])
def test_who_only_reads_is_refused(cast, sign_in, done, name):
    assert sign_in(cast.inspector).get(address(name, done)).status_code == 403


def test_who_keeps_only_a_part_of_the_sitting_cannot_put_all_of_it_off(cast, sign_in):
    sitting = called(cast, MeetingKind.THEME_DAY)
    group = planning.add_kind(sitting, MeetingKind.GROUP_MEETING, cast.secretary, cast.west)
    leader = sign_in(cast.leader)
    assert leader.get(address(POSTPONE, group)).status_code == 403
    assert leader.post(address(POSTPONE, group), {"reason": "防汛"}).status_code == 403
    assert {state_of(row) for row in sitting.meetings.all()} == {"planned"}


def test_who_has_left_office_is_a_stranger(cast, sign_in, done):
    cast.secretary.role_grants.update(end=TODAY)
    transfers.end_period(cast.alice.appointments.get(), TODAY)
    assert sign_in(cast.secretary).get(address(CORRECT, done)).status_code == 404
