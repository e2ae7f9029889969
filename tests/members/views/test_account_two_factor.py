"""One-time codes for administrators and inspectors: one door, the admin too."""

from typing import Any

import pytest
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from members import accounts
from tests.cast import PASSWORD, Cast


@pytest.fixture(autouse=True)
def with_codes(settings: Any) -> None:
    settings.TWO_FACTOR = True


def code_of(device: TOTPDevice) -> str:
    return f"{totp(device.bin_key):06d}"


def wrong_code(device: TOTPDevice) -> str:
    return f"{(totp(device.bin_key) + 1) % 10**6:06d}"


def ready(cast: Cast, account: str) -> TOTPDevice:
    """A telephone that is set up."""
    return TOTPDevice.objects.create(user=cast.users[account], name=accounts.DEVICE)


@pytest.mark.parametrize("account", ["inspector", "sysadmin", "secadmin", "auditor"])
@pytest.mark.parametrize("page", ["/account/", "/admin/"])
def test_administrators_and_inspectors_get_nowhere_without_a_code(
    cast: Cast, sign_in: Any, account: str, page: str
) -> None:
    assert sign_in(cast.users[account]).get(page)["Location"] == f"/account/code/?next={page}"


@pytest.mark.parametrize("account", ["secretary", "recorder", "member", "officer"])
def test_others_need_no_code(cast: Cast, sign_in: Any, account: str) -> None:
    assert sign_in(cast.users[account]).get("/account/").status_code == 200


def test_a_password_alone_does_not_open_the_admin(client: Client, cast: Cast) -> None:
    ready(cast, "sysadmin")
    client.post("/login/", {"username": "sysadmin", "password": PASSWORD})
    answer = client.get("/admin/members/organisation/")
    assert answer["Location"] == "/account/code/?next=/admin/members/organisation/"


def test_the_first_time_one_scans_and_enters_the_first_code(cast: Cast, sign_in: Any) -> None:
    browser = sign_in(cast.inspector)
    assert "开始设置" in browser.get("/account/code/?next=/account/").content.decode()
    assert not TOTPDevice.objects.exists()
    answer = browser.post("/account/code/?next=/account/", {"begin": "1"}, follow=True)
    page = answer.content.decode()
    assert "data:image/svg+xml;base64," in page
    device = TOTPDevice.objects.get(user=cast.inspector)
    assert not device.confirmed
    sent = {"code": wrong_code(device), "next": "/account/"}
    assert "动态口令不对" in browser.post("/account/code/", sent).content.decode()
    device.throttle_reset()
    sent = {"code": code_of(device), "next": "/account/"}
    assert browser.post("/account/code/", sent)["Location"] == "/account/"
    device.refresh_from_db()
    assert device.confirmed
    assert "已启用" in browser.get("/account/").content.decode()


def test_the_secret_is_not_shown_again(cast: Cast, sign_in: Any) -> None:
    device = ready(cast, "inspector")
    page = sign_in(cast.inspector).get("/account/code/").content.decode()
    assert "data:image/svg+xml" not in page
    assert device.bin_key.hex() not in page


def test_a_second_telephone_cannot_be_set_up_beside_the_first(cast: Cast, sign_in: Any) -> None:
    ready(cast, "inspector")
    sign_in(cast.inspector).post("/account/code/", {"begin": "1"})
    assert TOTPDevice.objects.filter(user=cast.inspector).count() == 1


def test_a_code_serves_once(cast: Cast, sign_in: Any) -> None:
    device = ready(cast, "inspector")
    first, second = sign_in(cast.inspector), sign_in(cast.inspector)
    code = code_of(device)
    assert first.post("/account/code/", {"code": f"{code[:3]} {code[3:]}"})["Location"] == "/"
    assert second.post("/account/code/", {"code": code}).status_code == 200
    assert second.get("/account/").status_code == 302


def test_wrong_codes_slow_down_even_the_right_one(cast: Cast, sign_in: Any) -> None:
    device = ready(cast, "inspector")
    browser = sign_in(cast.inspector)
    browser.post("/account/code/", {"code": wrong_code(device)})
    assert browser.post("/account/code/", {"code": code_of(device)}).status_code == 200


def test_letters_are_no_code(cast: Cast, sign_in: Any) -> None:
    ready(cast, "inspector")
    page = sign_in(cast.inspector).post("/account/code/", {"code": "abcdef"}).content.decode()
    assert "动态口令是 6 位数字" in page


def test_a_script_is_told_that_a_code_is_owed(cast: Cast, sign_in: Any) -> None:
    ready(cast, "inspector")
    assert sign_in(cast.inspector).get("/account/", HTTP_HX_REQUEST="true").status_code == 401


def test_one_can_leave_without_a_code(cast: Cast, sign_in: Any) -> None:
    assert "已退出" in sign_in(cast.inspector).post("/logout/").content.decode()


def test_who_has_shown_a_code_is_led_on(cast: Cast, sign_in: Any) -> None:
    device = ready(cast, "auditor")
    browser = sign_in(cast.auditor)
    browser.post("/account/code/", {"code": code_of(device)})
    assert browser.get("/account/code/")["Location"] == "/admin/"


def test_a_lost_telephone_is_set_up_anew(cast: Cast, sign_in: Any) -> None:
    ready(cast, "inspector")
    browser = sign_in(cast.inspector)
    assert accounts.forget_device(cast.inspector) == 1
    assert browser.get("/account/")["Location"] == "/login/?next=/account/"
    assert "开始设置" in sign_in(cast.inspector).get("/account/code/").content.decode()


def test_where_codes_are_off_nobody_is_asked(cast: Cast, sign_in: Any, settings: Any) -> None:
    settings.TWO_FACTOR = False
    assert sign_in(cast.inspector).get("/account/").status_code == 200
