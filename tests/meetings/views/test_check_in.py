"""签到: off by default; never for somebody else; undone with a trace; nobody is present until the roll is confirmed."""

import pytest
from django.test import Client
from django.urls import reverse

from meetings import links
from meetings.lifecycle import check_in, notices, pages, planning
from meetings.models import Meeting, SignIn
from meetings.vocabulary import GatheringMode, NoticeChannel, SignInMethod
from tests.cast import moment
from tests.meetings.laws import lay
from tests.meetings.lifecycle import make
from tests.meetings.views.walk import address, press

SIGN_IN, START, UNDO = "meeting-sign-in", "meeting-kiosk", "meeting-sign-in-undo"


@pytest.fixture
def sitting(cast):
    made = make.called(cast, start=moment(11, 27), end=moment(11, 27, 16))
    pages.notify_sitting(made, NoticeChannel.PAPER, "请参加", cast.secretary)
    return made


@pytest.fixture
def meeting(sitting):
    return sitting.meetings.get()


@pytest.fixture
def allowed(cast, clock):
    lay(cast.village, self_check_in=True)
    clock.move_to(moment(11, 27, 14, 20))


@pytest.fixture
def phone():
    return Client(enforce_csrf_checks=True)


def own(cast_member, sitting, name="personal"):
    row = notices.receipts_of(sitting).get(member=cast_member)
    return reverse(name, args=[links.NOTICE.make(row.pk, row.link_edition)])


def standing(sitting):
    return {row.member.name: row.method for row in check_in.standing(sitting).values()}


# --- off unless somebody turned it on ---


def test_it_is_off_by_default(cast, sign_in, phone, sitting, meeting, clock):
    clock.move_to(moment(11, 27, 14, 20))
    browser = sign_in(cast.secretary)
    assert "签到</a>" not in browser.get(address("meeting", meeting)).text
    page = browser.get(address(SIGN_IN, meeting))
    assert "没有开通自助签到" in page.text
    assert not page.context["code"]
    assert "签到码" not in phone.get(own(cast.erin, sitting)).text
    answer = phone.post(own(cast.erin, sitting, "personal-here"), {"code": check_in.room_code(sitting)})
    assert answer.status_code == 422
    assert phone.post(own(cast.erin, sitting, "personal-was-there")).status_code == 422
    assert browser.post(address(START, meeting))["Location"] == address(SIGN_IN, meeting)
    assert not SignIn.objects.exists()


# --- one's own link and the code of the room ---


@pytest.mark.usefixtures("allowed")
def test_ones_own_link_and_the_code_on_the_wall_are_both_needed(cast, sign_in, phone, sitting, meeting):
    code = sign_in(cast.secretary).get(address(SIGN_IN, meeting)).context["code"]
    assert "现场屏幕上的六位签到码" in phone.get(own(cast.erin, sitting)).text
    phone.post(own(cast.erin, sitting, "personal-here"), {"code": code})
    assert standing(sitting) == {"李建国": SignInMethod.CODE}
    assert "已签到" in phone.get(own(cast.erin, sitting)).text


@pytest.mark.usefixtures("allowed")
@pytest.mark.parametrize("code", ["", "000000", "12345", "１２３４５６", "' OR 1=1", "9" * 60])
def test_a_wrong_code_signs_nobody_in(cast, phone, sitting, code):
    answer = phone.post(own(cast.erin, sitting, "personal-here"), {"code": code})
    assert answer.status_code == 422
    assert not SignIn.objects.exists()


@pytest.mark.usefixtures("allowed")
def test_wrong_codes_use_the_link_up(cast, phone, sitting):
    where = own(cast.erin, sitting, "personal-here")
    codes = [phone.post(where, {"code": "000000"}).status_code for _ in range(21)]
    assert codes == [422] * 20 + [429]
    assert phone.post(where, {"code": check_in.room_code(sitting)}).status_code == 429
    assert not SignIn.objects.exists()


@pytest.mark.usefixtures("allowed")
def test_a_code_is_good_for_a_minute_or_two(cast, phone, sitting, clock):
    code = check_in.room_code(sitting)
    clock.shift(60)
    phone.post(own(cast.erin, sitting, "personal-here"), {"code": code})
    clock.shift(60)
    assert phone.post(own(cast.dan, sitting, "personal-here"), {"code": code}).status_code == 422
    assert standing(sitting) == {"李建国": SignInMethod.CODE}


@pytest.mark.usefixtures("allowed")
def test_the_code_of_another_room_opens_nothing_here(cast, phone, sitting):
    other = make.called(cast, start=moment(11, 27), end=None)
    assert check_in.room_code(other) != check_in.room_code(sitting)
    answer = phone.post(own(cast.erin, sitting, "personal-here"), {"code": check_in.room_code(other)})
    assert answer.status_code == 422


@pytest.mark.usefixtures("allowed")
def test_a_link_signs_in_its_owner_whatever_is_sent_along(cast, phone, sitting):
    sent = {"code": check_in.room_code(sitting), "member": cast.dan.pk, "method": "kiosk"}
    phone.post(own(cast.erin, sitting, "personal-here"), sent)
    assert standing(sitting) == {"李建国": SignInMethod.CODE}


@pytest.mark.usefixtures("allowed")
@pytest.mark.parametrize("at", [moment(11, 27, 13, 0), moment(11, 27, 17, 0)], ids=["too early", "too late"])
def test_the_door_is_open_for_a_while_only(cast, phone, sitting, clock, at):
    clock.move_to(at)
    answer = phone.post(own(cast.erin, sitting, "personal-here"), {"code": check_in.room_code(sitting)})
    assert answer.status_code == 422
    assert not SignIn.objects.exists()


@pytest.mark.usefixtures("allowed")
def test_joining_on_line_is_a_state_of_its_own(cast, sign_in, phone, sitting, meeting):
    type(sitting).objects.filter(pk=sitting.pk).update(mode=GatheringMode.HYBRID)
    sitting.refresh_from_db()
    sent = {"code": check_in.room_code(sitting), "online": "1"}
    phone.post(own(cast.erin, sitting, "personal-here"), sent)
    assert standing(sitting) == {"李建国": SignInMethod.ONLINE}
    page = sign_in(cast.secretary).get(address("meeting-roll", meeting))
    assert [one["name"] for one in page.context["online"] if one["checked"]] == ["李建国"]


# --- the tablet ---


@pytest.mark.usefixtures("allowed")
def test_the_tablet_is_signed_out_and_shows_names_and_nothing_else(cast, sign_in, sitting, meeting):
    tablet = sign_in(cast.secretary)
    assert tablet.post(address(START, meeting))["Location"] == reverse("kiosk")
    assert "/login/" in tablet.get(address("meeting", meeting))["Location"]
    text = tablet.get(reverse("kiosk")).text
    assert "谢𬱖" in text
    assert not [
        word for word in ("村文化礼堂", "鱼塘", "预备", "第一党小组", "岑𠅤", 'href="/m') if word in text
    ]
    answer = tablet.post(reverse("kiosk"), {"member": cast.erin.pk})
    assert "李建国，已签到 14:20" in answer.text
    tablet.post(reverse("kiosk"), {"member": cast.erin.pk})
    assert standing(sitting) == {"李建国": SignInMethod.KIOSK}
    assert SignIn.objects.count() == 1


@pytest.mark.usefixtures("allowed")
@pytest.mark.parametrize("member", ["", "x", "0", "9" * 40, "karl", "henry"])
def test_who_is_not_on_the_list_cannot_be_tapped(cast, sign_in, sitting, meeting, member):
    tablet = sign_in(cast.secretary)
    tablet.post(address(START, meeting))
    pk = cast.people[member].pk if member in cast.people else member
    assert tablet.post(reverse("kiosk"), {"member": pk}).status_code == 422
    assert not SignIn.objects.exists()


@pytest.mark.usefixtures("allowed")
def test_no_other_browser_is_the_tablet(cast, sign_in, phone, sitting):
    for browser in (phone, sign_in(cast.member), sign_in(cast.secretary)):
        assert browser.get(reverse("kiosk")).status_code == 404
    assert Client().post(reverse("kiosk"), {"member": cast.erin.pk}).status_code == 404
    assert not SignIn.objects.exists()


@pytest.mark.usefixtures("allowed")
def test_the_tablet_forgets_when_the_meeting_is_over(cast, sign_in, sitting, meeting, clock):
    tablet = sign_in(cast.secretary)
    tablet.post(address(START, meeting))
    clock.move_to(moment(11, 27, 16, 31))
    assert tablet.get(reverse("kiosk")).status_code == 404


# --- what the secretary makes of it ---


@pytest.mark.usefixtures("allowed")
def test_the_roll_shows_it_and_nobody_is_present_until_it_is_confirmed(cast, sign_in, sitting, meeting):
    check_in.tap(sitting, cast.erin.pk)
    browser = sign_in(cast.secretary)
    page = browser.get(address("meeting-roll", meeting))
    notes = {one.name: one.note for one in page.context["people"]}
    assert notes["李建国"].endswith("已签到 14:20")
    assert "已签到" not in notes["柯䶮"]
    assert not meeting.attendances.exists()
    press(browser, "meeting-roll", meeting, absent=[cast.erin.pk])
    assert meeting.attendances.get(member=cast.erin).state == "absent"


@pytest.mark.usefixtures("allowed")
def test_undoing_leaves_a_trace(cast, sign_in, sitting, meeting):
    row = check_in.tap(sitting, cast.erin.pk)
    browser = sign_in(cast.recorder)
    answer = browser.post(address(UNDO, meeting, row.pk), follow=True)
    assert "由祝春犇撤销" in answer.text
    row.refresh_from_db()
    assert (row.undone_by, row.undone_at) == (cast.recorder, moment(11, 27, 14, 20))
    assert standing(sitting) == {}
    check_in.tap(sitting, cast.erin.pk)
    assert SignIn.objects.count() == 2


@pytest.mark.usefixtures("allowed")
def test_a_sign_in_of_another_sitting_is_not_undone_here(cast, sign_in, sitting, meeting):
    other = make.called(cast, start=moment(11, 27), end=None)
    row = check_in.tap(other, cast.erin.pk)
    assert sign_in(cast.secretary).post(address(UNDO, meeting, row.pk)).status_code == 404


@pytest.mark.usefixtures("allowed")
def test_afterwards_one_may_say_so_and_the_secretary_decides(cast, sign_in, phone, sitting, meeting, clock):
    browser = sign_in(cast.secretary)
    press(browser, "meeting-roll", meeting, absent=[cast.erin.pk])
    clock.move_to(moment(11, 27, 18))
    assert "我当时到会了" in phone.get(own(cast.erin, sitting)).text
    phone.post(own(cast.erin, sitting, "personal-was-there"))
    assert meeting.attendances.get(member=cast.erin).state == "absent"
    page = sign_in(cast.secretary).get(address("meeting-roll", meeting))
    notes = {one.name: one.note for one in page.context["people"]}
    assert "本人说明到会 18:30" in notes["李建国"]


@pytest.mark.usefixtures("allowed")
def test_once_the_roll_is_called_nobody_signs_in(cast, sign_in, phone, sitting, meeting):
    press(sign_in(cast.secretary), "meeting-roll", meeting)
    answer = phone.post(own(cast.erin, sitting, "personal-here"), {"code": check_in.room_code(sitting)})
    assert answer.status_code == 422
    assert not SignIn.objects.exists()


@pytest.mark.usefixtures("allowed")
def test_a_filed_record_is_not_talked_about_any_more(cast, phone, sitting, meeting, clock):
    clock.move_to(moment(11, 27, 18))
    Meeting.objects.filter(pk=meeting.pk).update(state="filed")
    assert phone.post(own(cast.erin, sitting, "personal-was-there")).status_code == 422
    assert not SignIn.objects.exists()


@pytest.mark.usefixtures("allowed")
def test_nor_is_a_meeting_that_was_put_off(cast, phone, sitting, meeting):
    planning.postpone(meeting, "防汛", cast.secretary)
    assert phone.post(own(cast.erin, sitting, "personal-was-there")).status_code == 422
    assert "签到码" not in phone.get(own(cast.erin, sitting)).text
