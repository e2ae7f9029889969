"""Coming in and going out: the same words for every failure, a lock that spares the office, sessions that end."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from members import accounts
from members.access import Role
from members.models import User
from tests.cast import NOW, PASSWORD, TODAY, Cast

WRONG = "账号或密码不对"


def log_in(client: Client, username: str, password: str = PASSWORD, **extra: Any) -> Any:
    return client.post("/login/", {"username": username, "password": password, **extra})


# --- Signing in ---


def test_the_login_page_is_usable_at_once(client: Client, db: None) -> None:
    page = client.get("/login/")
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert 'name="username"' in page.content.decode()


@pytest.mark.parametrize(
    ("account", "first_page"),
    [
        ("secretary", "/"),
        ("inspector", "/"),
        ("member", "/mine/"),
        ("sysadmin", "/admin/"),
        ("secadmin", "/admin/"),
        ("auditor", "/admin/"),
    ],
)
def test_everybody_comes_to_their_own_first_page(
    client: Client, cast: Cast, account: str, first_page: str
) -> None:
    answer = log_in(client, account)
    assert answer.status_code == 302
    assert answer["Location"] == first_page


def test_an_account_without_a_role_comes_to_its_account_page(client: Client, cast: Cast) -> None:
    accounts.make_account("newcomer", PASSWORD, "新人")
    assert log_in(client, "newcomer")["Location"] == "/account/"
    assert "还没有角色" in client.get("/account/").content.decode()


def test_wrong_name_wrong_password_and_closed_account_get_the_same_answer(client: Client, cast: Cast) -> None:
    accounts.amend_account(cast.recorder, is_active=False)
    pages = [
        log_in(client, "nobody-of-this-name"),
        log_in(client, "secretary", "a wrong password"),
        log_in(client, "recorder"),
    ]
    bodies = set()
    for page, name in zip(pages, ("nobody-of-this-name", "secretary", "recorder"), strict=True):
        assert page.status_code == 200
        assert WRONG in page.content.decode()
        body = page.content.decode().replace(name, "NAME")
        bodies.add(re.sub(r'"[A-Za-z0-9]{64}"', "TOKEN", body))
    assert len(bodies) == 1


@pytest.mark.parametrize(
    "evil", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil"]
)
def test_next_never_leads_away(client: Client, cast: Cast, evil: str) -> None:
    assert log_in(client, "secretary", next=evil)["Location"] == "/"


def test_next_leads_to_the_page_that_was_asked_for(client: Client, cast: Cast) -> None:
    assert client.get("/meetings/?year=2026")["Location"] == "/login/?next=/meetings/%3Fyear%3D2026"
    assert log_in(client, "secretary", next="/meetings/?year=2026")["Location"] == "/meetings/?year=2026"


# --- Five wrong passwords ---


def locked(client: Client, username: str) -> Any:
    for _ in range(5):
        answer = log_in(client, username, "a wrong password")
    return answer


def test_the_fifth_wrong_password_locks_for_thirty_minutes_and_says_until_when(
    client: Client, cast: Cast, clock: Any
) -> None:
    answer = locked(client, "secretary")
    assert answer.status_code == 429
    assert "10:30" in answer.content.decode()
    assert log_in(client, "secretary").status_code == 429  # the right password does not help either
    clock.move_to(NOW + timedelta(minutes=31))
    assert log_in(client, "secretary").status_code == 302


def test_a_try_during_the_lock_does_not_lengthen_it(client: Client, cast: Cast, clock: Any) -> None:
    locked(client, "secretary")
    clock.move_to(NOW + timedelta(minutes=20))
    assert "10:30" in log_in(client, "secretary").content.decode()
    clock.move_to(NOW + timedelta(minutes=31))
    assert log_in(client, "secretary").status_code == 302


def test_the_rest_of_the_office_behind_the_same_address_is_not_locked_out(client: Client, cast: Cast) -> None:
    locked(client, "secretary")
    assert log_in(Client(), "recorder").status_code == 302


def test_the_owner_elsewhere_is_not_locked_out_by_a_stranger(client: Client, cast: Cast) -> None:
    locked(client, "secretary")
    assert log_in(Client(REMOTE_ADDR="10.1.2.3"), "secretary").status_code == 302


def test_four_wrong_passwords_are_forgotten_after_the_right_one(client: Client, cast: Cast) -> None:
    for _ in range(2):
        for _ in range(4):
            log_in(client, "secretary", "a wrong password")
        assert log_in(client, "secretary").status_code == 302
        client.post("/logout/")


def test_the_security_administrator_unlocks(client: Client, cast: Cast) -> None:
    locked(client, "secretary")
    assert accounts.unlock(cast.secretary) == 1
    assert log_in(client, "secretary").status_code == 302


def test_behind_the_web_server_the_address_is_what_the_server_says(
    client: Client, cast: Cast, settings: Any
) -> None:
    settings.BEHIND_PROXY = True
    for number in range(5):
        claimed = {"HTTP_X_FORWARDED_FOR": f"1.1.1.{number}, 10.0.0.7"}
        answer = client.post("/login/", {"username": "secretary", "password": "a wrong password"}, **claimed)
    assert answer.status_code == 429


def test_without_a_web_server_in_front_a_claimed_address_counts_for_nothing(
    client: Client, cast: Cast
) -> None:
    for number in range(5):
        claimed = {"HTTP_X_FORWARDED_FOR": f"1.1.1.{number}"}
        answer = client.post("/login/", {"username": "secretary", "password": "a wrong password"}, **claimed)
    assert answer.status_code == 429


# --- Sessions ---


@pytest.mark.parametrize(
    ("account", "minutes"), [("secretary", 30), ("officer", 30), ("inspector", 15), ("auditor", 15)]
)
def test_an_idle_session_ends(cast: Cast, sign_in: Any, clock: Any, account: str, minutes: int) -> None:
    browser = sign_in(cast.users[account])
    assert browser.get("/account/").status_code == 200
    clock.move_to(NOW + timedelta(minutes=minutes) - timedelta(seconds=1))
    assert browser.get("/account/").status_code == 200
    clock.shift(timedelta(minutes=minutes))
    answer = browser.get("/account/", follow=True)
    assert answer.redirect_chain == [("/login/?next=/account/", 302)]
    assert "较久没有操作，已自动退出" in answer.content.decode()


def test_a_session_ends_after_twelve_hours_however_busy(cast: Cast, sign_in: Any, clock: Any) -> None:
    browser = sign_in(cast.secretary)
    for _ in range(36):
        assert browser.get("/account/awake/").status_code == 204
        clock.shift(timedelta(minutes=20))
    answer = browser.get("/account/", follow=True)
    assert "登录已满 12 小时" in answer.content.decode()


def test_a_new_log_in_starts_both_clocks_again(client: Client, cast: Cast, clock: Any) -> None:
    log_in(client, "secretary")
    clock.shift(timedelta(hours=11))
    client.get("/account/")
    log_in(client, "secretary")
    clock.shift(timedelta(minutes=29))
    assert client.get("/account/").status_code == 200
    clock.shift(timedelta(minutes=29))
    assert client.get("/account/").status_code == 200


def test_a_page_carries_what_the_warning_needs(cast: Cast, sign_in: Any) -> None:
    page = sign_in(cast.secretary).get("/account/").content.decode()
    assert 'data-idle-minutes="30" data-idle-warn="2" data-idle-url="/account/awake/"' in page
    assert 'data-idle-minutes="15"' in sign_in(cast.inspector).get("/account/").content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_HX_REQUEST": "true"},
        {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"},
        {"HTTP_ACCEPT": "application/json"},
    ],
)
def test_a_script_is_told_that_the_session_is_over(client: Client, db: None, headers: dict[str, str]) -> None:
    answer = client.post(
        "/account/elder/", HTTP_REFERER="http://testserver/meetings/7/minutes/?a=1", **headers
    )
    assert answer.status_code == 401
    assert answer["HX-Redirect"] == "/login/?next=/meetings/7/minutes/%3Fa%3D1"


def test_after_a_form_was_sent_too_late_one_comes_back_to_its_page(client: Client, db: None) -> None:
    late = client.post("/account/elder/", HTTP_REFERER="http://testserver/meetings/7/minutes/")
    assert late["Location"] == "/login/?next=/meetings/7/minutes/"
    foreign = client.post("/account/elder/", HTTP_REFERER="https://evil.example/x")
    assert foreign["Location"] == "/login/?next=/"


def test_signing_out_is_a_post(cast: Cast, sign_in: Any) -> None:
    browser = sign_in(cast.secretary)
    assert browser.get("/logout/").status_code == 405
    assert "已退出" in browser.post("/logout/").content.decode()
    assert browser.get("/account/").status_code == 302


def test_a_new_role_ends_every_session_of_the_account(cast: Cast, sign_in: Any) -> None:
    browser, other = sign_in(cast.secretary), sign_in(cast.recorder)
    accounts.grant_role(cast.secretary, Role.RECORDER, cast.second, TODAY)
    assert browser.get("/account/").status_code == 302
    assert other.get("/account/").status_code == 200
    assert Session.objects.count() == 1


# --- Passwords ---


def change(client: Client, new: str, again: str | None = None, old: str = PASSWORD) -> Any:
    given = {"old_password": old, "new_password1": new, "new_password2": again or new}
    return client.post("/account/password/", given)


def test_a_new_password_ends_the_other_sessions_but_not_this_one(
    cast: Cast, sign_in: Any, clock: Any
) -> None:
    here, there = sign_in(cast.secretary), sign_in(cast.secretary)
    assert change(here, "石榴树下的长桌子上有一盏灯").status_code == 302
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302
    user = User.objects.get(pk=cast.secretary.pk)
    assert user.check_password("石榴树下的长桌子上有一盏灯")
    assert user.password_changed_at == NOW


@pytest.mark.parametrize(
    ("new", "again", "old", "words"),
    [
        ("短密码-2026", None, PASSWORD, "12"),
        ("password1234", None, PASSWORD, "常"),
        ("secretary-2026", None, PASSWORD, "相"),
        (PASSWORD, None, PASSWORD, "不能与现在用的相同"),
        ("石榴树下的长桌子上有一盏灯", "别的", PASSWORD, "两次输入的新密码不一样"),
        ("石榴树下的长桌子上有一盏灯", None, "wrong", "现在用的密码不对"),
    ],
)
def test_a_poor_password_is_refused(
    cast: Cast, sign_in: Any, new: str, again: str | None, old: str, words: str
) -> None:
    page = change(sign_in(cast.secretary), new, again, old)
    assert page.status_code == 200
    assert words in page.content.decode()
    assert User.objects.get(pk=cast.secretary.pk).check_password(PASSWORD)


def test_a_password_given_by_somebody_is_changed_before_anything_else(
    cast: Cast, sign_in: Any, settings: Any
) -> None:
    settings.FIRST_PASSWORD_CHANGE = True
    accounts.give_password(cast.secretary, PASSWORD)
    browser = sign_in(cast.secretary)
    answer = browser.get("/meetings/", follow=True)
    assert answer.redirect_chain == [("/account/password/?next=/meetings/", 302)]
    assert "请先设置自己的密码" in answer.content.decode()
    sent = {
        "old_password": PASSWORD,
        "new_password1": "一盏灯照着长桌子",
        "new_password2": "一盏灯照着长桌子",
    }
    answer = browser.post("/account/password/", sent | {"next": "/meetings/"})
    assert answer.status_code == 200  # eight characters
    long = "一盏灯照着石榴树下的长桌子"
    sent |= {"new_password1": long, "new_password2": long, "next": "/meetings/"}
    assert browser.post("/account/password/", sent)["Location"] == "/meetings/"
    assert browser.get("/account/").status_code == 200


def test_an_old_password_is_changed_where_the_policy_says_ninety_days(
    cast: Cast, sign_in: Any, settings: Any, clock: Any
) -> None:
    settings.PASSWORD_MAX_DAYS = 90
    accounts.choose_password(cast.secretary, PASSWORD)
    clock.shift(timedelta(days=90))
    assert sign_in(cast.secretary).get("/account/").status_code == 200
    clock.shift(timedelta(seconds=1))
    assert sign_in(cast.secretary).get("/account/")["Location"] == "/account/password/?next=/account/"


# --- One's own settings ---


def test_large_letters_are_kept_with_the_account(cast: Cast, sign_in: Any) -> None:
    browser = sign_in(cast.secretary)
    answer = browser.post("/account/elder/", {"elder": "on", "next": "/account/"})
    assert answer["Location"] == "/account/"
    assert '<html lang="zh-Hans-CN" class="elder">' in browser.get("/account/").content.decode()
    assert (
        browser.post("/account/elder/", {"elder": "off", "next": "https://evil.example"})["Location"] == "/"
    )
    assert not User.objects.get(pk=cast.secretary.pk).elder_view


def test_an_unknown_size_of_letters_changes_nothing(cast: Cast, sign_in: Any) -> None:
    sign_in(cast.secretary).post("/account/elder/", {"elder": "huge"})
    assert not User.objects.get(pk=cast.secretary.pk).elder_view


def test_the_account_page_shows_ones_roles(cast: Cast, sign_in: Any) -> None:
    accounts.choose_password(cast.secretary, PASSWORD)
    page = sign_in(cast.secretary).get("/account/").content.decode()
    for words in ("支部书记", "柳湾村第一支部", "2020年1月1日", "2026年11月24日修改", "30 分钟不操作"):
        assert words in page
