"""The admin, as each of the three administrators finds it."""

from datetime import date
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client

from meetings.lifecycle import filing as step
from meetings.models import CalendarDay, Meeting
from meetings.models.meeting import CLOSE_KINDS
from members import accounts
from members.models import AccessLog, RoleGrant, User
from tests.admin_pages import place_of, send
from tests.cast import TODAY, Cast
from tests.meetings.lifecycle import make

ROOMS = {
    "sysadmin": {
        "organisation", "appointment", "committeeterm", "member", "calendarday", "calendaryear", "ruleset", "basis",
        "nightlyrun",
    },
    "secadmin": {"organisation", "member", "user", "rolegrant"},
    "auditor": {
        "accesslog", "accessattempt", "axes.accesslog", "logentry", "meetingevent", "ledgerlink", "nightlyrun",
        "meeting", "filing", "motion", "correction", "poll", "archivebox", "archiveitem", "recordpaper",
        "checkrun", "finding", "rectification", "remark",
    },
}  # fmt: skip
WRITABLE = {
    "sysadmin": {
        "organisation",
        "appointment",
        "committeeterm",
        "calendarday",
        "calendaryear",
        "ruleset",
        "basis",
    },
    "secadmin": {"user", "rolegrant"},
    "auditor": set(),
}


def name_of(model: Any) -> str:
    return "axes.accesslog" if model._meta.label == "axes.AccessLog" else model._meta.model_name


MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)


# --- Who sees what ---


@pytest.mark.once
@pytest.mark.parametrize("account", ROOMS)
@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_each_administrator_opens_their_own_rooms_only(
    cast: Cast, sign_in: Any, account: str, model: Any
) -> None:
    browser = sign_in(cast.users[account])
    name = name_of(model)
    assert browser.get(place_of(model)).status_code == (200 if name in ROOMS[account] else 403)
    assert browser.get(place_of(model, "add")).status_code == (200 if name in WRITABLE[account] else 403)


def test_every_model_has_a_room_and_an_owner() -> None:
    owned = set().union(*ROOMS.values())
    assert {name_of(model) for model in MODELS} == owned


@pytest.mark.parametrize(
    ("account", "rooms"),
    [
        ("sysadmin", ["党组织与党员", "日历", "规则", "运行"]),
        ("secadmin", ["党组织与党员", "账号与授权"]),
        ("auditor", ["会议（只读）", "审计", "运行"]),
    ],
)
def test_the_first_page_is_grouped_by_room(cast: Cast, sign_in: Any, account: str, rooms: list[str]) -> None:
    page = sign_in(cast.users[account]).get("/admin/")
    assert [app["name"] for app in page.context["app_list"]] == rooms
    assert {name_of(row["model"]) for app in page.context["app_list"] for row in app["models"]} == ROOMS[
        account
    ]
    assert "支部生活 · 系统管理" in page.content.decode()


@pytest.mark.parametrize("account", ["secretary", "member", "officer", "inspector"])
def test_nobody_else_enters(cast: Cast, sign_in: Any, account: str) -> None:
    assert sign_in(cast.users[account]).get("/admin/").status_code == 403


def test_not_even_a_superuser_without_the_role(cast: Cast, sign_in: Any) -> None:
    root = User.objects.create(username="root", is_staff=True, is_superuser=True)
    assert sign_in(root).get("/admin/").status_code == 403


def test_an_administrator_whose_term_is_over_stays_outside(cast: Cast, sign_in: Any, clock: Any) -> None:
    accounts.end_grant(RoleGrant.objects.get(user=cast.sysadmin), date(2026, 11, 24), cast.secadmin)
    assert sign_in(cast.sysadmin).get("/admin/").status_code == 403
    assert not User.objects.get(pk=cast.sysadmin.pk).is_staff


def test_the_door_is_that_of_the_site(client: Client, cast: Cast, sign_in: Any) -> None:
    assert client.get("/admin/")["Location"].startswith("/login/?next=/admin/")
    assert client.get("/admin/login/")["Location"] == "/login/?next=/admin/"
    browser = sign_in(cast.sysadmin)
    assert browser.get("/admin/password_change/")["Location"] == "/account/password/"
    assert browser.get("/admin/password_change/done/")["Location"] == "/account/"
    assert browser.get("/admin/members/")["Location"] == "/admin/"
    assert "已退出" in browser.post("/admin/logout/").content.decode()


# --- What nobody does ---


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_no_list_is_edited_in_place_and_nothing_is_deleted_in_bulk(model: Any) -> None:
    page = admin.site._registry[model]
    assert not page.list_editable
    assert "delete_selected" not in (page.actions or ())


@pytest.mark.once
@pytest.mark.parametrize("account", ROOMS)
@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_only_a_day_of_the_calendar_can_be_deleted(
    cast: Cast, sign_in: Any, rf: Any, account: str, model: Any
) -> None:
    rf = rf.get("/")
    rf.actor = cast.users[account].actor(TODAY)
    may = admin.site._registry[model].has_delete_permission(rf)
    assert may == (account == "sysadmin" and model is CalendarDay)


def test_a_filed_record_is_read_only_for_the_auditor(cast: Cast, sign_in: Any) -> None:
    filing = make.filed(cast)
    browser = sign_in(cast.auditor)
    for row in (filing, filing.meeting, filing.meeting.events.first()):
        address = place_of(type(row), "change", row.pk)
        assert browser.get(address).status_code == 200
        assert send(browser, address, state="planned", decision="returned").status_code == 403
        assert browser.post(place_of(type(row), "delete", row.pk), {"post": "yes"}).status_code == 403
    stored = Meeting.objects.get(pk=filing.meeting_id)
    assert stored.state == "filed"
    assert stored.revision == filing.meeting.revision


def test_the_auditor_reads_no_minutes(cast: Cast, sign_in: Any) -> None:
    filing = make.filed(cast)
    browser = sign_in(cast.auditor)
    pages = [
        browser.get(place_of(type(row), "change", row.pk)).content.decode()
        for row in (filing, filing.meeting)
    ]
    assert all("大家逐项讨论" not in page and "鱼塘" not in page for page in pages)


def test_corrections_of_a_close_meeting_stay_in_their_circle(cast: Cast, sign_in: Any) -> None:
    open_one = make.filed(cast).meeting
    row = step.correct(open_one, "地点", "礼堂", "文化礼堂", "笔误", cast.secretary)
    browser = sign_in(cast.auditor)
    assert browser.get(place_of(type(row), "change", row.pk)).status_code == 200
    Meeting.objects.filter(pk=open_one.pk).update(kind=CLOSE_KINDS[0])
    assert browser.get(place_of(type(row), "change", row.pk)).status_code == 302
    assert "文化礼堂" not in browser.get(place_of(type(row))).content.decode()


# --- The calendar ---


def test_a_day_of_the_calendar_is_entered_and_deleted(cast: Cast, sign_in: Any) -> None:
    browser = sign_in(cast.sysadmin)
    given = {"date": "2027-02-06", "is_workday": "", "name": "春节", "source_doc": "国办发明电"}
    assert send(browser, place_of(CalendarDay, "add"), **given).status_code == 302
    row = CalendarDay.objects.get(date=date(2027, 2, 6))
    assert browser.post(place_of(CalendarDay, "delete", row.pk), {"post": "yes"}).status_code == 302
    assert not CalendarDay.objects.filter(pk=row.pk).exists()


# --- The trail ---


def test_what_administrators_do_is_found_by_the_auditor(cast: Cast, sign_in: Any) -> None:
    place = cast.second.pk
    given = {"user": cast.recorder.pk, "role": "recorder", "organisation": place, "start": "2026-11-24"}
    send(sign_in(cast.secadmin), place_of(RoleGrant, "add"), **given)
    browser = sign_in(cast.auditor)
    assert "管理：新增授权" in browser.get(place_of(AccessLog)).content.decode()
    row = AccessLog.objects.get()
    assert browser.get(place_of(AccessLog, "change", row.pk)).status_code == 200
    assert send(browser, place_of(AccessLog, "change", row.pk), action="x").status_code == 403
    assert browser.post(place_of(AccessLog, "delete", row.pk), {"post": "yes"}).status_code == 403
    assert AccessLog.objects.get().action == "管理：新增授权"


def test_failed_log_ins_are_shown_without_passwords(cast: Cast, sign_in: Any) -> None:
    Client().post("/login/", {"username": "recorder", "password": "a-password-typed-wrong"})
    from axes.models import AccessAttempt

    browser = sign_in(cast.auditor)
    row = AccessAttempt.objects.get()
    for address in (place_of(AccessAttempt), place_of(AccessAttempt, "change", row.pk)):
        page = browser.get(address).content.decode()
        assert "recorder" in page
        assert "a-password-typed-wrong" not in page
    assert "a-password-typed-wrong" not in f"{row.post_data}{row.get_data}"


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_every_list_takes_a_constant_number_of_queries(
    cast: Cast, sign_in: Any, django_assert_max_num_queries: Any, model: Any
) -> None:
    make.filed(cast)
    owner = next(account for account, rooms in ROOMS.items() if name_of(model) in rooms)
    browser = sign_in(cast.users[owner])
    with django_assert_max_num_queries(14):
        assert browser.get(place_of(model) + "?q=柳").status_code == 200
