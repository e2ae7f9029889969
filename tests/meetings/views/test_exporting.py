"""Downloads through the browser: who may, what is noted, what comes back."""

from collections.abc import Callable
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse

from meetings.kinds import MeetingKind
from members.models import AccessLog, User
from tests.cast import Cast
from tests.meetings.exports import make

SignIn = Callable[[User], Client]


def form(meeting: object, name: str) -> str:
    return reverse("meeting-export", args=[meeting.pk, name])


def table(place: object, name: str, query: str = "") -> str:
    return reverse("branch-export", args=[place.pk, name]) + query


def test_a_form_comes_as_a_download_and_is_noted(cast: Cast, sign_in: SignIn) -> None:
    meeting = make.planned(cast)
    answer = sign_in(cast.secretary).get(form(meeting, "sign_in_workbook"))
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    assert "2026-柳湾村第一支部-签到表-党员大会-20261218.xlsx" in unquote(answer["Content-Disposition"])
    assert answer["Cache-Control"] == "no-store"
    noted = AccessLog.objects.get(object_type="meetings.Meeting")
    assert (noted.user, noted.action, noted.object_id) == (cast.secretary, "导出签到表", str(meeting.pk))


@pytest.mark.parametrize(
    ("account", "status"),
    [
        ("recorder", 200), ("discipline", 200), ("inspector", 200), ("officer", 200), ("general", 200),
        ("leader", 404), ("member", 404), ("neighbour", 404), ("stranger", 404), ("far_inspector", 404),
        ("sysadmin", 404), ("auditor", 404),
    ],
)  # fmt: skip
def test_who_may_print_an_assembly(cast: Cast, sign_in: SignIn, account: str, status: int) -> None:
    client = sign_in(getattr(cast, account))
    assert client.get(form(make.planned(cast), "sign_in_workbook")).status_code == status


@pytest.mark.parametrize(
    ("account", "status"), [("secretary", 200), ("inspector", 200), ("discipline", 404), ("officer", 404)]
)
def test_who_may_print_criticism(cast: Cast, sign_in: SignIn, account: str, status: int) -> None:
    meeting = make.simple(cast, MeetingKind.ORGANISATIONAL_LIFE)
    client = sign_in(getattr(cast, account))
    assert client.get(form(meeting, "sign_in_workbook")).status_code == status


@pytest.mark.parametrize("name", ["nonsense", "register", "correction_note"])
def test_a_form_that_does_not_fit_is_not_found(cast: Cast, sign_in: SignIn, name: str) -> None:
    assert sign_in(cast.secretary).get(form(make.planned(cast), name)).status_code == 404
    assert not AccessLog.objects.filter(action__startswith="导出").exists()


@pytest.mark.parametrize(
    ("account", "register", "roster"),
    [("secretary", 200, 200), ("discipline", 200, 403), ("inspector", 200, 403), ("stranger", 404, 404)],
)
def test_each_table_asks_for_its_own_grant(
    cast: Cast, sign_in: SignIn, account: str, register: int, roster: int
) -> None:
    client = sign_in(getattr(cast, account))
    assert client.get(table(cast.first, "register", "?year=2026")).status_code == register
    assert client.get(table(cast.first, "roster")).status_code == roster


@pytest.mark.parametrize("query", ["?year=abc", "?year=12", "?year=２０２６", "?day=2026-13-01"])
def test_a_year_or_day_that_is_none_is_not_found(cast: Cast, sign_in: SignIn, query: str) -> None:
    assert sign_in(cast.secretary).get(table(cast.first, "register", query)).status_code == 404


def test_a_group_and_a_form_of_meetings_have_no_table(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.general)
    assert client.get(table(cast.east, "register")).status_code == 404
    assert client.get(table(cast.first, "record")).status_code == 404


def test_nothing_is_downloaded_by_post(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.secretary).post(table(cast.first, "register")).status_code == 405
