"""Walking through the pages as a person without JavaScript does: what a page shows is what is sent back."""

from datetime import time
from typing import Any


def typed(form: Any) -> dict[str, Any]:
    """The values of a form as the browser would send them."""
    found = {}
    for name in form.fields:
        value = form[name].value()
        if value in (None, "", False) or name in ("document", "files"):
            continue
        found[form.add_prefix(name)] = f"{value:%H:%M}" if isinstance(value, time) else value
    return found


def rows(formset: Any) -> dict[str, Any]:
    """The values of a formset with its counters."""
    sent = typed(formset.management_form)
    for form in formset.forms:
        sent |= typed(form)
    return sent
