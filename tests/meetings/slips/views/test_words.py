"""The pages of a poll in every state, and the booth, name no variable that is not there."""

from typing import Any

import pytest
from django.template import engines
from django.test import Client

from meetings.slips.lifecycle import counting
from tests.cast import Cast
from tests.meetings.slips import make
from tests.test_templates import Missing


@pytest.fixture
def missing(monkeypatch: Any) -> Missing:
    made = Missing()
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", made)
    return made


def test_no_page_of_a_poll_names_what_is_not_there(cast: Cast, sign_in: Any, missing: Missing) -> None:
    desk = sign_in(cast.secretary)
    meeting = make.twelve(cast)
    desk.get(f"/meetings/{meeting.pk}/slips/")
    make.allow(cast.town)
    fresh = make.prepared(cast, meeting)
    opened = make.opinion(cast, meeting, ["护林"], agenda_item=meeting.agenda.first())
    make.opened(cast, opened)
    closed = make.closed(cast, make.prepared(cast, meeting))
    given_up = counting.void(make.opinion(cast, meeting, ["建亭"]), "平板坏了", cast.secretary)
    for poll in (fresh, opened, closed, given_up):
        for page in ("", "open/", "close/", "void/"):
            desk.get(f"/slips/{poll.pk}/{page}")
            desk.post(f"/slips/{poll.pk}/{page}", {"key": "x", "left_over": "-1"})
    for page in ("slips/", "slips/new/appraisal/", "slips/new/opinion/", "", "minutes/"):
        desk.get(f"/meetings/{meeting.pk}/{page}")
        desk.post(f"/meetings/{meeting.pk}/{page}")
    assert not missing.found


def test_nor_does_the_booth(cast: Cast, client: Client, missing: Missing) -> None:
    make.allow(cast.town)
    made = make.opened(cast, make.prepared(cast))
    for data in ({"code": ""}, {"code": made.codes[0]}, {"code": made.codes[0], "cast": "1", "q1": "9"}):
        client.post("/vote/", data)
    client.post("/vote/", {"code": made.codes[0], "cast": "1"})
    client.get("/vote/")
    client.get("/vote/done/")
    assert not missing.found
