"""点名: only the exceptions are sent, nobody counts as present by himself, and nothing is silently overwritten."""

import pytest

from meetings.kinds import MeetingKind
from meetings.lifecycle import planning
from meetings.lifecycle.entries import Entry, Tally
from meetings.lifecycle.motions import put_motion
from meetings.models import Attendance
from meetings.vocabulary import Stance, VoteMethod
from members import transfers
from members.vocabulary import MemberCategory
from tests.cast import SINCE, moment
from tests.meetings.lifecycle.make import called, filed, held
from tests.meetings.views.walk import address, press, shown

ROLL = "meeting-roll"


@pytest.fixture
def meeting(cast):
    return called(cast).meetings.get()


def state_of(meeting, member):
    row = Attendance.objects.get(meeting=meeting, member=member)
    return row.state, row.reason


def test_nobody_counts_as_present_before_the_button_is_pressed(cast, sign_in, meeting):
    page = sign_in(cast.secretary).get(address(ROLL, meeting))
    assert (page.context["due"], page.context["present"], page.context["absent"]) == (8, 8, 0)
    assert not meeting.attendances.exists()


def test_who_is_tapped_is_away_and_the_rest_is_there(cast, sign_in, meeting):
    taps = {
        "absent": [cast.erin.pk, cast.grace.pk, cast.dan.pk],
        f"reason-{cast.erin.pk}": "illness",
        f"reason-{cast.grace.pk}": "absent",
    }
    answer = press(sign_in(cast.secretary), ROLL, meeting, **taps)
    assert answer["Location"] == address("meeting-minutes", meeting)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.due_count, meeting.present_count) == ("held", 8, 5)
    assert (meeting.leave_count, meeting.absent_count, meeting.exempt_count) == (1, 2, 2)
    assert state_of(meeting, cast.erin) == ("leave", "illness")
    assert state_of(meeting, cast.grace) == ("absent", "other")
    assert state_of(meeting, cast.dan) == ("absent", "")


def test_the_page_opens_again_as_it_was_confirmed(cast, sign_in, meeting):
    browser = sign_in(cast.secretary)
    press(browser, ROLL, meeting, absent=[cast.erin.pk], **{f"reason-{cast.erin.pk}": "official_duty"})
    people = browser.get(address(ROLL, meeting)).context["people"]
    assert [(one.name, one.reason) for one in people if one.absent] == [("李建国", "official_duty")]


def test_who_is_not_due_stands_apart_and_may_have_come_or_studied_at_home(cast, sign_in, meeting):
    browser = sign_in(cast.secretary)
    apart = browser.get(address(ROLL, meeting)).context["apart"]
    assert {one["name"]: one["reason"] for one in apart}["岑𠅤"] == "年老体弱（教育条例第二十三条）"
    press(
        browser, ROLL, meeting, **{f"apart-{cast.henry.pk}": "home_study", f"apart-{cast.ivan.pk}": "present"}
    )
    assert state_of(meeting, cast.henry)[0] == "home_study"
    assert state_of(meeting, cast.ivan)[0] == "present"


def test_of_a_hybrid_meeting_one_says_who_was_there_on_line(cast, sign_in):
    meeting = called(cast, mode="hybrid").meetings.get()
    press(sign_in(cast.secretary), ROLL, meeting, online=[cast.erin.pk, cast.dan.pk], absent=[cast.dan.pk])
    assert state_of(meeting, cast.erin)[0] == "online"
    assert state_of(meeting, cast.dan)[0] == "absent"


def test_at_an_on_line_meeting_everybody_present_is_on_line(cast, sign_in):
    meeting = called(cast, mode="online").meetings.get()
    press(sign_in(cast.secretary), ROLL, meeting, absent=[cast.dan.pk])
    assert state_of(meeting, cast.erin)[0] == "online"
    assert state_of(meeting, cast.dan)[0] == "absent"


def test_pasted_names_are_read_and_shown_before_anything_is_stored(cast, sign_in, meeting):
    browser = sign_in(cast.secretary)
    answer = press(
        browser, ROLL, meeting, pasted="李建国（病假）、谢𬱖 因公", absent=[cast.dan.pk], confirm="1"
    )
    tapped = {one.name: one.reason for one in answer.context["people"] if one.absent}
    assert tapped == {"李建国": "illness", "谢𬱖": "official_duty", "柯䶮": ""}
    assert not meeting.attendances.exists()


def test_a_name_that_is_not_on_the_roll_is_said_and_stays_in_the_box(cast, sign_in, meeting):
    answer = press(sign_in(cast.secretary), ROLL, meeting, pasted="李建国（病假）、张三、李四 事假")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "名册里没有“张三”" in page
    assert answer.context["form"]["pasted"].value() == "张三、李四、事假"
    assert [one.name for one in answer.context["people"] if one.absent] == ["李建国"]


def test_two_of_the_same_name_are_told_apart(cast, sign_in, meeting):
    twin = transfers.admit(cast.first, {"name": "李建国"}, MemberCategory.FULL, SINCE)
    transfers.assign_group(twin, cast.west, SINCE)
    answer = press(sign_in(cast.secretary), ROLL, meeting, pasted="李建国 病假")
    page = answer.content.decode()
    assert "“李建国”有 2 人" in page
    assert {one.note for one in answer.context["people"] if one.name == "李建国"} == {
        "第一党小组",
        "第二党小组",
    }
    assert not [one for one in answer.context["people"] if one.absent]


def test_the_order_changes_without_losing_a_tap(cast, sign_in, meeting):
    answer = press(sign_in(cast.secretary), ROLL, meeting, order="office", absent=[cast.erin.pk])
    names = [one.name for one in answer.context["people"]]
    assert names[:3] == ["韦晓㛃", "祝春犇", "闭秀兰"]
    assert [one.name for one in answer.context["people"] if one.absent] == ["李建国"]
    assert not meeting.attendances.exists()


def test_guests_are_lines_with_role_and_unit(cast, sign_in, meeting):
    press(sign_in(cast.secretary), ROLL, meeting, guests="周海 上级指导 镇党委\n\n唐小满，积极分子")
    found = [(guest.name, guest.role, guest.organisation_name) for guest in meeting.guests.order_by("pk")]
    assert found == [("周海", "superior", "镇党委"), ("唐小满", "activist", "")]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("周海", "列席第 1 行（周海）的身份没有写"),
        ("周海 县长", "的身份“县长”，请写上级指导"),
        ("韦晓㛃 上级指导", "韦晓㛃已计入到会，不能又列席"),
        ("\n".join("周海 上级指导" for _ in range(201)), "最多 200 人"),
    ],
)
def test_a_guest_that_cannot_be_is_refused_and_the_taps_stay(cast, sign_in, meeting, line, words):
    answer = press(sign_in(cast.secretary), ROLL, meeting, guests=line, absent=[cast.erin.pk])
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert [one.name for one in answer.context["people"] if one.absent] == ["李建国"]
    assert not meeting.attendances.exists()


def test_the_roll_of_a_sitting_is_called_once_for_all_its_kinds(cast, sign_in):
    sitting = called(cast, MeetingKind.THEME_DAY, MeetingKind.BRANCH_COMMITTEE)
    day, committee = sitting.meetings.order_by("pk")
    press(
        sign_in(cast.secretary), ROLL, day, absent=[cast.carol.pk], **{f"reason-{cast.carol.pk}": "personal"}
    )
    day.refresh_from_db()
    committee.refresh_from_db()
    assert (day.due_count, day.present_count) == (8, 7)
    assert (committee.due_count, committee.present_count) == (3, 2)


def test_the_line_says_how_many_are_missing_to_the_half(cast, sign_in, meeting):
    away = [cast.erin.pk, cast.grace.pk, cast.dan.pk, cast.bob.pk, cast.frank.pk]
    answer = press(sign_in(cast.secretary), ROLL, meeting, absent=away, order="strokes")
    assert answer.context["need"] == 5
    assert answer.context["words"] == "离半数还差 3 人"


def test_two_rolls_at_once_do_not_overwrite_one_another(cast, sign_in, meeting):
    first, second = sign_in(cast.secretary), sign_in(cast.recorder)
    mine = shown(first, ROLL, meeting)
    press(second, ROLL, meeting, absent=[cast.dan.pk])
    answer = first.post(address(ROLL, meeting), mine | {"absent": [cast.erin.pk]})
    assert answer.status_code == 409
    assert "登记未到的是：柯䶮" in answer.content.decode()
    assert state_of(meeting, cast.dan)[0] == "absent"
    again = {"stamp": answer.context["form"]["stamp"].value(), "absent": [cast.erin.pk]}
    assert first.post(address(ROLL, meeting), again).status_code == 302
    assert state_of(meeting, cast.dan)[0] == "present"


def test_the_same_roll_pressed_twice_is_one_roll(cast, sign_in, meeting):
    browser = sign_in(cast.secretary)
    given = shown(browser, ROLL, meeting) | {"absent": [cast.erin.pk]}
    assert browser.post(address(ROLL, meeting), given).status_code == 302
    assert browser.post(address(ROLL, meeting), given).status_code == 302
    assert meeting.events.filter(to_state="held").count() == 1


def test_strangers_to_the_roll_and_odd_values_are_ignored(cast, sign_in, meeting):
    crafted = {
        "absent": [cast.oscar.pk, "x", "9" * 30],
        f"reason-{cast.erin.pk}": "illness",
        f"apart-{cast.erin.pk}": "home_study",
        f"apart-{cast.henry.pk}": "absent",
        "online": [cast.henry.pk, "-1"],
        "due_count": 99,
        "state": "accepted",
    }
    press(sign_in(cast.secretary), ROLL, meeting, **crafted)
    meeting.refresh_from_db()
    assert (meeting.due_count, meeting.present_count, meeting.state) == (8, 8, "held")
    assert state_of(meeting, cast.henry)[0] == "exempt"
    assert not meeting.attendances.filter(member=cast.oscar).exists()


def test_before_the_day_no_roll_is_called(cast, sign_in):
    meeting = called(cast, start=moment(11, 27), end=moment(11, 27, 16)).meetings.get()
    browser = sign_in(cast.secretary)
    assert browser.get(address(ROLL, meeting))["Location"] == address("meeting", meeting)
    browser.post(address(ROLL, meeting), {"stamp": "x"})
    assert not meeting.attendances.exists()


def test_a_meeting_put_off_asks_for_its_new_day_first(cast, sign_in, meeting):
    planning.postpone(meeting, "防汛", cast.secretary)
    answer = press(sign_in(cast.secretary), ROLL, meeting)
    assert "会议已延期，请先写明改到哪一天" in answer.content.decode()
    assert not meeting.attendances.exists()


def test_a_leader_calls_the_roll_of_that_group_alone(cast, sign_in):
    meeting = called(cast, MeetingKind.GROUP_MEETING).meetings.get()
    browser = sign_in(cast.leader)
    press(browser, ROLL, meeting, absent=[cast.judy.pk])
    meeting.refresh_from_db()
    assert (meeting.due_count, meeting.present_count) == (4, 3)


def test_a_leader_does_not_write_to_the_branch_meetings_of_a_sitting(cast, sign_in):
    sitting = called(cast, MeetingKind.GROUP_MEETING, MeetingKind.THEME_DAY)
    group = sitting.meetings.get(kind="group_meeting")
    browser = sign_in(cast.leader)
    for name in ("meeting-facts", ROLL, "meeting-check"):
        assert browser.get(address(name, group)).status_code == 403
    assert browser.post(address(ROLL, group), {"stamp": ""}).status_code == 403
    assert not Attendance.objects.exists()


def test_the_page_needs_few_queries_however_many_are_on_the_roll(
    cast, sign_in, meeting, django_assert_max_num_queries
):
    for number in range(30):
        transfers.admit(cast.first, {"name": f"丁{chr(0x4E00 + number)}"}, MemberCategory.FULL, SINCE)
    browser = sign_in(cast.secretary)
    with django_assert_max_num_queries(65):
        assert browser.get(address(ROLL, meeting)).context["due"] == 38
    given = shown(browser, ROLL, meeting)
    with django_assert_max_num_queries(110):
        browser.post(address(ROLL, meeting), given)


def moves(**rows):
    """The rows of 迟到、早退 as the page sends them."""
    return {f"move-0-{name}": value for name, value in rows.items()}


def test_who_came_late_or_left_early_is_kept_with_the_minute(cast, sign_in, meeting):
    browser = sign_in(cast.secretary)
    assert browser.get(address(ROLL, meeting)).context["is_moved"] is False
    press(browser, ROLL, meeting, **moves(member=cast.erin.pk, arrived="15:10", left="16:00"))
    row = meeting.attendances.get(member=cast.erin)
    assert (row.state, row.arrived_at, row.left_at) == (
        "present",
        moment(11, 20, 15, 10),
        moment(11, 20, 16, 0),
    )
    page = browser.get(address(ROLL, meeting))
    assert page.context["is_moved"] is True
    press(browser, ROLL, meeting, absent=[cast.dan.pk])
    assert meeting.attendances.get(member=cast.erin).arrived_at == moment(11, 20, 15, 10)
    press(browser, ROLL, meeting, **moves(member="", arrived="", left=""))
    assert meeting.attendances.get(member=cast.erin).arrived_at is None


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"arrived": "15:40", "left": "15:10"}, "离会时间 15:10 须晚于到会时间 15:40"),
        ({"arrived": "14:30"}, "会议 14:30 才开始"),
        ({"left": "17:00"}, "16:30 散会；没有早退的不用填"),
        ({"arrived": "晚了"}, "到会时间看不懂"),
        ({}, "请填写到会或离会的时间"),
        ({"member": "", "left": "15:00"}, "请选择姓名"),
        ({"member": "999999", "left": "15:00"}, "999999"),
    ],
)
def test_minutes_that_cannot_be_are_refused_and_the_taps_stay(cast, sign_in, meeting, row, words):
    sent = moves(**({"member": cast.erin.pk} | row))
    answer = press(sign_in(cast.secretary), ROLL, meeting, absent=[cast.dan.pk], **sent)
    assert answer.status_code == 422
    assert words in answer.text
    assert answer.context["is_moved"] is True
    assert [one.name for one in answer.context["people"] if one.absent] == ["柯䶮"]
    assert not meeting.attendances.exists()


def test_who_is_away_has_no_minutes(cast, sign_in, meeting):
    sent = moves(member=cast.dan.pk, left="15:10")
    answer = press(sign_in(cast.secretary), ROLL, meeting, absent=[cast.dan.pk], **sent)
    assert "柯䶮登记为缺席，不填到会、离会时间" in answer.text


def test_one_person_has_one_row(cast, sign_in, meeting):
    sent = moves(member=cast.dan.pk, left="15:10") | {"move-1-member": cast.dan.pk, "move-1-arrived": "15:00"}
    answer = press(sign_in(cast.secretary), ROLL, meeting, **sent)
    assert "同一人写了两行" in answer.text


def test_more_rows_are_given_without_storing(cast, sign_in, meeting):
    sent = moves(member=cast.dan.pk, left="15:10")
    answer = press(sign_in(cast.secretary), ROLL, meeting, more_moves="1", absent=[cast.erin.pk], **sent)
    assert len(answer.context["formset"].forms) == 4
    assert answer.context["is_moved"] is True
    assert [one.name for one in answer.context["people"] if one.absent] == ["李建国"]
    assert not meeting.attendances.exists()


def test_a_page_without_these_rows_leaves_what_is_stored(cast, sign_in, meeting):
    browser = sign_in(cast.secretary)
    press(browser, ROLL, meeting, **moves(member=cast.erin.pk, arrived="15:10"))
    sent = {key: value for key, value in shown(browser, ROLL, meeting).items() if not key.startswith("move-")}
    browser.post(address(ROLL, meeting), sent | {"absent": [cast.dan.pk]})
    assert meeting.attendances.get(member=cast.erin).arrived_at == moment(11, 20, 15, 10)
    assert state_of(meeting, cast.dan)[0] == "absent"


def test_who_voted_by_name_cannot_be_marked_absent_afterwards(cast, sign_in):
    meeting = held(cast)
    item = meeting.agenda.first()
    stances = {row.member_id: Stance.YES for row in meeting.attendances.voters().there()}
    put_motion(
        item,
        Entry(VoteMethod.NAMED_BALLOT, Tally(7, issued=7, collected=7, invalid=0), stances=stances),
        cast.secretary,
    )
    answer = press(sign_in(cast.secretary), ROLL, meeting, absent=[cast.erin.pk])
    assert answer.status_code == 422
    assert "李建国已在“讨论鱼塘续包”的表决中计票，不能改为未到会" in answer.text
    assert state_of(meeting, cast.erin)[0] == "present"


def test_minutes_with_which_a_vote_no_longer_agrees_are_refused(cast, sign_in):
    meeting = held(cast)
    entry = Entry(VoteMethod.SHOW_OF_HANDS, Tally(7), taken_at=moment(11, 20, 15, 0))
    put_motion(meeting.agenda.first(), entry, cast.secretary)
    sent = moves(member=cast.erin.pk, arrived="15:10")
    answer = press(sign_in(cast.secretary), ROLL, meeting, **sent)
    assert answer.status_code == 422
    assert "李建国已在“讨论鱼塘续包”的表决中计票" in answer.text
    assert meeting.attendances.get(member=cast.erin).arrived_at is None
    press(sign_in(cast.secretary), ROLL, meeting, **moves(member=cast.erin.pk, left="15:10"))
    assert meeting.attendances.get(member=cast.erin).left_at == moment(11, 20, 15, 10)


def test_minutes_are_refused_while_nobody_knows_when_a_vote_was_taken(cast, sign_in):
    meeting = held(cast)
    put_motion(meeting.agenda.first(), Entry(VoteMethod.SHOW_OF_HANDS, Tally(7)), cast.secretary)
    sent = moves(member=cast.erin.pk, left="15:10")
    answer = press(sign_in(cast.secretary), ROLL, meeting, **sent)
    assert answer.status_code == 422
    assert "李建国迟到或早退，而“讨论鱼塘续包”的表决没有写明时间" in answer.text


def test_a_filed_roll_is_closed(cast, sign_in):
    meeting = filed(cast).meeting
    browser = sign_in(cast.secretary)
    assert browser.post(address(ROLL, meeting), {"absent": [cast.erin.pk]})["Location"] == address(
        "meeting", meeting
    )
    assert state_of(meeting, cast.erin)[0] == "present"
