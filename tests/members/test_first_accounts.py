"""A site without accounts begins with the top of the tree and three administrators."""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from members.access import Role
from members.models import Organisation, RoleGrant, User
from tests.cast import Cast

TOP = {"code": "CX", "full_name": "中共澄溪县委员会", "short_name": "澄溪县委"}


def begin(**changed: str) -> list[list[str]]:
    """What is printed, line by line, in words."""
    out = io.StringIO()
    call_command("first_accounts", stdout=out, **TOP | changed)
    return [line.split() for line in out.getvalue().splitlines()]


@pytest.mark.django_db
def test_each_of_the_three_comes_in_with_what_was_printed_and_must_change_it(settings: Any) -> None:
    settings.FIRST_PASSWORD_CHANGE = True  # as in production
    _, *lines = begin()
    assert {name: label for name, label, _ in lines} == {
        "xitong": Role.SYSADMIN.label,
        "anquan": Role.SECADMIN.label,
        "shenji": Role.AUDITOR.label,
    }
    for name, _, password in lines:
        browser = Client()
        browser.post("/login/", {"username": name, "password": password})
        assert browser.get("/")["Location"].startswith(reverse("password-change"))


@pytest.mark.django_db
def test_they_stand_at_the_top_with_one_role_each() -> None:
    begin()
    top = Organisation.objects.get()
    assert (top.code, top.parent, top.kind) == ("CX", None, "committee")
    assert list(RoleGrant.objects.order_by("pk").values_list("role", "organisation")) == [
        (role, top.pk) for role in (Role.SYSADMIN, Role.SECADMIN, Role.AUDITOR)
    ]
    assert not User.objects.filter(is_superuser=True).exists()


def test_where_somebody_has_begun_nothing_is_made(cast: Cast) -> None:
    before = User.objects.count()
    with pytest.raises(CommandError, match="后台开立"):
        begin()
    assert User.objects.count() == before


@pytest.mark.django_db
def test_a_name_that_is_no_name_leaves_nothing_behind() -> None:
    with pytest.raises(CommandError, match="没有建立"):
        begin(code="")
    assert not Organisation.objects.exists()
    assert not User.objects.exists()
