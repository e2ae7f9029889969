"""The register of venues: who sees which, who mends which, visits counted from what was held."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from meetings.lifecycle import venues
from meetings.lifecycle.venues import VenueFacts
from meetings.models import Venue
from tests.cast import Cast, moment
from tests.meetings.lifecycle import make

SignIn = Callable[..., Client]
LIST = "/topics/venues/"


def shown(browser: Client) -> dict[str, tuple[int, bool]]:
    return {row["venue"].name: (row["visits"], row["may_edit"]) for row in browser.get(LIST).context["rows"]}


def test_the_branch_registers_and_sees_those_above(cast: Cast, sign_in: SignIn) -> None:
    venues.register(cast.town, VenueFacts("镇党校"), None)
    venues.register(cast.other_town, VenueFacts("邻镇党校"), None)
    browser = sign_in(cast.secretary)
    browser.post("/topics/venues/new/", {"name": "村文化礼堂", "theme": "党史教育"})
    assert shown(browser) == {"村文化礼堂": (0, True), "镇党校": (0, False)}
    assert Venue.objects.get(name="村文化礼堂").organisation == cast.first
    assert browser.post("/topics/venues/new/", {"name": "村文化礼堂"}).status_code == 422


def test_visits_are_sittings_held_this_year_in_sight(cast: Cast, sign_in: SignIn) -> None:
    venues.register(cast.town, VenueFacts("村文化礼堂"), None)
    make.held(cast)
    make.held(cast, start=moment(12, 30, year=2025), end=None)
    make.called(cast, start=moment(12, 18), end=None)
    assert shown(sign_in(cast.secretary))["村文化礼堂"][0] == 1
    assert shown(sign_in(cast.officer))["村文化礼堂"] == (1, True)
    assert shown(sign_in(cast.neighbour))["村文化礼堂"][0] == 0


def test_it_is_mended_and_closed(cast: Cast, sign_in: SignIn) -> None:
    row, browser = venues.register(cast.first, VenueFacts("旧礼堂"), None), sign_in(cast.recorder)
    where = reverse("venue", args=[row.pk])
    assert browser.get(where).context["form"]["name"].value() == "旧礼堂"
    browser.post(where, {"name": "礼堂", "closed_on": "2026-11-01"})
    row.refresh_from_db()
    assert (row.name, f"{row.closed_on}") == ("礼堂", "2026-11-01")
    assert "停用" in browser.get(LIST).content.decode()
    venues.register(cast.first, VenueFacts("另一处"), None)
    assert browser.post(where, {"name": "另一处"}).status_code == 422


def test_the_list_asks_as_much_however_long_it_is(
    cast: Cast, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    for number in range(40):
        venues.register(cast.town, VenueFacts(f"第{number}处"), None)
    browser = sign_in(cast.secretary)
    browser.get(LIST)
    with django_assert_max_num_queries(8):
        browser.get(LIST)
