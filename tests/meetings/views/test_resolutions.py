"""The register of resolutions, the page of one, and what is heard of them where a meeting is recorded."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from meetings.kinds import MeetingKind as K
from meetings.lifecycle import filing, resolutions
from meetings.lifecycle.resolutions import ResolutionLine, follow_up
from meetings.models import FollowUp, Meeting, Resolution
from meetings.vocabulary import ResolutionState as S
from tests.cast import Cast, moment
from tests.meetings.lifecycle import make
from tests.meetings.lifecycle.test_resolutions import next_committee, resolved
from tests.meetings.views.walk import press, rows, shown

SignIn = Callable[..., Client]
LIST = "/resolutions/"


def found(client: Client, **query: str) -> list[str]:
    return [row.text for row in client.get(LIST, query).context["page"]]


@pytest.fixture
def some(cast: Cast) -> Cast:
    """Overdue; done; cancelled; of a theme day, not yet due; of last year."""
    resolved(cast)
    follow_up(resolved(cast, "走访", start=moment(11, 4), end=None), "走访了七户", S.DONE, cast.secretary)
    given_up = resolved(cast, "办夜校", start=moment(11, 5), end=None)
    follow_up(given_up, "镇里统一办", S.CANCELLED, cast.secretary)
    resolved(cast, "捐书", date(2026, 12, 1), kind=K.THEME_DAY, start=moment(11, 6), end=None)
    resolved(cast, "种树", None, start=moment(12, 30, year=2025), end=None)
    Resolution.objects.filter(text="捐书").update(responsible="谢𬱖、祝春犇")
    return cast


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ({}, ["捐书", "办夜校", "走访", "整修鱼塘堤坝", "种树"]),
        ({"year": "2025"}, ["种树"]),
        ({"kind": "theme_day"}, ["捐书"]),
        ({"state": "unsettled"}, ["捐书", "整修鱼塘堤坝", "种树"]),
        ({"state": "overdue"}, ["整修鱼塘堤坝"]),
        ({"state": "done"}, ["走访"]),
        ({"state": "cancelled"}, ["办夜校"]),
        ({"q": "祝春犇"}, ["捐书"]),
        ({"q": "鱼塘"}, ["整修鱼塘堤坝"]),
        ({"q": "没有这样的话"}, []),
        ({"state": "nonsense", "year": "x", "kind": "?"}, ["捐书", "办夜校", "走访", "整修鱼塘堤坝", "种树"]),
    ],
)
def test_a_resolution_is_found(some: Cast, sign_in: SignIn, query: dict[str, str], texts: list[str]) -> None:
    assert found(sign_in(some.secretary), **query) == texts


def test_how_long_it_is_overdue_stands_beside_its_state(some: Cast, sign_in: SignIn) -> None:
    page = sign_in(some.secretary).get(LIST, {"state": "overdue"})
    assert "超期" in page.text
    assert "14 天" in page.text


def test_superiors_read_what_is_in_their_reach_and_the_branch_next_door_does_not(
    some: Cast, sign_in: SignIn
) -> None:
    assert len(found(sign_in(some.officer))) == len(found(sign_in(some.discipline))) == 5
    assert found(sign_in(some.neighbour)) == found(sign_in(some.far_inspector)) == []
    assert len(found(sign_in(some.inspector), branch=str(some.first.pk))) == 5
    assert found(sign_in(some.inspector), branch=str(some.second.pk)) == []


def test_a_group_leader_sees_those_of_the_group_alone(some: Cast, sign_in: SignIn) -> None:
    resolved(some, "结对帮扶", kind=K.GROUP_MEETING)
    assert found(sign_in(some.leader)) == ["结对帮扶"]


@pytest.mark.parametrize(
    ("account", "reads"),
    [("secretary", True), ("inspector", True), ("officer", False), ("discipline", False)],
)
def test_what_came_out_of_criticism_is_as_closed_as_its_meeting(
    cast: Cast, sign_in: SignIn, account: str, reads: bool
) -> None:
    row = resolved(cast, "改进联系群众", kind=K.ORGANISATIONAL_LIFE)
    browser = sign_in(getattr(cast, account))
    assert found(browser) == (["改进联系群众"] if reads else [])
    assert browser.get(reverse("resolution", args=[row.pk])).status_code == (200 if reads else 404)


@pytest.mark.parametrize("account", ["secretary", "inspector"])
def test_the_register_asks_eight_questions_at_most(
    cast: Cast, sign_in: SignIn, account: str, django_assert_max_num_queries: Any
) -> None:
    browser = sign_in(getattr(cast, account))
    browser.get(LIST)  # the first page of a session also writes down when it began
    meeting = make.recorded(cast, K.BRANCH_COMMITTEE)
    for count in (10, 1000):
        Resolution.objects.bulk_create(
            Resolution(meeting=meeting, text=f"事项{n}", responsible="柯䶮", due_on=date(2026, 11, 20))
            for n in range(count)
        )
        with django_assert_max_num_queries(8):
            page = browser.get(LIST, {"q": "柯䶮", "state": "overdue"})
    assert page.context["page"].paginator.count == 1010
    assert len(page.context["page"]) == 20


def test_an_empty_register_says_where_resolutions_come_from(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.secretary)
    assert "在写记录时一行一件填上" in browser.get(LIST).text
    assert "没有符合条件的决议" in browser.get(LIST, {"q": "无"}).text


def test_the_register_is_one_step_from_everywhere(cast: Cast, sign_in: SignIn) -> None:
    for account in ("secretary", "leader", "officer", "inspector"):
        assert f'href="{LIST}"' in sign_in(getattr(cast, account)).get("/calendar/").text


# --- one resolution ---


def note(browser: Client, row: Resolution, **given: str) -> Any:
    sent = {"state": "in_progress", "note": "已请测量队", "noted_on": "2026-11-20", "evidence": ""} | given
    return browser.post(reverse("resolution-follow", args=[row.pk]), sent)


def test_a_note_is_added_to_a_filed_record_and_shown(cast: Cast, sign_in: SignIn) -> None:
    row = resolved(cast)
    filing.file_gathering(row.meeting.gathering, cast.secretary)
    browser = sign_in(cast.recorder)
    assert note(browser, row, evidence="测量合同").url == reverse("resolution", args=[row.pk])
    page = browser.get(reverse("resolution", args=[row.pk])).text
    for words in ("已请测量队", "测量合同", "2026年11月20日", "办理中", "祝春犇"):
        assert words in page


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"note": ""}, "请填写落实情况"),
        ({"state": "done", "noted_on": "2026-11-25"}, "完成日期不能晚于今天"),
        ({"noted_on": "2026-11-01"}, "不能早于作出决议的那天"),
        ({"noted_on": "明天"}, "日期看不懂"),
        ({"state": "accepted"}, "accepted"),
        ({"note": "长" * 301}, "300"),
    ],
)
def test_what_cannot_be_stored_is_named_and_the_words_stay(
    cast: Cast, sign_in: SignIn, given: dict[str, str], words: str
) -> None:
    row = resolved(cast)
    answer = note(sign_in(cast.secretary), row, **given)
    assert answer.status_code == 422
    assert words in answer.text
    if given.get("note", "x"):
        assert given.get("note", "已请测量队") in answer.text
    assert not FollowUp.objects.exists()


def test_what_is_settled_offers_to_be_taken_up_again(cast: Cast, sign_in: SignIn) -> None:
    row = resolved(cast)
    follow_up(row, "办好了", S.DONE, cast.secretary)
    page = sign_in(cast.secretary).get(reverse("resolution", args=[row.pk]))
    assert page.context["form"].fields["state"].choices == [("in_progress", "重新办理")]
    assert "完成日期" in page.text


@pytest.mark.parametrize("account", ["officer", "inspector", "discipline", "general"])
def test_readers_see_the_history_and_no_form(cast: Cast, sign_in: SignIn, account: str) -> None:
    row = resolved(cast)
    follow_up(row, "已请测量队", S.IN_PROGRESS, cast.secretary)
    browser = sign_in(getattr(cast, account))
    page = browser.get(reverse("resolution", args=[row.pk]))
    assert page.context["form"] is None
    assert "已请测量队" in page.text
    assert "resolution-follow" not in page.text
    assert note(browser, row).status_code == 403
    assert row.follow_ups.count() == 1


def test_a_stranger_finds_nothing(cast: Cast, sign_in: SignIn) -> None:
    row = resolved(cast)
    for account in ("neighbour", "stranger", "leader"):
        browser = sign_in(getattr(cast, account))
        assert browser.get(reverse("resolution", args=[row.pk])).status_code == 404
        assert note(browser, row).status_code == 404
    assert not FollowUp.objects.exists()


def test_committees_that_heard_nothing_are_counted(cast: Cast, sign_in: SignIn) -> None:
    row = resolved(cast)
    for day in (10, 17):
        make.recorded(cast, K.BRANCH_COMMITTEE, start=moment(11, day), end=None)
    page = sign_in(cast.officer).get(reverse("resolution", args=[row.pk]))
    assert "其后已开 2 次支委会，没有听取落实情况" in page.text


# --- where a meeting is recorded ---


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """The committee of 20 November, after one that resolved something."""
    resolved(cast)
    return make.held(cast, K.BRANCH_COMMITTEE)


def minutes_page(browser: Client, meeting: Meeting) -> Any:
    return browser.get(reverse("meeting-minutes", args=[meeting.pk]))


def send(browser: Client, meeting: Meeting, **changes: Any) -> Any:
    page = minutes_page(browser, meeting)
    sent = shown(browser, "meeting-minutes", meeting) | rows(page.context["reports"])
    given = {f"report-0-{key}": value for key, value in changes.items()}
    where = reverse("meeting-minutes", args=[meeting.pk])
    return browser.post(where, sent | {"body": "一、听取汇报", "next": "1"} | given)


def test_a_report_is_one_line_and_goes_with_the_text(cast: Cast, meeting: Meeting, sign_in: SignIn) -> None:
    browser = sign_in(cast.secretary)
    assert send(browser, meeting, note="堤坝加高半米", state="done").status_code == 302
    [row] = FollowUp.objects.all()
    assert (row.meeting, row.note, row.state) == (meeting, "堤坝加高半米", "done")
    assert row.resolution.state == "done"
    page = minutes_page(browser, meeting)
    assert page.context["is_heard_open"]
    assert "堤坝加高半米" in page.text


def test_what_nothing_was_said_of_is_left_alone_and_folded(
    cast: Cast, meeting: Meeting, sign_in: SignIn
) -> None:
    browser = sign_in(cast.secretary)
    page = minutes_page(browser, meeting)
    assert "上次决议落实情况（1 件没有办结的）" in page.text
    assert not page.context["is_heard_open"]
    send(browser, meeting)
    assert not FollowUp.objects.exists()


def test_without_open_resolutions_there_is_nothing_to_see(cast: Cast, sign_in: SignIn) -> None:
    page = minutes_page(sign_in(cast.secretary), make.held(cast, K.BRANCH_COMMITTEE))
    assert "上次决议落实情况" not in page.text
    assert page.context["reports"] is None


def test_a_report_saves_itself_as_the_text_does(cast: Cast, meeting: Meeting, sign_in: SignIn) -> None:
    browser = sign_in(cast.secretary)
    page = minutes_page(browser, meeting)
    sent = shown(browser, "meeting-minutes", meeting) | rows(page.context["reports"])
    where = reverse("meeting-autosave", args=[meeting.pk])
    answer = browser.post(where, sent | {"body": "一、", "report-0-note": "办了一半"})
    assert answer.status_code == 200
    assert FollowUp.objects.get().note == "办了一半"
    again = browser.post(
        where, sent | {"body": "一、听", "report-0-note": "办好了", "version": answer.json()["version"]}
    )
    assert again.status_code == 200
    assert FollowUp.objects.get().note == "办好了"


@pytest.mark.parametrize(("name", "value"), [("note", "长" * 301), ("state", "accepted")])
def test_a_report_that_cannot_be_stored_is_said_on_top_and_stores_nothing(
    cast: Cast, meeting: Meeting, sign_in: SignIn, name: str, value: str
) -> None:
    answer = send(sign_in(cast.secretary), meeting, **({"note": "办好了"} | {name: value}))
    assert answer.status_code == 422
    assert "“上次决议落实情况”里有一处填得不对" in answer.text
    assert answer.context["is_heard_open"]
    assert not FollowUp.objects.exists()


def test_another_branch_s_resolution_cannot_be_slipped_in(
    cast: Cast, meeting: Meeting, sign_in: SignIn
) -> None:
    other = resolved(cast, "外支部的事", kind=K.THEME_DAY, start=moment(11, 7), end=None)
    Meeting.objects.filter(pk=other.meeting_id).update(branch=cast.other)
    answer = send(sign_in(cast.secretary), meeting, pk=str(other.pk), note="办好了", state="done")
    assert answer.status_code == 422
    other.refresh_from_db()
    assert other.state == "open"


def test_owners_typed_with_any_sign_are_no_quarrel_at_a_second_press(cast: Cast, sign_in: SignIn) -> None:
    meeting = make.held(cast, K.BRANCH_COMMITTEE)
    browser = sign_in(cast.secretary)
    sent = shown(browser, "meeting-minutes", meeting)
    sent |= {"body": "一、", "resolution-0-text": "修路", "resolution-0-responsible": "祝春犇,柯䶮"}
    where = reverse("meeting-minutes", args=[meeting.pk])
    assert [browser.post(where, sent).status_code for _ in range(2)] == [302, 302]
    assert meeting.resolutions.get().responsible == "祝春犇、柯䶮"


# --- the agenda ---


def test_the_first_look_at_the_facts_lists_what_is_open_and_says_so(cast: Cast, sign_in: SignIn) -> None:
    coming = next_committee(cast)
    row = resolved(cast)
    browser = sign_in(cast.secretary)
    page = browser.get(reverse("meeting-facts", args=[coming.pk]))
    assert page.context["form"]["agenda"].value() == "上次决议落实情况：整修鱼塘堤坝"
    assert "没有办结的决议已经列上" in page.text
    press(browser, "meeting-facts", coming)
    assert coming.agenda.get().reports_on == row
    press(browser, "meeting-facts", coming, agenda="研究冬修")
    page = browser.get(reverse("meeting-facts", args=[coming.pk]))
    assert page.context["form"]["agenda"].value() == "研究冬修"


def test_looking_stores_nothing(cast: Cast, sign_in: SignIn) -> None:
    coming = next_committee(cast)
    resolved(cast)
    sign_in(cast.secretary).get(reverse("meeting-facts", args=[coming.pk]))
    assert not coming.agenda.exists()


def test_the_minutes_need_few_queries_whatever_is_open(
    cast: Cast, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    source = make.recorded(cast, K.BRANCH_COMMITTEE, start=moment(11, 3), end=None)
    lines = [ResolutionLine(f"第{n}件", "柯䶮", date(2026, 12, 1)) for n in range(40)]
    resolutions.set_resolutions(source, lines, cast.secretary)
    meeting = make.held(cast, K.BRANCH_COMMITTEE)
    browser = sign_in(cast.secretary)
    minutes_page(browser, meeting)
    with django_assert_max_num_queries(42):
        page = minutes_page(browser, meeting)
    assert len(page.context["heard"]) == 30
