"""Writes to accounts: what they refuse, and what changes with them."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from branchlife.kit.problems import Refusal
from members import accounts
from members.access import Role
from members.models import RoleGrant, User
from tests.cast import NOW, PASSWORD, TODAY, Cast


def test_an_account_is_named_after_the_person_behind_it(cast: Cast) -> None:
    assert accounts.make_account("lena", PASSWORD, member=cast.lena).name == "冯德厚"
    assert accounts.make_account("lena-2", PASSWORD, " 冯 ", cast.lena).name == "冯"


@pytest.mark.parametrize("username", ["", "secretary", "柳 湾"])
def test_an_account_needs_a_name_of_its_own(cast: Cast, username: str) -> None:
    with pytest.raises(ValidationError):
        accounts.make_account(username, PASSWORD)


@pytest.mark.parametrize("field", ["is_superuser", "is_staff", "username", "password"])
def test_an_administrator_changes_nothing_else(cast: Cast, field: str) -> None:
    with pytest.raises(ValueError, match="not for an administrator"):
        accounts.amend_account(cast.secretary, **{field: True})


def test_only_administrators_are_staff(cast: Cast) -> None:
    user = accounts.make_account("new", PASSWORD)
    row = accounts.grant_role(user, Role.SYSADMIN, cast.county, TODAY, cast.secadmin)
    assert User.objects.get(pk=user.pk).is_staff
    accounts.end_grant(row, TODAY + timedelta(days=1), cast.secadmin)
    assert User.objects.get(pk=user.pk).is_staff  # until the end of the day
    accounts.grant_role(user, Role.SECRETARY, cast.second, TODAY + timedelta(days=1), cast.secadmin)
    assert user.role_grants.count() == 2


def test_a_role_is_given_once(cast: Cast) -> None:
    again = accounts.grant_role(cast.secretary, Role.SECRETARY, cast.first, TODAY)
    assert again == RoleGrant.objects.get(user=cast.secretary)


@pytest.mark.parametrize("held", ["sysadmin", "secadmin", "auditor"])
@pytest.mark.parametrize("role", list(Role))
def test_an_administrator_takes_no_other_role(cast: Cast, held: str, role: Role) -> None:
    if role == held:
        accounts.grant_role(cast.users[held], role, cast.town, TODAY)
        return
    words = "对应党员" if role is Role.MEMBER else "三员互斥"
    with pytest.raises(Refusal, match=words):
        accounts.grant_role(cast.users[held], role, cast.town, TODAY)


@pytest.mark.parametrize("role", ["sysadmin", "secadmin", "auditor"])
def test_who_handles_records_becomes_no_administrator(cast: Cast, role: str) -> None:
    with pytest.raises(Refusal, match="三员互斥"):
        accounts.grant_role(cast.recorder, Role(role), cast.county, TODAY)


def test_a_role_that_is_over_stands_in_nobodys_way(cast: Cast) -> None:
    cast.recorder.role_grants.update(end=TODAY)
    accounts.grant_role(cast.recorder, Role.AUDITOR, cast.county, TODAY)


def test_a_role_that_will_overlap_does(cast: Cast) -> None:
    cast.recorder.role_grants.update(end=TODAY + timedelta(days=30))
    with pytest.raises(Refusal, match="三员互斥"):
        accounts.grant_role(cast.recorder, Role.AUDITOR, cast.county, TODAY + timedelta(days=29))


def test_a_member_without_a_person_is_no_member(cast: Cast) -> None:
    user = accounts.make_account("new", PASSWORD)
    with pytest.raises(Refusal, match="对应党员"):
        accounts.grant_role(user, Role.MEMBER, cast.first, TODAY)
    accounts.amend_account(user, member=cast.lena)
    assert accounts.grant_role(user, Role.MEMBER, cast.second, TODAY).role == Role.MEMBER


def test_nobody_gives_or_ends_their_own_role(cast: Cast) -> None:
    with pytest.raises(Refusal, match="不能给自己授权"):
        accounts.grant_role(cast.secadmin, Role.SECADMIN, cast.town, TODAY, cast.secadmin)
    with pytest.raises(Refusal, match="不能改自己的授权"):
        accounts.end_grant(RoleGrant.objects.get(user=cast.secadmin), TODAY, cast.secadmin)


def test_a_role_ends_after_it_began(cast: Cast) -> None:
    row = RoleGrant.objects.get(user=cast.recorder)
    with pytest.raises(Refusal, match="晚于开始日期"):
        accounts.end_grant(row, row.start)
    assert accounts.end_grant(row, date(2026, 12, 1)).end == date(2026, 12, 1)


def test_a_refusal_leaves_everything_as_it_was(cast: Cast, sign_in: Any) -> None:
    browser = sign_in(cast.recorder)
    with pytest.raises(Refusal):
        accounts.grant_role(cast.recorder, Role.AUDITOR, cast.county, TODAY)
    assert not User.objects.get(pk=cast.recorder.pk).is_staff
    assert browser.get("/account/").status_code == 200


@pytest.mark.parametrize(
    ("age", "first_change", "days", "due"),
    [
        (None, True, None, True),
        (None, False, 90, False),
        (90, True, 90, False),
        (91, True, 90, True),
        (999, True, None, False),
    ],
)
def test_when_a_password_is_due(age: int | None, first_change: bool, days: int | None, due: bool) -> None:
    user = User(password_changed_at=None if age is None else NOW - timedelta(days=age))
    assert accounts.password_is_due(user, first_change, days) is due


def test_a_lock_without_a_failure_begins_now(db: None) -> None:
    assert accounts.locked_since("nobody", "10.0.0.1") == NOW
