"""The inbox: what waits first, what changed, and the two answers."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from meetings import overview, regulations
from meetings.kinds import MeetingKind
from meetings.lifecycle import filing, planning, recording
from meetings.models import Filing, Gathering, Meeting
from meetings.rules.catalogue.rules import Rules
from meetings.vocabulary import ReturnReason
from tests.cast import Cast, moment
from tests.meetings import laws
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
    commands = browser.get(reverse("filing", args=[row.pk])).context["commands"]
    assert [command.label for command in commands] == (["阅转"] if account == "general" else [])
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
    meeting = sitting.meetings.get()
    meeting.ruleset = regulations.freeze(Rules())
    meeting.save(update_fields=["ruleset"])
    Filing.objects.create(
        meeting=meeting,
        version=1,
        submitted_at=moment(11, 20),
        submitted_by=cast.secretary,
        due_on=facts.start.date(),
        content_digest="0" * 64,
    )


# --- Several at one press ---


def tick(browser: Client, *rows: Filing, **more: Any) -> str:
    sent = {"filing": [row.pk for row in rows]} | more
    return browser.post(reverse("filings-acknowledge"), sent, follow=True).text


def test_several_are_acknowledged_at_one_press(cast: Cast, sign_in: SignIn) -> None:
    rows = [make.filed(cast, kind) for kind in (MeetingKind.THEME_DAY, MeetingKind.PARTY_LECTURE)]
    other = make.filed(cast, MeetingKind.BRANCH_ASSEMBLY)
    browser = sign_in(cast.officer)
    page = browser.get("/filings/")
    assert page.text.count('name="filing"') == 3
    assert "已阅知 2 份" in tick(browser, *rows)
    assert {row.decision for row in Filing.objects.filter(pk__in=[row.pk for row in rows])} == {
        "acknowledged"
    }
    other.refresh_from_db()
    assert other.decision == "pending"


def test_nothing_ticked_is_said(cast: Cast, sign_in: SignIn) -> None:
    assert "没有选中" in tick(sign_in(cast.officer))
    assert "没有选中" in tick(sign_in(cast.officer), filing=["x", "9" * 30, "-1", ""])


def test_one_that_is_refused_does_not_keep_back_the_others(
    cast: Cast, sign_in: SignIn, monkeypatch: Any
) -> None:
    rows = [make.filed(cast, kind) for kind in (MeetingKind.THEME_DAY, MeetingKind.PARTY_LECTURE)]
    seen = overview.ticked
    monkeypatch.setattr(overview, "ticked", lambda actor, keys: meanwhile(cast, seen(actor, keys)))
    said = tick(sign_in(cast.officer), *rows)
    assert "已阅知 1 份" in said
    assert "这份报备已处理：退回" in said


def meanwhile(cast: Cast, rows: list[Filing]) -> list[Filing]:
    """Somebody else sends the first one back between the page and the press."""
    filing.send_back(rows[0], ReturnReason.REFILL, ["minutes"], "太简", cast.inspector)
    return rows


@pytest.mark.parametrize("account", ["secretary", "general", "discipline"])
def test_those_who_only_look_find_nothing_to_tick(cast: Cast, sign_in: SignIn, account: str) -> None:
    row = make.filed(cast, MeetingKind.THEME_DAY)
    browser = sign_in(getattr(cast, account))
    assert browser.get("/filings/").context["ticks"] is False
    assert browser.post(reverse("filings-acknowledge"), {"filing": [row.pk]}).status_code == 403


def test_filings_of_another_town_cannot_be_ticked(cast: Cast, sign_in: SignIn) -> None:
    row = make.filed(cast, MeetingKind.THEME_DAY)
    assert "没有选中" in tick(sign_in(cast.far_inspector), row)
    row.refresh_from_db()
    assert row.decision == "pending"


# --- 审核 ---


def test_where_records_are_reviewed_the_words_say_so_and_each_is_opened(cast: Cast, sign_in: SignIn) -> None:
    laws.lay(cast.town, filing_mode="approve")
    row = make.filed(cast, MeetingKind.THEME_DAY)
    browser = sign_in(cast.officer)
    page = browser.get("/filings/")
    assert ([line.word for line in page.context["lines"]], page.context["ticks"]) == (["待审"], False)
    assert "请打开这一份再办" in tick(browser, row)
    shown = browser.get(reverse("filing", args=[row.pk]))
    assert [command.label for command in shown.context["commands"]] == ["审核通过", "退回"]
    answer = browser.post(reverse("filing-acknowledge", args=[row.pk]), follow=True)
    assert "审核通过：" in answer.text
    row.refresh_from_db()
    assert (row.decision, row.meeting.state) == ("approved", "accepted")


# --- 总支阅转 ---


def test_the_general_branch_passes_on_and_the_committee_need_not_wait(cast: Cast, sign_in: SignIn) -> None:
    row = make.filed(cast, MeetingKind.THEME_DAY)
    browser, address = sign_in(cast.general), reverse("filing", args=[row.pk])
    assert [command.label for command in browser.get(address).context["commands"]] == ["阅转"]
    for note in ("情况属实。", "第二次按下。"):
        browser.post(reverse("filing-pass", args=[row.pk]), {"note": note})
    [one] = row.passes.all()
    assert (one.organisation, one.by, one.note) == (cast.village, cast.general, "情况属实。")
    assert browser.get(address).context["commands"] == []
    for account in (cast.officer, cast.secretary):
        assert "柳湾村党总支已阅转" in sign_in(account).get(address).text
        assert "情况属实。" in sign_in(account).get(address).text
    filing.acknowledge(row, cast.officer)


def test_once_the_committee_has_answered_nothing_is_passed_on(cast: Cast, sign_in: SignIn) -> None:
    row = make.filed(cast, MeetingKind.THEME_DAY)
    filing.acknowledge(row, cast.officer)
    browser = sign_in(cast.general)
    answer = browser.post(reverse("filing-pass", args=[row.pk]), {"note": ""}, follow=True)
    assert "上级已经处理，不用再阅转" in answer.text
    assert not row.passes.exists()
    assert "意见" in browser.get(reverse("filing-pass", args=[row.pk])).text


# --- Late, and by when ---


def test_the_reason_for_being_late_is_asked_when_the_day_has_passed_and_shown_to_the_superior(
    cast: Cast, sign_in: SignIn, clock: Any
) -> None:
    meeting = make.recorded(cast, MeetingKind.THEME_DAY)
    browser = sign_in(cast.secretary)
    check = reverse("meeting-check", args=[meeting.pk])
    assert "迟报原因" not in browser.get(check).text
    clock.move_to(moment(11, 26, 9))
    browser = sign_in(cast.secretary)
    assert "迟报原因" in browser.get(check).text
    browser.post(reverse("meeting-file", args=[meeting.pk]), {"late_reason": "下乡抢收"})
    row = Filing.objects.get()
    assert (row.is_late, row.late_reason) == (True, "下乡抢收")
    assert "下乡抢收" in sign_in(cast.officer).get("/filings/").text
    assert "下乡抢收" in sign_in(cast.officer).get(reverse("filing", args=[row.pk])).text
    assert "下乡抢收" in browser.get(reverse("meeting-filed", args=[meeting.pk])).text


def test_who_is_in_time_leaves_no_reason_behind(cast: Cast, sign_in: SignIn) -> None:
    meeting = make.recorded(cast, MeetingKind.THEME_DAY)
    sign_in(cast.secretary).post(reverse("meeting-file", args=[meeting.pk]), {"late_reason": "不该留下"})
    assert Filing.objects.get().late_reason == ""


def test_a_returned_record_tells_by_when_it_is_to_be_mended(cast: Cast, sign_in: SignIn) -> None:
    laws.lay(cast.town, rework_days=5)
    row = make.filed(cast, MeetingKind.THEME_DAY)
    filing.send_back(row, ReturnReason.REFILL, ["minutes"], "太简。", cast.officer)
    browser = sign_in(cast.secretary)
    for address in (
        "/", "/filings/", reverse("filing", args=[row.pk]), reverse("meeting-check", args=[row.meeting_id]),
    ):  # fmt: skip
        assert "11月29日" in browser.get(address).text, address
    [again] = filing.file_gathering(row.meeting.gathering, cast.secretary)
    assert again.due_on == date(2026, 11, 29)
    assert "前改好" not in browser.get("/filings/").text
