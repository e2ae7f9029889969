"""How a test goes through the admin: addresses, what is sent, what is refused."""

from typing import Any

from django.test import Client
from django.urls import reverse


def place_of(model: Any, page: str = "changelist", *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def send(browser: Client, address: str, **given: Any) -> Any:
    return browser.post(address, given)


def errors(answer: Any) -> str:
    assert answer.status_code == 200, "nothing was refused"
    form = answer.context["adminform"].form
    return " ".join(text for texts in form.errors.values() for text in texts)
