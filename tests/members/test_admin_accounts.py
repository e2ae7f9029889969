"""Accounts and roles in the admin."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from members.access import Role
from members.models import AccessLog, RoleGrant, User
from tests.admin_pages import errors, place_of, send
from tests.cast import PASSWORD, SINCE, TODAY, Cast


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
