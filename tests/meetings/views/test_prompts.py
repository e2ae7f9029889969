"""Prompts on the screen: published by the committee, adopted with one press, covered as facts."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from meetings.kinds import MeetingKind as K
from meetings.lifecycle import holding, prompts
from meetings.lifecycle.prompts import PromptFacts
from meetings.models import Meeting, PromptAdoption, TopicPrompt
from members import places
from members.models import RoleGrant
from tests.cast import SINCE, Cast, moment
from tests.meetings.lifecycle import make
from tests.meetings.lifecycle.test_prompts import WORDS, coming, line, published

SignIn = Callable[..., Client]
LIST = "/topics/"


def page_of(row: TopicPrompt, **query: object) -> str:
    return reverse("prompt", args=[row.pk]) + (
        "?" + "&".join(f"{k}={v}" for k, v in query.items()) if query else ""
    )


def press_first(browser: Client, address: str) -> Any:
    """The first button of a page of a branch."""
    command = browser.get(address).context["commands"][0]
    return browser.post(command.url, command.fields)


def test_the_officer_publishes_with_papers_and_the_branch_reads_them(cast: Cast, sign_in: SignIn) -> None:
    paper = SimpleUploadedFile("提纲.txt", "一、原原本本学".encode())
    sent = {
        "title": WORDS,
        "body": "逐章学\n联系实际议",
        "month": "2026-12-01",
        "kinds": ["theme_day"],
        "uploads": [paper],
    }
    answer = sign_in(cast.officer).post("/topics/prompts/new/", sent)
    row = TopicPrompt.objects.get()
    assert answer["Location"] == page_of(row)
    assert (row.organisation, row.month, row.created_by) == (cast.town, date(2026, 12, 1), cast.officer)
    browser = sign_in(cast.secretary)
    page = browser.get(page_of(row)).content.decode()
    assert "联系实际议" in page
    assert "提纲.txt" in page
    file = browser.get(reverse("prompt-paper", args=[row.papers.get().pk]))
    assert file["Content-Disposition"].startswith("attachment")
    assert file.content.decode() == "一、原原本本学"


def test_a_file_that_may_not_be_kept_is_named_and_the_prompt_stands(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.officer)
    bad = SimpleUploadedFile("程序.exe", b"MZ")
    page = browser.post(
        "/topics/prompts/new/", {"title": WORDS, "uploads": [bad]}, follow=True
    ).content.decode()
    assert "《程序.exe》没有收下" in page
    assert not TopicPrompt.objects.get().papers.exists()


def test_without_a_title_the_form_comes_back(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in(cast.officer).post("/topics/prompts/new/", {"title": ""})
    assert answer.status_code == 422
    assert "请填写主题" in answer.content.decode()


def test_a_prompt_is_amended_and_withdrawn(cast: Cast, sign_in: SignIn) -> None:
    row, browser = published(cast, month=date(2026, 3, 1)), sign_in(cast.officer)
    edit = reverse("prompt-edit", args=[row.pk])
    assert browser.get(edit).context["form"]["month"].value() == "2026-03-01"  # a month that has passed stays
    browser.post(edit, {"title": "改过的", "month": "2026-03-01"})
    browser.post(reverse("prompt-withdraw", args=[row.pk]))
    row.refresh_from_db()
    assert (row.title, row.withdrawn_on is not None) == ("改过的", True)
    assert row not in [one.prompt for one in sign_in(cast.secretary).get(LIST).context["rows"]]
    assert browser.post(edit, {"title": "再改"}).status_code == 422
    assert "已经撤回，不再采用" in sign_in(cast.secretary).get(page_of(row)).content.decode()


def test_a_paper_is_removed_after_asking(cast: Cast, sign_in: SignIn) -> None:
    row, browser = published(cast), sign_in(cast.officer)
    paper = prompts.keep_paper(row, "提纲.txt", b"x", None)
    where = reverse("prompt-paper-remove", args=[paper.pk])
    assert "提纲.txt" in browser.get(where).content.decode()
    browser.post(where)
    assert not row.papers.exists()


def test_one_press_adopts_it_into_the_next_meeting_it_suits(cast: Cast, sign_in: SignIn) -> None:
    coming(cast, K.BRANCH_COMMITTEE, 2)
    meeting = coming(cast)
    row, browser = published(cast, kinds=[K.THEME_DAY]), sign_in(cast.secretary)
    answer = press_first(browser, page_of(row))
    assert answer["Location"] == f"/topics/?branch={cast.first.pk}"
    [shown] = browser.get(LIST).context["rows"]
    assert (shown.state, shown.where.url) == ("已采用", reverse("meeting", args=[meeting.pk]))
    assert "上级提示" in browser.get(reverse("meeting", args=[meeting.pk])).content.decode()
    taken = browser.get(page_of(row)).context
    assert (taken["taken"].state, taken["commands"]) == ("已采用", [])


def test_the_list_has_the_button_too_the_month_s_own_meeting_first(cast: Cast, sign_in: SignIn) -> None:
    coming(cast, day=18)
    january = make.called(
        cast, K.THEME_DAY, start=moment(1, 15, year=2027), end=None, theme=""
    ).meetings.get()
    published(cast, month=date(2027, 1, 1))
    browser = sign_in(cast.recorder)
    command = browser.get(LIST).context["rows"][0].command
    assert command.fields == {"meeting": january.pk}
    browser.post(command.url, command.fields)
    assert PromptAdoption.objects.get().agenda_item.meeting == january


def test_nothing_to_come_leads_to_a_new_meeting_that_adopts(cast: Cast, sign_in: SignIn) -> None:
    row, browser = published(cast, month=date(2026, 12, 1), kinds=[K.THEME_DAY]), sign_in(cast.secretary)
    [new] = browser.get(page_of(row)).context["commands"]
    assert new.url == f"/meetings/new/?branch={cast.first.pk}&kind=theme_day&day=2026-12-01&prompt={row.pk}"


def test_a_meeting_of_another_branch_or_none_adopts_nothing(cast: Cast, sign_in: SignIn) -> None:
    row, browser = published(cast), sign_in(cast.neighbour)
    where = reverse("prompt-adopt", args=[row.pk])
    assert browser.post(where, {"meeting": coming(cast).pk}).status_code == 404
    assert browser.post(where, {"meeting": "x"})["Location"] == page_of(row)
    assert not PromptAdoption.objects.exists()


def test_who_may_record_but_not_adopt_is_refused(cast: Cast, sign_in: SignIn) -> None:
    """A leader of a group elsewhere who is recorder of a branch adopts only where the recorder may."""

    RoleGrant.objects.create(user=cast.leader, organisation=cast.second, role="recorder", start=SINCE)
    meeting = make.called(cast, K.GROUP_MEETING, start=moment(12, 5), end=None).meetings.get()
    answer = sign_in(cast.leader).post(
        reverse("prompt-adopt", args=[published(cast).pk]), {"meeting": meeting.pk}
    )
    assert answer.status_code == 403


def test_a_second_adoption_elsewhere_says_where_it_is(cast: Cast, sign_in: SignIn) -> None:
    row, browser = published(cast), sign_in(cast.secretary)
    prompts.adopt(row, coming(cast), None)
    other = coming(cast, day=19)
    page = browser.post(
        reverse("prompt-adopt", args=[row.pk]), {"meeting": other.pk}, follow=True
    ).content.decode()
    assert "已经采用" in page


def test_the_committee_sees_who_adopted_and_who_held_it(cast: Cast, sign_in: SignIn) -> None:
    row = published(cast)
    meeting = make.called(cast, K.THEME_DAY, start=moment(11, 24, 8), end=None, theme="").meetings.get()
    prompts.adopt(row, meeting, cast.secretary)
    browser = sign_in(cast.officer)
    assert browser.get(LIST).context["rows"][0].counts == "所辖 2 个支部，采用 1 个，已召开 0 个"
    holding.confirm_roll(meeting.gathering, {}, cast.secretary)
    covered = browser.get(page_of(row)).context["covered"]
    assert covered["total"] == "所辖 2 个支部，采用 1 个，已召开 1 个"
    assert [(str(line.branch), line.state) for line in covered["page"]] == [
        ("柳湾村第一支部", "已召开"),
        ("柳湾村第二支部", "未采用"),
    ]
    assert [tab.count for tab in covered["tabs"]] == [2, 1, 0, 1]
    assert len(browser.get(page_of(row, only="open")).context["covered"]["page"]) == 1
    assert "没有这样的支部" in browser.get(page_of(row, only="taken")).content.decode()


@pytest.mark.parametrize("account", ["officer", "secretary"])
def test_the_lists_ask_as_much_however_long_they_are(
    cast: Cast, sign_in: SignIn, account: str, django_assert_max_num_queries: Any
) -> None:
    for number in range(25):
        published(cast, f"第{number}条")
    coming(cast)
    browser = sign_in(cast.users[account])
    browser.get(LIST)
    with django_assert_max_num_queries(8):
        browser.get(LIST)


def test_coverage_asks_as_much_with_three_hundred_branches(
    cast: Cast, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    row = published(cast)
    prompts.adopt(row, coming(cast), None)
    for number in range(300):
        name = f"新{number}"
        places.plant(
            kind="branch",
            code=f"CX-HL-X{number}",
            name=name,
            full_name=name,
            short_name=name,
            parent=cast.town,
        )
    browser = sign_in(cast.officer)
    browser.get(page_of(row))
    with django_assert_max_num_queries(9):
        covered = browser.get(page_of(row)).context["covered"]
    assert (covered["page"].paginator.count, len(covered["page"])) == (302, 30)


def test_a_close_meeting_is_named_but_not_linked(cast: Cast, sign_in: SignIn) -> None:
    row = prompts.publish(cast.town, PromptFacts(WORDS, kinds=[K.ORGANISATIONAL_LIFE]), None)
    prompts.adopt(row, coming(cast, K.ORGANISATIONAL_LIFE), None)
    officer, inspector = (
        sign_in(user).get(page_of(row)).context["covered"]["page"][0].meeting
        for user in (cast.officer, cast.inspector)
    )
    assert (officer.url, inspector.url) == ("", reverse("meeting", args=[Meeting.objects.get().pk]))


def test_it_is_put_into_the_plan_with_one_press_too(cast: Cast, sign_in: SignIn) -> None:
    item, other = line(cast), line(cast, 2, K.BRANCH_COMMITTEE)
    row, browser = published(cast, kinds=[K.THEME_DAY], month=date(2026, 12, 1)), sign_in(cast.secretary)
    command = next(one for one in browser.get(page_of(row)).context["commands"] if "item" in one.fields)
    assert (command.label, command.fields) == ("列入计划：12月18日（周五）主题党日", {"item": item.pk})
    browser.post(command.url, command.fields)
    [shown] = browser.get(LIST).context["rows"]
    assert (shown.state, shown.where.label) == ("已采用", "列入计划：12月18日（周五）主题党日")
    assert "列入计划" in browser.get(page_of(row)).content.decode()
    covered = sign_in(cast.officer).get(page_of(row)).context["covered"]
    assert covered["total"] == "所辖 2 个支部，采用 1 个，已召开 0 个"
    assert "不适合支委会" in browser.post(command.url, {"item": other.pk}, follow=True).content.decode()
    for account, sent in (("neighbour", item.pk), ("secretary", "x")):
        assert sign_in(cast.users[account]).post(command.url, {"item": sent}).status_code == 404
