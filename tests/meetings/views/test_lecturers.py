"""The rota on the screen, with buttons alone; lecturers from outside."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from meetings.lifecycle import lecturers
from meetings.lifecycle.lecturers import GuestFacts
from meetings.models import GuestLecturer, LecturerTurn
from tests.cast import Cast
from tests.meetings.lifecycle.test_lecturers import lectured, order, rota

SignIn = Callable[..., Client]
LIST = "/topics/lecturers/"


def test_members_are_added_moved_and_taken_off(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.secretary)
    for who in (cast.bob, cast.grace):
        browser.post("/topics/lecturers/add/", {"member": who.pk})
    second = LecturerTurn.objects.get(member=cast.grace)
    browser.post(reverse("turn-move", args=[second.pk]), {"to": "up"})
    assert order(cast) == ["谢𬱖", "祝春犇"]
    browser.post(reverse("turn-move", args=[second.pk]), {"to": "down"})
    assert order(cast) == ["祝春犇", "谢𬱖"]
    browser.post(reverse("turn-drop", args=[second.pk]))
    assert order(cast) == ["祝春犇"]
    page = browser.post("/topics/lecturers/add/", {"member": cast.karl.pk}, follow=True).content.decode()
    assert "请从名单里选一名本支部的党员" in page


def test_the_next_one_and_what_was_lectured_are_shown(cast: Cast, sign_in: SignIn) -> None:
    rota(cast, "bob", "grace")
    lectured(cast, cast.bob, 10, 10)
    page = sign_in(cast.discipline).get(LIST)
    assert page.context["next"].row.member == cast.grace
    assert [row.lecture.lecturer for row in page.context["page"]] == [cast.bob]
    assert page.context["form"] is None  # who only reads is offered no buttons
    assert "上移" not in page.content.decode()


def test_a_superior_keeps_no_rota(cast: Cast, sign_in: SignIn) -> None:
    assert "次序由各支部自己排" in sign_in(cast.officer).get(LIST).content.decode()


def test_the_page_asks_as_much_however_long_the_rota_is(
    cast: Cast, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    rota(cast, "alice", "bob", "carol", "dan", "erin", "frank", "grace")
    for day in range(10, 20):
        lectured(cast, cast.bob, 10, day)
    browser = sign_in(cast.secretary)
    browser.get(LIST)
    with django_assert_max_num_queries(14):
        browser.get(LIST)


def test_lecturers_from_outside(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.officer)
    browser.post("/topics/guests/new/", {"name": "莫怀远", "title": "镇党委书记", "is_leader": "on"})
    row = GuestLecturer.objects.get()
    assert (row.organisation, row.is_leader) == (cast.town, True)
    where = reverse("guest", args=[row.pk])
    browser.post(where, {"name": "莫怀远", "title": "县委党校", "closed_on": "2026-11-01"})
    row.refresh_from_db()
    assert (row.title, row.is_leader) == ("县委党校", False)
    assert "停用" in sign_in(cast.secretary).get("/topics/guests/").content.decode()
    lecturers.register_guest(cast.town, GuestFacts("侬小梅"), None)
    assert browser.post(where, {"name": "侬小梅"}).status_code == 422
    assert browser.post("/topics/guests/new/", {"name": "侬小梅"}).status_code == 422
