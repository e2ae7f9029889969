"""The daily mail: what the desk shows, once a day, on working days, and only when there is something to tell."""

from collections.abc import Iterator
from datetime import date, datetime
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail

from branchlife.kit import nightly
from meetings import overview, reminders
from meetings.kinds import MeetingKind
from meetings.lifecycle import filing, resolutions
from meetings.lifecycle.resolutions import ResolutionLine
from meetings.models import CalendarDay, DigestSent
from meetings.views import due
from members import accounts
from members.models import User
from tests.cast import SHANGHAI, TODAY, Cast, moment
from tests.meetings.lifecycle import make


@pytest.fixture(autouse=True)
def post(settings: Any) -> Iterator[None]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.SITE_URL = "https://zhibu.example"
    return iter(())


def reachable(user: User) -> User:
    accounts.set_reminders(user, f"{user.username}@example.com", True)
    return user


def at(clock: Any, month: int, day: int, hour: int = 6) -> None:
    clock.move_to(datetime(2026, month, day, hour, tzinfo=SHANGHAI))


def due_soon(cast: Cast) -> None:
    """An assembly of last Friday, recorded and not filed, so that its 应报日 is near."""
    make.recorded(cast, MeetingKind.BRANCH_ASSEMBLY, start=moment(11, 20), end=None, theme="机密议题")


# --- One function, two outputs ---


def test_the_mail_tells_of_the_cards_of_the_desk_and_of_no_other(cast: Cast, sign_in: Any) -> None:
    due_soon(cast)
    desk = {card.title for card in sign_in(cast.secretary).get("/").context["cards"]}
    found = reminders.items(cast.secretary.actor(TODAY), TODAY)
    assert {item.card.owed.title for item in found} == desk
    assert desk


def test_one_who_keeps_no_records_is_told_of_none(cast: Cast) -> None:
    due_soon(cast)
    assert reminders.items(cast.discipline.actor(TODAY), TODAY) == []
    assert reminders.items(cast.general.actor(TODAY), TODAY) == []


def test_a_superior_is_told_of_what_waits(cast: Cast) -> None:
    meeting = make.recorded(cast, MeetingKind.BRANCH_ASSEMBLY)
    filing.file_gathering(meeting.gathering, cast.secretary)
    [item] = reminders.items(cast.officer.actor(TODAY), TODAY)
    assert "柳湾村第一支部" in item.line(TODAY)
    assert reminders.items(cast.far_inspector.actor(TODAY), TODAY) == []


# --- The letter ---


def test_it_is_plain_words_with_the_way_to_the_desk_and_the_way_out(cast: Cast) -> None:
    due_soon(cast)
    reachable(cast.secretary)
    assert reminders.send_digests() == (1, 0)
    [letter] = mail.outbox
    assert letter.to == ["secretary@example.com"]
    assert letter.subject.startswith("支部生活：11月24日（周二）有 ")
    assert letter.content_subtype == "plain"
    assert "韦晓㛃同志：" in letter.body
    assert "柳湾村第一支部\n· " in letter.body
    assert "党员大会（待备案）：期限" in letter.body
    assert "https://zhibu.example/\n" in letter.body
    assert "不想再收：https://zhibu.example/account/reminders/" in letter.body
    assert letter.extra_headers["List-Unsubscribe"] == "<https://zhibu.example/account/reminders/>"


def test_it_names_nobody_else_and_says_nothing_of_what_was_said(cast: Cast) -> None:
    meeting = make.recorded(
        cast, MeetingKind.BRANCH_COMMITTEE, start=moment(11, 3), end=None, theme="机密议题"
    )
    line = ResolutionLine("给柯䶮家修房", "柯䶮、祝春犇", date(2026, 11, 10))
    later = ResolutionLine("帮谢𬱖找活", "谢𬱖", date(2026, 11, 27))
    resolutions.set_resolutions(meeting, [line, later], cast.secretary)
    reachable(cast.secretary)
    reminders.send_digests()
    [letter] = mail.outbox
    assert "2026年11月3日会上定的一件事：期限11月10日（周二），已过 14 天" in letter.body
    assert "2026年11月3日会上定的一件事：期限11月27日（周五）" in letter.body
    others = [person.name for name, person in cast.people.items() if name != "alice"]
    assert not [word for word in (*others, "机密", "修房", "找活") if word in letter.body + letter.subject]


# --- Never nagging ---


def test_twice_a_day_is_once(cast: Cast) -> None:
    due_soon(cast)
    reachable(cast.secretary)
    assert reminders.send_digests() == (1, 0)
    assert reminders.send_digests() == (0, 0)
    assert len(mail.outbox) == 1
    row = DigestSent.objects.get()
    assert (row.day, row.sent_at is not None) == (TODAY, True)
    assert all(len(key) == 16 for key in row.keys)


def test_the_next_day_the_same_is_not_told_again(cast: Cast, clock: Any) -> None:
    due_soon(cast)
    reachable(cast.secretary)
    told = []
    for day in (24, 25, 26):
        at(clock, 11, day)
        mail.outbox.clear()
        reminders.send_digests()
        told.append(
            [line for letter in mail.outbox for line in letter.body.split("\n") if line.startswith("· ")]
        )
    assert told[0]
    assert not set(told[0]) & set(told[1]) - _on_the_eve(told[1], 26)


def _on_the_eve(lines: list[str], day: int) -> set[str]:
    return {line for line in lines if f"期限11月{day}日" in line}


@pytest.mark.parametrize(("month", "day"), [(11, 21), (11, 22), (10, 1)], ids=["Saturday", "Sunday", "国庆"])
def test_on_holidays_nobody_is_written_to(cast: Cast, clock: Any, month: int, day: int) -> None:
    CalendarDay.objects.update_or_create(
        date=date(2026, 10, 1), defaults={"is_workday": False, "name": "国庆节"}
    )
    due_soon(cast)
    reachable(cast.secretary)
    at(clock, month, day)
    assert reminders.send_digests() == (0, 0)
    assert mail.outbox == []


def test_a_saturday_on_which_people_work_is_a_day_like_others(cast: Cast, clock: Any) -> None:
    CalendarDay.objects.update_or_create(
        date=date(2026, 11, 28), defaults={"is_workday": True, "name": "补班"}
    )
    due_soon(cast)
    reachable(cast.secretary)
    at(clock, 11, 28)
    assert reminders.send_digests() == (1, 0)


def test_nothing_to_tell_is_no_letter(cast: Cast, monkeypatch: Any) -> None:
    reachable(cast.secretary)
    monkeypatch.setattr(reminders, "items", lambda actor, today: [])
    assert reminders.send_digests() == (0, 0)
    assert not DigestSent.objects.exists()


# --- To whom ---


def test_only_to_those_who_want_it_and_have_an_address(cast: Cast) -> None:
    due_soon(cast)
    reachable(cast.secretary)
    accounts.set_reminders(cast.recorder, "recorder@example.com", False)
    reachable(cast.member)
    reachable(cast.sysadmin)
    closed = reachable(cast.leader)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    assert reminders.send_digests() == (1, 0)
    assert [letter.to for letter in mail.outbox] == [["secretary@example.com"]]


def test_a_mail_server_that_refuses_is_told_and_tried_again(cast: Cast, monkeypatch: Any) -> None:
    due_soon(cast)
    reachable(cast.secretary)

    def refuse(self: Any, fail_silently: bool = False) -> int:
        raise SMTPServerDisconnected

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", refuse)
        row = nightly.run(["send-digests"])
    assert not row.passed
    assert "1 封没有发出" in row.steps[0]["words"]
    assert not DigestSent.objects.exists()
    assert nightly.run(["send-digests"]).steps[0]["words"] == "发出 1 封"


def test_old_rows_go(cast: Cast) -> None:
    DigestSent.objects.create(user=cast.secretary, day=date(2026, 1, 1))
    DigestSent.objects.create(user=cast.secretary, day=date(2026, 11, 1))
    assert nightly.run(["forget-digests"]).steps[0]["words"] == "1 条"


# --- The page ---


def test_the_account_page_leads_to_the_switch(cast: Cast, sign_in: Any) -> None:
    browser = sign_in(cast.secretary)
    assert "没有邮箱，不发提醒邮件" in browser.get("/account/").content.decode()
    browser.post("/account/reminders/", {"email": "w@example.com", "wants": "on"})
    assert "提醒邮件发到 w@example.com" in browser.get("/account/").content.decode()
    browser.post("/account/reminders/", {"email": "w@example.com"})
    assert "不收提醒邮件" in browser.get("/account/").content.decode()
    page = browser.post("/account/reminders/", {"email": "没有@", "wants": "on"})
    assert page.context["form"].errors["email"]
    cast.secretary.refresh_from_db()
    assert (cast.secretary.email, cast.secretary.wants_digest) == ("w@example.com", False)


def test_the_number_of_queries_does_not_grow_with_what_is_due(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    for day in range(3, 9):
        make.recorded(cast, MeetingKind.BRANCH_ASSEMBLY, start=moment(11, day), end=None)
    actor = cast.secretary.actor(TODAY)
    with django_assert_max_num_queries(24):
        reminders.items(actor, TODAY)
    assert due.calendar_of(TODAY).is_workday(TODAY)
    assert overview.keeps(actor, cast.first)
