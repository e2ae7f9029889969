"""领导干部讲党课 on the screen and on paper: who gave which, reported in time or not, what is wanting."""

import io
from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from branchlife.kit import exports
from meetings.kinds import MeetingKind as K
from meetings.lifecycle import lecturers, lectures, recording
from meetings.lifecycle.lecturers import GuestFacts
from meetings.lifecycle.lectures import LecturePapers
from meetings.models import Meeting
from members import transfers
from members.vocabulary import MemberTrait
from tests.cast import SINCE, TODAY, Cast, moment
from tests.meetings.exports.test_resolutions import text_of, values
from tests.meetings.laws import lay
from tests.meetings.lifecycle import make
from tests.meetings.lifecycle.test_prompts import coming

SignIn = Callable[..., Client]
LIST = "/topics/leaders/"


def given(cast: Cast) -> Meeting:
    """闭秀兰, a leading cadre of the branch, and 莫怀远 of the town lectured; the latter reported in time."""
    transfers.give_trait(cast.carol, MemberTrait.LEADING_CADRE, SINCE)
    lecturers.register_guest(cast.town, GuestFacts("莫怀远", "镇党委书记", True), None)
    lecturers.register_guest(cast.town, GuestFacts("侬小梅", "副书记", True), None)
    make.recorded(cast, K.PARTY_LECTURE, start=moment(10, 20), end=None)
    visit = make.recorded(cast, K.PARTY_LECTURE)
    recording.set_lecture(
        visit, None, None, lecturer_name="莫怀远", lecturer_title="镇党委书记", topic="护好一江水"
    )
    lectures.set_papers(visit, LecturePapers(moment(11, 18), "县委"), None)
    coming(cast, K.PARTY_LECTURE)  # nobody named yet: no leader's
    return visit


def test_the_committee_sees_lectures_and_what_is_wanting(cast: Cast, sign_in: SignIn) -> None:
    given(cast)
    page = sign_in(cast.officer).get(LIST).context
    assert [(e.leader.name, e.number, e.report) for e in page["page"]] == [
        ("闭秀兰", 1, "没有报告"),
        ("莫怀远", 1, "已报告"),
    ]
    accounts = {
        one.leader.name: (one.given.lectures, one.given.visits, one.short) for one in page["accounts"]
    }
    assert accounts == {"闭秀兰": (1, 0, ""), "莫怀远": (1, 1, ""), "侬小梅": (0, 0, "还差 1 次")}


def test_the_branch_sees_its_own_and_whoever_came(cast: Cast, sign_in: SignIn) -> None:
    given(cast)
    page = sign_in(cast.secretary).get(LIST).context
    assert [one.leader.name for one in page["accounts"]] == ["闭秀兰", "莫怀远"]
    assert not sign_in(cast.neighbour).get(LIST).context["accounts"]


def test_the_rule_of_the_committee_says_how_often(cast: Cast, sign_in: SignIn) -> None:
    lay(cast.town, leader_lecture_min=2, visiting_lecture_min=2)
    given(cast)
    accounts = sign_in(cast.officer).get(LIST).context["accounts"]
    assert {one.leader.name: one.short for one in accounts}["莫怀远"] == "还差 1 次，到基层还差 1 次"


def test_the_page_asks_as_much_however_many_lectures(
    cast: Cast, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    given(cast)
    browser = sign_in(cast.officer)
    browser.get(LIST)
    with django_assert_max_num_queries(9):
        browser.get(LIST)


def test_report_outline_and_archive_are_written_on_one_page(cast: Cast, sign_in: SignIn) -> None:
    meeting, browser = given(cast), sign_in(cast.secretary)
    where = reverse("meeting-lecture", args=[meeting.pk])
    page = browser.get(where)
    assert "须提前 1 天向上级报告，即11月19日（周四）以前" in page.content.decode()
    assert page.context["form"]["reported_to"].value() == "县委"
    sent = {
        "pre_reported_at": "2026-11-17T09:00", "reported_to": "镇党委", "outline": "一、为什么",
        "archived_on": "2026-11-23",
    }  # fmt: skip
    browser.post(where, sent)
    meeting.lecture.refresh_from_db()
    lecture = meeting.lecture
    assert (lecture.reported_to, lecture.outline, f"{lecture.archived_on}") == (
        "镇党委",
        "一、为什么",
        "2026-11-23",
    )
    answer = browser.post(where, sent | {"pre_reported_at": "2026-11-20T15:00"})
    assert "须在讲课以前" in answer.content.decode()
    Meeting.objects.filter(pk=meeting.pk).update(state="filed")
    form = browser.get(where).context["form"]
    assert list(form.fields) == ["archived_on"]
    browser.post(where, {"archived_on": "2026-11-24"})
    lecture.refresh_from_db()
    assert (f"{lecture.archived_on}", lecture.outline) == ("2026-11-24", "一、为什么")


def test_other_kinds_have_no_such_page(cast: Cast, sign_in: SignIn) -> None:
    meeting = coming(cast)
    answer = sign_in(cast.secretary).get(reverse("meeting-lecture", args=[meeting.pk]))
    assert answer["Location"] == reverse("meeting", args=[meeting.pk])


def test_the_register_has_the_columns_of_the_form(cast: Cast) -> None:
    lectures.put_away(given(cast), TODAY, None)
    options = {"year": 2026, "actor": cast.officer.actor(TODAY)}
    book = load_workbook(io.BytesIO(exports.get("leader_lectures").render(cast.town, **options)))
    sheet = book["讲课登记"]
    assert values(sheet[3])[:4] == ["序号", "授课人及职务", "课题", "报告党委日期"]
    visit = values(sheet[5])
    assert visit[1:7] == [
        "莫怀远（镇党委书记）", "护好一江水", moment(11, 18).date(), "县委", moment(11, 20).date(), "柳湾村第一支部",
    ]  # fmt: skip
    assert visit[9:12] == [TODAY, 1, 1]
    assert values(book["应讲与已讲"][6])[-1] in ("还差 1 次", None)
    paper = text_of(exports.get("leader_lectures_pdf").render(cast.town, **options))
    assert "领导干部讲党课登记" in paper
    assert "护好一江水" in paper
