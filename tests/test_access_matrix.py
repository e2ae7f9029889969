"""Every address × everybody × GET and POST × own and other branch × draft and filed.

What is expected stands in tests/addresses.py. An address that is missing there fails.
"""

from typing import Any

import pytest
from django.contrib import admin
from django.db import models, transaction
from django.test import Client
from django.urls import get_resolver, reverse

from branchlife import checks
from branchlife.kit import exports
from meetings.models import Filing, Meeting
from members import places, transfers
from members.models import Member, Organisation, User
from tests.addresses import (
    ADMINISTRATORS,
    EVERYBODY,
    EXPORTS,
    OVERSEERS,
    PUBLIC,
    READ,
    READ_MEETING,
    READERS,
    SAID_IN_JSON,
    TABLE,
    Line,
)
from tests.cast import PASSWORD, TODAY, Cast
from tests.faults import Missing, faults_of
from tests.furniture import Rows, address, admin_addresses, each, furnish, writes
from tests.meetings.lifecycle import make

pytestmark = [pytest.mark.no_cover, pytest.mark.usefixtures("paperless")]


@pytest.fixture
def rows(cast: Cast) -> Rows:
    """A draft and a filed record for each place, every one with an attachment."""
    return furnish(cast)


# --- The machine ---


def expected(line: Line, account: str, place: str, method: str) -> set[int]:
    """The codes that may come back."""
    if isinstance(line.may, set):
        codes = OPEN if account in line.may else {403}
    elif account in line.may.get(place, set()):
        codes = OPEN
    else:
        codes = {403} if account in line.sees.get(place, set()) else {404}
    if line.asks_more and codes == OPEN:
        return OPEN | {403}
    wrong_method = not (line.get if method == "get" else line.post)
    if wrong_method:
        return {405} if codes == OPEN else codes | {405}
    return codes


OPEN = {200, 204, 302, 400, 409, 422}


def ask(
    browser: Client, method: str, where: str, line: Line, codes: set[int], **data: Any
) -> tuple[str, Any]:
    """One request; returns what is wrong with it, if anything, and the answer."""
    with writes() as written:
        answer = getattr(browser, method)(where, data)
        if answer.streaming:  # read to its end it is closed, and the connection left open
            b"".join(answer.streaming_content)
    said = f"{method.upper()} {where} → {answer.status_code}"
    if answer.status_code not in codes:
        return f"{said}, not {sorted(codes)}", answer
    if answer.status_code == 302 and answer["Location"].startswith("/login/"):
        return f"{said} to the log-in", answer
    quiet = answer.status_code in (403, 404, 405) or method == "get"
    noted = [sql for sql in written if not (line.notes and "members_accesslog" in sql)]
    if quiet and noted:
        return f"{said} wrote {noted}", answer
    return "", answer


IN_EACH_WAY = {"secretary", "leader", "inspector"}  # own branch, own group, subtree: even behind shut doors
# The secretary, who opens nearly everything, asks PostgreSQL; of SQLite it is asked by the tests of each page.
ACCOUNTS = [
    pytest.param(name, marks=pytest.mark.postgres if name == "secretary" else pytest.mark.once)
    for name in sorted(EVERYBODY)
]


@pytest.mark.slow
@pytest.mark.parametrize("account", ACCOUNTS)
def test_everybody_gets_what_is_theirs_and_nothing_else(
    rows: Rows, sign_in: Any, missing: Missing, account: str
) -> None:
    """And whatever is answered carries what it should, and names no variable that is not there."""
    wrong = []
    secrets = hidden_from(account)
    browser = sign_in(rows.cast.users[account])
    shut: set[tuple[str, str, str]] = set()  # behind a door found shut, what lies there makes no difference
    for name, line, place, where in each(rows):
        for method in ("get", "post"):
            if name == "logout" or (name, place, method) in shut:
                continue
            codes = expected(line, account, place, method)
            if account not in IN_EACH_WAY and codes.isdisjoint(OPEN):
                shut.add((name, place, method))
            fault, answer = ask(browser, method, where, line, codes)
            if fault:
                wrong.append(fault)
            wrong += leaks(answer, where, secrets)
            wrong += [f"{where}: {fault}" for fault in faults_of(answer)]
    assert not wrong, "\n".join(wrong)
    assert not missing.found


# --- Lists leak nothing ---

CODE_WORDS = {place: f"暗号{place}" for place in ("first", "group", "close", "other")}
NAMES = {"first": "谢𬱖", "second": "冯德厚", "other": "尹春喆"}
SEES_NAMES = {"first": READERS, "second": {"neighbour"} | OVERSEERS, "other": {"stranger", "far_inspector"}}


def hidden_from(account: str) -> set[str]:
    """Words that must not appear on any page of this person."""
    words = {CODE_WORDS[place] for place, who in READ_MEETING.items() if account not in who}
    if account == "member":  # the own record tells of meetings one was due at
        words -= {CODE_WORDS["first"], CODE_WORDS["close"]}
    names = {NAMES[place] for place, who in SEES_NAMES.items() if account not in who}
    return words | (names if account not in ("leader", "member") else names - {NAMES["first"]})


def leaks(answer: Any, where: str, secrets: set[str]) -> list[str]:
    if answer.streaming or "text/html" not in answer.get("Content-Type", ""):
        return []
    page = answer.content.decode()
    return [f"{where} shows {secret}" for secret in secrets if secret in page]


# --- Nobody who is not signed in ---


def test_without_signing_in_everything_leads_to_the_log_in(rows: Rows, client: Client) -> None:
    wrong = []
    for name, _line, _place, where in each(rows):
        for method in ("get", "post"):
            with writes() as written:
                answer = getattr(client, method)(where)
            if written:
                wrong.append(f"{where} wrote {written}")
            if name in SAID_IN_JSON and answer.status_code == 401:
                continue
            if answer.status_code != 302 or not answer["Location"].startswith("/login/?next="):
                wrong.append(f"{method} {where} → {answer.status_code}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.once
@pytest.mark.slow
def test_the_admin_is_closed_to_everybody_else(cast: Cast, sign_in: Any, client: Client) -> None:
    wrong = []
    browsers = {name: sign_in(cast.users[name]) for name in EVERYBODY - ADMINISTRATORS}
    found = sorted(set(admin_addresses()) - {"/admin/login/"})
    assert len(found) > 50
    for where in found:
        for method in ("get", "post"):
            answer = getattr(client, method)(where)
            if answer.status_code != 302 or "/login/?next=" not in answer["Location"]:
                wrong.append(f"{method} {where} → {answer.status_code}")
    for name, browser in browsers.items():
        for where in found:
            with writes() as written:
                answer = browser.post(where) if name == "secretary" else browser.get(where)
            if answer.status_code != 403 or written:
                wrong.append(f"{name} {where} → {answer.status_code} {written}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.once
@pytest.mark.slow
@pytest.mark.parametrize("account", sorted(ADMINISTRATORS))
def test_an_administrator_reads_the_admin_without_writing(cast: Cast, sign_in: Any, account: str) -> None:
    """And its pages carry what all others do."""
    make.filed(cast)
    browser = sign_in(cast.users[account])
    wrong = []
    for where in sorted(set(admin_addresses())):
        with writes() as written:
            answer = browser.get(where)
        assert answer.status_code in (200, 302, 403, 404, 405), where
        assert not written, where
        wrong += [f"{where} {answer.status_code}: {fault}" for fault in faults_of(answer)]
    assert not wrong, "\n".join(wrong)


# --- The table is whole ---


def test_every_address_stands_in_the_table() -> None:
    names = {pattern.name for _, pattern in checks.addresses()} - {"components"}
    assert names == set(TABLE) | PUBLIC


def test_every_address_declares_who_may_use_it() -> None:
    assert checks.declared() == []


def test_an_undeclared_address_is_reported(monkeypatch: Any) -> None:
    from django.urls import path

    def bare(request: Any) -> None: ...

    bad = path("bad/", bare, name="bad")
    monkeypatch.setattr(get_resolver(), "url_patterns", [*get_resolver().url_patterns, bad])
    [error] = checks.declared()
    assert error.id == "branchlife.E001"
    assert "bad/" in error.msg


def test_every_form_of_a_branch_stands_in_the_table() -> None:
    known = {one.identifier for kind in ("branch", "branch_year") for one in exports.all_for(kind)}
    assert known == set(EXPORTS)


@pytest.mark.once
@pytest.mark.parametrize("form", EXPORTS)
def test_a_form_of_a_branch_is_given_to_those_it_is_for(cast: Cast, sign_in: Any, form: str) -> None:
    wrong = []
    for account in sorted(EVERYBODY):
        line = Line(EXPORTS[form], READ, "organisation", notes=True)
        where = address("branch-export", cast.first.pk, form=form)
        fault, _ = ask(
            sign_in(cast.users[account]), "get", where, line, expected(line, account, "first", "get")
        )
        wrong += [f"{account}: {fault}"] if fault else []
    assert not wrong, "\n".join(wrong)


# --- What a form does not offer cannot be set ---

STOLEN = {
    "state": "accepted", "decision": "accepted", "filed_at": "2026-01-01", "locked_at": "2026-01-01", "version": "99",
    "content_digest": "f" * 64, "due_count": "1", "present_count": "1", "ordinal": "77", "is_imported": "on",
    "first_saved_at": "2020-01-01", "year": "1999", "created_by": "1", "is_superuser": "on", "is_staff": "on",
    "result": "passed", "eligible_count": "1", "verdict": "通过", "profile": "c_committee", "path": "CX/", "code": "X",
    "stroke_order": "0", "password_changed_at": "2026-01-01", "roles": "sysadmin", "role": "sysadmin",
    "member": "1", "user": "1", "meeting": "1", "gathering": "1", "id": "1", "pk": "1",
}  # fmt: skip
OFFERED = {name: {"version"} for name in ("meeting-minutes", "meeting-autosave", "meeting-compare")}
OFFERED["prompt-adopt"] = {"meeting"}
GUARDED = (Meeting, Filing, Member, Organisation, User)


def stored() -> dict[str, Any]:
    moments = {"changed_at", "updated_at", "last_login"}
    found: dict[str, Any] = {}
    for model in GUARDED:
        names = [one.attname for one in model._meta.concrete_fields if one.name not in moments]
        found[model.__name__] = list(model.objects.order_by("pk").values_list(*names))
    return found


@pytest.mark.once
@pytest.mark.slow
@pytest.mark.parametrize("account", ["secretary", "inspector"])
def test_extra_fields_change_nothing(rows: Rows, sign_in: Any, account: str) -> None:
    """Every POST with fields no form offers leaves exactly what the same POST leaves without them."""
    browser = sign_in(rows.cast.users[account])
    wrong = []
    for name, line, place, where in each(rows):
        may = line.may if isinstance(line.may, set) else line.may.get(place, set())
        if account not in may or not line.post or name == "logout":
            continue
        own = OFFERED.get(name, set())
        left = []
        for data in ({}, {key: value for key, value in STOLEN.items() if key not in own}):
            with transaction.atomic():
                browser.post(where, data)
                left.append(stored())
                transaction.set_rollback(True)
        if left[0] != left[1]:
            wrong.append(where)
    assert not wrong, "\n".join(wrong)


# --- Faults that systems of this trade are known for ---


def test_nobody_opens_a_meeting_of_another_town_by_its_number(rows: Rows, sign_in: Any) -> None:
    browser = sign_in(rows.cast.stranger)
    top = max(row.pk for row in rows.meetings.values()) + 1
    seen = {pk for pk in range(1, top) if browser.get(f"/meetings/{pk}/").status_code == 200}
    assert seen == {meeting.pk for where, meeting in rows.meetings.items() if where[0] == "other"}


def test_no_address_deletes_a_meeting_a_member_or_an_organisation() -> None:
    words = ("delete", "destroy")
    assert not [where for where, _ in checks.addresses() if any(word in where for word in words)]
    for model in (Meeting, Member, Organisation, Filing):
        page = admin.site._registry.get(model)
        assert page is not None
        assert not page.has_delete_permission(None)


def test_what_has_been_filed_keeps_its_rows(rows: Rows, sign_in: Any) -> None:
    """Whatever the branch posts afterwards: minutes, roll, votes and files stay."""
    filed = rows.meetings["first", "filed"]
    browser = sign_in(rows.cast.secretary)
    before = parts_of(filed)
    for name, line in TABLE.items():
        if line.row in ("meeting", "attachment") and line.post and name != "meeting-correct":
            where = address(name, rows.pk_of(line.row, ("first", "filed")), filed)
            browser.post(
                where, {"body": "改了", "version": "1", "revision": str(filed.revision), "confirm": "1"}
            )
    filed.refresh_from_db()
    assert filed.state == "filed"
    assert parts_of(filed) == before


def parts_of(meeting: Meeting) -> dict[str, Any]:
    shelves = ("minutes_versions", "attendances", "attachments", "agenda", "resolutions", "guests")
    return {name: list(getattr(meeting, name).order_by("pk").values()) for name in shelves}


def test_no_file_has_a_public_address(rows: Rows, client: Client, settings: Any) -> None:
    row = rows.meetings["first", "draft"].attachments.get()
    assert not settings.MEDIA_URL.strip("/")
    for where in (f"/{row.file.name}", f"/media/{row.file.name}", f"/static/{row.file.name}"):
        assert client.get(where).status_code == 404


def test_an_upload_never_takes_the_name_it_came_with(rows: Rows) -> None:
    row = rows.meetings["first", "draft"].attachments.get()
    assert "材料" not in row.file.name
    assert row.name == "材料.pdf"


def test_the_counts_of_a_vote_are_taken_from_the_roll_not_from_the_form(cast: Cast, sign_in: Any) -> None:
    meeting = make.held(cast)
    where = address("meeting-motion", meeting.pk, meeting)
    given = {"method": "show_of_hands", "yes": "7", "no": "0", "abstain": "0"}
    sign_in(cast.secretary).post(
        where, given | {"eligible_count": "1", "present_voters": "99", "result": "failed"}
    )
    motion = meeting.agenda.first().motions.first()
    assert motion is not None
    assert (motion.eligible_count, motion.result) == (9, "passed")


def test_a_role_that_ended_opens_nothing_from_that_day_on(rows: Rows, sign_in: Any) -> None:
    rows.cast.secretary.role_grants.update(end="2026-11-24")
    browser = sign_in(rows.cast.secretary)
    assert browser.get(address("meeting", rows.meetings["first", "draft"].pk)).status_code == 404
    assert browser.get(reverse("meetings")).status_code == 403


def test_a_member_who_moved_away_is_seen_where_they_are(cast: Cast, sign_in: Any) -> None:
    place = places.plant(
        kind="branch", code="CX-ZY2", name="竹园二支部", full_name="中共澄溪县竹园镇竹园第二支部",
        short_name="竹园二支部", parent=cast.other_town,
    )  # fmt: skip
    transfers.move(cast.grace, place, TODAY)
    assert sign_in(cast.far_inspector).get(address("member", cast.grace.pk)).status_code == 200


def test_the_password_opens_nothing_more_than_the_role(client: Client, rows: Rows) -> None:
    client.post("/login/", {"username": "neighbour", "password": PASSWORD})
    assert client.get(address("meeting", rows.meetings["first", "draft"].pk)).status_code == 404


def test_guarded_models_are_all_models_that_appear_on_a_screen() -> None:
    """A new model with rows of its own must be thought of here."""
    scoped = {model for model in GUARDED if hasattr(model, "seen")}
    assert {Meeting, Filing, Member, Organisation} == scoped
    assert all(issubclass(model, models.Model) for model in GUARDED)
