"""Venues are tied to sittings by the words of the place."""

import pytest

from branchlife.kit.problems import Refusal
from meetings.lifecycle import planning, venues
from meetings.lifecycle.venues import VenueFacts
from meetings.models import Gathering, Venue
from tests.cast import Cast
from tests.meetings.lifecycle import make

HALL = "村文化礼堂"  # where make.called meets


def test_a_sitting_that_names_it_is_tied_and_let_go_when_it_moves(cast: Cast) -> None:
    hall = venues.register(cast.town, VenueFacts(HALL), None)
    sitting = make.called(cast)
    assert sitting.venue == hall
    meeting = sitting.meetings.get()
    facts = planning.facts_of(meeting)
    planning.amend(meeting, facts, meeting.revision, None)  # the same words, the same venue
    sitting.refresh_from_db()
    assert sitting.venue == hall
    facts.place = "田间地头"
    planning.amend(meeting, facts, meeting.revision + 1, None)
    sitting.refresh_from_db()
    assert sitting.venue is None


def test_registered_later_it_finds_its_visits_and_keeps_them_under_a_new_name(cast: Cast) -> None:
    sitting = make.called(cast)
    hall = venues.register(cast.village, VenueFacts(f" {HALL} "), None)
    venues.amend(hall, VenueFacts("新礼堂"), None)
    sitting.refresh_from_db()
    assert (sitting.venue, sitting.place) == (hall, HALL)


def test_the_own_one_comes_before_that_of_a_superior(cast: Cast) -> None:
    venues.register(cast.town, VenueFacts(HALL), None)
    own = venues.register(cast.first, VenueFacts(HALL), None)
    assert venues.venue_named(cast.first, HALL) == own
    assert venues.venue_named(cast.other, HALL) is None
    assert list(Venue.objects.of_use_to(cast.second).values_list("organisation", flat=True)) == [cast.town.pk]


def test_after_an_import_the_places_are_tied_the_nearest_first(cast: Cast) -> None:
    venues.register(cast.town, VenueFacts(HALL), None)
    own = venues.register(cast.first, VenueFacts(HALL), None)
    sitting = make.called(cast)
    Gathering.objects.update(venue=None)
    venues.tie_places(cast.first)
    sitting.refresh_from_db()
    assert sitting.venue == own


@pytest.mark.parametrize(("name", "words"), [(" ", "请填写场所的名称"), (HALL, "已经登记过")])
def test_it_has_a_name_of_its_own(cast: Cast, name: str, words: str) -> None:
    venues.register(cast.first, VenueFacts(HALL), None)
    with pytest.raises(Refusal, match=words):
        venues.register(cast.first, VenueFacts(name), None)
