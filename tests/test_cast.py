"""The cast is the same in every test, whoever was on stage before."""

from typing import Any

import pytest
from django.apps import apps
from django.db import transaction

from tests import cast as company

pytestmark = pytest.mark.django_db


def everything() -> dict[str, Any]:
    models = apps.get_app_config("members").get_models()
    return {model.__name__: list(model._base_manager.order_by("pk").values()) for model in models}


def test_the_cast_is_copied_as_it_was_gathered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(company, "KEPT", [])
    with transaction.atomic():
        first = company.on_stage()
        gathered = everything()
        first.alice.name = "另一个人"
        transaction.set_rollback(True)
    copied = company.on_stage()
    assert everything() == gathered
    assert copied.alice.name == "韦晓㛃"
    assert (copied.first.pk, copied.secretary.member) == (first.first.pk, copied.alice)


def test_rows_that_come_after_the_copy_get_keys_of_their_own(cast: company.Cast) -> None:
    added = company.make_user("newcomer", company.Role.MEMBER, cast.first, cast.grace)
    assert added.pk not in {user.pk for user in cast.users.values()}
