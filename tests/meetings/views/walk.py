"""Walking through the pages as a person without JavaScript does: what a page shows is what is sent back."""

from datetime import time
from typing import Any

from django.test import Client
from django.urls import reverse

from meetings.models import Meeting

NOT_SENT = ("document", "uploads")


def typed(form: Any) -> dict[str, Any]:
    """The values of a form as the browser would send them."""
    found = {}
    for name in form.fields:
        value = form[name].value()
        if value in (None, "", False) or name in NOT_SENT:
            continue
        found[form.add_prefix(name)] = f"{value:%H:%M}" if isinstance(value, time) else value
    return found


def rows(formset: Any) -> dict[str, Any]:
    """The values of a formset with its counters."""
    sent = typed(formset.management_form)
    for form in formset.forms:
        sent |= typed(form)
    return sent


def address(name: str, meeting: Meeting, *more: int) -> str:
    """The address of a page of a meeting."""
    return reverse(name, args=[meeting.pk, *more])


def shown(browser: Client, name: str, meeting: Meeting, *more: int) -> dict[str, Any]:
    """Everything a page would send back if its button were pressed at once."""
    context = browser.get(address(name, meeting, *more)).context
    sent = typed(context["form"]) if context.get("form") else {}
    return sent | (rows(context["formset"]) if context.get("formset") else {})


def press(browser: Client, name: str, meeting: Meeting, **changes: Any) -> Any:
    """Open a page, change something, press its button."""
    given = {key.replace("__", "-"): value for key, value in changes.items()}
    return browser.post(address(name, meeting), shown(browser, name, meeting) | given)
