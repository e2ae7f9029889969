"""A member's own record: their own attendances and nobody else's."""

from collections.abc import Callable

from django.test import Client

from meetings.kinds import MeetingKind
from meetings.rules.rollcall import Mark
from meetings.vocabulary import AttendanceState, LeaveReason
from tests.cast import Cast
from tests.meetings.lifecycle import make

SignIn = Callable[..., Client]


def test_a_member_sees_their_own_year(cast: Cast, sign_in: SignIn) -> None:
    marks = {cast.erin.pk: Mark(AttendanceState.LEAVE, LeaveReason.PERSONAL)}
    make.held(cast, MeetingKind.THEME_DAY, marks=marks, theme="整理村史馆")
    page = sign_in(cast.member).get("/mine/")
    assert [row.member_id for row in page.context["page"]] == [cast.grace.pk]
    assert "整理村史馆" in page.text
    assert "到会" in page.text
    assert "李建国" not in page.text
    assert "请假" not in page.text


def test_another_year_is_another_page(cast: Cast, sign_in: SignIn) -> None:
    make.held(cast, MeetingKind.THEME_DAY)
    assert "这一年还没有记录" in sign_in(cast.member).get("/mine/", {"year": "2025"}).text


def test_who_is_no_member_by_role_has_no_own_record(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.inspector).get("/mine/").status_code == 403
