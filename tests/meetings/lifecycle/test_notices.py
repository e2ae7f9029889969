"""The ledger of proof: who is due, which way, what came of it; mail leaves after the commit and fails by itself."""

from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from branchlife.kit.problems import Refusal
from meetings import channels
from meetings.channels import Result
from meetings.kinds import MeetingKind
from meetings.lifecycle import notices, pages
from meetings.models import NoticeReceipt
from meetings.vocabulary import NoticeChannel
from members import transfers
from tests.cast import moment
from tests.meetings.lifecycle import make

EMAIL, PAPER, PHONE, MESSAGE = (
    NoticeChannel.EMAIL, NoticeChannel.PAPER, NoticeChannel.PHONE, NoticeChannel.MESSAGE,
)  # fmt: skip
DUE = {"韦晓㛃", "祝春犇", "闭秀兰", "柯䶮", "李建国", "阿依古丽·买买提", "谢𬱖", "卓一凡"}


@pytest.fixture
def sitting(cast):
    return make.called(cast, start=moment(11, 27), end=moment(11, 27, 16))


@pytest.fixture
def after_commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def told(sitting, cast, channel=MESSAGE, body="请参加", **ways):
    exceptions = {cast.people[name].pk: way for name, way in ways.items()}
    return pages.notify_sitting(sitting, channel, body, cast.secretary, exceptions)


def receipt(sitting, member):
    return notices.receipts_of(sitting).get(member=member)


def test_one_press_tells_everybody_who_is_due_and_nobody_else(cast, sitting):
    told(sitting, cast)
    rows = notices.receipts_of(sitting).select_related("member")
    assert {row.member.name for row in rows} == DUE
    assert {(row.word, row.told_by) for row in rows} == {("已送达", "韦晓㛃")}
    assert rows.counted() == {"due": 8, "told": 8, "confirmed": 0}


def test_the_list_is_that_of_the_day_on_which_it_went_out(cast, sitting):
    told(sitting, cast)
    transfers.exempt(cast.erin, "elderly_infirm", moment(11, 1).date(), approved_by="禾岭镇党委")
    assert notices.receipts_of(sitting).filter(member=cast.erin).exists()


def test_whoever_is_due_at_two_meetings_of_a_sitting_has_one_line(cast):
    both = make.called(
        cast, MeetingKind.BRANCH_COMMITTEE, MeetingKind.BRANCH_ASSEMBLY, start=moment(11, 27), end=None
    )
    told(both, cast)
    assert notices.receipts_of(both).count() == len(DUE)
    assert receipt(both, cast.alice).notice.meeting.kind == MeetingKind.BRANCH_COMMITTEE
    assert receipt(both, cast.erin).notice.meeting.kind == MeetingKind.BRANCH_ASSEMBLY


def test_paper_waits_until_it_is_handed_over(cast, sitting):
    told(sitting, cast, erin=PAPER)
    assert receipt(sitting, cast.erin).word == "未通知"
    assert notices.tell(sitting, [cast.erin.pk], PAPER, cast.recorder) == 1
    row = receipt(sitting, cast.erin)
    assert (row.word, row.told_by, row.channel) == ("已送达", "祝春犇", PAPER)


def test_the_way_of_the_last_time_is_remembered(cast, sitting):
    told(sitting, cast, erin=PAPER)
    ways = notices.last_ways([cast.erin.pk, cast.dan.pk, cast.karl.pk])
    assert ways == {cast.erin.pk: PAPER, cast.dan.pk: MESSAGE}


def test_the_same_notice_again_opens_no_second_ledger(cast, sitting):
    told(sitting, cast)
    told(sitting, cast)
    assert NoticeReceipt.objects.count() == len(DUE)


def test_a_new_notice_opens_a_new_round_and_the_old_lines_stay(cast, sitting):
    told(sitting, cast)
    told(sitting, cast, body="改在村部")
    assert NoticeReceipt.objects.count() == 2 * len(DUE)
    assert notices.receipts_of(sitting).counted()["due"] == len(DUE)


# --- mail ---


def test_mail_leaves_after_the_commit_to_each_alone(cast, sitting, after_commit):
    transfers.mend(cast.erin, {"email": "jianguo@example.org"})
    with after_commit():
        told(sitting, cast, EMAIL)
        assert not mail.outbox
    [letter] = mail.outbox
    assert (letter.to, letter.cc, letter.bcc) == (["jianguo@example.org"], [], [])
    assert letter.subject == "会议通知：11月27日（周五）党员大会（柳湾村第一支部）"
    assert letter.body.startswith("李建国同志：\n\n请参加\n")
    assert "/n/" in letter.body
    assert receipt(sitting, cast.erin).word == "已送达"
    assert receipt(sitting, cast.dan).failed_reason == "名册里没有登记邮箱"


def test_a_notice_that_is_undone_sends_nothing(cast, sitting, django_capture_on_commit_callbacks):
    transfers.mend(cast.erin, {"email": "jianguo@example.org"})

    @transaction.atomic
    def broken():
        told(sitting, cast, EMAIL)
        raise IntegrityError

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(IntegrityError):
        broken()
    assert not mail.outbox
    assert not NoticeReceipt.objects.exists()


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (SMTPRecipientsRefused({}), "邮件服务器退回"),
        (SMTPServerDisconnected(), "没有接受"),
        (OSError(), "没有接受"),
        (ZeroDivisionError(), "发送时出错"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_failure_is_noted_line_by_line_and_the_notice_stands(
    cast, sitting, after_commit, monkeypatch, fault, words
):
    for name in ("erin", "dan"):
        transfers.mend(cast.people[name], {"email": f"{name}@example.org"})

    def send(self, fail_silently=False):
        if self.to == ["erin@example.org"]:
            raise fault
        return 1

    monkeypatch.setattr(mail.EmailMessage, "send", send)
    with after_commit():
        told(sitting, cast, EMAIL)
    row = receipt(sitting, cast.erin)
    assert row.word == "没有送到"
    assert words in row.failed_reason
    broke = isinstance(fault, ZeroDivisionError)  # a fault of the channel itself stops what came with it
    assert receipt(sitting, cast.dan).word == ("没有送到" if broke else "已送达")
    sitting.refresh_from_db()
    assert sitting.meetings.get().state == "noticed"


def test_a_mail_server_that_is_away_is_said_once_for_all(cast, sitting, after_commit, monkeypatch):
    class Away:
        def open(self):
            raise ConnectionRefusedError

    transfers.mend(cast.erin, {"email": "erin@example.org"})
    monkeypatch.setattr(channels.mail, "get_connection", Away)
    with after_commit():
        told(sitting, cast, EMAIL)
    assert "连不上邮件服务器" in receipt(sitting, cast.erin).failed_reason


def test_mail_is_sent_again_from_the_ledger(cast, sitting, after_commit):
    with after_commit():
        told(sitting, cast, EMAIL)
    transfers.mend(cast.erin, {"email": "erin@example.org"})
    with after_commit():
        notices.tell(sitting, [cast.erin.pk], EMAIL, cast.secretary)
    assert len(mail.outbox) == 1
    assert receipt(sitting, cast.erin).word == "已送达"


def test_an_address_that_would_break_the_head_of_a_letter_fails_by_itself(cast, sitting, after_commit):
    cast.erin.email = "a@example.org\nBcc: all@example.org"
    cast.erin.save()
    with after_commit():
        told(sitting, cast, EMAIL)
    assert not mail.outbox
    assert receipt(sitting, cast.erin).word == "没有送到"


def test_another_channel_is_one_function(cast, sitting, after_commit, monkeypatch):
    seen = []

    def pigeon(notice, receipts):
        seen.extend(row.member.name for row in receipts)
        return [Result(row.pk) for row in receipts]

    monkeypatch.setitem(channels.CHANNELS, PAPER, pigeon)
    with after_commit():
        told(sitting, cast, erin=PAPER)
    assert seen == ["李建国"]
    assert receipt(sitting, cast.erin).word == "已送达"


# --- told in person ---


def test_it_is_noted_who_told_and_when(cast, sitting, clock):
    told(sitting, cast, PAPER)
    clock.move_to(moment(11, 25, 9))
    notices.tell(sitting, [cast.erin.pk, cast.dan.pk], PHONE, cast.secretary, "闭秀兰", moment(11, 25, 8))
    row = receipt(sitting, cast.erin)
    assert (row.channel, row.told_by, row.delivered_at) == (PHONE, "闭秀兰", moment(11, 25, 8))


@pytest.mark.parametrize(
    ("people", "at", "code"),
    [
        ((), None, "nobody"),
        (("karl",), None, "nobody"),
        (("erin",), moment(12, 1), "future"),
        (("erin",), moment(11, 1), "before"),
    ],
)
def test_what_cannot_be_is_refused(cast, sitting, people, at, code):
    told(sitting, cast, PAPER)
    with pytest.raises(Refusal) as refused:
        notices.tell(sitting, [cast.people[name].pk for name in people], PHONE, cast.secretary, at=at)
    assert refused.value.problems[0].code == code
    assert not notices.receipts_of(sitting).exclude(delivered_at=None).exists()


def test_once_the_meeting_is_held_the_ledger_stands(cast):
    meeting = make.held(cast)
    with pytest.raises(Refusal, match="送达登记不再改"):
        notices.tell(meeting.gathering, [cast.erin.pk], PHONE, cast.secretary)
