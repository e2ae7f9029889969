"""The inbox: what waits first, what changed, and the two answers."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from meetings.kinds import MeetingKind
from meetings.lifecycle import filing, planning, recording
from meetings.models import Filing, Gathering, Meeting
from meetings.vocabulary import ReturnReason
from tests.cast import Cast, moment
from tests.meetings.lifecycle import make

SignIn = Callable[..., Client]


def test_what_waits_comes_first_and_the_oldest_of_it_on_top(cast: Cast, sign_in: SignIn, clock: Any) -> None:
    seen = make.filed(cast, MeetingKind.BRANCH_ASSEMBLY)
    filing.acknowledge(seen, cast.officer)
    first = make.filed(cast, MeetingKind.THEME_DAY)
    clock.shift(timedelta(minutes=5))
    second = make.filed(cast, MeetingKind.PARTY_LECTURE)
    page = sign_in(cast.officer).get("/filings/").context["page"]
    assert [row.pk for row in page] == [first.pk, second.pk, seen.pk]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"decision": "pending"}, 1),
        ({"decision": "returned"}, 0),
        ({"kind": "theme_day"}, 1),
        ({"kind": "party_lecture"}, 0),
    ],
)
def test_the_inbox_is_narrowed(cast: Cast, sign_in: SignIn, query: dict[str, str], count: int) -> None:
    make.filed(cast, MeetingKind.THEME_DAY)
    assert len(sign_in(cast.officer).get("/filings/", query).context["page"]) == count


def test_a_late_filing_says_so_and_can_be_looked_for(cast: Cast, sign_in: SignIn) -> None:
    make.filed(cast, MeetingKind.THEME_DAY)
    late = make.filed(
        cast, MeetingKind.PARTY_LECTURE, start=moment(9, 3), end=moment(9, 3, 16), late_reason="停电"
    )
    page = sign_in(cast.officer).get("/filings/", {"late": "on"})
    assert [row.pk for row in page.context["page"]] == [late.pk]
    assert "迟报" in page.text
    assert "补录" in page.text
    assert "迟报" in sign_in(cast.officer).get(reverse("filing", args=[late.pk])).text


def test_a_filing_shows_the_record_what_changed_and_what_looks_odd(cast: Cast, sign_in: SignIn) -> None:
    first = make.filed(cast, MeetingKind.THEME_DAY, recorder=cast.alice)
    filing.send_back(first, ReturnReason.REFILL, ["minutes"], "太简。", cast.officer)
    meeting = first.meeting
    meeting.refresh_from_db()
    recording.save_minutes(
        meeting, "一、报告到会情况。\n二、逐项讨论，李建国说河道要清到桥头。", 1, cast.secretary
    )
    [second] = filing.file_gathering(meeting.gathering, cast.secretary)
    page = sign_in(cast.officer).get(reverse("filing", args=[second.pk]))
    assert "李建国说河道要清到桥头" in page.text
    assert "村文化礼堂" in page.text
    assert [change.label for change in page.context["changes"]] == ["内容记录"]
    assert "韦晓㛃既主持又记录" in page.text
    assert [command.label for command in page.context["commands"]] == ["阅知", "退回"]
    returned = sign_in(cast.officer).get(reverse("filing", args=[first.pk]))
    assert "太简。" in returned.text
    assert returned.context["commands"] == []


def test_acknowledging_puts_the_record_on_file(cast: Cast, sign_in: SignIn) -> None:
    row = make.filed(cast, MeetingKind.THEME_DAY)
    answer = sign_in(cast.officer).post(reverse("filing-acknowledge", args=[row.pk]), follow=True)
    assert "已备案" in answer.text
    assert Meeting.objects.get(pk=row.meeting_id).state == "accepted"


def test_a_filing_that_was_decided_meanwhile_is_not_decided_again(cast: Cast, sign_in: SignIn) -> None:
    row = make.filed(cast, MeetingKind.THEME_DAY)
    filing.send_back(row, ReturnReason.REFILL, ["roll"], "缺事由。", cast.inspector)
    answer = sign_in(cast.officer).post(reverse("filing-acknowledge", args=[row.pk]), follow=True)
    assert "这份报备已处理：退回" in answer.text
    late = sign_in(cast.officer).post(
        reverse("filing-return", args=[row.pk]),
        {"reason": "refill", "return_fields": ["minutes"], "return_note": "也请补记录。"},
    )
    assert "这份报备已处理" in late.text
    row.refresh_from_db()
    assert row.return_note == "缺事由。"


def test_sending_back_names_the_field_and_says_why(cast: Cast, sign_in: SignIn) -> None:
    row = make.filed(cast, MeetingKind.PARTY_LECTURE)
    browser, address = sign_in(cast.officer), reverse("filing-return", args=[row.pk])
    empty = browser.post(address, {"reason": "refill"})
    assert "请选出要重填的栏目" in empty.text
    assert "请填写退回意见" in empty.text
    browser.post(
        address, {"reason": "refill", "return_fields": ["lecturer"], "return_note": "授课人职务没有写。"}
    )
    row.refresh_from_db()
    assert (row.decision, row.return_reason, row.return_fields) == ("returned", "refill", ["lecturer"])
    assert "授课人职务没有写" in sign_in(cast.secretary).get("/").text


def test_only_the_fields_of_the_kind_are_offered(cast: Cast, sign_in: SignIn) -> None:
    row = make.filed(cast, MeetingKind.THEME_DAY)
    form = sign_in(cast.officer).get(reverse("filing-return", args=[row.pk])).context["form"]
    offered = {name for name, _ in form.fields["return_fields"].choices}
    assert "theme" in offered
    assert not offered & {"lecturer", "vote"}


def test_a_meeting_to_be_held_again_needs_no_field(cast: Cast, sign_in: SignIn) -> None:
    row = make.filed(cast, MeetingKind.THEME_DAY)
    sent = {"reason": "rehold", "return_note": "主题不明，请另行召开。"}
    sign_in(cast.officer).post(reverse("filing-return", args=[row.pk]), sent)
    row.refresh_from_db()
    assert row.return_reason == "rehold"


@pytest.mark.parametrize("account", ["secretary", "general", "discipline"])
def test_those_who_only_look_cannot_decide(cast: Cast, sign_in: SignIn, account: str) -> None:
    row = make.filed(cast, MeetingKind.THEME_DAY)
    browser = sign_in(getattr(cast, account))
    assert browser.get(reverse("filing", args=[row.pk])).context["commands"] == []
    assert browser.post(reverse("filing-acknowledge", args=[row.pk])).status_code == 403
    assert browser.post(reverse("filing-return", args=[row.pk])).status_code == 403


def test_a_stranger_finds_no_filing(cast: Cast, sign_in: SignIn) -> None:
    row = make.filed(cast, MeetingKind.THEME_DAY)
    for account in (cast.far_inspector, cast.neighbour):
        assert sign_in(account).get(reverse("filing", args=[row.pk])).status_code == 404
        assert list(sign_in(account).get("/filings/").context["page"]) == []


def test_the_filing_of_a_close_meeting_is_as_closed_as_the_meeting(cast: Cast, sign_in: SignIn) -> None:
    row = make.filed(cast, MeetingKind.ORGANISATIONAL_LIFE)
    assert sign_in(cast.officer).get(reverse("filing", args=[row.pk])).status_code == 404
    assert list(sign_in(cast.officer).get("/filings/").context["page"]) == []
    assert sign_in(cast.inspector).get(reverse("filing", args=[row.pk])).status_code == 200


def test_a_filing_is_acknowledged_by_a_press_never_by_a_link(cast: Cast, sign_in: SignIn) -> None:
    row = make.filed(cast, MeetingKind.THEME_DAY)
    assert sign_in(cast.officer).get(reverse("filing-acknowledge", args=[row.pk])).status_code == 405


def test_the_inbox_asks_eight_questions_at_most(
    cast: Cast, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    browser = sign_in(cast.inspector)
    browser.get("/filings/")  # the first page of a session also writes down when it began
    for count in (10, 50):
        for number in range(count):
            filed_bare(cast, number)
        with django_assert_max_num_queries(8):
            page = browser.get("/filings/").context["page"]
    assert page.paginator.count == 60


def filed_bare(cast: Cast, number: int) -> None:
    facts = planning.Facts(start=moment(1 + number % 11, 1 + number % 28))
    sitting: Gathering = planning.call(
        cast.first, [MeetingKind.GROUP_MEETING], facts, cast.secretary, group=cast.west
    )
    Filing.objects.create(
        meeting=sitting.meetings.get(),
        version=1,
        submitted_at=moment(11, 20),
        submitted_by=cast.secretary,
        due_on=facts.start.date(),
        content_digest="0" * 64,
    )
