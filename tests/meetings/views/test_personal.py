"""The member's page behind the signed link: what it shows, what it takes, and every way in which it stays shut."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from meetings import links
from meetings.kinds import MeetingKind
from meetings.lifecycle import leave, notices, pages, personal, planning, recording
from meetings.models import Attachment, LeaveRequest, NoticeReceipt
from meetings.vocabulary import AttachmentKind, LeaveReason, NoticeChannel
from tests.cast import moment
from tests.meetings.lifecycle import make

NAMES = ("韦晓㛃", "祝春犇", "闭秀兰", "柯䶮", "阿依古丽", "谢𬱖", "卓一凡", "岑𠅤", "甘小峰")


@pytest.fixture
def sitting(cast):
    made = make.called(cast, start=moment(11, 27), end=moment(11, 27, 16))
    pages.notify_sitting(made, NoticeChannel.PAPER, "请带笔记本。", cast.secretary)
    return made


@pytest.fixture
def erin(cast, sitting):
    return notices.receipts_of(sitting).get(member=cast.erin)


@pytest.fixture
def phone():
    return Client(enforce_csrf_checks=True)


def token(receipt):
    return links.NOTICE.make(receipt.pk, receipt.link_edition)


def at(receipt, name="personal", **more):
    return reverse(name, kwargs={"token": token(receipt), **more})


# --- what it is for ---


def test_a_member_reads_the_notice_without_log_in_cookie_or_script(phone, erin):
    answer = phone.get(at(erin))
    assert answer.status_code == 200
    for words in ("李建国同志", "11月27日（周五）党员大会", "村文化礼堂", "讨论鱼塘续包", "请带笔记本。"):
        assert words in answer.text
    assert not answer.cookies
    assert "<script" not in answer.text


def test_it_names_nobody_else(phone, erin):
    text = phone.get(at(erin)).text
    assert not [name for name in NAMES if name in text]


def test_it_is_kept_nowhere_found_nowhere_and_told_to_nobody(phone, erin):
    for answer in (phone.get(at(erin)), phone.get("/n/1-1.x/")):
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer["X-Robots-Tag"]
        assert 'name="referrer" content="no-referrer"' in answer.text


def test_reading_writes_nothing(phone, erin):
    phone.get(at(erin))
    erin.refresh_from_db()
    assert (erin.confirmed_at, erin.answers) == (None, 0)


def test_confirming_stands_in_the_ledger(phone, erin, sitting, clock):
    clock.move_to(moment(11, 25, 8))
    answer = phone.post(at(erin, "personal-confirm"))
    assert answer["Location"] == at(erin)
    erin.refresh_from_db()
    assert (erin.word, erin.confirmed_at) == ("已确认", moment(11, 25, 8))
    assert "已确认收到" in phone.get(at(erin)).text
    phone.post(at(erin, "personal-confirm"))
    assert notices.receipts_of(sitting).counted() == {"due": 8, "told": 1, "confirmed": 1}


def test_asking_for_leave_takes_a_category_and_nothing_else(phone, erin, cast):
    phone.post(
        at(erin, "personal-leave"), {"reason": "illness", "note": "腰椎间盘突出", "member": cast.dan.pk}
    )
    row = LeaveRequest.objects.get()
    assert (row.member, row.reason, row.note, row.state) == (cast.erin, LeaveReason.ILLNESS, "", "asked")
    assert "您申请请假（病），待批" in phone.get(at(erin)).text


def test_the_answer_is_read_through_the_link(phone, erin, cast):
    phone.post(at(erin, "personal-leave"), {"reason": "away"})
    leave.decide(LeaveRequest.objects.get(), False, cast.secretary, "这次要表决")
    assert "不准：这次要表决" in phone.get(at(erin)).text
    phone.post(at(erin, "personal-leave"), {"reason": "illness"})
    leave.decide(LeaveRequest.objects.order_by("pk").last(), True, cast.secretary)
    text = phone.get(at(erin)).text
    assert "已准假" in text
    assert "申请请假" not in text


def test_without_a_reason_nothing_is_asked(phone, erin):
    answer = phone.post(at(erin, "personal-leave"), {"reason": "measles"})
    assert answer.status_code == 422
    assert "请点选一种事由" in answer.text
    assert not LeaveRequest.objects.exists()


@pytest.mark.parametrize("name", ["personal-confirm", "personal-leave"])
def test_from_the_beginning_of_the_meeting_it_is_too_late(phone, erin, clock, name):
    clock.move_to(moment(11, 27, 14, 30))
    assert phone.post(at(erin, name), {"reason": "illness"}).status_code == 422
    erin.refresh_from_db()
    assert (erin.confirmed_at, erin.answers, LeaveRequest.objects.count()) == (None, 0, 0)


# --- papers ---


def attached(cast, meeting, name, is_meant):
    content = f"%PDF-1.4 {name}\n%%EOF\n".encode()
    recording.attach(meeting, name, content, AttachmentKind.MATERIAL, cast.secretary)
    row = meeting.attachments.get(name=name)
    chosen = {*Attachment.objects.filter(for_members=True).values_list("pk", flat=True)}
    notices.set_papers(meeting.gathering, chosen | {row.pk} if is_meant else chosen, cast.secretary)
    return row


def test_papers_that_are_meant_for_members_are_downloads(cast, phone, sitting, erin):
    meeting = sitting.meetings.get()
    meant, kept = attached(cast, meeting, "材料.pdf", True), attached(cast, meeting, "考察.pdf", False)
    text = phone.get(at(erin)).text
    assert "材料.pdf" in text
    assert "考察.pdf" not in text
    answer = phone.get(at(erin, "personal-paper", paper=meant.pk))
    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"].startswith("attachment")
    assert phone.get(at(erin, "personal-paper", paper=kept.pk)).status_code == 404


def test_papers_of_another_meeting_are_not_there(cast, phone, erin):
    elsewhere = make.called(cast, start=moment(12, 4), end=None).meetings.get()
    row = attached(cast, elsewhere, "别处.pdf", True)
    assert phone.get(at(erin, "personal-paper", paper=row.pk)).status_code == 404


def test_who_is_due_at_the_assembly_alone_sees_nothing_of_the_committee(cast, phone):
    kinds = (MeetingKind.BRANCH_COMMITTEE, MeetingKind.BRANCH_ASSEMBLY)
    both = make.called(cast, *kinds, start=moment(11, 27), end=None)
    committee = both.meetings.get(kind=kinds[0])
    recording.set_agenda(committee, [recording.AgendaLine("处分甘小峰")], cast.secretary)
    row = attached(cast, committee, "处分.pdf", True)
    pages.notify_sitting(both, NoticeChannel.PAPER, "", cast.secretary)
    receipts = {one.member: one for one in notices.receipts_of(both)}
    assert "处分甘小峰" in phone.get(at(receipts[cast.alice])).text
    text = phone.get(at(receipts[cast.erin])).text
    assert "处分" not in text
    assert "支部委员会" not in text
    assert phone.get(at(receipts[cast.erin], "personal-paper", paper=row.pk)).status_code == 404


# --- attacks ---


def refused(phone, where, *codes):
    """Shut, on a plain page that tells nothing, for reading and for writing."""
    before = list(NoticeReceipt.objects.order_by("pk").values_list())
    for path in (where, f"{where}confirm/", f"{where}leave/", f"{where}papers/1/"):
        for answer in (phone.get(path), phone.post(path, {"reason": "illness"})):
            assert answer.status_code in (*codes, 405)
            assert "李建国" not in answer.text
            assert not [name for name in NAMES if name in answer.text]
            assert not re.search("村文化礼堂|鱼塘", answer.text)
    assert list(NoticeReceipt.objects.order_by("pk").values_list()) == before
    assert not LeaveRequest.objects.exists()


def test_a_made_up_link_opens_nothing(phone, erin):
    for made_up in ("x", "1", f"{erin.pk}-1", f"{erin.pk}-1.{'A' * 43}", "%00", "..%2F", "1-1.%F0%9F"):
        refused(phone, f"/n/{made_up}/", 404)


def test_a_signature_is_good_for_one_member_only(cast, phone, sitting, erin):
    mine = token(erin).rsplit(".", 1)[1]
    others = notices.receipts_of(sitting).exclude(pk=erin.pk)
    for row in others:
        refused(phone, f"/n/{row.pk}-1.{mine}/", 404)


def test_a_token_made_for_another_purpose_opens_nothing(phone, erin):
    refused(phone, f"/n/{links.FEED.make(erin.pk, 1)}/", 404)


def test_a_cut_or_changed_token_opens_nothing(phone, erin):
    good = token(erin)
    refused(phone, f"/n/{good[:-1]}/", 404)
    refused(phone, f"/n/{good}A/", 404)
    refused(phone, f"/n/0{good}/", 404)
    refused(phone, f"/n/{good.swapcase()}/", 404)


def test_it_dies_some_days_after_the_meeting(phone, erin, clock):
    clock.move_to(moment(11, 30, 23, 59))
    assert phone.get(at(erin)).status_code == 200
    clock.move_to(moment(12, 1, 0, 0))
    refused(phone, at(erin), 410)


def test_a_renewed_link_kills_the_old_one(cast, phone, sitting, erin):
    old = at(erin)
    notices.renew_links(sitting, [cast.erin.pk], cast.secretary)
    refused(phone, old, 404)
    erin.refresh_from_db()
    assert phone.get(at(erin)).status_code == 200


def test_a_new_notice_kills_the_links_of_the_old_one(cast, phone, sitting, erin):
    pages.notify_sitting(sitting, NoticeChannel.PHONE, "改在村部", cast.secretary)
    refused(phone, at(erin), 410)


def test_after_so_many_answers_it_takes_no_more(phone, erin):
    for _ in range(personal.MOST_ANSWERS):
        assert phone.post(at(erin, "personal-confirm")).status_code == 302
    answer = phone.post(at(erin, "personal-confirm"))
    assert answer.status_code == 429
    assert "用的次数太多" in answer.text
    assert phone.post(at(erin, "personal-leave"), {"reason": "illness"}).status_code == 429
    assert not LeaveRequest.objects.exists()


def test_it_is_no_log_in(phone, erin, sitting):
    phone.get(at(erin))
    meeting = sitting.meetings.get()
    assert "/login/" in phone.get(reverse("meeting", args=[meeting.pk]))["Location"]


def test_who_is_signed_in_is_nobody_special_there(cast, sign_in, erin):
    browser = sign_in(cast.stranger)
    text = browser.get(at(erin)).text
    assert "汪竹生" not in text
    assert browser.get(at(erin)).status_code == 200


def test_methods_that_are_not_meant_are_refused(phone, erin):
    assert phone.post(at(erin)).status_code == 405
    assert phone.get(at(erin, "personal-confirm")).status_code == 405
    assert phone.get(at(erin, "personal-leave")).status_code == 405


# --- when the meeting changes ---


def test_a_meeting_that_is_put_off_takes_no_answers(cast, phone, sitting, erin):
    planning.postpone(sitting.meetings.get(), "防汛", cast.secretary)
    answer = phone.get(at(erin))
    assert "延期" in answer.text
    assert "确认收到</button>" not in answer.text
    assert phone.post(at(erin, "personal-leave"), {"reason": "illness"}).status_code == 422


def test_a_meeting_that_is_not_held_says_so(cast, phone, sitting, erin):
    planning.not_held(sitting.meetings.get(), "防汛", cast.secretary)
    assert "这次会议不开了" in phone.get(at(erin)).text
