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
from members.access import Role
from members.models import AccessLog, Appointment, CommitteeTerm, Member, Organisation, RoleGrant, User
from members.vocabulary import Post
from tests.cast import PASSWORD, SINCE, TODAY, Cast
from tests.meetings.lifecycle import make

ROOMS = {
    "sysadmin": {
        "organisation", "appointment", "committeeterm", "member", "calendarday", "ruleset", "basis",
    },
    "secadmin": {"organisation", "member", "user", "rolegrant"},
    "auditor": {
        "accesslog", "accessattempt", "axes.accesslog", "logentry", "meetingevent",
        "meeting", "filing", "motion", "correction", "poll",
    },
}  # fmt: skip
WRITABLE = {
    "sysadmin": {"organisation", "appointment", "committeeterm", "calendarday", "ruleset", "basis"},
    "secadmin": {"user", "rolegrant"},
    "auditor": set(),
}


def name_of(model: Any) -> str:
    return "axes.accesslog" if model._meta.label == "axes.AccessLog" else model._meta.model_name


def place_of(model: Any, page: str = "changelist", *args: Any) -> str:
    from django.urls import reverse

    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)


def send(browser: Client, address: str, **given: Any) -> Any:
    return browser.post(address, given)


def errors(answer: Any) -> str:
    assert answer.status_code == 200, "nothing was refused"
    form = answer.context["adminform"].form
    return " ".join(text for texts in form.errors.values() for text in texts)


# --- Who sees what ---


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
        ("sysadmin", ["党组织与党员", "日历", "规则"]),
        ("secadmin", ["党组织与党员", "账号与授权"]),
        ("auditor", ["会议（只读）", "审计"]),
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


# --- Organisations ---


def organisation(**given: Any) -> dict[str, Any]:
    return {
        "kind": "branch", "name": "柳湾村第三支部", "full_name": "中共澄溪县禾岭镇柳湾村第三支部委员会",
        "short_name": "柳湾村第三支部", "code": "CX-HL-LW3", "sector": "", "unit_count": "",
        "founded_on": "2026-11-01", "dissolved_on": "", "remark": "",
    } | given  # fmt: skip


def test_an_organisation_is_planted_with_its_path(cast: Cast, sign_in: Any) -> None:
    browser = sign_in(cast.sysadmin)
    answer = send(browser, place_of(Organisation, "add"), **organisation(parent=cast.village.pk))
    assert answer.status_code == 302
    row = Organisation.objects.get(code="CX-HL-LW3")
    assert row.path == cast.village.path + "CX-HL-LW3/"
    assert (row.created_by, row.changed_by) == (cast.sysadmin, cast.sysadmin)
    log = AccessLog.objects.get(object_type="members.Organisation")
    assert (log.user, log.action) == (cast.sysadmin, "管理：新增党组织")


def test_moving_an_organisation_mends_the_paths_below(cast: Cast, sign_in: Any) -> None:
    fields = ("kind", "name", "full_name", "short_name", "code", "sector", "remark")
    given = {name: getattr(cast.first, name) for name in fields} | {"parent": cast.other_town.pk}
    given |= {"unit_count": "", "founded_on": "2010-07-01", "dissolved_on": ""}
    answer = send(sign_in(cast.sysadmin), place_of(Organisation, "change", cast.first.pk), **given)
    assert answer.status_code == 302
    assert Organisation.objects.get(pk=cast.east.pk).path == "CX/CX-ZY/CX-HL-LW1/CX-HL-LW1-G1/"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"parent": "first"}, "支部之下只能设党小组"),
        ({"parent": "east", "kind": "party_group"}, "党小组须编在一个支部之下"),
        ({"parent": "village", "code": "cx hl"}, "代码只用大写字母"),
        ({"parent": "village", "code": "CX-HL-LW1"}, "已"),
        ({"parent": "village", "dissolved_on": "2026-10-01"}, "撤销日期须晚于成立日期"),
        ({"parent": "village", "founded_on": "昨天"}, "日期"),
    ],
)
def test_an_impossible_place_is_refused_in_words(
    cast: Cast, sign_in: Any, given: dict[str, Any], words: str
) -> None:
    given = organisation(**given | {"parent": cast.places[given["parent"]].pk})
    count = Organisation.objects.count()
    assert words in errors(send(sign_in(cast.sysadmin), place_of(Organisation, "add"), **given))
    assert Organisation.objects.count() == count


def test_the_tree_is_indented_and_can_be_searched(cast: Cast, sign_in: Any) -> None:
    page = sign_in(cast.sysadmin).get(place_of(Organisation) + "?q=柳湾").content.decode()
    assert "　　　柳湾村第一支部" in page
    assert "竹园支部" not in page


@pytest.mark.parametrize("account", ["sysadmin", "secadmin"])
def test_a_superior_is_found_by_typing(cast: Cast, sign_in: Any, account: str) -> None:
    field = {"model_name": "organisation", "field_name": "parent"}
    if account == "secadmin":
        field = {"model_name": "rolegrant", "field_name": "organisation"}
    found = sign_in(cast.users[account]).get(
        "/admin/autocomplete/", {"term": "禾岭", "app_label": "members", **field}
    )
    assert "柳湾村第一支部" in {row["text"] for row in found.json()["results"]}


@pytest.mark.parametrize("account", ["auditor", "secretary"])
def test_typing_finds_nothing_for_others(cast: Cast, sign_in: Any, account: str) -> None:
    query = {"term": "韦", "app_label": "members", "model_name": "appointment", "field_name": "member"}
    assert sign_in(cast.users[account]).get("/admin/autocomplete/", query).status_code == 403


# --- Members, posts, terms ---


def test_no_page_shows_an_identity_number_or_a_telephone(cast: Cast, sign_in: Any) -> None:
    from members import transfers

    transfers.mend(
        cast.alice, {"id_number": "11010519491231002X", "phone": "13800138000", "address": "柳湾村1号"}
    )
    for account in ("sysadmin", "secadmin"):
        browser = sign_in(cast.users[account])
        for address in (place_of(Member), place_of(Member, "change", cast.alice.pk)):
            page = browser.get(address).content.decode()
            assert cast.alice.name in page
            assert all(secret not in page for secret in ("1231002X", "138001", "柳湾村1号"))
    assert (
        send(sign_in(cast.sysadmin), place_of(Member, "change", cast.alice.pk), name="别名").status_code
        == 403
    )


def test_a_member_shows_the_facts_of_today_and_their_history(cast: Cast, sign_in: Any) -> None:
    browser = sign_in(cast.sysadmin)
    assert "预备党员" in browser.get(place_of(Member) + "?q=卓一凡").content.decode()
    assert "柳湾村第一支部" in browser.get(place_of(Member, "change", cast.judy.pk)).content.decode()
    seen = sign_in(cast.secadmin).get(place_of(Member, "change", cast.judy.pk)).content.decode()
    assert "预备党员" not in seen


def test_a_post_is_given_and_ended(cast: Cast, sign_in: Any) -> None:
    browser = sign_in(cast.sysadmin)
    given = {
        "member": cast.lena.pk, "organisation": cast.second.pk, "post": "committee_member", "mode": "by_elected",
        "approval_doc": "禾委〔2026〕9号", "start": "2026-11-01", "end": "",
    }  # fmt: skip
    assert send(browser, place_of(Appointment, "add"), **given).status_code == 302
    row = Appointment.objects.get(member=cast.lena)
    assert (row.post, row.mode, row.created_by) == (Post.COMMITTEE_MEMBER, "by_elected", cast.sysadmin)
    assert send(browser, place_of(Appointment, "change", row.pk), end="2026-11-20").status_code == 302
    row.refresh_from_db()
    assert (row.start, row.end) == (date(2026, 11, 1), date(2026, 11, 20))
    again = send(browser, place_of(Appointment, "change", row.pk), end="")
    assert "不能恢复" in errors(again)


def test_the_same_post_twice_is_refused(cast: Cast, sign_in: Any) -> None:
    given = {
        "member": cast.alice.pk, "organisation": cast.first.pk, "post": "secretary", "mode": "elected",
        "approval_doc": "", "start": "2026-11-01", "end": "",
    }  # fmt: skip
    assert "已" in errors(send(sign_in(cast.sysadmin), place_of(Appointment, "add"), **given))
    assert Appointment.objects.filter(member=cast.alice).count() == 1


def test_an_end_before_the_start_is_refused(cast: Cast, sign_in: Any) -> None:
    row = Appointment.objects.get(member=cast.alice)
    answer = send(sign_in(cast.sysadmin), place_of(Appointment, "change", row.pk), end="2020-01-01")
    assert "晚于" in errors(answer)
    row.refresh_from_db()
    assert row.end is None


def test_an_end_changes_nothing_but_the_end(cast: Cast, sign_in: Any) -> None:
    row = Appointment.objects.get(member=cast.alice)
    more = {
        "member": cast.bob.pk,
        "post": "committee_member",
        "start": "2020-01-01",
        "organisation": cast.other.pk,
    }
    send(sign_in(cast.sysadmin), place_of(Appointment, "change", row.pk), end="2026-11-20", **more)
    row.refresh_from_db()
    assert (row.member, row.post, row.organisation) == (cast.alice, Post.SECRETARY, cast.first)
    assert row.end == date(2026, 11, 20)


def test_a_term_is_entered_and_its_extension_needs_a_paper(cast: Cast, sign_in: Any) -> None:
    browser = sign_in(cast.sysadmin)
    given = {
        "organisation": cast.first.pk, "ordinal": "3", "seats": "3", "start": "2023-09-15", "due_on": "2026-09-15",
        "end": "", "extended_to": "2027-03-15", "extension_doc": "",
    }  # fmt: skip
    assert "批准文号" in errors(send(browser, place_of(CommitteeTerm, "add"), **given))
    given["extension_doc"] = "禾委〔2026〕3号"
    assert send(browser, place_of(CommitteeTerm, "add"), **given).status_code == 302
    assert CommitteeTerm.objects.get().created_by == cast.sysadmin


def test_a_day_of_the_calendar_is_entered_and_deleted(cast: Cast, sign_in: Any) -> None:
    browser = sign_in(cast.sysadmin)
    given = {"date": "2027-02-06", "is_workday": "", "name": "春节", "source_doc": "国办发明电"}
    assert send(browser, place_of(CalendarDay, "add"), **given).status_code == 302
    row = CalendarDay.objects.get(date=date(2027, 2, 6))
    assert browser.post(place_of(CalendarDay, "delete", row.pk), {"post": "yes"}).status_code == 302
    assert not CalendarDay.objects.filter(pk=row.pk).exists()


def test_dates_are_picked_with_the_browser(cast: Cast, sign_in: Any) -> None:
    page = sign_in(cast.sysadmin).get(place_of(CommitteeTerm, "add")).content.decode()
    assert 'type="date" name="start"' in page


# --- Accounts and roles ---


def account_form(**given: Any) -> dict[str, Any]:
    return {
        "username": "liuwan-3",
        "name": "韦建军",
        "member": "",
        "given_password": "初始密码要够长才行的",
    } | given


def test_an_account_is_opened_without_a_role(cast: Cast, sign_in: Any) -> None:
    browser = sign_in(cast.secadmin)
    given = account_form(member=cast.lena.pk, name="", given_password="初始密码要够长才行的-2026")
    assert send(browser, place_of(User, "add"), **given).status_code == 302
    user = User.objects.get(username="liuwan-3")
    assert (user.name, user.member, user.is_staff, user.is_superuser) == ("冯德厚", cast.lena, False, False)
    assert user.check_password("初始密码要够长才行的-2026")
    assert user.password_changed_at is None
    assert not user.actor(TODAY).grants


def test_no_extra_field_makes_a_superuser(cast: Cast, sign_in: Any) -> None:
    more = {"is_superuser": "on", "is_staff": "on", "user_permissions": "1", "password": "pbkdf2_sha256$1$x"}
    given = account_form(given_password="初始密码要够长才行的-2026") | more
    browser = sign_in(cast.secadmin)
    send(browser, place_of(User, "add"), **given)
    user = User.objects.get(username="liuwan-3")
    assert (user.is_superuser, user.is_staff, user.user_permissions.count()) == (False, False, 0)
    send(
        browser, place_of(User, "change", user.pk), name="改名", is_active="on", **more | {"username": "root"}
    )
    user.refresh_from_db()
    assert (user.name, user.username) == ("改名", "liuwan-3")
    assert (user.is_superuser, user.is_staff) == (False, False)
    assert user.check_password("初始密码要够长才行的-2026")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"given_password": "太短"}, "12"),
        ({"given_password": ""}, "必填"),
        ({"username": "secretary", "given_password": "初始密码要够长才行的-2026"}, "已"),
    ],
)
def test_a_poor_account_is_refused(cast: Cast, sign_in: Any, given: dict[str, str], words: str) -> None:
    count = User.objects.count()
    assert words in errors(send(sign_in(cast.secadmin), place_of(User, "add"), **account_form(**given)))
    assert User.objects.count() == count


def test_closing_an_account_throws_its_owner_out(cast: Cast, sign_in: Any) -> None:
    owner = sign_in(cast.recorder)
    assert owner.get("/account/").status_code == 200
    send(
        sign_in(cast.secadmin), place_of(User, "change", cast.recorder.pk), name="祝春犇", member=cast.bob.pk
    )
    assert not User.objects.get(pk=cast.recorder.pk).is_active
    assert owner.get("/account/").status_code == 302


def test_nobody_closes_the_account_they_sit_in(cast: Cast, sign_in: Any) -> None:
    answer = send(sign_in(cast.secadmin), place_of(User, "change", cast.secadmin.pk), name="安全管理员")
    assert "不能停用自己的账号" in errors(answer)


def test_a_given_password_replaces_the_old_and_ends_sessions(cast: Cast, sign_in: Any) -> None:
    owner = sign_in(cast.recorder)
    given = {
        "name": "祝春犇",
        "member": cast.bob.pk,
        "is_active": "on",
        "given_password": "重设密码也要够长-2026",
    }
    send(sign_in(cast.secadmin), place_of(User, "change", cast.recorder.pk), **given)
    user = User.objects.get(pk=cast.recorder.pk)
    assert user.check_password("重设密码也要够长-2026")
    assert user.password_changed_at is None
    assert owner.get("/account/").status_code == 302


def test_accounts_are_unlocked_and_telephones_reset_from_the_list(cast: Cast, sign_in: Any) -> None:
    for _ in range(5):
        Client().post("/login/", {"username": "recorder", "password": "a wrong password"})
    browser = sign_in(cast.secadmin)
    assert "被锁" in browser.get(place_of(User) + "?q=recorder").content.decode()
    for action in ("unlock", "forget_device"):
        given = {"action": action, "_selected_action": [cast.recorder.pk]}
        assert browser.post(place_of(User), given).status_code == 302
    assert Client().post("/login/", {"username": "recorder", "password": PASSWORD}).status_code == 302
    logged = AccessLog.objects.filter(object_id=str(cast.recorder.pk)).values_list("action", flat=True)
    assert set(logged) == {"管理：解锁账号", "管理：重设动态口令"}


def grant(**given: Any) -> dict[str, Any]:
    return {"start": "2026-11-24"} | {name: getattr(value, "pk", value) for name, value in given.items()}


def test_a_role_is_given_and_ended(cast: Cast, sign_in: Any) -> None:
    browser = sign_in(cast.secadmin)
    given = grant(user=cast.recorder, role="recorder", organisation=cast.second)
    assert send(browser, place_of(RoleGrant, "add"), **given).status_code == 302
    row = RoleGrant.objects.get(user=cast.recorder, organisation=cast.second)
    assert (row.start, row.created_by) == (TODAY, cast.secadmin)
    more = {"role": "sysadmin", "organisation": cast.county.pk, "user": cast.secadmin.pk}
    assert send(browser, place_of(RoleGrant, "change", row.pk), end="2026-12-01", **more).status_code == 302
    row.refresh_from_db()
    assert (row.end, row.role, row.user) == (date(2026, 12, 1), Role.RECORDER, cast.recorder)
    assert "不能恢复" in errors(send(browser, place_of(RoleGrant, "change", row.pk), end=""))


@pytest.mark.parametrize("first", ["sysadmin", "auditor"])
@pytest.mark.parametrize("second", ["sysadmin", "secadmin", "auditor", "secretary"])
def test_the_three_administrators_exclude_one_another_and_any_other_role(
    cast: Cast, sign_in: Any, first: str, second: str
) -> None:
    given = grant(user=cast.users[first], role=second, organisation=cast.town)
    answer = send(sign_in(cast.secadmin), place_of(RoleGrant, "add"), **given)
    held = RoleGrant.objects.filter(user=cast.users[first])
    if first == second:
        assert answer.status_code == 302
        assert held.count() == 2
    else:
        assert "三员互斥" in errors(answer)
        assert held.count() == 1


def test_a_secretary_does_not_become_an_administrator(cast: Cast, sign_in: Any) -> None:
    given = grant(user=cast.secretary, role="auditor", organisation=cast.county)
    assert "三员互斥" in errors(send(sign_in(cast.secadmin), place_of(RoleGrant, "add"), **given))


def test_nobody_gives_themselves_a_role(cast: Cast, sign_in: Any) -> None:
    given = grant(user=cast.secadmin, role="secadmin", organisation=cast.town)
    assert "不能给自己授权" in errors(send(sign_in(cast.secadmin), place_of(RoleGrant, "add"), **given))
    row = RoleGrant.objects.get(user=cast.secadmin)
    answer = send(sign_in(cast.secadmin), place_of(RoleGrant, "change", row.pk), end="2027-01-01")
    assert "不能改自己的授权" in errors(answer)


def test_a_role_ends_after_it_began(cast: Cast, sign_in: Any) -> None:
    row = RoleGrant.objects.get(user=cast.recorder)
    assert row.start == SINCE
    answer = send(sign_in(cast.secadmin), place_of(RoleGrant, "change", row.pk), end="2019-01-01")
    assert "晚于开始日期" in errors(answer)


# --- The trail ---


def test_what_administrators_do_is_found_by_the_auditor(cast: Cast, sign_in: Any) -> None:
    given = grant(user=cast.recorder, role="recorder", organisation=cast.second)
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
