"""Whatever is asked of any page, in the address or in a form: an answer, never an error of the server."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meetings.kinds import MeetingKind as K
from meetings.models import Meeting
from tests.cast import PASSWORD, Cast
from tests.meetings.lifecycle import make
from tests.meetings.slips import make as slips

pytestmark = pytest.mark.slow

HUNT = settings(
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
ODD_WORDS = [
    "", " ", "0", "-1", "1", "9" * 30, "１", "٣", "1e9", "NaN", "inf", "\x00", "a\x00b", "true", "null", "[]", "{}",
    "2026-02-30", "0000-00-00", "9999-12-31", "10000-01-01", "2026-13", "2026-11-24T25:61", "24:00", "23:59:59.9",
    "../../etc/passwd", "//example.com/", "javascript:alert(1)", "<script>", "%s%n", "=1+1", "\u202e", "\ufffe",
    "a" * 5000, "branch_assembly", "group_meeting", "full", "present", "reason", "on",
]  # fmt: skip
ODD = st.one_of(
    st.sampled_from(ODD_WORDS),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.integers(-(2**70), 2**70).map(str),
)
KEYS = [
    "q", "year", "month", "day", "kind", "state", "branch", "group", "first", "last", "page", "repeat", "next", "order",
    "field", "draw", "seed", "late", "organisation", "status", "sort", "decision", "view", "format",
]  # fmt: skip
QUERY = st.dictionaries(
    st.one_of(st.sampled_from(KEYS), st.text("abc_-[]\x00é", max_size=6)), ODD, max_size=4
)
SOMEBODY = ["secretary", "member", "leader", "officer", "inspector", "sysadmin"]


def patterns(resolver: Any, before: str = "") -> Iterator[URLPattern]:
    """Every address of the site, the admin apart: it is Django's."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from () if entry.app_name == "admin" else patterns(entry)
        elif entry.name not in ("logout", "components"):
            yield entry


def slips_of(cast: Cast, meeting: Meeting) -> int:
    """A poll of a meeting."""
    slips.allow(cast.town)
    return slips.prepared(cast, meeting).pk


def pages(cast: Cast) -> list[str]:
    """An address for every pattern, of rows that are there."""
    filed = make.filed(cast, K.THEME_DAY, K.PARTY_LECTURE)
    open_meeting = make.recorded(cast)
    rows = {
        "meeting": open_meeting.pk, "filing": filed.pk, "member": cast.grace.pk, "organisation": cast.first.pk,
        "subtree": cast.first.pk, "meetings": open_meeting.pk, "filings": filed.pk, "members": cast.grace.pk,
        "organisations": cast.first.pk, "branch": cast.first.pk, "slips": slips_of(cast, open_meeting),
    }  # fmt: skip
    more = {"item": open_meeting.agenda.get(order=1).pk, "year": 2026, "sort": "opinion"}
    found = []
    for entry in patterns(get_resolver()):
        first = str(entry.pattern).split("/")[0]
        arguments = {
            name: more.get(name, rows.get(first, 1)) for name in entry.pattern.converters if name != "form"
        }
        if "form" in entry.pattern.converters:
            arguments["form"] = "record"
        found.append(reverse(str(entry.name), kwargs=arguments))
    return found


@pytest.fixture
def browsers(cast: Cast, sign_in: Callable[..., Client]) -> dict[str, Client]:
    """A browser for some of the cast, and one for nobody."""
    return {"": Client(), **{name: sign_in(cast.users[name]) for name in SOMEBODY}}


def answers(ask: Callable[[], Any]) -> Any:
    """Ask, look at the answer, and undo whatever was stored."""
    with transaction.atomic():
        response = ask()
        assert response.status_code < 500, response.status_code
        transaction.set_rollback(True)
    return response


@pytest.mark.no_cover
@pytest.mark.usefixtures("paperless")
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_page_breaks_over_what_is_asked_in_the_address(
    cast: Cast, browsers: dict[str, Client], method: str
) -> None:
    places = pages(cast)
    assert len(places) > 20

    @settings(HUNT, max_examples=400)
    @given(st.sampled_from(places), st.sampled_from(["", *SOMEBODY]), QUERY)
    def ask(place: str, who: str, query: dict[str, str]) -> None:
        request = getattr(browsers[who], method)
        answers(lambda: request(place, query_params=query))

    ask()


@pytest.mark.no_cover
@pytest.mark.usefixtures("paperless")
def test_no_form_breaks_over_what_is_typed_into_it(cast: Cast, browsers: dict[str, Client]) -> None:
    forms = [
        (place, who, fields)
        for place in pages(cast)
        for who in ("secretary", "officer", "sysadmin", "")
        if (fields := names_on(browsers[who], place))
    ]
    assert len(forms) > 10

    @settings(HUNT, max_examples=300)
    @given(st.sampled_from(forms), st.data())
    def fill_in(form: tuple[str, str, dict[str, str]], data: st.DataObject) -> None:
        place, who, fields = form
        spoiled = data.draw(st.dictionaries(st.sampled_from(sorted(fields)), ODD, min_size=1, max_size=4))
        dropped = data.draw(st.sets(st.sampled_from(sorted(fields)), max_size=2))
        typed = {name: value for name, value in {**fields, **spoiled}.items() if name not in dropped}
        answers(lambda: browsers[who].post(place, typed))

    fill_in()


TAG = re.compile(r"<(?:input|select|textarea|button)\b[^>]*>")
NAME, VALUE = re.compile(r'\bname="([^"]*)"'), re.compile(r'\bvalue="([^"]*)"')


def names_on(browser: Client, place: str) -> dict[str, str]:
    """The fields of the forms on a page with the values they have, the frame's own apart."""
    response = answers(lambda: browser.get(place))
    if response.status_code != 200 or response.streaming:
        return {}
    fields: dict[str, str] = {}
    for tag in TAG.findall(response.content.decode(errors="replace")):
        name, value = NAME.search(tag), VALUE.search(tag)
        if name and name[1] != "csrfmiddlewaretoken":
            fields.setdefault(name[1], value[1] if value else "")
    return fields


@settings(HUNT, max_examples=150)
@given(ODD, st.one_of(st.just(PASSWORD), ODD), ODD)
def test_the_door_stands_whatever_is_said_at_it(
    cast: Cast, username: str, password: str, wanted: str
) -> None:
    said = {"username": username, "password": password, "next": wanted}
    answers(lambda: Client().get("/login/", query_params={"next": wanted}))
    response = answers(lambda: Client().post("/login/", said))
    assert "example.com" not in response.headers.get("Location", "")


COOKIES = ["x", "a" * 32, "\x00" * 10, "é" * 9, "'", "../../", "0" * 5000]


@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "messages"])
@pytest.mark.parametrize("value", COOKIES, ids=range(len(COOKIES)))
def test_a_forged_cookie_is_nobody(db: None, name: str, value: str) -> None:
    browser = Client()
    browser.cookies[name] = value
    for place in ("/login/", "/meetings/", "/"):
        assert answers(lambda place=place: browser.get(place)).status_code in (200, 302)  # type: ignore[misc]
